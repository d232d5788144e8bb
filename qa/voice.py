"""Whose word stands at a place of a document, and what it is there: a proposal, a decision, another source's figure.

For a quote that somebody kept by its place, without the question it came from. It does not judge whether it is true.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import BlockKind, Document, Sentence, sentences_within
from qa import phrases
from qa.attribution import attribution, mood_of
from qa.mood import SETTLED, Mood
from qa.moods import GOES_ON
from qa.question import Shape
from qa.references import document_words


@dataclass(frozen=True, slots=True)
class _Voice:
    said: str  # "De VVSG stelt voor"
    speaker: str
    mood: Mood


@dataclass(frozen=True, slots=True)
class _Quoted:
    """One sentence, as attribution wants it."""

    first: Sentence

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return (self.first,)

    @property
    def quote(self) -> str:
        return self.first.text


def voice(document: Document, start: int, end: int) -> str:
    """'De VVSG stelt voor', and where the quote goes on to do something else, that it does: '(verderop ook …)'.

    "" where no sentence stands there.
    """
    voices = tuple(dict.fromkeys(_voices(document, start, end)))
    if not voices:
        return ""
    first, *others = voices
    also = dict.fromkeys(document_words(_also(other, first)) for other in others if other.said != first.said)
    further = phrases.FURTHER_ON.format(what=phrases.listed(list(also))) if also else ""
    return document_words(first.said) + further


def _voices(document: Document, start: int, end: int) -> Iterator[_Voice]:
    for sentence, its in _moods(sentences_within(document, start, end), document):
        yield _Voice(attribution(_Quoted(sentence), Shape.FACT, document, first=its), sentence.speaker, its)


def _moods(sentences: Sequence[Sentence], document: Document) -> Iterator[tuple[Sentence, Mood]]:
    """Each sentence by itself: a figure of another body stays that, also amid what the speaker states."""
    before: Mood | None = None
    for sentence in sentences:
        if sentence.block.kind is not BlockKind.REFERENCE or sentence.kind in SETTLED:  # a list of sources says nothing
            before = before if before and GOES_ON.match(sentence.text) else mood_of(sentence, document)
            yield sentence, before


def _also(other: _Voice, first: _Voice) -> str:
    """In a word where the same speaker goes on, in full where it is another."""
    plain = phrases.capital(phrases.SAID[other.mood].format(speaker=other.speaker)) == other.said
    same = plain and other.speaker == first.speaker
    return phrases.ALSO[other.mood] if same else phrases.inside(other.said, other.speaker)
