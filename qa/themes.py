"""What a heading is about, as it reads behind "over": the noun of "Schaf de onderhoudsplicht af", "kinderopvang".

Only where that can be said in good Dutch; "" for a slogan, a sentence, or what only names a part of a document.
"""

import re
from collections.abc import Sequence

from index import content_words, points_back
from ingest import Document
from qa import moods, patterns
from qa.mood import commands
from qa.plain import plain

LONGEST = 8  # words of a theme that still reads well in a question
_BROAD = 3  # so many headings below one: that is the whole document rather than a theme
_NUMBERED = re.compile(r"^\W*(?:\d+(?:\.\d+)*\.?|[ivxlc]+\.|[a-z]\))\s+", re.IGNORECASE)
_NO_THEME = re.compile(r"[?!:;()\[\]“”\"–—/\d]| - |,(?!.* en )")
_ORDER = re.compile(
    r"(?:maak (?:meer )?werk van|zorg voor|zet (?:meer )?in op|investeer (?:meer )?in|werk aan|kies voor|streef naar|"
    r"ga voor|\w+) (?P<what>.+)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s(?:die|dat|waar\w*|met|zodat|om|en|af|op|in|uit|aan|toe|door|weg|mee|samen|stop|als|via)\b.*$")
_JOINED = re.compile(r"(?:en|of|als)\b")  # 'Werk en activering' is no order
_NOT_SAID = frozenset(
    "geen niet nooit je jouw jullie jij u uw wij we ons onze dat iedereen niemand meer minder als".split()
)


def themed(heading: Sequence[str], document: Document) -> tuple[str, tuple[str, ...]]:
    """The highest heading that names a theme and not the whole document, and the path to it; "" where none does."""
    for depth in range(1, len(heading) + 1):
        named = _NUMBERED.sub("", " ".join(heading[depth - 1].split())).strip(" .")
        if re.search(patterns.PROPOSAL_HEADING, plain(named)) or moods.HEADINGS.search(named):
            continue
        path = tuple(heading[:depth])
        if not _broad(path, document) and (theme := _named(named, document)):
            return theme, path
    return "", ()


def theme_of_heading(heading: Sequence[str], document: Document) -> str:
    return themed(heading, document)[0]


def _broad(heading: Sequence[str], document: Document) -> bool:
    below = {s.heading[: len(heading) + 1] for s in document.sections if s.heading[: len(heading)] == tuple(heading)}
    return len([one for one in below if len(one) > len(heading)]) >= _BROAD


def _named(heading: str, document: Document) -> str:
    """A noun with what belongs to it; what an order is about."""
    if commands(heading) and (order := _ORDER.fullmatch(heading)) and not _JOINED.match(order["what"]):
        theme = _BEHIND.sub("", order["what"])
    else:
        theme = _as_written(heading, document)
    words = re.findall(r"[\w’'-]+", plain(theme))
    if not words or len(words) > LONGEST or _NO_THEME.search(theme) or points_back(theme):
        return ""
    if _NOT_SAID.intersection(words) or moods.STATES.intersection(words) or commands(theme):
        return ""
    return theme if content_words(theme)[0] else ""


def _as_written(heading: str, document: Document) -> str:
    """Its capitals as the sentences of the document have them ('kinderopvang'); "" for a word that is in none."""
    written = [_in_sentences(word, document) for word in re.split(r"(?<=[\s,])", heading)]
    return "".join(written) if all(written) else ""


def _in_sentences(word: str, document: Document) -> str:
    bare = word.strip(" ,")
    small = bare[:1].lower() + bare[1:]
    if small == bare or sum(letter.isupper() for letter in bare) > 1:
        return word
    within = re.search(rf"(?<=[a-zà-ÿ,;’] )({re.escape(small)}|{re.escape(bare)})(?![\w-])", document.text)
    return word.replace(bare, within[1]) if within else ""
