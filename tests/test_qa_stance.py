"""Which side a text takes: words of more and less, turned round by negations."""

import pytest

from qa.stance import Stance, firm_side, stance


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Schaf de onderhoudsplicht af.", "onderhoudsplicht"),
        ("Maak werk van een uitdoofscenario voor de onderhoudsplicht.", "de onderhoudsplicht"),
        ("Wij verzetten ons tegen de sanctionerende gemeenschapsdienst.", "gemeenschapsdienst"),
        ("De gemeenschapsdienst is een schending van het verbod op dwangarbeid.", "de gemeenschapsdienst"),
        ("Voor commerciële rusthuizen is er in onze gemeente geen plaats.", "commerciële rusthuizen"),
        ("Geen verplichte gemeenschapsdienst!", "gemeenschapsdienst"),
        ("De gemeente mag de opvang niet afstoten: stop het verkopen van grond.", "het verkopen van grond"),
        ("Een lokaal bestuur moet de gemeenschapsdienst niet invoeren.", "gemeenschapsdienst"),
        ("Behoud de onderhoudsplicht.", "de afschaffing van de onderhoudsplicht"),
    ],
)
def test_what_wants_less_of_a_theme_is_against_it(text: str, theme: str) -> None:
    assert stance(text, theme) is Stance.AGAINST


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Investeer in wijkgezondheidscentra, ook buiten de stad.", "wijkgezondheidscentra"),
        ("Stop de afbouw van sociale woningen.", "sociale woningen"),
        ("Schaf de onderhoudsplicht af.", "de afschaffing van de onderhoudsplicht"),
        ("Blijf werk maken van de strijd tegen armoede: versterk de strijd tegen armoede.", "de strijd tegen armoede"),
        ("Het Huis van het Kind mag niet afgeschaft worden.", "het Huis van het Kind"),
        ("Voer een mantelzorgpremie in.", "mantelzorgpremie"),
        ("Het behouden en versterken van de Sociale Huizen is daarvoor nodig.", "Sociale Huizen"),
    ],
)
def test_what_wants_more_of_a_theme_is_for_it(text: str, theme: str) -> None:
    assert stance(text, theme) is Stance.FOR


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("In 2024 waren er twaalf Sociale Huizen.", "Sociale Huizen"),
        ("Schaf de onderhoudsplicht af.", "zomerscholen"),
        ("Er is geen kinderopvang in kleine gemeenten.", "kinderopvang"),
        ("", "kinderopvang"),
    ],
)
def test_what_only_tells_or_speaks_of_another_thing_takes_no_side(text: str, theme: str) -> None:
    assert stance(text, theme) is None


def test_a_year_behind_tegen_is_a_deadline() -> None:
    assert stance("Realiseer tegen 2026 de nodige plaatsen kinderopvang.", "kinderopvang") is Stance.FOR


@pytest.mark.parametrize(
    ("text", "theme", "side"),
    [
        ("Voer een fietspremie in.", "fietspremie", Stance.FOR),
        ("Voer de taks niet in.", "taks", Stance.AGAINST),
        ("Schaf de premie niet af.", "premie", Stance.FOR),
        ("Stop de afbouw van loketten.", "loketten", Stance.FOR),
        ("Er is in onze zorg geen plaats voor winstbejag.", "winstbejag in de zorg", Stance.AGAINST),
        (
            "Om armoede te bestrijden is het belangrijk dat besturen inzetten op sociale woningen.",
            "sociaal wonen",
            None,
        ),
        ("Voor ons zijn buurthuizen, ook in kleine dorpen, daarbij cruciale partners.", "buurthuizen", Stance.FOR),
    ],
)
def test_a_clause_that_is_about_the_theme_takes_a_side(text: str, theme: str, side: Stance | None) -> None:
    assert firm_side(text, theme) is side


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Verhoog de bijdrage voor poetscheques.", "poetscheques"),
        ("Bestraf geweld tegen verzorgers.", "verzorgers"),
        ("De zorgzone is een belangrijk forum.", "zone 30"),
        ("De gemeente moet de jeugdraad raadplegen.", "jeugdraad"),
        ("Samen met het afschaffen van de bijdrage vragen wij iets anders.", "de bijdrage"),
        ("Voorzie loketten, niet enkel digitaal, voor elke dienstverlening.", "digitale dienstverlening"),
    ],
)
def test_what_is_wanted_of_another_thing_takes_no_side_on_the_theme(text: str, theme: str) -> None:
    assert firm_side(text, theme) is None
