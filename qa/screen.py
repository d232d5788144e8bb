"""Looks at a question before anything is searched: empty, endless, another language, orders instead of questions.

It does not know the documents; whether they hold an answer is decided later.
"""

import re

from qa import misuse, patterns
from qa.answer import Reason
from qa.plain import folded_once, legible, lines_of, one_line

LONGEST = 2_000  # characters; a question is not a document


def screen(text: str) -> Reason | None:
    """Why this is no question that documents could answer; None if it may be searched."""
    folded = folded_once(text)
    if not re.search(r"\w", folded):
        return Reason.EMPTY
    if re.fullmatch(patterns.GREETINGS, folded):
        return Reason.TOO_VAGUE
    if len(text) > LONGEST:
        return Reason.TOO_LONG
    if orders(text):
        return Reason.INSTRUCTION
    errand = re.search(patterns.ERRANDS, folded) and not re.search(patterns.SUMMARY, folded)
    if errand or re.search(patterns.ADVICE, folded):
        return Reason.OFF_TOPIC
    if foreign(folded):
        return Reason.OTHER_LANGUAGE
    return None


def orders(text: str) -> bool:
    """Does it, or one of its lines, tell the assistant what to do?"""
    return any(map(_orders, lines_of(text)))


def _orders(text: str) -> bool:
    """Also in spaced letters, or with figures for letters."""
    bare = re.sub(misuse.QUOTED, " ", folded_once(text))
    if re.search(misuse.ORDERS, bare):
        return True
    joined = re.sub(misuse.SPACED, lambda run: re.sub(r"[\W_]", "", run[0]), bare)
    unleet = re.sub(r"\b(?=\w*[a-z])(?=\S*[013457@$])[\w@$]+", lambda w: w[0].translate(_LEET), bare)
    return bool(re.search(misuse.RUN_TOGETHER, re.sub(r"\W", "", joined)) and joined != bare) or (
        unleet != bare and re.search(misuse.ORDERS, unleet) is not None
    )


_LEET = str.maketrans(misuse.LEET)


def genuine(text: str) -> str:
    """Without the sentences that order, where a question is left; else the text as it is."""
    if not orders(text):
        return text
    asked = [part for part in re.split(r"(?<=[.!?;])\s+|\n+", text) if part.strip() and not orders(part)]
    rest = " ".join(asked)
    return rest if "?" in rest and not orders(rest) else text


def unmarked(text: str) -> str:
    """The words of a question in one line, without HTML tags and Markdown signs."""
    return one_line(unmarked_lines(text))


def unmarked_lines(text: str) -> str:
    """The same, line by line: an order may stand in a line of its own."""
    bare = re.sub(r"<[^<>]{0,300}>|[*_#`~|<>]+", " ", legible(text))
    return "\n".join(line for line in map(one_line, bare.splitlines()) if line)


def written(text: str) -> str:
    """Text without halves of characters ("\\ud800" alone), which nothing can write down."""
    return re.sub("[\ud800-\udfff]", "", text)


def foreign(folded: str) -> bool:
    """Do the small words of another language clearly outnumber the Dutch ones, or its letters the Latin ones?"""
    letters = [c for c in folded if c.isalpha()]
    if sum(c > "\u036f" for c in letters) > len(letters) / 2:
        return True
    words = re.findall(r"[a-z']+", folded.translate(_DOTLESS))
    if (
        words[:1]
        and words[0] in patterns.OPENING
        and not any(word in patterns.DUTCH - {"is", "in", "was"} for word in words)
    ):
        return True
    return any(_outnumbered(words, frozenset(own)) for own in patterns.FOREIGN.values())


_DOTLESS = str.maketrans("ıł", "il")  # letters that no accent makes


def _outnumbered(words: list[str], own: frozenset[str]) -> bool:
    """Words that both languages have ('is', 'in', 'die') say nothing."""
    theirs = sum(word in own and word not in patterns.DUTCH for word in words)
    ours = sum(word in patterns.DUTCH and word not in own for word in words)
    return theirs >= 2 and theirs > ours
