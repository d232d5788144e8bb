"""What an answer looks like as plain text, as the contract object and as HTML, on documents made by hand."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from index import Hit
from ingest import Block, BlockKind, Document, Kind, Passage, Section
from qa import Answer, Citation, Claim, Reason, Referral, Turn
from ui import cards, page, render, shell, texts
from ui.access import ANYBODY
from ui.asking import around_box
from ui.choice import Choice
from ui.conversation import Exchange
from ui.desk import House

WORK = (
    "Een inleiding over werk, die lang genoeg is om rond een citaat te staan. De graad moet 80% worden. Dat is veel.\n"
    "- Steun de regisseurs."
)
TEXT = f"Werk\n{WORK}\nWonen\nBouw huizen."
NASTY = "<img src=x onerror=alert(1)> **vet** [klik](javascript:x) & \"dubbel\" 'enkel' </div><script>alert(2)</script>"


def document(**changes: object) -> Document:
    work, homes = (TEXT.index(WORK), TEXT.index(WORK) + len(WORK)), (TEXT.index("Bouw"), len(TEXT))
    item = TEXT.index("Steun")
    sections = (
        Section(("Nota", "Werk"), 3, *work, "de VVSG", Kind.PROPOSALS),
        Section(("Nota", "Wonen"), 4, *homes, "de VVSG", Kind.PROPOSALS),
    )
    blocks = (
        Block(BlockKind.PARAGRAPH, ("Nota", "Werk"), 3, work[0], item - 3),
        Block(BlockKind.ITEM, ("Nota", "Werk"), 3, item, work[1]),
        Block(BlockKind.PARAGRAPH, ("Nota", "Wonen"), 4, *homes),
    )
    whole = Document(
        "d1", "nota.txt", "ab" * 32, "Nota", "VVSG", "de VVSG", ("VVSG",), Kind.PROPOSALS, "2024", "nl", "", TEXT,
        sections, blocks,
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def quote(text: str, of: Document) -> Citation:
    start = of.text.index(text)
    return Citation(of.id, "p1", text, start, start + len(text))


def hit(of: Document) -> Hit:
    return Hit(Passage("p1", of.id, ("Nota", "Werk"), 3, 5, 5 + len(WORK), WORK), 1.5, 1, 2, 0.8)


NOTE = document()
GRADE, SUPPORT, HOUSES = (quote(q, NOTE) for q in ("De graad moet 80% worden.", "Steun de regisseurs.", "Bouw huizen."))
FACT = Answer(
    "Hoeveel?",
    (Claim("De graad moet **80%** worden.", (GRADE,)),),
    None,
    "Volgens de VVSG:",
    (hit(NOTE),),
    "extractive",
)
LIST = Answer(
    "Wat zegt iedereen?",
    (
        Claim("Steun de regisseurs.", (SUPPORT, GRADE), "de VVSG", item=True),
        Claim("De graad moet 80% worden.", (GRADE,), "de VVSG", item=True),
        Claim("Bouw huizen.", (HOUSES,), "het Vlaams ABVV"),
    ),
    None, "", (hit(NOTE),), "extractive", "Wat zegt iedereen over werk?", "Er is nog 1 voorstel.",
)  # fmt: skip
SILENT = Answer("Wie?", (), Reason.NOT_FOUND, "Dat staat niet in de documenten.", (hit(NOTE),), "extractive")
DOCUMENTS = {NOTE.id: NOTE}


def transcript(answer: Answer | None, documents: render.Documents = DOCUMENTS, question: str = "Vraag?") -> str:
    asked = answer.question if answer else question
    return page.transcript((Exchange(1, asked, answer, documents),), documents)


def panel(answer: Answer, documents: render.Documents = DOCUMENTS) -> str:
    return cards.panel((Exchange(1, answer.question, answer, documents),), documents)


def shown(html: str) -> str:
    """The words of a piece of HTML that a reader sees."""
    kept: list[str] = []
    hidden: list[bool] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "br":
                kept.append("\n")
            else:
                hidden.append("off" in (dict(attrs).get("class") or "").split())

        def handle_endtag(self, _tag: str) -> None:
            hidden.pop()

        def handle_data(self, data: str) -> None:
            if not any(hidden):
                kept.append(data)

    Reader().feed(html)
    return "".join(kept)


def tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", html))


def test_a_fact_reads_as_a_sentence_with_its_marker() -> None:
    assert render.answer_text(FACT) == "Volgens de VVSG:\nDe graad moet 80% worden. [1]"


def test_groups_bullets_and_closing_stand_on_lines_of_their_own() -> None:
    assert render.answer_text(LIST) == (
        "De VVSG:\n"
        "- Steun de regisseurs. [1][2]\n"
        "- De graad moet 80% worden. [2]\n"
        "Het Vlaams ABVV:\n"
        "Bouw huizen. [3]\n"
        "Er is nog 1 voorstel."
    )


def test_sentences_that_are_no_bullets_share_a_paragraph() -> None:
    two = replace(FACT, claims=(Claim("Een.", (GRADE,)), Claim("Twee.", (SUPPORT,))), message="")
    assert render.answer_text(two) == "Een. [1] Twee. [2]"


def test_an_abstention_says_its_message_and_nothing_else() -> None:
    assert render.answer_text(SILENT) == "Dat staat niet in de documenten."


def test_a_lone_double_star_stays_as_it_is() -> None:
    assert render.without_bold("2 ** 3 en **vet**") == "2 ** 3 en vet"


def test_the_terminal_shows_the_answer_and_then_its_sources() -> None:
    assert render.terminal_text(LIST, DOCUMENTS) == (
        "Gezocht als: Wat zegt iedereen over werk?\n\n"
        "De VVSG:\n- Steun de regisseurs. [1][2]\n- De graad moet 80% worden. [2]\n"
        "Het Vlaams ABVV:\nBouw huizen. [3]\nEr is nog 1 voorstel.\n\n"
        "Bronnen:\n"
        "[1] VVSG, Nota, 2024, Nota > Werk, p. 3\n    “Steun de regisseurs.”\n"
        "[2] VVSG, Nota, 2024, Nota > Werk, p. 3\n    “De graad moet 80% worden.”\n"
        "[3] VVSG, Nota, 2024, Nota > Wonen, p. 4\n    “Bouw huizen.”"
    )


def test_the_terminal_shows_the_nearest_passages_when_there_is_no_answer() -> None:
    assert render.terminal_text(SILENT, DOCUMENTS) == (
        "Dat staat niet in de documenten.\n\n"
        "Misschien bedoelde u:\n"
        "- VVSG, Nota, 2024, Nota > Werk, p. 3\n"
        f"    {WORK.replace(chr(10), ' ')}"
    )


def test_the_contract_object_is_exactly_what_the_design_says() -> None:
    assert render.as_contract(FACT, DOCUMENTS, id="v1", seconds=0.123456) == {
        "id": "v1",
        "question": "Hoeveel?",
        "answer": "Volgens de VVSG:\nDe graad moet 80% worden. [1]",
        "abstained": False,
        "reason": None,
        "citations": [
            {
                "n": 1,
                "source": "nota.txt",
                "document": "Nota",
                "publisher": "VVSG",
                "heading": ["Nota", "Werk"],
                "page": 3,
                "quote": "De graad moet 80% worden.",
                "start": TEXT.index("De graad"),
                "end": TEXT.index(" Dat is veel"),
                "sha256": "ab" * 32,
                "references": [],
            }
        ],
        "passages": [{"source": "nota.txt", "heading": ["Nota", "Werk"], "text": WORK, "score": 1.5, "also": []}],
        "writer": "extractive",
        "seconds": 0.1235,
    }


def test_an_abstention_in_the_contract_has_a_reason_and_passages_but_no_citations() -> None:
    given = render.as_contract(SILENT, DOCUMENTS)
    assert (given["abstained"], given["reason"], given["citations"]) == (True, "niet in de documenten", [])
    assert len(given["passages"]) == 1


def test_a_failed_question_has_the_same_fields_as_an_answered_one() -> None:
    failed = render.failed_contract("Vraag?", id="7", seconds=0.5)
    assert failed.keys() == render.as_contract(FACT, DOCUMENTS).keys()
    assert (failed["reason"], failed["abstained"]) == ("fout", True)


def test_at_most_ten_passages_are_given() -> None:
    many = replace(FACT, hits=(hit(NOTE),) * 14)
    assert len(render.as_contract(many, DOCUMENTS)["passages"]) == 10


def test_a_question_with_personal_data_is_offered_without_them() -> None:
    answer = replace(SILENT, reason=Reason.PERSONAL_DATA, hits=(), message="Een adres.", without="Wat krijgt iemand?")
    given = render.as_contract(answer, DOCUMENTS)
    assert (given["reason"], given["abstained"], given["without"]) == ("persoonsgegevens", True, "Wat krijgt iemand?")
    assert render.terminal_text(answer, DOCUMENTS).endswith("\n\nZonder deze gegevens:\nWat krijgt iemand?")


def test_the_page_offers_the_question_and_the_browser_does_not_remember_the_data() -> None:
    answer = replace(SILENT, question="Krijgt Jan?", reason=Reason.PERSONAL_DATA, hits=(), without="Wat <krijgt> u?")
    shown = page.transcript((Exchange(1, "Krijgt Jan?", answer, DOCUMENTS),), DOCUMENTS)
    assert '<button type="button" class="ask">Stel de vraag zonder deze gegevens<span class="off">Wat &lt;kr' in shown
    assert '<span class="off memory">[]</span>' in shown


def test_the_contract_object_is_json() -> None:
    assert json.loads(json.dumps(render.as_contract(LIST, DOCUMENTS)))["citations"][2]["page"] == 4


def test_the_notice_of_an_ai_written_document_stands_with_each_of_its_citations() -> None:
    robot = document(notice="door AI opgestelde samenvatting")
    documents = {robot.id: robot}
    given = render.as_contract(FACT, documents)
    assert given["citations"][0]["document"] == "Nota (door AI opgestelde samenvatting)"
    assert "Nota (door AI opgestelde samenvatting), 2024" in render.terminal_text(FACT, documents)
    assert "door AI opgestelde samenvatting" in shown(transcript(FACT, documents))
    assert "door AI opgestelde samenvatting" in shown(panel(FACT, documents))


def test_a_title_that_says_so_already_is_not_told_twice() -> None:
    robot = document(title="Door AI opgestelde samenvatting van X", notice="door AI opgestelde samenvatting")
    assert render.cited_title(robot) == "Door AI opgestelde samenvatting van X"


def test_a_source_shows_the_quote_inside_the_text_of_its_section() -> None:
    source = render.cited_sources(FACT, DOCUMENTS)[0]
    assert source.before + source.quote + source.after == WORK
    assert source.before.endswith("te staan. ")


def test_a_quote_that_fills_its_section_shows_the_text_before_that_section_too() -> None:
    answer = replace(FACT, claims=(Claim("Bouw huizen.", (HOUSES,)),))
    assert render.cited_sources(answer, DOCUMENTS)[0].before == f"{WORK}\nWonen\n"


def test_a_long_neighbourhood_is_cut_between_words() -> None:
    long = document(text="woord " * 300 + "De graad moet 80% worden. " + "einde " * 300, sections=(), blocks=())
    answer = replace(FACT, claims=(Claim("x", (quote("De graad moet 80% worden.", long),)),))
    source = render.cited_sources(answer, {long.id: long})[0]
    assert source.before.startswith("… woord ")
    assert source.after.endswith("einde …")
    assert len(source.before) < 470
    assert source.heading == ("Nota", "Werk")  # from the passage, where the document has no blocks or sections


def test_a_conversation_becomes_turns_of_both_sides() -> None:
    assert render.as_turns([FACT]) == (
        Turn("user", "Hoeveel?"),
        Turn("assistant", "Volgens de VVSG:\nDe graad moet 80% worden. [1]"),
    )


def test_the_copied_answer_says_where_it_comes_from_and_how_it_was_made() -> None:
    text = render.copy_text(FACT, DOCUMENTS)
    assert text.startswith("Uw vraag: Hoeveel?\n\n")
    assert "[1] VVSG, Nota, 2024, Nota > Werk, p. 3" in text
    assert text.endswith(texts.COMPOSED)


def test_the_copied_quote_has_a_full_reference() -> None:
    source = render.cited_sources(FACT, DOCUMENTS)[0]
    assert render.quote_text(source) == (
        f"“De graad moet 80% worden.”\nVVSG, Nota, 2024, Nota > Werk, p. 3 (sha256 {'ab' * 32})"
    )


def test_the_overview_of_a_document_lists_its_sections_with_their_places() -> None:
    assert render.overview(NOTE) == (
        f"nota.txt\n    VVSG | Nota | beleidsvoorstellen | 2024\n    sha256 {'ab' * 32}\n\n"
        "  Werk  (5-139, p. 3)\n  Wonen  (146-158, p. 4)"
    )


def test_the_page_shows_the_answer_with_a_link_to_every_source() -> None:
    html = transcript(LIST)
    assert re.findall(r'class="cite" href="#([^"]+)"', html) == ["bron-1-1", "bron-1-2", "bron-1-2", "bron-1-3"]
    for target in ("bron-1-1", "bron-1-2", "bron-1-3", "bronnen-1"):
        assert f'id="{target}"' in panel(LIST)
    assert "<h4>De VVSG</h4><ul><li>" in html


def test_what_was_asked_for_stands_in_bold() -> None:
    assert "De graad moet <strong>80%</strong> worden." in transcript(FACT)


def test_the_panel_marks_the_quote_inside_its_text() -> None:
    assert re.search(r"<mark[^>]*>De graad moet 80% worden\.</mark>", panel(FACT))
    words = shown(panel(FACT))
    for fact in ("VVSG", "Nota", "Werk", "beleidsvoorstellen", "2024", "3", "nota.txt", "abababababab…"):
        assert fact in words


def test_the_bullet_or_number_of_a_quote_stands_in_front_of_it() -> None:
    numbered = document(text=TEXT.replace("- Steun", "[0] : Steun"), sections=(), blocks=())
    start = numbered.text.index("Steun")
    block = Block(BlockKind.ITEM, ("Nota",), 3, start, start + len("Steun de regisseurs."))
    numbered = replace(numbered, blocks=(block,))
    answer = replace(FACT, claims=(Claim("Steun de regisseurs.", (quote("Steun de regisseurs.", numbered),)),))
    assert render.cited_sources(answer, {numbered.id: numbered})[0].before == "[0] : "


def test_a_document_of_which_nobody_says_who_published_it_goes_by_its_title() -> None:
    orphan = document(publisher="")
    html = panel(FACT, {orphan.id: orphan})
    assert shown(html).count("Nota") == 3  # the heading of the source, its path, the list of documents
    assert "<h3" in html
    assert 'class="title"' not in html
    assert "bron [1] Nota, Werk" in shown(transcript(FACT, {orphan.id: orphan}))


def test_a_reference_says_nothing_twice() -> None:
    orphan = document(publisher="", title="Nota")
    assert render.reference(render.cited_sources(FACT, {orphan.id: orphan})[0]) == "Nota, 2024, Nota > Werk, p. 3"
    headed = replace(orphan, title="Nota > Werk")
    assert render.reference(render.cited_sources(FACT, {headed.id: headed})[0]) == "Nota > Werk, 2024, p. 3"


def test_every_source_leads_to_its_neighbours() -> None:
    html = panel(LIST)
    steps = re.findall(r'class="step (prev|next)" href="#([^"]+)"', html)
    assert steps == [("next", "bron-1-2"), ("prev", "bron-1-1"), ("next", "bron-1-3"), ("prev", "bron-1-2")]
    assert "step" not in panel(FACT)
    assert "Bron 2 van 3: [2] VVSG" in shown(html)


def test_the_page_tells_the_browser_which_questions_to_remember() -> None:
    exchanges = tuple(Exchange(n, f"Vraag {n} <b>?", None, DOCUMENTS) for n in range(1, 13))
    html = page.transcript((*exchanges, Exchange(13, "x" * 3000, None, DOCUMENTS)), DOCUMENTS, asking="En nu?")
    assert remembered(html) == [*(f"Vraag {n} <b>?" for n in range(4, 13)), "En nu?"]
    assert remembered(page.restoring([("Wat?", Choice())])) == ["Wat?"]
    assert "memory" not in page.transcript((), DOCUMENTS)


def remembered(html: str) -> list[str]:
    kept = re.search(r'<span class="off memory">(.*?)</span>', html)
    assert kept
    return [question for question, _choice in json.loads(unescape(kept[1]))]


def test_a_source_link_says_to_which_source_it_leads() -> None:
    assert "bron [1] VVSG, Werk" in shown(transcript(FACT))


def test_a_search_that_was_completed_is_shown_in_small_print() -> None:
    assert "Gezocht als: Wat zegt iedereen over werk?" in shown(transcript(LIST))
    assert "Gezocht als" not in shown(transcript(FACT))


def test_an_abstention_on_the_page_shows_near_passages_as_sources_and_not_as_answer() -> None:
    assert "Een inleiding over werk" not in shown(transcript(SILENT))
    words = shown(panel(SILENT))
    assert words.startswith("Misschien bedoelde u")
    assert "Een inleiding over werk" in words
    assert "<mark>" not in panel(SILENT)


def test_an_abstention_without_passages_leaves_the_panel_to_the_documents() -> None:
    assert "Misschien" not in panel(replace(SILENT, hits=()))


def test_only_the_sources_of_the_last_answer_show() -> None:
    html = cards.panel((Exchange(1, "Hoeveel?", FACT, DOCUMENTS), Exchange(2, "Wat?", LIST, DOCUMENTS)), DOCUMENTS)
    assert '<section class="sources old" id="bronnen-1"' in html
    assert '<section class="sources" id="bronnen-2"' in html


def test_a_question_that_broke_can_be_tried_again() -> None:
    html = transcript(None, question="Vraag\nover <b>twee</b> regels")
    assert "Er ging iets mis" in shown(html)
    assert '<span class="off">Vraag&#10;over &lt;b&gt;twee&lt;/b&gt; regels</span>' in html


def test_an_empty_question_is_shown_as_such() -> None:
    assert "(lege vraag)" in shown(transcript(replace(SILENT, question="  ")))


def test_a_very_long_question_is_not_repeated_whole() -> None:
    assert len(transcript(replace(SILENT, question="waarom " * 3000))) < 2000


def test_while_searching_the_page_says_in_how_many_documents() -> None:
    words = shown(page.transcript((), DOCUMENTS, asking="Wat?"))
    assert words.endswith("Zoeken in 1 document…")


def test_the_first_page_lists_the_documents_and_only_examples_that_they_can_answer() -> None:
    assert "VVSG" in shown(cards.panel((), DOCUMENTS))
    assert 'class="ask example"' not in page.transcript((), DOCUMENTS)
    named = {name: document(id=name, source=name) for example in texts.EXAMPLES for name in example.sources}
    assert page.transcript((), named).count('class="ask example"') == 6


def test_a_document_without_a_date_says_so() -> None:
    undated = document(date="")
    assert "datum niet vermeld" in shown(cards.panel((), {undated.id: undated}))


@pytest.mark.parametrize("nasty", [NASTY, "`code` $x$ $$y$$ ~~z~~ | a | b |", "regel\n\n# kop\n\n- punt\r\u2028eind"])
def test_nothing_of_a_question_answer_or_document_becomes_html(nasty: str) -> None:
    bad = document(
        text=nasty, title=nasty, publisher=nasty, notice=nasty, date=nasty, source=nasty, sha256=nasty,
        sections=(Section((nasty,), None, 0, len(nasty), nasty, Kind.UNKNOWN),), blocks=(),
    )  # fmt: skip
    citation = Citation(bad.id, "p1", nasty, 0, len(nasty))
    near = Hit(Passage("p1", bad.id, (nasty,), None, 0, len(nasty), nasty), 1.0, 1, None, 0.5)
    claims = (Claim(nasty, (citation,), nasty, item=True),)
    answer = Answer(nasty, claims, None, nasty, (near,), "extractive", nasty, nasty)
    silent = Answer(nasty, (), Reason.NOT_FOUND, nasty, (near,), "extractive")
    documents = {bad.id: bad}
    conversation = tuple(Exchange(n, nasty, a, documents) for n, a in enumerate((answer, silent, None), start=1))
    html = page.transcript(conversation, documents, asking=nasty) + cards.panel(conversation, documents)
    assert not tags(html) & {"img", "script", "iframe", "form", "style", "b"}
    assert "onerror=alert(1)>" not in html
    attributes = set(re.findall(r'<[a-z0-9]+((?: [a-z]+="[^"]*")*)>', html))
    assert {name for text in attributes for name in re.findall(r' ([a-z]+)="', text)} <= {
        "class", "href", "id", "tabindex", "title", "type",
    }  # fmt: skip
    assert all(href.startswith(("#", f"bron/{bad.id}?van=")) for href in re.findall(r'href="([^"]*)"', html))


def test_the_html_stands_on_one_line_whatever_the_text_holds() -> None:
    """A Markdown component reads a line break as an end of HTML."""
    breaks = "a\nb\rc\x0bd\x0ce\x1cf\x85g\u2028h\u2029i"
    bad = document(text=breaks, sections=(), blocks=())
    answer = replace(FACT, question=breaks, claims=(Claim(breaks, (Citation(bad.id, "p1", breaks, 0, len(breaks)),)),))
    for html in (transcript(answer, {bad.id: bad}), panel(answer, {bad.id: bad}), transcript(None, question=breaks)):
        assert len(html.splitlines()) == 1


def test_every_opened_element_is_closed() -> None:
    html = (
        shell.around(House(), "<gradio-app></gradio-app>", ANYBODY)
        + page.restoring([("<b>", Choice(kinds=("<i>",)))])
        + page.following(1, ["Wat <b>?"])
        + around_box(Choice(kinds=("<i>",)), DOCUMENTS)
        + transcript(LIST)
        + panel(LIST)
        + transcript(SILENT)
        + panel(SILENT)
        + transcript(None)
    )
    open_tags: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z0-9]+)", html):
        if tag in ("br", "input"):
            continue
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert open_tags == []


def test_no_id_stands_twice_on_the_page() -> None:
    conversation = (
        Exchange(1, "Hoeveel?", FACT, DOCUMENTS),
        Exchange(2, "Wat?", LIST, DOCUMENTS),
        Exchange(3, "Wie?", SILENT, DOCUMENTS),
    )
    html = (
        shell.around(House(), "<gradio-app></gradio-app>", ANYBODY)
        + page.transcript(conversation, DOCUMENTS)
        + cards.panel(conversation, DOCUMENTS)
    )
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 8


# --- what a source refers to, and where else it stands ------------------------------------------------------------

CLEAR = Referral(12, "2021-07-16", "Plan voor werk [3]", clear=True, missing=False)
DOUBTFUL = Referral(0, "2020-07", "Regels voor zorg", clear=False, missing=False)
ABSENT = Referral(40, "", "", clear=False, missing=True)
MARKED_TEXT = "Werk\nDe graad moet 80% worden [12][0][40]. Dat is veel [1, 2]."
MARKED = document(text=MARKED_TEXT, sections=(), blocks=())
MARKED_QUOTE = replace(quote("De graad moet 80% worden [12][0][40].", MARKED), references=(CLEAR, DOUBTFUL, ABSENT))
TWIN = document(id="d2", source="tweede.txt", title="Ander stuk", publisher="ABVV")
ELSEWHERE = Passage("p9", "d2", ("Nota",), 7, 5, 20, "Zoals elders: de graad moet 80%  worden [4]. Dat is nu zo.")


def referring(*references: Referral, also: tuple[Passage, ...] = ()) -> Answer:
    citation = replace(MARKED_QUOTE, references=references)
    found = Hit(Passage("p1", "d1", (), None, 5, len(MARKED_TEXT), MARKED_TEXT[5:]), 1.0, 1, 1, 0.9, also)
    claim = Claim("De graad moet **80%** worden.", (citation,))
    return Answer("Hoeveel?", (claim,), None, "Volgens de VVSG:", (found,), "extractive")


WITH_TWIN = {MARKED.id: MARKED, TWIN.id: TWIN}


def test_the_terminal_shows_what_a_source_refers_to_in_a_form_that_is_not_ours() -> None:
    shown_text = render.terminal_text(referring(CLEAR, DOUBTFUL, ABSENT), WITH_TWIN)
    assert shown_text.split("Bronnen:\n")[1] == (
        "[1] VVSG, Nota, 2024\n"
        "    “De graad moet 80% worden ⁽¹²⁾⁽⁰⁾⁽⁴⁰⁾.”\n"
        "    De bron verwijst hier naar:\n"
        "    - ⁽¹²⁾ 16 juli 2021: Plan voor werk ⁽³⁾\n"
        "    - ⁽⁰⁾ juli 2020: Regels voor zorg (verband onduidelijk)\n"
        "    - ⁽⁴⁰⁾ staat niet in de lijst van de bron"
    )


def test_only_our_own_numbers_stand_in_brackets_in_what_is_copied() -> None:
    answer = referring(CLEAR)
    assert set(re.findall(r"\[\d.*?\]", render.copy_text(answer, WITH_TWIN))) == {"[1]"}
    (source,) = render.cited_sources(answer, WITH_TWIN)
    assert "“De graad moet 80% worden ⁽¹²⁾⁽⁰⁾⁽⁴⁰⁾.”" in render.quote_text(source)


def test_the_contract_keeps_the_quote_verbatim_and_gives_the_references() -> None:
    (citation,) = render.as_contract(referring(CLEAR, ABSENT), WITH_TWIN)["citations"]
    assert MARKED_TEXT[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["references"] == [
        {"number": 12, "date": "2021-07-16", "title": "Plan voor werk [3]", "clear": True, "missing": False},
        {"number": 40, "date": "", "title": "", "clear": False, "missing": True},
    ]


def test_the_card_names_the_marks_of_the_source_for_those_who_listen() -> None:
    html = panel(referring(CLEAR, DOUBTFUL), WITH_TWIN)
    words = re.sub(r"\s+", " ", shown(html))
    assert "80% worden verwijzing (12) in de bron verwijzing (0) in de bron" in words
    assert "Dat is veel verwijzing (1, 2) in de bron" in words
    assert re.findall(r"\[\d+\]", shown(html)) == ["[1]"]
    assert "Regels voor zorg (verband onduidelijk)" in words
    assert "<details" not in html.partition('class="referrals"')[0].rpartition("<article")[2]


def test_a_long_list_of_references_is_folded() -> None:
    many = tuple(replace(CLEAR, number=number) for number in range(5))
    assert '<details class="referrals"><summary>De bron verwijst hier naar 5 stukken</summary>' in panel(
        referring(*many), WITH_TWIN
    )
    assert '<details class="referrals">' not in panel(referring(*many[:4]), WITH_TWIN)


def test_a_title_that_a_source_refers_to_is_escaped() -> None:
    html = panel(referring(replace(CLEAR, title=NASTY)), WITH_TWIN)
    assert tags(html) <= {*tags(panel(referring(CLEAR), WITH_TWIN))}


def test_other_places_of_a_passage_are_named_with_their_publisher() -> None:
    answer = referring(also=(ELSEWHERE,))
    assert "\n    Ook in: Ander stuk (ABVV), p. 7" in render.terminal_text(answer, WITH_TWIN)
    assert "Ook in: Ander stuk (ABVV), p. 7" in shown(panel(answer, WITH_TWIN))
    (passage,) = render.as_contract(answer, WITH_TWIN)["passages"]
    assert passage["also"] == [{"source": "tweede.txt", "heading": ["Nota"], "page": 7}]


def test_of_many_other_places_some_are_named_and_the_rest_is_counted() -> None:
    places = tuple(replace(ELSEWHERE, id=f"p{page}", page=page) for page in range(2, 7))
    (source,) = render.cited_sources(referring(also=places), WITH_TWIN)
    named = "; ".join(f"Ander stuk (ABVV), p. {page}" for page in (2, 3, 4))
    assert render.also_text(source, WITH_TWIN) == f"{named}; en nog 2 plaatsen"


def test_a_place_without_the_words_of_the_quote_is_not_named_under_it() -> None:
    other = replace(ELSEWHERE, text="De graad moet 60% worden. Dat is veel.")
    answer = referring(also=(other,))
    assert texts.ALSO_IN not in render.terminal_text(answer, WITH_TWIN)
    assert texts.ALSO_IN not in shown(panel(answer, WITH_TWIN))
    (passage,) = render.as_contract(answer, WITH_TWIN)["passages"]
    assert passage["also"] == [{"source": "tweede.txt", "heading": ["Nota"], "page": 7}]


@pytest.mark.parametrize("mark", ["[7]", "[ 7 ]", "[7bis]", "[7, 8a]"])
@pytest.mark.parametrize("publisher", ["VVSG", "VVSG {mark}", ""])
def test_no_number_in_a_title_or_heading_looks_like_ours(mark: str, publisher: str) -> None:
    heading = (f"Nota {mark}", f"Werk {mark}")
    section = Section(heading, 3, 0, len(TEXT), "de VVSG", Kind.PROPOSALS)
    title = f"Nota zorg {mark} Brugge"
    marked = document(title=title, publisher=publisher.format(mark=mark), sections=(section,), blocks=())
    twin = replace(TWIN, title=title, publisher=f"ABVV {mark}")
    found = replace(hit(marked), also=(replace(ELSEWHERE, text=WORK),))
    documents = {marked.id: marked, twin.id: twin}
    answer = replace(FACT, hits=(found,))
    silent = replace(SILENT, hits=(found,))
    (source,) = render.cited_sources(answer, documents)
    for words in (
        render.terminal_text(answer, documents),
        render.terminal_text(silent, documents),
        render.quote_text(source),
        transcript(answer, documents),
        panel(answer, documents),
        panel(silent, documents),
    ):
        assert not re.search(r"\[\s*7", words)
        assert "⁽⁷" in words
    (citation,) = render.as_contract(answer, documents)["citations"]
    assert (citation["document"], citation["heading"]) == (title, list(heading))


@pytest.mark.parametrize(
    ("printed", "raised"),
    [("[2]", "⁽²⁾"), ("[ 2 ]", "⁽²⁾"), ("[2bis]", "⁽²bis⁾"), ("[1, 2a–3]", "⁽¹, ²a–³⁾"), ("[2024]", "[2024]")],
)
def test_a_mark_in_any_spelling_is_raised_but_a_year_is_not(printed: str, raised: str) -> None:
    assert render.shown_marks(f"Zorg {printed}.") == f"Zorg {raised}."


def test_a_near_passage_shows_its_other_places_too() -> None:
    near = replace(SILENT, hits=(replace(hit(NOTE), also=(ELSEWHERE,)),))
    assert "Ook in: Ander stuk (ABVV), p. 7" in shown(panel(near, DOCUMENTS | {TWIN.id: TWIN}))


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-06-01", "1 juni 2024"),
        ("2024-06", "juni 2024"),
        ("2024-2030", "2024-2030"),
        ("2024-13", "2024-13"),
        ("maart 2023", "maart 2023"),
        ("", "datum niet vermeld"),
    ],
)
def test_a_date_is_shown_as_people_write_it_wherever_it_stands(date: str, words: str) -> None:
    dated = {id: replace(document, date=date) for id, document in DOCUMENTS.items()}
    assert render.shown_date(date) == words
    assert words in shown(panel(FACT, dated))
    assert (f", {words}," in render.terminal_text(FACT, dated)) is bool(date)
