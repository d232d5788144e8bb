"""The default writer: answers in sentences of the source, in the shape that the question asks for.

It does not search, weigh or check; what it drafts is verified like any other writer's words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ingest import Document, Kind, written_date
from qa import phrases
from qa.attribution import attribution, mood_of, runs, turned, worded
from qa.best import DATED, Evidence, best_sentences, made_on
from qa.comparing import side_by_side
from qa.contradiction import other_figure
from qa.decisions import decisions
from qa.evidence import Candidate
from qa.figure_setting import with_setting, year_of
from qa.figures import spelled_out, told_first
from qa.lists import proposals, unsaid, whole_list
from qa.mood import Mood
from qa.moods import STATES
from qa.question import Question, Shape
from qa.reasons import reasons
from qa.references import bare
from qa.speakers import is_other_side, is_unsided, side_asked, speakers
from qa.stance import Stance
from qa.summary import by_chapter, headed
from qa.verdict import Asked, Verdict, claimed, verdict
from qa.verify import Draft, Support

_MEANS = re.compile(r"^\W*(?:Via|Door|Met|Om|Waarbij|Waardoor|Zodat)\b(?!.*\b(?:kan|kunnen|moet|moeten|zal|zullen)\b)")


class Extractive:
    """Chooses sentences; adds nothing but who says it."""

    name = "extractive"
    outside = ""

    def write(self, evidence: Evidence) -> tuple[Draft, ...]:
        chosen, said = _with_other_figure(choose(evidence), evidence), decisive(evidence)
        drafts = quoted(chosen, evidence)
        if said is None:
            return drafts
        group, speaker = _draft(said[0], evidence).group, said[0].first.speaker
        return (_judged(*said, evidence), *(_beside(other, group, speaker) for other in _others(drafts, said[0])))


def choose(evidence: Evidence) -> tuple[Candidate, ...]:
    """The candidates to quote, in the order of the answer."""
    if not evidence.candidates:
        return ()
    if evidence.question.shape is Shape.SUMMARY:
        return by_chapter(evidence)
    if evidence.question.more and not evidence.question.by_date:
        return unsaid(evidence)
    choosers: dict[Shape, Callable[[Evidence], tuple[Candidate, ...]]] = {
        Shape.COMPARISON: side_by_side,
        Shape.LIST: whole_list,
        Shape.PROPOSAL: proposals,
        Shape.WHO: speakers,
        Shape.REFERENCE: decisions,
        Shape.WHY: reasons,
    }
    return choosers.get(evidence.question.shape, best_sentences)(evidence)


def _with_other_figure(chosen: tuple[Candidate, ...], evidence: Evidence) -> tuple[Candidate, ...]:
    """Behind the figure that was asked for another one for the same thing, where there is one."""
    other = other_figure(chosen[0], evidence) if chosen else None
    return (chosen[0], other, *(c for c in chosen[1:] if c.start != other.start)) if other else chosen


def quoted(candidates: Sequence[Candidate], evidence: Evidence) -> tuple[Draft, ...]:
    """Each candidate in its own words, attributed."""
    drafts = []
    told: Support | None = None  # the lead of a list, said once
    for candidate in (with_setting(c, evidence) for c in candidates):
        lead = _lead(candidate, evidence.documents)
        if lead is not None and lead != told:
            drafts.append(_lead_draft(candidate, lead, evidence))
        told = lead
        drafts.append(_draft(candidate, evidence))
    return _of_one_day(_said_once(drafts), candidates)


def _of_one_day(drafts: tuple[Draft, ...], candidates: Sequence[Candidate]) -> tuple[Draft, ...]:
    """Decisions that are all of one day have it in their heading, not each in front."""
    days = {made_on(c) for c in candidates}
    if len(candidates) < 2 or len(days) > 1 or "" in days:
        return drafts
    date = written_date(days.pop())
    before = phrases.DECISION.format(date=date, title="")
    head = (phrases.ALL_OF_DAY.format(group=draft.group, date=date) for draft in drafts)
    return tuple(
        replace(d, group=g, sentence=d.sentence.removeprefix(before)) for d, g in zip(drafts, head, strict=True)
    )


def decisive(evidence: Evidence) -> tuple[Candidate, Asked] | None:
    """The candidate whose first sentence says yes or no to the question; None if none does, or if two disagree."""
    question = evidence.question
    if question.shape is not Shape.YES_NO or question.earlier:
        return None
    judged = evidence.candidates[: evidence.policy.judged]
    documents = [evidence.documents[i] for i in dict.fromkeys(c.first.document_id for c in judged)]
    named = {d.id: d for d in documents if d.publisher in question.named}
    claim = claimed(question.text, (*question.named, *(name for d in named.values() for name in d.aliases)))
    found = [
        (replace(candidate, sentences=candidate.sentences[at:]), asked)
        for candidate in judged
        if not question.named or candidate.first.document_id in named
        for at, asked in enumerate(_asked(claim, bool(question.named), candidate, evidence))
        if verdict(asked)
    ]
    return found[0] if len({verdict(asked) for _, asked in found}) == 1 else None


def is_denied(evidence: Evidence) -> bool:
    """Is the answer to this question for a yes or a no a no?"""
    said = decisive(evidence)
    return said is not None and verdict(said[1]) is Verdict.NO


def _asked(claim: str, attributed: bool, candidate: Candidate, evidence: Evidence) -> tuple[Asked, ...]:
    document = evidence.documents[candidate.first.document_id]
    return tuple(
        Asked(claim, attributed, s.text, mood_of(s, document), s.block.heading, s.speaker, s.start == s.block.start)
        for s in candidate.sentences
        if s.kind is not Kind.DECISIONS  # titles, no sentences
    )


def _judged(candidate: Candidate, asked: Asked, evidence: Evidence) -> Draft:
    draft = _draft(candidate, evidence)
    group = phrases.VERDICT.format(verdict=verdict(asked), who=phrases.inside(draft.group, candidate.first.speaker))
    return replace(draft, asked=asked, group=phrases.capital(group))


def _others(drafts: Sequence[Draft], judged: Candidate) -> list[Draft]:
    """Without the one that says yes or no; beside that one two are enough."""
    return [draft for draft in drafts if judged.quote not in draft.support[0].quote][:2]


def _beside(other: Draft, group: str, speaker: str) -> Draft:
    """Under a header of its own: the same one twice in a row reads like a slip."""
    return (
        replace(other, group=phrases.BESIDE.format(who=phrases.inside(group, speaker)))
        if other.group == group
        else other
    )


def _draft(candidate: Candidate, evidence: Evidence) -> Draft:
    support = Support(candidate.hit.passage, candidate.quote)
    document, question = evidence.documents[candidate.first.document_id], evidence.question
    meant = spelled_out(candidate.quote, question)  # said of the quote, so what the quote itself does comes behind it
    year, first = year_of(candidate, document, question), Mood.STATEMENT if meant else None
    group = attribution(candidate, question.shape, document, year, first)
    if question.shape is Shape.SUMMARY:
        group = headed(group, candidate, document)
    if question.shape is Shape.WHO and (is_unsided(evidence) or is_other_side(candidate, evidence)):
        group = _nobody(candidate, evidence, year)
    decision = _decision(bare(document, candidate.start, candidate.end))
    return Draft(decision or _sentence(candidate, document, question, meant), (support,), group, item=True)


def _sentence(candidate: Candidate, document: Document, question: Question, meant: str) -> str:
    """The words of the quote, with what was asked for in front or in bold."""
    its, text = runs(candidate, document)[0].mood, worded(candidate, document)
    if not meant:
        return told_first(text, question, wish=its.wishes)
    voiced = f"{turned(its, candidate.first.speaker)} {text}" if its is not Mood.STATEMENT else text
    return phrases.VALUE_FIRST.format(value=meant, sentence=phrases.capital(voiced))


def _nobody(candidate: Candidate, evidence: Evidence, year: str) -> str:
    """Nobody was found on the side that is asked for; who is on the other, or else whose the nearest sentence is."""
    wanted_for = side_asked(evidence.question) is Stance.FOR
    nobody = phrases.NOBODY_FOR if wanted_for else phrases.NOBODY_AGAINST
    if is_unsided(evidence):
        document = evidence.documents[candidate.first.document_id]
        return nobody + phrases.capital(attribution(candidate, Shape.FACT, document, year))
    other = phrases.IS_AGAINST if wanted_for else phrases.IS_FOR
    return nobody + other.format(speaker=phrases.capital(candidate.first.speaker))


def _said_once(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """That nobody is for or against something stands in the first heading alone."""
    first = drafts[0].group if drafts else ""
    nobody = next((p for p in (phrases.NOBODY_FOR, phrases.NOBODY_AGAINST) if first.startswith(p)), "")
    return tuple(replace(d, group=d.group if d.group == first else d.group.removeprefix(nobody)) for d in drafts)


def _lead_draft(candidate: Candidate, lead: Support, evidence: Evidence) -> Draft:
    span = candidate.first.block.lead
    document = evidence.documents[candidate.first.document_id]
    sentence = bare(document, *span) if span else lead.quote
    return replace(_draft(candidate, evidence), sentence=sentence, support=(lead,), item=False)


def _lead(candidate: Candidate, documents: Mapping[str, Document]) -> Support | None:
    """For a bullet that is no sentence of its own ('voor jongeren die …'): what introduces its list."""
    lead, passage = candidate.first.block.lead, candidate.hit.passage
    if lead is None or not _leans_on_lead(candidate) or not passage.start <= lead[0] < lead[1] <= passage.end:
        return None
    return Support(passage, documents[passage.document_id].text[slice(*lead)])


def _leans_on_lead(candidate: Candidate) -> bool:
    """'voor jongeren die …', 'Via het invoeren van testen.'"""
    first = candidate.first.text
    verbless = STATES.isdisjoint(re.findall(r"\w+", first.lower()))
    return candidate.quote[:1].islower() or bool(_MEANS.match(first) and verbless)


def _decision(quote: str) -> str:
    """'(2021-02-26) Plan …' -> 'Op **26 februari 2021**: Plan …'; "" for anything else."""
    dated = DATED.match(quote)
    return phrases.DECISION.format(date=written_date(dated[1]), title=dated[2].strip()) if dated else ""
