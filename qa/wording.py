"""Does a sentence say a sentence of its source again, in its own words and their order?

Without a model that judges what follows from what, that is all that can be trusted: the same words with some left out
("kinderen uit arme gezinnen", "twee op de drie kinderen") or another of two actors before a verb make another claim.
It knows nothing of quotes, speakers or nuances (qa/support.py does).
"""

import re
from collections.abc import Iterator, Sequence

from qa.plain import plain, words_of
from qa.values import find_values

# They come and go with the frame of a sentence; whether it wishes or states is for qa/nuances.py.
_LOOSE = frozenset(
    "de het een er ook wel dan dus daarom daarnaast verder bovendien namelijk moet moeten dient dienen".split()
)
# What comes after these adds to a sentence and limits nothing of it: ", die …", ", als …", " en …", " of …" may.
_TAIL = re.compile(r";\s|,\s(?=(?:terwijl|zodat|waardoor|omdat|want|samen met)\s)")
_PIECE = re.compile(r"(?<=[.!?])\s+|\n+")


def repeats(sentence: str, quotes: Sequence[str], frame: frozenset[str]) -> bool:
    """Is it one sentence of the quotes, whole or without its tail? `frame`: words that it may add."""
    said = _words(sentence)
    return any(_spoken(said, _words(text), frame) for quote in quotes for text in _wholes(quote))


def _wholes(quote: str) -> Iterator[str]:
    """Each sentence, also without a tail; behind a lead ("Wij vragen niet:") none without it."""
    lead = ""
    for piece in filter(str.strip, _PIECE.split(quote)):
        text = f"{lead} {piece}".strip()
        lead = text if piece.rstrip().endswith(":") else lead
        yield text
        yield from (text[: hit.start()] for hit in _TAIL.finditer(text))


def _spoken(said: list[str], source: list[str], frame: frozenset[str]) -> bool:
    """Every word of the source in its order; before and behind it none but words of the frame."""
    length = len(source)
    return any(
        said[at : at + length] == source and frame.issuperset((*said[:at], *said[at + length :]))
        for at in range(len(said) - length + 1 if source else 0)
    )


def _words(text: str) -> list[str]:
    """Its words; a figure, date or code is the same word in every spelling."""
    for value in reversed(find_values(text)):
        text = f"{text[: value.start]} _{re.sub(r'[^0-9A-Za-z]', '_', value.canonical)} {text[value.end :]}"
    return [word for word in words_of(plain(text)) if word.strip("-") and word not in _LOOSE]
