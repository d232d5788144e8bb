"""How much a sentence is about a theme, and where the words of a question stand by themselves."""

import pytest

from index import Encoder, Index, Theme, build_index
from qa import Sort, compare, survey
from qa.weight import Place, place_of
from tests.conftest import read_all

TEXT = """Premies en opvang

De bond helpt met energie en met elk dossier in de gemeente. Voor huurders is er een huurpremie van het fonds.

Onze voorstellen
- Zorg voor voldoende plaatsen in de opvang van jonge kinderen. In elke buurt is er een tekort aan opvang.
- Bouw sociale woningen.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, hashing_encoder: Encoder) -> Index:
    folder = tmp_path_factory.mktemp("weight")
    stated = '["bond.txt"]\ntitle = "Memo"\npublisher = "Bond"\nspeaker = "de Bond"\nkind = "memorandum"\n'
    (folder / "sources.toml").write_text(stated, encoding="utf-8")
    (folder / "bond.txt").write_text(TEXT, encoding="utf-8")
    return build_index(read_all(folder), hashing_encoder, folder / "index")


@pytest.mark.parametrize(
    ("sentence", "word", "place"),
    [
        ("Bouw meer sociale woningen in elke gemeente.", "woningen", Place.ASSERTED),
        ("De cijfers zijn oud, omdat niemand de woningen telt.", "woningen", Place.BELOW),
        ("Steun elke dienst (bv. woningen) van de stad.", "woningen", Place.IN_PASSING),
        ("Werk, woningen, zorg en vervoer zijn overal nodig.", "woningen", Place.IN_PASSING),
        ("Bestrijd (kinder)armoede en bouw woningen voor wie er geen vindt.", "woningen", Place.ASSERTED),
        ("Bouw meer scholen.", "", Place.ABOVE),
    ],
)
def test_a_sentence_is_about_what_it_asserts_and_not_about_what_it_only_names(
    sentence: str, word: str, place: Place
) -> None:
    at = sentence.find(word)
    assert place_of(sentence, [(at, at + len(word))] if word else []) is place


def test_a_part_of_a_compound_is_not_the_word(index: Index) -> None:
    assert index.standing("energiepremies", "de huurpremie van het fonds") == ((),)
    assert index.standing("energiepremies", "premies voor energie")[0]
    assert [term.frequency for term in index.spoken("energiepremies")] == [0]


def test_a_heading_that_looks_like_a_bullet_is_no_proposal(corpus_index: Index) -> None:
    (column,) = compare(corpus_index, "kinderopvang", ["Vlaams Welzijnsverbond"]).columns
    said = [claim.sentence for saying in column.sayings for claim in saying.claims]
    assert said
    assert not [sentence for sentence in said if sentence.startswith("Wederzijdse betrokkenheid")]


def test_the_reason_for_a_proposal_is_no_part_of_it(index: Index) -> None:
    (column,) = compare(index, "opvang", ["Bond"]).columns
    said = [(saying.sort, claim.sentence) for saying in column.sayings for claim in saying.claims]
    assert (Sort.WISH, "Zorg voor voldoende plaatsen in de opvang van jonge kinderen.") in said
    assert not [sentence for sort, sentence in said if sort is Sort.WISH and "tekort" in sentence]


def test_what_an_agreement_says_of_today_is_no_decision(corpus_index: Index) -> None:
    (column,) = compare(corpus_index, "armoede", ["Regeringsrobot (Data Minded)"]).columns
    told = {claim.sentence[:18]: saying.sort for saying in column.sayings for claim in saying.claims}
    assert told.get("Op dit moment word") in (None, Sort.FACT)


def test_what_a_document_takes_over_from_an_agreement_is_not_counted_as_its_own(corpus_index: Index) -> None:
    found = survey(corpus_index, (Theme("Armoede", ("armoede",)),), lambda document: document.publisher)
    lines = found.said.get(("Regeringsrobot (Data Minded)", "Armoede"), ())
    texts = [corpus_index.documents[line.document].text[line.start : line.end] for line in lines]
    assert not [text for text in texts if text.startswith(("We maken", "Op dit moment"))]
