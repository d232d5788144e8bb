"""Words, numbers, stems and compounds."""

import pytest

from index.analyser import Analyser, Analysis, Reading, Stems
from index.compounds import split_compound
from index.dutch import words
from index.vocabulary import build_vocabulary, forms_of, root


def forms(text: str) -> list[tuple[str, ...]]:
    return [word.forms for word in words(text)]


def tokens(text: str) -> set[str]:
    return set(Analyser({}).tokens(text))


@pytest.mark.parametrize("text", ["18,4%", "18,4 %", "18.4%", "18,4 procent", "18.4 pct", "18,40 percent"])
def test_a_percentage_is_one_token_in_every_spelling(text: str) -> None:
    assert forms(text) == [("18.4%", "%")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.000", "1000"),
        ("60.000 gezinnen", "60000 gezinnen"),
        ("drie uitgangspunten", "3 uitgangspunten"),
        ("zone dertig", "zone 30"),
        ("260 miljoen", "260 mln"),
        ("1.000", "duizend"),
        ("vijfentwintig", "25"),
        ("drieëntwintig", "23"),
        ("tweehonderd", "200"),
        ("vijf miljoen", "5.000.000"),
        ("één miljard", "1.000.000.000"),
        ("€ 7", "5 EUR"),
        ("1,30", "1,3"),
        ("2e", "tweede"),
        ("2de", "tweede"),
        ("1ste", "1e"),
        ("26 februari 2021", "2021-02-26"),
        ("gezinscoach", "gezinscoaches"),
        ("kind", "kinderen"),
        ("stad", "steden"),
        ("bedrijf", "bedrijven"),
        ("huis", "huizen"),
        ("werkloosheid", "werklozen"),
        ("co-housing", "cohousing"),
        ("OCMW’s", "ocmw"),
        ("geïntegreerd", "geintegreerd"),
        ("crèche", "creche"),
    ],
)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert tokens(one) & tokens(other)


def test_a_large_number_is_found_in_digits_and_in_words() -> None:
    assert "260000000" in tokens("260 miljoen euro")
    assert "260000000" in tokens("260.000.000 euro")


def test_a_code_is_found_whole_and_in_parts() -> None:
    assert {"wvg100/12", "wvg", "100", "12"} <= tokens("WVG100/12")
    assert {"gezin", "plan"} <= tokens("1Gezin1Plan")


def test_an_optional_part_gives_the_word_with_and_without_it() -> None:
    assert forms("(kinder)armoede") == [("kinderarmoede", "armoede")]
    assert forms("leerling(en)") == [("leerlingen", "leerling")]


def test_the_place_of_a_word_in_the_text_is_known() -> None:
    text = "Één (kinder)opvang: 18,4 % van de crèches"
    assert [text[word.start : word.end] for word in words(text)] == [word.surface for word in words(text)]


def test_stop_words_leave_no_token() -> None:
    assert tokens("Wat moet er volgens hen met de kinderen gebeuren?") == {"kind", "gebeur"}


KNOWN = frozenset(
    "wacht lijst kinder armoede bestrijding welzijn organisatie ondersteuning nood snood vers sterk erken".split()
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("wachtlijst", ("wacht", "lijst")),
        ("kinderarmoedebestrijding", ("kinder", "armoede", "bestrijding")),
        ("welzijnsorganisatie", ("welzijn", "organisatie")),
        ("ondersteuningsnood", ("ondersteuning", "nood")),
        ("vervoer", ()),
        ("verserken", ()),
        ("Horebeke", ()),
    ],
)
def test_a_compound_is_cut_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word, KNOWN.__contains__) == parts


@pytest.mark.parametrize("word", ["gemeente", "versterken", "besturen", "personen", "maatschappelijk", "overheid"])
def test_an_ordinary_word_is_not_taken_apart(word: str) -> None:
    assert Analyser({}).read(word).parts == ()


def test_a_compound_and_its_description_share_tokens() -> None:
    long, short = "kinderarmoedebestrijding", "de armoede bij kinderen bestrijden"
    analyser = Analyser(build_vocabulary(map(forms_of, [long, short])).readings)
    assert {"kind", "armoed", "bestrijd"} <= set(analyser.tokens(long)) & set(analyser.tokens(short))


def test_a_word_of_the_corpus_counts_as_a_part() -> None:
    vocabulary = build_vocabulary(map(forms_of, ["Het leefloon en de gezinscoach van Vlibo", "De Vlibocoach"]))
    assert vocabulary.readings["vlibocoach"].parts == ("vlibo", "coach")


def test_without_compounds_no_word_is_taken_apart() -> None:
    plain = Analysis(compounds=False)
    vocabulary = build_vocabulary([forms_of("De wachtlijst en de kinderarmoedebestrijding")], plain)
    analyser = Analyser(vocabulary.readings, analysis=plain)
    assert analyser.tokens("wachtlijst") == ("wachtlijst",)
    assert analyser.read("gezinsarmoedebestrijding").parts == ()


@pytest.mark.parametrize(
    ("stems", "token"),
    [("lemma+porter", "stad"), ("porter", "sted"), ("none", "steden")],
)
def test_words_are_reduced_as_asked(stems: Stems, token: str) -> None:
    assert Analyser({}, analysis=Analysis(compounds=False, stems=stems)).tokens("steden") == (token,)


def test_a_lemma_may_stand_without_its_stem() -> None:
    assert Analyser({}, analysis=Analysis(stems="lemma")).tokens("besturen") == ("bestuur",)


def test_what_was_read_before_is_not_read_again() -> None:
    assert Analyser({"vlibo": Reading("anders")}).tokens("Vlibo") == ("anders",)


def test_a_verb_and_its_noun_share_a_root() -> None:
    assert root("integrer") == root("integratie")
    assert root("subsidier") == root("subsidie")
    assert root("decentraliser") == root("decentralisatie")
    assert root("vergader") == "vergad"


def test_a_slip_is_corrected_to_the_nearest_word_of_the_corpus() -> None:
    vocabulary = build_vocabulary(map(forms_of, ["kinderarmoede en armoede", "armoede en de onderhoudsplicht"]))
    assert vocabulary.corrections("kinderamoede") == ("kinderarmoede",)
    assert vocabulary.corrections("onderhoutsplich") == ("onderhoudsplicht",)
    assert vocabulary.corrections("ruimtevaart") == ()


def test_a_short_word_is_allowed_one_slip_only() -> None:
    vocabulary = build_vocabulary(map(forms_of, ["werkvloer", "school"]))
    assert vocabulary.corrections("shool") == ("school",)
    assert vocabulary.corrections("shoal") == ()


def test_a_cut_off_word_is_completed() -> None:
    assert build_vocabulary(map(forms_of, ["digitale", "digitale inclusie"])).completions("digit") == ("digitale",)


def test_the_mark_of_a_footnote_is_no_part_of_the_word_before_it() -> None:
    assert [word.forms[0] for word in words("Er is armoede¹² op 20 m².")] == ["er", "is", "armoede", "op", "20", "m"]
