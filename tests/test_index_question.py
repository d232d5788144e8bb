"""How a question is read: synonyms, abbreviations, spellings and corrections."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from index.analyser import Analyser
from index.question import Reader
from index.thesaurus import UnreadableWords, WordList, build_thesaurus, learn_abbreviations, read_words
from index.vocabulary import build_vocabulary, forms_of

CORPUS = (
    "Kinderen in een woonzorgcentrum: de onderhoudsplicht van het OCMW.",
    "Digitale inclusie van werkzoekenden, de wachtlijst en de gemeente; decentralisatie kost geld.",
    "Verzoekers om internationale bescherming in een lokaal opvanginitiatief.",
)


def reader(*lists: WordList) -> Reader:
    vocabulary = build_vocabulary(map(forms_of, CORPUS))
    analyser = Analyser(vocabulary.readings)
    return Reader(analyser, vocabulary, build_thesaurus(lists or (read_words(),), analyser.phrase))


def ways(question: str, surface: str, read: Reader | None = None) -> dict[tuple[str, ...], float]:
    """The alternatives of one word of a question."""
    terms = (read or reader()).terms(question)
    return {one.tokens: one.weight for term in terms if term.surface == surface for one in term.alternatives}


def surfaces(question: str) -> list[str]:
    return [term.surface for term in reader().terms(question)]


def longest(found: Iterable[tuple[str, ...]]) -> int:
    return max(map(len, found))


def test_only_words_with_content_are_terms() -> None:
    assert surfaces("Wat stelt u voor over de wachtlijst?") == ["wachtlijst"]


def test_a_question_of_question_words_keeps_them() -> None:
    assert surfaces("Noem voorstellen") == ["Noem", "voorstellen"]


def test_the_word_itself_weighs_most() -> None:
    found = ways("Wie betaalt het rusthuis?", "rusthuis")
    assert found[("rusthuis",)] == 1.0
    assert 0 < found[("woonzorgcentrum",)] < 1


def test_an_abbreviation_finds_its_meaning_and_the_other_way_round() -> None:
    assert ("lokal", "opvanginitiatief") in ways("Wat is een LOI?", "LOI")
    assert ("loi",) in ways("Wat is een lokaal opvanginitiatief?", "opvanginitiatief")


def test_a_synonym_of_several_words_needs_all_of_them() -> None:
    assert longest(ways("Waar wonen asielzoekers?", "asielzoekers")) == 3


def test_a_compound_may_stand_as_its_parts() -> None:
    found = ways("Is er een wachtlijst?", "wachtlijst")
    assert found[("wachtlijst",)] > found[("wacht", "lijst")] > found[("lijst",)]


def test_part_of_a_compound_may_be_said_otherwise() -> None:
    assert any({"woonzorgcentrum", "bewoner"} <= set(way) for way in ways("rusthuisbewoners", "rusthuisbewoners"))


def test_a_verb_finds_its_noun() -> None:
    assert ("decentralisatie",) in ways("decentraliseren of niet", "decentraliseren")


def test_a_slip_of_the_pen_is_corrected_for_less() -> None:
    found = ways("wat met de onderhoutsplicht", "onderhoutsplicht")
    assert 0 < found[("onderhoudsplicht",)] < 1


@pytest.mark.parametrize("name", ["Onderhoutsplicht", "ONDERHOUTSPLICHT"])
def test_a_name_is_not_corrected(name: str) -> None:
    assert ("onderhoudsplicht",) not in ways(f"Wat zegt {name}?", name)


def test_a_cut_off_word_is_understood() -> None:
    bare = reader(WordList())
    assert ("digital",) in ways("digit inclusie", "digit", bare)


def test_hurried_spellings_are_written_in_full() -> None:
    assert reader().spelled_out("wa moete ze doen vr de gemeente?") == "wat moeten ze doen voor de gemeente?"


def test_a_hurried_word_keeps_its_surface() -> None:
    assert surfaces("soc steun tgn armoede") == ["soc", "steun", "armoede"]


def test_a_list_of_ones_own_adds_words(tmp_path: Path) -> None:
    own = tmp_path / "woorden.toml"
    own.write_text('[abbreviations]\nWWW = ["wachtlijst"]\n[synonyms]\nsame = [["poen", "geld"]]\n', encoding="utf-8")
    read = reader(read_words(), read_words(own))
    assert ("wachtlijst",) in ways("Wat is de WWW?", "WWW", read)
    assert ("geld",) in ways("waar is de poen", "poen", read)


def test_a_list_that_is_no_toml_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "woorden.toml"
    broken.write_text("[[[", encoding="utf-8")
    with pytest.raises(UnreadableWords, match=r"woorden\.toml"):
        read_words(broken)


def test_a_list_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWords, match=r"weg\.toml"):
        read_words(tmp_path / "weg.toml")


def test_documents_define_abbreviations_themselves() -> None:
    text = (
        "Het Geïntegreerd Breed Onthaal (GBO) en de LOGO’s (Lokaal Gezondheidsoverleg) werken samen. "
        "Het Bijzonder Comité voor de Sociale Dienst (BCSD) beslist (zie VVSG)."
    )
    assert learn_abbreviations(text) == {
        "GBO": ["Geïntegreerd Breed Onthaal"],
        "LOGO": ["Lokaal Gezondheidsoverleg"],
        "BCSD": ["Bijzonder Comité voor de Sociale Dienst"],
    }


def test_what_stands_before_a_bracket_is_not_always_a_meaning() -> None:
    assert learn_abbreviations("De plannen van de minister zijn klaar (VVSG).") == {}
