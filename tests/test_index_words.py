"""The word list of the package: no group stands twice, no organisation for its kind, every key can be typed."""

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from index.analyser import Analyser
from index.dutch import fold, words
from index.thesaurus import Phrase, Thesaurus, build_thesaurus, read_words
from tests.conftest import CORPUS

KINDS = ("vakbond", "vereniging", "organisatie", "koepel", "departement", "agentschap", "overheid", "regering")


def stems(text: str) -> Phrase:
    return analyser().phrase(text)


@cache
def analyser() -> Analyser:
    return Analyser({})


@cache
def thesaurus() -> Thesaurus:
    return build_thesaurus([read_words()], stems)


def groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    for strength, lists in read_words().synonyms.items():
        yield from ((strength, tuple(group)) for group in lists)


def publishers() -> frozenset[Phrase]:
    """The names of those whose documents are searched; not the kinds by which people also call them."""
    sources = tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))
    names = {source["publisher"] for source in sources.values()}
    aliases = {alias for source in sources.values() for alias in source["aliases"]} - set(KINDS)
    return frozenset(stems(name) for name in names | aliases)


def finds(one: str, other: str) -> bool:
    return stems(other) in thesaurus().of(stems(one))


def test_no_group_stands_twice() -> None:
    found = [(strength, frozenset(map(stems, group))) for strength, group in groups()]
    assert not [
        (one, other)
        for (strength, one), (its_strength, other) in combinations(found, 2)
        if one == other or (strength == its_strength and (one <= other or other <= one))
    ]


def test_no_group_has_a_word_twice() -> None:
    assert not [group for _, group in groups() if len(set(map(stems, group))) < len(group)]


def test_every_word_of_a_group_has_content() -> None:
    assert not [word for _, group in groups() for word in group if not stems(word)]


def test_no_group_joins_a_publisher_with_anything() -> None:
    assert stems("ABVV") in publishers()
    assert not [group for _, group in groups() if publishers() & set(map(stems, group))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_a_publisher_does_not_find_its_kind(kind: str) -> None:
    assert not publishers() & thesaurus().of(stems(kind)).keys()


def test_every_spelling_can_be_typed() -> None:
    assert not [typed for typed in read_words().spellings if [word.forms[0] for word in words(typed)] != [fold(typed)]]


def test_no_spelling_says_what_it_is() -> None:
    assert not [typed for typed, meant in read_words().spellings.items() if fold(typed) == fold(meant)]


@pytest.mark.parametrize("typed", ["nr", "dr", "mr", "tem", "moede", "kunde"])
def test_what_may_say_something_else_is_no_spelling(typed: str) -> None:
    assert typed not in read_words().spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("digitale uitsluiting", "digitale inclusie"),
        ("Roma", "woonwagenbewoners"),
        ("burgemeester", "schepen"),
        ("duur", "kosten"),
        ("kleinkinderen", "kinderen"),
        ("ouders", "bejaarde"),
        ("mama", "ouderen"),
        ("doof", "slechthorend"),
        ("blind", "slechtziend"),
        ("leefloner", "OCMW-steun"),
        ("bemiddelaar", "jobcoach"),
    ],
)
def test_what_differs_is_not_joined(one: str, other: str) -> None:
    assert not finds(one, other)
    assert not finds(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("asielzoeker", "vluchteling"), ("deeltijds", "halftijds"), ("OCMW-steun", "leefloon"), ("minimumloon", "loon")],
)
def test_what_the_law_tells_apart_counts_for_less_than_the_same(one: str, other: str) -> None:
    assert 0 < thesaurus().of(stems(one))[stems(other)] < thesaurus().of(stems("vakbond"))[stems("syndicaat")]


@pytest.mark.parametrize("short", ["IGVM", "IGMV"])
def test_an_institute_is_found_by_both_its_abbreviations(short: str) -> None:
    assert finds(short, "instituut voor de gelijkheid van vrouwen en mannen")
    assert finds("IGVM", "IGMV")


@pytest.mark.parametrize(("one", "other"), [("papa", "ouders"), ("bejaarde", "oudere"), ("senior", "ouderen")])
def test_parents_and_the_old_are_each_found(one: str, other: str) -> None:
    assert finds(one, other)
