"""What could be asked next, from the passages that were found: another voice, a section beside, the rest of a list.

Only ideas: whoever shows one asks it first (`answered`). It knows no document by its words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from index import Index, content_words
from ingest import Document, Kind, Passage
from qa import phrases
from qa.answer import Answer, Reason
from qa.attribution import mood_of
from qa.mood import WISHING
from qa.plain import plain
from qa.rewrite import theme_of
from qa.themes import LONGEST, theme_of_heading, themed

_ABOUT = 0.5  # share of the words of a theme that an answer has to hold, its headings counted in
_NEAR = 0.3  # share of the words of a question that a passage needs to lead on from it
_LOOKED_AT = 10  # passages on the theme, for what others say of it
_MOST_DOCUMENTS = 40  # that a first question is looked for in
_BEHIND_THEME = re.compile(
    r"\s*(?:[,;:]|\bvolgens\b|\bin \d{4}\b|\ben (?:wat|hoe|waar\w*|welke?|wie)\b).*$", re.IGNORECASE
)
_ARTICLE = re.compile(r"^de (?=[\w-]+(?:en|ers)$)", re.IGNORECASE)  # "over de mantelzorgers": over them all
_POINTS = re.compile(r"\b(?:die|dat|deze|dit|daar\w*|hier\w*|zij|ze|hun|hen|het)$|[()\[\]]", re.IGNORECASE)
_LED_ON = (Reason.NOT_FOUND, Reason.ADJACENT_ONLY, Reason.UNKNOWN_NAME)  # silences after which something is near

Place = tuple[str, int]  # document and start of what was cited


@dataclass(frozen=True, slots=True)
class Idea:
    """A question, and what shows that its answer is one."""

    question: str
    theme: str = ""  # what the answer has to be about
    publisher: str | None = None  # whose word it has to hold; None: anybody's


def next_ideas(answer: Answer, index: Index) -> tuple[Idea, ...]:
    """What could follow an answer, or what may be asked where there is none; the most telling first."""
    if answer.reason is not None and answer.reason not in _LED_ON:
        return ()
    cited = [c for claim in answer.claims for c in claim.citations]
    near = [hit.passage for hit in answer.hits]
    told = [p for c in cited for p in near if p.id == c.passage_id]
    theme = _theme(answer, told, index)
    voices = {index.documents[c.document_id].publisher for c in cited}
    rest = [Idea(phrases.REST_OF_LIST)] if _list_goes_on(answer) else []
    elsewhere = index.search(theme, _LOOKED_AT, within=answer.among) if theme else ()
    found = [hit.passage for hit in elsewhere if index.documents[hit.passage.document_id].publisher not in voices]
    others = list(_others(theme, found, index))
    every = [Idea(phrases.SAY_ABOUT.format(speaker=phrases.ALL_SPEAKERS, theme=theme), theme)] if theme else []
    related = _related(answer, [p for p in near if p not in told] + _behind(told, index), index)
    ideas = (*rest, *_in_turn(others, related), *(every if len(voices) == 1 and len(others) > 1 else ()))
    own = {plain(answer.question), plain(answer.standalone)}
    return _each_once(i for i in ideas if plain(i.question) not in own)


def first_ideas(index: Index) -> tuple[Idea, ...]:
    """What could be asked of documents that nobody knows yet: of each in turn its sections, by their headings."""
    each = (_of_passages(index.passages_of(i), index) for i in islice(index.documents, _MOST_DOCUMENTS))
    turns = zip_longest(*(list(islice(ideas, _MOST_DOCUMENTS)) for ideas in each))
    return _each_once(idea for turn in turns for idea in turn if idea is not None)


def _each_once(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """Of one voice each theme once, however it is asked."""
    first: dict[tuple[str, str | None], Idea] = {}
    for idea in ideas:
        first.setdefault((idea.theme or idea.question, idea.publisher), idea)
    return tuple(first.values())


def answered(
    ideas: Iterable[Idea], ask: Callable[[str], Answer], index: Index, known: Sequence[Answer], most: int, tries: int
) -> Iterator[str]:
    """The first `most` of them with an answer of their own: about their theme, and not what was `known` before."""
    said = {place for answer in known for place in _places(answer)}
    for idea in islice(ideas, tries):
        answer = ask(idea.question)
        fresh = _places(answer) - said
        if not fresh or not _fits(idea, answer, index):
            continue
        said |= fresh
        yield idea.question
        most -= 1
        if not most:
            return


def _places(answer: Answer) -> set[Place]:
    return {(c.document_id, c.start) for claim in answer.claims for c in claim.citations}


def _fits(idea: Idea, answer: Answer, index: Index) -> bool:
    """Is it about the theme, in the words of whom it asks?"""
    cited = [(c, index.documents[c.document_id]) for claim in answer.claims for c in claim.citations]
    around = {hit.passage.id: " ".join(hit.passage.heading) for hit in answer.hits}
    own = [c for c, document in cited if idea.publisher in (None, document.publisher)]
    shares = (
        [index.share(idea.theme, f"{around.get(c.passage_id, '')} {c.quote}") for c in own] if idea.theme else [1.0]
    )
    return bool(own) and max(shares) >= _ABOUT


def _list_goes_on(answer: Answer) -> bool:
    return any(
        words.split("{")[-1].split("}")[-1] in answer.closing for words in (phrases.MORE_ITEMS, phrases.ONE_MORE_ITEM)
    )


def _in_turn(*lists: Sequence[Idea]) -> list[Idea]:
    return [idea for turn in zip_longest(*lists) for idea in turn if idea is not None]


def _theme(answer: Answer, told: Sequence[Passage], index: Index) -> str:
    """What the question says that it is about, else the heading above what was found."""
    said = _BEHIND_THEME.sub("", theme_of(answer.standalone or answer.question)).strip(" ?!.\"'“”")
    short = said and len(said.split()) <= LONGEST and not _POINTS.search(said) and content_words(said)[0]
    if short and (typed := _well_typed(said, index)):
        return typed
    headings = (theme_of_heading(p.heading, index.documents[p.document_id]) for p in told)
    return next((heading for heading in headings if heading), "")


def _well_typed(theme: str, index: Index) -> str:
    """The theme as the documents spell it: a slip of the pen is not repeated in a question of ours; "" if unknown."""
    for term in index.terms(theme):
        if not term.frequency or len(term.meant) > 1:
            return ""
        if term.meant and term.surface.islower():
            theme = re.sub(rf"\b{re.escape(term.surface)}\b", term.meant[0], theme)
    return _ARTICLE.sub("", theme)


def _others(theme: str, near: Sequence[Passage], index: Index) -> Iterator[Idea]:
    """The same theme of each other publisher with whom it was found."""
    found = [p for p in near if theme and index.share(theme, f"{' '.join(p.heading)} {p.text}") >= _ABOUT]
    for document in {index.documents[p.document_id].publisher: index.documents[p.document_id] for p in found}.values():
        own = [p for p in found if index.documents[p.document_id].publisher == document.publisher]
        if document.publisher:
            yield _asked(document, theme, _proposed(theme, own, index))


def _proposed(theme: str, passages: Sequence[Passage], index: Index) -> bool:
    """Does a proposal on the theme stand there?"""
    lines = ((line, index.documents[p.document_id]) for p in passages for line in index.sentences(p))
    return any(mood_of(line, d).wishes and index.share(theme, line.text) >= _ABOUT for line, d in lines)


def _behind(told: Sequence[Passage], index: Index) -> list[Passage]:
    """What follows in the document below another heading."""
    for passage in told[:1]:
        later = (p for p in index.passages_of(passage.document_id) if p.start > passage.start)
        return list(islice((p for p in later if p.heading[:-1] != passage.heading[:-1] or not p.heading[:-1]), 6))
    return []


def _related(answer: Answer, near: Sequence[Passage], index: Index) -> list[Idea]:
    """The sections found beside what was told; after a silence only those with words of the question."""
    asked = answer.standalone or answer.question
    led = [p for p in near if answer.claims or index.share(asked, f"{' '.join(p.heading)} {p.text}") >= _NEAR]
    return list(_of_passages(led, index))


def _of_passages(passages: Sequence[Passage], index: Index) -> Iterator[Idea]:
    for passage in passages:
        document = index.documents[passage.document_id]
        theme, path = themed(passage.heading, document)
        if theme and document.publisher:
            below = (p for p in index.passages_of(document.id) if p.heading[: len(path)] == path)
            wishes = any(mood_of(line, document).wishes for p in below for line in index.sentences(p))
            yield _asked(document, theme, wishes)


def _asked(document: Document, theme: str, proposed: bool) -> Idea:
    theme = _ARTICLE.sub("", theme)
    if document.kind is Kind.AI_SUMMARY:
        question = phrases.IN_SUMMARY.format(theme=theme)
    else:
        phrase = phrases.PROPOSES_ABOUT if proposed and document.kind in WISHING else phrases.SAYS_ABOUT
        question = phrase.format(speaker=document.speaker or document.publisher, theme=theme)
    return Idea(question, theme, document.publisher)
