"""RAGAS' measures: the pipe with a scripted judge, and the library itself where its environment was made."""

import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import faithful as module
from eval.faithful import Faith, has_ragas, ragas, ragas_python
from eval.pipe import PeersUnavailable
from index import Encoder
from qa import ServerWriter
from tests.writers import server

EVAL = Path(module.__file__).parent
QUESTION = "Hoeveel sociale woningen?"
SAMPLE = {"user_input": QUESTION, "response": "Minstens 15%. In 2030.", "retrieved_contexts": ["Elke gemeente: 15%."]}
SCRIPT = f"""
import os, socket, sys
sys.path.insert(0, {str(EVAL)!r})
from faithful_ragas import inner, keep_in, serve

class Score:
    def __init__(self, value):
        self.value = value

def metrics(talk):
    async def faithful(sample):
        print("a library that talks")
        return Score(float(inner(talk({{"prompt": sample["response"]}})["said"])[1:-1]))

    async def relevant(sample):
        vectors = talk({{"encode": [sample["user_input"]]}})["vectors"]
        if sample["response"] == "net":
            socket.socket.connect = keep_in
            socket.create_connection(("127.0.0.1", 9))
        if sample["response"] == "stop":
            os._exit(3)
        return Score(len(vectors) + float(os.environ.get("BRONWIJZER_WRITER_KEY", "0")))

    return {{"faithfulness": faithful, "relevancy": relevant}}

serve(metrics)
"""

needs_ragas = pytest.mark.skipif(not has_ragas(), reason="the environment of RAGAS is not made")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "judge.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_a_judge_asks_for_words_and_vectors_over_the_pipe(script: Path, hashing_encoder: Encoder) -> None:
    heard: list[str] = []

    def say(prompt: str) -> str:
        heard.append(prompt)
        return "Zeker: {0.75} was het."

    with ragas(Path(sys.executable), say, hashing_encoder, script) as judge:
        assert judge(SAMPLE) == Faith(0.75, 1.0)
        assert judge({**SAMPLE, "response": "Nog eens."}) == Faith(0.75, 1.0)
    assert heard == [SAMPLE["response"], "Nog eens."]


def test_the_judge_gets_no_key_of_ours(script: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRONWIJZER_WRITER_KEY", "5")
    with ragas(Path(sys.executable), lambda _: "{1}", hashing_encoder, script) as judge:
        assert judge(SAMPLE).relevancy == 1.0


def test_what_a_model_says_without_a_score_costs_one_figure(script: Path, hashing_encoder: Encoder) -> None:
    with ragas(Path(sys.executable), lambda _: "geen idee", hashing_encoder, script) as judge:
        found = judge(SAMPLE)
    assert (found.faithfulness, found.relevancy) == (None, 1.0)
    assert "ValueError" in found.error


def test_no_connection_leaves_the_judge(script: Path, hashing_encoder: Encoder) -> None:
    with ragas(Path(sys.executable), lambda _: "{1}", hashing_encoder, script) as judge:
        assert "no way out to ('127.0.0.1', 9)" in judge({**SAMPLE, "response": "net"}).error


def test_a_judge_that_ends_is_told(script: Path, hashing_encoder: Encoder) -> None:
    with (
        pytest.raises(PeersUnavailable),
        ragas(Path(sys.executable), lambda _: "{1}", hashing_encoder, script) as judge,
    ):
        judge({**SAMPLE, "response": "stop"})


@needs_ragas
def test_ragas_itself_judges_by_a_model_on_a_server_and_calls_nobody(
    tmp_path: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = ["Minstens 15%.", "In 2030."]
    verdicts = [{"statement": one, "reason": "", "verdict": int("15" in one)} for one in statements]
    turns = [
        {"statements": statements},
        {"statements": verdicts},
        *[{"question": QUESTION, "noncommittal": 0}] * 3,
    ]
    with (
        socket.create_server(("127.0.0.1", 0)) as trap,
        server(tmp_path, *({"says": json.dumps(turn)} for turn in turns)) as served,
    ):
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{trap.getsockname()[1]}")
        writer = ServerWriter(served.url, "klein")

        def say(prompt: str) -> str:
            return "".join(writer.said([{"role": "user", "content": prompt}]))

        with ragas(ragas_python(), say, hashing_encoder) as judge:
            found = judge(SAMPLE)
        prompts = [one["body"]["messages"][0]["content"] for one in served.heard]
        trap.settimeout(0.2)
        with pytest.raises(TimeoutError):
            trap.accept()
    assert (found.faithfulness, found.relevancy, found.error) == (0.5, pytest.approx(1.0), "")
    assert _told(prompts, "15%") == len(prompts) == 5


def _told(prompts: Sequence[str], words: str) -> int:
    return sum(words in prompt for prompt in prompts)
