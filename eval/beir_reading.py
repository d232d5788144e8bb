"""Reads a BEIR folder: corpus.jsonl, queries.jsonl and qrels/test.tsv (else dev.tsv or train.tsv); it writes nothing.

A BEIR set has no answers. Its questions are searches (`eval.question.SEARCH`): judged by which documents are found,
every document of a relevance above zero counting the same. Questions without such a document are left out,
as BEIR does. The corpus is read one line at a time and only ids are kept: it may have millions.
"""

from collections.abc import Iterator
from pathlib import Path

from eval.beir import CORPUS, HEAD, QUERIES
from eval.incoming import FaultKind, Faults, Shelf, lines, objects, text_of
from eval.question import SEARCH, Evidence, GoldQuestion
from eval.words import words

SPLITS = ("test", "dev", "train")
OPENING = 30  # words of a document that stand for it as evidence

Judged = dict[str, dict[str, str]]  # question -> document -> where that is said
Shelved = dict[str, tuple[str, str]]  # document -> its file and its opening


def is_beir(path: Path) -> bool:
    return path.is_dir() and (path / CORPUS).exists()


def read_beir(path: Path, shelf: Shelf, faults: Faults) -> Iterator[GoldQuestion | str]:
    judged = _judged(_qrels_of(path), faults)
    wanted = {document for documents in judged.values() for document in documents}
    shelved = _shelve(path / CORPUS, wanted, shelf, faults)
    asked = set()
    for id, question in _queries(path / QUERIES, faults):
        if id in judged:
            asked.add(id)
            evidence = tuple(_evidence(judged[id], shelved, faults))
            yield GoldQuestion(id, question, (), SEARCH, True, (), (), evidence, "") if evidence else id
    for id in judged.keys() - asked:
        faults.add(FaultKind.UNKNOWN_QUESTION, next(iter(judged[id].values())), id)


def _qrels_of(path: Path) -> Path:
    files = [path / "qrels" / f"{split}.tsv" for split in SPLITS]
    return next((file for file in files if file.exists()), files[0])


def _judged(file: Path, faults: Faults) -> Judged:
    found: Judged = {}
    for number, (where, line) in enumerate(lines(file, faults)):
        cells = line.rstrip("\r\n").split("\t")
        if number == 0 and cells[0] == HEAD[0]:
            continue
        if len(cells) != len(HEAD):
            faults.add(FaultKind.COLUMNS, where)
            continue
        try:
            relevant = float(cells[2]) > 0
        except ValueError:
            faults.add(FaultKind.SCORE, where, cells[2])
            continue
        if relevant:
            found.setdefault(cells[0], {})[cells[1]] = where
    return found


def _shelve(file: Path, wanted: set[str], shelf: Shelf, faults: Faults) -> Shelved:
    """Every document in its file; of those that answer a question, what they are called there."""
    seen: set[str] = set()
    shelved: Shelved = {}
    for where, line in objects(file, faults):
        id, text = text_of(line, "_id", where, faults), text_of(line, "text", where, faults, otherwise="")
        title = text_of(line, "title", where, faults, otherwise="")
        if id is None or text is None or title is None:
            continue
        if id in seen:
            faults.add(FaultKind.SAME_ID, where, id)
            continue
        seen.add(id)
        name = shelf.add(id, title, text)
        if id in wanted:
            shelved[id] = name, _opening(text if words(text) else title)
    return shelved


def _queries(file: Path, faults: Faults) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for where, line in objects(file, faults):
        id, question = text_of(line, "_id", where, faults), text_of(line, "text", where, faults)
        if id is None or question is None:
            continue
        if id in seen:
            faults.add(FaultKind.SAME_ID, where, id)
        else:
            seen.add(id)
            yield id, question


def _evidence(judged: dict[str, str], shelved: Shelved, faults: Faults) -> Iterator[Evidence]:
    """Nothing of a document without any text: nobody can find that."""
    for document, where in judged.items():
        if document not in shelved:
            faults.add(FaultKind.UNKNOWN_DOCUMENT, where, document)
        elif shelved[document][0]:
            yield Evidence(*shelved[document])


def _opening(text: str) -> str:
    return " ".join(text.split()[:OPENING])
