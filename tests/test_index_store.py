"""The folder on disk: whole or not at all, and nothing encoded twice."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
import pytest

import index.build
import index.store
from index import Encoder, Index, IndexBusy, IndexMismatch, build_index, indexing, load_index
from index.contents import Contents, _address
from index.hit import Vectors
from index.known import Unfinished
from index.pieces import key
from ingest import Document, Splitting


@dataclass(frozen=True, slots=True)
class CountingEncoder:
    """Another encoder that keeps what it was asked to encode."""

    inner: Encoder
    name: str = "counting"
    asked: list[str] = field(default_factory=list)

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        self.asked.extend(() if query else texts)
        return self.inner.encode(texts, query=query)


@pytest.fixture
def made(tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    build_index(tiny_documents, hashing_encoder, folder)
    return folder


def data_of(folder: Path) -> Path:
    return folder / str(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["data"])


def test_what_is_loaded_is_what_was_built(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    index = load_index(made, hashing_encoder)
    assert tuple(index.documents.values()) == tiny_documents
    assert all(
        index.documents[passage.document_id].text[passage.start : passage.end] == passage.text
        for passage in index.passages
    )
    assert all(
        sentence.block in index.documents[sentence.document_id].blocks
        for passage in index.passages
        for sentence in index.sentences(passage)
    )


def test_a_missing_index_names_the_command(tmp_path: Path, hashing_encoder: Encoder) -> None:
    with pytest.raises(IndexMismatch, match="bronwijzer index"):
        load_index(tmp_path / "nergens", hashing_encoder)


def test_another_encoder_is_refused_by_both_names(made: Path, hashing_encoder: Encoder) -> None:
    with pytest.raises(IndexMismatch, match=r"hashing.*counting.*bronwijzer index"):
        load_index(made, CountingEncoder(hashing_encoder))


@pytest.mark.parametrize("name", ["contents.sqlite", "passages.faiss", "sentences.npy", "starts.npy"])
def test_a_file_that_is_gone_is_noticed(made: Path, hashing_encoder: Encoder, name: str) -> None:
    (data_of(made) / name).unlink()
    with pytest.raises(IndexMismatch, match=name):
        load_index(made, hashing_encoder)


@pytest.mark.parametrize("name", ["contents.sqlite", "passages.faiss", "sentences.npy", "starts.npy"])
def test_a_file_that_changed_is_noticed(made: Path, hashing_encoder: Encoder, name: str) -> None:
    path = data_of(made) / name
    path.write_bytes(path.read_bytes()[:-7] + b"anders!")
    with pytest.raises(IndexMismatch, match=name):
        load_index(made, hashing_encoder)


def test_of_a_large_file_the_size_is_compared_at_opening_and_every_byte_before_it_is_taken_over(
    made: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store, "_SMALL", 0)
    path = data_of(made) / "sentences.npy"
    whole = path.read_bytes()
    path.write_bytes(whole[:-7] + b"anders!")
    assert load_index(made, hashing_encoder).search("zomerscholen")
    with indexing(made, hashing_encoder) as run:
        assert run.opened is None
        assert run.known == {}
    path.write_bytes(whole[:-7])
    with pytest.raises(IndexMismatch, match=r"sentences\.npy"):
        load_index(made, hashing_encoder)


def test_a_large_database_that_is_damaged_is_told_when_it_is_read(
    made: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store, "_SMALL", 0)
    path = data_of(made) / "contents.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))
    with pytest.raises(IndexMismatch, match="beschadigd"):
        load_index(made, hashing_encoder).search("zomerscholen")


@pytest.mark.parametrize("name", ["starts.npy", "repeats.npy", "passage-keys.npy", "sentence-keys.npy"])
def test_the_columns_are_read_through_however_large_they_are(
    made: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(index.store, "_SMALL", 0)
    path = data_of(made) / name
    path.write_bytes(path.read_bytes()[:-2] + b"ab")
    with pytest.raises(IndexMismatch, match=name):
        load_index(made, hashing_encoder)


def everything_of(opened: Index) -> tuple[object, ...]:
    return opened.catalogue, tuple(opened.passages)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bodies SET document = 'geen json'",
        "UPDATE bodies SET pieces = '[[]]'",
        "UPDATE bodies SET document = '[]'",
        "DELETE FROM bodies",
        "UPDATE documents SET kind = 'anders'",
        "UPDATE documents SET aliases = '{'",
    ],
)
def test_a_row_of_a_large_database_that_is_damaged_is_told_when_it_is_read(
    made: Path, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(index.store, "_SMALL", 0)
    path = data_of(made) / "contents.sqlite"
    size = path.stat().st_size
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(change)
    assert path.stat().st_size == size
    with pytest.raises(IndexMismatch, match="beschadigd"):
        everything_of(load_index(made, hashing_encoder))


def test_an_index_that_is_replaced_while_it_is_opened_is_opened_anew(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, left = index.store._digest, [True]

    def replaced(path: Path) -> str:
        if left and left.pop():
            build_index(tiny_documents[:1], hashing_encoder, made)
        return digest(path)

    monkeypatch.setattr(index.store, "_digest", replaced)
    assert len(load_index(made, hashing_encoder).documents) == 1


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath("//server/map/index"), "file:////server/map/index?mode=ro&immutable=1"),
        (PureWindowsPath("C:/map/met spatie"), "file:///C:/map/met%20spatie?mode=ro&immutable=1"),
        (PurePosixPath("/map/index"), "file:///map/index?mode=ro&immutable=1"),
    ],
)
def test_a_shared_folder_has_an_address_that_sqlite_takes(path: PurePath, address: str) -> None:
    assert _address(path) == address


def test_the_document_of_every_passage_and_sentence_is_found_without_a_copy_of_the_column(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought = []

    def search(column: Any, value: Any, side: Any) -> Any:
        sought.append(column.flags.c_contiguous and column.dtype == value.dtype)
        return column.searchsorted(value, side)

    with closing(Contents(data_of(made))) as contents:
        monkeypatch.setattr(np, "searchsorted", search)
        owners = [contents.document_at(number) for number in range(len(contents.passages))]
        lines = [contents.sentence_at(row) for row in range(int(contents.starts[-1, 1]))]
        assert owners == np.repeat(np.arange(len(contents.documents)), np.diff(contents.starts[:, 0])).tolist()
    assert [at for _pieces, at in lines] == [n for pieces, at in lines if not at for n in range(len(pieces.sentences))]
    assert sought
    assert all(sought)


def test_an_open_index_goes_on_when_another_takes_its_place(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    opened = load_index(made, hashing_encoder)
    build_index(tiny_documents[:1], hashing_encoder, made)
    assert len(opened.search("onderhoudsplicht", 1)[0].passage.text) > 10
    assert tuple(opened.documents.values()) == tiny_documents


def test_documents_may_be_made_when_they_are_asked_for(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    class Late(Sequence[Document]):
        def __len__(self) -> int:
            return len(tiny_documents)

        def __getitem__(self, at: Any) -> Any:
            return tiny_documents[at]

    built = build_index(Late(), hashing_encoder, tmp_path)
    assert tuple(built.documents.values()) == tiny_documents
    before = data_of(tmp_path)
    build_index(Late(), hashing_encoder, tmp_path)
    assert data_of(tmp_path) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"format": 4}',
        '{"format": 4, "files": []}',
        '{"format": 4, "files": {}, "data": null}',
        '{"format": 4, "files": {}, "data": ".."}',
    ],
)
def test_a_damaged_manifest_is_noticed(made: Path, hashing_encoder: Encoder, text: str) -> None:
    (made / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(IndexMismatch, match="beschadigd"):
        load_index(made, hashing_encoder)


def test_an_index_of_another_version_is_refused(made: Path, hashing_encoder: Encoder) -> None:
    row = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    (made / "manifest.json").write_text(json.dumps(row | {"format": 0}), encoding="utf-8")
    with pytest.raises(IndexMismatch, match="andere versie"):
        load_index(made, hashing_encoder)


def test_a_damaged_index_is_built_again(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    (data_of(made) / "passages.faiss").unlink()
    assert build_index(tiny_documents, hashing_encoder, made).search("zomerscholen")


def test_nothing_changed_is_nothing_done(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    encoder = CountingEncoder(hashing_encoder)
    build_index(tiny_documents, encoder, tmp_path)
    before, asked = data_of(tmp_path), len(encoder.asked)
    build_index(tiny_documents, encoder, tmp_path)
    assert data_of(tmp_path) == before
    assert len(encoder.asked) == asked > 0


def test_only_new_texts_are_encoded(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    encoder = CountingEncoder(hashing_encoder)
    build_index(tiny_documents[:1], encoder, tmp_path)
    encoder.asked.clear()
    index = build_index(tiny_documents, encoder, tmp_path)
    assert len(index.documents) == 2
    assert encoder.asked
    assert not any(tiny_documents[0].title in text for text in encoder.asked)


@dataclass(slots=True)
class TiringEncoder:
    """Stops after some calls, as a run that is broken off does."""

    inner: CountingEncoder
    calls: int
    name: str = "counting"

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        if not self.calls:
            raise KeyboardInterrupt
        self.calls -= 1
        return self.inner.encode(texts, query=query)


def test_a_run_goes_on_where_the_one_before_it_stopped(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.build, "_CHUNK", 2)
    first, second = CountingEncoder(hashing_encoder), CountingEncoder(hashing_encoder)
    with pytest.raises(KeyboardInterrupt):
        build_index(tiny_documents, TiringEncoder(first, 5), tmp_path / "index")
    with (tmp_path / "index" / "vectors.part").open("ab") as file:
        file.write(b"the beginning of a record")
    with pytest.raises(KeyboardInterrupt):
        build_index(tiny_documents, TiringEncoder(first, 1), tmp_path / "index")
    build_index(tiny_documents, second, tmp_path / "index")
    assert len(set(first.asked)) == len(first.asked) > 10
    assert second.asked
    assert not set(first.asked) & set(second.asked)
    assert not (tmp_path / "index" / "vectors.part").exists()
    build_index(tiny_documents, CountingEncoder(hashing_encoder), tmp_path / "fresh")
    assert files_of(tmp_path / "index") == files_of(tmp_path / "fresh")


def test_a_spoilt_record_of_an_unfinished_run_is_made_again(tmp_path: Path) -> None:
    part = Unfinished(tmp_path, "hashing", 3)
    vectors = np.arange(9, dtype=np.float32).reshape(3, 3)
    part.add(np.array([key(name) for name in "abc"]), vectors)
    data = bytearray((tmp_path / "vectors.part").read_bytes())
    data[-30] ^= 1  # in the second record
    (tmp_path / "vectors.part").write_bytes(data)
    found = part.read().rows_of(np.array([key(name) for name in "abc"]))
    assert found[1] == -1
    assert part.read().vectors[found[[0, 2]]].tolist() == [[0, 1, 2], [6, 7, 8]]
    assert not len(Unfinished(tmp_path, "another", 3).read().rows)
    assert not len(Unfinished(tmp_path, "hashing", 4).read().rows)


def test_a_torn_record_is_cut_off_before_the_file_is_mapped_and_not_after(
    tmp_path: Path,
) -> None:
    part, file = Unfinished(tmp_path, "hashing", 3), tmp_path / "vectors.part"
    keys, vectors = np.array([key(name) for name in "abc"]), np.ones((3, 3), np.float32)
    part.add(keys, vectors)
    whole = file.read_bytes()
    file.write_bytes(whole + b"torn")
    begun = part.read()
    assert file.read_bytes() == whole
    part.add(keys, vectors)
    assert len(begun.rows) == 3
    assert len(part.read().rows) == 6


CHANGES: dict[str, Callable[[Sequence[Document]], list[Document]]] = {
    "one more": lambda documents: [*documents, other(documents[0], "Fietsen\n\nDe vakbond wil fietspaden (FP).")],
    "one less": lambda documents: [*documents[1:]],
    "one changed": lambda documents: [documents[0], replace(documents[1], title="Andere titel")],
    "another order": lambda documents: [*reversed(documents)],
}


def other(document: Document, text: str) -> Document:
    block = replace(document.blocks[0], start=9, end=len(text), heading=("Fietsen",), lead=None)
    section = replace(document.sections[0], start=0, end=len(text), heading=("Fietsen",))
    return replace(document, id="ander", source="ander.txt", text=text, blocks=(block,), sections=(section,))


@pytest.mark.parametrize("change", CHANGES)
def test_an_index_that_was_changed_is_the_index_that_would_be_made_anew(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path, change: str
) -> None:
    documents = CHANGES[change](tiny_documents)
    build_index(documents, hashing_encoder, made)
    build_index(documents, hashing_encoder, tmp_path / "fresh")
    assert files_of(made) == files_of(tmp_path / "fresh")
    assert load_index(made, hashing_encoder).search("fietspaden") == load_index(
        tmp_path / "fresh", hashing_encoder
    ).search("fietspaden")


def files_of(folder: Path) -> dict[str, bytes]:
    """All that is the same in two indexes of the same documents; tantivy names its files by chance."""
    return {path.name: path.read_bytes() for path in data_of(folder).iterdir() if path.is_file()}


def test_what_is_cut_by_other_code_is_cut_again(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = data_of(made)
    monkeypatch.setattr(index.build, "_code", lambda: "other")
    build_index(tiny_documents, hashing_encoder, made)
    assert data_of(made) != before


def test_one_run_at_a_time_and_readers_never_wait(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    with indexing(made, hashing_encoder) as run:
        with pytest.raises(IndexBusy, match="Wacht tot dat klaar is"):
            build_index(tiny_documents[:1], hashing_encoder, made)
        assert load_index(made, hashing_encoder).search("zomerscholen")
        assert len(run.build(tiny_documents[:1]).contents.documents) == 1
    assert len(build_index(tiny_documents, hashing_encoder, made).documents) == 2


def test_what_was_built_answers_as_what_is_loaded(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    built, loaded = build_index(tiny_documents, hashing_encoder, tmp_path), load_index(tmp_path, hashing_encoder)
    for question in ("zomerscholen", "Hoeveel sociale woningen?", "KSZ"):
        assert built.search(question) == loaded.search(question)
        lines = built.sentences(built.passages[0])
        assert built.match(question, lines) == loaded.match(question, lines)


def test_another_encoder_encodes_everything(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    encoder = CountingEncoder(hashing_encoder)
    build_index(tiny_documents, encoder, made)
    assert any(tiny_documents[0].title in text for text in encoder.asked)


def test_another_splitting_or_title_is_another_index(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    first = data_of(made)
    build_index(tiny_documents, hashing_encoder, made, Splitting(words=50))
    second = data_of(made)
    renamed = [replace(document, title="Andere titel") for document in tiny_documents]
    build_index(renamed, hashing_encoder, made, Splitting(words=50))
    assert len({first, second, data_of(made)}) == 3


def test_the_old_data_go_when_the_new_are_there(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    build_index(tiny_documents[:1], hashing_encoder, made)
    assert {path.name for path in made.iterdir()} == {".lock", "manifest.json", data_of(made).name}


def test_what_is_not_of_the_index_stays(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    (made / "notities").mkdir()
    build_index(tiny_documents[:1], hashing_encoder, made)
    assert (made / "notities").is_dir()


def failing(*_: object, **__: object) -> None:
    raise OSError("de schijf is vol")


Break = Callable[[pytest.MonkeyPatch], None]
BREAKS: dict[str, Break] = {
    "encoding": lambda patch: patch.setattr(index.build.Indexing, "_write", failing),
    "the words": lambda patch: patch.setattr(index.build, "write_lexical", failing),
    "the vectors": lambda patch: patch.setattr(index.build, "write_dense", failing),
    "the digests": lambda patch: patch.setattr(index.store, "_digests", failing),
    "the manifest": lambda patch: patch.setattr(Path, "replace", failing),
}


@pytest.mark.parametrize("where", BREAKS)
def test_a_failure_leaves_the_old_index_whole(
    made: Path,
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    with monkeypatch.context() as patch:
        BREAKS[where](patch)
        with pytest.raises(OSError, match="vol"):
            build_index(tiny_documents[:1], hashing_encoder, made)
    assert len(load_index(made, hashing_encoder).documents) == 2
    assert {path.name for path in made.iterdir() if path.is_dir()} == {data_of(made).name}


def test_half_an_index_that_was_left_behind_is_cleared(
    made: Path, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    shutil.copytree(data_of(made), made / "bronwijzer-0123456789ab")
    (made / ".bronwijzer-0123456789ab.json").write_text("{", encoding="utf-8")
    build_index(tiny_documents[:1], hashing_encoder, made)
    assert {path.name for path in made.iterdir()} == {".lock", "manifest.json", data_of(made).name}


def test_an_index_without_documents_finds_nothing(hashing_encoder: Encoder, tmp_path: Path) -> None:
    empty = build_index([], hashing_encoder, tmp_path)
    assert empty.search("zomerscholen") == ()
    assert empty.terms("zomerscholen")[0].frequency == 0


def test_progress_is_told_to_the_end(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path
) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    build_index(
        tiny_documents,
        hashing_encoder,
        tmp_path,
        progress=lambda step, done, total: told.setdefault(step, []).append((done, total)),
    )
    assert list(told) == ["passages", "zinnen", "woorden"]
    assert all(steps[-1][0] == steps[-1][1] > 0 for steps in told.values())
