"""What a sentence of a source does, over sentences written for this and short ones from policy documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest import Kind
from qa.mood import Mood, Setting, mood

SENTENCES = [json.loads(line) for line in (Path(__file__).parent / "moods.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: f"{case['expected']}: {case['text'][:60]}")
def test_a_sentence_is_read_as_what_it_does(case: dict[str, Any]) -> None:
    setting = Setting(
        headings=(case["heading"],) if case["heading"] else (),
        leads=(case["lead"],) if case["lead"] else (),
        kind=Kind(case["kind"]),
        speaker=case["speaker"],
        opens=case["opens"],
        item=case["item"],
    )
    assert mood(case["text"], setting) is Mood(case["expected"])


def test_there_are_sentences_of_every_kind() -> None:
    assert len(SENTENCES) >= 80
    assert {case["expected"] for case in SENTENCES} == {one.value for one in Mood}


def test_a_lead_that_only_announces_a_list_makes_no_proposal_of_its_bullets() -> None:
    setting = Setting(leads=("Er zijn drie problemen:",), kind=Kind.MEMORANDUM, item=True)
    assert mood("De wachtlijst is te lang.", setting) is Mood.STATEMENT


def test_the_lead_of_the_list_around_a_list_counts_too() -> None:
    leads = ("met een loket dat dient als:", "Wij vragen een beleid:")
    assert mood("wegwijzer voor gezinnen", Setting(leads=leads, item=True)) is Mood.REQUEST
