"""What a question asks: its shape, whose word it wants, the kind of value it expects. No model, only patterns.

It does not know the answers; publishers come from the documents that are in the index.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest import Kind
from qa import patterns
from qa.catalogue import Catalogue, Publisher
from qa.period import Period, read_period
from qa.plain import plain
from qa.scope import Scope, read_scope
from qa.stance import sideless
from qa.values import WRITTEN, ValueKind, years


class Shape(StrEnum):
    FACT = "feit"
    PROPOSAL = "voorstel"
    WHO = "wie vindt dat"
    LIST = "lijst"
    COMPARISON = "vergelijking"
    DEFINITION = "definitie"
    REFERENCE = "referentie"
    YES_NO = "ja of nee"
    WHY = "waarom"
    SUMMARY = "samenvatting"


@dataclass(frozen=True, slots=True)
class Question:
    text: str  # stands alone
    topic: str  # the same without the names of publishers and the words that only ask
    theme: str  # the whole question but for the publishers that are to speak
    shape: Shape
    expects: ValueKind | None
    voices: tuple[str, ...]  # publishers that have to be speaking
    named: tuple[str, ...]  # publishers that are named at all, in that order
    years: frozenset[str]  # that have to stand with the answer
    scope: Scope  # where to look
    period: Period | None = None  # when the decision or document that is asked for was made
    latest: bool = False  # the last one of those
    count: int | None = None  # "welke drie": how many items
    focus: str = ""  # "hoeveel verenigingen": what is counted or measured
    names_asked: bool = False  # "welke steden", "welke instanties"
    abbreviations: tuple[str, ...] = ()  # "waar staat BBC voor": what is to be spelled out
    places_asked: bool = False  # "welke gemeenten": only names will do
    stance_asked: bool = False  # "voor of tegen", "staat achter"
    only_asked: bool = False  # "moet enkel de overheid …", "is dat genoeg"
    side_asked: bool = False  # "wie is voor", "wie verzet zich tegen", "wie wil … afschaffen"
    by_date: bool = False  # "welke beslissingen dateren van 14 juli 2023": all of them, whatever their theme
    due: bool = False  # "tegen wanneer", "vanaf welk jaar"
    wants_proposal: bool = False  # asks what should be done
    wants_present: bool = False  # asks how things stand today
    reference: int | None = None  # "referentie [12]"
    chapter: str = ""  # of a summary: the part of a document that it is about
    own: str = ""  # in a conversation: the question as it was typed
    answered: str = ""  # in a conversation: the answer before this question
    earlier: str = ""  # in a conversation: the question and answer that this one leans on
    shown: str = ""  # in a conversation: the question written out, where `text` is two of them
    base: str = ""  # in a conversation: the last question that was whole, where `text` is two of them
    more: bool = False  # in a conversation: asks for what was not said yet
    given: str = ""  # and what was said


def understand(text: str, catalogue: Catalogue) -> Question:
    """Reads a question that stands alone."""
    folded = catalogue.spelled(plain(text))
    named = _named(folded, catalogue)
    publishers = tuple(catalogue.publishers[name] for name in named)
    speaking = _taking_part(folded, publishers)
    voices = _voices(folded, speaking)
    period = read_period(text)
    by_date = period is not None and _only_dated(folded, catalogue)
    shape = Shape.REFERENCE if by_date and len(speaking) < 2 else _shape(folded, len(speaking))
    chapter = _summed_theme(folded, publishers) if shape is Shape.SUMMARY else ""
    return Question(
        text=text,
        topic=chapter or _topic(text, folded, publishers, shape),
        theme=without_publishers(text, catalogue),
        shape=shape,
        expects=_expects(folded, shape),
        voices=voices,
        named=named,
        years=_years_to_meet(folded, period),
        scope=read_scope(text, folded, period, voices, named, catalogue),
        period=period if by_date or _asks_for_a_paper(folded) else None,
        latest=re.search(patterns.LATEST, folded) is not None,
        count=_count(folded),
        focus=_focus(folded),
        abbreviations=tuple(re.findall(r"\b[A-Z]{2,}\b", text)) if shape is Shape.DEFINITION else (),
        places_asked=re.search(r"\b(?:welke|som de|noem de) (?:steden|gemeenten|landen)\b.*", folded) is not None,
        stance_asked=re.search(patterns.STANCE, folded) is not None,
        only_asked=shape is Shape.YES_NO and re.search(patterns.ONLY_ASKED, folded) is not None,
        side_asked=shape is Shape.WHO and re.search(patterns.SIDE, folded) is not None,
        by_date=by_date and shape is Shape.REFERENCE,
        due=re.search(r"\b(?:tegen|vanaf|tot) (?:wanneer|welke?)\b", folded) is not None,
        reference=_reference(folded),
        chapter=chapter,
        wants_proposal=re.search(patterns.PROPOSE, folded) is not None,
        wants_present=re.search(patterns.PRESENT, folded) is not None,
        names_asked=re.search(patterns.NAMES_ASKED, folded) is not None,
    )


def _only_dated(folded: str, catalogue: Catalogue) -> bool:
    """Are decisions asked for by their date alone, without a theme?"""
    listing = (p for p in map(catalogue.publishers.get, catalogue.named(folded)) if p and p.kinds <= _OF_DECISIONS)
    called = "|".join(re.escape(name) for publisher in listing for name in publisher.called)
    bare = re.sub(patterns.DATED_DECISIONS, " ", re.sub(rf"\b(?:{called})\b", " ", folded) if called else folded)
    listed = re.search(patterns.DECISIONS_LISTED, folded) and not re.search(patterns.OTHER_GOVERNMENT, folded)
    return bool(listed) and not any(word not in patterns.EMPTY_WORDS for word in re.findall(r"[a-z]{2,}", bare))


def _named(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The publishers that are named; of what the government did, those that list or sum up its decisions speak too."""
    named = catalogue.named(folded)
    if not (re.search(patterns.GOVERNMENT_DID, folded) or _did_beside(folded, catalogue)):
        return named
    return (*_of_decisions(named, catalogue), *named)


def _of_decisions(named: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Who lists or sums up the decisions of the government, where that is not named already."""
    return tuple(p.name for p in catalogue.publishers.values() if p.kinds <= _OF_DECISIONS and p.name not in named)


def _did_beside(folded: str, catalogue: Catalogue) -> bool:
    """Does one clause ask what the government did, and another what somebody says: 'wat wil de bond, en wat deed'?"""
    clauses = re.split(_CLAUSE, folded)
    did = [re.search(patterns.GOVERNMENT_TOO, clause) is not None for clause in clauses]
    return any(did) and any(catalogue.named(c) for c, done in zip(clauses, did, strict=True) if not done)


def _years_to_meet(folded: str, period: Period | None) -> frozenset[str]:
    """The years that have to stand with the answer; none of a stretch of years in which a paper was made."""
    named = re.search(r"\d{4} ?[-–/] ?\d{4}", folded) is not None  # "2024-2030" is what a paper is called
    stretch = period is not None and period.long and not named
    return frozenset() if stretch and _asks_for_a_paper(folded) else years(folded)


def asked_of(name: str, asked: Question, catalogue: Catalogue) -> Question:
    """What a comparison asks of one publisher: without the clauses that name only others ("en wat mist de VVSG?")."""
    clauses = _clauses(asked.text, catalogue)
    said_of = [_asked_in(catalogue.spelled(plain(clause)), catalogue) for clause in clauses]
    own = " ".join(c for c, named in zip(clauses, said_of, strict=True) if not named or name in named)
    if name not in asked.named:
        return asked
    if own == asked.text or not _themed(own, catalogue):
        own = asked.text
    folded = re.sub(patterns.GOVERNMENT_ASKED, " ", catalogue.spelled(plain(own)))
    if own == asked.text and folded == catalogue.spelled(plain(own)):
        return asked
    publishers = tuple(catalogue.publishers[one] for one in catalogue.named(folded))
    topic = _topic(own, folded, publishers, Shape.COMPARISON)
    return replace(asked, text=own, topic=topic, theme=without_publishers(own, catalogue))


def _clauses(text: str, catalogue: Catalogue) -> list[str]:
    """The clauses of a question; a comma between two names parts nothing: 'van de bond, het verbond en …'."""
    first, *others = re.split(_CLAUSE, text)
    clauses = [first]
    for other in others:
        if _listed_on(catalogue.spelled(plain(clauses[-1])), catalogue.spelled(plain(other)), catalogue):
            clauses[-1] += f" {other}"
        else:
            clauses.append(other)
    return clauses


def _listed_on(before: str, behind: str, catalogue: Catalogue) -> bool:
    patterned = [publisher.pattern for publisher in catalogue.publishers.values()]
    ends = any(re.search(rf"{one}\W*,$", before) for one in patterned)
    return ends and any(re.match(rf"(?:(?:en |in )?(?:de |het ))?{one}", behind) for one in patterned)


def _asked_in(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Who is named in one clause, the government for what it did included."""
    named = catalogue.named(folded)
    return (*named, *_of_decisions(named, catalogue)) if re.search(patterns.GOVERNMENT_TOO, folded) else named


_CLAUSE = re.compile(
    rf"(?<=[:,;?])\s+|\s+(?=en (?:wat|hoe|waar\w*|welke?|wie)\b)|(?<!\ben)\s+(?=wat {patterns.OPINION}\b)",
    re.IGNORECASE,
)


_POINTING = r"\ber(?:over|van|voor|bij|mee|in|aan|tegen|toe|op|door)?\b"


def _themed(text: str, catalogue: Catalogue) -> bool:
    """Is anything spoken of, besides who has to say something?"""
    folded = re.sub(patterns.GOVERNMENT_ASKED, " ", catalogue.spelled(plain(text)))
    for name in catalogue.named(folded):
        folded = re.sub(catalogue.publishers[name].pattern, " ", folded)
    bare = re.sub(rf"{patterns.SCAFFOLD}|\b{patterns.OPINION}\b|\bdaar\w*|{_POINTING}", " ", folded)
    return any(word not in patterns.EMPTY_WORDS for word in re.findall(r"[\w-]+", bare))


def _shape(folded: str, publishers: int) -> Shape:
    """The first pattern that fits; their order is what makes 'wie wil dat …' no proposal."""
    if re.search(patterns.SUMMARY, folded):
        return Shape.SUMMARY
    if publishers >= 2 or (publishers != 1 and re.search(patterns.COMPARE, folded) and _several(folded)):
        return Shape.COMPARISON
    if not publishers and re.search(patterns.WHO, folded):
        return Shape.WHO
    if re.search(patterns.REFERENCE, folded) or (
        re.search(patterns.DATE, folded) and re.search(patterns.DECIDES, folded) and not _due(folded)
    ):
        return Shape.REFERENCE
    if re.search(patterns.MEASURED, folded) and not re.search(r"\bwelke\b.*\bmeest", folded):
        return Shape.FACT
    for shape, pattern in (
        (Shape.WHY, patterns.WHY),
        (Shape.YES_NO, patterns.YES_NO),
        (Shape.LIST, patterns.LIST),
        (Shape.PROPOSAL, patterns.PROPOSE),
        (Shape.DEFINITION, patterns.DEFINE),
    ):
        if re.search(pattern, folded):
            return shape
    return Shape.FACT


def _taking_part(folded: str, publishers: tuple[Publisher, ...]) -> tuple[Publisher, ...]:
    """Without those that are only spoken to: 'wat vraagt de VVSG aan de Vlaamse Regering?' compares nothing."""
    part = tuple(p for p in publishers if not re.search(rf"\baan (?:de |het )?{p.pattern}", folded))
    return part or publishers


def _asks_for_a_paper(folded: str) -> bool:
    """A decision or a document of some date, not something that happened then."""
    return re.search(rf"{patterns.DATED_KIND}|{patterns.REFERENCE}", folded) is not None


def _due(folded: str) -> bool:
    """'Tegen wanneer moet …' asks for a deadline, not for the day of a decision."""
    return bool(re.search(r"\b(?:tegen|vanaf|tot) (?:wanneer|welk)\b|\bmoet(?:en)?\b", folded))


def _several(folded: str) -> bool:
    return bool(re.search(r"\borganisaties\b|\bdocumenten\b|\bpartijen\b|\bkoepels\b|\bmemoranda\b", folded))


def _expects(folded: str, shape: Shape) -> ValueKind | None:
    if shape is Shape.REFERENCE:
        return ValueKind.DATE
    if shape not in (Shape.FACT, Shape.LIST, Shape.DEFINITION, Shape.PROPOSAL):
        return None
    if re.search(rf"\bhoeveel (?!{patterns.COUNTING_VERBS}\b|{patterns.UNITS}\b|%)\w", folded):
        return ValueKind.PERCENT if re.search(r"\bpercentage|\bprocent", folded) else ValueKind.COUNT
    measured = re.search(patterns.MEASURED + r"|percentages?\b|\bprocent\b|\bbedrag(?:en)?\b", folded) is not None
    for kind, pattern in patterns.EXPECTS:
        if re.search(pattern, folded) and (measured or kind not in patterns.MEASURES):
            return kind
    return None


def _count(folded: str) -> int | None:
    """'welke drie principes' -> 3."""
    hit = re.search(rf"\b(?:welke|noem|de) (\d|{'|'.join(WRITTEN)})\b", folded)
    return int(WRITTEN.get(hit[1], hit[1])) if hit else None


def _reference(folded: str) -> int | None:
    """'referentie [12]' or 'referentie nr. 12' -> 12."""
    hit = re.search(
        r"\b(?:referentie|beslissing)(?:nummer)?s?(?: nr\.?| nummer)? ?\[?(\d{1,3})\]?|\[(\d{1,3})\]", folded
    )
    return int(hit[1] or hit[2]) if hit else None


def _focus(folded: str) -> str:
    """'hoeveel verenigingen krijgen …' -> 'verenigingen krijgen': the noun and its neighbour; "" for a verb."""
    hit = re.search(
        r"\b(?:hoeveel|hoe groot is het|aandeel|aantal|percentage)"
        r"(?: (?:procent|percent|%|van|de|het|een|er|die|alle|onze|deel))*"
        rf" (?!{patterns.COUNTING_VERBS}\b)([\w-]+(?: (?!{patterns.AFTER_NOUN}\b)[\w-]+)?)",
        folded,
    )
    return hit[1] if hit else ""


def _voices(folded: str, named: tuple[Publisher, ...]) -> tuple[str, ...]:
    """The named publishers whose word is asked for, not those that are only talked about.

    'Welke steun geeft de VVSG volgens het Departement Zorg?' wants the Departement alone.
    """
    said = tuple(p for p in named if _speaks(folded, p))
    after = tuple(p for p in said if re.search(rf"\bvolgens (?:\w+ )?{p.pattern}", folded))
    alone = len(after) == 1 and len(said) == 2 and "verschil" not in folded
    return tuple(p.name for p in (after if alone else said))


_MORE_VERBS = "schuift|zien|hoopt|doen|is|omschrijft|noemen"
IMPERSONAL = frozenset({Kind.AI_SUMMARY, Kind.AGREEMENT})  # read, never somebody who does something
_OF_DECISIONS = frozenset({Kind.AI_SUMMARY, Kind.DECISION, Kind.DECISIONS})


def _speaks(folded: str, publisher: Publisher) -> bool:
    name = publisher.pattern
    verb = rf"(?:{patterns.OPINIONS}|staat|doet|formuleert|geeft|kijkt|heeft|denken|{_MORE_VERBS})"
    return bool(
        re.search(rf"\b(?:volgens|bij|van|voor|door|in|aan)\b(?: \w+)?? ?{name}", folded)
        or re.search(rf"\b{verb}\b(?: \w+){{0,2}} {name}|{name}(?: \w+)? {verb}\b", folded)
        or re.search(rf"\b(?:dat|of) (?:de |het )?{name}\b[^,;?]* (?:wil|wilt|{patterns.OPINIONS})\W*$", folded)
        or re.search(rf"\({name}\)|{name}\s*[:?]|^(?:en )?(?:de |het )?{name}|{name}$", folded)
        or publisher.kinds <= IMPERSONAL
    )


def without_publishers(text: str, catalogue: Catalogue) -> str:
    """'Wat zegt de VVSG over armoede?' -> 'wat zegt over armoede?': a name draws the meaning to whoever bears it."""
    bare = folded = catalogue.spelled(plain(text))
    for name in catalogue.named(folded):
        pattern = catalogue.publishers[name].pattern
        bare = re.sub(rf"\b(?:(?:volgens|van|bij|voor) )?(?:(?:de|het|haar) )?{pattern}", " ", bare)
    return " ".join(bare.split()) if len(re.findall(r"\w{3,}", bare)) >= 2 else text


def _topic(text: str, folded: str, named: tuple[Publisher, ...], shape: Shape) -> str:
    """What the question is about; the whole question where nothing would be left."""
    bare = folded
    for publisher in named:
        bare = re.sub(publisher.pattern, " ", bare)
    if shape is Shape.COMPARISON:
        bare = re.sub(patterns.EVERYBODY, " ", bare)
    bare = re.sub(patterns.SCAFFOLD, " ", bare)
    words = re.findall(r"[\w'%/-]+", bare)
    sided = shape is Shape.WHO and re.search(patterns.SIDE, folded) is not None
    if (shape is Shape.COMPARISON or sided) and (theme := _theme(bare)):
        return sideless(re.sub(r"\b(?:zich|er)\b", " ", theme)) or theme if sided else theme
    single = bool(named) and len(words) == 1 and len(words[0]) > 4  # "vvsg kinderopvang?"
    return " ".join(words) if len(words) >= 2 or single else text


def compared_theme(text: str, catalogue: Catalogue) -> str:
    """What is to be compared, where a theme is typed as one ("wonen") or as a question ("wie zegt wat over wonen?")."""
    folded = catalogue.spelled(plain(text))
    publishers = tuple(catalogue.publishers[name] for name in _named(folded, catalogue))
    return re.sub(
        r"^(?:(?:ze|organisaties|over|van|met|de|het|een) )+", "", _topic(text, folded, publishers, Shape.COMPARISON)
    )


def _summed_theme(folded: str, publishers: tuple[Publisher, ...]) -> str:
    """'het hoofdstuk wonen', 'de voorstellen over werk': the part that a summary is about; "" for the whole."""
    bare = folded
    for publisher in publishers:
        bare = re.sub(rf"(?:\b(?:van|volgens|bij) )?(?:\b(?:de|het) )?{publisher.pattern}", " ", bare)
    found = re.search(patterns.SUMMED_THEME, re.sub(r"\s+", " ", bare))
    return (found["chapter"] or found["about"]).strip() if found else ""


def _theme(bare: str) -> str:
    """What publishers are compared on: without the words that only say that they are; "" where nothing is left."""
    words = re.findall(r"[\w'%/-]{2,}", re.sub(patterns.COMPARED, " ", bare))
    return " ".join(word for word in words if word not in patterns.BESIDE_THEME)
