"""An index in PostgreSQL is asked as one in a folder is, and finds the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import psycopg
import pytest

import index.engine
from index import Encoder, EngineUnavailable, Index, IndexMismatch, load_index
from index.bm25 import Postings, Way, rarity, rounded, scores
from index.engine_documents import EngineDocuments
from index.engine_words import Words
from index.loading import loading
from ingest import Document
from tests.conftest import HashingEncoder
from tests.postgres import READER, Started

QUESTIONS = (
    "Wat stelt de vereniging voor over zomerscholen?",
    "wachtlijst voor sociale woningen",
    "Hoe groot is de armoede bij kinderen?",
    "ksz",
    "integratie van het woonzorgcentrum",
    "kinderarmode",
    "elektrische auto",
)


def load(urls: Sequence[str], documents: Sequence[Document], encoder: Encoder, near: int | None = None) -> None:
    with loading(urls, encoder) as run:
        if near is not None:
            run.near = near
        run.build(documents)


def as_reader(url: str) -> str:
    return url.replace("bronwijzer:schrijf@", f"{READER}:lees@")


def found(one: Index, question: str, **more: object) -> list[object]:
    """The hits without their place by meaning, for many are as far; an engine rounds the vector of the question too."""
    return [
        (hit.passage, near(hit.score), hit.lexical_rank, near(hit.meaning), hit.also)
        for hit in one.search(question, **more)  # type: ignore[arg-type]
    ]


def near(value: float) -> object:
    return pytest.approx(value, abs=0.005)


def told(one: Index, question: str) -> tuple[object, ...]:
    """All else that an answer asks of an index."""
    hits = one.search(question)
    lines = [line for hit in hits for line in one.sentences(hit.passage)]
    matches = [(m.sentence, near(m.meaning), m.overlap, m.context) for m in one.match(question, lines)]
    every = list(one.documents)
    said = [one.find_words(question), one.spoken(question), one.mentions(question, every[:1]), matches]
    return one.terms(question), *said, [one.beside(hit.passage) for hit in hits]


@pytest.fixture
def engine(database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder) -> Index:
    load([database], tiny_documents, hashing_encoder)
    return load_index([as_reader(database)], hashing_encoder)


def test_an_engine_finds_what_a_folder_finds_and_tells_it_alike(engine: Index, tiny_index: Index) -> None:
    for question in QUESTIONS:
        assert found(engine, question) == found(tiny_index, question)
        assert told(engine, question) == told(tiny_index, question)


def test_a_filter_and_a_preference_work_in_an_engine_as_in_a_folder(engine: Index, tiny_index: Index) -> None:
    first, second = tiny_index.documents
    for within, prefer in (([first], ()), ([second, "niet hier"], ()), (None, [second]), ([], ()), (["niet hier"], ())):
        for question in QUESTIONS:
            theirs = found(tiny_index, question, within=within, prefer=prefer)
            assert found(engine, question, within=within, prefer=prefer) == theirs
            assert engine.find_words(question, within=within) == tiny_index.find_words(question, within=within)


def test_what_is_listed_stands_in_an_engine_in_the_same_order(engine: Index, tiny_index: Index) -> None:
    assert engine.catalogue == tiny_index.catalogue
    assert tuple(engine.passages) == tuple(tiny_index.passages)
    assert engine.passages[1:3] == tiny_index.passages[1:3]
    assert dict(engine.documents) == dict(tiny_index.documents)
    assert [engine.passage_count(id) for id in engine.documents] == [2, 3]
    with pytest.raises(KeyError):
        engine.passage_count("niet hier")
    with pytest.raises(KeyError):
        _ = engine.documents["niet hier"]


def test_two_shards_find_what_one_folder_finds(
    databases: Callable[[], str], corpus_documents: tuple[Document, ...], corpus_index: Index
) -> None:
    urls = [databases(), databases()]
    load(urls, corpus_documents, HashingEncoder())
    engine = load_index([as_reader(url) for url in urls], HashingEncoder())
    assert engine.catalogue == corpus_index.catalogue
    some = list(corpus_index.documents)[1:4]
    for question in QUESTIONS:
        assert found(engine, question) == found(corpus_index, question)
        assert found(engine, question, within=some) == found(corpus_index, question, within=some)
        assert engine.terms(question) == corpus_index.terms(question)
    with pytest.raises(IndexMismatch, match="over 2 databanken verdeeld, maar in BRONWIJZER_ENGINE staan er 1"):
        load_index(urls[:1], HashingEncoder())


def test_the_graph_is_walked_through_a_filter(
    database: str, corpus_documents: tuple[Document, ...], corpus_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few passages the graph finds them all; that it is asked at all, the plan says."""
    load([database], corpus_documents, HashingEncoder(), near=1)
    monkeypatch.setattr(index.engine, "FEW", 0)
    engine = load_index([as_reader(database)], HashingEncoder())
    some = list(corpus_index.documents)[::2]
    for question in QUESTIONS[:3]:
        ours, theirs = ([hit.passage.id for hit in one.search(question, within=some)] for one in (engine, corpus_index))
        assert len(set(ours) & set(theirs)) >= 8
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%hnsw%'").fetchone() == (1,)


def test_a_replica_is_read_while_nobody_writes(
    start_postgres: Started, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tiny_index: Index
) -> None:
    primary = start_postgres()
    load([primary.url()], tiny_documents, hashing_encoder)
    replica = start_postgres.replica(primary)
    replica.follow(primary)
    primary.stop()
    engine = load_index([replica.url(user=READER)], hashing_encoder)
    assert found(engine, QUESTIONS[0]) == found(tiny_index, QUESTIONS[0])


def test_an_open_index_stays_what_it_was_while_another_is_written(
    database: str, engine: Index, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    before = found(engine, QUESTIONS[0]), found(engine, "vakbond")
    changed = [replace(tiny_documents[1], text=tiny_documents[1].text.replace("zomerscholen", "winterscholen"))]
    load([database], changed, hashing_encoder)
    assert (found(engine, QUESTIONS[0]), found(engine, "vakbond")) == before
    now = load_index([database], hashing_encoder)
    assert len(now.documents) == 1
    assert now.find_words("winterscholen").total == 1
    assert not now.find_words("zomerscholen").found


def test_words_that_became_common_since_an_index_was_opened_are_found_in_it(
    database: str,
    engine: Index,
    tiny_index: Index,
    tiny_documents: tuple[Document, ...],
    hashing_encoder: Encoder,
) -> None:
    """How many passages hold a word is told by the last revision: more of them than the one that is read has."""
    more = [replace(tiny_documents[0], id=f"x{at}", source=f"x{at}.txt") for at in range(20)]
    load([database], [*tiny_documents, *more], hashing_encoder)
    for word in ("wachtlijst", "zomerscholen"):
        ours, theirs = (
            [hit.passage.id for hit in one.search(word) if hit.lexical_rank] for one in (engine, tiny_index)
        )
        assert theirs
        assert ours == theirs


def test_long_documents_are_not_all_kept(
    engine: Index, tiny_documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tiny_documents
    monkeypatch.setattr("index.engine_documents._CHARACTERS", max(len(first.text), len(second.text)))
    assert isinstance(engine.documents, EngineDocuments)
    for one in (first, second, first):
        assert engine.documents[one.id] == one
        assert len(engine.documents._kept) == 1
    assert engine.documents._characters == len(first.text)


def test_no_index_another_encoder_and_a_damaged_manifest_are_told_with_the_remedy(
    database: str, tiny_documents: tuple[Document, ...]
) -> None:
    with pytest.raises(IndexMismatch, match=r"nog geen index in .*bronwijzer index"):
        load_index([database], HashingEncoder())
    load([database], tiny_documents, HashingEncoder())
    with pytest.raises(IndexMismatch, match=r"gemaakt met het model hashing .128 getallen., maar nu is ander"):
        load_index([database], HashingEncoder("ander"))
    for column, value in (("analysis", "{"), ("generation", "x; DROP TABLE bronwijzer.manifest")):
        with psycopg.connect(database) as connection:
            connection.execute(f"UPDATE bronwijzer.manifest SET {column} = %s", (value,))  # type: ignore[arg-type]
        with pytest.raises(IndexMismatch, match=r"beschadigd .manifest."):
            load_index([database], HashingEncoder())


def test_a_body_that_is_damaged_is_no_answer(database: str, engine: Index, hashing_encoder: Encoder) -> None:
    _ = engine.catalogue
    with psycopg.connect(database) as connection:
        schema = connection.execute("SELECT generation FROM bronwijzer.manifest").fetchone()
        assert schema is not None
        connection.execute(f"UPDATE {schema[0]}.bodies SET pieces = '[1]'")  # type: ignore[arg-type]
    with pytest.raises(IndexMismatch, match="beschadigd"):
        load_index([database], hashing_encoder).search(QUESTIONS[0])


def test_a_generation_that_is_gone_is_told_as_trouble_of_the_engine(database: str, engine: Index) -> None:
    with psycopg.connect(database) as connection:
        schema = connection.execute("SELECT generation FROM bronwijzer.manifest").fetchone()
        assert schema is not None
        connection.execute(f"DROP SCHEMA {schema[0]} CASCADE")  # type: ignore[arg-type]
    with pytest.raises(EngineUnavailable, match="staat geen index") as trouble:
        engine.search(QUESTIONS[0])
    assert trouble.value.retry


def test_common_words_bring_few_passages_and_rare_ones_all(
    database: str, corpus_documents: tuple[Document, ...], corpus_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an index of millions: what is found by rare words is the same, whatever common words stand beside them."""
    load([database], corpus_documents, HashingEncoder())
    monkeypatch.setattr(index.engine, "ENOUGH", 20)
    engine = load_index([as_reader(database)], HashingEncoder())
    held = {one.id for one in corpus_index.passages if "zomerschol" in one.text.lower()}
    assert held
    assert held <= {hit.passage.id for hit in engine.search("zomerscholen sociaal", 100) if hit.lexical_rank}
    common = [hit for hit in engine.search("sociaal beleid", 100) if hit.lexical_rank]
    assert len(common) > 20


def test_a_vocabulary_that_is_too_large_to_read_at_once_reads_the_same(
    database: str, tiny_documents: tuple[Document, ...], hashing_encoder: Encoder
) -> None:
    load([database], tiny_documents, hashing_encoder)
    with psycopg.connect(database, autocommit=True) as connection:
        schema = connection.execute("SELECT generation FROM bronwijzer.manifest").fetchone()
        assert schema is not None

        def rows(query: str, values: object) -> Sequence[tuple[object, ...]]:
            return connection.execute(query, values).fetchall()  # type: ignore[arg-type,call-overload,no-any-return]

        whole, part = (Words(rows, schema[0], 173, size).vocabulary for size in (10_000, 3))
        assert set(whole.readings) == set(part.readings)
        for form in [*whole.readings, "onbestaand"]:
            assert part.readings.get(form) == whole.readings.get(form)
            assert part.counts.get(form) == whole.counts.get(form)
        assert all(part.relatives(token) == whole.relatives(token) for token in ("kinder", "integratie"))


def test_lengths_are_rounded_as_tantivy_rounds_them() -> None:
    assert [rounded(length) for length in (3, 40, 41, 42, 55, 57, 100, 1000)] == [3, 40, 40, 42, 54, 56, 96, 984]


def test_the_best_way_of_a_word_counts_and_all_of_its_tokens_must_stand_there() -> None:
    held = Postings(np.array([0, 0, 1]), np.array([7, 9, 7]), np.array([1.0, 1.0, 2.0]), np.array([4.0, 2.0, 9.0]))
    rarities = {7: rarity(2, 3), 9: rarity(1, 3)}
    both, one, none = scores([[Way((7,), 1.0), Way((7, 9), 0.5)]], held, rarities, 5.0)
    share = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 5))
    alone, together = rarities[7] * share, 0.5 * (rarities[7] + rarities[9]) * share
    assert both == pytest.approx(max(alone, together) + 0.1 * min(alone, together))
    assert one == pytest.approx(rarities[7] * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 2 / 5)))
    assert none == 0
