"""The default writer: answers in sentences of the source, in the shape that the question asks for.

It does not search, weigh or check; what it drafts is verified like any other writer's words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest import BlockKind, Document, Kind
from qa import phrases
from qa.evidence import Candidate, asks, proposes
from qa.policy import Policy
from qa.question import Question, Shape, plain
from qa.values import ValueKind, find_values, nearest, written_date
from qa.verify import Draft, Support

_SOURCE_MARKS = re.compile(r"\s*(?:\[\d+\])+")
_DATED = re.compile(r"^(?:\[\d+\] ?: ?)?\((\d{4}-\d{2}-\d{2})\) ?(.+)$", re.DOTALL)
_LEANS = re.compile(
    r"^(?:dit|dat|deze|die|daarnaast|daarbij|daarom|hierdoor|hiervoor|zo|ook zij|hij|zij|ze|bovendien|maar|want|tegelijk|op die manier)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a writer gets: the question, and the stretches of text that could answer it, best first."""

    question: Question
    candidates: tuple[Candidate, ...]
    documents: Mapping[str, Document]
    policy: Policy


class Extractive:
    """Chooses sentences; adds nothing but who says it."""

    name = "extractive"

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        chosen = choose(evidence)
        return tuple(_draft(candidate, evidence) for candidate in chosen)


def choose(evidence: Evidence) -> tuple[Candidate, ...]:
    """The candidates to quote, in the order of the answer."""
    if not evidence.candidates:
        return ()
    choosers: dict[Shape, Callable[[Evidence], tuple[Candidate, ...]]] = {
        Shape.COMPARISON: _side_by_side,
        Shape.LIST: _list,
        Shape.WHO: _who,
        Shape.REFERENCE: _decisions,
        Shape.PROPOSAL: _proposals,
    }
    return choosers.get(evidence.question.shape, _best)(evidence)


def _best(evidence: Evidence) -> tuple[Candidate, ...]:
    best = evidence.candidates[0]
    near = [c for c in _near(evidence) if c.first.speaker == best.first.speaker]
    return _in_order(near[: evidence.policy.most])


def _near(evidence: Evidence) -> list[Candidate]:
    """The best candidate and those that score hardly less, none saying the same twice."""
    best = evidence.candidates[0]
    chosen = [best]
    for candidate in evidence.candidates[1:]:
        if candidate.score < best.score - evidence.policy.near:
            break
        if not any(_same(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _same(one: Candidate, other: Candidate) -> bool:
    """Do two candidates say the same in nearly the same words?"""
    a, b = (set(re.findall(r"\w{4,}", plain(c.quote))) for c in (one, other))
    return len(a & b) >= 0.7 * max(1, min(len(a), len(b)))


def _in_order(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best first, then what stands beside it in the order of the source."""
    return (candidates[0], *sorted(candidates[1:], key=lambda c: (c.first.document_id, c.start)))


def _proposals(evidence: Evidence) -> tuple[Candidate, ...]:
    best = evidence.candidates[0]
    alike = [c for c in _near(evidence) if c.first.speaker == best.first.speaker]
    return _in_order([c for c in alike if c is best or proposes(c.first)][: evidence.policy.most])


def _who(evidence: Evidence) -> tuple[Candidate, ...]:
    best = evidence.candidates[0]
    return tuple(c for c in _near(evidence) if c.first.speaker == best.first.speaker)[:2]


def _decisions(evidence: Evidence) -> tuple[Candidate, ...]:
    best = evidence.candidates[0]
    if best.first.block.kind is not BlockKind.REFERENCE:
        return _best(evidence)
    dated = [c for c in _near(evidence) if c.first.block.kind is BlockKind.REFERENCE]
    return tuple(sorted(dated[: evidence.question.count or 3], key=lambda c: c.start))


def _side_by_side(evidence: Evidence) -> tuple[Candidate, ...]:
    """For each publisher asked for (all of them where none is named) its best sentences, if it has any."""
    wanted = evidence.question.named or tuple(evidence.documents)
    bar = evidence.candidates[0].score - 4 * evidence.policy.near
    chosen: list[Candidate] = []
    for document_id in wanted:
        own = [c for c in evidence.candidates if c.first.document_id == document_id]
        if own and (own[0].score >= bar):
            chosen += [c for c in own[:2] if c.score >= own[0].score - evidence.policy.near]
    return tuple(chosen)


def _list(evidence: Evidence) -> tuple[Candidate, ...]:
    """One sentence that enumerates, or the bullets of the list that fits best."""
    best = evidence.candidates[0]
    listed = _siblings(best, evidence.candidates)
    if best.first.block.kind is BlockKind.ITEM and len(listed) > 1 and _whole_list_asked(evidence, listed):
        return tuple(listed[: evidence.policy.longest_list])
    return _best(evidence)


def _siblings(best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The bullets of the same list, in the order of the source."""
    block = best.first.block
    same = [
        c
        for c in candidates
        if c.first.document_id == best.first.document_id
        and c.first.block.kind is BlockKind.ITEM
        and (c.first.block.lead, c.first.block.heading, c.first.block.depth) == (block.lead, block.heading, block.depth)
    ]
    return sorted(same, key=lambda c: c.start)


def _whole_list_asked(evidence: Evidence, listed: Sequence[Candidate]) -> bool:
    """Is the question about the list (its lead or heading), rather than about one bullet of it?"""
    own = max(c.features.overlap for c in listed)
    around = max(c.features.context for c in listed)
    return len(listed) == evidence.question.count or around > own + 0.15


def _draft(candidate: Candidate, evidence: Evidence) -> Draft:
    support = Support(candidate.hit.passage, candidate.quote)
    group = attribution(candidate, evidence.question.shape)
    sentence = _decision(candidate.quote) or _marked(candidate.quote, evidence.question)
    return Draft(sentence, (support,), group, item=True)


def attribution(candidate: Candidate, shape: Shape) -> str:
    """Whose word it is, and whether it is a proposal, a decision or an observation."""
    sentence = candidate.first
    speaker = sentence.speaker
    if sentence.kind is Kind.DECISIONS:
        return phrases.DECIDED
    if sentence.kind is Kind.AI_SUMMARY:
        return phrases.SUMMARISED
    if sentence.kind is Kind.AGREEMENT:
        return phrases.AGREED.format(speaker=speaker)
    proposal = proposes(sentence)
    if shape is Shape.WHO:
        return (phrases.WHO_PROPOSES if proposal else phrases.WHO_SAYS).format(speaker=speaker)
    phrase = phrases.PROPOSES if proposal else phrases.SAYS
    return phrases.capital(phrase.format(speaker=speaker))


def _decision(quote: str) -> str:
    """'(2021-02-26) Plan …' -> 'Op **26 februari 2021**: Plan …'; "" for anything else."""
    dated = _DATED.match(quote)
    return phrases.DECISION.format(date=written_date(dated[1]), title=dated[2].strip()) if dated else ""


def _marked(quote: str, question: Question) -> str:
    """The quote without the source's own reference marks, the value that was asked for in bold."""
    text = phrases.capital(_SOURCE_MARKS.sub("", quote).strip())
    if question.expects is None:
        return text
    values = tuple(v for v in find_values(text) if _wanted(v.kind, question.expects))
    spots = tuple(m.start() for w in _stems(question.topic) for m in re.finditer(re.escape(w), plain(text)))
    value = nearest(values, spots)
    return f"{text[: value.start]}**{value.text}**{text[value.end :]}" if value else text


def _wanted(kind: ValueKind, expected: ValueKind) -> bool:
    return kind is expected or (expected is ValueKind.COUNT and kind in (ValueKind.PERCENT, ValueKind.MONEY))


def _stems(topic: str) -> list[str]:
    return [word[: max(4, len(word) - 2)] for word in re.findall(r"\w{4,}", plain(topic))]


def leans_on_previous(candidate: Candidate) -> bool:
    """Does it begin with a word that points back ('Dit moet …')?"""
    return bool(_LEANS.match(candidate.quote))


def lead_asks(candidate: Candidate, documents: Mapping[str, Document]) -> bool:
    lead = candidate.first.block.lead
    return lead is not None and asks(documents[candidate.first.document_id].text[lead[0] : lead[1]])
