"""A backup holds what an installation cannot do without, and comes back whole or not at all."""

import gzip
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from index import Encoder, IndexBusy, IndexMismatch, build_index, index_files, indexing, load_index
from ingest import Document
from ui import cli
from ui.backup import write_backup
from ui.parts import Part, parts_of
from ui.restoring import restore, unpack
from ui.settings import Settings, load_settings
from ui.unpacking import NotRestored

ROOT = Path(__file__).parent.parent
FORMER = "voor-herstel-"


@dataclass(frozen=True, slots=True)
class Place:
    """An installation in a folder of its own."""

    folder: Path

    @property
    def settings(self) -> Settings:
        return load_settings(self.environment)

    @property
    def environment(self) -> dict[str, str]:
        names = {
            "INDEX": "index",
            "USERS": "users.json",
            "FEEDBACK": "oordelen",
            "WORDS": "woorden.toml",
            "TOKENS": "sleutels.json",
        }
        named = {f"BRONWIJZER_{name}": str(self.folder / file) for name, file in names.items()}
        return named | {"BRONWIJZER_CORPUS": str(self.folder / "documenten")}

    def back_up(self, name: str = "kopie.tar.gz") -> Path:
        write_backup(self.folder / name, parts_of(self.settings), self.settings.index)
        return self.folder / name

    def restore(self, archive: Path) -> None:
        restore(archive, parts_of(self.settings), self.settings.index)

    def files(self) -> dict[str, bytes]:
        """All but the index, of which the names change, and what was set aside."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and path.suffix not in (".lock", ".gz"))
        named = {path.relative_to(self.folder).as_posix(): path for path in found}
        return {n: p.read_bytes() for n, p in named.items() if FORMER not in n and not n.startswith("index/")}

    def titles(self, encoder: Encoder) -> list[str]:
        return sorted(document.source for document in load_index(self.folder / "index", encoder).documents.values())


@pytest.fixture
def place(
    tmp_path: Path,
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:
    made = Place(tmp_path / "hier")
    for name in ("index-uploads/.nieuw-0123456789ab", "oordelen", "documenten"):
        (made.folder / name).mkdir(parents=True)
    build_index(tiny_documents, hashing_encoder, made.folder / "index")
    texts = {
        "users.json": "{}", "users.json.key": "geheim", "users.json.ended": "{}", "users.json.lock": "",
        "users.json.tokens": "{}", "sleutels.json": "{}",
        "woorden.toml": "[synonyms]", "index-uploads/nota é.txt": "Een nota.", "index-uploads/.logboek.jsonl": "{}\n",
        "index-uploads/.nieuw-0123456789ab/half.txt": "Een hal", "oordelen/oordelen.jsonl": '{"good": true}\n',
        "documenten/zelf.txt": "Wat iemand zelf schreef.",
    }  # fmt: skip
    for name, text in texts.items():
        (made.folder / name).write_text(text, encoding="utf-8")
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The same archive with other members."""
    with tarfile.open(archive) as tar:
        members = {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]
    change(members)
    return archive_of(archive.with_name("anders.tar.gz"), members)


def archive_of(path: Path, members: Mapping[str, bytes | tarfile.TarInfo]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                tar.addfile(content)
                continue
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def test_what_was_backed_up_comes_back_and_what_stood_there_is_kept(
    place: Place, hashing_encoder: Encoder, tiny_documents: tuple[Document, ...]
) -> None:
    before, archive = place.files(), place.back_up()
    build_index(tiny_documents[:1], hashing_encoder, place.folder / "index")
    (place.folder / "users.json").write_text('{"later": 1}')
    (place.folder / "index-uploads" / "later.txt").write_text("Later.")
    shutil.rmtree(place.folder / "oordelen")
    place.restore(archive)
    passing = {"index-uploads/.nieuw-0123456789ab/half.txt"}
    assert place.files() == {name: content for name, content in before.items() if name not in passing}
    assert place.titles(hashing_encoder) == ["vakbond.txt", "vereniging.txt"]
    former = {path.name.partition(FORMER)[0]: path for path in place.folder.rglob(f"*{FORMER}*")}
    assert json.loads(former["users.json."].read_text()) == {"later": 1}
    assert (former["index-uploads."] / "later.txt").read_text() == "Later."
    assert len(load_index(former[""], hashing_encoder).documents) == 1


def test_a_backup_is_readable_by_its_owner_alone_and_holds_no_secret_of_the_environment(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRONWIJZER_WRITER_KEY", "sleutel-van-het-taalmodel")
    archive = place.back_up()
    assert archive.stat().st_mode & 0o777 == 0o600
    assert b"sleutel-van-het-taalmodel" not in gzip.decompress(archive.read_bytes())


def test_an_index_that_is_replaced_during_a_backup_is_copied_as_it_was(
    place: Place, hashing_encoder: Encoder, tiny_documents: tuple[Document, ...], tmp_path: Path
) -> None:
    with index_files(place.folder / "index") as opened:
        build_index(tiny_documents[:1], hashing_encoder, place.folder / "index")
        for name, file in opened.items():
            (tmp_path / "kopie" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "kopie" / name).write_bytes(file.read())
    assert len(load_index(tmp_path / "kopie", hashing_encoder).documents) == 2
    assert place.titles(hashing_encoder) == [tiny_documents[0].source]


def test_opinions_that_come_in_during_a_backup_do_not_spoil_it(place: Place, tmp_path: Path) -> None:
    file = place.folder / "oordelen" / "oordelen.jsonl"
    with file.open("a") as growing:  # a line that is half written when its size is taken
        growing.write('{"good": fal')
        growing.flush()
        archive = place.back_up()
        growing.write("se}\n")
    unpack(archive, tmp_path / "uit")
    assert (tmp_path / "uit" / "opinions" / "oordelen.jsonl").read_text() == '{"good": true}\n{"good": fal'


def test_a_document_that_is_taken_away_during_a_backup_stays_out_of_it(place: Place, tmp_path: Path) -> None:
    """As a beheerder does on the page while the nightly backup runs: its folder was read, the file is gone."""
    (place.folder / "index-uploads" / "weg.txt").write_text("Straks weg.")

    class Leaving(Part):
        def files(self) -> Iterator[tuple[str, Path]]:
            for name, path in Part.files(self):
                if path.name == "weg.txt":
                    path.unlink()
                yield name, path

    parts = [Leaving(one.name, one.place, one.called) for one in parts_of(place.settings)]
    write_backup(tmp_path / "kopie.tar.gz", parts, place.settings.index)
    unpack(tmp_path / "kopie.tar.gz", tmp_path / "uit")
    assert {path.name for path in (tmp_path / "uit" / "uploads").iterdir()} == {"nota é.txt", ".logboek.jsonl"}


def test_documents_and_gold_come_along_on_request_and_never_replace_anything(place: Place, tmp_path: Path) -> None:
    parts = parts_of(place.settings, measurements=True, documents=True)
    write_backup(tmp_path / "alles.tar.gz", parts, place.folder / "index")
    (place.folder / "documenten" / "zelf.txt").write_text("Wat iemand later schreef.")
    done = restore(tmp_path / "alles.tar.gz", parts_of(place.settings), place.folder / "index")
    assert {"documents-1", "gold"} <= set(done.left)
    assert (place.folder / "documenten" / "zelf.txt").read_text() == "Wat iemand later schreef."
    unpack(tmp_path / "alles.tar.gz", tmp_path / "uit")
    assert (tmp_path / "uit" / "documents-1" / "zelf.txt").read_text() == "Wat iemand zelf schreef."


@pytest.mark.parametrize("spoilt", [b"Een nota.", b"[synonyms]", b"SQLite format 3", b'"index/manifest.json"'])
def test_one_byte_that_changed_is_noticed_before_anything_is_touched(place: Place, spoilt: bytes) -> None:
    archive, before = place.back_up(), place.files()
    raw = bytearray(gzip.decompress(archive.read_bytes()))
    raw[raw.index(spoilt) + len(spoilt) // 2] ^= 1
    archive.write_bytes(gzip.compress(bytes(raw)))  # so that gzip's own checksum agrees
    with pytest.raises(NotRestored, match="beschadigd"):
        place.restore(archive)
    assert place.files() == before
    assert not [*place.folder.rglob(f"*{FORMER}*"), *place.folder.rglob(".herstel-*")]


def test_whichever_byte_changed_nothing_else_ever_comes_out(place: Place, tmp_path: Path) -> None:
    archive, chance = place.back_up(), random.Random(8)
    unpack(archive, tmp_path / "goed")
    sound, raw = contents(tmp_path / "goed"), gzip.decompress(archive.read_bytes())
    for n in range(15):
        spoilt = bytearray(raw)
        spoilt[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        archive.write_bytes(gzip.compress(bytes(spoilt), 0))
        try:
            unpack(archive, tmp_path / f"uit-{n}")
        except NotRestored:
            assert not (tmp_path / f"uit-{n}").exists()
        else:  # in what tar leaves open between files, or in the rights of a file, which we do not take over
            assert contents(tmp_path / f"uit-{n}") == sound


@pytest.mark.parametrize("left", [0.0, 0.3, 0.99])
def test_a_backup_that_was_cut_off_is_refused(place: Place, left: float) -> None:
    archive, before = place.back_up(), place.files()
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * left)])
    with pytest.raises(NotRestored, match=r"beschadigd|geen reservekopie"):
        place.restore(archive)
    assert place.files() == before


@pytest.mark.parametrize(
    "name", ["index-uploads/../../x", "uploads/../../x", "/tmp/x", "uploads//x", "uploads/..", "x"]
)
def test_a_name_that_leads_elsewhere_is_refused(place: Place, name: str, tmp_path: Path) -> None:
    def add(members: dict[str, bytes]) -> None:
        known = json.loads(members.pop("files.json"))
        members[name] = b"x"
        digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        members["files.json"] = json.dumps(known | {name: [1, digest]}).encode()

    archive, before = rewritten(place.back_up(), add), place.files()
    for attempt in (lambda: place.restore(archive), lambda: unpack(archive, tmp_path / "uit")):
        with pytest.raises(NotRestored):
            attempt()
    assert place.files() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hier"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_a_link_or_a_device_in_a_backup_is_refused(kind: bytes, tmp_path: Path) -> None:
    info = tarfile.TarInfo("uploads/link")
    info.type, info.linkname = kind, "/etc"
    head = json.dumps({"layout": 1, "version": "1", "made": ""}).encode()
    archive = archive_of(tmp_path / "link.tar.gz", {"bronwijzer.json": head, "uploads/link": info, "files.json": b"{}"})
    with pytest.raises(NotRestored, match="beschadigd"):
        unpack(archive, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_a_header_that_says_it_is_gigabytes_long_is_not_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 33
    (tmp_path / "bom.tar.gz").write_bytes(gzip.compress(info.tobuf() + bytes(10_240)))
    with pytest.raises(NotRestored, match="beschadigd"):
        unpack(tmp_path / "bom.tar.gz", tmp_path / "uit")


@pytest.mark.parametrize("name", ["bronwijzer.json", "files.json"])
def test_a_list_that_nobody_can_read_to_its_end_is_refused(name: str, tmp_path: Path) -> None:
    head = json.dumps({"layout": 1, "version": "1", "made": ""}).encode()
    members = {"bronwijzer.json": head, "files.json": b"{}"} | {name: b"[" * 60_000}
    with pytest.raises(NotRestored, match="beschadigd"):
        unpack(archive_of(tmp_path / "diep.tar.gz", members), tmp_path / "uit")


def test_a_link_among_the_added_documents_is_not_followed(place: Place, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Niet voor de kopie.")
    (place.folder / "index-uploads" / "link.txt").symlink_to(tmp_path / "geheim.txt")
    (place.folder / "index-uploads" / "map").symlink_to(tmp_path)
    with tarfile.open(place.back_up()) as tar:
        assert not [name for name in tar.getnames() if "link" in name or "geheim" in name or "/map" in name]


def test_a_backup_of_a_newer_layout_and_one_of_something_else_say_so(place: Place, tmp_path: Path) -> None:
    def newer(members: dict[str, bytes]) -> None:
        members["bronwijzer.json"] = json.dumps({"layout": 2, "version": "9.1", "made": ""}).encode()

    with pytest.raises(NotRestored, match=r"andere versie van Bronwijzer \(9\.1\)"):
        place.restore(rewritten(place.back_up(), newer))
    with pytest.raises(NotRestored, match="geen reservekopie van Bronwijzer"):
        place.restore(archive_of(tmp_path / "foto.tar.gz", {"foto.jpg": b"x"}))


def test_users_in_a_backup_need_a_place(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = place.back_up()
    monkeypatch.delenv("BRONWIJZER_USERS")
    with pytest.raises(NotRestored, match="Stel BRONWIJZER_USERS in"):
        restore(archive, parts_of(load_settings()), place.folder / "index")


def test_an_index_of_another_version_stays_out_and_the_rest_comes_back(place: Place, hashing_encoder: Encoder) -> None:
    manifest = place.folder / "index" / "manifest.json"
    sound = manifest.read_text()
    manifest.write_text(json.dumps(json.loads(sound) | {"format": 1}))
    archive = place.back_up()
    manifest.write_text(sound)
    (place.folder / "users.json").write_text('{"later": 1}')
    done = restore(archive, parts_of(place.settings), place.folder / "index")
    assert "komt van een andere versie" in done.stale
    assert done.left == ("index",)
    assert (place.folder / "users.json").read_text() == "{}"
    assert len(place.titles(hashing_encoder)) == 2


def test_nothing_is_put_back_while_an_index_is_being_made(place: Place, hashing_encoder: Encoder) -> None:
    archive, before = place.back_up(), place.files()
    with indexing(place.folder / "index", hashing_encoder), pytest.raises(IndexBusy):
        place.restore(archive)
    assert place.files() == before


def test_where_there_is_no_index_no_backup_is_left(place: Place) -> None:
    (place.folder / "index" / "manifest.json").unlink()
    with pytest.raises(IndexMismatch, match="nog geen index"):
        place.back_up()
    assert not list(place.folder.glob("*kopie*"))


# Stops as a pulled plug does, at the n-th change of a name; nothing is cleared away.
PLUG = """
import os, sys
from pathlib import Path
from ui.parts import parts_of
from ui.restoring import restore
from ui.settings import load_settings
done, settings = 0, load_settings()
def counting(work):
    def counted(*given, **named):
        global done
        done += 1
        if done == limit:
            os._exit(9)
        return work(*given, **named)
    return counted
Path.rename, Path.replace = counting(Path.rename), counting(Path.replace)
for limit in map(int, sys.argv[2:]):
    if not (child := os.fork()):
        restore(Path(sys.argv[1]), parts_of(settings), settings.index)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    input()
"""


def test_what_a_restore_that_was_stopped_left_unpacked_goes_wherever_it_stands(place: Place, tmp_path: Path) -> None:
    """A copy of the users file may not stay behind in a folder that nobody looks in."""
    elsewhere = tmp_path / "toegang"
    elsewhere.mkdir()
    settings = load_settings(place.environment | {"BRONWIJZER_USERS": str(elsewhere / "users.json")})
    (elsewhere / "users.json").write_text("{}")
    archive = place.back_up()
    left = elsewhere / ".herstel-0123456789abcdef"
    left.mkdir()
    (left / "users.json").write_text('{"anna": {}}')
    restore(archive, parts_of(settings), settings.index)
    assert not left.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only Unix can fork a program that has begun")
def test_a_plug_that_is_pulled_leaves_every_part_whole_and_the_same_command_does_the_rest(
    place: Place, hashing_encoder: Encoder
) -> None:
    archive, before = place.back_up(), place.files()
    before.pop("index-uploads/.nieuw-0123456789ab/half.txt")
    environment = os.environ | place.environment | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    limits = [str(n) for n in range(1, 40)]
    command = [sys.executable, "-c", PLUG, str(archive), *limits]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=place.folder.parent
    ) as run:
        assert run.stdin
        assert run.stdout
        stopped = 0
        for _ in limits:
            code = run.stdout.readline().strip()
            assert code in ("0", "9")
            assert place.titles(hashing_encoder) == ["vakbond.txt", "vereniging.txt"]
            now = place.files()
            assert {n for n in before if "uploads" not in n and "oordelen" not in n} <= set(now)
            assert all(now[name] == before[name] for name in now if name in before)
            if code == "0":
                break
            stopped += 1
            print(file=run.stdin, flush=True)
        run.kill()
    assert stopped > 8
    assert place.files() == before
    assert not list(place.folder.rglob(".herstel-*"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can hand out files")
def test_what_root_puts_back_belongs_to_whoever_it_belonged_to(place: Place) -> None:
    archive = place.back_up()
    for path in (place.folder, *place.folder.rglob("*")):
        os.chown(path, 12_345, 12_345)
    place.restore(archive)
    files = [path for path in place.folder.rglob("*") if path.suffix != ".gz"]
    assert {path.stat().st_uid for path in files} == {12_345}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_changes_nothing(place: Place, tmp_path: Path) -> None:
    archive, small = place.back_up(), tmp_path / "klein"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", small], check=False).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        with pytest.raises(NotRestored, match="schijf is te vol"):
            unpack(archive, small / "uit")
        assert not list(small.iterdir())
    finally:
        subprocess.run(["umount", small], check=True)


def test_the_commands_tell_what_they_did_and_refuse_to_overwrite(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(place.folder / "kopie.tar.gz")
    assert cli.run(["backup", archive]) == 0
    assert "bestanden met gebruikers en sessies" in capsys.readouterr().out
    assert cli.run(["backup", archive]) == 1
    assert "nooit overschreven" in capsys.readouterr().err
    assert cli.run(["restore", archive]) == 0
    assert "Wat er stond, staat nu in" in capsys.readouterr().out
    assert cli.run(["restore", archive, "--to", str(place.folder)]) == 1
    assert "is niet leeg" in capsys.readouterr().err
    assert cli.run(["restore", str(place.folder / "niets.tar.gz")]) == 1
    assert "bestaat niet" in capsys.readouterr().err


def test_with_an_engine_the_index_stays_out_and_pg_dump_is_named(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRONWIJZER_ENGINE", "postgresql://bw:geheim-woord@127.0.0.1:1/bw")
    archive = place.folder / "kopie.tar.gz"
    assert cli.run(["backup", str(archive)]) == 0  # the server need not be there for that
    assert "pg_dump" in capsys.readouterr().err
    with tarfile.open(archive) as tar:
        assert not [name for name in tar.getnames() if name.startswith("index/")]
    assert b"geheim-woord" not in gzip.decompress(archive.read_bytes())


def test_an_index_in_a_backup_is_told_of_where_an_engine_holds_it(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = place.back_up()
    monkeypatch.setenv("BRONWIJZER_ENGINE", "postgresql://bw@127.0.0.1:1/bw")
    assert cli.run(["restore", str(archive)]) == 0
    assert "pg_restore" in capsys.readouterr().err
    assert not list((place.folder / "index").glob(f"{FORMER}*"))
