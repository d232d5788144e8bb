"""The default writer: answers in sentences of the source, in the shape that the question asks for.

It does not search, weigh or check; what it drafts is verified like any other writer's words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import Block, BlockKind, Document, written_date
from qa import phrases
from qa.attribution import DAY, attribution
from qa.evidence import Candidate, holds
from qa.period import read_period
from qa.plain import plain
from qa.policy import Policy
from qa.question import Question, Shape
from qa.references import bare, shown_marks
from qa.values import ValueKind, find_values, nearest
from qa.verify import Draft, Support

_LEANS = re.compile(
    r"^(?:dit|dat|deze|die|daarbij|hierdoor|daardoor|samen|maw|zo (?:kan|wordt|worden|blijft)|op die manier|"
    r"met andere woorden)\b",
    re.IGNORECASE,
)
_DATED = re.compile(rf"^(?:\[\d+\] ?: ?)?\(({DAY})\) ?(.+)$", re.DOTALL)


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
        drafts = []
        told: Support | None = None  # the lead of a list, said once
        for candidate in choose(evidence):
            lead = _lead(candidate, evidence.documents)
            if lead is not None and lead != told:
                drafts.append(_lead_draft(candidate, lead, evidence))
            told = lead
            drafts.append(_draft(candidate, evidence))
        return tuple(drafts)


def choose(evidence: Evidence) -> tuple[Candidate, ...]:
    """The candidates to quote, in the order of the answer."""
    if not evidence.candidates:
        return ()
    if evidence.question.more:
        return _unsaid(evidence)
    choosers: dict[Shape, Callable[[Evidence], tuple[Candidate, ...]]] = {
        Shape.COMPARISON: _side_by_side,
        Shape.LIST: _list,
        Shape.PROPOSAL: _list,
        Shape.WHO: _who,
        Shape.REFERENCE: _decisions,
    }
    return choosers.get(evidence.question.shape, _best)(evidence)


def _unsaid(evidence: Evidence) -> tuple[Candidate, ...]:
    """What the answers before left out: the rest of their list, else what fits nearly as well as they did."""
    given = evidence.question.given
    fresh = [c for c in evidence.candidates if not was_said(c.quote, given) and not c.features.fragment]
    told = next((c for c in evidence.candidates if was_said(c.quote, given) and not _leads(c)), None)
    if told and told.first.block.kind is BlockKind.ITEM and (rest := _siblings(told, fresh)):
        return tuple(rest[: evidence.policy.longest_list])
    bar = evidence.policy.clearly_heard * evidence.candidates[0].score
    good = [c for c in fresh if c.score >= bar]
    return _best(replace(evidence, candidates=tuple(good))) if good else ()


def was_said(quote: str, given: str) -> bool:
    """Do the words of this quote stand in what was said, in one of its lines or nearly so?"""
    words = set(re.findall(r"\w{4,}", plain(quote)))
    lines = (set(re.findall(r"\w{4,}", plain(line))) for line in given.splitlines())
    return any(len(words & line) >= 0.8 * len(words) for line in lines) if words else True


def _best(evidence: Evidence) -> tuple[Candidate, ...]:
    """The best candidate, and those of the same speaker that hardly differ from it."""
    whole = [c for c in evidence.candidates if not _leads(c)] or evidence.candidates  # 'Wij vragen:' says nothing yet
    near = [c for c in _near(evidence, whole) if c.first.speaker == whole[0].first.speaker]
    return _in_order(_joined(near[: evidence.policy.most], evidence))


def _near(evidence: Evidence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first of these candidates and those that score hardly less, none saying the same twice."""
    chosen = [candidates[0]]
    for candidate in candidates[1:]:
        if candidate.score < candidates[0].score - evidence.policy.near:
            break
        if candidate.features.fragment == 0 and not any(_same(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _same(one: Candidate, other: Candidate) -> bool:
    """Do two candidates say the same in nearly the same words? Decisions of two days never do."""
    if _made_on(one) != _made_on(other):
        return False
    a, b = (set(re.findall(r"\w{4,}", plain(c.quote))) for c in (one, other))
    return len(a & b) >= 0.7 * max(1, min(len(a), len(b)))


def _joined(chosen: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """Sentences that follow each other become one quote, and a neighbour that belongs to the best one joins it."""
    best = chosen[0]
    for other in sorted(evidence.candidates, key=lambda c: -c.score):
        wanted = other in chosen or other.score >= best.score - evidence.policy.neighbour
        if wanted and _touching(best, other) and _words(best) + _words(other) <= evidence.policy.longest_quote:
            best = _together(best, other)
    best = _completed(best, evidence)
    return [best, *(c for c in chosen[1:] if not best.start <= c.start < best.end)]


def _completed(best: Candidate, evidence: Evidence) -> Candidate:
    """With the sentence behind it that only makes sense together with it ('Samen gaat het om …')."""
    for other in evidence.candidates:
        follows = _touching(best, other) and other.start > best.start and _LEANS.match(other.quote)
        if follows and _words(best) + _words(other) <= evidence.policy.longest_quote:
            return _together(best, other)
    return best


def _touching(one: Candidate, other: Candidate) -> bool:
    """Do they stand side by side in one bullet or paragraph of one passage?"""
    first, second = sorted((one, other), key=lambda c: c.start)
    return (
        first.hit.passage.id == second.hit.passage.id
        and first.first.block.start == second.first.block.start
        and 0 <= second.start - first.end <= 3
    )


def _together(one: Candidate, other: Candidate) -> Candidate:
    first, second = sorted((one, other), key=lambda c: c.start)
    return replace(one, sentences=first.sentences + second.sentences)


def _words(candidate: Candidate) -> int:
    return len(candidate.quote.split())


def _in_order(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best first, then what stands beside it in the order of the source."""
    return (candidates[0], *sorted(candidates[1:], key=lambda c: (c.first.document_id, c.start)))


def _who(evidence: Evidence) -> tuple[Candidate, ...]:
    """The sentence that says it; its speaker is the answer."""
    best = evidence.candidates[0]
    near = [c for c in _near(evidence, evidence.candidates) if c.first.speaker == best.first.speaker]
    return tuple(_joined(near[:1], evidence))


def _decisions(evidence: Evidence) -> tuple[Candidate, ...]:
    """Decisions with their dates: as many as were asked for, else those that hardly differ."""
    bar = evidence.candidates[0].score - evidence.policy.dated
    fit = evidence.policy.dated_fit  # a date beside the wrong title would be a false claim
    listed = (c for c in evidence.candidates if c.first.block.kind is BlockKind.REFERENCE and c.score >= bar)
    found = [c for c in listed if _in_time(c, evidence.question)]
    dated = [c for c in found if c.features.overlap >= fit or c.features.named]
    if dated and not (evidence.candidates[0].features.value and evidence.candidates[0] not in dated):
        return _listed_decisions(dated, evidence)
    best = tuple(c for c in _best(evidence) if c.first.block.kind is not BlockKind.REFERENCE or c in found)
    return best if any(holds(c.quote, ValueKind.DATE) for c in best) else ()  # no date, no answer


def _listed_decisions(dated: Sequence[Candidate], evidence: Evidence) -> tuple[Candidate, ...]:
    if evidence.question.latest:
        return (max(_near(evidence, dated), key=_made_on),)
    if named := [c for c in dated if c.features.named]:
        return tuple(sorted(named, key=lambda c: c.start))
    count = evidence.question.count
    chosen = dated[:count] if count else _near(evidence, dated)[: evidence.policy.most]
    if not count and evidence.question.period:
        chosen = [c for c in dated if c in chosen or any(_title(c) == _title(other) for other in chosen)]
    return tuple(sorted(chosen, key=lambda c: c.start))


def _title(candidate: Candidate) -> str:
    """Of a listed decision, without its day."""
    dated = _DATED.match(candidate.quote)
    return plain(dated[2]) if dated else candidate.quote


def _in_time(candidate: Candidate, question: Question) -> bool:
    """Was this decision made in the period that is asked for?"""
    made = read_period(_made_on(candidate))
    return question.period is None or (made is not None and question.period.begins(made))


def _made_on(candidate: Candidate) -> str:
    """The day at the head of a listed decision; "" where there is none."""
    dated = _DATED.match(candidate.quote)
    return dated[1] if dated else ""


def _side_by_side(evidence: Evidence) -> tuple[Candidate, ...]:
    """For each publisher asked for (all of them where none is named) its best sentences, if it has any."""
    publishers = [evidence.documents[c.first.document_id].publisher for c in evidence.candidates]
    wanted = evidence.question.named or tuple(dict.fromkeys(publishers))
    chosen: list[Candidate] = []
    for name in wanted:
        own = [c for c, publisher in zip(evidence.candidates, publishers, strict=True) if publisher == name]
        if own and _heard(own[0], evidence):
            alone = replace(evidence, candidates=tuple(own))
            chosen += _joined(_near(alone, own)[:2], alone)
    return tuple(chosen)


def _heard(own: Candidate, evidence: Evidence) -> bool:
    """Does a publisher speak of the theme, or does its best sentence only share a word with it?"""
    best, policy = evidence.candidates[0], evidence.policy
    if not evidence.question.named:
        return own.score >= policy.unasked * best.score
    theme = max(c.features.context for c in evidence.candidates[:3])
    about = own.features.context >= policy.heard * theme and own.features.neighbourhood >= policy.near_theme
    return own.score >= (policy.just_heard if about else policy.clearly_heard) * best.score


def _list(evidence: Evidence) -> tuple[Candidate, ...]:
    """The bullets of a list where the whole list is asked for, else the sentence that enumerates."""
    for best in (*evidence.candidates[:3], *_led_from(evidence)):
        listed = _siblings(best, evidence.candidates)
        if len(listed) > 1 and _whole_list_asked(best, listed, evidence):
            return tuple(listed[: evidence.policy.longest_list])
    return _best(evidence)


def _led_from(evidence: Evidence) -> list[Candidate]:
    """The sentence in the bullet or paragraph of the best candidate that leads up to a list, if it fits well enough."""
    best = evidence.candidates[0]
    bar = best.score - 2 * evidence.policy.near
    return [c for c in evidence.candidates if _leads(c) and c.first.block == best.first.block and c.score >= bar]


def _siblings(best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The list that this candidate stands in or leads up to: what each bullet begins with, in order."""
    bullets: dict[int, Candidate] = {}
    for c in sorted(candidates, key=lambda c: c.start):
        if c.first.document_id == best.first.document_id and _same_list(c.first.block, best):
            bullets.setdefault(c.first.block.start, c)
    return list(bullets.values())


def list_length(best: Candidate, documents: Mapping[str, Document], given: str = "") -> int:
    """How many bullets the list has in its document, found or not, without those that were given before."""
    document = documents[best.first.document_id]
    listed = (document.text[b.start : b.end] for b in document.blocks if _same_list(b, best))
    return sum(not (given and was_said(text, given)) for text in listed)


def _leads(candidate: Candidate) -> bool:
    return candidate.quote.rstrip().endswith(":")


def _same_list(own: Block, best: Candidate) -> bool:
    block = best.first.block
    lead = (best.first.start, best.first.end) if _leads(best) else block.lead
    if own.kind is not BlockKind.ITEM or own.heading != block.heading or own.repeats:
        return False
    if lead:
        return own.lead is not None and own.lead[0] <= lead[0] < own.lead[1]
    return own.lead is None and own.depth == block.depth


def _whole_list_asked(best: Candidate, listed: Sequence[Candidate], evidence: Evidence) -> bool:
    """Is the question about the list (its lead, its heading, its number of items), not about one bullet of it?"""
    if _leads(best) or list_length(best, evidence.documents) == evidence.question.count:
        return True
    own = max(c.features.overlap for c in listed)
    around = max(c.features.context for c in listed)
    return best.first.block.lead is not None and around > max(own + evidence.policy.list_gap, evidence.policy.list_fit)


def _draft(candidate: Candidate, evidence: Evidence) -> Draft:
    support = Support(candidate.hit.passage, candidate.quote)
    document, span = evidence.documents[candidate.first.document_id], candidate.first.block.lead
    lead = document.text[slice(*span)] if span else ""
    group = shown_marks(attribution(candidate, evidence.question.shape, lead, document))  # titles have marks too
    text = bare(document, candidate.start, candidate.end)
    return Draft(_decision(text) or _bold(text, evidence.question), (support,), group, item=True)


def _lead_draft(candidate: Candidate, lead: Support, evidence: Evidence) -> Draft:
    span = candidate.first.block.lead
    document = evidence.documents[candidate.first.document_id]
    sentence = bare(document, *span) if span else lead.quote
    return replace(_draft(candidate, evidence), sentence=sentence, support=(lead,), item=False)


def _lead(candidate: Candidate, documents: Mapping[str, Document]) -> Support | None:
    """For a bullet that is no sentence of its own ('voor jongeren die …'): what introduces its list."""
    lead, passage = candidate.first.block.lead, candidate.hit.passage
    if lead is None or not candidate.quote[:1].islower() or not passage.start <= lead[0] < lead[1] <= passage.end:
        return None
    return Support(passage, documents[passage.document_id].text[slice(*lead)])


def _decision(quote: str) -> str:
    """'(2021-02-26) Plan …' -> 'Op **26 februari 2021**: Plan …'; "" for anything else."""
    dated = _DATED.match(quote)
    return phrases.DECISION.format(date=written_date(dated[1]), title=dated[2].strip()) if dated else ""


def _bold(quote: str, question: Question) -> str:
    """The quote with the value that was asked for in bold."""
    text = phrases.capital(quote)
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
