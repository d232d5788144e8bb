"""Bronwijzer without each of its parts, on tiny documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from eval import Evidence, GoldQuestion, ablation
from eval.ablation import WHOLE, Origin, variants
from index import Encoder, ModelUnavailable, build_index
from ingest import Document

GOLD = [
    GoldQuestion("q1", "Hoeveel gezinnen wachten?", (), "feit", True, (), (), (Evidence("vakbond.txt", quote),), "")
    for quote in ("Er staan 175.000 gezinnen op een wachtlijst.", "Dit staat nergens in de documenten.")
]


@dataclass(slots=True)
class Counting:
    """Another encoder that remembers how many passages it was given."""

    inner: Encoder
    name: str = "counting"
    texts: list[str] = field(default_factory=list)

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        self.texts += [] if query else texts
        return self.inner.encode(texts, query=query)


def no_reference(_name: str) -> Encoder:
    raise ModelUnavailable("no such model")


@pytest.fixture
def origin(tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path) -> Origin:
    build_index(tiny_documents, hashing_encoder, tmp_path / "store")
    return Origin(tmp_path / "store", tiny_documents, hashing_encoder, tmp_path / "cache")


def test_every_part_is_switched_off_and_the_rest_still_finds(
    origin: Origin, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ablation, "open_encoder", no_reference)
    whole, without = ablation.ablation(GOLD, origin.store, origin.encoder, origin.cache)
    assert whole.name == WHOLE
    names = [one.name for one in without]
    assert len(set(names)) == len(names)
    assert {
        "vectors",
        "words",
        "z-scores (reciprocal ranks)",
        "compounds",
        "stems",
        "headings above passages",
        "synonyms in questions",
    } <= set(names)
    assert all(one.values["recall@10"] == (1.0, 0.0) for one in (whole, *without))
    assert "Without the encoder in full precision: no such model" in capsys.readouterr().err


def test_the_model_in_full_precision_takes_the_place_of_the_one_in_eight_bits(
    origin: Origin, hashing_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = Counting(hashing_encoder)
    monkeypatch.setattr(ablation, "open_encoder", lambda _name: reference)
    assert [name for name, _ in variants(origin)][-1] == "eight bits (full precision)"
    encoded = len(reference.texts)
    assert encoded > 0
    list(variants(origin))
    assert len(reference.texts) == encoded  # its index was kept


def test_an_index_without_compounds_takes_over_what_was_encoded(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = Counting(hashing_encoder)
    build_index(tiny_documents, encoder, tmp_path / "store")
    encoder.texts.clear()
    monkeypatch.setattr(ablation, "open_encoder", no_reference)
    for name, _ in variants(Origin(tmp_path / "store", tiny_documents, encoder, tmp_path / "cache")):
        if name in ("compounds", "stems"):
            assert encoder.texts == []
