"""How texts are compared: by folded words and runs of them."""

import pytest

from eval.words import covers, fold, holds, runs, shared, stands_in, touches, words


def test_case_and_accents_do_not_count() -> None:
    assert fold("Financiële COÖRDINATIE") == "financiele coordinatie"


def test_a_word_broken_over_two_lines_is_still_itself() -> None:
    assert words("samenwer-\nking, OCMW-cliënten") == ("samenwerking", "ocmwclienten")


def test_a_dash_between_spaces_joins_nothing() -> None:
    assert words("lokaal - regionaal") == ("lokaal", "regionaal")


def test_every_run_of_words_counts_once() -> None:
    assert runs(("a", "b", "a", "b"), 2) == {("a", "b"), ("b", "a")}


def test_a_text_shorter_than_the_run_is_one_run() -> None:
    assert shared(("a", "b"), ("x", "a", "b"), 4) == 1.0
    assert shared(("a", "b"), ("a", "x", "b"), 4) == 0.0


def test_no_words_share_nothing() -> None:
    assert shared((), ("a",), 3) == 0.0


@pytest.mark.parametrize(("left_out", "covered"), [(0, True), (1, True), (3, False)])
def test_a_quote_is_covered_when_four_fifths_of_its_four_word_runs_stand_there(left_out: int, covered: bool) -> None:
    quote = [f"woord{n}" for n in range(13)]  # ten runs of four
    assert covers([" ".join(quote[: 13 - left_out])], " ".join(quote)) is covered


def test_a_quote_over_two_passages_is_covered_by_both_together() -> None:
    quote = "elke gemeente streeft naar minstens vijftien procent sociale woningen"
    halves = ["Elke gemeente streeft naar minstens", "vijftien procent sociale woningen."]
    assert covers(halves, quote)
    assert not covers(halves[:1], quote)


def test_quotes_touch_when_half_of_the_shorter_is_shared() -> None:
    assert touches("de gemeente bouwt meer woningen", "Volgens plan: de gemeente bouwt meer dan vroeger")
    assert not touches("de gemeente bouwt meer woningen", "de gemeente wil het anders")


def test_touching_does_not_depend_on_the_order() -> None:
    long, short = "wij willen dat elke school gratis maaltijden geeft aan kinderen", "elke school gratis maaltijden"
    assert touches(long, short)
    assert touches(short, long)


def test_an_empty_quote_touches_nothing() -> None:
    assert not touches("", "de gemeente")


def test_a_quote_stands_in_a_text_by_whole_words() -> None:
    assert stands_in("sociale woning", "Een sociale woning.")
    assert not stands_in("sociale woning", "Twee sociale woningen.")


def test_a_number_is_not_found_within_another_one() -> None:
    assert holds("Dat is 5%.", "5%")
    assert holds("op 14.07.2023", "2023")
    for text, string in (("15%", "5%"), ("7,5%", "5%"), ("7,8%", "7"), ("in 2023", "23"), ("WVG100/12", "WVG100/1")):
        assert not holds(text, string)
    assert holds("de ÍMPACT", "impact")
