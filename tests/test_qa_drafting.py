"""A model's stream becomes whole sentences with numbers, and those become drafts."""

import pytest

from qa.drafting import MOST, drafts, sentences
from qa.prompt import shown_hits
from tests.writers import FIRST, SECOND, evidence

EVIDENCE = evidence()
HITS = shown_hits(EVIDENCE)


def in_pieces(text: str, size: int = 3) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Eerste zin [1]. Tweede zin [2].", ["Eerste zin [1].", "Tweede zin [2]."]),
        ("Eerste zin. [1] Tweede zin. [2]", ["Eerste zin. [1]", "Tweede zin. [2]"]),
        ("- Eerste punt [1]\n- Tweede punt [1]\n", ["- Eerste punt [1]", "- Tweede punt [1]"]),
        ("Dit is af [1]. Dit is niet", ["Dit is af [1]."]),
        ("Een zin, bv. De Lijn, telt [1].", ["Een zin, bv. De Lijn, telt [1]."]),
        ("Eens [1]. Eens [1]. Nog iets [1].", ["Eens [1]."]),
        ("Het kost 1.000 euro [1].", ["Het kost 1.000 euro [1]."]),
        ("niets dat eindigt", []),
        ("x" * 900 + ". Goed [1].", []),
    ],
)
def test_only_whole_sentences_come(said: str, whole: list[str]) -> None:
    assert list(sentences(in_pieces(said))) == whole


def test_what_a_model_thinks_first_is_not_said() -> None:
    said = f"<think>Gemeenten krijgen alles [1].</think>{SECOND[:-1]} [1]."
    assert [draft.sentence for draft in drafts(in_pieces(said), EVIDENCE, HITS)] == [SECOND]


def test_a_model_that_never_stops_is_stopped() -> None:
    endless = (f"Zin nummer {n} over kinderen en armoede [1]. " for n in range(10_000))
    assert len(list(drafts(endless, EVIDENCE, HITS))) == MOST


def test_several_numbers_in_one_pair_of_brackets_are_read() -> None:
    (draft,) = drafts([f"{SECOND[:-1]} [1, 1]."], EVIDENCE, HITS)
    assert [support.quote for support in draft.support] == [SECOND]


@pytest.mark.parametrize("number", ["[0]", "[7]", "[1][7]", ""])
def test_a_number_of_no_passage_bears_nothing(number: str) -> None:
    (draft,) = drafts([f"{SECOND[:-1]} {number}."], EVIDENCE, HITS)
    assert draft.support == ()


def test_a_model_that_never_learned_to_number_gets_the_passage_nearest_its_sentence() -> None:
    (draft,) = drafts([SECOND], EVIDENCE, HITS, numbers=False)
    assert [support.quote for support in draft.support] == [SECOND]


def test_markdown_and_bullets_are_no_part_of_a_sentence() -> None:
    (draft,) = drafts([f"1. **{FIRST[:-1]}** [1]."], EVIDENCE, HITS)
    assert draft.sentence == FIRST
