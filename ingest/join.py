"""Joins words that were broken over printed lines; it does not know what a heading or a bullet is.

At a line's end a hyphen is one of three things: the break of a word ("zelf-" + "standig"), a hyphen that the word has
anyway ("OCMW-" + "cliënten"), or one that stands for the rest of a word ("zorg-" + "en welzijnsactoren"). Nearly all
are the first, so the rules look for signs of the other two. What only the author could know ("cultuur-toeristisch")
comes out as one word, and the diaeresis that a break took away ("re-" + "ele") is not put back.
"""

import re
from collections.abc import Callable, Sequence

from ingest.lexicon import Known, is_dutch

SOFT = "\u00ad"
NEAR = 150  # characters before a line's end that tell how it goes on: a long paragraph is not read again for every line
LONGEST = 40  # letters of a word that are looked at for a word within it

# Prefixes that Dutch always writes closed: a hyphen behind one of them is a leftover of a broken line.
CLOSED = frozenset(
    "aan achter af be bij door ge her in mis na om onder ont op over te tegen toe uit ver voor weder".split()
)
# First parts that are often written with a hyphen: never closed up in the middle of a line.
OPEN = frozenset("anti bio co e eco ex intra mini multi neo niet non oud post pre pro semi sub super".split())
# First parts with a hyphen wherever the closed form is not a word of its own ("export", "oudste").
HYPHENED = frozenset("adjunct aspirant collega ex kandidaat niet non oud quasi".split())
# Abbreviations in lower case that have a vowel; the others are known by having none ("vzw", "wkk").
ABBREVIATIONS = frozenset("ai aso bso buso cao cvo dna hiv ict it kmo kso lez mer ngo ocmw rup tso".split())
# Two words side by side, neither of which says something of the other.
COUPLED = {
    "kosten": ("baten",),
    "mens": ("machine",),
    "minister": ("president",),
    "ministers": ("president",),
    "moeder": ("kind",),
    "noord": ("zuid",),
    "oost": ("west",),
    "ouder": ("kind",),
    "prijs": ("kwaliteit",),
    "vraag": ("aanbod",),
    "warmte": ("kracht",),
    "woon": ("school", "werk", "zorg"),
    "zwart": ("wit",),
}
NATIONAL = frozenset("belgisch brussels duits europees federaal frans nederlands vlaams waals".split())
# "één-op-één", "face-to-face", "kant-en-klaar": such a word between hyphens keeps both.
BETWEEN = frozenset("aan à and by de en for in of on op over the to tot van voor".split())
PARTICLES = frozenset("by down in off on out up".split())  # "bottom-up", "opt-out", where "bottomup" is no word

# Words before which a hyphen stands for the rest of a word: "zorg- en welzijnsactoren".
LINKING = frozenset("als alsook dan en én evenals maar naar noch of ofwel plus respectievelijk tot versus".split())
VOWEL = re.compile(r"[aeiouyà-üéè]|ij", re.IGNORECASE)
# Two vowels that would be read as one sound keep their hyphen: "zee-eend", "energie-efficiëntie", "na-ijver".
CLASH = re.compile(r"(?:aa|ae|ai|au|ee|ei|eu|ie|ii|oe|oi|oo|ou|ui|uu)$")
HIATUS = re.compile(r"e(?:er|el|le|en|nd|ne|nt|us|uz)")  # "ambiti-" + "euze" is a break within a word
DIAERESIS = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}  # a break may take it away: "financi-" + "ele"
EQUAL = re.compile(r"isch$|\w{3}[inru]eel$")  # "cultureel", not "deel", "kasteel" or "toneel"
ADJECTIVE = re.compile(r"(?:isch|lijk|eel|ele|aal|ale|ief|ieve|ig|matig)e?$")
ADDRESS = re.compile(r"(?:https?:|www\.|@)\S*-$")

AT_END = re.compile(r"[^\W_]-$|[)\]’'”\"%+!]-$")
LETTERS = re.compile(r"[^\W_]+")
INNER = re.compile(r"(?<![\w-])([^\W\d_]{2,})-([^\W\d_]{2,})(?![\w-])")
OPEN_END = re.compile(r"\w/$|\d–$")  # "en/" + "of", "2019–" + "2024"
ELLIPSIS = re.compile(r"(?:^|\s)(?:en|of|én|en/of) -$")  # "beleidsvoorbereiding en -" + "uitvoering"


def join_lines(lines: Sequence[str], known: Known) -> str:
    """One paragraph out of its printed lines (a trailing space in a line counts), words joined, spaces folded."""
    done: list[str] = []
    text = ""
    for line in lines:
        text = _append(text, line, known)
        done.append(text[:-NEAR])
        text = text[-NEAR:]
    return close_up(fold("".join([*done, text]).replace(SOFT, "")), known)


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def close_up(text: str, known: Callable[[str], bool]) -> str:
    """Takes out hyphens that a broken line left inside a line ("regis-seur"), where the lexicon supports it."""

    def replace(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        return left + right if _is_leftover(left, right, known) else match[0]

    return INNER.sub(replace, text)


def _is_leftover(left: str, right: str, known: Callable[[str], bool]) -> bool:
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
    trailing = " " * (line != line.rstrip())
    if not head or not tail:
        return head + tail + trailing if tail else text
    return _joined(head, tail, head != text, known) + trailing


def _joined(head: str, tail: str, spaced: bool, known: Known) -> str:
    bare = head.rstrip("-" + SOFT)
    marks = head[len(bare) :]
    if marks.startswith(SOFT):
        return bare + tail  # a soft hyphen is a break for certain, also where the printer's hyphen stands behind it
    if len(marks) > 1 and SOFT in marks:
        return bare + "-" + _suspended_space(tail) + tail  # "STEM-" with a soft hyphen behind its own
    if AT_END.search(head):
        return bare + glue(bare, tail, known, spaced) + tail
    if ELLIPSIS.search(head) or (OPEN_END.search(head) and re.match(r"\w", tail)):
        return head + tail
    if not spaced and _opens_word(head, tail, known):
        return head + tail  # "(klein)" + "kinderen"
    return head + " " + tail


def _suspended_space(tail: str) -> str:
    first = LETTERS.match(tail)
    return " " if first and first[0] in LINKING else ""


def glue(head: str, tail: str, known: Known, spaced: bool = False) -> str:
    """What stands between these two in the text: "" joins them, "-" is the word's own, "- " stands for its rest."""
    left = _last_part(head)
    first = LETTERS.match(tail)
    if first is None:
        return _before_mark(tail)
    right = first[0]
    if right in LINKING and not tail.startswith("-", len(right)) and _is_suspended(left, right, tail, spaced, known):
        return "- "
    if ADDRESS.search(head + "-"):
        return "-"
    return "-" if _keeps_hyphen(head, left, right, tail, known) else ""


def _last_part(head: str) -> str:
    """The letters before the hyphen: "be" of "niet-be", "infra" of "(O&O-infra"; "" behind another sign."""
    found = re.search(r"[^\W_]+$", head)
    return found[0] if found else ""


def _before_mark(tail: str) -> str:
    """Where no letter follows: "gegevens-" + "(uitwisseling)", "anti-" + "‘woke’", "zorg-" + "& welzijn"."""
    if re.match(r"\([^\W_]+\)", tail):
        return ""
    return "-" if re.match(r"[(‘“'\"/]\w", tail) else "- "


def _is_suspended(left: str, right: str, tail: str, spaced: bool, known: Known) -> bool:
    """ "dienst-" + "en hulpverlening" is two words; "ontplooi-" + "en. Ze" is one.

    No Dutch syllable is "en" or "of" behind a consonant: there the line would have been broken before the consonant.
    """
    if spaced or not left:
        return True
    if re.match(r"[^\W_]+\s*[.;:!?)]", tail):
        return False
    if right not in {"en", "of"}:
        return not known(left + right)
    if not re.search(r"(?:[aeiouyéè]|ij)$", left):
        return True
    return not known(left + right) or _shares_its_end(tail, known)


def _shares_its_end(tail: str, known: Known) -> bool:
    """Whether a compound follows the "en": "groei- en bloeikansen", not "groei-en zonder"."""
    words = LETTERS.findall(tail)
    word = words[1][:LONGEST] if len(words) > 1 else ""
    return any(known(word[:cut].removesuffix("s")) and known(word[cut:]) for cut in range(4, len(word) - 3))


def _keeps_hyphen(head: str, left: str, right: str, tail: str, known: Known) -> bool:
    if not left or left[-1].isdigit() or len(left) == 1 or not VOWEL.search(left):
        return True  # "2024-2030", "e-mail", "DBF(M)-overeenkomsten", "wkk-projecten"
    if not right[0].islower() or left[-1].isupper():
        return not _is_broken_capitals(left, right, known)
    chained = head[: -len(left)].endswith("-")
    return _is_hyphened(left.lower(), right.lower(), tail, chained, known)


def _is_broken_capitals(left: str, right: str, known: Known) -> bool:
    """ "TEWERKSTEL-" + "LING", but not "VDAB-" + "OCMW"."""
    capitals = left.isupper() and right.isupper() and len(right) > 1
    return capitals and (known(left + right) or (len(right) > 4 and known(right)))


def _is_hyphened(left: str, right: str, tail: str, chained: bool, known: Known) -> bool:
    """Whether two parts in lower case have a hyphen between them also where they stand on one line."""
    if right in BETWEEN and tail.startswith("-", len(right)):
        return True
    word = is_dutch(left + right) or _lost_its_diaeresis(left, right)
    hyphened, closed = known.hyphened(left, right), known.closed(left, right)
    if hyphened > closed and left not in CLOSED and (known(left) or not word):
        return True  # "regis-seur", left over in a document, says nothing
    if closed > hyphened:
        return False
    return not word and (
        left in HYPHENED
        or left in ABBREVIATIONS
        or left == right
        or (chained and left in BETWEEN)
        or right in PARTICLES
        or _are_equals(left, right)
        or (_clash(left, right) and not _breaks_a_word(left, right, known))
        or known.always_hyphens(left)
    )


def _lost_its_diaeresis(left: str, right: str) -> bool:
    """ "financi-" + "ele"; but "zee-" + "eend" are two words, whatever the data say."""
    restored = left + DIAERESIS.get(right[0], "") + right[1:]
    return (left in {"be", "co", "ge"} or not is_dutch(left)) and is_dutch(restored)


def _are_equals(left: str, right: str) -> bool:
    """ "kosten-baten", "procureur-generaal", "technisch-wetenschappelijk", "Vlaams-nationaal"."""
    if right.startswith(COUPLED.get(left, ("generaal",))):
        return True
    equal = left in NATIONAL or EQUAL.search(left) or is_dutch(f"{left}-{right}")  # of nouns it has "politie-agent" too
    return bool(equal) and ADJECTIVE.search(right) is not None


def _breaks_a_word(left: str, right: str, known: Known) -> bool:
    """Two vowels meet, but within one word: "ambiti-" + "euze", "muse-" + "umbeleid", "ge-" + "eindigd"."""
    if left in {"be", "ge"} or (left[-1] == "i" and left not in OPEN and HIATUS.match(right)):
        return True
    left = left[-LONGEST:]
    joined = left + right[:LONGEST]
    starts, ends = range(len(left) - 1), range(len(left) + 1, len(joined) + 1)
    return any(known(joined[start:end]) for start in starts for end in ends if end - start > 4)


def _opens_word(head: str, tail: str, known: Known) -> bool:
    """ "(klein)" before "kinderen": a bracket that is the first part of the next word."""
    opened = re.search(r"(?:^|\s)\(([^\W\d_]+)\)$", head)
    following = re.match(r"[^\W\d_]+", tail)
    return bool(opened and following and following[0].islower() and known(opened[1] + following[0]))
