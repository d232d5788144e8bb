"""The tab of a beheerder: only for who manages, and a run that others do not notice."""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from index import Encoder, Index, build_index, load_index
from ingest import Document, Kind, Root, UnreadableDocument, read_documents
from qa import Assistant
from tests.conftest import TINY_TEXTS
from ui import build_app, texts
from ui.access import ANYBODY, Role, Visitor
from ui.desk import House
from ui.guard import LARGEST_BODY
from ui.holdings import Row, ordered, rows_of
from ui.indexing import Reading, read_reading, save_reading, sort_out
from ui.live import Live, desk_of
from ui.managing_page import PER_PAGE, State, Upload, indexing, refused, whole
from ui.reindexing import Reindexing, Run, Stage
from ui.terminal import Steps
from ui.uploads import MB, Uploads

ANN = Visitor("ann", Role.MANAGER)
BUS = "Vervoer\n\nDe belbus kost 2 euro per rit voor wie geen auto heeft.\n"
ROW = Row("i", "a.txt", "VVSG", "Titel", Kind.NOTE, "2024", 0, 3, (), (), (), "s")
STEPPING = 'print(\'{"step": "zinnen", "done": 3, "total": 9}\', flush=True)\n'


class Door:
    """Puts somebody in the scope, as the gate does."""

    def __init__(self, app: object, visitor: Visitor) -> None:
        self.app, self.visitor = app, visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "visitor": self.visitor}, receive, send)  # type: ignore[operator]


@pytest.fixture
def folder(tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path) -> Path:
    build_index(tiny_documents, hashing_encoder, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def live(folder: Path, hashing_encoder: Encoder) -> Live:
    return Live(folder, lambda: desk_of(Assistant(load_index(folder, hashing_encoder)), ""))


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", most=MB)


@pytest.fixture
def door(live: Live, folder: Path, uploads: Uploads) -> Door:
    return Door(build_app(live, House(store=folder, uploads=uploads)), ANN)


@pytest.fixture
def client(door: Door) -> Iterator[TestClient]:
    with TestClient(door, raise_server_exceptions=False) as client:  # type: ignore[arg-type]
        yield client


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/deel/beheer"),
        ("GET", "/deel/beheer/stand"),
        ("POST", "/beheer/toevoegen?naam=a.txt"),
        ("POST", "/beheer/gegevens"),
        ("POST", "/beheer/verwijderen"),
        ("POST", "/beheer/indexeren"),
        ("POST", "/beheer/stoppen"),
    ],
)
def test_whoever_does_not_manage_gets_a_sentence(client: TestClient, door: Door, method: str, address: str) -> None:
    for visitor in (ANYBODY, Visitor("jan", Role.READER)):
        door.visitor = visitor
        answer = client.request(method, address, content=b"x" if method == "POST" else None)
        assert (answer.status_code, answer.json()) == (403, {"error": texts.ONLY_MANAGERS})


def test_the_tab_is_there_for_who_manages_and_where_documents_can_be_added(
    client: TestClient, door: Door, live: Live
) -> None:
    assert 'id="tab-beheer"' in client.get("/").text
    door.visitor = Visitor("jan", Role.READER)
    assert 'id="tab-beheer"' not in client.get("/").text
    with TestClient(Door(build_app(live), ANN)) as other:  # type: ignore[arg-type]
        assert 'id="tab-beheer"' not in other.get("/").text
        assert other.get("/deel/beheer").status_code == 404


def test_a_document_that_is_added_is_shown_with_what_it_says_of_itself(client: TestClient, uploads: Uploads) -> None:
    answer = client.post("/beheer/toevoegen", params={"naam": "../..%2fbelbus.txt"}, content=BUS.encode())
    assert answer.status_code == 200
    assert 'class="goed"' in answer.text
    (name,) = uploads.names()
    assert name == "..%2fbelbus.txt".lstrip(".")
    shown = client.get("/deel/beheer").text
    assert 'value="Vervoer"' in shown
    assert texts.UPLOAD_WAITING in shown
    assert texts.uploads_waiting(1) in client.get("/deel/beheer").text


def test_only_the_address_for_documents_takes_a_large_body(client: TestClient, uploads: Uploads) -> None:
    large = b"a b c\n" * (LARGEST_BODY // 5)
    assert client.post("/beheer/toevoegen", params={"naam": "groot.txt"}, content=large).status_code == 200
    assert client.post("/beheer/gegevens", content=large).status_code == 413
    assert client.post("/beheer/toevoegen", params={"naam": "reus.txt"}, content=b"a" * (MB + 1)).status_code == 413
    assert uploads.names() == ("groot.txt",)


def test_names_and_words_of_files_are_never_html(client: TestClient) -> None:
    text = BUS.replace("Vervoer", "<b onclick=x>Vervoer")
    client.post("/beheer/toevoegen", params={"naam": "a&b'<script>.txt"}, content=text.encode())
    shown = client.get("/deel/beheer").text
    assert "<script" not in shown
    assert "<b " not in shown
    assert "a&amp;b&#x27;-script-.txt" in shown


def test_what_is_filled_in_is_shown_and_a_wrong_date_is_refused(client: TestClient, uploads: Uploads) -> None:
    client.post("/beheer/toevoegen", params={"naam": "belbus.txt"}, content=BUS.encode())
    given = {"naam": "belbus.txt", "title": "Bus", "publisher": "Stad", "date": "2024", "kind": "nota"}
    assert texts.ENTRY_SAVED in client.post("/beheer/gegevens", data=given).text
    assert 'value="Stad"' in client.get("/deel/beheer").text
    wrong = client.post("/beheer/gegevens", data=given | {"date": "morgen"})
    assert (wrong.status_code, texts.entry_no_date("morgen") in wrong.text) == (422, True)
    assert client.post("/beheer/gegevens", data=given | {"naam": "../x"}).status_code == 404
    assert client.post("/beheer/verwijderen", data={"naam": "../index/manifest.json"}).status_code == 404
    assert client.post("/beheer/verwijderen", data={"naam": "belbus.txt"}).status_code == 200
    assert uploads.names() == ()


def test_a_new_index_makes_an_added_document_one_of_the_rest(
    client: TestClient, live: Live, uploads: Uploads, folder: Path, tmp_path: Path, hashing_encoder: Encoder
) -> None:
    client.post("/beheer/toevoegen", params={"naam": "belbus.txt"}, content=BUS.encode())
    for name, text in TINY_TEXTS.items():
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / name).write_text(text, "utf-8")
    found = list(read_documents([tmp_path / "corpus", Root(uploads.folder, texts.UPLOADED_LABEL)]))
    documents = [one for one in found if isinstance(one, Document)]
    assert [one.source for one in documents] == ["vakbond.txt", "vereniging.txt", "toegevoegd/belbus.txt"]
    build_index(documents, hashing_encoder, folder)
    assert live.look()
    assert "2 euro" in client.post("/api/ask", json={"question": "Hoeveel kost de belbus?"}).json()["answer"]
    shown = client.get("/deel/beheer").text
    assert f'<span class="stand">{texts.UPLOAD_INDEXED}</span>' in shown
    uploads.remove("belbus.txt", "ann")
    assert texts.uploads_waiting(1) in client.get("/deel/beheer").text


def test_the_table_says_what_is_missing_doubled_or_could_not_be_read(tiny_index: Index) -> None:
    row, other = rows_of(tiny_index)
    assert (row.source, row.passages > 0, row.lacking, row.twins) == ("vakbond.txt", True, (), ())
    assert other.source == "vereniging.txt"
    bad = replace(ROW, source="b.txt", lacking=("datum",), twins=("a.txt",), remarks=("Bladzijde 2 is een scan.",))
    reading = Reading("2026-11-22T14:30:05+01:00", (), (("c.doc", "c.doc is oud: <bewaar> het anders."),))
    shown = whole(State(None, False, reading, 0), (), (ROW, bad), "naam", 1, 50 * MB)
    for words in ("Niet ingevuld: datum", "Hetzelfde bestand als a.txt", "Bladzijde 2 is een scan.", "&lt;bewaar&gt;"):
        assert words in shown
    assert "22/11/2026 om 14.30 uur" in shown
    assert [one.source for one in ordered((ROW, bad), "aandacht")] == ["b.txt", "a.txt"]


def test_thousands_of_rows_are_paged() -> None:
    rows = [replace(ROW, id=str(n), source=f"{n:04}.txt") for n in range(2000)]
    state = State(None, False, Reading(), 0)
    shown = whole(state, (), rows, "naam", 2, MB)
    assert re.findall(r"(\d{4})\.txt", shown) == [f"{n:04}" for n in range(PER_PAGE, 2 * PER_PAGE)]
    assert texts.holdings_shown(2000, 40, 40, 0) in whole(state, (), rows, "naam", 9999, MB)


def test_every_added_document_is_a_form_of_its_own() -> None:
    one = Upload("a.txt", "Titel", "", "2024", "nota", by_ai=True, state=texts.UPLOAD_WAITING)
    shown = whole(State(None, False, Reading(), 1), (one,), (), "naam", 1, MB)
    assert re.search(r'name="ai" value="ja" checked', shown)
    assert '<option value="nota" selected>' in shown


def running(script: str) -> Reindexing:
    runs = Reindexing((sys.executable, "-c", script))
    assert runs.start("ann")
    return runs


def stage(runs: Reindexing) -> Stage | None:
    return runs.run.stage if runs.run else None


def test_a_run_tells_how_far_it_is_and_is_the_only_one() -> None:
    runs = running(f"import time\n{STEPPING}time.sleep(60)")
    until(lambda: runs.run is not None and runs.run.done == 3)
    assert not runs.start("jan")
    assert runs.run is not None
    assert (runs.run.who, runs.run.step, runs.run.total, runs.run.stage) == ("ann", "zinnen", 9, Stage.RUNNING)
    shown = indexing(State(runs.run, False, Reading(), 0))
    assert '<progress id="voortgang" value="3" max="9">' in shown
    assert "3 van 9" in shown
    runs.stop()
    until(lambda: stage(runs) is Stage.STOPPED)
    assert texts.REINDEX_STOPPED in indexing(State(runs.run, False, Reading(), 0))
    assert runs.start("jan")
    runs.stop()
    until(lambda: stage(runs) is Stage.STOPPED)


def test_a_run_that_fails_says_why_and_another_may_begin() -> None:
    runs = running("import sys\nprint('Verslag')\nsys.exit('De schijf is <vol>.')")
    until(lambda: stage(runs) is Stage.FAILED)
    shown = indexing(State(runs.run, False, Reading(), 0))
    assert "Het indexeren is niet gelukt: De schijf is &lt;vol&gt;. De vorige index blijft antwoorden." in shown
    assert runs.start("ann")
    until(lambda: stage(runs) is Stage.FAILED)


def test_a_program_that_is_not_there_is_told() -> None:
    runs = Reindexing(("/bestaat/niet",))
    assert runs.start("ann")
    assert runs.run is not None
    assert (runs.run.stage, "kan niet starten" in runs.run.trouble) == (Stage.FAILED, True)


def test_a_run_that_is_done_shows_its_counts() -> None:
    runs = running(STEPPING)
    until(lambda: stage(runs) is Stage.DONE)
    reading = Reading("2026-11-22T14:30:05+01:00", (("nieuw gelezen", 1), ("gewijzigd", 0)), (("a", "a: b"),))
    shown = indexing(State(runs.run, False, reading, 0))
    assert "<dt>nieuw gelezen</dt><dd>1</dd>" in shown
    assert "gewijzigd" not in shown
    assert "1 bestand is niet gelezen" in shown


def test_a_line_that_cannot_be_read_leaves_no_run_behind() -> None:
    runs = running('import sys\nprint(\'{"step": "zinnen", "done": null, "total": []}\')\nprint(\'{"step"\')')
    until(lambda: stage(runs) is Stage.DONE)
    assert runs.start("ann")
    runs.end()
    until(lambda: stage(runs) is not Stage.RUNNING)


def test_a_run_whose_follower_breaks_does_not_stop_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.reindexing._step", lambda _line: 1 / 0)
    monkeypatch.setattr("threading.excepthook", lambda _given: None)
    runs = running("print('regel')")
    until(lambda: stage(runs) is Stage.FAILED)
    assert runs.start("ann")


def test_a_run_ends_with_the_server(door: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = tmp_path / "pid"
    script = f"import os, time\nopen({str(seen)!r}, 'w').write(str(os.getpid()))\n{STEPPING}time.sleep(600)"
    monkeypatch.setattr("ui.reindexing.COMMAND", (sys.executable, "-c", script))
    with TestClient(door) as client:  # type: ignore[arg-type]
        assert client.post("/beheer/indexeren").status_code == 200
        until(lambda: "3 van 9" in client.get("/deel/beheer/stand").text)
    until(lambda: not alive(int(seen.read_text())))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_run_is_done_only_when_the_server_answers_from_what_it_made(
    client: TestClient, live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = folder / "manifest.json"
    broken = f"open({str(manifest)!r}, 'w').write('[]')"
    monkeypatch.setattr("ui.reindexing.COMMAND", (sys.executable, "-c", broken))
    before = manifest.read_text("utf-8")
    client.post("/beheer/indexeren")
    until(lambda: texts.TAKING_UP in client.get("/deel/beheer/stand").text)
    assert not live.look()
    monkeypatch.setattr("ui.managing._TAKING_UP", 0.0)
    shown = client.get("/deel/beheer/stand").text
    assert texts.REINDEX_REFUSED in shown
    assert "Klaar" not in shown
    assert "data-bezig" not in shown
    manifest.write_text(before, "utf-8")
    assert live.look()
    assert "Klaar" in client.get("/deel/beheer/stand").text


@pytest.mark.parametrize(
    ("address", "broken"),
    [("/beheer/gegevens", "describe"), ("/beheer/verwijderen", "remove"), ("/beheer/toevoegen?naam=b.txt", "settle")],
)
def test_a_disk_that_refuses_is_a_dutch_line(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, broken: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    client.post("/beheer/toevoegen", params={"naam": "belbus.txt"}, content=BUS.encode())
    monkeypatch.setattr(Uploads, broken, refuse)
    given = {"naam": "belbus.txt", "title": "Bus", "publisher": "", "date": "", "kind": "nota"}
    answer = client.post(address, content=b"Tekst.") if broken == "settle" else client.post(address, data=given)
    assert answer.status_code == 500
    assert answer.text.startswith('<li class="fout">')
    assert "No space" not in answer.text


def test_a_document_that_somebody_else_removes_at_that_moment_is_told(
    client: TestClient, uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/beheer/toevoegen", params={"naam": "belbus.txt"}, content=BUS.encode())
    monkeypatch.setattr(Uploads, "describe", lambda _self, name, *_: (uploads.folder / name).unlink())
    given = {"naam": "belbus.txt", "title": "Bus", "publisher": "", "date": "", "kind": "nota"}
    answer = client.post("/beheer/gegevens", data=given)
    assert (answer.status_code, answer.text) == (404, refused(texts.upload_unknown("belbus.txt")))


def test_what_is_taken_up_is_still_busy() -> None:
    run = replace(Run("ann", began()), stage=Stage.DONE)
    assert "data-bezig" in indexing(State(run, True, Reading(), 0))
    assert "data-bezig" not in indexing(State(run, False, Reading(), 0))


def began() -> datetime:
    return datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def test_a_reading_is_kept_beside_the_index(tiny_documents: Sequence[Document], tmp_path: Path) -> None:
    assert read_reading(tmp_path) == Reading()
    broken = UnreadableDocument("x.doc is oud. Bewaar het als .docx.", "x.doc")
    save_reading(sort_out([*tiny_documents, broken], ()), tmp_path)
    kept = read_reading(tmp_path)
    assert kept.unread == (("x.doc", "x.doc is oud. Bewaar het als .docx."),)
    assert dict(kept.counts)[texts.INDEX_NEW] == 2
    (tmp_path / "reading.json").write_text("[]", "utf-8")
    assert read_reading(tmp_path) == Reading()


def test_steps_are_lines_of_json_five_a_second_and_always_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([1.0, 1.1, 1.3, 1.35, 1.36])
    steps = Steps(lambda: next(moments))
    for step, done in (("zinnen", 1), ("zinnen", 2), ("zinnen", 3), ("zinnen", 4), ("woorden", 0)):
        steps(step, done, 4)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["step"], one["done"]) for one in told] == [("zinnen", 1), ("zinnen", 3), ("zinnen", 4), ("woorden", 0)]
