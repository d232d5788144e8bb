"""Summarises a document, or what it says under one heading: of each chapter the sentence that stands for it.

The words are the source's; which sentence stands for a chapter is told by the words that its chapter repeats, by its
place and by its mood. It does not search.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import content_words, points_back
from ingest import BlockKind, Document, Kind, shortened
from qa import patterns, phrases
from qa.attribution import runs
from qa.best import Evidence
from qa.evidence import Candidate
from qa.lists import was_said

Heading = tuple[str, ...]
Groups = dict[tuple[str, Heading], list[Candidate]]  # by document and chapter, in order
_SPLIT = 5  # so many headings below one are chapters of their own
_LONG = 45  # words of a sentence that still sums up
_BRIEF = 6  # and of one that says enough


def chapters_of(document: Document) -> dict[Heading, Heading]:
    """The chapter of each heading: as deep as tells the parts of this document apart."""
    depth = _shared(document) + 1
    below: dict[Heading, set[str]] = {}
    for heading in _headings(document):
        below.setdefault(heading[:depth], set()).update(heading[depth : depth + 1])
    split = {above for above, names in below.items() if len(names) >= _SPLIT}
    every = {*(s.heading for s in document.sections), *(b.heading for b in document.blocks)}
    return {
        heading: heading[: depth + (heading[:depth] in split and not _of_proposals(heading[depth:]))]
        for heading in every
    }


def _of_proposals(below: Heading) -> bool:
    return bool(below) and patterns.PROPOSAL_HEADING.search(below[0]) is not None


def _begins(document: Document) -> dict[Heading, int]:
    """Where each chapter begins, in order, without those that only list decisions or have no heading."""
    chapter, shared = chapters_of(document), _shared(document)
    first: dict[Heading, int] = {}
    for section in document.sections:
        first.setdefault(chapter[section.heading], section.start)
    told = (s.heading for s in document.sections if s.kind is not Kind.DECISIONS and len(s.heading) > shared)
    return {name: first[name] for name in dict.fromkeys(chapter[heading] for heading in told)}


def _headings(document: Document) -> list[Heading]:
    return [section.heading for section in document.sections if section.heading]


def _shared(document: Document) -> int:
    """How many headings stand above everything: those say what the title says."""
    every = _headings(document)
    return 1 if len(every) > 1 and len({h[0] for h in every}) == 1 else 0


def by_chapter(evidence: Evidence) -> tuple[Candidate, ...]:
    """One sentence of each chapter that is asked for; of a single chapter its points, in order."""
    asked, policy = evidence.question, evidence.policy
    bar = policy.on_theme if asked.chapter else 0.0
    told = [c for c in evidence.candidates if _tells(c) and c.features.context >= bar]
    groups = _of_theme(_grouped(told, evidence.documents), asked.chapter)
    if asked.chapter and len(groups) == 1:
        return _points(next(iter(groups.values())), evidence)
    fresh = [own for own in groups.values() if not any(_was_said(c, asked.given) for c in own)]
    return tuple(sorted((_for_all(own, evidence) for own in fresh), key=_place)[: policy.longest_list])


def _was_said(candidate: Candidate, given: str) -> bool:
    """As a whole, or by its first sentence alone."""
    return bool(given) and (was_said(candidate.quote, given) or was_said(candidate.first.text, given))


def rest(evidence: Evidence, chosen: Sequence[tuple[str, int]]) -> str:
    """The chapters that are not in an answer of these places (document, start); "" where all are."""
    if evidence.question.chapter:
        return ""
    documents = [evidence.documents[i] for i in dict.fromkeys(document for document, _start in chosen)]
    last = {d: max(start for i, start in chosen if i == d) for d in (document.id for document in documents)}
    left = [
        heading[-1]
        for document in documents
        for heading, start in _begins(document).items()
        if start > last[document.id]
    ]
    if not left:
        return ""
    return (phrases.MORE_CHAPTERS if len(left) > 1 else phrases.ONE_MORE_CHAPTER).format(
        count=len(left), names="; ".join(left)
    )


def opening(evidence: Evidence, documents: Sequence[str]) -> str:
    """What is summarised: title, publisher and date."""
    named = [evidence.documents[i] for i in dict.fromkeys(documents)]
    titles = phrases.listed([titled(document) for document in named])
    theme = evidence.question.chapter
    return phrases.ABOUT_THEME.format(titles=titles, theme=theme) if theme else phrases.BY_CHAPTER.format(titles=titles)


def titled(document: Document) -> str:
    beside = ", ".join(part for part in (document.publisher, document.date) if part)
    title = shortened(document.title)
    return phrases.PLACE.format(title=title, publisher=beside) if beside else f"“{title}”"


def headed(group: str, candidate: Candidate, document: Document) -> str:
    """Whose word it is, below the name of its chapter."""
    heading = chapters_of(document)[candidate.first.block.heading]
    says = phrases.inside(group, candidate.first.speaker)
    return phrases.IN_CHAPTER.format(chapter=heading[-1], says=says) if heading else group


def _tells(candidate: Candidate) -> bool:
    """A sentence that can stand alone: no note, no lead of a list, no bullet that only ends its lead."""
    block, quote = candidate.first.block, candidate.quote
    unfinished = quote.rstrip().endswith((":", "…")) or quote[:1].islower() or quote.startswith("…")
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not unfinished and len(quote.split()) >= _BRIEF


def _grouped(told: Sequence[Candidate], documents: Mapping[str, Document]) -> Groups:
    groups: Groups = {}
    of = {i: chapters_of(documents[i]) for i in {candidate.first.document_id for candidate in told}}
    for candidate in sorted(told, key=_place):
        document = candidate.first.document_id
        if chapter := of[document][candidate.first.block.heading]:
            groups.setdefault((document, chapter), []).append(candidate)
    return groups


def _of_theme(groups: Groups, theme: str) -> Groups:
    """The chapters whose heading names the theme; all of them where none does."""
    stems = content_words(theme)[0]
    named = {key: own for key, own in groups.items() if stems & frozenset().union(*content_words(" ".join(key[1])))}
    return named or groups


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.first.document_id, candidate.start


def _points(own: Sequence[Candidate], evidence: Evidence) -> tuple[Candidate, ...]:
    """What one chapter proposes, or else what it says: the beginning of each bullet or paragraph."""
    fresh = [c for c in own if not _was_said(c, evidence.question.given)]
    first = {c.first.block.start: c for c in reversed(fresh)}
    points = [first[start] for start in sorted(first)]
    wished = [c for c in points if _wishes(c, evidence.documents)]
    return tuple((wished if len(wished) > 1 else points)[: evidence.policy.longest_list])


def _wishes(candidate: Candidate, documents: Mapping[str, Document]) -> bool:
    return runs(candidate, documents[candidate.first.document_id])[0].mood.wishes


def _for_all(own: Sequence[Candidate], evidence: Evidence) -> Candidate:
    """The sentence that stands for its chapter: what is wished first, else what its words speak of most."""
    said = Counter(stem for c in own for stem in content_words(c.quote)[0])
    heading = content_words(" ".join(own[0].first.block.heading))[0]
    wished = [c for c in own if _wishes(c, evidence.documents)]
    first = wished[0] if wished else own[0]

    def worth(candidate: Candidate) -> float:
        stems = content_words(candidate.quote)[0]
        central = sum(said[stem] - 1 for stem in stems) / (max(6, len(stems)) * said.most_common(1)[0][1])
        named = len(stems & heading) / max(1, len(heading))
        leans = points_back(candidate.quote)
        long = len(candidate.quote.split()) > _LONG
        return central + named + 1.2 * (candidate in wished) + 0.5 * (candidate is first) - leans - 0.4 * long

    return _shorter(max(own, key=worth))


def _shorter(candidate: Candidate) -> Candidate:
    """The first sentence of a long bullet."""
    return replace(candidate, sentences=candidate.sentences[:1]) if len(candidate.quote.split()) > _LONG else candidate
