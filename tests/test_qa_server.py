"""A writer on a server: against a real process that speaks the protocol, with all that can go wrong on the way."""

import time
from pathlib import Path
from typing import Any

import pytest

from index import Encoder, build_index
from qa import Assistant, ServerWriter, WriterUnavailable, outside, phrases
from qa.policy import Policy
from qa.verify import Draft, find_fault, verify
from tests.conftest import read_all
from tests.writers import FIRST, evidence, server

EVIDENCE = evidence()
TRUE = "Gemeenten moeten minstens 12% meer middelen krijgen voor de zomerscholen [1]."


def written(folder: Path, *script: dict[str, Any], seconds: float = 20) -> tuple[Draft, ...]:
    with server(folder, *script) as served:
        return tuple(ServerWriter(served.url, "klein", seconds=seconds).write(EVIDENCE))


def test_a_sentence_that_stands_in_its_passage_is_kept(tmp_path: Path) -> None:
    with server(tmp_path, {"says": TRUE}) as served:
        (draft,) = ServerWriter(served.url, "klein", "geheim").write(EVIDENCE)
        (heard,) = served.heard
    claim = verify(draft, EVIDENCE.documents)
    assert claim is not None
    assert claim.citations[0].quote == FIRST
    assert heard["key"] == "Bearer geheim"
    assert heard["body"]["model"] == "klein"
    assert heard["body"]["temperature"] == 0


def test_a_sentence_is_there_before_the_next_one_is_written(tmp_path: Path) -> None:
    with server(
        tmp_path, {"says": f"{TRUE} In 2023 leefde 7,8% van de kinderen in armoede [1].", "slow": 0.3}
    ) as served:
        drafts = ServerWriter(served.url, "klein").write(EVIDENCE)
        started = time.monotonic()
        next(iter(drafts))
        first = time.monotonic() - started
        rest = tuple(drafts)
        whole = time.monotonic() - started
    assert len(rest) == 1
    assert first < whole - 0.5


def test_an_answer_that_comes_whole_is_read_too(tmp_path: Path) -> None:
    assert len(written(tmp_path, {"says": TRUE, "whole": True})) == 1


@pytest.mark.parametrize(
    "invention",
    [
        "Gemeenten moeten minstens 15% meer middelen krijgen voor de zomerscholen [1].",
        "Gemeenten krijgen minstens 12% meer middelen voor de zomerscholen [1].",
        "Gemeenten moeten 12% meer middelen krijgen voor de zomerscholen [1].",
        "Gemeenten moeten niet minstens 12% meer middelen krijgen voor de zomerscholen [1].",
        "Scholen moeten minstens 12% meer middelen krijgen voor de zomerscholen [1].",
        "In 2022 leefde 7,8% van de kinderen in armoede [1].",
        "In 2023 leefde 7,8% van de gezinnen in armoede [1].",
        "De minister belooft gratis treinen voor alle scholen [1].",
        "Ja, gemeenten moeten minstens 12% meer middelen krijgen voor de zomerscholen [1].",
        "Gemeenten moeten minstens 12% meer middelen krijgen voor de zomerscholen.",
        "Gemeenten moeten minstens 12% meer middelen krijgen voor de zomerscholen [7].",
        "Gemeenten moeten minstens 12% meer middelen krijgen voor de zomerscholen [0].",
    ],
)
def test_an_invention_never_passes(tmp_path: Path, invention: str) -> None:
    (draft,) = written(tmp_path, {"says": invention})
    assert find_fault(draft, EVIDENCE.documents) is not None


def test_where_a_sentence_falls_the_quote_itself_is_offered(tmp_path: Path) -> None:
    (draft,) = written(tmp_path, {"says": "Gemeenten krijgen 12% meer middelen voor de zomerscholen [1]."})
    (instead,) = draft.instead
    claim = verify(instead, EVIDENCE.documents)
    assert claim is not None
    assert claim.sentence.replace("**", "") == FIRST
    assert claim.group


def test_a_server_that_is_busy_is_asked_again(tmp_path: Path) -> None:
    assert len(written(tmp_path, {"status": 429, "retry_after": 1}, {"status": 503}, {"says": TRUE})) == 1


def test_a_server_that_refuses_is_not_asked_again(tmp_path: Path) -> None:
    with server(tmp_path, {"status": 401}) as served:
        with pytest.raises(WriterUnavailable, match="401"):
            tuple(ServerWriter(served.url, "klein").write(EVIDENCE))
        assert len(served.heard) == 1


@pytest.mark.parametrize(
    "turn",
    [
        {"status": 500},
        {"status": 429, "retry_after": 600},
        {"says": TRUE, "late": 5},
        {"raw": "data: geen json\n\n"},
        {"raw": "data: {}\n\n"},
        {"raw": 'data: {"choices": "x"}\n\n'},
        {"raw": "<html>een heel andere pagina</html>"},
        {"raw": "data: [1]\n\n"},
    ],
)
def test_a_server_that_gives_nothing_usable_is_unavailable(tmp_path: Path, turn: dict[str, Any]) -> None:
    with pytest.raises(WriterUnavailable, match="gaf geen bruikbaar antwoord"):
        written(tmp_path, turn, seconds=2)


@pytest.mark.parametrize("end", [{"cut": True}, {"error": True}])
def test_of_half_a_stream_the_whole_sentences_come_and_then_the_failure(tmp_path: Path, end: dict[str, Any]) -> None:
    with server(tmp_path, {"says": f"{TRUE} In 2023 leefde 7,8% van de kin", **end}) as served:
        drafts = iter(ServerWriter(served.url, "klein").write(EVIDENCE))
        assert next(drafts).sentence == FIRST
        with pytest.raises(WriterUnavailable):
            next(drafts)


def test_a_stream_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(WriterUnavailable):
        written(tmp_path, {"says": "blabla " * 100, "slow": 0.2}, seconds=1)


def test_a_question_is_not_sent_on_to_another_address(tmp_path: Path) -> None:
    (other := tmp_path / "other").mkdir()
    with server(other, {"says": TRUE}) as elsewhere, server(tmp_path, {"redirect": elsewhere.url}) as served:
        with pytest.raises(WriterUnavailable):
            tuple(ServerWriter(served.url, "klein").write(EVIDENCE))
        assert elsewhere.heard == []


def test_what_the_server_sends_stands_in_no_error(tmp_path: Path) -> None:
    with pytest.raises(WriterUnavailable) as raised:
        written(tmp_path, {"raw": "data: geheime vraag\n\n"})
    assert "geheime vraag" not in str(raised.value)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(WriterUnavailable):
        tuple(ServerWriter("http://127.0.0.1:9/v1", "klein", seconds=1).write(EVIDENCE))


def test_a_server_that_sees_no_answer_drafts_nothing(tmp_path: Path) -> None:
    assert written(tmp_path, {"says": phrases.NO_ANSWER}) == ()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:8080/v1", ""),
        ("http://localhost:11434/v1", ""),
        ("http://[::1]:8080/v1", ""),
        ("http://192.168.1.20:8000/v1", ""),
        ("http://10.0.0.4/v1", ""),
        ("https://api.example.org/v1", "api.example.org"),
        ("https://8.8.8.8/v1", "8.8.8.8"),
        ("http://127.0.0.1@api.example.org/v1", "api.example.org"),
        ("http://localhost.example.org/v1", "localhost.example.org"),
        ("http://2130706433/v1", "2130706433"),
        ("http://llm/v1", "llm"),
        ("geen adres", "geen adres"),
    ],
)
def test_only_this_computer_and_its_own_network_are_near(url: str, host: str) -> None:
    assert outside(url) == host


def test_the_log_says_that_a_key_is_wrong_and_nothing_of_the_question(
    tmp_path: Path, hashing_encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    index = build_index(read_all(_plan(tmp_path)), hashing_encoder, tmp_path / "index")
    with server(tmp_path, {"status": 401}) as served, caplog.at_level("WARNING"):
        Assistant(index, ServerWriter(served.url, "klein"), Policy(enough=0.0)).ask(
            "Wat vraagt de bond over fietspaden?"
        )
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 1
    assert "401" in said[0]
    assert "127.0.0.1" in said[0]
    assert "fietspaden" not in said[0]


def _plan(folder: Path) -> Path:
    (documents := folder / "documents").mkdir()
    (documents / "plan.txt").write_text("Fietsen\n\nDe bond vraagt fietspaden in elke straat van de stad.", "utf-8")
    return documents
