"""One run of `bronwijzer eval`: asks what is left to ask, keeps each outcome at once, and puts the whole together.

It does not know what the command line gave or how figures are shown.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import texts_eval as texts
from ui.settings import EXTRACTIVE, Settings, manifest_of

if TYPE_CHECKING:
    from eval import GoldQuestion, Part
    from ingest import Document
    from qa import Assistant
    from ui.terminal import Step

_OPENING = Path(__file__).with_name("settings.py")  # it puts the assistant together
_LIMIT = 60.0  # seconds for a question without a language model; it takes 0.05


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is asked, of whom, and where it goes."""

    gold: "Sequence[GoldQuestion]"
    path: Path  # where the gold was read
    types: str
    split: str
    settings: Settings
    to: Path  # a .json file or a folder


def opened(one: Evaluation, documents: "Mapping[str, Document]", *, anew: bool) -> "AbstractContextManager[Part]":
    """A place for the outcomes, with those of an earlier go of the same command that may be used."""
    from eval import gold_mark, index_mark, models_mark, part, part_file, surroundings

    about, index = surroundings(), index_mark(documents, manifest_of(one.settings.place))
    asked = {"gold": str(one.path.resolve()), "types": one.types, "split": one.split, **_settings(one.settings)}
    named = {name: str(asked[name]) for name in ("gold", "types", "split")}
    made_of = {
        "gold": gold_mark(one.gold),
        "commit": about["commit"],
        "code": about["code"],
        "index": index["fingerprint"],
        "packages": f"{about['python']} {about['packages']}",
        "models": models_mark([one.settings.encoder, one.settings.reranker, one.settings.writer, one.settings.nli]),
        "opening": hashlib.sha256(_OPENING.read_bytes()).hexdigest(),
        "limit": str(_limit(one.settings)),
        **{f"setting {name}": str(value) for name, value in _settings(one.settings).items()},
    }
    return part(part_file(one.to, named), made_of, anew=anew)


def ask_all(one: Evaluation, assistant: "Assistant", part: "Part", progress: "Step") -> dict[str, Any]:
    """Asks what was not asked before; gives the whole run as it is saved."""
    from eval import judging, outcome_line, surroundings, whole_run
    from qa import open_entailment

    documents, total, where = assistant.index.documents, len(one.gold), surroundings()
    left = [question for question in one.gold if not part.judged(question)]
    entailment = open_entailment(one.settings.nli) if one.settings.nli else None
    progress(texts.ASKING, total - len(left), total)
    judged = judging(left, assistant.ask, documents, limit=_limit(one.settings), entailment=entailment)
    for done, outcome in enumerate(judged, total - len(left) + 1):
        part.keep(outcome_line(outcome))
        progress(texts.ASKING, done, total)
    lines = [line for question in one.gold if (line := part.judged(question))]
    return whole_run(lines, {**where, **_about(one, documents, part)})


def _about(one: Evaluation, documents: "Mapping[str, Document]", part: "Part") -> dict[str, Any]:
    """All that is needed to do the same again, and no secret."""
    from eval import GOLD, gold_mark, index_mark

    path = "eval/gold" if one.path == GOLD else str(one.path)
    chosen = {"gold": path, "types": one.types, "split": one.split}
    return {
        "settings": {**_settings(one.settings), **chosen},
        "gold": {"path": path, "questions": len(one.gold), "fingerprint": gold_mark(one.gold)},
        "index": index_mark(documents, manifest_of(one.settings.place)),
        "seconds": round(part.elapsed, 1),
        "judged_before": part.before,
    }


def _settings(settings: Settings) -> dict[str, Any]:
    """What an answer depends on."""
    return {
        "encoder": settings.encoder,
        "reranker": settings.reranker,
        "writer": _without_password(settings.writer),
        "writer_seconds": settings.writer_seconds,
        "consent": settings.consent,
        "nli": settings.nli,
        "words": str(settings.words or ""),
        "words_sha256": hashlib.sha256(settings.words.read_bytes()).hexdigest() if settings.words else "",
    }


def _without_password(writer: str) -> str:
    """An address may hold a name and a password before its "@"."""
    kind, scheme, address = writer.partition("://")
    return f"{kind}{scheme}{address.rpartition('@')[2]}"


def _limit(settings: Settings) -> float:
    """A model gets the time that is set for it and as much again before its question scores zero."""
    return _LIMIT if settings.writer == EXTRACTIVE else _LIMIT + 2 * (settings.writer_seconds or 120)
