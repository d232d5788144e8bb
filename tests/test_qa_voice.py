"""Whose word a place of a document is, and what it does there."""

import pytest

from ingest import Document
from qa import voice
from tests.conftest import TINY_SOURCES, read_all

TEXT = """Onderhoudsplicht

Schaf de onderhoudsplicht af. Kinderen betalen nu mee. Uit een rondvraag van de omroep blijkt dat 9 op de 10 gemeenten
ze toepassen. Hetzelfde geldt voor de steden.
"""


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("voice")
    (folder / "sources.toml").write_text(TINY_SOURCES, encoding="utf-8")
    (folder / "vereniging.txt").write_text("Opvang\n\nDe wachtlijst groeit.\n", encoding="utf-8")
    (folder / "vakbond.txt").write_text(TEXT, encoding="utf-8")
    return next(document for document in read_all(folder) if document.source == "vakbond.txt")


def at(document: Document, first: str, last: str) -> str:
    return voice(document, document.text.index(first), document.text.index(last) + len(last))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("Schaf", "plicht af.", "De vakbond stelt voor"),
        ("de onderhoudsplicht af", "plicht af", "De vakbond stelt voor"),  # half a sentence
        ("Uit een", "toepassen.", "De vakbond haalt een andere bron aan"),
        ("Uit een", "de steden.", "De vakbond haalt een andere bron aan"),
        ("Schaf", "betalen nu mee.", "De vakbond stelt voor (verderop ook toelichting)"),
        ("Kinderen", "toepassen.", "Volgens de vakbond (verderop ook wat een andere bron zegt)"),
        ("Schaf", "toepassen.", "De vakbond stelt voor (verderop ook toelichting en wat een andere bron zegt)"),
        ("Onderhoudsplicht", "Onderhoudsplicht", ""),  # a heading says nothing
    ],
)
def test_a_place_says_whose_word_it_is_and_what_it_does(union: Document, first: str, last: str, said: str) -> None:
    assert at(union, first, last) == said
