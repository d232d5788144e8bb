"""Nothing is said twice: what repeats another claim only leaves the name of its document."""

from qa import Citation, Claim
from qa.repeats import told_once


def claim(sentence: str, document: str) -> Claim:
    return Claim(sentence, (Citation(document, f"{document}1", sentence, 0, len(sentence)),))


def test_the_same_sentence_of_another_document_becomes_a_place() -> None:
    first = claim("De gemeente bouwt elk jaar woningen.", "a")
    second = claim("De gemeente bouwt elk jaar woningen", "b")
    assert told_once((first, second)) == ((first,), ("b",))


def test_the_same_sentence_of_one_document_is_dropped() -> None:
    first = claim("De gemeente bouwt elk jaar woningen.", "a")
    assert told_once((first, first)) == ((first,), ())


def test_another_figure_or_day_is_another_claim() -> None:
    one = claim("Op **4 april 2022**: Regierol van de gemeenten in sociale economie", "a")
    other = claim("Op **29 april 2022**: Regierol van de gemeenten in sociale economie", "a")
    assert told_once((one, other)) == ((one, other), ())


def test_a_no_is_no_repetition_of_a_yes() -> None:
    one = claim("Gemeenten moeten vluchtelingen in leegstaande gebouwen huisvesten.", "a")
    other = claim("Gemeenten moeten vluchtelingen niet in leegstaande gebouwen huisvesten.", "b")
    assert told_once((one, other)) == ((one, other), ())
