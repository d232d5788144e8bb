"""What many tests need: an encoder without a model, small Dutch documents, and indexes of the real corpus."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index import Encoder, Index, build_index, open_encoder
from ingest import Document, UnreadableDocument, read_documents

pytest_plugins = ["tests.browsing", "tests.postgres"]

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "ingest" / "corpus"
CACHE = ROOT / ".cache"  # kept between runs: converting the model and encoding the corpus take half a minute

TINY_SOURCES = """
["vereniging.txt"]
title = "Voorstellen van de vereniging"
publisher = "Vereniging van Gemeenten"
speaker = "de Vereniging van Gemeenten"
aliases = ["vvg", "de vereniging"]
kind = "beleidsvoorstellen"
date = "2024"
language = "nl"

["vakbond.txt"]
title = "Memorandum van de vakbond"
publisher = "Vakbond"
speaker = "de vakbond"
aliases = ["vakbond", "bond"]
kind = "memorandum"
date = "2024"
language = "nl"
"""
TINY_TEXTS = {
    "vereniging.txt": """Kinderarmoede

De strijd tegen kinderarmoede vraagt een gezamenlijke aanpak. In 2023 leefde 7,8% van de kinderen in armoede.

Concrete voorstellen
- Maak van de zomerscholen een structureel aanbod met bijhorende financiering.
- Geef elk OCMW toegang tot de Kruispuntbank van de Sociale Zekerheid (KSZ).

Opvang

Lokale besturen vangen verzoekers om internationale bescherming op. De wachtlijst voor een plaats groeit.
""",
    "vakbond.txt": """Wonen

Elke gemeente streeft naar minstens 15% sociale woningen. Er staan 175.000 gezinnen op een wachtlijst.

Zorg

Schaf de onderhoudsplicht af. Kinderen betalen nu mee voor het woonzorgcentrum van hun ouders.
""",
}


@dataclass(frozen=True, slots=True)
class HashingEncoder:
    """Every word adds one to a dimension of its own: texts with the same words are near, the rest is not."""

    name: str = "hashing"
    dimension: int = 128

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:  # noqa: ARG002 - the seam has it
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, self._dimension_of(word.strip(".,;:?!()"))] += 1
            vectors[row] /= np.linalg.norm(vectors[row]) or 1
        return vectors

    def _dimension_of(self, word: str) -> int:
        return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) % self.dimension


def read_all(folder: Path) -> tuple[Document, ...]:
    found = tuple(read_documents(folder))
    assert not any(isinstance(one, UnreadableDocument) for one in found)
    return tuple(one for one in found if isinstance(one, Document))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests last: while their browser is open, its event loop holds the thread that all tests run on."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def hashing_encoder() -> Encoder:
    return HashingEncoder()


@pytest.fixture(scope="session")
def tiny_documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, ...]:
    """Two small documents by two publishers."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "sources.toml").write_text(TINY_SOURCES, encoding="utf-8")
    for name, text in TINY_TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_all(folder)


@pytest.fixture(scope="session")
def corpus_documents() -> tuple[Document, ...]:
    return read_all(CORPUS)


@pytest.fixture(scope="session")
def tiny_index(
    tiny_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Index:
    return build_index(tiny_documents, hashing_encoder, tmp_path_factory.mktemp("tiny") / "index")


@pytest.fixture(scope="session")
def corpus_index(
    corpus_documents: tuple[Document, ...], hashing_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Index:
    """The real corpus with the hashing encoder: words are found, meaning is not."""
    return build_index(corpus_documents, hashing_encoder, tmp_path_factory.mktemp("corpus") / "index")


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    return open_encoder(cache=CACHE / "bronwijzer")


@pytest.fixture(scope="session")
def reference() -> Encoder:
    """The built-in model in full precision, by torch."""
    return open_encoder("reference", cache=CACHE / "bronwijzer")


@pytest.fixture(scope="session")
def real_index(corpus_documents: tuple[Document, ...], real_encoder: Encoder) -> Index:
    """The real corpus with the real encoder, built again only when one of them changed."""
    return build_index(corpus_documents, real_encoder, CACHE / "index-of-the-corpus")
