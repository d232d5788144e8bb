"""Whether an answer that somebody kept still says what its sources say: by its words alone.

It knows the shapes in which the default writer repeats a source. What a language model phrased, a yes or a no, and a
list of who is silent it cannot judge by their words: those have to be asked again.
"""

import re
from collections.abc import Iterable, Sequence

from ingest import Document, written_date
from qa import phrases
from qa.plain import plain
from qa.references import bare, same_words

_VALUE = re.compile(r"^\*\*([^*]+)\*\*\. ")
_DATED = re.compile(r"^\(?(\d{4}-\d\d(?:-\d\d)?)\)?\s*")
_ON = re.compile(r"^Op \*\*([^*]+)\*\*: ")
_YEAR = r"(?: \((?:\d{4}|\d{4}-\d{4})\))?"
_ATTRIBUTIONS = (*phrases.SAID.values(), *phrases.WHO_SAID.values())
_LISTED = (phrases.AGREED, phrases.SUMMARISED, phrases.DECIDED, phrases.DECISIONS_OF)


def repeats(sentence: str, document: Document, start: int, end: int) -> bool:
    """Does the sentence say the words of that place, all of them and in that order, and besides them only ours?"""
    there = bare(document, start, end)
    rest = _without_date(_without_value(sentence, document, there), there)
    turned = re.compile(rf"(?:{_frames(phrases.SAID.values(), (document,))}|{re.escape(phrases.EXPLAINS[:-1])}):")
    said, quoted = (_words(text) for text in (turned.sub(" ", rest), there))
    return bool(said) and said in (quoted, _words(_DATED.sub("", there)))


def attributes(words: str, documents: Sequence[Document]) -> bool:
    """Are these words nothing but who says it, one of those documents, in one of our turns? Nothing at all will do."""
    both = (phrases.BOTH, phrases.ALL.format(count=len(documents)))
    shape = rf"(?:{_frames((*_ATTRIBUTIONS, *_LISTED), documents)})[:.]?"
    return words in ("", *both) or re.fullmatch(shape, words) is not None


def _without_value(sentence: str, document: Document, there: str) -> str:
    """The sentence behind its "**12%**. ", where the place says so, or "**OCMW: …**. ", where the document does."""
    first = _VALUE.match(sentence)
    if first is None:
        return sentence
    short, _, meaning = first[1].partition(": ")
    known = all(same_words(value, there) for value in first[1].split(", ")) or (
        same_words(short, there) and same_words(meaning, document.text)
    )
    return sentence[first.end() :] if known else sentence


def _without_date(sentence: str, there: str) -> str:
    """The sentence behind its "Op **3 mei 2021**: ", where the place begins with that date."""
    said, date = _ON.match(sentence), _DATED.match(there)
    return sentence[said.end() :] if said and date and written_date(date[1]) == said[1] else sentence


def _frames(templates: Iterable[str], documents: Sequence[Document]) -> str:
    """A pattern of what those templates make of the names of the documents and of who speaks in them."""
    names = {phrases.THE_SOURCE} | {name for document in documents for name in _names(document)}
    spelled = {form for name in names if name for form in (name, phrases.capital(name))}
    one = "|".join(map(re.escape, sorted(spelled, key=len, reverse=True)))
    hole = re.escape("{speaker}")
    return "|".join(re.escape(template).replace(hole, f"(?:{one}){_YEAR}") for template in templates)


def _names(document: Document) -> tuple[str, ...]:
    return (document.speaker, document.publisher, document.title, *(section.speaker for section in document.sections))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text.replace("**", "")))
