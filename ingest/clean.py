"""Cleans characters and joins words that were broken over lines; it does not know what a heading or a bullet is.

A character is never replaced by another one: what is left out is hyphens at a line's end, white space, invisible
characters and the furniture of a web page. So a quote from the cleaned text stands letter for letter in the file.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import simplemma

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
SPACES = {
    ord(space): " " for space in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f\u205f\u3000"
}
SOFT_HYPHEN = re.compile("\u00ad[^\\S\\n]*\\n?[^\\S\\n]*")
WINDOW = r"opent\s+(?:in\s+)?(?:een\s+)?nieuw\s+(?:venster|tabblad)"
FURNITURE = (
    re.compile(rf"\s*\(\s*{WINDOW}\s*\)", re.IGNORECASE),
    re.compile(
        r"^[^\S\n]*(?:skip to (?:main )?content|(?:overslaan en )?naar de (?:hoofd)?inhoud(?: gaan)?"
        r"|ga naar (?:de )?(?:hoofd)?inhoud)[^\S\n]*$",
        re.IGNORECASE | re.MULTILINE,
    ),
)

# Prefixes that Dutch always writes closed: a hyphen behind one of them is a leftover of a broken line.
CLOSED = frozenset(
    "aan achter af be bij door ge her in mis na om onder ont op over te tegen toe uit ver voor weder".split()
)
# First parts that are often written with a hyphen: never closed up in the middle of a line.
OPEN = frozenset("anti bio co e eco ex mini multi neo niet non oud post pre pro semi sub super".split())
LINKING = frozenset({"en", "of", "én", "tot", "noch", "naar", "als"})  # "zorg- en welzijnsactoren"
# Two vowels that would be read as one sound keep their hyphen: "zee-eend", "regie-instrument", "mee-evolueren".
CLASH = re.compile(r"(?:aa|ae|ai|au|ee|ei|eu|ie|ii|oe|oi|oo|ou|ui|uu)$")
INNER = re.compile(r"(?<![\w-])([^\W\d_]{2,})-([^\W\d_]{2,})(?![\w-])")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

Known = Callable[[str], bool]


def clean_characters(text: str) -> str:
    """NFC, no invisible characters or link furniture, every kind of space a space; line ends stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\u0085\u000b]", "\n", text).translate(INVISIBLE).translate(SPACES)
    text = SOFT_HYPHEN.sub("", text)
    text = "".join(c for c in text if c in "\n\t\f" or unicodedata.category(c) != "Cc")
    for furniture in FURNITURE:
        text = furniture.sub("", text)
    return text


@cache
def is_dutch(word: str) -> bool:
    """Whether simplemma's Dutch data know this word form."""
    return bool(simplemma.is_known(word, lang="nl"))


def lexicon(lines: Iterable[str]) -> Known:
    """What Dutch knows and what the document itself writes on one line (words beside a broken end left out)."""
    own: set[str] = set()
    for line in lines:
        words = [match[0].lower() for match in WORD.finditer(line)]
        own.update(words[1:-1])  # the first and the last word of a line may be halves
    return lambda word: word.lower() in own or is_dutch(word.lower())


def join_lines(lines: Sequence[str], known: Known) -> str:
    """One paragraph out of its printed lines (a trailing space in a line counts), words joined, spaces folded."""
    text = ""
    for line in lines:
        text = _append(text, line, known)
    return close_up(fold(text), known)


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def close_up(text: str, known: Known) -> str:
    """Takes out hyphens that a broken line left inside a line ("regis-seur"), where the lexicon supports it."""

    def replace(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        return left + right if _is_leftover(left, right, known) else match[0]

    return INNER.sub(replace, text)


def _is_leftover(left: str, right: str, known: Known) -> bool:
    joined = left + right
    if left.lower() in OPEN or not right.islower() or left[1:] != left[1:].lower() or _clash(left, right):
        return False
    if left.lower() in CLOSED:
        return known(joined) or known(right)
    return known(joined) and not (known(left) and known(right))


def _clash(left: str, right: str) -> bool:
    return bool(CLASH.search((left[-1] + right[0]).lower()))


def _append(text: str, line: str, known: Known) -> str:
    head, tail = text.rstrip(), line.strip()
    if not head or not tail:
        return head + tail + line[len(line.rstrip()) :] if tail else text
    trailing = line[len(line.rstrip()) :]
    spaced = head != text
    if re.search(r"[^\W_]-$", head):
        return _over_hyphen(head, tail, spaced, known) + trailing
    if not spaced and _opens_word(head, tail, known):
        return head + tail + trailing  # "(klein)" + "kinderen"
    return head + " " + tail + trailing


def _over_hyphen(head: str, tail: str, spaced: bool, known: Known) -> str:
    left = head[:-1].split()[-1]
    first = re.match(r"[^\W_]+", tail)
    right = first[0] if first else ""
    if not right or (right in LINKING and _is_suspended(left, right, tail, spaced, known)):
        return head + " " + tail
    if _keeps_hyphen(left, right, known):
        return head + tail
    return head[:-1] + tail


def _is_suspended(left: str, right: str, tail: str, spaced: bool, known: Known) -> bool:
    """ "dienst-" + "en hulpverlening" is two words; "ontplooi-" + "en. Ze" is one."""
    if spaced:
        return True
    ends = re.match(r"[^\W_]+\s*[.,;:!?)]", tail) is not None
    return not (ends or (known(left + right) and not known(left)))


def _keeps_hyphen(left: str, right: str, known: Known) -> bool:
    part = re.split(r"[-/]", left)[-1].lstrip("(‘'\"“")
    if not part or part[-1].isdigit() or part[-1].isupper() or not right[0].islower():
        return True  # "OCMW-cliënten", "2024-2030", "Vlaams-Lokaal"
    if known(part + right):
        return False
    if known(f"{part}-{right}"):
        return True
    if part.lower() == "non":
        return True
    return _clash(part, right) and known(part) and known(right)


def _opens_word(head: str, tail: str, known: Known) -> bool:
    """ "(klein)" before "kinderen": a bracket that is the first part of the next word."""
    opened = re.search(r"(?:^|\s)\(([^\W\d_]+)\)$", head)
    following = re.match(r"[^\W\d_]+", tail)
    return bool(opened and following and following[0].islower() and known(opened[1] + following[0]))
