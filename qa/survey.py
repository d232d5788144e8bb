"""Who says how much on which theme: every sentence of the documents by its publisher and by the themes of its words.

A sentence counts for a theme where it holds a word of that theme itself; what only stands under such a heading does
not. It knows neither what a theme is worth nor how this is shown. Of very many documents only some are read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import Entry, Index, Theme, ThemeReader, drawn_themes
from ingest import BlockKind, Document, Kind, Sentence
from qa.attribution import mood_of
from qa.mood import Mood

MOST = 4_500  # passages that are read: some seconds, once
_FEW_THEMES = 5  # below so many themes the corpus has themes of its own
_LITTLE = 0.1  # and below this share of the sentences
_DRAWN = 15  # themes that are drawn from the headings at most
_SAID = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)  # what somebody says, and no note or list of references


_OF_OTHERS = (Kind.AGREEMENT, Kind.DECISION, Kind.DECISIONS, Kind.LEGISLATION)  # no words of who only takes them over


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that counts."""

    document: str
    start: int
    end: int
    wishes: bool  # a proposal, advice, request or expectation


Spoken = Mapping[tuple[str, str], tuple[Line, ...]]  # by publisher and name of the theme


@dataclass(frozen=True, slots=True)
class Survey:
    themes: tuple[Theme, ...]  # those that somebody speaks of, the commonest first
    said: Spoken
    sentences: Mapping[str, int]  # of each publisher, whatever they are about
    wishes: Mapping[str, int]
    read: int  # documents
    documents: int
    drawn: bool  # whether themes were taken from the headings
    notices: Mapping[str, str]  # what must be said of a publisher, where it holds for all that it published

    @property
    def sampled(self) -> bool:
        return self.read < self.documents


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A sentence that says what should be, or what its speaker holds."""

    sentence: Sentence
    mood: Mood


def standpoints(index: Index, document: Document) -> tuple[Standpoint, ...]:
    """The proposals and opinions of a document, in its order."""
    every = ((one, mood_of(one, document)) for one in sentences_said(index, document))
    return tuple(Standpoint(one, its) for one, its in every if its.wishes or its is Mood.OPINION)


def survey(index: Index, themes: Sequence[Theme], whose: Callable[[Document], str], most: int = MOST) -> Survey:
    """`whose`: the name under which a document counts."""
    chosen = _sample(index, most)
    lines, notices = _said(index, chosen, whose)
    own = index.themes(themes)
    spoken = _by_theme(own, lines)
    drawn = drawn_themes(_headings(index, chosen), own, _DRAWN) if _fit_badly(spoken, len(lines)) else ()
    spoken = _by_theme(index.themes(drawn), lines) | spoken
    return Survey(
        themes=_ranked({theme.name: theme for theme in (*drawn, *themes)}, spoken),
        said=spoken,
        sentences=Counter(publisher for publisher, _line, _text in lines),
        wishes=Counter(publisher for publisher, line, _text in lines if line.wishes),
        read=len(chosen),
        documents=len(index.catalogue),
        drawn=bool(drawn),
        notices=notices,
    )


def _fit_badly(spoken: Spoken, sentences: int) -> bool:
    """Do few of the themes occur, or in hardly any sentence?"""
    about = {(line.document, line.start) for every in spoken.values() for line in every}
    few = len({theme for _publisher, theme in spoken}) < _FEW_THEMES
    return sentences > 0 and (few or len(about) < _LITTLE * sentences)


def _ranked(known: Mapping[str, Theme], spoken: Spoken) -> tuple[Theme, ...]:
    totals: Counter[str] = Counter()
    for (_publisher, theme), every in spoken.items():
        totals[theme] += len(every)
    return tuple(known[name] for name, _count in totals.most_common())


def _sample(index: Index, most: int) -> Sequence[Entry]:
    """All documents, or so many of each publisher as may be read, evenly spread."""
    if len(index.passages) <= most:
        return index.catalogue
    step = -(-len(index.passages) // most)
    seen: Counter[str] = Counter()
    kept = []
    for entry in index.catalogue:
        if seen[entry.publisher] % step == 0:
            kept.append(entry)
        seen[entry.publisher] += 1
    return kept[:: -(-len(kept) // most)]  # thousands of publishers have a document each


def _said(
    index: Index, chosen: Sequence[Entry], whose: Callable[[Document], str]
) -> tuple[list[tuple[str, Line, str]], dict[str, str]]:
    """Every sentence with its publisher, and what must be said of a publisher, all of it being of one kind."""
    lines: list[tuple[str, Line, str]] = []
    notices: defaultdict[str, set[str]] = defaultdict(set)
    for entry in chosen:
        document = index.documents[entry.id]
        publisher = whose(document)
        notices[publisher].add(document.notice)
        for one in sentences_said(index, document):
            if one.kind in _OF_OTHERS and one.kind is not document.kind:
                continue
            line = Line(document.id, one.start, one.end, mood_of(one, document).wishes)
            lines.append((publisher, line, one.text))
    return lines, {publisher: "".join(every) for publisher, every in notices.items() if len(every) == 1}


def sentences_said(index: Index, document: Document) -> Iterator[Sentence]:
    """The sentences of a document in order, each once, without its notes and references."""
    for passage in index.passages_of(document.id):
        for one in index.sentences(passage):
            if one.block.kind in _SAID and not one.block.repeats:
                yield one


def _by_theme(reader: ThemeReader, lines: Sequence[tuple[str, Line, str]]) -> dict[tuple[str, str], tuple[Line, ...]]:
    found: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    if not reader.themes:
        return {}
    for publisher, line, text in lines:
        for number in sorted(reader.about(text)):
            found[publisher, reader.themes[number].name].append(line)
    return {key: tuple(every) for key, every in found.items()}


def _headings(index: Index, chosen: Sequence[Entry]) -> Iterator[str]:
    """The headings of each document, or its title where it has none."""
    for entry in chosen:
        document = index.documents[entry.id]
        own = dict.fromkeys(section.heading[-1] for section in document.sections if section.heading)
        yield from own or (document.title,)
