"""A dossier, checked against the documents of now: what was collected, with every quote in the source's own characters.

Pure. What a browser sends names places; the words at a place come from the document. It does not know how a dossier
looks in a file or on the page.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ingest import Document, written_date
from qa import Answer, attributes, repeats, voice
from ui import texts
from ui.dossier_given import GivenAnswer, GivenClaim, GivenDossier, GivenQuote, GivenText, Item, Place
from ui.render import Documents, Source, source_at

LONGEST_QUOTE = 20_000  # characters
LONGEST_DOSSIER = 1_500_000  # characters of all quotes together
MOST_ASKED = 20  # answers that are asked again for one dossier
_LAYOUT = "\n\t"

Confirm = Callable[[GivenAnswer], bool]
Numbered = Mapping[tuple[str, int, int], Source]


class DossierTooLong(Exception):
    """All quotes together are too long for a file; `str(error)` is a Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """The user's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    source: Source | None  # None: it can no longer be checked
    label: str  # what it was called when it was kept
    note: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer, and the places that it stands on."""

    sentence: str
    group: str
    item: bool
    sources: tuple[Source, ...]
    lost: bool  # a place of it can no longer be checked
    checked: bool  # its words, and who is said to say them, are those of its sources


@dataclass(frozen=True, slots=True)
class Reply:
    question: str
    message: str
    closing: str
    said: tuple[Said, ...]
    note: str
    checked: bool  # the opening and closing words are ours
    limited: bool = False  # only some documents were looked in


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that cannot be read."""


Part = Heading | Text | Quote | Reply | Broken


@dataclass(frozen=True, slots=True)
class Dossier:
    title: str  # the user's own, if any
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]  # each place once, numbered from 1 in the order of first use
    made: date
    searched: int  # documents in the index

    @property
    def name(self) -> str:
        """Its title, or its date where nobody gave it one."""
        return self.title or texts.dossier_of(written_date(self.made.isoformat()))

    @property
    def documents(self) -> tuple[Document, ...]:
        """Those that are quoted, in the order of first use."""
        return tuple({source.document.id: source.document for source in self.sources}.values())

    @property
    def shown(self) -> frozenset[int]:
        """The numbers of the quotes that stand in the text itself."""
        return frozenset(part.source.number for part in self.parts if isinstance(part, Quote) and part.source)


def check(given: GivenDossier, documents: Documents, made: date, confirm: Confirm) -> Dossier:
    """`confirm` tells whether the same is answered now, for what cannot be judged by its words.

    Raises DossierTooLong.
    """
    numbered = _numbered(given.items, documents)
    if sum(len(source.quote) for source in numbered.values()) > LONGEST_DOSSIER:
        raise DossierTooLong(texts.DOSSIER_TOO_LONG)
    parts = [_part(item, numbered) for item in given.items]
    asked = 0
    for i, (item, part) in enumerate(zip(given.items, parts, strict=True)):
        if isinstance(item, GivenAnswer) and isinstance(part, Reply) and _doubtful(item, part) and asked < MOST_ASKED:
            asked += 1
            parts[i] = _confirmed(part) if confirm(item) else part
    title = " ".join(clean(given.title).split())
    return Dossier(title, tuple(parts), tuple(numbered.values()), made, len(documents))


def clean(text: str) -> str:
    """Without what no file can hold or what turns the reading direction of the words around it."""
    return "".join(c for c in text if c in _LAYOUT or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co", "Cf"))


def _numbered(items: Iterable[Item], documents: Documents) -> dict[tuple[str, int, int], Source]:
    found: dict[tuple[str, int, int], Source] = {}
    for place in (place for item in items for place in _places(item)):
        source = None if _key(place) in found else _source(place, documents)
        if source is not None:
            whose = voice(source.document, place.start, place.end)
            found[_key(place)] = replace(source, number=len(found) + 1, voice=whose)
    return found


def _places(item: Item) -> tuple[Place, ...]:
    if isinstance(item, GivenQuote):
        return (item,)
    if isinstance(item, GivenAnswer):
        return tuple(place for claim in item.claims for place in claim.citations)
    return ()


def _key(place: Place) -> tuple[str, int, int]:
    return place.document, place.start, place.end


def _source(place: Place, documents: Documents) -> Source | None:
    """The words at that place; None where there are none, so that nothing is quoted which is not there."""
    document = documents.get(place.document)
    if document is None or not 0 <= place.start < place.end <= len(document.text):
        return None
    long = place.end - place.start > LONGEST_QUOTE
    blank = long or not document.text[place.start : place.end].strip()
    return None if blank else source_at(document, place.start, place.end)


def _part(item: Item, numbered: Numbered) -> Part:
    if isinstance(item, GivenQuote):
        return Quote(numbered.get(_key(item)), clean(item.label), clean(item.note).strip())
    if isinstance(item, GivenAnswer):
        return _reply(item, numbered)
    if isinstance(item, GivenText):
        words = clean(item.text).strip()
        return Text(words) if item.kind == "note" else Heading(" ".join(words.split()))
    return Broken()


def _reply(item: GivenAnswer, numbered: Numbered) -> Reply:
    said = tuple(_said(claim, numbered) for claim in item.claims)
    documents = tuple({s.document.id: s.document for one in said for s in one.sources}.values())
    framed = all(attributes(words, documents) for words in (item.message, item.closing))
    checked = framed and bool(said)  # that there is no answer stands nowhere
    message, closing, question = clean(item.message), clean(item.closing), clean(item.question).strip()
    return Reply(question, message, closing, said, clean(item.note).strip(), checked, bool(item.within))


def _said(claim: GivenClaim, numbered: Numbered) -> Said:
    found = [numbered.get(_key(place)) for place in claim.citations]
    sources = tuple(dict.fromkeys(source for source in found if source is not None))
    lost = not found or None in found
    checked = not lost and len(sources) == 1 and _stands(claim, sources[0])
    return Said(clean(claim.sentence), clean(claim.group), claim.item, sources, lost, checked)


def _stands(claim: GivenClaim, source: Source) -> bool:
    document = source.document
    return attributes(claim.group, (document,)) and repeats(claim.sentence, document, source.start, source.end)


def _doubtful(item: GivenAnswer, part: Reply) -> bool:
    """Is there something in it that only asking again could settle?"""
    whole = part.checked and all(one.checked for one in part.said)
    return not whole and bool(item.question.strip()) and not any(one.lost for one in part.said)


def same(item: GivenAnswer, answer: Answer) -> bool:
    """Does the answer say what was kept, in the same words and of the same places?"""
    given = [(c.sentence, c.group, c.item, [_key(place) for place in c.citations]) for c in item.claims]
    now = [
        (c.sentence, c.group, c.item, [(place.document_id, place.start, place.end) for place in c.citations])
        for c in answer.claims
    ]
    return (item.message, item.closing, given) == (answer.message, answer.closing, now)


def _confirmed(part: Reply) -> Reply:
    return replace(part, checked=True, said=tuple(replace(one, checked=True) for one in part.said))
