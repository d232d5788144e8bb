"""Words broken over lines, characters that nobody sees, and the furniture of web pages."""

import re

import pytest

from ingest.clean import clean_characters
from ingest.join import close_up, join_lines
from ingest.lexicon import is_dutch, lexicon


def join(text: str) -> str:
    lines = text.split("\n")
    return join_lines(lines, lexicon(lines))


BROKEN = [
    ("de tewerkstel-\nling van", "de tewerkstelling van"),
    ("voor OCMW-\ncliënten", "voor OCMW-cliënten"),
    ("de periode 2024-\n2030!", "de periode 2024-2030!"),
    ("zorg- en welzijns-\nactoren", "zorg- en welzijnsactoren"),
    ("toegankelijke dienst- \nen hulpverlening", "toegankelijke dienst- en hulpverlening"),
    ("op wijk- \nen buurtniveau", "op wijk- en buurtniveau"),
    ("na de school- of \nkantooruren", "na de school- of kantooruren"),
    ("kansen om zich te ontplooi-\n\nen. Ze krijgen", "kansen om zich te ontplooien. Ze krijgen"),
    ("voormalig niet-be-\nroepsactieven", "voormalig niet-beroepsactieven"),
    ("zijn niet-RVA uitkerings-\ngerechtigde", "zijn niet-RVA uitkeringsgerechtigde"),
    ("als niet-uitkerings-\ngerechtigden", "als niet-uitkeringsgerechtigden"),
    ("de sociaaleconomi-\n\nsche welvaart", "de sociaaleconomische welvaart"),
    ("een non-discri-\nminatieclausule", "een non-discriminatieclausule"),
    ("de non-\ntake up", "de non-take up"),
    ("de anti-discrimina-\ntieclausule", "de anti-discriminatieclausule"),
    ("de kansarmoede-in-\ndex van", "de kansarmoede-index van"),
    ("van de (klein)\nkinderen.", "van de (klein)kinderen."),
    ("(vervangings)\ninkomens of", "(vervangings)inkomens of"),
    ("de gemeente (Gent)\nkan", "de gemeente (Gent) kan"),
    ("een zee-\neend", "een zee-eend"),
    ("een Vlaams-\nLokaal overleg", "een Vlaams-Lokaal overleg"),
    ("Crisis- en investeringsplan", "Crisis- en investeringsplan"),
    ("beleidsvoorbereiding en \n-uitvoering", "beleidsvoorbereiding en -uitvoering"),
]


@pytest.mark.parametrize(("printed", "meant"), BROKEN)
def test_a_word_broken_over_lines_is_joined_and_a_real_hyphen_stays(printed: str, meant: str) -> None:
    assert join(printed) == meant


def test_a_hyphen_stays_where_the_document_writes_it_within_a_line() -> None:
    assert join("beleid tegen anti-\ndiscriminatie\nen de anti-discriminatie groeit") == (
        "beleid tegen anti-discriminatie en de anti-discriminatie groeit"
    )


LEFTOVERS = {
    "de regis-seur": "de regisseur",
    "onder-steunen": "ondersteunen",
    "en onder-bescherming": "en onderbescherming",
}
REAL = ["e-mail", "anti-discriminatie", "co-housing", "non-profit", "ziekte-uitkering", "mee-evolueren", "woon-werk"]


@pytest.mark.parametrize(("printed", "meant"), LEFTOVERS.items())
def test_a_hyphen_left_within_a_line_goes_where_the_lexicon_knows_the_word(printed: str, meant: str) -> None:
    assert close_up(printed, is_dutch) == meant


@pytest.mark.parametrize("word", [*REAL, "face-to-face", "VVSG-VDAB", "federaal-Vlaams-lokale", "wijk-werken"])
def test_a_real_hyphen_within_a_line_stays(word: str) -> None:
    assert close_up(f"de {word} groeit", is_dutch) == f"de {word} groeit"


def test_link_furniture_leaves_the_text_and_the_names_of_technical_files_stay() -> None:
    text = clean_characters(
        "Skip to main content\nZorg. (Technische fiche: Zomerscholen(opent nieuw venster)) "
        "(Techniscje fiche: Fiscale aftrek)(opent nieuw venster)"
    )
    assert text.strip() == "Zorg. (Technische fiche: Zomerscholen) (Techniscje fiche: Fiscale aftrek)"


def test_invisible_characters_go_and_odd_spaces_become_spaces() -> None:
    text = clean_characters("zach\u00adte regel, nul\u200bbreed,\u00a0hard\u2009smal\r\nnieuw e\u0301e\u0301n\ufeff")
    assert text == "zachte regel, nulbreed, hard smal\nnieuw één"


def test_joining_takes_out_nothing_but_hyphens_and_white_space() -> None:
    for printed, meant in BROKEN:
        assert re.sub(r"[\s-]", "", printed) == re.sub(r"[\s-]", "", meant) == re.sub(r"[\s-]", "", join(printed))
