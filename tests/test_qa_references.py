"""What an answer says of the references of its source, and how a kind of document steers who is said to say it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Encoder, Index, build_index
from ingest import Document, Kind, Passage, read_documents, split
from ingest.content import Content, Part, PartKind
from ingest.make import make_document
from ingest.manifest import Source
from qa import Assistant, Turn
from qa.best import Evidence
from qa.catalogue import Catalogue
from qa.evidence import weigh
from qa.policy import Policy
from qa.prompt import messages
from qa.question import understand
from qa.references import bare, generic_words, referrals, related, same_words
from qa.verify import Draft, Support, verify

TEXT = """Plan

Kinderopvang:
- De gemeente opende zestien plaatsen in de kinderopvang [0][1][9].
- Ze kreeg er geld voor. [2]

In [2024] bleef dat zo.

Referenties

[0] : (2021-06-18) Opvang van jonge kinderen
[1] : (2020-07-10) COVID-19: maatregelen diensten voor gezinszorg
[2] : (2022-03-11) Geld voor kinderen
"""
SENTENCE = "De gemeente opende zestien plaatsen in de kinderopvang [0][1][9]."


def plan(**about: object) -> Document:
    return make_document(Content(text=TEXT), "plan.txt", "0", Source(**about))  # type: ignore[arg-type]


def place(document: Document, quote: str) -> tuple[int, int]:
    start = document.text.index(quote)
    return start, start + len(quote)


def passage(document: Document, quote: str) -> Passage:
    return next(one for one in split(document) if quote in one.text)


def test_a_citation_carries_what_its_source_refers_to() -> None:
    document = plan()
    support = Support(passage(document, SENTENCE), SENTENCE)
    claim = verify(Draft("De gemeente opende zestien plaatsen.", (support,)), {document.id: document})
    assert claim is not None
    assert [(one.number, one.date, one.clear, one.missing) for one in claim.citations[0].references] == [
        (0, "2021-06-18", True, False),
        (1, "2020-07-10", False, False),
        (9, "", False, True),
    ]
    assert claim.citations[0].references[0].title == "Opvang van jonge kinderen"
    assert claim.citations[0].quote == SENTENCE


def test_a_mark_behind_the_full_stop_belongs_to_the_quote_before_it() -> None:
    document = plan()
    (found,) = referrals(document, *place(document, "Ze kreeg er geld voor."))
    assert (found.number, found.clear) == (2, True)


def test_the_lead_of_a_bullet_counts_as_part_of_its_claim() -> None:
    text = TEXT.replace("Ze kreeg er geld voor. [2]", "Daar werd op gelet [0].")
    document = make_document(Content(text=text), "plan.txt", "0", Source())
    (found,) = referrals(document, *place(document, "Daar werd op gelet [0]."))
    assert found.clear


@pytest.mark.parametrize(
    ("claim", "title", "clear"),
    [
        ("De zorgraden worden sterker.", "Hervorming zorgraad Oost-Vlaanderen", True),
        ("Loketten voor kinderopvang", "Buitenschoolse opvang van kinderen", True),
        ("Maatwerk op het gebied van werk", "Toelage voor wijk-werken", True),
        ("De zorgraden worden sterker.", "Maatregelen diensten voor gezinszorg", False),
        ("Steun voor de lokale besturen", "Decreet regiovorming lokaal bestuur", False),
        ("De Vlaamse Regering subsidieert projecten.", "Vlaams plan: subsidie voor projecten", False),
        ("Armoede daalt.", "https://www.statbel.be/nl", True),
    ],
)
def test_a_title_without_a_content_word_of_the_claim_is_doubtful(claim: str, title: str, clear: bool) -> None:
    assert related(claim, title) is clear


def test_a_word_of_most_titles_of_a_list_shows_no_relation() -> None:
    titles = tuple(f"Veerkracht: {word}" for word in "wonen werk zorg school sport wegen water bossen".split())
    generic = generic_words(titles)
    assert not related("Veerkracht voor scholen", titles[4], generic)
    assert related("Veerkracht voor scholen", titles[3], generic)
    assert generic_words(titles[:7]) == frozenset()


def test_the_page_made_by_an_ai_is_judged_as_a_person_judged_it(corpus_documents: tuple[Document, ...]) -> None:
    """All 36 marks, read one by one: which title has nothing to do with the bullet that it stands behind."""
    document = next(one for one in corpus_documents if one.references)
    bullets = [block for block in document.blocks if any(block.start <= m.start < block.end for m in document.marks)]
    judged = [
        tuple(one.number for one in referrals(document, block.start, block.end) if not one.clear) for block in bullets
    ]
    assert judged == [(), (7, 8, 9), (), (14, 15), (19,), (23, 24, 25, 26, 28), (31,), (), ()]


def test_a_shown_sentence_has_no_marks_of_its_source_but_keeps_its_years() -> None:
    document = plan()
    assert bare(document, *place(document, SENTENCE)) == "De gemeente opende zestien plaatsen in de kinderopvang."
    assert bare(document, *place(document, "In [2024] bleef dat zo.")) == "In [2024] bleef dat zo."


def test_a_number_in_brackets_without_a_list_is_not_shown_either() -> None:
    document = make_document(Content(text="Plan\n\nDe gemeente opende plaatsen [3]."), "plan.txt", "0", Source())
    assert bare(document, *place(document, "De gemeente opende plaatsen [3].")) == "De gemeente opende plaatsen."


@pytest.mark.parametrize("mark", ["[ 3 ]", "[3bis]", "[3, 4a]", "[3–5]"])
def test_a_number_in_brackets_is_not_shown_however_it_is_spelled(mark: str) -> None:
    line = f"De gemeente opende plaatsen {mark}."
    document = make_document(Content(text=f"Plan\n\n{line}"), "plan.txt", "0", Source())
    assert bare(document, *place(document, line)) == "De gemeente opende plaatsen."


def test_the_words_of_a_quote_stand_in_a_text_whole_and_whatever_its_marks() -> None:
    assert same_words("Zorg is [1] duur.", "De zorg  is duur [2bis], zegt men.")
    assert not same_words("Zorg is duur.", "De jeugdzorg is duur.")


def test_a_raised_number_is_not_shown() -> None:
    parts = (
        Part(PartKind.PARAGRAPH, ("Er is armoede¹ op 20 m².",)),
        Part(PartKind.NOTE, ("Statbel",), number=1),
    )
    document = make_document(Content(parts=parts), "plan.pdf", "0", Source())
    assert bare(document, *place(document, "Er is armoede¹ op 20 m².")) == "Er is armoede op 20 m²."


def test_the_number_of_a_reference_bears_no_figure_of_a_sentence() -> None:
    document = plan()
    support = Support(passage(document, SENTENCE), SENTENCE)
    assert verify(Draft("De gemeente opende 9 plaatsen.", (support,)), {document.id: document}) is None


# --- a whole answer -----------------------------------------------------------------------------------------------

SOURCES = '["plan.txt"]\ntitle = "Plan voor kinderen"\npublisher = "Stad"\nspeaker = "de stad"\nkind = "memorandum"\n'
OTHER = "Wonen\n\nEr staan 175.000 gezinnen op een wachtlijst voor een sociale woning.\n"


@pytest.fixture(scope="module")
def index(hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "nota_wonen-2025.txt").write_text(OTHER, encoding="utf-8")
    return build_index(_documents(read_documents(folder)), hashing_encoder, folder / "index")


def _documents(found: object) -> Sequence[Document]:
    return [one for one in found if isinstance(one, Document)]  # type: ignore[attr-defined]


def test_an_answer_shows_no_mark_of_its_source_and_knows_what_it_refers_to(index: Index) -> None:
    answer = Assistant(index).ask("Hoeveel plaatsen opende de gemeente in de kinderopvang?")
    (claim,) = answer.claims
    assert "[" not in claim.sentence
    assert claim.citations[0].quote.endswith("kinderopvang [0][1][9].")
    assert [one.number for one in claim.citations[0].references] == [0, 1, 9]


def test_a_question_for_a_reference_works_as_before(index: Index) -> None:
    answer = Assistant(index).ask("Welke beslissing staat onder referentie [2]?")
    assert "11 maart 2022" in answer.claims[0].sentence.replace("**", "")
    assert answer.claims[0].citations[0].references == ()


def test_no_decision_of_another_time_is_given_where_there_is_none(index: Index) -> None:
    assistant = Assistant(index, policy=Policy(enough=0.0))
    then = assistant.ask("Welke beslissing over geld voor kinderen kwam er sinds maart 2022?")
    assert "11 maart 2022" in then.claims[0].sentence.replace("**", "")
    assert assistant.ask("Welke beslissing over geld voor kinderen kwam er sinds april 2022?").claims == ()


def test_the_passage_of_a_reference_is_found_once(index: Index) -> None:
    assistant = Assistant(index)
    asked = understand("Welke beslissing staat onder referentie [2]?", assistant.catalogue)
    first, *others = [hit.passage for hit in assistant.finder.find(asked)]
    assert first.text == "(2022-03-11) Geld voor kinderen"
    assert first not in others


def test_a_reference_is_looked_for_where_the_question_says(index: Index) -> None:
    assistant = Assistant(index)
    asked = understand("Wat staat er onder referentie [2] in nota_wonen-2025.txt?", assistant.catalogue)
    assert {index.documents[hit.passage.document_id].source for hit in assistant.finder.find(asked)} == {
        "nota_wonen-2025.txt"
    }


def test_more_references_of_one_number_than_passages_are_no_trouble(index: Index) -> None:
    assistant = Assistant(index, policy=Policy(passages=1))
    asked = understand("Welke beslissing staat onder referentie [2]?", assistant.catalogue)
    assert len(assistant.finder.find(asked)) == 1


def test_half_a_character_in_a_question_or_before_it_breaks_nothing(index: Index) -> None:
    history = [Turn("user", "Wat zegt \ud800de stad over kinderopvang?")]
    answer = Assistant(index).ask("En over \udfffplaatsen?", history)
    assert answer.question == "En over plaatsen?"
    assert answer.standalone.encode()


def test_a_document_without_a_publisher_speaks_by_its_title(index: Index) -> None:
    answer = Assistant(index).ask("Hoeveel gezinnen staan op een wachtlijst voor een sociale woning?")
    assert answer.message == "Volgens het document “Wonen”:"


def test_a_model_gets_no_marks_that_look_like_the_numbers_of_its_passages(index: Index) -> None:
    asked = understand("Hoeveel plaatsen opende de gemeente in de kinderopvang?", Catalogue(index.catalogue))
    assistant = Assistant(index)
    hits = assistant.finder.find(asked)
    prompt = messages(Evidence(asked, (), index.documents, Policy()), hits)[1]["content"]
    assert "kinderopvang." in prompt
    assert "[0]" not in prompt
    assert "(2024)" in prompt  # only our own numbers stand in square brackets


# --- kinds --------------------------------------------------------------------------------------------------------

LINE = "De gemeente keurt de plaatsen in de kinderopvang goed."
WISH = "Voorzie meer plaatsen in de kinderopvang van de gemeente."
REASON = "De gemeente telt te weinig plaatsen in de kinderopvang."


def said(
    folder: Path,
    encoder: Encoder,
    about: str,
    text: str,
    question: str = "Wat doet de gemeente met plaatsen?",
    title: str = "Stuk over opvang",
) -> str:
    """What stands above the answer from one document that its manifest describes so."""
    (folder / "sources.toml").write_text(f'["stuk.txt"]\ntitle = "{title}"\n{about}', encoding="utf-8")
    (folder / "stuk.txt").write_text(f"Opvang\n\n{text}\n\nWonen\n\nEr zijn huizen te kort.\n", encoding="utf-8")
    index = build_index(_documents(read_documents(folder)), encoder, folder / "index")
    return Assistant(index).ask(question).message


OF_STAD = 'publisher = "Stad"\nspeaker = "de stad"\ndate = "2024-03-05"\n'


ON_NO_DAY = 'publisher = "Stad"\nspeaker = "de stad"\ndate = "{}"\n'


@pytest.mark.parametrize(
    ("about", "text", "message"),
    [
        (f'{OF_STAD}kind = "decreet"', LINE, "In “Stuk over opvang” staat:"),
        (f'{OF_STAD}kind = "beslissing"', LINE, "Op 5 maart 2024 besliste de stad:"),
        (f'{OF_STAD}kind = "beslissing"', REASON, "In “Stuk over opvang” staat:"),
        ('kind = "beslissing"', LINE, "In “Stuk over opvang” staat:"),
        (f'{ON_NO_DAY.format("05/03/2024")}kind = "beslissing"', LINE, "In “Stuk over opvang” staat:"),
        (f'{ON_NO_DAY.format("2024-13-05")}kind = "beslissing"', LINE, "In “Stuk over opvang” staat:"),
        (f'{OF_STAD}kind = "verslag"', REASON, "Volgens het verslag “Stuk over opvang” van de stad:"),
        ('kind = "onderzoek"', REASON, "Volgens het onderzoek “Stuk over opvang”:"),
        (f'{OF_STAD}kind = "memorandum"', REASON, "Volgens de stad:"),
        (f'{OF_STAD}kind = "memorandum"', f"Onze voorstellen\n\n- {WISH}", "De stad stelt voor:"),
        (f'{OF_STAD}kind = "memorandum"', f"Onze voorstellen\n\n- {REASON}", "Volgens de stad:"),
        (f'{OF_STAD}kind = "onderzoek"', f"Aanbevelingen\n\n- {WISH}", "De stad beveelt aan:"),
        (f'{OF_STAD}kind = "decreet"', f"Onze voorstellen\n\n- {REASON}", "In “Stuk over opvang” staat:"),
        (f'{OF_STAD}kind = "regeerakkoord"', LINE, "In “Stuk over opvang” staat:"),
        (f'{OF_STAD}kind = "door AI opgesteld"', LINE, "Volgens een door AI opgestelde tekst (“Stuk over opvang”):"),
        (f'{OF_STAD}kind = "beslissingen"', LINE, "Beslissingen van de stad:"),
        ("", REASON, "Volgens het document “Stuk over opvang”:"),
    ],
)
def test_the_kind_says_how_an_answer_attributes(
    tmp_path: Path, hashing_encoder: Encoder, about: str, text: str, message: str
) -> None:
    assert said(tmp_path, hashing_encoder, about, text) == message


def test_a_number_in_a_title_is_raised_in_the_sentences_of_an_answer(tmp_path: Path, hashing_encoder: Encoder) -> None:
    about = 'kind = "nota"'
    message = said(tmp_path, hashing_encoder, about, REASON, title="Nota zorg [1] Brugge")
    assert message == "Volgens de nota “Nota zorg ⁽¹⁾ Brugge”:"


def test_a_text_by_an_ai_is_always_shown_with_its_notice(tmp_path: Path, hashing_encoder: Encoder) -> None:
    said(tmp_path, hashing_encoder, 'kind = "door AI opgesteld"', LINE)
    (document,) = _documents(read_documents(tmp_path))
    assert (document.kind, document.notice) == (Kind.AI_SUMMARY, "door AI opgesteld")


def test_a_document_without_a_publisher_is_not_named_by_every_question(index: Index) -> None:
    asked = understand("Wat zegt de stad over opvang?", Catalogue(index.catalogue))
    assert list(asked.named) == ["Stad"]


def test_the_name_of_a_report_in_a_footnote_is_no_answer(tmp_path: Path, hashing_encoder: Encoder) -> None:
    content = Content(
        (
            Part(PartKind.HEADING, ("Zomerscholen in de stad",)),
            Part(PartKind.PARAGRAPH, ("De stad opende drie zomerscholen in de wijk¹ en betaalt ze zelf².",)),
            Part(PartKind.NOTE, ("Zomerscholen in de wijk | Rapport | stad.be",), number=1),
            Part(PartKind.NOTE, ("De stad betaalt de zomerscholen met geld uit de wijkwerking.",), number=2),
        )
    )
    document = make_document(content, "nota.docx", "0", Source())
    index = build_index([document], hashing_encoder, tmp_path / "index")
    asked = "Wat staat er over zomerscholen in de wijk?"
    question = understand(asked, Catalogue(index.catalogue))
    quotes = [candidate.quote for candidate in weigh(index, question, index.search(asked), Policy())]
    assert any("betaalt de zomerscholen" in quote for quote in quotes)
    assert not any("Rapport" in quote for quote in quotes)
