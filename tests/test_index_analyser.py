"""How written forms become the stems of the index."""

import pytest

import index.analyser
from index.analyser import Analyser, base, in_dictionary
from index.dutch import LONGEST, fold, stem

FURTHER = "ondersteuningsnood" * 700  # what a PDF makes of a page whose spaces are lost


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ("werkgever", "werkgevers"),
        ("werknemer", "werknemers"),
        ("vertaler", "vertalers"),
        ("onderzoeker", "onderzoekers"),
        ("vertegenwoordiger", "vertegenwoordigers"),
        ("fietser", "fietsers"),
        ("onderwijzer", "onderwijzers"),
        ("boogschutter", "boogschutters"),
        ("fiets", "fietsen"),
        ("psycholoog", "psychologen"),
        ("schepen", "schepenen"),
        ("gedrag", "gedragen"),
        ("lid", "leden"),
        ("koe", "koeien"),
        ("ouder", "ouders"),
        ("oudere", "ouderen"),
        ("stad", "steden"),
        ("jaar", "jaren"),
        ("goed", "beter"),
        ("afstemmen", "afgestemd"),
        ("kopen", "gekocht"),
    ],
)
def test_the_forms_of_a_word_meet(one: str, more: str) -> None:
    assert base(one) == base(more)


@pytest.mark.parametrize(
    ("one", "other"), [("ouders", "ouderen"), ("verdragen", "gedragen"), ("schip", "schepenen"), ("lijden", "leden")]
)
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert base(one) != base(other)


def test_what_is_longer_than_a_word_is_not_taken_apart_nor_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.analyser, "split_compound", lambda form, *_: pytest.fail(form[:20]))
    analyser = Analyser({})
    first = analyser.read(FURTHER)
    assert first.tokens == (stem(FURTHER),)
    assert analyser.read(FURTHER) is not first
    assert fold(FURTHER) is not fold(FURTHER)
    assert analyser.form_tokens((FURTHER,)) is not analyser.form_tokens((FURTHER,))
    assert not in_dictionary(FURTHER)


def test_a_long_word_is_taken_apart_and_remembered() -> None:
    analyser = Analyser({})
    word = "tewerkstellingsondersteuning"
    assert len(word) <= LONGEST
    assert analyser.read(word).parts
    assert analyser.read(word) is analyser.read(word)
