"""What each part of Bronwijzer is worth: every question once more with that part switched off.

What changes how texts are read needs an index of its own, kept between runs: a copy of the real one, so that only texts
that change are encoded again. The folding of repeated passages is not here: in the corpus of the gold none is repeated.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path

from eval.question import GoldQuestion
from eval.searches import Deaf, Remembering, searching
from eval.standings import Standing, stand
from index import Analysis, Encoder, Fusion, Index, ModelUnavailable, Ways, build_index, load_index, open_encoder
from ingest import Document

WHOLE = "nothing"
REFERENCE = "reference"  # the encoder in full precision
_WORDS = Fusion(meaning=0.0, words=1.0)
_NO_WAYS = Ways(**{field.name: False for field in fields(Ways)})


@dataclass(frozen=True, slots=True)
class Origin:
    """The index that lacks nothing, and where those without a part are kept."""

    store: Path
    documents: tuple[Document, ...]
    encoder: Encoder
    cache: Path


def ablation(
    gold: Sequence[GoldQuestion], store: Path, encoder: Encoder, cache: Path
) -> tuple[Standing, list[Standing]]:
    """All of it, and without each part; the times mean nothing, for a question is encoded once for all."""
    encoder = Remembering(encoder)
    whole = load_index(store, encoder)
    origin = Origin(store, tuple(whole.documents.values()), encoder, cache)
    return _stand(WHOLE, gold, whole), [_stand(name, gold, index) for name, index in variants(origin)]


def variants(origin: Origin) -> Iterator[tuple[str, Index]]:
    """Each index that lacks a part, one at a time."""
    store, encoder = origin.store, origin.encoder
    yield "vectors", load_index(store, encoder, fusion=_WORDS)
    yield "words", load_index(store, encoder, fusion=Fusion(meaning=1.0, words=0.0))
    yield "z-scores (reciprocal ranks)", load_index(store, encoder, fusion=Fusion(method="rrf"))
    yield from _read_otherwise(origin)
    for field in fields(Ways):
        yield f"{field.name} in questions", load_index(store, encoder, ways=replace(Ways(), **{field.name: False}))
    yield "any of these in questions", load_index(store, encoder, ways=_NO_WAYS)
    bare, deaf = Analysis(compounds=False, stems="none", header=False), replace(origin, encoder=Deaf("none", 1))
    yield "all but bare words (BM25)", _made(deaf, bare, ways=_NO_WAYS, fusion=_WORDS)
    yield from _in_full_precision(origin)


def _read_otherwise(origin: Origin) -> Iterator[tuple[str, Index]]:
    whole = Analysis()
    yield "compounds", _made(origin, replace(whole, compounds=False), ways=Ways(compounds=False))
    yield "stems", _made(origin, replace(whole, stems="none"))
    yield "lemmas (Porter's stems alone)", _made(origin, replace(whole, stems="porter"))
    yield "Porter's stems (lemmas alone)", _made(origin, replace(whole, stems="lemma"))
    yield "headings above passages", _made(origin, replace(whole, header=False))


def _in_full_precision(origin: Origin) -> Iterator[tuple[str, Index]]:
    """The same model as it was trained; where it cannot be opened, a line says so."""
    try:
        reference = Remembering(open_encoder(REFERENCE))
    except ModelUnavailable as error:
        print(f"Without the encoder in full precision: {error}", file=sys.stderr)
        return
    if reference.name != origin.encoder.name:
        yield "eight bits (full precision)", _made(replace(origin, encoder=reference), Analysis())


def _made(
    origin: Origin,
    analysis: Analysis,
    *,
    ways: Ways = Ways(),  # noqa: B008 - frozen
    fusion: Fusion = Fusion(),  # noqa: B008 - frozen
) -> Index:
    """An index of the same documents, read otherwise."""
    folder = (
        origin.cache / sha256(f"{origin.store.resolve()} {origin.encoder.name} {analysis}".encode()).hexdigest()[:12]
    )
    if not folder.exists():
        shutil.copytree(origin.store, folder)
    return build_index(origin.documents, origin.encoder, folder, analysis=analysis, ways=ways, fusion=fusion)


def _stand(name: str, gold: Sequence[GoldQuestion], index: Index) -> Standing:
    print(f"Without {name} ...", file=sys.stderr, flush=True)
    search = searching(index)
    return stand(name, gold, [search(question) for question in gold])
