"""The only maker of citations: a claim stands on the exact characters of the source, or it does not stand.

It does not choose or phrase anything.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ingest import Document, Passage
from qa.answer import Citation, Claim
from qa.plain import plain
from qa.references import bare, referrals
from qa.values import find_values
from qa.verdict import Asked, Verdict, verdict

_NEGATIONS = re.compile(r"\b(?:niet|geen|nooit|noch|nergens|niemand|niets|zonder|evenmin)\b")
_SMALL = frozenset(
    "de het een en of in op van voor met bij te is zijn was wat dat die dit er ook aan om als naar door over uit tot "
    "worden wordt werd hebben heeft kan kunnen moet moeten wil willen zal zou volgens stelt vraagt zegt vindt meer "
    "maar ze zij hun wij we deze".split()
)
_VERDICT = re.compile(rf"\W*({'|'.join(Verdict)})[,.:]", re.IGNORECASE)
SUPPORT = 0.6  # share of a free sentence's content words that its quotes must hold; below it, models invent


@dataclass(frozen=True, slots=True)
class Support:
    """Where a writer says that a sentence stands."""

    passage: Passage
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence of a writer, not yet checked."""

    sentence: str
    support: tuple[Support, ...]
    group: str = ""
    item: bool = False
    verbatim: bool = True  # made of the quote's own words and fixed phrases; False: phrased by a model
    asked: Asked | None = None  # the question and the sentence that a yes or no in front of it rests on


def verify(draft: Draft, documents: Mapping[str, Document]) -> Claim | None:
    """The claim with its citations; None if a quote is not in its source or does not bear the sentence."""
    citations = tuple(c for c in (cite(s, documents) for s in draft.support) if c is not None)
    if not citations or len(citations) < len(draft.support):
        return None
    quotes = [bare(documents[c.document_id], c.start, c.end) for c in citations]  # [12] is no figure of the quote
    if not figures_stand(draft.sentence, quotes):
        return None
    if not draft.verbatim and not supported(draft.sentence, quotes):
        return None
    if not verdict_stands(draft, [citation.quote for citation in citations]):
        return None
    return Claim(draft.sentence, citations, draft.group, draft.item)


def verdict_stands(draft: Draft, quotes: Collection[str]) -> bool:
    """A yes or no in front of a claim: does a sentence of its quotes say so, by its polarity?"""
    said = _VERDICT.match(draft.group) or _VERDICT.match(draft.sentence)
    if said is None:
        return True
    asked = draft.asked
    if asked is None or not any(asked.sentence in quote for quote in quotes):
        return False
    return verdict(asked) is Verdict(said[1].lower())


def cite(support: Support, documents: Mapping[str, Document]) -> Citation | None:
    """A citation if the quote stands, letter for letter, in its passage of its document."""
    passage, document = support.passage, documents.get(support.passage.document_id)
    at = passage.text.find(support.quote) if support.quote.strip() else -1
    if document is None or at < 0:
        return None
    start = passage.start + at
    end = start + len(support.quote)
    if document.text[start:end] != support.quote:
        return None
    return Citation(document.id, passage.id, support.quote, start, end, referrals(document, start, end))


def figures_stand(sentence: str, quotes: Collection[str]) -> bool:
    """Does every figure, date and code of the sentence stand in a quote, in whatever spelling?"""
    there = {value.canonical for quote in quotes for value in find_values(quote)}
    return all(value.canonical in there for value in find_values(sentence.replace("**", "")))


def supported(sentence: str, quotes: Collection[str]) -> bool:
    """Do the quotes bear a freely phrased sentence: its content words, its names and its negation?"""
    source = plain(" ".join(quotes))
    said = plain(re.sub(r"\[\d+\]|\*\*", " ", sentence))
    words = [w for w in re.findall(r"[\w-]{3,}", said) if w not in _SMALL]
    known = sum(_stands(word, source) for word in words)
    names = re.findall(r"(?<=[\w,;] )[A-Z][\w-]+", sentence)
    same_negation = bool(_NEGATIONS.search(said)) == bool(_NEGATIONS.search(source))
    return bool(words) and known >= SUPPORT * len(words) and all(plain(n) in source for n in names) and same_negation


def _stands(word: str, source: str) -> bool:
    """The word or its stem: 'gemeente' stands in 'gemeenten', 'versterken' in 'versterkt'."""
    stem = word if len(word) < 6 else word[: max(5, len(word) - 3)]
    return re.search(rf"\b{re.escape(stem)}", source) is not None


def supporting_quote(sentence: str, text: str) -> str:
    """The sentence of a passage that shares most content words with a free sentence; "" if it shares none."""
    words = {w for w in re.findall(r"[\w-]{3,}", plain(sentence)) if w not in _SMALL}
    parts = [part.strip() for part in re.split(r"(?<=[.!?:])\s+|\n+", text) if part.strip()]
    shared = [(sum(_stands(word, plain(part)) for word in words), part) for part in parts]
    most, best = max(shared, default=(0, ""), key=lambda pair: pair[0])
    return best if most else ""
