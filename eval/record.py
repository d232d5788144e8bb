"""A run as a JSON file, with all that is needed to repeat it, and back; it does not know other runs."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn  # JSON, before it is a type

from eval.attribution import Fault, FaultKind
from eval.flaws import RunError, Trouble
from eval.judge import Outcome
from eval.load import gold_line, read_question
from eval.measures import Scores, answer_text
from eval.question import GoldQuestion
from eval.reliability import answered, brier, curve, predicted, reliability
from eval.summary import Figure, by_document, by_split, by_type, figures
from ingest import Document
from qa import Answer, number_citations

RUNS = Path(__file__).parent / "runs"
PACKAGES = ("bronwijzer", "faiss-cpu", "numpy", "sentence-transformers", "tantivy", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Quoted:
    document: str  # Document.id
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as a file holds it: its words, what it cites, and which passages it rests on."""

    text: str
    reason: str  # why it was refused; "" where it was not
    chance: float | None
    cited: tuple[Quoted, ...]
    writer: str = ""
    standalone: str = ""  # the question as it was read, where that differs
    passages: tuple[str, ...] = ()  # Passage.id, best first


@dataclass(frozen=True, slots=True)
class Run:
    name: str
    about: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]  # without their answers
    told: tuple[Told | None, ...] = ()  # those answers, in the same order; None where asking failed
    measured: frozenset[str] = frozenset()  # the fields of Scores that the file holds: an older run has fewer


def save_run(outcomes: Sequence[Outcome], settings: Mapping[str, Any] | None = None, to: Path = RUNS) -> Path:
    """Write the run to a .json file, or to <time>-<commit>.json in a folder; the path says where it went.

    `settings` is whatever must be known to run the same again, as JSON values.
    """
    return save_whole(to_json(outcomes, {**surroundings(), "settings": dict(settings or {})}), to)


def save_whole(whole: Mapping[str, Any], to: Path = RUNS) -> Path:
    """The same of what `to_json` or `whole_run` made; what stood there is replaced in one step. Raises RunError."""
    stamp = whole["about"]["made_on"].translate({ord(":"): None, ord("-"): None})[:15]
    file = to if to.suffix == ".json" else to / f"{stamp}-{whole['about']['commit'][:8]}.json"
    aside = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(file)
    except OSError as error:
        raise RunError(str(file), Trouble.UNWRITABLE, error.errno or 0) from error
    return file


def to_json(outcomes: Sequence[Outcome], about: Mapping[str, Any]) -> dict[str, Any]:
    """`about` as it is, the figures overall and by split, type and document, and every question with its answer."""
    return whole_run([outcome_line(outcome) for outcome in outcomes], about)


def whole_run(lines: Sequence[Mapping[str, Any]], about: Mapping[str, Any]) -> dict[str, Any]:
    """The same of questions that were judged and put into lines before."""
    outcomes = tuple(map(_read_outcome, lines))
    return {
        "about": dict(about),
        "figures": _figures(figures(outcomes)),
        "by_split": {name: _figures(figures(group)) for name, group in by_split(outcomes).items()},
        "by_type": {name: _figures(figures(group)) for name, group in by_type(outcomes).items()},
        "by_document": {name: _figures(figures(group)) for name, group in by_document(outcomes).items()},
        "reliability": _reliability(outcomes),
        "questions": [dict(line) for line in lines],
    }


def run_of(whole: Mapping[str, Any], name: str = "") -> Run:
    """What `to_json` or `whole_run` made, as a Run; raises KeyError, TypeError or ValueError of anything else."""
    lines = whole["questions"]
    measured = frozenset(score for line in lines[:1] for score in line["scores"])
    return Run(name, whole["about"], tuple(map(_read_outcome, lines)), tuple(map(_read_answer, lines)), measured)


def gold_mark(gold: Sequence[GoldQuestion]) -> str:
    """Fingerprint of questions: their words, key facts, evidence and all else, in order."""
    return digest([gold_line(question) for question in gold])


def index_mark(documents: Mapping[str, Document], manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What an index was made of, for the record: the same fingerprint, the same passages and vectors."""
    made = {name: manifest.get(name) for name in ("format", "encoder", "dimension", "splitting", "analysis", "code")}
    made |= {name: manifest[name] for name in ("generation",) if name in manifest}  # of an index on servers
    held = sorted(({"source": d.source, "id": d.id, "sha256": d.sha256} for d in documents.values()), key=str)
    return {**made, "documents": held, "fingerprint": digest([made, held])}


def models_mark(names: Iterable[str]) -> str:
    """Of the files of models that stand on this machine: a folder keeps its name when another model is put in it.

    By path, size and time: to read gigabytes takes longer than what they answer. A model without a folder has no files.
    """
    folders = [Path(name.partition(":")[2] or name) for name in names if name]
    files = [file for folder in folders if folder.exists() for file in sorted([folder, *folder.rglob("*")])]
    return digest([(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files if f.is_file()])


def digest(value: Any) -> str:
    """Of a JSON value."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_run(path: Path) -> Run:
    """The run that `save_run` wrote; raises RunError."""
    try:
        saved = plain_json(path.read_text(encoding="utf-8"))
        if isinstance(saved, dict) and "measures" in saved:
            raise RunError(str(path), Trouble.BASELINE)
        return run_of(saved, path.name)
    except RunError:
        raise
    except OSError as error:
        raise RunError(str(path), Trouble.UNREADABLE, error.errno or 0) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RunError(str(path), Trouble.NO_RUN) from error


def plain_json(text: str) -> Any:
    """JSON as it is defined; raises ValueError. Python reads NaN too, which is neither more nor less than a figure."""
    return json.loads(text, parse_constant=_no_figure)


def _no_figure(name: str) -> NoReturn:
    raise ValueError(name)


def surroundings() -> dict[str, Any]:
    """When, from which commit, with which versions and on which machine."""
    return {
        "made_on": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "HEAD") or "unknown",
        "changed_since_commit": bool(_git("status", "--porcelain", "--untracked-files=no")),
        "code": _code(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "machine": {"system": platform.platform(), "cores": os.cpu_count()},
    }


def _code() -> str:
    """Digest of the program itself: a commit does not tell of what was changed since, and is not installed along."""
    root = Path(__file__).parent.parent
    files = (file for folder in ("ingest", "index", "qa", "eval") for file in sorted((root / folder).glob("*.*")))
    texts = [(f.name, f.read_bytes().hex()) for f in files if f.suffix in (".py", ".toml")]
    return digest(texts)


def _git(*arguments: str) -> str:
    """What git says of this folder; "" where there is no git or no repository."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _figures(found: Sequence[Figure]) -> dict[str, Any]:
    return {f.name: {"value": f.value, "low": f.low, "high": f.high, "n": f.n} for f in found}


def _reliability(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    chances, right = predicted(outcomes)
    return {
        "brier": brier(chances, right),
        "bins": [asdict(one) for one in reliability(chances, right)],
        "curve": [{"coverage": coverage, "risk": risk} for coverage, risk in curve(*answered(outcomes))],
    }


def outcome_line(outcome: Outcome) -> dict[str, Any]:
    """One question of a run, with what was answered."""
    return {
        "gold": gold_line(outcome.gold),
        "seconds": outcome.seconds,
        "scores": asdict(outcome.scores),
        "error": outcome.error,
        "timed_out": outcome.timed_out,
        "answer": _answer(outcome.answer) if outcome.answer else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer_text(answer),
        "reason": answer.reason,
        "chance": answer.chance,
        "sure": answer.sure,
        "standalone": answer.standalone,
        "writer": answer.writer,
        "citations": [asdict(citation) for citation in number_citations(answer)],
        "passages": [{"id": hit.passage.id, "score": float(hit.score)} for hit in answer.hits],
    }


def _read_outcome(line: Mapping[str, Any]) -> Outcome:
    """One question of a run; what an older run did not measure is None."""
    scores = _scores({"chance": (line["answer"] or {}).get("chance"), **line["scores"]})
    timed_out = line.get("timed_out", False)
    return Outcome(read_question(line["gold"]), None, float(line["seconds"]), scores, line["error"], timed_out)


def _scores(line: Mapping[str, Any]) -> Scores:
    faults = (Fault(FaultKind(one["kind"]), one["what"]) for one in line.get("faults", ()))
    return Scores(**{**line, "faults": tuple(faults)})


def _read_answer(line: Mapping[str, Any]) -> Told | None:
    answer = line["answer"]
    if answer is None:
        return None
    cited = tuple(Quoted(c["document_id"], c["quote"], int(c["start"]), int(c["end"])) for c in answer["citations"])
    chance, writer, standalone = (answer.get(name) for name in ("chance", "writer", "standalone"))
    passages = tuple(str(passage["id"]) for passage in answer["passages"])
    return Told(answer["text"], answer["reason"] or "", chance, cited, writer or "", standalone or "", passages)
