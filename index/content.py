"""The content words of a text by what Dutch knows of them, whatever is indexed; it does not know what they are for."""

from functools import cache, lru_cache

from index.analyser import Analyser, is_stop_word
from index.dutch import words


@lru_cache(maxsize=10_000)
def content_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the words that stand in a text, and those of the parts of its compounds; no numbers, no stop words.

    What is written with a hyphen counts as words of its own: "wijk-werken" holds "werken", "zorgraad" a part "zorg".
    """
    whole: set[str] = set()
    parts: set[str] = set()
    for word in words(text):
        if not word.number and not is_stop_word(word):
            for form in word.forms:
                reading = _dictionary().read(form)
                whole.add(reading.token)
                parts.update((*reading.halves, *reading.parts))
    return _lettered(whole), _lettered(parts)


def _lettered(stems: set[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if len(stem) > 1 and stem.isalpha())


@cache
def _dictionary() -> Analyser:
    return Analyser({})
