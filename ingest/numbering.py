"""The bullets and numbers of Word's lists, which stand in no paragraph but are counted from its numbering part."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.archive import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 9  # levels that Word has
MOST_LETTERS = 3  # "aaa" is item 53 of a lettered list


def value(element: Element, path: str, default: str = "") -> str:
    """The w:val of the element at a path like "pPr/numPr/ilvl"."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return str(found.get(W + "val", default)) if found is not None else default


def whole(text: str, default: int = 0) -> int:
    """A number of the file, bounded, for a file may hold anything."""
    return max(-1_000_000, min(1_000_000, int(text))) if text.lstrip("-").isdecimal() else default


@dataclass(frozen=True, slots=True)
class Level:
    format: str = "bullet"
    text: str = ""  # "%1.%2."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Counts the items of every list as they come by."""

    lists: Mapping[str, str]  # a list -> the definition that it follows; lists of one definition count on
    levels: Mapping[str, Mapping[int, Level]]
    restarts: Mapping[str, Mapping[int, int]]  # a list -> where it begins anew
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def knows(self, number: str) -> bool:
        return number in self.lists

    def label(self, number: str, depth: int) -> str:
        """The mark of the next item at this depth: "•", "2." or "2.1"; "" for a list without any."""
        definition = self.lists[number]
        levels = self.levels.get(definition, {})
        counts = self.counts.setdefault(definition, {})
        if number not in self.begun:
            self.begun.add(number)
            for level, start in self.restarts.get(number, {}).items():
                counts[level] = start - 1
        own = levels.get(depth, Level())
        counts[depth] = counts.get(depth, own.start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if own.format == "bullet":
            return "•"
        return "" if own.format == "none" else self._text(own, levels, counts)

    @staticmethod
    def _text(own: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
        text = own.text
        for level in range(DEEPEST):
            known = levels.get(level, Level("decimal"))
            text = text.replace(f"%{level + 1}", written(counts.get(level, known.start), known.format))
        return text.strip()


def read_numbering(root: Element) -> Numbering:
    """The lists of the numbering part; None makes a numbering without lists."""
    lists: dict[str, str] = {}
    levels: dict[str, dict[int, Level]] = {}
    restarts: dict[str, dict[int, int]] = {}
    for abstract in root.iterchildren(W + "abstractNum") if root is not None else ():
        own = abstract.iterchildren(W + "lvl")
        levels[str(abstract.get(W + "abstractNumId"))] = {whole(lvl.get(W + "ilvl", "0")): _level(lvl) for lvl in own}
    for num in root.iterchildren(W + "num") if root is not None else ():
        number = str(num.get(W + "numId"))
        lists[number] = value(num, "abstractNumId")
        overrides = {
            whole(o.get(W + "ilvl", "0")): value(o, "startOverride") for o in num.iterchildren(W + "lvlOverride")
        }
        restarts[number] = {level: whole(start, 1) for level, start in overrides.items() if start}
    return Numbering(lists, levels, restarts)


def _level(lvl: Element) -> Level:
    return Level(value(lvl, "numFmt", "decimal"), value(lvl, "lvlText"), whole(value(lvl, "start", "1"), 1))


def written(number: int, form: str) -> str:
    """A number as a list writes it: 3, c, C, iii or III."""
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26 * MOST_LETTERS:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return roman(number).upper() if form == "upperRoman" else roman(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def roman(number: int) -> str:
    text = ""
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    )
    for step, letters in steps:
        text += letters * (number // step)
        number %= step
    return text
