import pytest

from ingest import Document, Kind
from qa.catalogue import Catalogue
from qa.question import Shape, asked_of, understand
from qa.values import ValueKind


def document(name: str, *aliases: str, kind: Kind = Kind.MEMORANDUM) -> Document:
    return Document(
        id=name, source=f"{name}.txt", sha256="", title="Memorandum", publisher=name, speaker=f"de {name}",
        aliases=aliases, kind=kind, date="2024", language="nl", notice="", text="", sections=(), blocks=(),
    )  # fmt: skip


DOCUMENTS = Catalogue((document("VVSG"), document("ABVV", "vlaams abvv"), document("Departement Zorg", "dept zorg")))


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("Hoeveel gezinnen wachten op een woning?", Shape.FACT),
        ("Wat vraagt de VVSG over tolken?", Shape.PROPOSAL),
        ("Wie wil dat de onderhoudsplicht verdwijnt?", Shape.WHO),
        ("Welke organisatie is voorstander van wijkgezondheidscentra?", Shape.WHO),
        ("Welke groepen lopen het meeste risico?", Shape.LIST),
        ("Wat zeggen de VVSG en het ABVV over wonen?", Shape.COMPARISON),
        ("Wat is een omgevingsanalyse?", Shape.DEFINITION),
        ("Wanneer keurde de regering de contracten goed?", Shape.REFERENCE),
        ("Is het ABVV voor de gemeenschapsdienst?", Shape.YES_NO),
        ("Waarom werkt dat niet?", Shape.WHY),
        ("Tegen wanneer moet het decreet ingevoerd zijn?", Shape.PROPOSAL),
    ],
)
def test_the_shape_of_a_question_is_recognised(question: str, shape: Shape) -> None:
    assert understand(question, DOCUMENTS).shape is shape


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hoeveel procent van de huurders is arm?", ValueKind.PERCENT),
        ("Wat zou dat kosten, hoeveel euro?", ValueKind.MONEY),
        ("hoevl gezinnen wachten er", ValueKind.COUNT),
        ("Onder welke BBC-code rapporteer je dat?", ValueKind.CODE),
        ("Op welke datum besliste de regering daarover?", ValueKind.DATE),
        ("Wat vraagt de VVSG wanneer het geld op is?", None),
        ("Hoeveel procent van de leerlingen gebruikt e-mail?", ValueKind.PERCENT),
        ("Naar welke e-mail van de dienst schrijf ik?", ValueKind.EMAIL),
        ("Wat is de kansarmoede-index in Aalst?", ValueKind.PERCENT),
    ],
)
def test_the_value_that_a_question_expects_is_recognised(question: str, expected: ValueKind | None) -> None:
    assert understand(question, DOCUMENTS).expects is expected


def test_the_decisions_of_a_month_are_asked_for_by_their_date_alone() -> None:
    assert understand("Wat staat er uit maart 2019 in de lijst met beslissingen?", DOCUMENTS).by_date
    assert not understand("Welke beslissingen over wonen staan er uit maart 2019 in de lijst?", DOCUMENTS).by_date


def test_only_the_publisher_whose_word_is_asked_for_speaks() -> None:
    asked = understand("Welke steun biedt de VVSG volgens het Departement Zorg aan gemeenten?", DOCUMENTS)
    assert asked.voices == ("Departement Zorg",)
    assert set(asked.named) == {"VVSG", "Departement Zorg"}


def test_a_publisher_inside_another_word_is_not_named() -> None:
    assert understand("Wat staat er in het akkoord VVSG-VDAB?", DOCUMENTS).named == ()


def test_the_theme_is_the_question_without_whom_it_is_asked_of() -> None:
    assert understand("Wat zegt het Vlaams ABVV over zomerscholen?", DOCUMENTS).theme == "wat zegt over zomerscholen?"
    assert understand("Moeten er volgens het ABVV tolken zijn?", DOCUMENTS).theme == "moeten er tolken zijn?"
    assert understand("Het ABVV?", DOCUMENTS).theme == "Het ABVV?"


def test_the_topic_leaves_out_publisher_and_question_words() -> None:
    assert understand("Wat zegt het Vlaams ABVV over zomerscholen?", DOCUMENTS).topic.split()[-1] == "zomerscholen"
    assert "abvv" not in understand("Wat zegt het Vlaams ABVV over zomerscholen?", DOCUMENTS).topic


def test_a_named_number_of_items_is_read_in_words_and_figures() -> None:
    assert understand("Welke drie principes zijn er?", DOCUMENTS).count == 3
    assert understand("Noem 2 groepen.", DOCUMENTS).count == 2


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("samenwerking vdab ocmw wat wil de vvsg en wat wil het abvv", "samenwerking vdab ocmw"),
        ("Wat wil de VVSG met tolken en wat wil het ABVV?", "tolken"),
    ],
)
def test_the_theme_before_the_clauses_is_asked_of_everybody(question: str, theme: str) -> None:
    asked = understand(question, DOCUMENTS)
    assert all(theme in asked_of(name, asked, DOCUMENTS).topic for name in ("VVSG", "ABVV"))


def test_a_clause_with_a_theme_of_its_own_is_asked_of_one() -> None:
    asked = understand("Wat wil de VVSG met tolken en wat wil het ABVV met fietspaden?", DOCUMENTS)
    assert "tolken" not in asked_of("ABVV", asked, DOCUMENTS).topic
    assert "fietspaden" not in asked_of("VVSG", asked, DOCUMENTS).topic


@pytest.mark.parametrize(
    "question", ["Is het waar dat de VVSG gratis eten op school wil?", "Klopt het dat de VVSG meer tolken vraagt?"]
)
def test_whose_wish_is_doubted_has_to_speak(question: str) -> None:
    assert understand(question, DOCUMENTS).voices == ("VVSG",)


def test_the_name_of_a_publisher_is_no_part_of_the_one_word_that_is_asked_about() -> None:
    assert understand("VVSG personeelstekort??", DOCUMENTS).topic == "personeelstekort"


GOVERNED = Catalogue((document("VVSG"), document("ABVV"), document("Robot", "regeerakkoord", kind=Kind.AI_SUMMARY)))


@pytest.mark.parametrize(
    "question",
    [
        "Tolken: wat verwacht de VVSG ervan en wat deed de Vlaamse regering?",
        "Wat zegt de VVSG over tolken en hoe hielp de regering ermee?",
        "Tolken: welke steun kwam er van de regering, en wat vraagt de VVSG?",
    ],
)
def test_what_the_government_did_stands_beside_what_a_publisher_says(question: str) -> None:
    asked = understand(question, GOVERNED)
    assert set(asked.named) == {"Robot", "VVSG"}
    assert all("tolken" in asked_of(name, asked, GOVERNED).topic for name in asked.named)
    assert not any("regering" in asked_of(name, asked, GOVERNED).topic for name in asked.named)


def test_the_government_that_a_publisher_speaks_of_is_no_side() -> None:
    assert understand("Wat vraagt de VVSG van de Vlaamse regering?", GOVERNED).named == ("VVSG",)
    assert understand("Wat vindt de VVSG van wat de regering deed?", GOVERNED).named == ("VVSG",)


def test_names_in_a_row_are_asked_one_thing() -> None:
    asked = understand("Krijgen tolken van de VVSG, het ABVV en het regeerakkoord meer loon?", GOVERNED)
    topics = {asked_of(name, asked, GOVERNED).topic for name in ("VVSG", "ABVV", "Robot")}
    assert len(topics) == 1
    assert "loon" in topics.pop()
