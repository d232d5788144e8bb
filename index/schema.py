"""How an index stands in PostgreSQL: schemas, tables and indexes; it neither writes nor reads them.

On the first shard (home) the schema `bronwijzer` with one row, `manifest`. On every shard one schema for each
generation (`bronwijzer_` and twelve hexadecimal figures): what one encoder and one way of cutting made. Documents are
spread: number % shards is the shard. What is known of all of them (words, tokens, families) stands on home alone.

A document or passage is there for who reads revision r where since <= r and (gone is null or gone > r); a word and a
token where its count is not zero. A run writes rows of a revision that nobody reads yet, and names that revision in
the manifest at the end: in one statement, for all shards. No number is used again, so what has a number stays.

Who reads needs SELECT alone; who writes needs CREATE in the database. The extension is made once by the administrator.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

FORMAT = 2
GENERATION = re.compile(r"bronwijzer_[0-9a-f]{12}")  # nothing else is put into a statement as a name
STRIDE = 1 << 20  # a passage's number: that of its document times this, plus its place there; a sentence's too
DIMENSION = 10**9  # of `impacts`: the largest that pgvector takes, for its places are the numbers of tokens
REFERENCE_LENGTH = 100  # tokens; about what passages have
LOCK = int.from_bytes(b"bronwijz")  # pg_advisory_lock of who writes, on home
NEAR = 10_000  # passages of a shard from which HNSW is made: fewer are all looked at within some milliseconds
LINKS, BUILT = 16, 80  # m and ef_construction
_K1, _B = 1.2, 0.75

HOME = """
CREATE SCHEMA IF NOT EXISTS bronwijzer;
CREATE TABLE IF NOT EXISTS bronwijzer.manifest (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    format int NOT NULL,
    encoder text NOT NULL,
    dimension int NOT NULL,
    splitting text NOT NULL,
    analysis text NOT NULL,
    code text NOT NULL,
    made text NOT NULL,
    generation text NOT NULL,
    revision int NOT NULL,
    shards int NOT NULL,
    documents int NOT NULL,
    passages bigint NOT NULL,
    length double precision NOT NULL
);
"""

# On home. `revision`: the last one that was finished here; `attempt`: the one that is being written; `next`: the
# number of the next document. The sums are those of `revision`; `length` is that of all passages, in tokens.
_COUNTED = """
CREATE TABLE {0}.state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    revision int NOT NULL,
    attempt int NOT NULL,
    next int NOT NULL,
    documents int NOT NULL,
    passages bigint NOT NULL,
    length bigint NOT NULL
);
INSERT INTO {0}.state VALUES (true, 0, 0, 0, 0, 0, 0);
CREATE TABLE {0}.words (
    form text PRIMARY KEY, count int NOT NULL, token text NOT NULL, halves text NOT NULL, parts text NOT NULL
);
CREATE TABLE {0}.tokens (token text PRIMARY KEY, id int NOT NULL UNIQUE, count int NOT NULL);
CREATE TABLE {0}.families (root text PRIMARY KEY, stems text NOT NULL);
CREATE TABLE {0}.numbered (number int NOT NULL, document int NOT NULL, start int NOT NULL);
CREATE INDEX numbered_number ON {0}.numbered (number);
CREATE INDEX numbered_document ON {0}.numbered (document);
CREATE TABLE {0}.defined (short text NOT NULL, meaning text NOT NULL, document int NOT NULL);
CREATE INDEX defined_document ON {0}.defined (document);
"""

# On every shard. `reached`: the last revision of which it has all, and which of the shards it is, from 0 on.
# Columns with an index never change but `original`, so that marking rows as gone touches no index of
# vectors or words. `tokens`: their ids, ascending, each once; `impacts`: see `impact`; nothing of a passage lies apart.
_SPREAD = """
CREATE TABLE {0}.reached (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), revision int NOT NULL, shard int NOT NULL
);
INSERT INTO {0}.reached VALUES (true, 0, {3});
CREATE TABLE {0}.documents (
    number int PRIMARY KEY,
    id text NOT NULL,
    source text NOT NULL,
    title text NOT NULL,
    publisher text NOT NULL,
    speaker text NOT NULL,
    aliases text NOT NULL,
    kind text NOT NULL,
    date text NOT NULL,
    digest bytea NOT NULL,
    passages int NOT NULL,
    sentences int NOT NULL,
    since int NOT NULL,
    gone int
);
CREATE INDEX documents_id ON {0}.documents (id);
CREATE INDEX documents_source ON {0}.documents (source);
CREATE TABLE {0}.bodies (
    number int PRIMARY KEY,
    document text NOT NULL,
    pieces text NOT NULL,
    passage_keys bytea NOT NULL,
    sentence_keys bytea NOT NULL,
    sketches bytea NOT NULL
);
CREATE TABLE {0}.passages (
    number bigint PRIMARY KEY,
    document int NOT NULL,
    since int NOT NULL,
    gone int,
    original bigint,
    length int NOT NULL,
    vector halfvec({1}) NOT NULL,
    tokens int[] NOT NULL,
    impacts sparsevec({2}) NOT NULL
) WITH (fillfactor = 95, toast_tuple_target = 8160);
ALTER TABLE {0}.passages ALTER COLUMN vector SET STORAGE MAIN, ALTER COLUMN tokens SET STORAGE MAIN,
    ALTER COLUMN impacts SET STORAGE MAIN;
CREATE INDEX passages_document ON {0}.passages (document);
CREATE INDEX passages_original ON {0}.passages (original) WHERE original IS NOT NULL;
CREATE TABLE {0}.sentences (number bigint PRIMARY KEY, vector halfvec({1}) NOT NULL);
"""


def generation(made_with: Mapping[str, Any], shards: int) -> str:
    """The schema of what is made with this encoder, dimension, splitting, analysis and code."""
    text = json.dumps([FORMAT, made_with, shards], sort_keys=True)
    return f"bronwijzer_{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"


def tables(schema: str, dimension: int, shard: int) -> str:
    """The statements that make an empty generation on one shard."""
    every = f"CREATE SCHEMA {{0}};{'' if shard else _COUNTED}{_SPREAD}"
    return every.format(schema, dimension, DIMENSION, shard)


def near_index(schema: str) -> str:
    return (
        f"CREATE INDEX IF NOT EXISTS passages_vector ON {schema}.passages"
        f" USING hnsw (vector halfvec_ip_ops) WITH (m = {LINKS}, ef_construction = {BUILT})"
    )


def words_index(schema: str) -> str:
    """Without a list of what is yet to be indexed: every search would go through it."""
    return f"CREATE INDEX IF NOT EXISTS passages_tokens ON {schema}.passages USING gin (tokens) WITH (fastupdate = off)"


def impact(count: int, length: int) -> float:
    """What a token counts that stands so often in a passage of so many tokens: BM25 but for its rarity and k1 + 1.

    Robertson and Zaragoza 2009, with one length for the mean, so that nothing changes when other documents come.
    """
    return count / (count + _K1 * (1 - _B + _B * length / REFERENCE_LENGTH))
