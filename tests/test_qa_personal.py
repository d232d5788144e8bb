"""Personal data in a question: seen before anything is searched, never repeated, and left out of what is asked."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stdnum import iban

from eval import load_gold
from index import Index
from ingest import Document
from qa import Answer, Assistant, Claim, Reason, Turn
from qa.best import Evidence
from qa.personal import Personal, kinds, without
from qa.verify import Draft

TABLE = [json.loads(line) for line in Path(__file__).with_name("personal.jsonl").read_text("utf-8").splitlines()]
HELD = [row for row in TABLE if row["kinds"]]
QUESTION = "Hoeveel sociale woningen vraagt de vakbond voor Jan Peeters, Kerkstraat 12, 9000 Gent?"


class Unasked:
    """A writer that must not be reached."""

    name = "niemand"
    outside = ""

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        raise AssertionError(evidence.question.text)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"][:50])
def test_what_is_personal_is_seen_and_what_is_not_passes(row: dict[str, list[str]]) -> None:
    assert [kind.value for kind in kinds(str(row["text"]))] == row["kinds"]


@pytest.mark.parametrize("row", HELD, ids=lambda row: row["text"][:50])
def test_the_rest_of_the_question_can_be_asked(row: dict[str, str]) -> None:
    assert without(row["text"]) == row["without"]
    assert kinds(row["without"]) == ()


def test_no_question_of_the_gold_holds_personal_data(corpus_documents: tuple[Document, ...]) -> None:
    gold = load_gold(documents={document.id: document for document in corpus_documents})
    said = [text for one in gold for text in (one.question, *(content for _, content in one.history))]
    assert [text for text in said if kinds(text)] == []


def _register(day: date, serial: int, pattern: str) -> str:
    digits = f"{day:%y%m%d}{serial:03}"
    check = 97 - int(("2" if day.year >= 2000 else "") + digits) % 97
    return pattern.format(digits[:2], digits[2:4], digits[4:6], digits[6:], check)


@given(
    some.dates(date(1930, 1, 1), date(2025, 12, 31)),
    some.integers(1, 997),
    some.sampled_from(
        ["{}.{}.{}-{}.{:02}", "{}{}{}{}{:02}", "{} {} {} {} {:02}", "{}/{}/{}-{}-{:02}", "{}{}{}-{}{:02}"]
    ),
)
def test_every_register_number_is_seen_however_it_is_written(day: date, serial: int, pattern: str) -> None:
    number = _register(day, serial, pattern)
    text = f"Heeft {number} recht op een leefloon?"
    assert kinds(text) == (Personal.REGISTER,)
    assert without(text) == "Heeft iemand recht op een leefloon?"


@given(some.integers(0, 10**12 - 1), some.booleans())
def test_every_belgian_account_is_seen_and_one_with_wrong_check_digits_is_not(number: int, spaced: bool) -> None:
    account = f"BE{iban.calc_check_digits(f'BE00{number:012}')}{number:012}"
    wrong = f"BE{(int(account[2:4]) + 1) % 100:02}{number:012}"
    shown = [" ".join(one[i : i + 4] for i in range(0, 16, 4)) if spaced else one for one in (account, wrong)]
    assert [bool(kinds(f"Mag de premie op {one} komen?")) for one in shown] == [True, False]


def test_the_user_is_told_the_kind_and_never_the_value(tiny_index: Index) -> None:
    answer = Assistant(tiny_index, Unasked()).ask(QUESTION)
    assert answer.reason is Reason.PERSONAL_DATA
    assert answer.message.startswith("In uw vraag staat een adres.")
    assert (answer.hits, answer.claims) == ((), ())
    assert not any(word in answer.message for word in ("Jan", "Peeters", "Kerkstraat", "9000"))


def test_without_them_the_question_is_answered(tiny_index: Index) -> None:
    assistant = Assistant(tiny_index)
    left = assistant.ask(QUESTION).without
    assert left == "Hoeveel sociale woningen vraagt de vakbond voor iemand?"
    assert assistant.ask(left).reason is not Reason.PERSONAL_DATA


@pytest.mark.parametrize("question", ["0470 12 34 56", "Schrijf een brief aan jan@telenet.be", "85.07.30-033.28?"])
def test_where_no_question_is_left_none_is_offered(tiny_index: Index, question: str) -> None:
    answer = Assistant(tiny_index).ask(question)
    assert (answer.reason, answer.without) == (Reason.PERSONAL_DATA, "")
    assert answer.message.endswith("Stel uw vraag opnieuw, zonder deze gegevens.")


def test_what_an_earlier_turn_held_does_not_come_back(tiny_index: Index) -> None:
    history = (Turn("user", QUESTION), Turn("assistant", "Jan Peeters, Kerkstraat 12, 9000 Gent: jan@telenet.be"))
    answer = Assistant(tiny_index).ask("En hoeveel gezinnen wachten er?", history)
    said = " ".join([answer.standalone, answer.message, answer.closing, *map(_words, answer.claims)])
    assert answer.reason is not Reason.PERSONAL_DATA
    assert not any(word in said for word in ("Peeters", "Kerkstraat", "telenet"))


def test_a_number_that_is_broken_up_by_invisible_characters_is_seen(tiny_index: Index) -> None:
    answer = Assistant(tiny_index).ask("Krijgt 85.07.\u200b30-033\u00ad.28 een woning van de vakbond?")
    assert answer.reason is Reason.PERSONAL_DATA
    assert answer.without == "Krijgt iemand een woning van de vakbond?"


def _words(claim: Claim) -> str:
    return claim.sentence


def test_only_a_question_with_personal_data_offers_another(tiny_index: Index) -> None:
    answer: Answer = Assistant(tiny_index).ask("Hoeveel sociale woningen vraagt de vakbond?")
    assert answer.without == ""
