"""A model's stream of words becomes drafts: whole sentences, each with the quotes that it says it stands on.

It does not judge them (qa/verify.py does) and does not know which model speaks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from index import Hit, content_words
from qa import phrases
from qa.attribution import mood_of
from qa.best import Evidence, leads
from qa.evidence import Candidate
from qa.extract import quoted
from qa.verify import Draft, Frame, Support

MOST = 8  # sentences; a model that goes on after that has lost its way
_LONGEST = 800  # characters without an end: no sentence
_MARKED = re.compile(r"\[(\d{1,3})\]")
_MARKS = re.compile(r"\[(\d{1,3}(?:\s?,\s?\d{1,3})+)\]")  # [1, 2]
_NEXT = re.compile(r"(?<=[.!?\]])\s+(?=[A-ZÀ-Ý0-9\"'(“‘•–-])|\n+(?!\s*\[)")
_WHOLE = re.compile(r"[.!?][\"'”’)]*\s*$|\]\s*\.?\s*$")
_BULLET = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:bv|bijv|blz|ca|d\.w\.z|dr|drs|incl|max|min|mevr|nl|nr|o\.a|prof|resp|vgl)\.$")


def drafts(pieces: Iterable[str], evidence: Evidence, hits: Sequence[Hit], *, numbers: bool = True) -> Iterator[Draft]:
    """One for each sentence, as soon as it is whole; none where the model sees no answer.

    `numbers`: the model was taught to number what it leans on. One that was not gets the passage nearest its sentence.
    """
    for sentence in islice(sentences(_spoken(pieces)), MOST):
        if phrases.NO_ANSWER in sentence.upper():
            return
        yield _draft(sentence, evidence, hits, numbers)


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences with the [n] behind them; what was cut off never comes, and it ends where one comes back."""
    said: set[str] = set()
    for sentence in _whole(pieces):
        if sentence in said:
            return
        said.add(sentence)
        yield sentence


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    buffer = ""
    for piece in pieces:
        buffer += piece
        *whole, buffer = _split(buffer)
        yield from filter(None, whole)
        if len(buffer) > _LONGEST:
            return
    if _WHOLE.search(buffer):
        yield buffer.strip()


def _split(text: str) -> list[str]:
    """Sentences; what follows an abbreviation goes on."""
    parts: list[str] = []
    for part in _NEXT.split(text):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [*(part.strip() for part in parts[:-1]), parts[-1]]


def _spoken(pieces: Iterable[str]) -> Iterator[str]:
    """Without what a model that thinks aloud first says to itself."""
    thinking, kept = True, ""
    for piece in pieces:
        if not thinking:
            yield piece
            continue
        kept += piece
        start = kept.lstrip()
        if "</think>" in kept:
            thinking, kept = False, kept.split("</think>", 1)[1]
            yield kept
        elif start and not start.startswith("<think>"[: len(start)]):
            thinking = False
            yield kept
    if thinking and "<think>" not in kept:
        yield kept


def _draft(written: str, evidence: Evidence, hits: Sequence[Hit], numbers: bool) -> Draft:
    """The sentence on the stretch of each passage that it numbers; a sentence without a number stands on nothing."""
    apart = _MARKS.sub(lambda marks: "".join(f"[{n.strip()}]" for n in marks[1].split(",")), written)
    given = tuple(dict.fromkeys(int(n) for n in _MARKED.findall(apart)))
    sentence = _cleaned(apart)
    if not given and not numbers:
        meant = [_meant(sentence, hits, evidence)]
    else:
        meant = [_meant(sentence, hits[n - 1 : n], evidence) if n else None for n in given]
    chosen = tuple(candidate for candidate in meant if candidate is not None)
    told = [quoted((candidate,), evidence) for candidate in chosen]
    instead = tuple(draft for c, drafted in zip(chosen, told, strict=True) if _fits(c, evidence) for draft in drafted)
    voices = {drafted[-1].group for drafted in told}
    if len(voices) != 1 or len(chosen) < len(given):  # a sentence has one voice, and no number of its own making
        return Draft(sentence, (), frame=Frame(), instead=instead)
    support = tuple(Support(c.hit.passage, c.quote) for c in chosen)
    speakers = tuple(dict.fromkeys(name for c in chosen for name in _names(c, evidence)))
    frame = Frame(speakers, wish=any(_wishes(c, evidence) for c in chosen))
    return Draft(sentence, support, voices.pop(), item=True, frame=frame, instead=instead)


def _wishes(candidate: Candidate, evidence: Evidence) -> bool:
    """Does it say what should be, also by its heading or the lead of its list?"""
    document = evidence.documents[candidate.first.document_id]
    return any(mood_of(sentence, document).wishes for sentence in candidate.sentences)


def _names(candidate: Candidate, evidence: Evidence) -> tuple[str, ...]:
    """What whoever is speaking may be called."""
    document = evidence.documents[candidate.first.document_id]
    own = (document.publisher, *document.aliases) if candidate.first.speaker == document.speaker else ()
    return (candidate.first.speaker, *own)


def _cleaned(written: str) -> str:
    """Without numbers, bullets and Markdown."""
    bare = _BULLET.sub("", re.sub(r"[*_#`]+", "", _MARKED.sub("", written)).strip())
    return phrases.capital(re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", bare)).strip())


def _meant(sentence: str, hits: Sequence[Hit], evidence: Evidence) -> Candidate | None:
    """The stretch of these passages that shares most words with a sentence; None if it shares none."""
    words, _ = content_words(sentence)
    ids = {hit.passage.id for hit in hits}
    own = [c for c in evidence.candidates if c.hit.passage.id in ids]
    shared = [(len(words & content_words(c.quote)[0]), c.score, c) for c in own]
    most, _, best = max(shared, key=lambda one: one[:2], default=(0, 0.0, None))
    return best if most else None


def _fits(candidate: Candidate, evidence: Evidence) -> bool:
    """Is it good enough to be quoted where a sentence about it falls?"""
    bar = evidence.policy.clearly_heard * evidence.candidates[0].score
    return candidate.score >= bar and not leads(candidate)
