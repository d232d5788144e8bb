"""Names in a question that the documents do not know: somebody who is asked for an opinion, a town, a person.

It decides nothing about what a known name says. Names count with a capital; towns, and whoever is asked for an
opinion, also without one, because nobody types capitals in a hurry.
"""

import re
from collections.abc import Iterator, Sequence

from index import Index
from qa import patterns
from qa.catalogue import Catalogue
from qa.evidence import Candidate
from qa.places import places_in
from qa.plain import near, plain
from qa.question import Question

_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b(?:[A-Z]-?[A-Z]+[A-Za-z-]*|[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*)\b")
_COMPOUND = re.compile(r"^([A-Z]{2,})-[a-z].*$")  # 'OCMW-hulp' names the OCMW
_EXAMPLE = re.compile(
    r"\b(?:zoals|bijvoorbeeld|bv\.?|denk aan) [A-Z][\w-]+"
)  # of the asker; the documents may have others
_OPINION_OF = re.compile(
    r"\b(?:standpunt|mening|visie|kijk|idee) van (?:de |het )?(?P<of>[A-Z][\w-]+)|"
    r"\b(?:vindt|vinden|zegt|zeggen|wil|willen|vraagt|vragen|denkt|eist|bepleit|stelt) "
    r"(?:de |het )?(?P<verb>[A-Z][\w-]+)|"
    r"^[Ii]s (?:de |het )?(?P<stance>[A-Z][\w-]+) (?:voor|tegen)\b|\bvolgens (?:de |het )?(?P<says>[A-Z][\w-]+)"
)
_OPINION_TYPED = re.compile(  # "wa zegt acv over mantelzorg", "standpunt unizo"
    r"\b(?:zegt|zegge|vindt|vind|wil|vraagt|denkt|eist|bepleit|stelt|volgens) (?:(?:de|het|t|'t) )?"
    r"(?P<of>[a-z][\w&-]*)(?= (?:over|voor|rond|aan|inzake|daarvan|daarover|hierover|hiervan)\b|\?|$)|"
    r"\b(?:standpunt|mening|visie) (?:van )?(?:(?:de|het|t|'t) )?(?P<stance>[a-z][\w&-]*)(?= (?:over|rond|inzake)\b|\?|$)"
)
_BODY_TYPED = re.compile(  # "hoe denkt de vlaamse ouderenraad over", whether the documents mention it or not
    r"\b(?:vindt|vinden|denkt|denken|zegt|zeggen|wil|willen|vraagt|vragen|eist|bepleit|stelt) (?:de|het|t|'t) "
    r"(?P<body>(?:vlaamse? )?[a-z-]*(?:raad|bond|netwerk|federatie|vereniging|koepel|unie|liga)(?: tegen [a-z]+)?)"
    r"(?= (?:van|over|voor|met|me|rond|aan|inzake|hiervan|daarvan|hierover|daarover)\b|\W*$)"
)
_ALONE = re.compile(
    r"^(?:en|maar|ook|of)(?: (?:wat )?(?:zegt|vindt|wil))? (?:(?:de|het|t|'t) )?(?P<what>[a-z][\w&-]{1,5})\W*$"
)
_COMMON = frozenset(
    "vlaams vlaamse vlaanderen vlaming vlamingen belgie belgisch belgische belgen nederlands ik u".split()
)


def names_of(question: Question, catalogue: Catalogue) -> tuple[str, ...]:
    """Proper names in the question that are no publisher of the documents; towns however they are typed."""
    asked = _EXAMPLE.sub(" ", question.own or question.text)
    found = (_COMPOUND.sub(r"\1", name) for name in _NAME.findall(asked))
    named = [n for n in found if not catalogue.knows(plain(n)) and not any(near(plain(n), own) for own in _COMMON)]
    held = plain(" ".join(named))
    towns = (p for p in places_in(asked) if plain(p) not in held and plain(p) not in catalogue.words)
    return (*named, *towns)


def unknown(names: Sequence[str], index: Index, candidates: Sequence[Candidate]) -> str:
    """The first name that no document knows, not even as part of another word ('Fransen': 'Frans')."""
    strange = [n for n in names if not any(term.frequency for term in index.terms(n))]
    around = [plain(candidate.hit.passage.text) for candidate in candidates] if strange else []
    return next((n for n in strange if not _in_another_word(n, index) and not any(root(n) in a for a in around)), "")


def typed_stranger(question: Question, catalogue: Catalogue, index: Index) -> str:
    """Somebody without a capital whose opinion is asked, or all that a follow-up names, whom no document knows."""
    folded = catalogue.spelled(plain(question.own or question.text))
    found = [name for hit in _OPINION_TYPED.finditer(folded) for name in hit.groupdict().values() if name]
    if question.own and (alone := _ALONE.match(folded)):
        found.append(alone["what"])
    strange = (name for name in found if name not in catalogue.words and name not in _COMMON)
    name = next((n for n in strange if (terms := index.terms(n)) and not any(t.frequency for t in terms)), "")
    return _as_written(name, question.own or question.text)


def other_speaker(question: Question, names: Sequence[str], best: Candidate) -> str:
    """Somebody whose opinion is asked, who publishes none of the documents and is not quoted in the best sentence.

    A body that the sentence begins with is the one whom it is about: "De bond vraagt ...".
    """
    quoted = plain(best.quote)
    asked = [
        *(name for name in _asked_opinion(question) if name in names),
        *(body for body in _typed_bodies(question) if not re.match(rf"(?:de |het )?{re.escape(body)}\b", quoted)),
    ]
    return next((name for name in asked if f"volgens {root(name)}" not in quoted), "")


def other_government(question: Question, quoted: Sequence[Candidate]) -> str:
    """A government whose decision is asked, and of which nothing is said in what would be quoted."""
    folded = plain(question.own or question.text)
    named = re.search(patterns.OTHER_GOVERNMENT, folded)
    if named is None or not re.search(patterns.DECISIONS_LISTED, folded):
        return ""
    return "" if any(named["whose"] in plain(candidate.hit.passage.text) for candidate in quoted) else named[0]


def root(name: str) -> str:
    bare = plain(name)
    return bare if len(bare) < 6 else bare[:-2]


def _in_another_word(name: str, index: Index) -> bool:
    return any(term.frequency for term in index.terms(root(name)))


def _asked_opinion(question: Question) -> Iterator[str]:
    for hit in _OPINION_OF.finditer(question.own or question.text):
        yield from (name for name in hit.groupdict().values() if name)


def _typed_bodies(question: Question) -> Iterator[str]:
    """The same typed without a capital, where no publisher is named."""
    if not question.named:
        yield from (hit["body"] for hit in _BODY_TYPED.finditer(plain(question.own or question.text)))


def _as_written(name: str, text: str) -> str:
    """With the capitals that it was typed with."""
    return next((word for word in re.findall(r"[\w&-]+", text) if plain(word) == name), name)
