"""Puts the figure, date or code that was asked for in front of its sentence, with what belongs to it.

The words are those of the sentence; nothing is counted or made. It does not find sentences.
"""

import re
from collections.abc import Sequence

from index import learn_abbreviations
from qa import patterns, phrases
from qa.belonging import clause, listed, named, owner
from qa.plain import plain
from qa.question import Question, Shape
from qa.values import Value, ValueKind, find_values, years

_QUALIFIER = re.compile(
    r"(?:\b(?:iets |veel |net |nog |maar |samen |ten minste |op zijn minst )?(?:meer dan|minder dan|ongeveer|minstens|"
    r"hoogstens|minimaal|maximaal|minimum|maximum|bijna|ruim|circa|ca\.|zowat|zo'n|gemiddeld|liefst|slechts|amper|tot|"
    r"rond de|sinds|vanaf|tegen|begin|eind|op)\s+)+[‘'\"“]?$",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(r"\s+(?:[a-zà-ÿ-]+e\s+)?[a-zà-ÿ][\w-]{3,}")  # 'private huurders', 'haltes'
_NO_NOUN = re.compile(
    r"\s+(?:van|voor|aan|met|door|over|onder|tussen|tegen|naar|bij|die|dat|werd\w*|word\w*|waren|zijn|heeft|hebben|krijg\w*|kan|kunnen|"
    r"moet\w*|wordt|niet|geen|binnen|zonder|volgens|sinds|vanaf)\b"
)
_AGE = re.compile(r"\s*(?:tot|t\.e\.m\.|en|[-–])\s*\d+\s*(?:jaar|uur|maand)|\s*(?:jarige|-jarige|jaar en ouder)")
_SPAN = re.compile(r"\d\s*(?:tot|t\.e\.m\.|[-–])\s*$")
_DUE = re.compile(
    r"\b(?:tegen|vanaf|tot|voor|sinds|na)(?: (?:eind|begin|uiterlijk|het jaar|1 januari))?\s+$", re.IGNORECASE
)
_BOTH = re.compile(
    r"\b(?:minstens en hoogstens|minimum en maximum|percentage en aantal|aantal en percentage|en hoeveel|en welk)\b"
)
_UNITS = re.compile(r"\b(?:jaar|jaren|maand|maanden|weken|dagen|uur|uren|keer|euro|procent|percent)\b")
_PEOPLE = re.compile(r"\b(?:mensen|personen|inwoners|burgers|Vlamingen|Belgen)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*$")  # inside brackets
_NEGATED = re.compile(r"\b(?:niet|geen|nooit|zonder)\b")
_WHETHER = re.compile(r"(?:en |maar )?(?:kost(?:en)?|bedraa?g(?:t|en)|tel(?:t|len))\b")  # 'Kost een maaltijd 3 euro?'
_SUMMED = re.compile(r"\b(?:samen|totaal)\b")
_LIMITED = re.compile(  # of a part only: 'als we alleen naar … kijken', 'tussen de 18 en 25 jaar'
    r"\b(?:alleen|enkel|uitsluitend)\b.*\b(?:kijken|bekijken|rekenen|tellen|nemen)\b|"
    r"\btussen (?:de )?\d+ en \d+ jaar|\(?\d+ ?[-–] ?\d+ jaar\)?|\d+ tot \d+ jaar|-?jarigen?\b"
)
_AIMED = re.compile(r"\bdoel(?:en|stelling\w*)?\b|\bstre(?:ef|v)\w*|\bambitie\w*|\bnorm\b|\bmoet(?:en)?\b")
_ASKING = re.compile(  # words that ask for a figure and do not say of what
    r"(?:hoeveel|verschil|procent|percent\w*|aandeel|aantal|deel|kost(?:en|te|prijs)?|prijs|bedra\w+|euro|groot|hoog|lang|vaak|veel|duur|duurt|"
    r"beta\w+|totaal|samen|ongeveer|gemiddeld\w*|vandaag|momenteel|vlaanderen|vlaamse?|cijfers?|leeft|leven|onder|tussen|alles|volgens)$"
)
_FAR = 8  # words: nearer to the head of its sentence than this, a value needs no place of its own


def told_first(text: str, question: Question, *, wish: bool = False) -> str:
    """The text with the value that was asked for in bold, in front where it stands far from the head.

    Not in front of a wish: '180 verbeterpunten' before a proposal that names them would seem what is proposed. Where
    it is not sure which value was asked for, none is marked: the wrong one in bold would be a wrong answer.
    """
    text = phrases.capital(text)
    if _BOTH.search(plain(question.text)):
        return _both_first(text, question)
    value = asked_value(text, question)
    if value is None or _of_the_others(text, value, question):
        return text
    start, end = _whole(text, value)
    here = wish or len(text[: value.start].split()) <= _FAR or question.shape is not Shape.FACT
    if here or not _counts(text[value.end : end], question):
        return f"{text[: value.start]}**{value.text}**{text[value.end :]}"
    return phrases.VALUE_FIRST.format(value=phrases.capital(text[start:end]), sentence=text)


def _of_the_others(text: str, value: Value, question: Question) -> bool:
    """'28 gemeenten passen deze niet toe' is no answer to how many do."""
    behind = re.split(r"[,;.:]\s", text[value.end :], maxsplit=1)[0]
    return bool(_NEGATED.search(behind)) and not _NEGATED.search(plain(question.text))


def spelled_out(text: str, question: Question) -> str:
    """'GBO: Geïntegreerd Breed Onthaal', where the text itself says so; "" where it does not."""
    asked = plain(question.text) if question.shape is Shape.DEFINITION else ""
    for short, meanings in learn_abbreviations(text).items():
        if re.search(rf"\b{re.escape(short.lower())}\b", asked) and meanings[0] in text:
            return phrases.SPELLED_OUT.format(short=short, meaning=meanings[0])
    return ""


def _both_first(text: str, question: Question) -> str:
    """'Minimum 32 uur, maximum 64 uur' where both were asked for and there are two."""
    kinds = (ValueKind.PERCENT, ValueKind.COUNT) if "aantal" in plain(question.text) else (question.expects,)
    found = [v for v in find_values(text) if v.kind in kinds and not _ASIDE.search(text[: v.start])]
    if len(found) != 2 or question.shape is not Shape.FACT:
        return text
    bare = [v for v in found if v.kind is ValueKind.COUNT and _whole(text, v)[1] == v.end]
    if bare and len({v.kind for v in found}) == 1:  # two numbers, and of one it is not said what is counted
        return text
    both = ", ".join(text[slice(*_whole(text, value))] for value in found)
    return phrases.VALUE_FIRST.format(value=phrases.capital(both), sentence=text)


def _counts(counted: str, question: Question) -> bool:
    """Is it what was asked for that is counted? '30.000 plaatsen' in front would be wrong for 'hoeveel mensen'."""
    people = _PEOPLE.search(counted) and _PEOPLE.search(question.text)
    return not counted.strip() or bool(people or _spots(counted, f"{question.focus} {question.topic}"))


def asked_value(text: str, question: Question) -> Value | None:
    """The value of the expected kind that surely was asked for; None where it could be another's.

    Of several sentences only the one that shares most words with the question counts.
    """
    if question.expects is None or _asks_whether(question):
        return None
    values = _in_best_sentence(_wanted(text, question), text, question)
    if not values:
        return None
    if _SUMMED.search(plain(question.text)) and (sums := _spots(text, "samen totaal")):
        return next((value for value in values if value.start > sums[0]), None)
    value = values[0] if len({v.canonical for v in values}) == 1 else _of_several(values, text, question)
    return value if value and _is_of(value, text, question) else None


def _asks_whether(question: Question) -> bool:
    """'Is het 12%?' wants no figure, though it names one."""
    asked = plain(question.text)
    return bool(re.search(patterns.YES_NO, asked) or _WHETHER.match(asked)) and not re.search(patterns.ASKS_ELSE, asked)


def _of_several(values: tuple[Value, ...], text: str, question: Question) -> Value | None:
    """The one that alone belongs to a word of the question, or stands in a clause with what is counted."""
    words = _words(question.topic)
    owned = [v for v in values if any(named(word, owner(text, v) or clause(text, v)) for word in words)]
    if owned or any(listed(text, v) for v in values):  # '10,5 jaar bij mannen en 13,4 jaar bij vrouwen'
        return owned[0] if len({v.canonical for v in owned}) == 1 else None
    if any(not _words(clause(text, v).replace(v.text, " ")) for v in values):  # '10,5 of 13,4 jaar'
        return None
    near = [v for v in values if any(named(word, clause(text, v)) for word in _words(question.focus) or words)]
    return near[0] if len({v.canonical for v in near}) == 1 else None


def _is_of(value: Value, text: str, question: Question) -> bool:
    """Is it said of what was asked, of all of it, and as it is? Else the sentence has to speak for itself."""
    start, end = next(span for span in _sentences(text) if span[0] <= value.start < span[1])
    sentence, asked = text[start:end], plain(question.text)
    limited = _LIMITED.search(plain(sentence)) and not _LIMITED.search(asked)
    aimed = _AIMED.search(plain(sentence)) and not (_AIMED.search(asked) or question.wants_proposal)
    if question.expects not in patterns.MEASURES:
        return True
    dated = bool(question.years and years(sentence)) and not question.years & years(sentence)
    if limited or aimed or dated:
        return False
    counted, rest = _counted_and_rest(question)
    if counted and question.expects is ValueKind.PERCENT:
        of_it = named(counted, clause(text, value)) or (len(find_values(sentence)) == 1 and named(counted, sentence))
        return of_it and (not rest or any(named(word, sentence) for word in rest))
    if counted and question.expects is ValueKind.COUNT:
        people = _PEOPLE.search(counted) and _PEOPLE.search(owner(text, value))
        return bool(people) or named(counted, owner(text, value)) or _mostly((counted, *rest), sentence)
    return _mostly((counted, *rest) if counted else rest, sentence)


def _mostly(words: Sequence[str], sentence: str) -> bool:
    """Does the sentence hold more than half of these?"""
    return not words or sum(named(word, sentence) for word in words) > len(words) / 2


def _counted_and_rest(question: Question) -> tuple[str, tuple[str, ...]]:
    """What is counted ("" where only a price or a time is asked for) and what is said of it."""
    focus = _words(question.focus)
    counted = focus[0] if focus else ""
    return counted, tuple(word for word in _words(question.topic) if word != counted)


def _words(text: str) -> tuple[str, ...]:
    """The words that say what it is about."""
    words = re.findall(r"[^\W\d_]{3,}", plain(_UNITS.sub(" ", text)))
    return tuple(dict.fromkeys(word for word in words if word not in patterns.EMPTY_WORDS and not _ASKING.match(word)))


def _sentences(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"\S.*?(?:[.!?](?=\s+[A-Z‘“(])|$)", text, re.DOTALL)]


def _in_best_sentence(values: tuple[Value, ...], text: str, question: Question) -> tuple[Value, ...]:
    """Those of the sentence that holds most of the question's words; of more sentences where they hold as many."""
    holding = {span: tuple(v for v in values if span[0] <= v.start < span[1]) for span in _sentences(text)}
    shared = {span: _shared(text[slice(*span)], question.topic) for span, held in holding.items() if held}
    most = max(shared.values(), default=0)
    return tuple(v for span, count in shared.items() if count == most for v in holding[span])


def _shared(text: str, topic: str) -> int:
    return sum(bool(_spots(text, word)) for word in dict.fromkeys(re.findall(r"\w{4,}", plain(topic))))


def _wanted(text: str, question: Question) -> tuple[Value, ...]:
    """The values of the expected kind; of numbers not the ages; where a deadline is asked for, only deadlines."""
    found = find_values(text)
    values = tuple(v for v in found if v.kind is question.expects)
    if question.expects is ValueKind.COUNT:
        counts = tuple(v for v in values if not _AGE.match(text[v.end :]) and not _SPAN.search(text[: v.start]))
        return counts or tuple(v for v in found if v.kind in (ValueKind.PERCENT, ValueKind.MONEY))
    if question.due:
        return tuple(v for v in values if _DUE.search(text[: v.start]))
    return values


def _spots(text: str, words: str) -> tuple[int, ...]:
    """Where words that begin like these stand; accents do not move places, other foldings may by a letter or two."""
    stems = [word[: max(4, len(word) - 2)] for word in re.findall(r"\w{4,}", plain(words))]
    return tuple(m.start() for stem in stems for m in re.finditer(re.escape(stem), plain(text)))


def _whole(text: str, value: Value) -> tuple[int, int]:
    """With the words that limit it ('meer dan') and, for a number, what is counted ('gezinnen')."""
    before = _QUALIFIER.search(text[: value.start])
    counts = value.kind is ValueKind.COUNT and not _NO_NOUN.match(text[value.end :])
    behind = _COUNTED.match(text[value.end :]) if counts else None
    return before.start() if before else value.start, value.end + (behind.end() if behind else 0)
