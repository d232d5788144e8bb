"""What bears a freely phrased sentence: a table of quotes and sentences, true ones and those that claim more."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa.support import Fault, Grounds, fault

PAIRS = [json.loads(line) for line in Path(__file__).with_name("free_sentences.jsonl").read_text("utf-8").splitlines()]


def grounds(pair: dict[str, Any], *, judged: bool = False) -> Grounds:
    return Grounds((pair["quote"],), tuple(pair["speakers"]), pair["wish"], judged)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["sentence"][:60])
def test_a_sentence_stands_or_falls_as_the_table_says(pair: dict[str, Any]) -> None:
    assert (fault(pair["sentence"], grounds(pair)) is None) == pair["stands"]


def test_the_table_holds_both_kinds() -> None:
    assert sum(pair["stands"] for pair in PAIRS) >= 9
    assert sum(not pair["stands"] for pair in PAIRS) >= 40


def test_where_a_model_judges_entailment_other_words_and_another_order_are_its_business() -> None:
    quote = "De provincie betaalt elke gemeente voor het jeugdwerk in de wijk."
    sentence = "Voor het jeugdwerk in de wijk ontvangt elke gemeente van de provincie."
    assert fault(sentence, Grounds((quote,))) in (Fault.WORDS, Fault.TURNED)
    assert fault(sentence, Grounds((quote,), judged=True)) is None


def test_a_figure_stays_exact_even_where_a_model_judges() -> None:
    assert fault(
        "De gemeente betaalt 20 euro per kind.", Grounds(("De gemeente betaalt 10 euro per kind.",), judged=True)
    )


def test_only_the_sentence_of_a_quote_that_bears_the_words_counts_for_its_nuances() -> None:
    quote = "De gemeente organiseert kinderopvang in de wijk. De provincie zou dat niet moeten betalen."
    assert fault("De gemeente organiseert kinderopvang in de wijk.", Grounds((quote,))) is None
