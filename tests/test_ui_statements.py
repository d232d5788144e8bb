"""The pages on accessibility and privacy: what they promise, and what they say where something is not filled in."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index import Index
from qa import Answer, Reason, Turn
from ui import build_app, texts
from ui.access_settings import Access
from ui.desk import Desk, House, at_once
from ui.entrance import open_way
from ui.statements import accessibility, privacy

FILLED = House(organisation="OCMW <Zichem>", contact="welzijn@zichem.be", feedback=Path("oordelen"))


@pytest.mark.parametrize("path", ["/toegankelijkheid", "/privacy"])
def test_each_has_an_address_in_dutch_and_asks_nothing_of_another_host(tiny_index: Index, path: str) -> None:
    def ask(question: str, history: Sequence[Turn] = ()) -> Answer:
        return Answer(question + "?" * len(history), (), Reason.NOT_FOUND, "Nee.", (), "extractive")

    with TestClient(build_app(lambda: Desk(tiny_index, ask, at_once(ask)), FILLED)) as client:
        page = client.get(path).text
    assert '<html lang="nl">' in page
    assert "OCMW &lt;Zichem&gt;" in page
    assert 'href="mailto:welzijn@zichem.be"' in page
    assert "src=" not in page
    assert "{" not in page


def test_what_is_not_filled_in_is_told_and_how_to_fill_it_in() -> None:
    for page in (accessibility(House()), privacy(House(), "")):
        assert texts.NOT_FILLED_IN in page
        assert "vult dat in bij de instellingen" in page
        assert "BRONWIJZER_" not in page
        assert texts.NOT_FILLED_IN not in accessibility(FILLED)


@pytest.mark.parametrize(
    "held",
    [
        "voldoet gedeeltelijk", "EN 301 549", "Wat is niet toegankelijk", "22 november 2026", "axe-core",
        "niet getest door mensen met een beperking", "schermlezers", "klachten@vlaamseombudsdienst.be",
    ],
)  # fmt: skip
def test_the_statement_on_accessibility_holds_what_the_model_asks_for(held: str) -> None:
    assert held in accessibility(FILLED)


def test_privacy_says_where_a_question_goes_and_who_decided_that() -> None:
    assert "Nee. Uw vragen" in privacy(FILLED, "")
    asked = privacy(FILLED, "taal.be")
    assert "taal.be kan de antwoorden schrijven" in asked
    assert "alleen als u daar in het gesprek" in asked
    always = privacy(House(organisation="OCMW", sends_to="taal.be"), "")
    assert "omdat OCMW dat zo heeft ingesteld" in always


def test_privacy_tells_of_opinions_and_passwords_only_where_there_are_any() -> None:
    assert "de dag, zonder het uur" in privacy(FILLED, "")
    assert texts.PRIVACY_NO_OPINIONS in privacy(House(), "")
    assert texts.PRIVACY_LOGIN_HEADING not in privacy(FILLED, "")
    proxied = privacy(House(way=open_way(Access(proxy_user="X-Forwarded-User"))), "")
    assert "zegt aan Bronwijzer wie u bent" in proxied
    assert "wachtwoord" not in proxied
