"""Yes and no: only where a sentence says so, and never a wrong one."""

from dataclasses import replace

import pytest

from ingest import Document, Passage, passage_id
from qa.mood import Mood
from qa.verdict import Asked, Verdict, claimed, verdict
from qa.verify import Draft, Frame, Support, verify

STATED, WISHED, HELD = Mood.STATEMENT, Mood.PROPOSAL, Mood.OPINION

SAID = [
    ("Legt de stad een model op?", (), STATED, "De stad legt een model op.", "ja"),
    ("Legt de stad een model op?", (), STATED, "De stad legt niet zelf een model op.", "nee"),
    ("Is armoede enkel een kwestie van inkomen?", (), STATED, "Armoede is niet enkel een kwestie van inkomen.", "nee"),
    ("Mogen besturen verantwoording vragen?", (), STATED, "Besturen mogen verantwoording vragen.", "ja"),
    ("Subsidieert Vlaanderen de ouderenraad?", (), STATED, "De Vlaamse overheid subsidieert de ouderenraad.", "ja"),
    ("Is de bond tegen de onderhoudsplicht?", ("bond",), WISHED, "Schaf de onderhoudsplicht af.", "ja"),
    ("Is de bond voor de onderhoudsplicht?", ("bond",), WISHED, "Schaf de onderhoudsplicht af.", "nee"),
    ("Is de bond voor of tegen de gemeenschapsdienst?", ("bond",), WISHED, "Schaf de gemeenschapsdienst af.", "tegen"),
    ("Wil de bond de gemeenschapsdienst behouden?", ("bond",), WISHED, "Schaf de gemeenschapsdienst af.", "nee"),
    ("Steunt de bond winst in de zorg?", ("bond",), HELD, "Er is in de zorg geen plaats voor winst.", "nee"),
    ("Moet enkel de overheid iets doen, zegt de bond?", ("bond",), STATED, "Het is niet enkel aan de overheid.", "nee"),
    ("Moet volgens de bond elke gemeente huizen bouwen?", ("bond",), WISHED, "Elke gemeente moet huizen bouwen.", "ja"),
    (
        "Is de bond tegen versnipperd toezicht?",
        ("bond",),
        WISHED,
        "Stop het versnipperde toezicht en maak plannen.",
        "ja",
    ),
    ("Is de bond voor de wijkraad?", ("bond",), WISHED, "Erken de wijkraad in de strijd tegen eenzaamheid.", "ja"),
    ("Is de bond voor de premie?", ("bond",), WISHED, "Stop de afbouw van de premie.", "ja"),
    ("Staan er meer dan 200 gezinnen op de lijst?", (), STATED, "Er staan meer dan 200 gezinnen op de lijst.", "ja"),
]
UNSAID = [
    # a wish is no fact, and what one may is not what one must
    ("Is de wijk veilig?", (), WISHED, "De wijk moet veilig zijn."),
    ("Moet elke gemeente huizen bouwen?", (), WISHED, "Elke gemeente moet huizen bouwen."),
    ("Moet de gemeente huizen bouwen volgens de bond?", ("bond",), STATED, "De gemeente kan huizen bouwen."),
    ("Kan de gemeente huizen verhuren volgens de bond?", ("bond",), WISHED, "De gemeente kan huizen verhuren."),
    # another figure, a limit, a condition, another reach
    ("Zijn er 20 scholen in de stad?", (), STATED, "Er zijn 15 scholen in de stad."),
    ("Is de wijk veilig?", (), STATED, "De wijk is vaak veilig."),
    ("Krijgt een gezin een premie?", (), STATED, "Een gezin krijgt een premie als het huurt."),
    ("Krijgt elk gezin een premie?", (), STATED, "Een gezin krijgt een premie."),
    ("Is armoede een kwestie van inkomen?", (), STATED, "Armoede is niet enkel een kwestie van inkomen."),
    ("Wil de bond in elke stad 15% huizen?", ("bond",), WISHED, "Elke stad moet streven naar 15% huizen."),
    # no proof is no "nee"; who does what to whom; another theme
    ("Leidt afstand tot werk?", (), Mood.REPORTED, "Onderzoek vond geen bewijs dat afstand leidt tot werk."),
    ("Betalen huurders schulden aan eigenaars?", (), STATED, "Eigenaars betalen schulden aan huurders."),
    ("Wil de bond gratis zomerscholen?", ("bond",), WISHED, "Maak van de zomerscholen een vast aanbod."),
    ("Is de bond tegen winst?", ("bond",), WISHED, "Met het afschaffen van de plicht dringen we ook winst terug."),
    ("Is de bond tegen de taks?", (), WISHED, "Schaf de taks af."),
    # an adjective of another noun, another subject, a quantity of something else, an aim
    ("Is de klusdienst betaald?", (), STATED, "De klusdienst verdringt betaalde arbeid."),
    ("Is de klusdienst goedkoop?", (), STATED, "Werkgevers vervangen jobs door goedkopere arbeid via de klusdienst."),
    ("Is de kinderbijdrage betaald?", (), STATED, "Bewoners kennen de betaalde kinderbijdrage."),
    ("Zijn verzorgers betaald?", (), STATED, "Ongeveer de helft van de verzorgers heeft betaald werk."),
    ("Zijn de wijkraden versterkt?", (), STATED, "De besturen hebben een versterkte aanwezigheid in de wijkraden."),
    ("Zijn er gratis busritten?", (), STATED, "Gratis veilige busritten helpen elk kind."),
    ("Zijn busritten veilig?", (), STATED, "Gratis veilige busritten helpen elk kind."),
    ("Zijn er meer dan 200 huizen?", (), STATED, "Er staan meer dan 200 gezinnen op een lijst, en er zijn 200 huizen."),
    ("Is de graad 80%?", (), STATED, "Het doel is een graad van 80%."),
    ("Zijn verzorgers betaald?", (), STATED, "Het is een fabel dat verzorgers betaald zijn."),
    ("Subsidieert de dienst de raad?", ("dienst",), STATED, "De overheid subsidieert de raad."),
    # less of it or dearer is no side; a part is not the whole; who else wants it; another verb than the one asked for
    ("Is de bond tegen opgelegde clubs?", ("bond",), WISHED, "Beperk het aantal opgelegde clubs en zorg voor rust."),
    ("Is de bond tegen cheques?", ("bond",), WISHED, "Verhoog de bijdrage voor cheques."),
    ("Wil de bond versnippering van geld?", ("bond",), WISHED, "Vermijd de versnippering van geld en van zorg."),
    ("Is de bond voor de premie?", ("bond",), WISHED, "Versterk de premie voor alleenstaanden."),
    ("Is de bond tegen clubs?", ("bond",), WISHED, "Schaf de verplichte clubs af."),
    ("Is de bond tegen gratis?", ("bond",), WISHED, "Stop gratis werken."),
    ("Is de bond tegen de premie?", ("bond",), HELD, "De regering schaft de premie af."),
    ("Is de bond tegen de premie?", ("bond",), HELD, "De gevolgen van de afschaffing van de premie zijn groot."),
    ("Wil de bond de premie verhogen?", ("bond",), WISHED, "Behoud de premie."),
    ("Wil de bond de premie niet afschaffen?", ("bond",), WISHED, "Schaf de premie af."),
    ("Moeten besturen volgens de bond samen werken?", ("bond",), WISHED, "Verplicht besturen niet om samen te werken."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "names", "mood", "sentence", "said"), SAID)
def test_a_sentence_that_says_so_gives_a_yes_or_a_no(
    question: str, names: tuple[str, ...], mood: Mood, sentence: str, said: str
) -> None:
    assert verdict(Asked(claimed(question, names), bool(names), sentence, mood)) is Verdict(said)


@pytest.mark.parametrize(("question", "names", "mood", "sentence"), UNSAID)
def test_a_sentence_that_does_not_say_so_gives_none(
    question: str, names: tuple[str, ...], mood: Mood, sentence: str
) -> None:
    assert verdict(Asked(claimed(question, names), bool(names), sentence, mood)) is None


def test_an_adjective_makes_a_part_of_a_thing_but_for_a_heading_that_means_the_whole() -> None:
    asked = Asked("is tegen clubs?", True, "Schaf de verplichte clubs af.", WISHED)
    assert verdict(asked) is None
    assert verdict(replace(asked, headings=("Schaf de clubs af",))) is Verdict.YES
    assert verdict(replace(asked, headings=("Over clubs",))) is None


def test_what_stands_behind_another_sentence_of_its_bullet_may_speak_of_a_part_only() -> None:
    asked = Asked("moeten besturen samen werken?", True, "Besturen moeten niet samen werken.", WISHED)
    assert verdict(asked) is Verdict.NO
    assert verdict(replace(asked, opens=False)) is None


def test_a_publisher_may_name_itself() -> None:
    asked = Asked("is voor zomerkampen?", True, "De bond pleit voor zomerkampen.", WISHED)
    assert verdict(replace(asked, speaker="de bond")) is Verdict.YES
    assert verdict(asked) is None


TEXT = "De stad legt niet zelf een model op. De stad heeft een plan."
PASSAGE = Passage(passage_id("d1", 0, len(TEXT), TEXT), "d1", (), None, 0, len(TEXT), TEXT)


def document() -> Document:
    return Document(
        id="d1", source="d.txt", sha256="0", title="D", publisher="Stad", speaker="de stad", aliases=(),
        kind="webpagina", date="", language="nl", notice="", text=TEXT, sections=(), blocks=(),
    )  # fmt: skip  # type: ignore[arg-type]


def draft(group: str, asked: Asked | None) -> Draft:
    return Draft(TEXT, (Support(PASSAGE, TEXT),), group, asked=asked)


NO = Asked("legt de stad een model op?", False, "De stad legt niet zelf een model op.", STATED)


def test_a_no_that_its_quote_says_is_a_claim() -> None:
    assert verify(draft("Nee, volgens de stad", NO), {"d1": document()})


def test_a_yes_that_its_quote_denies_is_dropped() -> None:
    assert verify(draft("Ja, volgens de stad", NO), {"d1": document()}) is None


def test_a_yes_without_the_sentence_that_it_rests_on_is_dropped() -> None:
    assert verify(draft("Ja, volgens de stad", None), {"d1": document()}) is None


def test_a_yes_of_a_free_writer_is_dropped() -> None:
    free = Draft("Ja, de stad heeft een plan.", (Support(PASSAGE, TEXT),), frame=Frame())
    assert verify(free, {"d1": document()}) is None


def test_a_no_that_rests_on_a_sentence_of_another_place_is_dropped() -> None:
    elsewhere = Asked(NO.claim, False, "De staat legt niet zelf een model op aan de stad.", STATED)
    assert verify(draft("Nee, volgens de stad", elsewhere), {"d1": document()}) is None
