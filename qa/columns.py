"""What each publisher says of a theme, in columns: what is wished, held, decided and told, kept apart.

Every saying is verified like a claim of an answer. It draws no conclusions: sides are only named where a sentence
plainly takes one (`qa.siding`), and the same words where they stand in both documents.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index import Index, content_words, points_back
from ingest import Block, BlockKind, Document, Kind
from qa import moods
from qa.answer import Claim
from qa.attribution import runs
from qa.best import Evidence, joined, near_best
from qa.catalogue import Catalogue
from qa.evidence import Candidate, weigh
from qa.extract import quoted
from qa.mood import Mood, commands
from qa.personal import kinds
from qa.plain import legible, plain
from qa.policy import Policy
from qa.question import Question, Shape, compared_theme
from qa.scope import Scope
from qa.siding import taken
from qa.stance import Stance
from qa.verify import verify
from qa.weight import Place, place_of

LONGEST_THEME = 200  # characters
MOST_COLUMNS = 10
_DECIDED = (Kind.DECISION, Kind.DECISIONS, Kind.LEGISLATION, Kind.AGREEMENT)
_PASSAGES = 20  # of a publisher that are looked at
_FAR = 6.0  # a proposal that speaks of the theme is shown though its score is this much below that of the best
_WISHES = 5  # of them that are shown
_ABSTRACT = re.compile(r"he(?:id|den)", re.IGNORECASE)
_OF_NOW = re.compile(  # what an agreement tells of today, of before or of others is not agreed
    r"\b(?:op dit (?:moment|ogenblik)|vandaag|momenteel|vaak|soms|steeds (?:meer|minder|vaker)|al jaren|"
    r"was|waren|werd|werden|had|hadden|blijkt|bleek)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|wij|ons|onze)\b", re.IGNORECASE)
_PART = 0.299  # share of a theme that one part of a compound brings
_BRIEF = 2  # words with a meaning of their own
_HEADED = 3  # documents that are named where none is cited


class Sort(StrEnum):
    """What a saying is; a fact is never shown as a proposal."""

    WISH = "voorstel"
    POSITION = "standpunt"
    DECISION = "beslissing"
    FACT = "vaststelling"


class Obstacle(StrEnum):
    """Why nothing can be compared."""

    EMPTY = "leeg"
    LONG = "te lang"
    PERSONAL = "persoonsgegevens"
    UNKNOWN = "staat nergens"


@dataclass(frozen=True, slots=True)
class Saying:
    claims: tuple[Claim, ...]  # the sentence, behind the one that introduces its list where it needs that
    sort: Sort
    heading: tuple[str, ...]  # above it
    sure: bool  # False: only a part of the word of the theme stands there, or what means much the same
    side: Stance | None
    also: tuple[str, ...]  # other publishers with the same words


@dataclass(frozen=True, slots=True)
class Column:
    publisher: str
    speaker: str
    documents: tuple[str, ...]  # ids
    named: bool  # do its documents hold a word of the theme at all?
    sayings: tuple[Saying, ...]

    @property
    def side(self) -> Stance | None:
        """The one that all of its sayings that take a side take."""
        sides = {saying.side for saying in self.sayings if saying.side}
        return sides.pop() if len(sides) == 1 else None


@dataclass(frozen=True, slots=True)
class Comparison:
    theme: str
    obstacle: Obstacle | None
    unknown: tuple[str, ...]  # words of the theme that no document knows
    columns: tuple[Column, ...]


def compare(index: Index, theme: str, publishers: Sequence[str], policy: Policy | None = None) -> Comparison:
    """A column for each of these publishers, ten at most; those that the index does not know are left out."""
    policy, catalogue = policy or Policy(), Catalogue(index.catalogue)
    if obstacle := _unasked(theme):
        return Comparison("", obstacle, (), ())
    asked = _question(theme.strip(), catalogue)
    terms = index.terms(asked.topic)
    unknown = tuple(term.surface for term in terms if not term.frequency)
    names = [name for name in dict.fromkeys(publishers) if name in catalogue.publishers][:MOST_COLUMNS]
    nowhere = len(unknown) == len(terms)
    alone = (replace(asked, voices=(name,), named=(name,)) for name in names)
    columns = tuple(_column(index, catalogue, one, policy, nowhere=nowhere) for one in alone)
    silent = nowhere and not any(column.sayings for column in columns)
    return Comparison(theme.strip(), Obstacle.UNKNOWN if silent else None, unknown, columns)


def _unasked(theme: str) -> Obstacle | None:
    """Why there is nothing to look for; what is too long or personal is not even repeated."""
    if len(theme.strip()) > LONGEST_THEME:
        return Obstacle.LONG
    if kinds(legible(theme)):
        return Obstacle.PERSONAL
    return None if content_words(theme)[0] else Obstacle.EMPTY


def _question(theme: str, catalogue: Catalogue) -> Question:
    """A theme as a question; what was typed as a whole question is asked for what it is about."""
    read = compared_theme(theme, catalogue)
    topic = read if content_words(read)[0] else theme
    return Question(
        text=topic,
        topic=topic,
        theme=topic,
        shape=Shape.FACT,
        expects=None,
        voices=(),
        named=(),
        years=frozenset(),
        scope=Scope(),
    )


def _column(index: Index, catalogue: Catalogue, asked: Question, policy: Policy, *, nowhere: bool) -> Column:
    publisher = catalogue.publishers[asked.voices[0]]
    hits = index.search(asked.topic, _PASSAGES, within=publisher.documents)
    found = tuple(c for c in weigh(index, asked, hits, policy) if _tells(c, index.documents[c.first.document_id]))
    evidence = Evidence(asked, tuple(c for c in found if _sure(c, policy)), index.documents, policy)
    told = [one for c in evidence.candidates for one in _parts(c, evidence, index)]
    chosen = list(_best_of_each(told, evidence)) or [_Part(c, Place.ABOVE) for c in _nearest(found, policy, nowhere)]
    evidence = evidence if evidence.candidates else replace(evidence, candidates=tuple(c.words for c in chosen))
    sayings = tuple(saying for one in chosen if (saying := _saying(one, evidence, catalogue)))
    cited = dict.fromkeys(c.document_id for saying in sayings for claim in saying.claims for c in claim.citations)
    documents = tuple(cited) or tuple(sorted(publisher.documents))[:_HEADED]
    named = index.mentions(asked.topic, publisher.documents) > 0
    return Column(publisher.name, publisher.speaker, documents, named, sayings)


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a candidate does one thing (wish, hold or tell), and how much that is about the theme."""

    words: Candidate
    place: Place


def _tells(candidate: Candidate, document: Document) -> bool:
    """No lead of a list, no heading, no telephone number: a sentence that says something alone, however short."""
    quote = candidate.quote.rstrip()
    cut = quote.endswith((":", "…")) or quote.startswith("…")
    return not cut and len(content_words(quote)[0]) >= _BRIEF and not _heads(candidate, document)


def _heads(candidate: Candidate, document: Document) -> bool:
    """Is it a heading that looks like a bullet: no verb, no full stop, and below it a text of its own?"""
    quote, block = candidate.quote.rstrip(), candidate.first.block
    if quote.endswith((".", "!", "?", ";", ",")) or block.kind is BlockKind.ROW or commands(quote):
        return False
    if moods.STATES.intersection(quote.lower().split()) or moods.OBLIGES.search(quote):
        return False
    if candidate.end < block.end:
        return document.text[candidate.end : block.end].startswith("\n")
    if block.lead:
        return False
    after = _block_after(block, document)
    return after is not None and after.kind is BlockKind.PARAGRAPH and after.heading == block.heading


def _block_after(block: Block, document: Document) -> Block | None:
    at = bisect_right(document.blocks, block.start, key=lambda one: one.start)
    return document.blocks[at] if at < len(document.blocks) else None


def _sure(candidate: Candidate, policy: Policy) -> bool:
    return candidate.features.context >= policy.on_theme


def _parts(candidate: Candidate, evidence: Evidence, index: Index) -> Iterator[_Part]:
    """What of a long bullet is about the theme, the wish and its reason apart; the first part that is most about it."""
    topic, document, found = evidence.question.topic, evidence.documents[candidate.first.document_id], []
    for run in runs(candidate, document):
        own = tuple(s for s in candidate.sentences if run.start <= s.start < run.end)
        part = replace(candidate, sentences=own)
        if _heads(part, document):
            continue
        if (part.start > candidate.start and points_back(part.quote)) or moods.NO_IMPERATIVE.match(part.quote):
            continue  # what it points to is not shown with it; 'denk aan …' is an example of something
        found.append(_Part(part, min(place_of(s.text, _places(topic, s.text, index)) for s in own)))
    yield from sorted(found, key=lambda one: one.place)[:1]


def _places(topic: str, text: str, index: Index) -> list[tuple[int, int]]:
    """Where its words stand; 'gezond' is not yet 'gezondheid'."""
    found = zip(index.terms(topic), index.standing(topic, text, names_whole=True), strict=True)
    return [
        (start, end)
        for term, places in found
        for start, end in places
        if not _ABSTRACT.search(term.surface) or _ABSTRACT.search(text[start:end])
    ]


def _best_of_each(told: Sequence[_Part], evidence: Evidence) -> Iterator[_Part]:
    """Of what is wished, held, decided and told the best each: what is about the theme before what only names it."""
    if not told:
        return
    best = min(one.place for one in told)
    spoken = [one for one in told if one.place is not Place.ABOVE] or told
    for sort in Sort:
        last = Place.IN_PASSING if sort is Sort.WISH else Place.BELOW  # a wish in a list of wishes is one too
        own = [one for one in spoken if _sort(one.words, evidence) is sort and one.place <= max(best, last)]
        if sort is Sort.POSITION:  # to hold something of another thing is no position on this one
            own = [one for one in own if one.place in (Place.ASSERTED, Place.ABOVE)]
        if own:
            yield from _whole(_first(own, sort, evidence), evidence)


def _first(own: Sequence[_Part], sort: Sort, evidence: Evidence) -> Iterator[_Part]:
    """The best ones, none that leans on another sentence while there are others."""
    about = [one for one in own if one.place is Place.ASSERTED] or own
    alone = [one for one in about if not points_back(one.words.quote)] or about[:1]
    lowest = evidence.policy.unasked * evidence.candidates[0].score
    wide = _FAR if sort is Sort.WISH and alone[0].place is Place.ASSERTED else evidence.policy.near
    fit = [one for one in alone if one.words.score >= lowest or wide == _FAR]
    if not fit:
        return
    places = {one.words.start: one.place for one in fit}
    near = near_best(replace(evidence, policy=replace(evidence.policy, near=wide)), [one.words for one in fit])
    yield from (_Part(c, places[c.start]) for c in near[: _WISHES if wide == _FAR else evidence.policy.most])


def _whole(chosen: Iterable[_Part], evidence: Evidence) -> Iterator[_Part]:
    """With what a sentence that points back makes sense with, as far as that does the same and is not shown yet."""
    chosen = tuple(chosen)
    for one in chosen:
        if not points_back(one.words.quote):
            yield one
            continue
        whole = joined([one.words], evidence)[0]
        shown = any(whole.start <= other.words.start < whole.end for other in chosen if other is not one)
        same = len(runs(whole, evidence.documents[whole.first.document_id])) == 1 and not shown
        yield _Part(whole if same else one.words, one.place)


def _nearest(found: Sequence[Candidate], policy: Policy, by_meaning: bool) -> list[Candidate]:
    """Where nothing surely speaks of the theme: what holds a part of its word, and means much the same.

    `by_meaning`: where no document knows the word, what means much the same is enough.
    """
    near = [c for c in found if c.features.topic >= policy.means_theme and (by_meaning or c.features.context >= _PART)]
    return [max(near, key=lambda c: c.features.topic)] if near else []


def _sort(candidate: Candidate, evidence: Evidence) -> Sort:
    sentence, document = candidate.first, evidence.documents[candidate.first.document_id]
    if sentence.kind in _DECIDED:
        return Sort.FACT if sentence.kind is Kind.AGREEMENT and _observes(candidate.quote) else Sort.DECISION
    its = runs(candidate, document)[0].mood
    return Sort.WISH if its.wishes else Sort.POSITION if its is Mood.OPINION else Sort.FACT


def _observes(text: str) -> bool:
    """Tells it how things are, and not what the parties will do?"""
    return _OF_NOW.search(text) is not None and _WE.search(text) is None


def _saying(part: _Part, evidence: Evidence, catalogue: Catalogue) -> Saying | None:
    """The words of a candidate, checked; None where they do not stand in the source."""
    candidate = part.words
    checked = (verify(draft, evidence.documents) for draft in quoted((candidate,), evidence))
    claims = tuple(claim for claim in checked if claim is not None)
    if not claims or (len(claims) == 1 and candidate.quote[:1].islower()):  # the end of a lead that is not there
        return None
    own = evidence.question.voices[0]
    places = (catalogue.entries[passage.document_id].publisher for passage in candidate.hit.also)
    also = tuple(dict.fromkeys(name for name in places if name not in ("", own)))
    heading, sort = candidate.first.block.heading, _sort(candidate, evidence)
    side = _side(candidate, evidence.question.topic) if sort in (Sort.WISH, Sort.POSITION) else None
    sure = _sure(candidate, evidence.policy) and part.place in (Place.ASSERTED, Place.BELOW)
    return Saying(claims, sort, heading, sure, side, also)


def _side(candidate: Candidate, theme: str) -> Stance | None:
    """The side that its first sentence takes, or else the heading right above it ('Schaf X af')."""
    first, headings = candidate.first, candidate.first.block.heading
    return taken(plain(first.text), theme, headings) or next(
        (side for heading in reversed(headings) if (side := taken(plain(heading), theme))), None
    )
