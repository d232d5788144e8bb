"""Questions spoilt by rules: the same each time, and never in the figure that is asked."""

from dataclasses import replace

import pytest

from eval import GoldQuestion
from eval.spoil_style import bare, hurried, keywords
from eval.spoil_typing import neighbours, with_slips

ASKED = GoldQuestion("q1", "", (), "feit", True, (("15%",),), (), (), "")


def question(text: str, id: str = "q1") -> GoldQuestion:
    return replace(ASKED, id=id, question=text)


def test_the_same_question_gets_the_same_slip() -> None:
    asked = question("Hoeveel huursubsidies werden in 2022 uitbetaald?")
    assert with_slips(asked, 1) == with_slips(asked, 1)
    assert len({with_slips(replace(asked, id=f"q{n}"), 1) for n in range(20)}) > 5


@pytest.mark.parametrize("number", range(40))
def test_a_slip_changes_one_word_and_never_a_figure(number: int) -> None:
    asked = question("Hoeveel huursubsidies werden in 2022 uitbetaald in 308 gemeenten?", f"q{number}")
    spoilt = with_slips(asked, 1)
    assert spoilt is not None
    assert abs(len(spoilt) - len(asked.question)) <= 1
    assert "2022" in spoilt
    assert "308" in spoilt
    gone = set(asked.question.split()) - set(spoilt.split())
    assert 1 <= len(gone) <= 2  # two where the space between them was missed
    assert "Hoeveel" not in gone


def test_two_slips_ask_for_two_words_of_its_subject() -> None:
    assert with_slips(question("Wat is dat met de woningen?"), 2) is None
    assert with_slips(question("Wat is dat met de woningen?"), 1) is not None


def test_the_keys_beside_a_key_are_those_of_the_belgian_keyboard() -> None:
    assert set(neighbours("a")) == {"z", "q"}
    assert "z" in neighbours("s")
    assert neighbours("é") == ""


def test_bare_has_no_capitals_accents_or_marks_and_keeps_its_figures() -> None:
    asked = question("Wat kost één plaats volgens de VVSG: 3.480,50 euro, of 15%?")
    assert bare(asked) == "wat kost een plaats volgens de vvsg 3.480,50 euro of 15%"
    assert bare(question("wa kost da")) is None


def test_keywords_are_the_words_of_its_subject_in_their_order() -> None:
    asked = question("Hoeveel huursubsidies werden er in 2022 uitbetaald volgens het ABVV?")
    assert keywords(asked) == "Hoeveel huursubsidies 2022 uitbetaald ABVV"


def test_keywords_keep_what_turns_the_meaning_round() -> None:
    spoilt = keywords(question("Is het ABVV tegen de onderhoudsplicht?"))
    assert spoilt == "ABVV tegen onderhoudsplicht"


def test_hurried_shortens_small_words_and_leaves_the_subject() -> None:
    asked = question("Wat is het standpunt van de VVSG in verband met onderhoudsplicht, hebt u dat misschien?")
    assert hurried(asked) == "wa is't standpunt vd vvsg ivm onderhoudsplicht ebde da mss"


def test_hurried_does_not_touch_a_word_that_only_holds_a_small_one() -> None:
    spoilt = hurried(question("Voor wie zijn voorzieningen met datastromen?"))
    assert spoilt == "vr wie zijn voorzieningen me datastromen"
