"""What each publisher says of a theme, in columns: what is wished, held, decided and told, kept apart.

Every saying is verified like a claim of an answer. It draws no conclusions: sides are only named where a sentence
plainly takes one (`qa.siding`), and the same words where they stand in both documents.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index import Index, content_words, points_back
from ingest import Kind
from qa.answer import Claim
from qa.attribution import runs
from qa.best import Evidence, joined, near_best
from qa.catalogue import Catalogue
from qa.evidence import Candidate, weigh
from qa.extract import quoted
from qa.mood import Mood
from qa.personal import kinds
from qa.plain import legible, plain
from qa.policy import Policy
from qa.question import Question, Shape, compared_theme
from qa.scope import Scope
from qa.siding import taken
from qa.stance import Stance
from qa.verify import verify

LONGEST_THEME = 200  # characters
MOST_COLUMNS = 10
_DECIDED = (Kind.DECISION, Kind.DECISIONS, Kind.LEGISLATION, Kind.AGREEMENT)
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
    hits = index.search(asked.topic, policy.passages, within=publisher.documents)
    found = tuple(c for c in weigh(index, asked, hits, policy) if _tells(c))
    evidence = Evidence(asked, tuple(c for c in found if _sure(c, policy)), index.documents, policy)
    chosen = [_gist(c, evidence, index) for c in _best_of_each(evidence)] or _nearest(found, policy, by_meaning=nowhere)
    evidence = evidence if evidence.candidates else replace(evidence, candidates=tuple(chosen))
    sayings = tuple(saying for one in chosen if (saying := _saying(one, evidence, catalogue)))
    cited = dict.fromkeys(c.document_id for saying in sayings for claim in saying.claims for c in claim.citations)
    documents = tuple(cited) or tuple(sorted(publisher.documents))[:_HEADED]
    named = index.mentions(asked.topic, publisher.documents) > 0
    return Column(publisher.name, publisher.speaker, documents, named, sayings)


def _tells(candidate: Candidate) -> bool:
    """No lead of a list, no telephone number: a sentence that says something alone, however short."""
    quote = candidate.quote.rstrip()
    cut = quote.endswith((":", "…")) or quote.startswith("…")
    return not cut and len(content_words(quote)[0]) >= _BRIEF


def _sure(candidate: Candidate, policy: Policy) -> bool:
    return candidate.features.context >= policy.on_theme


def _best_of_each(evidence: Evidence) -> Iterable[Candidate]:
    """Of what is wished, held, decided and told the best each, where they are not much worse than the best of all."""
    if not evidence.candidates:
        return
    bar = evidence.policy.unasked * evidence.candidates[0].score
    sorts = [(_sort(c, evidence), c) for c in evidence.candidates if c.score >= bar]
    for sort in Sort:
        if own := [c for its, c in sorts if its is sort]:
            alone = [c for c in own if not points_back(c.quote)] or own[:1]
            yield from _whole(near_best(evidence, alone)[: evidence.policy.most], evidence)


def _whole(chosen: Sequence[Candidate], evidence: Evidence) -> Iterable[Candidate]:
    """With what a sentence that points back makes sense with."""
    for candidate in chosen:
        yield joined([candidate], evidence)[0] if points_back(candidate.quote) else candidate


def _gist(candidate: Candidate, evidence: Evidence, index: Index) -> Candidate:
    """What a long bullet wishes or tells first, without what it says beside that, if the theme stands there too."""
    first = runs(candidate, evidence.documents[candidate.first.document_id])[0]
    short = replace(candidate, sentences=tuple(s for s in candidate.sentences if s.start < first.end))
    themed = not candidate.features.overlap or index.share(evidence.question.topic, short.quote) > 0
    return short if themed else candidate


def _nearest(found: Sequence[Candidate], policy: Policy, *, by_meaning: bool) -> list[Candidate]:
    """Where nothing surely speaks of the theme: what holds a part of its word, and means much the same.

    `by_meaning`: where no document knows the word, what means much the same is enough.
    """
    near = [c for c in found if c.features.topic >= policy.means_theme and (by_meaning or c.features.context >= _PART)]
    return [max(near, key=lambda c: c.features.topic)] if near else []


def _sort(candidate: Candidate, evidence: Evidence) -> Sort:
    sentence, document = candidate.first, evidence.documents[candidate.first.document_id]
    if sentence.kind in _DECIDED:
        return Sort.DECISION
    its = runs(candidate, document)[0].mood
    return Sort.WISH if its.wishes else Sort.POSITION if its is Mood.OPINION else Sort.FACT


def _saying(candidate: Candidate, evidence: Evidence, catalogue: Catalogue) -> Saying | None:
    """The words of a candidate, checked; None where they do not stand in the source."""
    checked = (verify(draft, evidence.documents) for draft in quoted((candidate,), evidence))
    claims = tuple(claim for claim in checked if claim is not None)
    if not claims or (len(claims) == 1 and candidate.quote[:1].islower()):  # the end of a lead that is not there
        return None
    own = evidence.question.voices[0]
    places = (catalogue.entries[passage.document_id].publisher for passage in candidate.hit.also)
    also = tuple(dict.fromkeys(name for name in places if name not in ("", own)))
    heading, sort = candidate.first.block.heading, _sort(candidate, evidence)
    side = _side(candidate, evidence.question.topic) if sort in (Sort.WISH, Sort.POSITION) else None
    return Saying(claims, sort, heading, _sure(candidate, evidence.policy), side, also)


def _side(candidate: Candidate, theme: str) -> Stance | None:
    """The side that its first sentence takes, or else the heading right above it ('Schaf X af')."""
    first, headings = candidate.first, candidate.first.block.heading
    return taken(plain(first.text), theme, headings) or next(
        (side for heading in reversed(headings) if (side := taken(plain(heading), theme))), None
    )
