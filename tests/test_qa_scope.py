"""Where a question says that its answer has to be looked for."""

import pytest

from ingest import Document, Kind
from qa.catalogue import Catalogue
from qa.period import Period, read_period
from qa.plain import near
from qa.question import Shape, understand


def document(name: str, publisher: str, kind: Kind, date: str = "", title: str = "", aliases: str = "") -> Document:
    return Document(
        id=name, source=f"{name}.pdf", sha256="", title=title or name, publisher=publisher, speaker=f"de {publisher}",
        aliases=tuple(aliases.split()), kind=kind, date=date, language="nl", notice="", text="", sections=(), blocks=(),
    )  # fmt: skip


CATALOGUE = Catalogue(
    (
        document("bond-2019", "Bond", Kind.MEMORANDUM, "2019", "Memorandum 2019"),
        document("bond-2024", "Bond", Kind.MEMORANDUM, "2024", "Memorandum lokale verkiezingen"),
        document("koepel", "Koepel", Kind.PROPOSALS, "2024", "Voorstellen: Warme samenleving"),
        document("stad-nota", "Stad", Kind.NOTE, "2023-05-04", "Zomerakkoord met de scholen"),
        document("besluit-1", "Regering", Kind.DECISION, "2021-03-12", "Subsidie voor zorgzame buurten"),
        document("besluit-2", "Regering", Kind.DECISION, "2021-11-05", "Wijziging van de zorgraden"),
        document("besluit-3", "Regering", Kind.DECISION, "2022-01-14", "Subsidie voor wijkwerken"),
        document("verslag-over-lange-wachttijden", "Armoedefonds", Kind.REPORT, "2020", "Wachten op een woning"),
    )
)
DECISIONS = {"besluit-1", "besluit-2", "besluit-3"}


def within(question: str) -> set[str] | None:
    found = understand(question, CATALOGUE).scope.within
    return None if found is None else set(found)


def prefer(question: str) -> set[str]:
    return set(understand(question, CATALOGUE).scope.prefer)


def test_a_question_that_names_nothing_is_asked_of_everything() -> None:
    asked = understand("Hoeveel gezinnen wachten op een woning?", CATALOGUE)
    assert asked.scope.within is None
    assert asked.scope.prefer == frozenset()


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Wat zegt de Koepel over tolken?", {"koepel"}),
        ("Wat staat er in het memorandum van de Bond over tolken?", {"bond-2019", "bond-2024"}),
        ("Wat staat er in het memorandum van 2019 over tolken?", {"bond-2019"}),
        ("Wat zegt de Bond in het memorandum van 2024 over tolken?", {"bond-2024"}),
        ("Wat staat er in de memoranda over tolken?", {"bond-2019", "bond-2024", "koepel"}),
        ("Hoe zit dat volgens de nota?", {"stad-nota"}),
        ("Wat lees ik in het verslag over wachtlijsten?", {"verslag-over-lange-wachttijden"}),
        ("Wat staat er in de beslissingen van 2021 over buurten?", {"besluit-1", "besluit-2"}),
        ("Wat staat in de beslissing van 12 maart 2021?", {"besluit-1"}),
        ("Wat staat er in de beslissingen van 2021 en 2022 over buurten?", DECISIONS),
        ("Wat staat er in de besluiten van voor 2022 over buurten?", {"besluit-1", "besluit-2"}),
        ("Zijn er besluiten vanaf november 2021 over buurten?", {"besluit-2", "besluit-3"}),
        ("Zijn er besluiten sedert 2022 over buurten?", {"besluit-3"}),
        ("Zijn er besluiten tot 2021 over buurten?", {"besluit-1", "besluit-2"}),
        ("Zijn er besluiten na 2021 over buurten?", {"besluit-3"}),
        ("Wat staat er in stad-nota.pdf over scholen?", {"stad-nota"}),
        ("Hoeveel gezinnen wachten volgens verslag-over-lange-wachttijden?", {"verslag-over-lange-wachttijden"}),
        ("Wat zegt het document “Warme samenleving” over opvang?", {"koepel"}),
        ("Wat staat in 'Warme samenlevnig' over opvang?", {"koepel"}),
        ("Wat staat in ‘Zommerakkoord’ over opvang?", {"stad-nota"}),
    ],
)
def test_words_that_plainly_say_where_to_look_are_a_filter(question: str, documents: set[str]) -> None:
    assert within(question) == documents


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel gezinnen wachtten er in 2024?",
        "Tegen 2024 moet de wachtlijst weg zijn: hoe?",
        "Wat zegt het decreet over tolken?",
        "Blijkt uit onderzoek dat tolken helpen?",
        "Welke beslissing gaat over zorgzame buurten?",
        "Waarom is een warme samenleving nodig?",
        "Welke beslissing gaat over de doelen in 2030?",
        "Wat is het memorandum voor 2024?",
        "Welke beslissingen gaan over het budget voor 2022?",
        "Wat is 'zone 30'?",
        "Wat staat er in 'Dingen die niet bestaan' over opvang?",
    ],
)
def test_words_that_may_belong_to_the_content_are_no_filter(question: str) -> None:
    assert within(question) is None


def test_the_kind_that_a_question_names_is_favoured() -> None:
    assert prefer("Welke beslissing gaat over zorgzame buurten?") == DECISIONS
    assert prefer("Blijkt dat uit een rapport?") == {"verslag-over-lange-wachttijden"}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Welke subsidies kwamen er in maart 2021?", {"besluit-1"}),
        ("Welke subsidies kwamen er in 2021?", {"besluit-1", "besluit-2"}),
        ("Wat veranderde er sinds november 2021?", {"besluit-2", "besluit-3", "stad-nota"}),
        ("Wat was er al vóór 2022?", {"besluit-1", "besluit-2"}),
        ("Hoeveel gezinnen wachtten er in 2024?", set()),  # a memorandum of a year speaks of many
        ("Hoeveel gezinnen wachtten er in 1999?", set()),
    ],
)
def test_what_was_made_in_the_time_that_a_question_names_is_favoured(question: str, documents: set[str]) -> None:
    assert prefer(question) == documents


def test_a_kind_and_a_date_are_favoured_together() -> None:
    assert prefer("Welke beslissingen gingen in 2021 over zorg?") == {"besluit-1", "besluit-2"}


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("Welke beslissingen nam de minister in maart 2021 over zorg?", {"besluit-2", "besluit-3"}),
        ("Welke beslissingen werden vóór 2020 genomen over zorg?", DECISIONS),
        ("Welke beslissingen gingen in 2021 over zorg?", {"besluit-3"}),
    ],
)
def test_a_decision_of_another_time_than_the_question_names_is_left_out(question: str, left_out: set[str]) -> None:
    assert within(question) == set(CATALOGUE.ids) - left_out


def test_a_span_of_years_has_not_to_stand_with_the_answer() -> None:
    assert understand("Welke beslissingen van 2021 en 2022 gaan over zorg?", CATALOGUE).years == frozenset()


def test_a_rare_word_of_a_title_tied_to_document_favours_it() -> None:
    assert prefer("Wat zegt het zomerakkoord-document over opvang?") == {"stad-nota"}
    assert prefer("Bestaat er een rapport over wachten?") == {"verslag-over-lange-wachttijden"}


def test_a_filter_that_contradicts_the_publisher_is_left_out() -> None:
    assert within("Wat staat er in de nota van de Koepel over tolken?") == {"koepel"}


def test_a_year_in_which_a_publisher_wrote_nothing_has_to_stand_with_the_answer() -> None:
    assert understand("Wat vroeg de Koepel in de voorstellen van 2018?", CATALOGUE).years == {"2018"}


def test_an_open_period_asks_for_no_year_in_the_answer() -> None:
    asked = understand("Welke beslissingen sinds 2021 gaan over zorg?", CATALOGUE)
    assert asked.years == frozenset()
    assert asked.period == Period("2021-01-01", "9")


def test_the_latest_decision_is_noticed() -> None:
    assert understand("Wat is de laatste beslissing over zorgraden?", CATALOGUE).latest
    assert not understand("Wat doet de laatste jaren de armoede stijgen?", CATALOGUE).latest


def test_whoever_is_only_spoken_to_makes_no_comparison() -> None:
    asked = understand("Wat vraagt de Koepel aan de Regering over tolken?", CATALOGUE)
    assert asked.shape is Shape.PROPOSAL
    assert asked.voices == ("Koepel",)


def test_a_slip_in_a_long_name_still_names_its_publisher() -> None:
    assert understand("Wat zegt het Armoedefomds over wonen?", CATALOGUE).named == ("Armoedefonds",)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in maart 2021", "2021-03-01", "2021-03-31"),
        ("op 12 maart 2021", "2021-03-12", "2021-03-12"),
        ("2021-03-12", "2021-03-12", "2021-03-12"),
        ("uit 2021", "2021-01-01", "2021-12-31"),
        ("2024-2030", "2024-01-01", "2030-12-31"),
        ("tussen 2019 en 2021", "2019-01-01", "2021-12-31"),
        ("sinds 2022", "2022-01-01", "9"),
        ("tot 2022", "", "2022-12-31"),
        ("van 2021 en 2022", "2021-01-01", "2022-12-31"),
        ("in 2022 of 2021", "2021-01-01", "2022-12-31"),
        ("in 2020, 2021 en 2022", "2020-01-01", "2022-12-31"),
        ("van maart 2021 tot januari 2022", "2021-03-01", "2022-01-31"),
        ("tussen 5 mei 2021 en juni 2022", "2021-05-05", "2022-06-31"),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, first: str, last: str) -> None:
    assert read_period(text) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "day", "inside"),
    [
        ("na 12 maart 2021", "2021-03-12", False),
        ("na 12 maart 2021", "2021-03-13", True),
        ("na 2021", "2021-12-31", False),
        ("na 2021", "2022-01-01", True),
        ("vanaf 12 maart 2021", "2021-03-12", True),
    ],
)
def test_after_a_day_or_a_year_is_not_in_it(text: str, day: str, inside: bool) -> None:
    period, other = read_period(text), read_period(day)
    assert period is not None
    assert other is not None
    assert period.begins(other) is inside


def test_a_text_without_a_year_names_no_period() -> None:
    assert read_period("in maart, bij 12.000 gezinnen") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("samenleving", "samenlevnig", True),
        ("samenleving", "samenleven", False),
        ("zorgraad", "zorgraden", False),
        ("wonen", "woning", False),
        ("wonen", "wenen", True),
        ("kind", "rind", False),
        ("zomerscholen", "winterscholen", False),
    ],
)
def test_one_slip_of_the_pen_is_forgiven_in_words_that_are_long_enough(one: str, other: str, same: bool) -> None:
    assert near(one, other) is same


def test_a_publisher_tied_to_what_it_wrote_is_named() -> None:
    assert understand("Vat het Koepel-memorandum samen", CATALOGUE).named == ("Koepel",)
    assert not understand("Wat doet de Koepel-voorzitter?", CATALOGUE).named
    assert not understand("Vat het zorgkoepel-memorandum samen", CATALOGUE).named
