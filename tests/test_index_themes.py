"""Themes as lists of words: read, found in texts, drawn from headings."""

from pathlib import Path

import pytest

from index import Index, Theme, UnreadableWords, drawn_themes, read_themes


def about(index: Index, text: str, *written: str) -> bool:
    return index.themes((Theme("Thema", written),)).about(text) == {0}


def test_a_word_is_found_in_another_form_and_as_a_part_of_a_compound(tiny_index: Index) -> None:
    assert about(tiny_index, "De huurwoningen zijn duur.", "woning")
    assert not about(tiny_index, "De huur is duur.", "woning")


def test_a_word_with_an_equals_sign_is_found_alone(tiny_index: Index) -> None:
    assert about(tiny_index, "Het budget stijgt.", "=budget")
    assert not about(tiny_index, "Het gezinsbudget daalt.", "=budget")


def test_an_expression_is_found_as_whole_words_one_after_another(tiny_index: Index) -> None:
    assert about(tiny_index, "In het huis van het kind is plaats.", "huis van het kind")
    assert about(tiny_index, "De Huizen van het Kind groeien.", "huis van het kind")
    assert not about(tiny_index, "Het kind gaat naar huis.", "huis van het kind")
    assert not about(tiny_index, "Er is sociale huisvesting.", "sociaal huis")


def test_the_places_of_its_words_are_told(tiny_index: Index) -> None:
    text = "Een woning, en het huis van het kind."
    reader = tiny_index.themes((Theme("Een", ("woning",)), Theme("Twee", ("huis van het kind",))))
    assert [text[a:b] for a, b in reader.places(text)] == ["woning", "huis van het kind"]


def test_every_theme_of_the_file_has_words(tiny_index: Index) -> None:
    themes = read_themes()
    assert len(themes) > 15
    reader = tiny_index.themes(themes)
    assert all(number in reader.about(theme.words[0].lstrip("=")) for number, theme in enumerate(themes))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "ontbreekt of is leeg"),
        ("[woorden]\na = 1", "[woorden] bestaat niet"),
        ('[themes]\nWonen = "woning"', "[themes] Wonen"),
        ("[themes]\nWonen = []", "[themes] Wonen"),
        ("themes = 3", "themes is geen tabel"),
        ("[themes\n", "geen TOML"),
    ],
)
def test_a_file_that_is_no_list_of_themes_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "themas.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableWords) as raised:
        read_themes(path)
    assert str(path) in str(raised.value)
    assert reason in str(raised.value)


def test_themes_are_drawn_from_what_headings_share(tiny_index: Index) -> None:
    headings = ["Mobiliteit in de stad", "Mobiliteit", "Fietsen", "Over fietsen", "Energie", *"abcdefghijklmnop"]
    drawn = drawn_themes(headings, tiny_index.themes(()), 5)
    assert [theme.name for theme in drawn] == ["Mobiliteit", "Fietsen"]


def test_a_word_that_most_headings_have_is_no_theme(tiny_index: Index) -> None:
    headings = [f"Beslissing {letter}" for letter in "abcdefghijklmnop"]
    assert drawn_themes(headings, tiny_index.themes(()), 5) == ()
