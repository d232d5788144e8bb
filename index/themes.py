"""Themes as lists of words: reads them from a file, finds them in texts, and draws them from headings where none fit.

A theme is only as good as its words: it does not know what a sentence means.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.analyser import Analyser, is_stop_word
from index.dutch import QUESTION_WORDS, Word, fold, word_forms, words
from index.thesaurus import NOT_A_TABLE, are_texts, read_tables

Span = tuple[int, int]

THEMES = Path(__file__).with_name("themes.toml")
WHOLE = "="  # in front of a word that is not to be found as a part of a compound
NO_TABLE = "[{table}] bestaat niet; gebruik [themes]"
NOT_A_THEME = '[themes] {key}: geef een lijst van woorden, zoals "{key}" = ["woning", "huren"]'
NO_THEMES = "[themes] ontbreekt of is leeg"

_SHORTEST = 5  # letters of a word that may name a theme
_COMMON = 0.15  # share of the headings above which a word says nothing any more
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    words: tuple[str, ...]  # words and expressions; any of them makes a sentence speak of the theme


def read_themes(path: Path = THEMES) -> tuple[Theme, ...]:
    """Raises UnreadableWords, also where a theme is no list of words."""
    tables = read_tables(path, _faults)
    return tuple(Theme(name, tuple(every)) for name, every in tables["themes"].items())


def _faults(tables: Mapping[str, object]) -> Iterator[str]:
    yield from (NO_TABLE.format(table=table) for table in tables if table != "themes")
    themes = tables.get("themes")
    if not themes:
        yield NO_THEMES
    elif not isinstance(themes, dict):
        yield NOT_A_TABLE.format(table="themes")
    else:
        yield from (NOT_A_THEME.format(key=key) for key, value in themes.items() if not are_texts(value, 1))


class ThemeReader:
    """Says of which themes a text speaks, and with which words. Reading changes nothing: threads may share it."""

    def __init__(self, themes: Sequence[Theme], analyser: Analyser) -> None:
        self.themes = tuple(themes)
        self.analyser = analyser
        self._parts: defaultdict[str, set[int]] = defaultdict(set)  # stem, also of a part -> themes
        self._wholes: defaultdict[str, set[int]] = defaultdict(set)  # stem of a whole word -> themes
        self._phrases: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)  # by their first stem
        for number, theme in enumerate(self.themes):
            for word in theme.words:
                self._learn(word, number)

    def about(self, text: str) -> frozenset[int]:
        """The numbers of the themes."""
        content = [tokens for forms in word_forms(text) if (tokens := self.analyser.form_tokens(forms))]
        alone = (number for tokens in content for number in self._of_word(tokens))
        return frozenset(
            (*alone, *(number for at in range(len(content)) for number, _ in self._of_phrases(content, at)))
        )

    def places(self, text: str) -> tuple[Span, ...]:
        """Where a word of one of the themes stands, in order; one may lie within another."""
        content = [(word, tokens) for word in words(text) if (tokens := self.analyser.word_tokens(word))]
        every = [tokens for _word, tokens in content]
        found = {(word.start, word.end) for word, tokens in content if any(True for _ in self._of_word(tokens))}
        for at, (word, _tokens) in enumerate(content):
            found |= {(word.start, content[at + length - 1][0].end) for _, length in self._of_phrases(every, at)}
        return tuple(sorted(found))

    def _learn(self, word: str, number: int) -> None:
        stems = self.analyser.phrase(word.removeprefix(WHOLE))
        if len(stems) > 1:
            self._phrases[stems[0]].append((stems, number))
        for stem in stems if len(stems) == 1 else ():
            (self._wholes if word.startswith(WHOLE) else self._parts)[stem].add(number)

    def _of_word(self, tokens: Sequence[str]) -> Iterator[int]:
        for token in tokens:
            yield from self._parts.get(token, ())
        yield from self._wholes.get(tokens[0], ())

    def _of_phrases(self, content: Sequence[Sequence[str]], at: int) -> Iterator[tuple[int, int]]:
        """The themes of which an expression begins here, and of how many words."""
        for stems, number in self._phrases.get(content[at][0], ()):
            here = content[at : at + len(stems)]
            if len(here) == len(stems) and all(stem == own[0] for stem, own in zip(stems, here, strict=True)):
                yield number, len(stems)


def drawn_themes(headings: Iterable[str], reader: ThemeReader, most: int) -> tuple[Theme, ...]:
    """The words that most headings share, commonest first; without those that nearly all of them have."""
    analyser, every_heading = reader.analyser, tuple(headings)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for heading in every_heading:
        for stem, form in {analyser.read(w.forms[0]).token: w.surface for w in words(heading) if _names(w)}.items():
            forms[stem][form.lower()] += 1
    shared = [(sum(every.values()), every) for every in forms.values()]
    fit = [one for one in shared if _TWICE <= one[0] <= max(_TWICE, _COMMON * len(every_heading))]
    named = (every.most_common(1)[0][0] for _count, every in sorted(fit, key=lambda one: -one[0])[:most])
    return tuple(Theme(name[:1].upper() + name[1:], (WHOLE + name,)) for name in named)


def _names(word: Word) -> bool:
    """May this word name a theme? A long one, no number, none by which people only ask."""
    form = fold(word.forms[0])
    return form.isalpha() and len(form) >= _SHORTEST and form not in QUESTION_WORDS and not is_stop_word(word)
