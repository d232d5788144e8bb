"""Where questions are asked: one state of the index with what answers from it, replaced as a whole when that changes.

It does not know pages or servers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from index import Index
from ingest import Root
from qa import Answer, Comparison, Turn
from ui.access_settings import Network
from ui.batch import Ask
from ui.entrance import Way
from ui.listed import Entries, by_id
from ui.render import Documents
from ui.tokens import Tokens
from ui.uploads import Uploads
from ui.watching import By, Watch

_NAMED = 30  # documents that the page names by itself


class Answering(Protocol):
    """Assistant.answering: an answer while it grows, the last one whole."""

    def __call__(
        self, question: str, history: Sequence[Turn], *, consent: bool, within: frozenset[str] | None = None
    ) -> Iterator[Answer]: ...


class Comparing(Protocol):
    """What each of these publishers says of a theme."""

    def __call__(self, theme: str, publishers: Sequence[str]) -> Comparison: ...


class Current(Protocol):
    """Gives the desk of now: whoever answers takes it once and works on with that one."""

    def __call__(self) -> "Desk": ...


def _stay() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Desk:
    index: Index
    ask: Ask
    answering: Answering
    outside: str = ""  # the host to which a question goes once somebody has agreed to that
    extractive: Answering | None = None  # the same without a language model; None: `answering` uses none
    comparing: Comparing | None = None  # None: by who asks for it, at once
    retire: Callable[[], None] = _stay  # told once another one took its place; who holds it may still ask

    @property
    def documents(self) -> Documents:
        return self.index.documents

    @property
    def entries(self) -> Entries:
        """What the catalogue says of each document: their texts are read only where they are needed."""
        return _shelf(self.index).entries

    @property
    def named(self) -> Documents:
        """The first of the documents, in the order of their publishers: a page that names all of them has no end."""
        return _shelf(self.index).named


@dataclass(frozen=True, slots=True)
class _Shelf:
    entries: Entries
    named: Documents


_SHELVES: WeakKeyDictionary[Index, _Shelf] = WeakKeyDictionary()  # forgotten with their index


def _shelf(index: Index) -> _Shelf:
    """Made once for each index; twice by two who ask at once does no harm."""
    found = _SHELVES.get(index)
    if found is None:
        first = nsmallest(_NAMED, index.catalogue, key=lambda entry: (entry.publisher, entry.title))
        named = {entry.id: index.documents[entry.id] for entry in first}
        found = _SHELVES[index] = _Shelf(by_id(index.catalogue), named)
    return found


@dataclass(frozen=True, slots=True)
class House:
    """What the server offers besides answers; what is not given is not offered."""

    corpus: tuple[Path | Root, ...] = field(default=())  # where the original files are
    way: Way | None = None  # how it is known who is looking; None: by nothing, everybody may
    hosts: frozenset[str] = frozenset()  # names by which browsers may reach it; none: any
    feedback: Path | None = None  # where opinions about answers are kept
    organisation: str = ""  # whose page this is, and where one can reach them
    contact: str = ""
    themes: Path | None = None  # a list of themes in place of index/themes.toml
    sends_to: str = ""  # the host outside to which every question goes, because whoever manages this said so
    store: Path | None = None  # where the index is, or what is kept beside one on servers
    sign: Callable[[], object] | None = None  # what tells one index on servers from the next; None: it is in `store`
    uploads: Uploads | None = None  # where a beheerder adds documents
    proxies: tuple[Network, ...] = ()  # of whom it counts what they say of a browser, where nobody logs in
    tokens: Tokens | None = None  # with which other programs come in
    per_minute: int = 0  # how often one of them may ask; 0: as it likes
    mcp: bool = False  # whether other assistants may ask
    runs: Path | None = None  # where measurements are kept, for their reports
    watch: Watch = field(default_factory=Watch)  # what is counted of this server, and whether it is ready
    metrics_token: str = field(default="", repr=False)  # who has it may read what is counted; "": nobody here
    threads: int = 40  # that may stand and wait for an answer


def within_of(desk: Desk, within: frozenset[str] | None) -> Ask:
    """Asks in these documents alone, and nobody outside."""
    if within is None:
        return desk.ask

    def ask(question: str, history: Sequence[Turn]) -> Answer:
        *_, answer = desk.answering(question, history, consent=False, within=within)
        return answer

    return ask


def counted(current: Current, watch: Watch, by: By) -> Current:
    """The same desks; what is asked there is counted as having come in this way, but not what nobody asked."""

    def now() -> Desk:
        desk = current()

        def ask(question: str, history: Sequence[Turn]) -> Answer:
            *_, answer = watch.followed(by, iter_of(desk.ask, question, history))
            return answer

        def answering(
            question: str, history: Sequence[Turn], *, consent: bool, within: frozenset[str] | None = None
        ) -> Iterator[Answer]:
            return watch.followed(by, desk.answering(question, history, consent=consent, within=within))

        return replace(desk, ask=ask, answering=answering, extractive=desk.extractive or desk.answering)

    return now


def iter_of(ask: Ask, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
    """Asked when somebody takes the answer."""
    yield ask(question, history)


def untold(desk: Desk, within: frozenset[str] | None = None) -> Ask:
    """Asks what nobody asked (whether a question has an answer): never of a language model, here or outside."""
    answering = desk.extractive or desk.answering

    def ask(question: str, history: Sequence[Turn]) -> Answer:
        *_, answer = answering(question, history, consent=False, within=within)
        return answer

    return ask


def at_once(ask: Ask) -> Answering:
    """Answers that come whole."""

    def answering(
        question: str,
        history: Sequence[Turn],
        *,
        consent: bool,  # noqa: ARG001
        within: frozenset[str] | None = None,  # noqa: ARG001
    ) -> Iterator[Answer]:
        yield ask(question, history)

    return answering
