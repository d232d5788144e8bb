"""Says what a document is where its manifest does not: from what the file says of itself, else from its first lines.

Nobody has checked what is found here, so that nothing is taken without a sign: a date only where it dates the
document, never because the text names a day. It does not know the format of the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.content import Found
from ingest.dates import PERIOD, YEAR, find_dates
from ingest.document import Block, BlockKind, Document, Kind
from ingest.manifest import Source
from ingest.publishers import SHORT, aliases_of, find_publisher, spoken

CHECKED = ("title", "publisher", "date", "kind")
AI_NOTICE = "door AI opgesteld"
UNNAMED = "het document “{title}”"
HEAD_LINES, TAIL_LINES = 12, 8
HEAD = 4_000  # characters: what may be the first page
LONGEST_TITLE = 220  # characters; what is longer is a paragraph
DAY_LINE = 6  # words: a line with a date that says little more
SPOKEN_TITLE = 90  # characters of a title inside a sentence
AHEAD = 2030  # from here on a year in a title is what people aim at, not when they wrote
PAGES = (".html", ".htm", ".xhtml")

_DAY_FIRST = re.compile(r"^(?:[^\W\d_][\w-]*(?: [\w-]+)?, *)?(?:op |den? )?\d")
_NO_TITLE = re.compile(  # what a program puts there
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|naamloos.*|document ?\d*|(?:powerpoint-)?presentatie ?\d*"
    r"|titel|title|slide \d+|pagina \d+|\(?geen titel\)?|layout ?\d*|scan\w*|home(?:page)?"
    r"|.*\.(?:docx?|odt|pdf|indd|pptx?|rtf|txt|html?))$",
    re.IGNORECASE,
)
_LAWS = "decreet|wet|koninklijk besluit|ministerieel besluit|ordonnantie|besluit van de vlaamse regering"
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.UNKNOWN,
        r"\b(?:voor)?ontwerp(?:en)? van|\bvoorstel van (?:decreet|wet|resolutie)|\bontwerp(?:decreet|besluit)",
    ),
    (Kind.MEMORANDUM, r"memorand(?:um|a)\b"),
    (Kind.AGREEMENT, r"(?:^|[,:] )(?:het |vlaams )*(?:regeer|coalitie|bestuurs)akkoord(?=$| \d| van | tussen )"),
    (Kind.LEGISLATION, rf"^(?:\d+ \w+ \d{{4}}\W+)?(?:bijzonder |gecoördineerd )?(?:{_LAWS})\b"),
    (Kind.LEGISLATION, r"^\w*(?:verordening|reglement)\b"),
    (Kind.DECISION, r"^(?:raads|college)?beslissing\b|^(?:gemeenteraads|raads|college)?besluit\b"),
    (Kind.PROPOSALS, r"\b(?:beleids)?(?:voorstellen|aanbevelingen|eisen|eisenbundel|prioriteiten(?:nota)?)\b"),
    (Kind.RESEARCH, r"(?:\b|\w)(?:onderzoek|studie|enquête|bevraging)(?:srapport|sverslag)?\b"),
    (Kind.REPORT, r"\b\w*(?:verslag|rapport)\b|\bnotulen\b"),
    (Kind.NOTE, r"\b\w*nota\b"),
)
_AI = (
    r"(?:AI|artificiële intelligentie|kunstmatige intelligentie|ChatGPT|Copilot|Gemini|Claude"
    r"|een (?:AI-?|groot )?taalmodel)\b"
)
_MADE = r"(?:opgesteld|gemaakt|geschreven|gegenereerd|samengevat|samengesteld|vertaald|aangemaakt)"
_BY = rf"(?:door|met|met (?:de )?hulp van|met behulp van) {_AI}"
_BY_AI = re.compile(
    rf"\b{_BY}.{{0,20}}\b{_MADE}|\b{_MADE} {_BY}|^\W*(?:AI|ChatGPT)-(?:gegenereerd|samenvatting)", re.IGNORECASE
)
_ITSELF = re.compile(
    r"\b(?:deze?|dit|de|het) (?:\w+ )?(?:tekst|samenvatting|document|pagina|nota|inhoud|verslag|webpagina)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:decreet|wet|besluit|arrest|richtlijn|verordening|vanaf|tot|tegen|sinds|gelet)\b", re.IGNORECASE
)


def complete(source: Source, found: Found, text: str, blocks: Sequence[Block], name: str) -> Source:
    """What the manifest says, and what is found of the rest; a date or publisher without a sign stays empty."""
    head, given = _head(text), set(source.stated)
    title = source.title or _usable(found.title, name) or _first_heading(text, blocks)
    title = title or _first_line(text, blocks) or _of_name(name)
    notice = source.notice if "notice" in given else _ai_notice(text)
    kind = source.kind if "kind" in given else Kind.AI_SUMMARY if notice == AI_NOTICE else _kind(title, name)
    if kind is Kind.AI_SUMMARY and "notice" not in given:
        notice = AI_NOTICE
    publisher = source.publisher if "publisher" in given else find_publisher(found.publisher, title, head)
    unnamed = UNNAMED.format(title=shortened(title))
    return replace(
        source,
        title=title,
        publisher=publisher,
        speaker=source.speaker or (spoken(publisher) if publisher else unnamed),
        aliases=source.aliases or aliases_of(publisher),
        kind=kind,
        date=source.date if "date" in given else _date(found.date, title, head),
        language=source.language or found.language or "nl",
        notice=notice,
    )


def unchecked(source: Source) -> tuple[str, ...]:
    """Which of title, publisher, date and kind the manifest does not give."""
    return tuple(field for field in CHECKED if field not in source.stated)


def missing(document: Document) -> tuple[str, ...]:
    """Which of title, publisher, date and kind nobody has written down: they are empty, or found in the file."""
    return document.unchecked


def shortened(title: str) -> str:
    """A long title up to a whole word, for use inside a sentence."""
    if len(title) <= SPOKEN_TITLE:
        return title
    return title[:SPOKEN_TITLE].rpartition(" ")[0].rstrip(" ,;:–-") + " …"


def _head(text: str) -> tuple[str, ...]:
    lines = (line.strip(" •–-*") for line in text[:HEAD].splitlines())
    return tuple(line for line in lines if line)[:HEAD_LINES]


def _tail(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text[-HEAD:].splitlines() if line.strip())[-TAIL_LINES:]


def _usable(title: str, name: str) -> str:
    """A title that the file gives itself, unless it is what a program put there."""
    title = " ".join(title.split())
    program = _NO_TITLE.match(title) or "_" in title or not re.search(r"[^\W\d_]{3}", title)
    return "" if program or len(title) > LONGEST_TITLE or title.lower() == Path(name).stem.lower() else title


def _first_heading(text: str, blocks: Sequence[Block]) -> str:
    """The first heading where the document begins with one."""
    first = blocks[0].heading[:1] if blocks else ()
    return first[0] if first and text.startswith(first[0]) and not _is_day(first[0]) else ""


def _first_line(text: str, blocks: Sequence[Block]) -> str:
    """A first paragraph that is no sentence: decisions are headed by a line too long to pass for a heading."""
    if len(blocks) < 2 or blocks[0].kind is not BlockKind.PARAGRAPH or blocks[0].start:
        return ""
    line = text[: blocks[0].end]
    sentence = line[0].islower() or line[-1] in ".!?:;,…" or "\n" in line
    short = len(line.split()) > 2 and len(line) <= LONGEST_TITLE
    return line if short and not sentence and not _is_day(line) else ""


def _is_day(line: str) -> bool:
    """ "Brussel, 5 maart 2024" says when, not what; "Raadsbesluit 5 maart 2024" says what."""
    return len(line.split()) <= DAY_LINE and _DAY_FIRST.match(line) is not None and any(find_dates(line))


def _of_name(name: str) -> str:
    return Path(name).stem.replace("-", " ").replace("_", " ")


def _date(found: str, title: str, head: Sequence[str]) -> str:
    """The period or day in the title, the day at the head, the year in the title, what the file says: in this order.

    What is printed goes before the properties of a file, which change when somebody saves or exports it again; those
    only make a year exact.
    """
    if period := PERIOD.search(title):
        return f"{period[1]}-{period[2]}"
    printed = [*_days(title), *(day for line in head if _dates_it(line) for day in _days(line))]
    year = next((year for year in YEAR.findall(title) if int(year) < AHEAD), "")
    return next(iter(printed), "") or (found if found.startswith(year) else year)


def _days(line: str) -> Iterator[str]:
    return (date.iso for date in find_dates(line))


def _dates_it(line: str) -> bool:
    """ "Brussel, 5 maart 2024" dates a document; "gelet op het decreet van 5 maart 2024" does not."""
    return len(line.split()) <= SHORT and not _OF_ANOTHER.search(line) and line[-1] not in ".;:"


def _kind(title: str, name: str) -> Kind:
    for kind, pattern in _KINDS:
        if re.search(pattern, title, re.IGNORECASE):
            return kind
    return Kind.WEBPAGE if Path(name).suffix.lower() in PAGES else Kind.UNKNOWN


def _ai_notice(text: str) -> str:
    """The notice where the head or foot of a document says that an AI made it; a text about AI is not made by it."""
    lines = (line for line in (*_head(text), *_tail(text)) if len(line.split()) <= 2 * SHORT)
    return AI_NOTICE if any(_BY_AI.search(line) and _of_itself(line) for line in lines) else ""


def _of_itself(line: str) -> bool:
    return len(line.split()) <= 8 or _ITSELF.search(line) is not None
