"""What the styles of a Word file say of a paragraph or a run; it does not know the text."""

import re
from dataclasses import dataclass, field

from ingest.archive import Element
from ingest.numbering import W, value, whole

# Word stores built-in names in English whatever its language; other programs write them in their own.
HEADING = re.compile(r"^(?:heading|kop|titre|überschrift|rubrik|titel niveau)\s*(\d)$", re.IGNORECASE)
TITLE = re.compile(r"^(?:title|titel|titre)$", re.IGNORECASE)
CONTENTS = re.compile(
    r"^(?:toc|inhopg|inhoudsopgave|verzeichnis|tm|table of figures|lijst met afbeeldingen)\b\s*\d?", re.IGNORECASE
)
LISTED = re.compile(r"^(?:list paragraph|lijstalinea|list continue|lijstvoortzetting)", re.IGNORECASE)
OFF = frozenset({"0", "false", "off", "none"})
LONGEST_CHAIN = 20  # styles based on styles; a loop is broken off here


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it is based on, itself first."""

    names: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()

    def first(self, path: str) -> str:
        """The value at a path in the nearest style that has one; "1" where it only stands there."""
        for element in self.elements:
            found = element.find("/".join(W + step for step in path.split("/")))
            if found is not None:
                return str(found.get(W + "val", "1"))
        return ""

    def is_on(self, path: str) -> bool:
        said = self.first(path)
        return bool(said) and said not in OFF

    def level(self) -> int | None:
        """The level of a heading, None for other text."""
        for name in self.names:
            match = HEADING.match(name)
            if match:
                return max(1, int(match[1]))
            if TITLE.match(name):
                return 1
        outline = self.first("pPr/outlineLvl")
        return whole(outline) + 1 if outline.isdecimal() and int(outline) < 9 else None

    def matches(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.match(name) for name in self.names)


@dataclass(slots=True)
class Styles:
    """The styles by their id."""

    known: dict[str, Element] = field(default_factory=dict)
    usual: str = ""  # of a paragraph that names none
    chains: dict[str, Style] = field(default_factory=dict)

    def of(self, name: str) -> Style:
        if name not in self.chains:
            self.chains[name] = self._chain(name)
        return self.chains[name]

    def paragraph(self, element: Element) -> Style:
        return self.of(value(element, "pPr/pStyle") or self.usual)

    def run(self, element: Element) -> Style:
        return self.of(value(element, "rPr/rStyle"))

    def _chain(self, name: str) -> Style:
        chain: list[Element] = []
        while name in self.known and len(chain) < LONGEST_CHAIN:
            chain.append(self.known[name])
            name = value(chain[-1], "basedOn")
        return Style(tuple(value(element, "name") for element in chain), tuple(chain))


def read_styles(root: Element) -> Styles:
    """The styles of the styles part; None makes styles that say nothing."""
    if root is None:
        return Styles()
    own = list(root.iterchildren(W + "style"))
    usual = [
        style for style in own if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")
    ]
    return Styles(
        {str(style.get(W + "styleId")): style for style in own}, str(usual[0].get(W + "styleId")) if usual else ""
    )
