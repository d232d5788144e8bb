"""Is the gold itself sound? Every fault at once; it does not know any answer but the reference answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from eval.load import GoldError, load_gold
from eval.question import DEVELOP, UNTOUCHED, GoldQuestion
from eval.words import fold, runs, stands_in, words
from ingest import Document

TYPES = (
    "feit", "voorstel", "standpunt", "lijst", "vergelijking", "definitie", "referentie", "spreektaal", "vervolg",
    "onbeantwoordbaar",
)  # fmt: skip
SPLITS = (DEVELOP, UNTOUCHED)
COPIED = 6  # a question that shares a run of so many words with its evidence was copied from it


def check_file(path: Path, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Every fault of a gold file or folder: of its lines if it cannot be read, else of its questions."""
    try:
        return check_gold(load_gold(path, documents), documents)
    except GoldError as error:
        return tuple(str(error).splitlines())


def check_gold(gold: Sequence[GoldQuestion], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Every fault of these questions, as 'id: what is wrong'; () if they are sound."""
    texts = {document.source: document.text for document in documents.values()}
    single = (f"{question.id}: {fault}" for question in gold for fault in _faults(question, texts))
    return (*single, *_duplicates(gold))


def _faults(question: GoldQuestion, texts: Mapping[str, str]) -> Iterator[str]:
    yield from _form_faults(question)
    yield from _key_fact_faults(question)
    yield from _evidence_faults(question, texts)


def _form_faults(question: GoldQuestion) -> Iterator[str]:
    if question.type not in TYPES:
        yield f"unknown type '{question.type}'; choose one of {', '.join(TYPES)}"
    if question.split not in SPLITS:
        yield f"unknown split '{question.split}'; choose one of {', '.join(SPLITS)}"
    if question.answerable == (question.type == "onbeantwoordbaar"):
        yield "type and answerable contradict each other"
    if (question.type == "vervolg") != bool(question.history):
        yield "a follow-up (vervolg) has a history, and only a follow-up has one"
    if question.near_miss and question.answerable:
        yield "a near miss cannot be answered; drop the mark, or change 'answerable'"
    if any(role not in ("user", "assistant") for role, _ in question.history):
        yield "a turn of the history is by 'user' or 'assistant'"
    if not question.question.strip():
        yield "the question is empty"


def _key_fact_faults(question: GoldQuestion) -> Iterator[str]:
    if question.answerable and not all([question.key_facts, *question.key_facts]):
        yield "no key facts, or an empty group of them: nobody can tell a right answer"
    if not question.answerable and question.key_facts:
        yield "key facts of an unanswerable question"
    reference = fold(question.reference_answer)
    for group in question.key_facts if reference else ():
        if not any(fold(fact) in reference for fact in group):
            yield f"the reference answer holds none of {', '.join(group)}"
    for string in question.forbidden:
        if fold(string) in reference:
            yield f"the reference answer holds the forbidden '{string}'"
    if question.answerable and not reference:
        yield "no reference answer"


def _evidence_faults(question: GoldQuestion, texts: Mapping[str, str]) -> Iterator[str]:
    if question.answerable and all(evidence.alternative for evidence in question.evidence):
        yield "no required evidence: add a quote that is not an alternative"
    for evidence in question.evidence:
        if evidence.document not in texts:
            yield f"unknown document '{evidence.document}'; the corpus holds {', '.join(sorted(texts))}"
        elif not words(evidence.quote) or not stands_in(evidence.quote, texts[evidence.document]):
            yield f"not in {evidence.document}: “{evidence.quote}”"
        if copied := runs(words(question.question), COPIED) & runs(words(evidence.quote), COPIED):
            yield f"the question copies its evidence (“{' '.join(min(copied))}”); ask it in a reader's own words"


def _duplicates(gold: Sequence[GoldQuestion]) -> Iterator[str]:
    for first, second in _twins(gold, lambda question: question.id):
        yield f"{second.id}: the id is used twice, for “{first.question}” and “{second.question}”"
    for first, second in _twins(gold, lambda question: (words(question.question), question.history)):
        yield f"{second.id}: the same question as {first.id}"


def _twins(
    gold: Sequence[GoldQuestion], key: Callable[[GoldQuestion], object]
) -> Iterator[tuple[GoldQuestion, GoldQuestion]]:
    """Each question whose key was seen before, behind the one that had it first."""
    seen: dict[object, GoldQuestion] = {}
    for question in gold:
        first = seen.setdefault(key(question), question)
        if first is not question:
            yield first, question
