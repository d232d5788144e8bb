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
    ("beleidsvoorbereiding en -\nuitvoering", "beleidsvoorbereiding en -uitvoering"),
    ("de leefwereld -\nplaatsen we", "de leefwereld - plaatsen we"),
    ("voor LGBTQI+-\npersonen", "voor LGBTQI+-personen"),
    ("65-\nplussers", "65-plussers"),
    ("65-\nen 70-plussers", "65- en 70-plussers"),
    ("post-\n2020", "post-2020"),
    ("in Baarle-\nHertog", "in Baarle-Hertog"),
    ("de vzw-\nstructuur", "de vzw-structuur"),
    ("het kmo-\nbeleid", "het kmo-beleid"),
    ("een e-\nmail", "een e-mail"),
    ("ex-\ngedetineerden", "ex-gedetineerden"),
    ("de ex-\nport", "de export"),
    ("de oud-\nste", "de oudste"),
    ("uit na-\nijver", "uit na-ijver"),
    ("een auto-\nongeval", "een auto-ongeval"),
    ("het museum en zijn muse-\numbeleid", "het museum en zijn museumbeleid"),
    ("een ambiti-\neuze stad", "een ambitieuze stad"),
    ("één-op-\néén", "één-op-één"),
    ("een kant-\nen-klaar plan", "een kant-en-klaar plan"),
    ("een kant-en-\nklaar plan", "een kant-en-klaar plan"),
    ("bottom-\nup", "bottom-up"),
    ("een win-\nwin", "een win-win"),
    ("het woon-\nwerkverkeer", "het woon-werkverkeer"),
    ("de procureur-\ngeneraal", "de procureur-generaal"),
    ("technisch-\nwetenschappelijk", "technisch-wetenschappelijk"),
    ("TEWERKSTEL-\nLING", "TEWERKSTELLING"),
    ("VDAB-\nOCMW", "VDAB-OCMW"),
    ("zij en/\nof hij", "zij en/of hij"),
    ("2019–\n2024", "2019–2024"),
    ("ook zo-\nals hier", "ook zoals hier"),
    ("elke ambte-\nnaar", "elke ambtenaar"),
    ("van inspannings-\nnaar resultaatsgericht", "van inspannings- naar resultaatsgericht"),
    ("groei-\nen bloeikansen", "groei- en bloeikansen"),
    ("om te groei-\nen zonder zorgen", "om te groeien zonder zorgen"),
    ("gegevens-\n(uitwisseling) tussen", "gegevens(uitwisseling) tussen"),
    ("‘quick win’-\nprojecten", "‘quick win’-projecten"),
    ("www.vlaanderen-\nkiest.be", "www.vlaanderen-kiest.be"),
    ("poly\u00ad\nvalente zalen", "polyvalente zalen"),
    ("een STEM-\u00ad\nactieplan", "een STEM-actieplan"),
    ("zorg-\u00ad\nen welzijn", "zorg- en welzijn"),
    ("top\u00ad-\nregio", "topregio"),
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


def test_a_soft_hyphen_stays_only_at_a_lines_end_until_the_lines_are_joined() -> None:
    assert clean_characters("po\u00adly\u00ad\u00ad \nvalente za\u00ad") == "poly\u00ad \nvalente za\u00ad"
    assert join("po\u00adly\u00ad \nvalente za\u00ad") == "polyvalente za"


def test_a_document_decides_by_what_it_writes_most() -> None:
    own = "de zij-instromers en de zij-instroom; een zijingang"
    assert join(f"voor zij-\ninstromers\n{own}") == f"voor zij-instromers {own}"
    assert join("hun migratie-\nachtergrond\nelke migratieachtergrond en migratieachtergronden") == (
        "hun migratieachtergrond elke migratieachtergrond en migratieachtergronden"
    )


def test_joining_takes_out_nothing_but_hyphens_and_white_space() -> None:
    for printed, meant in BROKEN:
        assert re.sub(r"[\s\u00ad-]", "", printed) == re.sub(r"[\s-]", "", meant) == re.sub(r"[\s-]", "", join(printed))
