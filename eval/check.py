"""Is the gold itself sound? Every flaw at once; it does not know any answer but the reference answers."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from eval.alike import alike, same_words
from eval.flaws import Flaw, FlawKind, GoldError
from eval.load import Placed, read_gold
from eval.question import DEVELOP, SEARCH, UNTOUCHED, GoldQuestion
from eval.words import fold, runs, stands_in, words
from ingest import Document

TYPES = (
    "feit", "voorstel", "standpunt", "lijst", "vergelijking", "definitie", "referentie", "spreektaal", "vervolg",
    "onbeantwoordbaar", SEARCH,
)  # fmt: skip
FOLLOW_UP, UNANSWERABLE = "vervolg", "onbeantwoordbaar"
SPLITS = (DEVELOP, UNTOUCHED)
COPIED = 6  # a question that shares a run of so many words with its evidence was copied from it
LONG = 40  # words of a quote; six of the first 790 questions have a longer one


def check_file(path: Path, documents: Mapping[str, Document]) -> tuple[Flaw, ...]:
    """Every flaw of a gold file or folder, with its place: of lines that cannot be read and of all the others."""
    try:
        placed, flaws = read_gold(path, documents)
    except GoldError as error:
        return error.flaws
    return tuple(sorted((*flaws, *check_placed(placed, documents)), key=_line))


def check_gold(gold: Sequence[GoldQuestion], documents: Mapping[str, Document]) -> tuple[Flaw, ...]:
    """The same for questions that come from no file; () if they are sound."""
    return check_placed([Placed("", question) for question in gold], documents)


def check_placed(placed: Sequence[Placed], documents: Mapping[str, Document]) -> tuple[Flaw, ...]:
    texts = {document.source: document.text for document in documents.values()}
    single = (
        replace(flaw, where=one.where, id=one.question.id) for one in placed for flaw in _flaws(one.question, texts)
    )
    return (*single, *_repeated_ids(placed), *_twins(placed))


def check_new(question: GoldQuestion, gold: Sequence[Placed], documents: Mapping[str, Document]) -> tuple[Flaw, ...]:
    """The flaws of one question that is about to join others."""
    texts = {document.source: document.text for document in documents.values()}
    single = (replace(flaw, id=question.id) for flaw in _flaws(question, texts))
    together = (*gold, Placed("", question))
    return (*single, *_repeated_ids(together), *_twins(together, only_last=True))


def drawn_split(question: GoldQuestion) -> str:
    """One in three is untouched; the words of the question draw it, so nobody chooses and nobody draws again."""
    said = " ".join(words(" ".join([*(content for _, content in question.history), question.question])))
    return UNTOUCHED if int(hashlib.sha256(said.encode()).hexdigest(), 16) % 3 == 0 else DEVELOP


def _line(flaw: Flaw) -> tuple[str, int]:
    """As one reads the files: 'a.jsonl:10' comes after 'a.jsonl:9'."""
    file, _, number = flaw.where.rpartition(":")
    return file, int(number or 0)


def _flaws(question: GoldQuestion, texts: Mapping[str, str]) -> Iterator[Flaw]:
    yield from _form_flaws(question)
    yield from _key_fact_flaws(question)
    yield from _string_flaws(question)
    yield from _evidence_flaws(question, texts)


def _form_flaws(question: GoldQuestion) -> Iterator[Flaw]:
    if not question.id.strip():
        yield Flaw(FlawKind.NO_ID)
    if question.type not in TYPES:
        yield Flaw(FlawKind.TYPE, (question.type,))
    if question.split not in SPLITS:
        yield Flaw(FlawKind.SPLIT, (question.split,))
    if question.answerable == (question.type == UNANSWERABLE):
        yield Flaw(FlawKind.ANSWERABLE)
    if (question.type == FOLLOW_UP) != bool(question.history):
        yield Flaw(FlawKind.HISTORY)
    if question.near_miss and question.answerable:
        yield Flaw(FlawKind.NEAR_MISS)
    for role in sorted({role for role, _ in question.history} - {"user", "assistant"}):
        yield Flaw(FlawKind.ROLE, (role,))
    if not question.question.strip():
        yield Flaw(FlawKind.NO_QUESTION)


def _key_fact_flaws(question: GoldQuestion) -> Iterator[Flaw]:
    answered = question.answerable and question.type != SEARCH
    if answered and not all([question.key_facts, *question.key_facts]):
        yield Flaw(FlawKind.NO_KEY_FACTS)
    if not question.answerable and question.key_facts:
        yield Flaw(FlawKind.KEY_FACTS)
    if answered and not question.reference_answer.strip():
        yield Flaw(FlawKind.NO_REFERENCE)
    reference = fold(question.reference_answer)
    for group in question.key_facts if reference else ():
        if group and not _any_in(group, reference):
            yield Flaw(FlawKind.REFERENCE_LACKS, group)


def _string_flaws(question: GoldQuestion) -> Iterator[Flaw]:
    """Strings where they may not be: who repeats the evidence must be right, who repeats the question need not be."""
    asked, reference = fold(question.question), fold(question.reference_answer)
    for group in question.key_facts:
        if echoed := [fact for fact in group if fold(fact) in asked]:
            yield Flaw(FlawKind.ECHO, tuple(echoed))
    for string in question.forbidden:
        if fold(string) in reference:
            yield Flaw(FlawKind.REFERENCE_FORBIDDEN, (string,))
        for evidence in question.evidence if question.answerable else ():
            if fold(string) in fold(evidence.quote):
                yield Flaw(FlawKind.EVIDENCE_FORBIDDEN, (string, evidence.quote))


def _any_in(strings: Sequence[str], folded: str) -> bool:
    return any(fold(string) in folded for string in strings)


def _evidence_flaws(question: GoldQuestion, texts: Mapping[str, str]) -> Iterator[Flaw]:
    if question.answerable and all(evidence.alternative for evidence in question.evidence):
        yield Flaw(FlawKind.NO_EVIDENCE)
    for evidence in question.evidence:
        quoted = words(evidence.quote)
        if evidence.document not in texts:
            yield Flaw(FlawKind.UNKNOWN_DOCUMENT, (evidence.document, *sorted(texts)))
        elif not quoted or not stands_in(evidence.quote, texts[evidence.document]):
            yield Flaw(FlawKind.NOT_IN_DOCUMENT, (evidence.document, evidence.quote))
        elif len(quoted) > LONG:
            yield Flaw(FlawKind.LONG_QUOTE, (str(len(quoted)), evidence.quote))
        if copied := runs(words(question.question), COPIED) & runs(quoted, COPIED):
            yield Flaw(FlawKind.COPIED, (" ".join(min(copied)),))


def _repeated_ids(placed: Sequence[Placed]) -> Iterator[Flaw]:
    seen: dict[str, Placed] = {}
    for one in placed:
        first = seen.setdefault(one.question.id, one)
        if first is not one:
            yield Flaw(FlawKind.SAME_ID, (first.where, first.question.question), one.where, one.question.id)


def _twins(placed: Sequence[Placed], *, only_last: bool = False) -> Iterator[Flaw]:
    """The later question of each pair that is the same, or nearly."""
    for earlier, later in alike([one.question for one in placed], only_last=only_last):
        yield _twin(placed[later], placed[earlier])


def _twin(later: Placed, earlier: Placed) -> Flaw:
    kind = FlawKind.SAME_QUESTION if same_words(later.question, earlier.question) else FlawKind.ALIKE
    about = (earlier.where, earlier.question.id, earlier.question.question)
    return Flaw(kind, about, later.where, later.question.id)
