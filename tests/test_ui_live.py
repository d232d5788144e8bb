"""A new index under a running server: taken up whole, and nothing of it noticed by who was asking."""

import gc
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest
from starlette.testclient import TestClient

from index import Encoder, Index, build_index, load_index
from ingest import Document
from qa import Assistant
from tests.conftest import HashingEncoder, read_all
from ui import build_app
from ui.cards import panel
from ui.desk import Desk
from ui.gradio_page import exchanges_of
from ui.live import Live, desk_of

SCHOOLS = "Welke voorstellen zijn er over zomerscholen?"
BUSES = "Hoeveel kost de belbus?"


@pytest.fixture
def more(tiny_documents: tuple[Document, ...], tmp_path: Path) -> tuple[Document, ...]:
    """The tiny documents and one more."""
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "belbus.txt").write_text("Vervoer\n\nDe belbus kost 2 euro per rit voor wie geen auto heeft.\n", "utf-8")
    return (*tiny_documents, *read_all(folder))


@pytest.fixture
def folder(tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path) -> Path:
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def live(folder: Path, hashing_encoder: Encoder) -> Live:
    return Live(folder, lambda: desk_of(Assistant(load_index(folder, hashing_encoder)), ""))


@pytest.fixture
def client(live: Live) -> Iterator[TestClient]:
    with TestClient(build_app(live)) as client:
        yield client


def sources_of(desk: Desk) -> set[str]:
    return {document.source for document in desk.documents.values()}


def test_an_index_that_stays_is_not_opened_again(live: Live) -> None:
    desk = live()
    assert not live.look()
    assert live() is desk


def test_a_new_index_is_taken_up_as_a_whole(
    live: Live, more: Sequence[Document], hashing_encoder: Encoder, folder: Path
) -> None:
    before = live()
    build_index(more, hashing_encoder, folder)
    assert live() is before
    assert live.look()
    assert sources_of(live()) == {"vereniging.txt", "vakbond.txt", "belbus.txt"}
    assert live().ask(BUSES).claims
    assert not live.look()


def test_an_answer_that_has_begun_ends_on_the_index_where_it_began(
    live: Live, more: Sequence[Document], hashing_encoder: Encoder, folder: Path
) -> None:
    answers = exchanges_of(SCHOOLS, (), live(), consent=False)
    build_index(more[-1:], hashing_encoder, folder)  # what is asked for is no longer in it
    assert live.look()
    *_, exchange = answers
    assert exchange.answer is not None
    assert "zomerscholen" in exchange.answer.claims[0].sentence
    assert "zomerscholen" in panel((exchange,), live().documents)


def test_an_open_conversation_keeps_its_documents_and_not_their_index(
    live: Live, more: Sequence[Document], hashing_encoder: Encoder, folder: Path
) -> None:
    old = ref(live().index)
    *_, exchange = exchanges_of(SCHOOLS, (), live(), consent=False)
    build_index(more[-1:], hashing_encoder, folder)
    assert live.look()
    live.look()
    assert old() is None
    assert "vereniging.txt" in {document.source for document in exchange.documents.values()}


@pytest.mark.parametrize("damage", ["another encoder", "another version", "no manifest", "a torn file"])
def test_an_index_that_cannot_be_opened_is_told_once_and_the_old_one_stays(
    damage: str,
    live: Live,
    more: Sequence[Document],
    hashing_encoder: Encoder,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = live()
    if damage == "another encoder":
        build_index(more, replace(HashingEncoder(), name="ander", dimension=64), folder)
    else:
        build_index(more, hashing_encoder, folder)
        spoil(folder, damage)
    with caplog.at_level(logging.ERROR):
        assert not live.look()
        assert not live.look()
    assert live() is before
    assert live().ask(SCHOOLS).claims
    (said,) = caplog.messages
    assert said.startswith("De nieuwe index is niet in gebruik genomen: ")
    assert said.endswith("De vorige blijft antwoorden.")
    build_index(more, hashing_encoder, folder)
    assert live.look()


def spoil(folder: Path, damage: str) -> None:
    manifest = folder / "manifest.json"
    named = json.loads(manifest.read_text("utf-8"))
    if damage == "another version":
        manifest.write_text(json.dumps(named | {"format": 99}), "utf-8")
    elif damage == "no manifest":
        manifest.unlink()
    else:
        database = next((folder / named["data"]).glob("*.sqlite"))
        database.write_bytes(database.read_bytes()[:-100])


def test_an_index_that_could_not_be_opened_for_a_moment_is_tried_again(
    more: Sequence[Document], hashing_encoder: Encoder, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    moments, short = [0.0], [False]

    def opened() -> Desk:
        if short[0]:
            raise MemoryError
        return desk_of(Assistant(load_index(folder, hashing_encoder)), "")

    live = Live(folder, opened, lambda: moments[-1])

    def look(moment: float) -> bool:
        moments.append(moment)
        return live.look()

    build_index(more, hashing_encoder, folder)
    short[0] = True
    assert [look(moment) for moment in (1.0, 20.0, 40.0)] == [False] * 3
    short[0] = False
    assert [look(moment) for moment in (50.0, 101.0, 102.0)] == [False, True, False]
    assert len(caplog.messages) == 1
    assert live().ask(BUSES).claims


def test_the_memory_of_an_index_that_was_replaced_is_given_back(
    live: Live, more: Sequence[Document], hashing_encoder: Encoder, folder: Path
) -> None:
    seen: list[ref[Index]] = []
    for turn in range(3):
        live().ask(SCHOOLS)
        seen.append(ref(live().index))
        build_index(more[turn % 2 :], hashing_encoder, folder)
        assert live.look()
    live.look()
    gc.collect()
    assert [one() for one in seen] == [None, None, None]


def test_the_watch_takes_a_new_index_up_by_itself(
    live: Live, more: Sequence[Document], hashing_encoder: Encoder, folder: Path
) -> None:
    before, stopped = live(), live.watch(0.01)
    build_index(more, hashing_encoder, folder)
    for _ in range(1000):
        if live() is not before or stopped.wait(0.01):
            break
    stopped.set()
    assert len(live().documents) == 3


def test_a_page_that_is_opened_later_names_the_new_documents(
    client: TestClient, live: Live, more: Sequence[Document], hashing_encoder: Encoder, folder: Path
) -> None:
    assert "Vervoer" not in client.get("/").text
    build_index(more, hashing_encoder, folder)
    assert live.look()
    assert "Vervoer" in client.get("/").text
    assert client.get("/healthz").json()["documents"] == 3
    assert "2 euro" in client.post("/api/ask", json={"question": BUSES}).json()["answer"]
