"""Follow-ups written out: what a user sees as 'gelezen als', in Dutch that somebody could have typed."""

import pytest

from qa import rewrite


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Wat vraagt de VVSG over zomerscholen?", "En over wonen?", "Wat vraagt de VVSG over wonen?"),
        ("Wat vraagt de VVSG over geweld tegen hulpverleners?", "en over tolken", "Wat vraagt de VVSG over tolken?"),
        ("Wat wil het ABVV met zone 30?", "En met fietspaden?", "Wat wil het ABVV met fietspaden?"),
        ("Wat wil het ABVV met zone 30?", "En over de bus?", "Wat wil het ABVV met de bus?"),
        ("Wat vraagt de VVSG over zomerscholen?", "En kinderopvang?", "Wat vraagt de VVSG over kinderopvang?"),
        (
            "Wat zegt het memorandum over daklozen volgens het ABVV?",
            "En over vluchtelingen?",
            "Wat zegt het memorandum over vluchtelingen volgens het ABVV?",
        ),
    ],
)
def test_a_new_theme_takes_the_place_of_the_old_one(before: str, said: str, whole: str) -> None:
    assert rewrite.ellipsis(said, before) == whole


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        (
            "Hoeveel mensen krijgen een leefloon in Gent?",
            "En in Antwerpen?",
            "Hoeveel mensen krijgen een leefloon in Antwerpen?",
        ),
        (
            "Hoeveel mensen krijgen een leefloon in Gent?",
            "En Antwerpen?",
            "Hoeveel mensen krijgen een leefloon in Antwerpen?",
        ),
        (
            "Hoeveel mensen krijgen een leefloon?",
            "en in de steden?",
            "Hoeveel mensen krijgen een leefloon in de steden?",
        ),
        (
            "Hoe hoog is de armoede in de grootsteden?",
            "en op het platteland?",
            "Hoe hoog is de armoede op het platteland?",
        ),
        ("Hoeveel gezinnen leven in armoede?", "En in Brussel?", "Hoeveel gezinnen leven in armoede in Brussel?"),
        (
            "Wat moet er gebeuren voor daklozen volgens het ABVV?",
            "En in kleine gemeenten?",
            "Wat moet er gebeuren voor daklozen in kleine gemeenten volgens het ABVV?",
        ),
    ],
)
def test_a_new_place_takes_the_place_of_the_old_one_or_joins_the_question(before: str, said: str, whole: str) -> None:
    assert rewrite.ellipsis(said, before) == whole


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Hoeveel premies werden er in 2022 betaald?", "En in 2023?", "Hoeveel premies werden er in 2023 betaald?"),
        ("Hoeveel premies werden er in 2022 betaald?", "en 2021?", "Hoeveel premies werden er in 2021 betaald?"),
        (
            "Welke beslissingen werden in maart 2021 genomen?",
            "en in 2021 en 2022?",
            "Welke beslissingen werden in 2021 en 2022 genomen?",
        ),
        ("Hoeveel leefloners zijn er?", "En in 2020?", "Hoeveel leefloners zijn er in 2020?"),
        ("Hoeveel leefloners zijn er?", "en sinds 2020?", "Hoeveel leefloners zijn er sinds 2020?"),
    ],
)
def test_a_new_year_takes_the_place_of_the_old_one(before: str, said: str, whole: str) -> None:
    assert rewrite.ellipsis(said, before) == whole


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Welke steun is er voor ouderen?", "En voor jongeren?", "Welke steun is er voor jongeren?"),
        ("Welke steun is er?", "En voor mantelzorgers?", "Welke steun is er voor mantelzorgers?"),
        ("Hoeveel procent van de werklozen is arm?", "En bij de huurders?", "Hoeveel procent van de huurders is arm?"),
        ("Hoeveel huursubsidies werden uitbetaald?", "En huurpremies?", "Hoeveel huurpremies werden uitbetaald?"),
        ("Hoeveel huursubsidies werden uitbetaald?", "En de huurpremies?", "Hoeveel huurpremies werden uitbetaald?"),
        ("Wat is een omgevingsanalyse?", "En een ketenaanpak?", "Wat is een ketenaanpak?"),
        ("Waarvoor staat GBO?", "En BBC?", "Waarvoor staat BBC?"),
    ],
)
def test_another_group_or_thing_takes_the_place_of_the_old_one(before: str, said: str, whole: str) -> None:
    assert rewrite.ellipsis(said, before) == whole


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Wat vraagt de VVSG over tolken?", "En wie betaalt dat?"),
        ("Wat vraagt de VVSG over tolken?", "Hoeveel kost een tolk?"),
        ("Wat is een tolk?", "En met fietspaden?"),
        ("Hoe werkt een sociaal huis?", "En de kinderen?"),
        ("Wat vraagt de VVSG over tolken?", "En allebei over opvang?"),
        ("Wat vraagt de VVSG over tolken?", ""),
    ],
)
def test_what_cannot_be_said_in_one_good_question_is_left_alone(before: str, said: str) -> None:
    assert rewrite.ellipsis(said, before) == ""


@pytest.mark.parametrize(
    ("before", "whole"),
    [
        ("Wat stelt de VVSG voor over zomerscholen?", "Waarom stelt de VVSG dat voor over zomerscholen?"),
        ("Moet de gemeente zelf bouwen?", "Waarom moet de gemeente zelf bouwen?"),
        ("Is het ABVV tegen de gemeenschapsdienst?", "Waarom is het ABVV tegen de gemeenschapsdienst?"),
        (
            "Wat vraagt het Vlaams Welzijnsverbond over tolken?",
            "Waarom vraagt het Vlaams Welzijnsverbond dat over tolken?",
        ),
        ("Hoeveel gezinnen wachten er?", ""),
        ("Wat is een tolk?", ""),
    ],
)
def test_why_asks_for_the_reason_of_the_question_before(before: str, whole: str) -> None:
    assert rewrite.why(before) == whole


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Wat vinden zij daarvan?", "Wat vindt de VVSG van zomerscholen?"),
        ("Wie betaalt daarvoor?", "Wie betaalt voor zomerscholen?"),
        ("En wat willen ze daarmee?", "Wat wil de VVSG met zomerscholen?"),
        ("Vragen ze geld?", "Vraagt de VVSG geld?"),
        ("Hoeveel zijn dat er?", ""),
    ],
)
def test_pronouns_get_the_words_that_they_stand_for(said: str, whole: str) -> None:
    assert rewrite.pointed_out(said, "Wat stelt de VVSG voor over zomerscholen?", "de VVSG") == whole


def test_another_speaker_takes_the_place_of_the_one_before() -> None:
    before = "Wat stelt de VVSG voor over zomerscholen?"
    assert rewrite.other_speaker(before, ["vvsg"], "het ABVV") == "Wat stelt het ABVV voor over zomerscholen?"
    assert rewrite.other_speaker("VVSG over tolken?", ["vvsg"], "het ABVV") == "Het ABVV over tolken?"


def test_a_question_to_nobody_is_asked_of_the_speaker_that_is_named_next() -> None:
    assert rewrite.other_speaker("Wie betaalt de tolken?", [], "de VVSG") == "Wie betaalt de tolken volgens de VVSG?"


def test_after_a_comparison_the_third_one_is_asked_about_its_theme() -> None:
    before = "Wat zeggen de VVSG en het ABVV over tolken?"
    assert rewrite.other_speaker(before, ["vvsg", "abvv"], "de bond") == "Wat zegt de bond over tolken?"


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("Wat zegt de VVSG over zomerscholen?", "zomerscholen"),
        ("Opvang: op welke dag nam de regering er een beslissing over en hoe beoordeelt de VVSG die?", ""),
        ("Wat gaat erover?", ""),
    ],
)
def test_a_question_whose_over_stands_alone_names_no_theme_there(question: str, theme: str) -> None:
    assert rewrite.theme_of(question) == theme
