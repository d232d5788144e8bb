"""A writer with a causal model of `transformers` on this machine: a folder, a hub name or a GGUF file.

Nothing leaves the machine (a hub name is fetched once). It writes the same words every time.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index import Hit
from qa import phrases
from qa.best import Evidence
from qa.drafting import drafts
from qa.errors import WriterUnavailable
from qa.prompt import as_text, messages, shown_hits
from qa.verify import Draft

LENGTH = 220  # tokens of an answer
SECONDS = 120.0  # for a whole answer; what was written by then counts
_FAILURES = (OSError, RuntimeError, ValueError, ImportError, KeyError, TypeError, AttributeError)  # of foreign weights


class LocalWriter:
    """Sentences as the model writes them; threads may share it, and wait for each other. Raises WriterUnavailable."""

    outside = ""

    def __init__(self, model: str, seconds: float = SECONDS) -> None:
        self.model, self.seconds = model, seconds
        self.name = f"transformers:{model}"
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Loads the model now instead of at the first question."""
        try:
            self._opened  # noqa: B018 - a cached property
        except _FAILURES as error:
            raise WriterUnavailable(phrases.MODEL_UNUSABLE.format(model=self.model, reason=error)) from error

    def write(self, evidence: Evidence) -> Iterator[Draft]:
        hits = shown_hits(evidence)
        if not hits:
            return iter(())
        self.prepare()
        taught = bool(self._opened[0].chat_template)
        return drafts(self.said(evidence, hits), evidence, hits, numbers=taught)

    def said(self, evidence: Evidence, hits: Sequence[Hit]) -> Iterator[str]:
        """What the model says, piece by piece."""
        deadline = time.monotonic() + self.seconds
        if not self._lock.acquire(timeout=self.seconds):
            raise WriterUnavailable(phrases.MODEL_BUSY.format(model=self.model))
        try:
            yield from self._generated(self._read(evidence, hits), deadline)
        except _FAILURES as error:
            raise WriterUnavailable(phrases.MODEL_UNUSABLE.format(model=self.model, reason=error)) from error
        finally:
            self._lock.release()

    @cached_property
    def _opened(self) -> tuple[Any, Any]:  # transformers types its models by what is in a file
        """The tokenizer and the model."""
        from transformers import AutoModelForCausalLM, AutoTokenizer

        where, given = _place(self.model)
        tokenizer = AutoTokenizer.from_pretrained(where, **given)
        model = AutoModelForCausalLM.from_pretrained(where, **given, **_fitting())
        return tokenizer, model

    def _read(self, evidence: Evidence, hits: Sequence[Hit]) -> Any:
        """The prompt as numbers, with as many of the best passages as the model can hold."""
        tokenizer, model = self._opened
        room = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 8_192
        for count in range(len(hits), 0, -1):
            prompt = self._prompt(evidence, hits[:count])
            read = tokenizer(prompt, return_tensors="pt", add_special_tokens=not tokenizer.chat_template)
            if read["input_ids"].shape[1] + LENGTH <= room:
                return read.to(model.device)
        raise ValueError("no passage fits")

    def _prompt(self, evidence: Evidence, hits: Sequence[Hit]) -> str:
        tokenizer, _ = self._opened
        talk = messages(evidence, hits)
        if not tokenizer.chat_template:
            return as_text(talk)
        return str(
            tokenizer.apply_chat_template(talk, tokenize=False, add_generation_prompt=True, enable_thinking=False)
        )

    def _generated(self, read: Any, deadline: float) -> Iterator[str]:
        """Words while they are being written in a thread of their own; who stops listening stops the writing."""
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        tokenizer, model = self._opened
        streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
        stop, failed = threading.Event(), list[BaseException]()

        def enough(*_: Any) -> Any:
            import torch

            over = stop.is_set() or time.monotonic() > deadline
            return torch.full((read["input_ids"].shape[0],), over, device=model.device)

        def generate() -> None:
            try:
                model.generate(
                    **read,
                    streamer=streamer,
                    max_new_tokens=LENGTH,
                    do_sample=False,
                    stopping_criteria=StoppingCriteriaList([enough]),
                    pad_token_id=tokenizer.pad_token_id or tokenizer.eos_token_id,
                )
            except _FAILURES as error:
                failed.append(error)
            finally:
                streamer.end()  # type: ignore[no-untyped-call]

        thread = threading.Thread(target=generate, daemon=True)
        thread.start()
        try:
            yield from _until_it_talks_to_itself(streamer)
        finally:
            stop.set()
            thread.join()
        if failed:
            raise failed[0]


def _until_it_talks_to_itself(pieces: Iterable[str]) -> Iterator[str]:
    """What a model says before it begins to ask itself questions. (transformers' own stop strings want a tokenizer
    that writes spaces its own way, and fail with others.)"""
    said = ""
    for piece in pieces:
        said += piece
        if any(end in said for end in phrases.PROMPT_ENDS):
            return
        yield piece


def _place(model: str) -> tuple[str, dict[str, Any]]:
    """Where the weights are, and what transformers needs to know of a GGUF file."""
    path = Path(model).expanduser()
    if path.suffix == ".gguf" and path.is_file():
        return str(path.parent), {"gguf_file": path.name}
    if path.is_dir():
        return str(path), {"local_files_only": True}
    return model, {}


def _fitting() -> dict[str, Any]:
    """In four bits on a GPU where bitsandbytes is installed, else as the GPU likes it; on a processor in float32.

    On two cores with AVX-512 float32 was twice as fast as bfloat16.
    """
    import torch

    if not torch.cuda.is_available():
        return {"dtype": torch.float32}
    if find_spec("bitsandbytes") is None:
        return {"dtype": "auto", "device_map": "auto"}
    from transformers import BitsAndBytesConfig

    four = BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
    )
    return {"quantization_config": four, "device_map": "auto"}
