from dataclasses import replace

from ingest import Document, Kind, Passage
from qa.verify import Draft, Support, cite, figures_stand, supported, supporting_quote, verify

TEXT = "De gemeente krijgt 12% meer. Dat is niet genoeg voor alle scholen."
DOCUMENT = Document(
    id="d", source="d.txt", sha256="", title="t", publisher="VVSG", speaker="de VVSG", aliases=(), kind=Kind.MEMORANDUM,
    date="2024", language="nl", notice="", text=f"Kop\n{TEXT}", sections=(), blocks=(),
)  # fmt: skip
PASSAGE = Passage(id="p", document_id="d", heading=("Kop",), page=None, start=4, end=4 + len(TEXT), text=TEXT)
DOCUMENTS = {"d": DOCUMENT}
QUOTE = "De gemeente krijgt 12% meer."


def test_a_citation_points_at_the_exact_characters() -> None:
    citation = cite(Support(PASSAGE, QUOTE), DOCUMENTS)
    assert citation is not None
    assert DOCUMENT.text[citation.start : citation.end] == QUOTE


def test_a_quote_that_is_not_in_the_passage_is_dropped() -> None:
    assert verify(Draft("Er komt 12% bij.", (Support(PASSAGE, "De gemeente krijgt 12% bij."),)), DOCUMENTS) is None


def test_a_passage_that_no_longer_fits_its_document_is_not_cited() -> None:
    changed = replace(DOCUMENT, text=DOCUMENT.text.replace("12%", "13%"))
    assert cite(Support(PASSAGE, QUOTE), {"d": changed}) is None


def test_a_passage_of_an_unknown_document_is_not_cited() -> None:
    assert cite(Support(replace(PASSAGE, document_id="x"), QUOTE), DOCUMENTS) is None


def test_a_sentence_without_support_is_dropped() -> None:
    assert verify(Draft("De gemeente krijgt meer.", ()), DOCUMENTS) is None


def test_a_figure_that_the_quote_does_not_hold_is_dropped() -> None:
    assert verify(Draft("De gemeente krijgt 15% meer.", (Support(PASSAGE, QUOTE),)), DOCUMENTS) is None


def test_a_figure_in_another_spelling_stands() -> None:
    assert figures_stand("De gemeente krijgt 12 procent meer.", [QUOTE])


def test_one_false_quote_takes_the_whole_sentence_down() -> None:
    both = (Support(PASSAGE, QUOTE), Support(PASSAGE, "Dit staat er niet."))
    assert verify(Draft(QUOTE, both), DOCUMENTS) is None


def test_a_free_sentence_needs_the_words_of_its_quote() -> None:
    assert supported("De gemeenten krijgen meer.", ["De gemeente krijgt meer."])
    assert not supported("De minister belooft gratis treinen.", ["De gemeente krijgt meer."])


def test_a_free_sentence_may_not_turn_the_negation_around() -> None:
    assert not supported("Dat is genoeg voor alle scholen.", ["Dat is niet genoeg voor alle scholen."])
    assert not supported("De gemeente krijgt niet meer.", ["De gemeente krijgt meer."])


def test_a_free_sentence_may_not_bring_its_own_names() -> None:
    assert not supported("De gemeente krijgt van Caritas meer.", ["De gemeente krijgt meer."])


def test_the_supporting_quote_is_the_sentence_that_shares_most_words() -> None:
    assert supporting_quote("Dat is voor scholen niet genoeg.", TEXT) == "Dat is niet genoeg voor alle scholen."
    assert supporting_quote("Pinguïns zwemmen.", TEXT) == ""
