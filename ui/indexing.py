"""What became of every file of an index run, and how that is told; it does not know how files are read or indexed."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from ingest import Document, Root, UnreadableDocument, missing, read_documents
from ui import texts

_READING = "reading.json"
_MANY = 20  # files with the same trouble are named one by one up to this
_NAMED = 5  # of more, so many are named

Found = Document | UnreadableDocument
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Intake:
    """The files of one run."""

    documents: tuple[Document, ...]  # that belong in the index
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]  # cannot be read now; what was read before stays
    unread: tuple[UnreadableDocument, ...]

    @property
    def read(self) -> int:
        return len(self.new) + len(self.changed) + len(self.unchanged)


def take_in(folders: Sequence[Path | Root], known: Mapping[str, Document], progress: Progress) -> Intake:
    """Read what is new or changed; raises what `read_documents` raises."""

    def show(_name: str, done: int, total: int) -> None:
        progress(texts.READING, done, total)

    return sort_out(list(read_documents(folders, known, progress=show)), tuple(known.values()))


def sort_out(found: Sequence[Found], before: Sequence[Document]) -> Intake:
    """What is new, changed or gone, beside the documents that are in the index.

    A file that cannot be read now, locked by another program or half copied, keeps the place that it has: only a file
    that is gone leaves the index. The same holds for all files of a folder that cannot be opened.
    """
    ids = {document.source: document.id for document in before}
    read = [one for one in found if isinstance(one, Document)]
    unread = tuple(one for one in found if isinstance(one, UnreadableDocument))
    names = {document.source for document in read}
    kept = _kept([document for document in before if document.source not in names], unread)
    staying = [document.source for documents in kept.values() for document in documents]
    there = names.union(staying)
    return Intake(
        tuple(one for each in found for one in ([each] if isinstance(each, Document) else kept.get(each.source, ()))),
        tuple(one.source for one in read if one.source not in ids),
        tuple(one.source for one in read if ids.get(one.source, one.id) != one.id),
        tuple(one.source for one in read if ids.get(one.source) == one.id),
        tuple(name for name in ids if name not in there),
        tuple(staying),
        unread,
    )


def _kept(before: Iterable[Document], unread: Iterable[UnreadableDocument]) -> dict[str, list[Document]]:
    """Earlier documents by the name of the file, or of the folder above it, that cannot be read now."""
    refused = {one.source for one in unread if not one.empty}
    kept: dict[str, list[Document]] = {}
    for document in before:
        path = PurePosixPath(document.source)
        above = next((name for name in (document.source, *map(str, path.parents)) if name in refused), None)
        if above is not None:
            kept.setdefault(above, []).append(document)
    return kept


@dataclass(frozen=True, slots=True)
class Reading:
    """What is kept of a run for whoever looks later: the documents themselves say the rest."""

    made: str = ""  # date and time; "": there was none
    counts: tuple[tuple[str, int], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # file, and the sentence that says why and what to do


def save_reading(intake: Intake, folder: Path) -> None:
    """Beside the index, in one step."""
    row = {
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "counts": [list(pair) for pair in _counts(intake)],
        "unread": [_refusal(one, intake.kept)[:2] for one in intake.unread],
    }
    temporary = folder / f".{_READING}"
    temporary.write_text(json.dumps(row, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(folder / _READING)


def read_reading(folder: Path) -> Reading:
    """Of the last run; an empty one where none is known."""
    try:
        row = json.loads((folder / _READING).read_text(encoding="utf-8"))
        counts = tuple((str(name), int(count)) for name, count in row["counts"])
        return Reading(str(row["made"]), counts, tuple((str(name), str(why)) for name, why in row["unread"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Reading()


def report(intake: Intake) -> str:
    """A table of counts, then the files that need a look."""
    remarks = [(one.source, f"{one.source}: {remark}", remark) for one in intake.documents for remark in one.remarks]
    absent = [(one.source, missing(one)) for one in intake.documents]
    lists = (
        (texts.INDEX_SKIPPED, [_refusal(one, intake.kept) for one in intake.unread]),
        (texts.INDEX_REMARKS, remarks),
        (texts.INDEX_MISSING, [_absent(name, fields) for name, fields in absent if fields]),
    )
    return "\n".join([*_table(intake), *(line for heading, rows in lists if rows for line in _listed(heading, rows))])


def _counts(intake: Intake) -> Sequence[tuple[str, int]]:
    return (
        (texts.INDEX_NEW, len(intake.new)),
        (texts.INDEX_CHANGED, len(intake.changed)),
        (texts.INDEX_UNCHANGED, len(intake.unchanged)),
        (texts.INDEX_REMOVED, len(intake.removed)),
        (texts.INDEX_KEPT, len(intake.kept)),
        (texts.INDEX_UNREAD, len(intake.unread)),
    )


def _table(intake: Intake) -> Iterable[str]:
    shown = [(name, texts.number(count)) for name, count in _counts(intake) if count]
    width = max((len(name) for name, _count in shown), default=0)
    return (f"{name:<{width}}  {count:>7}" for name, count in shown)


def _refusal(one: UnreadableDocument, kept: Sequence[str]) -> tuple[str, str, str]:
    stays = any(name == one.source or name.startswith(f"{one.source}/") for name in kept)
    sentence = f"{one} {texts.INDEX_STAYS}" if stays else str(one)
    return one.source, sentence, sentence.replace(one.source, "")


def _absent(name: str, fields: Sequence[str]) -> tuple[str, str, str]:
    words = ", ".join(texts.FIELDS.get(field, field) for field in fields)
    return name, f"{name}: {words}", words


def _listed(heading: str, rows: Sequence[tuple[str, str, str]]) -> Iterable[str]:
    """Every row (file, sentence, trouble) below a heading; of a trouble that many files have only the first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, sentence, trouble in rows:
        groups.setdefault(trouble, []).append((name, sentence))
    yield from ("", heading)
    for group in groups.values():
        if len(group) <= _MANY:
            yield from (f"  {sentence}" for _name, sentence in group)
        else:
            others = [name for name, _sentence in group[1:]]
            yield from (f"  {group[0][1]}", f"    {texts.same_for(others[:_NAMED], len(others))}")
