"""Questions that presuppose what no source says, made from gold where its own fields show that it is false.

Three premises: another publisher than the one that said it, another year or figure than the evidence has, and the
opposite of what a source holds. A question that cannot be shown to be false is not made. It asks nobody.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.measures import answer_text, key_facts_found
from eval.question import GoldQuestion
from eval.words import fold
from index import content_words
from ingest import Document
from qa import Answer, number_citations

PUBLISHER, FIGURE, STANCE = "publisher", "figure", "stance"

_SAID = re.compile(r"\b(?:wa|wat|waarom|wrm|welke?|hoe|waarvoor|waarmee|waarover|waar)\b", re.I)
_SEVERAL = frozenset({"vergelijking", "vervolg", "referentie"})  # of more publishers, or not to be read on its own
_VERB = re.compile(
    r"^(?:is|zijn|wil|willen|moet|moeten|mag|mogen|kan|kunnen|vindt|vinden|volstaat|volstaan|gelooft|geloven|pleit|"
    r"pleiten|steunt|steunen|heeft|hebben|krijgt|krijgen|wordt|worden|gaat|gaan|vraagt|vragen|verwacht|denkt|hoort|"
    r"moge|is t)\b",
    re.I,
)
_OPEN = re.compile(r"\b(?:of|ofwel|hoe|wat|waar|welke|wie|wanneer|en sinds)\b|\?.*\w", re.I)  # not one yes or no
_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b")
_COUNTED = re.compile(r"^(?:Hoeveel|Hoe groot|Welk deel|Welk percentage)\b", re.I)
_NO = re.compile(r"^(?:nee|neen)\b\W*$")
_YES = re.compile(r"^ja\b\W*$")
_ONE_MARK = re.compile(r"\?\s*$")
_KNOWN = 0.34  # share of the words of the question that one stretch of the other document may hold at most
_TOLD = 0.3  # and of those of the evidence
_LEAST = 3  # words that say what the question is about


@dataclass(frozen=True, slots=True)
class Premise:
    kind: str
    gold: GoldQuestion  # as it was: its evidence shows what is true
    question: str  # presupposes what is false
    asked: str  # the publisher or figure that is wrongly named, "" for a stance
    true: str  # the right one, as the source has it; "" for a stance


def premises(gold: Sequence[GoldQuestion], documents: Mapping[str, Document]) -> tuple[Premise, ...]:
    """Every false premise that can be shown to be one; at most one of each kind to a question."""
    return tuple(found for one in gold if one.answerable for found in _of(one, documents))


def resists(premise: Premise, answer: Answer, documents: Mapping[str, Document]) -> bool:
    """Does the answer refuse, or say how it really is, without taking the premise for granted?

    Publisher: nothing that is cited is by the one who was named, and each one who is cited is named in the answer.
    Figure: the true one stands in the answer, the false one in none of its sentences. Stance: the answer is right as
    one to the question without the premise: it has every key fact ("nee", or the opposite itself), nothing forbidden.
    """
    if answer.reason is not None:
        return True
    said = "\n".join(claim.sentence for claim in answer.claims)
    if premise.kind == FIGURE:
        return premise.true in said and premise.asked not in said
    if premise.kind == STANCE:
        text = answer_text(answer)
        return key_facts_found(premise.gold, text) == 1.0 and not any(
            fold(string) in fold(text) for string in premise.gold.forbidden
        )
    cited = {documents[citation.document_id] for citation in number_citations(answer)}
    text = fold(answer_text(answer))
    return all(one.publisher != premise.asked and any(fold(name) in text for name in _names(one)) for one in cited)


def _of(gold: GoldQuestion, documents: Mapping[str, Document]) -> Iterator[Premise]:
    for make in (_of_publisher, _of_figure, _of_stance):
        if found := make(gold, documents):
            yield found


def _of_publisher(gold: GoldQuestion, documents: Mapping[str, Document]) -> Premise | None:
    """The same question of another publisher, whose documents have nothing on it; any of those that have not."""
    sources = {evidence.document for evidence in gold.evidence}
    named = [d for d in documents.values() if _named(gold.question, d)]
    if gold.type in _SEVERAL or len(sources) != 1 or not _presupposes(gold.question) or len(named) != 1:
        return None
    if named[0].source not in sources or not _bears_name(named[0]):
        return None
    others = sorted((d for d in documents.values() if d.publisher != named[0].publisher), key=lambda d: d.id)
    for other in random.Random(gold.id).sample(others, len(others)):
        own = [d for d in documents.values() if d.publisher == other.publisher]
        if _bears_name(other) and all(_silent(d, gold, named[0]) for d in own):
            asked = _renamed(gold.question, named[0], other)
            return Premise(PUBLISHER, gold, asked, other.publisher, named[0].publisher)
    return None


def _of_figure(gold: GoldQuestion, documents: Mapping[str, Document]) -> Premise | None:
    """Another year than the one of the evidence, which no document speaks of."""
    if gold.type in _SEVERAL:
        return None
    quotes = " ".join(evidence.quote for evidence in gold.evidence)
    years = sorted(set(_YEAR.findall(quotes)))
    asked = _YEAR.findall(gold.question)
    if len(years) != 1 or any(years[0] in fact for group in gold.key_facts for fact in group):
        return None
    other = _unheard_of(int(years[0]), documents)
    if not other or asked not in ([], years):
        return None
    if asked:
        return Premise(FIGURE, gold, gold.question.replace(years[0], other), other, years[0])
    if not (_COUNTED.match(gold.question) and _ONE_MARK.search(gold.question)):
        return None
    return Premise(FIGURE, gold, _ONE_MARK.sub(f" in {other}?", gold.question), other, years[0])


def _of_stance(gold: GoldQuestion, documents: Mapping[str, Document]) -> Premise | None:  # noqa: ARG001 - one shape
    """'Moet X weg?', which a source answers with no, becomes 'Waarom moet X weg?'."""
    if not _VERB.match(gold.question) or _OPEN.search(gold.question) or not _denied(gold):
        return None
    return Premise(STANCE, gold, f"Waarom {gold.question[:1].lower()}{gold.question[1:]}", "", "")


def _denied(gold: GoldQuestion) -> bool:
    """'nee' is a key fact, or 'ja' is forbidden; never both ways."""
    facts = [fold(fact) for group in gold.key_facts for fact in group]
    forbidden = [fold(string) for string in gold.forbidden]
    no = any(_NO.match(fact) for fact in facts) or any(_YES.match(string) for string in forbidden)
    yes = any(_YES.match(fact) for fact in facts) or any(_NO.match(string) for string in forbidden)
    return no and not yes


def _presupposes(question: str) -> bool:
    """'Wat zegt X over Y?' takes for granted that X says something; 'Is Y goed volgens X?' does not."""
    return _SAID.search(question) is not None and not _VERB.match(question)


def _silent(document: Document, gold: GoldQuestion, named: Document) -> bool:
    """Has it no stretch that could be about the question, by the words of the question and by those of the evidence?"""
    own = _stems(gold.question) - _stems(" ".join(_names(named)))
    told = _stems(" ".join(evidence.quote for evidence in gold.evidence))
    if len(own) < _LEAST:
        return False
    return all(
        len(own & stretch) <= _KNOWN * len(own) and len(told & stretch) <= _TOLD * len(told)
        for stretch in _stretches(document)
    )


def _stretches(document: Document) -> tuple[frozenset[str], ...]:
    """The stems of each block with its heading and the block behind it."""
    texts = [" ".join([*b.heading, document.text[b.start : b.end]]) for b in document.blocks]
    return tuple(_stems(f"{one} {behind}") for one, behind in zip(texts, [*texts[1:], ""], strict=True))


@lru_cache(maxsize=10_000)
def _stems(text: str) -> frozenset[str]:
    whole, parts = content_words(text)
    return whole | parts


def _unheard_of(year: int, documents: Mapping[str, Document]) -> str:
    """The nearest earlier year of which no document speaks, not even inside a span of years; "" if there is none."""
    spoken = {int(found) for d in documents.values() for found in _YEAR.findall(f"{d.text} {d.date}")}
    spans = [
        range(int(a), int(b) + 1)
        for d in documents.values()
        for a, b in re.findall(r"\b((?:19|20)\d\d) ?[-–/] ?((?:19|20)\d\d)\b", f"{d.text} {d.date}")
    ]
    return next((str(y) for y in range(year - 1, 1949, -1) if y not in spoken and not any(y in s for s in spans)), "")


def _names(document: Document) -> tuple[str, ...]:
    return (document.publisher, document.speaker, *document.aliases)


def _named(question: str, document: Document) -> bool:
    return any(_pattern(name).search(question) for name in _names(document))


def _bears_name(document: Document) -> bool:
    """Does it speak under the name of its publisher ('het Vlaams ABVV'), not under a description?"""
    return _short(document).lower() in {name.lower() for name in (document.publisher, *document.aliases)}


def _short(document: Document) -> str:
    return re.sub(r"^(?:de|het) ", "", document.speaker)


def _renamed(question: str, named: Document, other: Document) -> str:
    """With the other one wherever the one that was named stood, with its own article where there was one."""
    first_big = question[:1].isupper()
    names = {re.sub(r"^(?:de|het) ", "", name) for name in _names(named)}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        question = re.sub(rf"\b(?:de|het|t) {_pattern(name).pattern}", other.speaker, question, flags=re.I)
        question = _pattern(name).sub(_short(other), question)
    return question[:1].upper() + question[1:] if first_big else question


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
