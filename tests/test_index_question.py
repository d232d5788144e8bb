"""How a question is read: synonyms, abbreviations, spellings and corrections."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from index.analyser import Analyser
from index.question import Reader, Ways, open_reader
from index.thesaurus import UnreadableWords, WordList, learn_abbreviations, read_words
from index.vocabulary import build_vocabulary, forms_of

CORPUS = (
    "Kinderen in een woonzorgcentrum: de onderhoudsplicht van het OCMW.",
    "Digitale inclusie van werkzoekenden, de wachtlijst en de gemeente; decentralisatie kost geld.",
    "Verzoekers om internationale bescherming in een lokaal opvanginitiatief.",
    "Jongeren met een kavel vragen zone 30 en een uur bij minister Vandenbroucke; het verzoek is nieuw.",
)
EVERY_WAY = Ways()


def reader(*lists: WordList, but: Ways = EVERY_WAY) -> Reader:
    vocabulary = build_vocabulary(map(forms_of, CORPUS))
    return open_reader(Analyser(vocabulary.readings), vocabulary, lists or (read_words(),), but)


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


@pytest.mark.parametrize("name", ["Vandenbroecke", "Tongeren", "Puurs", "ONDERHOUTSPLICHT"])
def test_a_name_is_not_corrected(name: str) -> None:
    assert [*ways(f"Wat zegt {name}?", name).values()] == [1.0]


@pytest.mark.parametrize("name", ["tongeren", "puurs", "ravels"])
def test_a_name_without_its_capital_is_no_word_with_another_first_letter(name: str) -> None:
    assert not {("jonger",), ("jong",), ("uur",), ("kavel",)} & ways(f"wat zegt {name}", name).keys()


def test_a_slip_in_a_long_word_with_a_capital_is_corrected() -> None:
    assert ("onderhoudsplicht",) in ways("Wat met de Onderhoutsplicht?", "Onderhoutsplicht")


def test_a_slip_in_a_word_that_the_corpus_has_otherwise_is_corrected_by_the_dictionary() -> None:
    assert ("verzoek",) in ways("hun verzoekken om bescherming", "verzoekken")


def test_a_slip_in_a_number_word_gives_the_number() -> None:
    assert "30" in {token for way in ways("zone derttig", "derttig") for token in way}


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


@pytest.mark.parametrize(
    ("text", "short", "meaning"),
    [
        (
            "het OCMW (openbaar centrum voor maatschappelijk welzijn)",
            "OCMW",
            "openbaar centrum voor maatschappelijk welzijn",
        ),
        (
            "de openbare centra voor maatschappelijk welzijn (OCMW’s)",
            "OCMW",
            "openbare centra voor maatschappelijk welzijn",
        ),
        ("een lokaal opvanginitiatief (L.O.I.) krijgt", "LOI", "lokaal opvanginitiatief"),
        (
            "de kruispuntbank van de sociale zekerheid, hierna: KSZ, geeft",
            "KSZ",
            "kruispuntbank van de sociale zekerheid",
        ),
        ("de lokale diensteneconomie (hierna ‘LDE’ genoemd)", "LDE", "lokale diensteneconomie"),
        ("het lokaal sociaal beleid, afgekort LSB, is", "LSB", "lokaal sociaal beleid"),
        ("een woonzorgcentrum (WZC)", "WZC", "woonzorgcentrum"),
        ("het Agentschap Integratie en Inburgering (AgII)", "AgII", "Agentschap Integratie en Inburgering"),
    ],
)
def test_a_definition_is_found_however_it_is_written(text: str, short: str, meaning: str) -> None:
    assert learn_abbreviations(text) == {short: [meaning]}


@pytest.mark.parametrize(
    "text",
    [
        "De plannen van de minister zijn klaar (VVSG).",
        "De Vlaamse Regering keurt het uitvoeringsbesluit bij het Mestdecreet (VLAREME) goed.",
        "met betrekking tot het budget (BOB)",
        "de stad (Gent)",
    ],
)
def test_what_stands_before_a_bracket_is_not_always_a_meaning(text: str) -> None:
    assert learn_abbreviations(text) == {}


def test_an_abbreviation_with_two_meanings_finds_both() -> None:
    one, other = WordList(abbreviations={"GBO": ["digitale inclusie"]}), WordList(abbreviations={"GBO": ["wachtlijst"]})
    assert {("digital", "inclusie"), ("wachtlijst",)} <= ways("Wat is het GBO?", "GBO", reader(one, other)).keys()


@pytest.mark.parametrize("typed", ["OCMW", "ocmw", "O.C.M.W.", "OCMW's", "OCMW’s"])
def test_an_abbreviation_is_known_however_it_is_typed(typed: str) -> None:
    terms = reader().terms(f"Wat doet {typed}?")
    assert any("maatschapp" in one.tokens for one in terms[-1].alternatives)


def test_words_that_together_stand_for_one_share_its_weight() -> None:
    terms = reader().terms("Wat is een lokaal opvanginitiatief?")
    shares = [one.share for term in terms for one in term.alternatives if one.tokens == ("loi",)]
    assert shares == [pytest.approx(2**-0.5)] * 2


@pytest.mark.parametrize(
    ("left_out", "question", "surface", "way"),
    [
        ("compounds", "Is er een wachtlijst?", "wachtlijst", ("lijst",)),
        ("relatives", "decentraliseren of niet", "decentraliseren", ("decentralisatie",)),
        ("synonyms", "Wie betaalt het rusthuis?", "rusthuis", ("woonzorgcentrum",)),
        ("abbreviations", "Wat is een LOI?", "LOI", ("lokal", "opvanginitiatief")),
        ("corrections", "wat met de onderhoutsplicht", "onderhoutsplicht", ("onderhoudsplicht",)),
    ],
)
def test_a_way_that_is_left_out_is_not_gone(left_out: str, question: str, surface: str, way: tuple[str, ...]) -> None:
    assert way in ways(question, surface)
    assert way not in ways(question, surface, reader(but=Ways(**{left_out: False})))


def test_without_compounds_a_term_has_no_parts() -> None:
    assert reader().terms("wachtlijst")[0].parts
    assert not reader(but=Ways(compounds=False)).terms("wachtlijst")[0].parts


def test_without_spellings_a_question_stays_as_it_is_typed() -> None:
    assert reader(but=Ways(spellings=False)).spelled_out("wa moete ze doen?") == "wa moete ze doen?"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[synoniemen]\nsame = []", r"\[synoniemen\] bestaat niet"),
        ("[synonyms]\nsterk = [['a', 'b']]", "geen sterk"),
        ("[synonyms]\nsame = ['poen', 'geld']", r"\[synonyms\] same"),
        ("[synonyms]\nsame = [['poen']]", r"\[synonyms\] same"),
        ("[abbreviations]\nWWW = 'wachtlijst'", r"\[abbreviations\] WWW"),
        ("[abbreviations]\nWWW = [3]", r"\[abbreviations\] WWW"),
        ("[spellings]\nvr = ['voor']", r"\[spellings\] vr"),
        ("spellings = 'vr'", "spellings is geen tabel"),
    ],
)
def test_what_is_wrong_in_a_list_is_named(text: str, named: str, tmp_path: Path) -> None:
    own = tmp_path / "woorden.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableWords, match=named):
        read_words(own)


def test_all_that_is_wrong_in_a_list_is_named_at_once(tmp_path: Path) -> None:
    own = tmp_path / "woorden.toml"
    own.write_text("[afkortingen]\nA = 1\n[spellings]\nvr = 3\n", encoding="utf-8")
    with pytest.raises(UnreadableWords, match=r"afkortingen.*vr"):
        read_words(own)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'[synonyms\nsame = [["a", "b"]]\n', "regel 1 is geen TOML"),
        (b'[synonyms]\nsame = [["a", "b"]', "aan het einde ontbreekt een haak"),
        (b'[spellings]\nv = "caf\xe9"\n', "geen tekst in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_word_list_is_said_in_dutch(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "woorden.toml").write_bytes(content)
    with pytest.raises(UnreadableWords, match=reason):
        read_words(tmp_path / "woorden.toml")
