"""A server with answering processes over a real index: replaced under load, too slow, busy, stopping."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from index import Index, build_index, load_index
from ingest import Document
from qa import Assistant, compare
from tests.conftest import HashingEncoder
from tests.test_ui_crew import until
from ui import build_app
from ui.access_settings import Access
from ui.desk import Desk, House
from ui.gradio_page import drawn, exchanges_of
from ui.line import Busy, Stopping, TooSlow, Unanswered
from ui.live import Live
from ui.mcp_server import OFFERS, _called
from ui.serving import Serving, without_secrets
from ui.settings import Models, Settings
from ui.watch_settings import Watching
from ui.watching import Trouble, Watch

QUESTION = "Naar hoeveel sociale woningen streeft elke gemeente?"
SCHOOLS = "Welke voorstellen zijn er over zomerscholen?"
TOKEN = "een-lang-token-voor-prometheus"


@pytest.fixture
def folder(tiny_documents: tuple[Document, ...], tmp_path: Path) -> Path:
    build_index(tiny_documents, HashingEncoder(), tmp_path / "index")
    return tmp_path / "index"


@contextmanager
def served(folder: Path, **given: Any) -> Iterator[tuple[Serving, Live]]:
    """Desks over the index in a folder, once all processes are ready."""
    settings = Settings(index=folder, **given)
    models = Models(HashingEncoder())
    with closing(Serving(settings, models, lambda: Assistant(load_index(folder, models.encoder)))) as serving:
        live = Live(folder, serving.desk)
        until(lambda: not serving.size or serving._crew_now().ready == serving.size)
        yield serving, live


def cited(desk: Desk, question: str) -> set[str]:
    *_, answer = desk.answering(question, (), consent=False)
    return {citation.quote for claim in answer.claims for citation in claim.citations}


def renewed(documents: tuple[Document, ...], share: str) -> tuple[Document, ...]:
    """The same documents of another day."""
    texts = (document.text.replace("15%", share) for document in documents)
    return tuple(replace(one, text=text, id=f"{one.id}{share}") for one, text in zip(documents, texts, strict=True))


def test_a_new_index_is_taken_up_under_load_and_every_answer_is_of_one_of_both(
    folder: Path, tiny_documents: tuple[Document, ...]
) -> None:
    seen: list[set[str]] = []
    ended = threading.Event()

    def ask_on(live: Live) -> None:
        while not ended.is_set():
            seen.append(cited(live(), QUESTION))
            time.sleep(0.02)

    with served(folder, workers=2) as (serving, live), ThreadPoolExecutor(3) as pool:
        askers = [pool.submit(ask_on, live) for _ in range(3)]
        try:
            for share in ("21%", "33%", "42%"):
                build_index(renewed(tiny_documents, share), HashingEncoder(), folder)
                assert live.look()
                assert any(share in quote for quote in cited(live(), QUESTION))
        finally:
            ended.set()
        for asker in askers:
            asker.result(30)
        until(lambda: len(serving._crews) == 1)
        assert serving._crew_now().instead == 0
    shares = [[share for share in ("15%", "21%", "33%", "42%") if share in " ".join(quotes)] for quotes in seen]
    assert all(len(found) == 1 for found in shares)
    order = [found[0] for found in shares]
    assert len(set(order)) > 1


def test_the_processes_compare_and_answer_what_the_server_would(folder: Path) -> None:
    with served(folder, workers=1) as (serving, live):
        desk, index = live(), live().index
        plain = Assistant(index)
        assert desk.comparing
        assert desk.comparing("zomerscholen", ["Vakbond"]) == compare(index, "zomerscholen", ["Vakbond"])
        assert desk.ask(QUESTION, ()).claims == plain.ask(QUESTION).claims
        assert desk.extractive
        *_, untold = desk.extractive(QUESTION, (), consent=False)
        assert untold.claims == plain.ask(QUESTION).claims
        assert (serving._crew_now().answered, serving._crew_now().instead) == (3, 0)


class Held:
    """An index whose search waits until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.searching = threading.Event(), threading.Event()
        search = Index.search

        def held(index: Index, *given: Any, **more: Any) -> Any:
            self.searching.set()
            assert self.go.wait(30)
            return search(index, *given, **more)

        monkeypatch.setattr(Index, "search", held)


def test_without_processes_who_waits_too_long_is_told_and_the_place_stays_taken_until_it_is_free(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    with served(folder, workers=0, answer_seconds=1) as (serving, live):
        with pytest.raises(TooSlow, match="binnen 1 seconden"):
            list(live().answering(QUESTION, (), consent=False))
        with pytest.raises(TooSlow):
            live().ask(QUESTION, ())
        assert serving.line.state().answering == 2
        held.go.set()
        until(lambda: serving.line.state().answering == 0)
        assert live().ask(QUESTION, ()).claims


@pytest.mark.parametrize("workers", [0, 1])
def test_who_is_not_answered_by_the_time_that_the_server_ends_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    with served(folder, workers=workers) as (serving, live), ThreadPoolExecutor(1) as pool:
        held, desk = Held(monkeypatch), live()
        if workers:
            os.kill(serving._crew_now().pids[0], signal.SIGSTOP)
        asked = pool.submit(desk.ask, QUESTION, ())
        until(lambda: serving.line.state().answering == 1)
        serving.finish(0.3)
        with pytest.raises(Stopping):
            asked.result(20)
        held.go.set()


def test_what_breaks_in_the_server_itself_is_raised_where_one_waits_and_frees_the_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: Any, **_more: Any) -> Any:
        raise ZeroDivisionError

    with served(folder, workers=0) as (serving, live):
        desk = live()
        monkeypatch.setattr(Index, "search", broken)
        with pytest.raises(ZeroDivisionError):
            desk.ask(QUESTION, ())
        assert serving.line.state().answering == 0


# --- what who asks is told ---


def refusing(desk: Desk, trouble: Exception) -> Desk:
    def ask(*_given: Any, **_more: Any) -> Any:
        raise trouble

    return replace(desk, ask=ask, answering=ask, extractive=ask, comparing=ask)


@pytest.mark.parametrize("trouble", [Busy(), TooSlow(20), Stopping()], ids=["busy", "slow", "stopping"])
def test_who_cannot_be_answered_now_reads_the_same_sentence_everywhere(tiny_index: Index, trouble: Unanswered) -> None:
    plain = Desk(tiny_index, Assistant(tiny_index).ask, Assistant(tiny_index).answering)
    desk, house = refusing(plain, trouble), House(metrics_token=TOKEN)
    with TestClient(build_app(lambda: desk, house)) as client:
        refused = client.post("/api/ask", json={"question": QUESTION})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, str(trouble.retry))
        assert refused.json() == {"error": str(trouble)}
        compared = client.get("/deel/vergelijken", params={"thema": "zomerscholen"})
        assert (compared.status_code, compared.json()) == (503, {"error": str(trouble)})
        told = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
        assert f'outcome="{trouble.outcome}"' in told
        assert "sociale woningen" not in told
    over = _called(OFFERS["vraag"], {"question": QUESTION}, lambda: desk)
    assert (over.is_error, over.content[0].text) == (True, str(trouble))  # type: ignore[union-attr]
    (shown,) = exchanges_of(QUESTION, (), desk, consent=False)
    assert (shown.answer, shown.trouble) == (None, str(trouble))
    _, turns, _ = drawn((shown,), desk)
    assert str(trouble) in turns
    assert "feedback" not in turns
    assert "oordeel" not in turns


def test_the_metrics_tell_of_the_line_the_processes_and_the_parts_of_a_question(folder: Path) -> None:
    watch = Watch()
    with served(folder, workers=1, queue=7) as (serving, live):
        serving.told(watch)
        list(watch.followed("api", live().answering(SCHOOLS, (), consent=False)))  # type: ignore[arg-type]
        told = watch.text().decode()
        assert "bronwijzer_processes_alive 1.0" in told
        assert "bronwijzer_processes_wanted 1.0" in told
        assert "bronwijzer_processes_restarted_total 0.0" in told
        assert "bronwijzer_queue_limit 7.0" in told
        assert "bronwijzer_queue_waiting 0.0" in told
        for part in ("encode", "search", "judge"):
            assert f'bronwijzer_stage_seconds_count{{stage="{part}"}}' in told
        assert watch.troubles() == ()
        crew = serving._crews[-1]
        crew._size = 0  # nobody starts another one
        for pid in crew.state().pids:
            os.kill(pid, signal.SIGKILL)
        until(lambda: watch.troubles() == (Trouble.PROCESSES,))
        serving.finish(0)
        assert watch.troubles() == (Trouble.STOPPING,)


# --- what a process knows ---


def test_a_process_is_told_no_key_no_token_and_no_account() -> None:
    settings = Settings(
        writer="openai:http://127.0.0.1:1/v1#m",
        writer_key="sleutel-geheim",
        access=Access(users=Path("geheim-gebruikers.json")),
        watching=Watching(metrics_token="geheim-van-prometheus", telemetry="http://127.0.0.1:1/geheim"),
    )
    assert "geheim" in repr(settings)
    kept = without_secrets(settings)
    every = {name: getattr(kept, name) for name in Settings.__slots__}
    assert "geheim" not in repr(every) + kept.writer_key + kept.watching.metrics_token
