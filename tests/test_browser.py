"""The page as a person uses it in a real Chromium: the real server over the real index, and, where an answer must come
late or the server must stop, the same page over answers written out here."""

import re
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from index import Index
from qa import Assistant
from tests.browsing import BOTH, ENGLISH, GBO, PATIENCE, SUMMER, UNKNOWN, Stage, Visit, barriers, modelled, visiting
from tests.writers import server as model_server

pytestmark = pytest.mark.browser


def test_a_question_is_answered_and_its_source_opened_by_keyboard(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Stel uw vraag").click()
    page.keyboard.type(SUMMER)
    page.keyboard.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
    assert "structureel aanbod" in visit.answer()
    visit.tab_to("a.cite")
    page.keyboard.press("Enter")
    marked = page.locator("#lezer mark:focus")
    expect(marked).to_be_in_viewport()
    assert "zomerscholen een structureel aanbod" in marked.inner_text()
    assert marked.inner_text().removeprefix("Citaat ").strip() in " ".join(visit.answer().split())
    head = page.locator("#lezer .lezing-kop").inner_text()
    assert "Vereniging van Vlaamse Steden en Gemeenten (VVSG)" in head
    assert "beleidsvoorstellen" in head
    visit.tab_to("button.sluit")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('a.cite')")


def test_the_sources_are_walked_through_by_keyboard(staged: Visit) -> None:
    page = staged.page
    staged.ask("Wat?")
    first, last = page.locator("#bron-1-1"), page.locator("#bron-1-2")
    first.locator("a.next").focus()
    page.keyboard.press("Enter")
    expect(last).to_be_focused()
    expect(last).to_have_accessible_name("Bron 2 van 2: [2] Vakbond")
    expect(last).to_have_accessible_description(re.compile("^Schaf de onderhoudsplicht af"))
    expect(page.locator("a.cite[aria-current]")).to_have_text("bron [2] Vakbond, Zorg")
    expect(last.locator("a.next")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    expect(first.get_by_text("Esc terug naar het antwoord.")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    staged.tab_to("a.next")
    page.keyboard.press("Enter")
    expect(last).to_be_focused()
    staged.tab_to("button.copy")
    page.keyboard.press("Enter")
    page.wait_for_function("() => navigator.clipboard.readText().then(text => text.startsWith('“Schaf de'))")
    expect(page.locator("#melding")).to_have_text("Gekopieerd")
    assert page.evaluate("document.activeElement.matches('#bron-1-2 button.copy')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.cite[href=\"#bron-1-2\"]')")


def test_in_a_long_conversation_one_key_leads_to_the_last_answer(staged: Visit) -> None:
    for question in ("Wat?", "Waar?", "Wanneer?"):
        staged.ask(question)
    skip = staged.page.locator("#gesprek .skip")
    assert skip.evaluate("e => e.offsetHeight") <= 1, "while it has no focus it lies over nothing"
    staged.page.get_by_label("Stel uw vraag").focus()
    staged.tab_to("#gesprek .skip")
    expect(staged.page.get_by_text("Ga naar het laatste antwoord")).to_be_in_viewport()
    staged.page.keyboard.press("Enter")
    expect(staged.page.locator("#beurt-3")).to_be_focused()
    staged.page.keyboard.press("Tab")
    assert staged.page.evaluate("document.activeElement.matches('#beurt-3 a.cite')")


def test_a_reload_in_mid_answer_loses_neither_the_conversation_nor_what_was_typed(staged: Visit, stage: Stage) -> None:
    staged.ask("Een?")
    stage.gate.clear()
    staged.send("Twee?")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    staged.page.get_by_label("Stel uw vraag").fill("Half getypt")
    staged.reload()
    expect(staged.page.get_by_text("Uw gesprek terugzetten…").first).to_be_attached(timeout=PATIENCE)
    stage.gate.set()
    expect(staged.page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert staged.questions() == ["Een?", "Twee?"]
    assert "Antwoord 2:" in staged.answer()
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Half getypt")
    staged.ask("Drie?")
    assert "Antwoord 3:" in staged.answer()


def test_a_server_that_starts_again_under_an_open_page_loses_nothing(staged: Visit, stage: Stage) -> None:
    staged.ask("Een?")
    stage.stop()
    staged.send("Twee?")
    expect(staged.page.get_by_text("De verbinding met de server is weg.").first).to_be_visible(timeout=PATIENCE)
    stage.start()
    staged.reload()
    expect(staged.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
    assert staged.questions() == ["Een?"]
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Twee?")
    staged.page.keyboard.press("Enter")
    staged.ask("Twee?")
    assert "Antwoord 2:" in staged.answer()
    staged.troubles.clear()  # the browser notes every request that failed


def test_a_new_conversation_in_mid_answer_stays_empty_also_after_a_reload(staged: Visit, stage: Stage) -> None:
    stage.gate.clear()
    staged.send("Een?")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    staged.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(staged.page.locator(".turn")).to_have_count(0)
    stage.gate.set()
    staged.ask("Twee?")
    assert staged.questions() == ["Twee?"]
    assert "Antwoord 1:" in staged.answer()
    staged.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(staged.page.locator(".turn")).to_have_count(0)
    staged.reload()
    expect(staged.page.get_by_label("Stel uw vraag")).to_be_visible(timeout=PATIENCE)
    assert staged.page.evaluate("sessionStorage.getItem('bronwijzer-gesprek')") == ""


def test_what_is_sent_while_an_answer_comes_is_asked_after_it(staged: Visit, stage: Stage) -> None:
    stage.gate.clear()
    staged.send("Een?")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)  # nobody types the next one within a few milliseconds
    staged.send("Twee?")
    staged.page.keyboard.press("Enter")
    expect(staged.page.locator(".turn.pending")).to_have_count(1)
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("Twee?")
    stage.gate.set()
    expect(staged.page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert staged.questions() == ["Een?", "Twee?"]
    expect(staged.page.get_by_label("Stel uw vraag")).to_have_value("")


def test_two_tabs_hold_two_conversations(browser: BrowserContext, staged: Visit, stage: Stage) -> None:
    with visiting(browser, stage.address) as other:
        stage.gate.clear()
        staged.send("Hier?")
        other.send("Daar?")
        stage.gate.set()
        for one, question in ((staged, "Hier?"), (other, "Daar?")):
            expect(one.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
            assert one.questions() == [question]
            assert "Antwoord 1:" in one.answer()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert barriers(visit.page) == []
    visit.ask(BOTH)
    visit.page.locator("a.cite").first.click()
    assert barriers(visit.page) == []
    visit.ask(UNKNOWN)
    assert barriers(visit.page) == []


def test_a_follow_up_leans_on_what_was_asked_before(visit: Visit) -> None:
    visit.ask("Wat zegt het Vlaams Welzijnsverbond over kinderopvang?")
    visit.ask("En wat zegt de VVSG daarover?")
    expect(visit.page.locator(".turn")).to_have_count(2)
    assert "Gezocht als:" in visit.page.locator(".turn").last.inner_text()
    assert "kinderopvang" in visit.answer()


def test_the_sources_of_an_earlier_answer_can_be_opened_again(visit: Visit) -> None:
    visit.ask(SUMMER)
    visit.ask(BOTH)
    expect(visit.page.locator("#bronnen-2")).to_be_visible()
    expect(visit.page.locator("#bronnen-1")).to_be_hidden()
    visit.page.locator("#beurt-1 a.cite").first.click()
    expect(visit.page.locator("#lezer mark")).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#bronnen-1 mark").first).to_be_visible()
    expect(visit.page.locator("#bronnen-2")).to_be_hidden()


@pytest.mark.parametrize(
    "nasty", ["<img src=x onerror=alert(1)>", "**vet** [klik](http://example.org) ![x](http://example.org/x.png)"]
)
def test_what_someone_types_is_shown_as_text(visit: Visit, nasty: str) -> None:
    visit.ask(nasty)
    assert nasty in visit.page.locator(".question").inner_text()
    assert visit.page.locator("#gesprek img, #bronnen img, #gesprek a[href^=http]").count() == 0


def test_an_abstention_shows_what_comes_near_beside_it(visit: Visit) -> None:
    visit.ask(UNKNOWN)
    assert visit.answer().startswith("Geen antwoord:")
    near = visit.page.locator("#bronnen .sources")
    expect(near.get_by_role("heading", name="Misschien bedoelde u")).to_be_visible()
    assert near.locator(".card").count() == 3


def test_an_answer_is_announced_once_with_a_dutch_label(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
            window.heard = [];
            const region = document.getElementById("melding");
            new MutationObserver(() => window.heard.push(region.textContent)).observe(region, {childList: true});
        }"""
    )
    visit.ask(SUMMER)
    visit.page.wait_for_function("window.heard.some(words => words.startsWith('Antwoord:'))")
    heard = visit.page.evaluate("window.heard")
    assert [words.split()[0] for words in heard] in (["Zoeken", "Antwoord:"], ["Antwoord:"])
    assert visit.page.locator("#melding").get_attribute("role") == "status"


def test_an_example_is_asked_with_one_click(visit: Visit) -> None:
    example = visit.page.locator(".example").first
    question = example.inner_text()
    assert visit.page.locator(".example").count() == 6
    example.click()
    expect(visit.page.locator(".turn:not(.pending) .question")).to_contain_text(question, timeout=PATIENCE)


def test_a_question_with_personal_data_can_be_asked_without_them_by_keyboard(visit: Visit) -> None:
    page = visit.page
    visit.ask("Wat stelt de VVSG voor over zomerscholen voor Jan Peeters, Kerkstraat 12, 9000 Gent?")
    assert visit.answer().split("\n\n")[1].startswith("In uw vraag staat een adres.")
    expect(page.locator("#melding")).to_contain_text("U kunt uw vraag stellen zonder deze gegevens.")
    expect(page.locator("#melding")).not_to_contain_text("Peeters")
    page.wait_for_function("!(sessionStorage.getItem('bronwijzer-gesprek') ?? '').includes('Peeters')")
    visit.tab_to("#gesprek button.ask")
    expect(page.locator("button:focus")).to_have_accessible_name(re.compile("^Stel de vraag zonder deze gegevens"))
    page.keyboard.press("Enter")
    expect(page.locator(".turn:not(.pending)")).to_have_count(2, timeout=PATIENCE)
    assert visit.questions()[1] == "Wat stelt de VVSG voor over zomerscholen voor iemand?"
    assert "structureel aanbod" in visit.answer()
    expect(page.get_by_label("Stel uw vraag")).to_be_focused()


def test_a_new_conversation_begins_empty(visit: Visit) -> None:
    visit.ask(SUMMER)
    visit.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    expect(visit.page.locator(".example").first).to_be_visible()
    expect(visit.page.get_by_label("Stel uw vraag")).to_be_focused()


def test_an_answer_and_a_quote_can_be_copied_with_their_sources(visit: Visit) -> None:
    visit.ask(SUMMER)
    visit.page.get_by_role("button", name="Kopieer antwoord").click()
    expect(visit.page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"Uw vraag: {SUMMER}\n\n")
    assert "\nBronnen:\n[1] Vereniging van Vlaamse Steden en Gemeenten (VVSG)" in copied
    visit.page.get_by_role("button", name="Kopieer citaat met verwijzing").first.click()
    visit.page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('sha256'))")


def test_someone_can_type_on_while_the_answer_comes(visit: Visit) -> None:
    box = visit.page.get_by_label("Stel uw vraag")
    box.fill(SUMMER)
    visit.page.keyboard.press("Enter")
    expect(box).to_have_value("", timeout=PATIENCE)
    box.fill("En wat nog")
    expect(visit.page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
    expect(box).to_have_value("En wat nog")


SPOKEN = """() => [document.title, document.body.innerText,
    ...[...document.querySelectorAll("label, legend, summary, button, .sr, .sr-only, dialog, template, noscript")]
        .map(e => (e.content ?? e).textContent.replace(/"\\w+":/g, "")),  // what a script reads back has English keys
    ...[...document.querySelectorAll("*")].flatMap(e =>
        ["aria-label", "aria-roledescription", "title", "placeholder", "alt"].map(name => e.getAttribute(name) ?? "")),
    ].join("\\n")"""


def test_the_page_is_dutch_for_an_english_browser(visit: Visit) -> None:
    """Every tab, also the names that only a screen reader says."""
    visit.ask(SUMMER)
    words = visit.page.evaluate(SPOKEN)
    for tab in ("vergelijken", "bladeren", "dossier"):
        visit.page.evaluate("tab => location.hash = tab", tab)
        expect(visit.page.locator(f"#blad-{tab} .blad")).not_to_have_text("Even geduld…", timeout=PATIENCE)
        words += visit.page.evaluate(SPOKEN).replace("Markdown (.md)", "")  # what such a file is called
    assert visit.page.evaluate("document.documentElement.lang") == "nl"
    found = visit.page.evaluate(
        "([words, list]) => words.match(new RegExp(`\\\\b(${list})\\\\b`, 'gi'))", [words, ENGLISH]
    )
    assert "Stel uw vraag" in words
    assert found is None
    assert "Gradio" not in words


def test_a_lost_connection_is_told_in_dutch_and_loses_no_question(visit: Visit) -> None:
    visit.page.context.set_offline(True)
    box = visit.page.get_by_label("Stel uw vraag")
    box.fill(SUMMER)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text("De verbinding met de server is weg.").first).to_be_visible(timeout=PATIENCE)
    expect(box).to_have_value(SUMMER)
    assert visit.page.locator(".toast-wrap").is_hidden()
    visit.page.context.set_offline(False)
    visit.troubles.clear()  # the browser notes every request that failed


@pytest.mark.parametrize(("width", "height"), [(320, 480), (700, 380), (1280, 900)])
def test_a_source_opens_at_its_quote_also_in_a_small_window(visit: Visit, width: int, height: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.ask(GBO)
    visit.page.locator("a.cite").last.click()
    expect(visit.page.locator("#lezer mark:focus")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("width", [320, 360, 1024, 1440])
def test_nothing_runs_off_the_side_of_the_screen(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 700})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.ask(BOTH)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_clicked_is_large_enough(visit: Visit) -> None:
    visit.ask(BOTH)
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll("a:not(.skip), button, summary, textarea")]
            .filter(e => e.checkVisibility())
            .map(e => [e.className, e.getBoundingClientRect()]).filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([name]) => name)"""
    )
    assert small == []


def test_nothing_goes_to_a_model_outside_before_a_yes_and_never_into_the_next_conversation(
    browser: BrowserContext, real_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:  # whoever goes outside passes here
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        knocks: list[bytes] = []

        def turn_away() -> None:
            with suppress(OSError):  # until it is closed
                while True:
                    guest, _ = proxy.accept()
                    knocks.append(guest.recv(200))
                    guest.close()

        threading.Thread(target=turn_away, daemon=True).start()
        with modelled(browser, real_index, "https://taalmodel.voorbeeld.be/v1") as visit:
            visit.ask(SUMMER)
            assert "niet toegestaan dat uw vraag naar taalmodel.voorbeeld.be gaat" in visit.answer()
            assert knocks == []
            visit.page.get_by_label("Stel uw vraag").focus()
            visit.page.keyboard.press("Shift+Tab")
            visit.page.keyboard.press("Shift+Tab")
            expect(visit.page.get_by_role("button", name="Ja, dat mag")).to_be_focused()
            visit.page.keyboard.press("Enter")
            expect(visit.page.locator("#melding")).to_contain_text("U staat toe")
            visit.ask(SUMMER)
            assert knocks
            assert all(knock.startswith(b"CONNECT taalmodel.voorbeeld.be:443") for knock in knocks)
            knocks.clear()
            visit.page.get_by_role("button", name="Nieuw gesprek").click()
            expect(visit.page.locator("#keuze")).not_to_contain_text("U staat toe")
            visit.ask(SUMMER)
            assert "niet toegestaan" in visit.answer()
            assert knocks == []


def test_an_answer_of_a_model_grows_by_what_stands_and_is_announced_when_it_is_whole(
    browser: BrowserContext, real_index: Index, tmp_path: Path
) -> None:
    first = next(iter(Assistant(real_index).ask(SUMMER).claims)).sentence
    says = f"{first} [1]\n" + "De VVSG wil de zomerscholen afschaffen en vraagt 12 miljoen euro. [1]\n" * 2
    with (
        model_server(tmp_path, {"says": says, "slow": 0.2}) as model,
        modelled(browser, real_index, model.url) as visit,
    ):
        page, said = visit.page, visit.page.locator("#melding")
        expect(page.locator("#toestemming")).to_have_count(0)
        visit.send(SUMMER)
        expect(page.locator(".turn.pending.written")).to_contain_text("structureel aanbod", timeout=PATIENCE)
        expect(page.locator(".turn.pending.written")).to_contain_text("nog niet volledig")
        expect(said).not_to_contain_text("structureel aanbod")
        expect(page.locator(".turn:not(.pending)")).to_have_count(1, timeout=PATIENCE)
        expect(said).to_contain_text("structureel aanbod")
        assert "12 miljoen" not in page.content()
        assert len(model.heard) == 1
