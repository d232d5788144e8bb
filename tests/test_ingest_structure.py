"""Headings, lists, references and what a page break does to them, on tiny documents."""

from textwrap import dedent

from ingest import Block, BlockKind, Document
from ingest.content import Content
from ingest.make import make_document
from ingest.manifest import Source


def read(text: str) -> Document:
    return make_document(Content(text=dedent(text).strip("\n")), "proef.txt", "0", Source())


def said(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def texts(document: Document) -> list[str]:
    return [said(document, block) for block in document.blocks]


def leads(document: Document) -> list[str | None]:
    return [document.text[b.lead[0] : b.lead[1]] if b.lead else None for b in document.blocks]


WRAPPED = """
Stop discriminatie op de lokale
woon- en arbeidsmarkten

Discriminatie op de arbeidsmarkt blijft een hardnekkig pro-
bleem in de gemeente. Begeleiding naar werk kan pas lukken
als er werkgevers zijn die mensen willen aannemen.

Onze voorstellen concreet:

 – Dat steden een actieplan opstellen met een sterk hand-
havingsluik:

• Via het invoeren van praktijktesten bij de bedrijven in
de stad en samen met de dienst die

daarover gaat in de regio.

• Voer quota in voor kwetsbare groepen.

 – Geef zelf het goede voorbeeld.

8.
 Schaf de onderhoudsplicht af

Het OCMW kan de kosten van het verblijf factureren aan de
kinderen of de kleinkinderen van de bewoner.

Samen over de grenzen heen

Veel problemen overstijgen de grenzen van een gemeente en
vragen dus overleg tussen de besturen in de streek.

Onze voorstellen concreet:

 – Maak werk van een uitdoofscenario.
"""


def test_a_heading_over_two_lines_is_one_heading() -> None:
    assert read(WRAPPED).blocks[0].heading == ("Stop discriminatie op de lokale woon- en arbeidsmarkten",)


def test_a_recurring_heading_stands_below_its_title_and_closes_the_titles_in_between() -> None:
    paths = list(dict.fromkeys(block.heading for block in read(WRAPPED).blocks))
    assert paths[1:] == [
        ("Stop discriminatie op de lokale woon- en arbeidsmarkten", "Onze voorstellen concreet"),
        ("Schaf de onderhoudsplicht af",),
        ("Schaf de onderhoudsplicht af", "Samen over de grenzen heen"),
        ("Schaf de onderhoudsplicht af", "Onze voorstellen concreet"),
    ]


def test_a_list_inside_a_list_is_deeper_and_is_led_by_its_point() -> None:
    items = [block for block in read(WRAPPED).blocks if block.kind is BlockKind.ITEM]
    assert [block.depth for block in items] == [0, 1, 1, 0, 0]
    lead = "Dat steden een actieplan opstellen met een sterk handhavingsluik:"
    assert leads(read(WRAPPED)).count(lead) == 2


def test_a_sentence_that_a_page_break_cut_is_one_sentence() -> None:
    assert any("samen met de dienst die daarover gaat in de regio." in text for text in texts(read(WRAPPED)))


def test_a_number_that_stands_apart_is_in_no_block() -> None:
    assert not any("8." in text for text in texts(read(WRAPPED)))


def test_a_heading_inside_a_sentence_goes_in_front_of_it() -> None:
    document = read("""
        Kinderopvang
         Procedures dienen in deze gemeente niet alleen te informeren over het

        Een gelijkwaardige partner
        inzake opvangbeleid

        aanbod en de wederzijdse engagementen of verwachtingen die er zijn, maar
        ook over de prijs van de plaatsen in de opvang.
    """)
    assert document.blocks[0].heading == ("Kinderopvang", "Een gelijkwaardige partner inzake opvangbeleid")
    assert "te informeren over het aanbod en de wederzijdse engagementen" in texts(document)[0]


def test_a_bullet_keeps_the_paragraphs_that_stand_indented_below_it() -> None:
    document = read("""
        We noemen twee groepen die in het beleid bijzondere aandacht vragen:

          • Ouderen

            In de gemeenten is een raad van ouderen actief.

            Die raad geeft advies.

          • Jongeren

            Ook jongeren hebben een raad.
    """)
    assert texts(document)[1:] == [
        "Ouderen\nIn de gemeenten is een raad van ouderen actief.\nDie raad geeft advies.",
        "Jongeren\nOok jongeren hebben een raad.",
    ]
    assert leads(document)[1:] == ["We noemen twee groepen die in het beleid bijzondere aandacht vragen:"] * 2


def test_every_mark_of_a_list_is_known() -> None:
    for mark in ("-", "–", "—", "•", "*", ">", "o", "▪", "1.", "2)"):
        document = read(f"Wij vragen dit aan het bestuur:\n\n{mark} Een punt.\n")
        assert [b.kind for b in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM], mark
        assert texts(document)[1] == "Een punt."


def test_a_dash_within_a_sentence_is_no_bullet() -> None:
    document = read("""
        Andere woonvormen – cohousing, kangoeroewonen, zorgwonen en minihuisjes
        – bieden kansen voor goedkoper wonen in de stad en in de dorpen van de
        streek en daarbuiten.
    """)
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]


def test_numbered_sentences_behind_a_colon_are_points_and_numbered_titles_are_headings() -> None:
    document = read("""
        1. Maak werk van zones

        Er gelden twee uitgangspunten bij dit concept:

        1. Iedereen kan aan de slag.

        2. Er is voldoende werk op maat.

        2. Geef armoede geen kans

        Armoede raakt veel gezinnen.
    """)
    assert texts(document)[1:3] == ["Iedereen kan aan de slag.", "Er is voldoende werk op maat."]
    assert [block.heading for block in document.blocks] == [("Maak werk van zones",)] * 3 + [
        ("Geef armoede geen kans",)
    ]


def test_a_numbered_title_right_before_the_next_heads_the_text_above_it() -> None:
    document = read("Goede hulp is nabij.\n\n1. Zorg voor een winkel\n\n2. Stop gratis werk\n\nWerk vraagt loon.\n")
    assert [block.heading for block in document.blocks] == [("Zorg voor een winkel",), ("Stop gratis werk",)]
    assert document.text.startswith("Zorg voor een winkel")


def test_a_numbered_heading_heads_its_bullets_until_the_margin_speaks_again() -> None:
    document = read("""
        Samenvatting

        Dit is beslist:

          1. Steun aan besturen:

            • Er kwam geld [0][1].
          2. Fusies:

            • Er kwamen regels [2].

        Deze besluiten tonen actie.
    """)
    assert [block.heading[1:] for block in document.blocks] == [(), ("Steun aan besturen",), ("Fusies",), ()]


def test_references_are_blocks_with_their_number() -> None:
    document = read("""
        Tekst met een bron [0].

        Referenties [0] : (2021-07-16) Plan Vlaamse Veerkracht

        [1] : (2021-02-26) Contracten voor wijken
    """)
    references = [block for block in document.blocks if block.kind is BlockKind.REFERENCE]
    assert [(b.number, said(document, b)) for b in references] == [
        (0, "(2021-07-16) Plan Vlaamse Veerkracht"),
        (1, "(2021-02-26) Contracten voor wijken"),
    ]
    assert {block.heading[-1] for block in references} == {"Referenties"}


def test_a_title_that_shares_its_line_with_the_text_ends_before_the_sentence() -> None:
    document = read("2.2.2 De regie van de besturen We maken van de besturen de regis-seur om armoede aan te pakken.")
    assert document.blocks[0].heading == ("2.2.2 De regie van de besturen",)
    assert texts(document) == ["We maken van de besturen de regisseur om armoede aan te pakken."]


def test_a_box_with_a_colon_behind_a_list_introduces_it() -> None:
    document = read("""
        Partners

        Wij staan het bestuur graag bij.

        • Goed overleg.

        • Genoeg middelen.

        Wij geloven dat dit nodig is voor een warm beleid:

        Kinderopvang

        De opvang groeit.
    """)
    assert leads(document)[1:3] == ["Wij geloven dat dit nodig is voor een warm beleid:"] * 2


def test_a_page_that_comes_twice_is_marked_and_a_reference_never_is() -> None:
    page = "Een persoonlijke dienstverlening helpt wie geen werk heeft naar een baan. Dat is bewezen in 2021."
    again = page.replace("persoonlijke", "persoon-lijke")
    other_year = page.replace("2021", "2019")
    document = read(f"{page}\n\nIets anders staat hier.\n\n{again}\n\n{other_year}\n")
    assert [block.repeats for block in document.blocks] == [False, False, True, False]
    twice = read("[1] : (2022-02-04) Regierol van gemeenten\n[2] : (2022-04-29) Regierol van gemeenten")
    assert not any(block.repeats for block in twice.blocks)


def test_pages_are_counted_and_their_running_headers_leave() -> None:
    subjects = ("jongeren", "ouderen", "huurders", "nieuwkomers")
    pages = [
        f"Gemeente Dorp   {n}\n"
        f"De raad wil in het jaar dat komt meer doen voor {who}\nen voor hun {who}raad in de straat.\n"
        for n, who in enumerate(subjects, start=1)
    ]
    document = make_document(Content(text="\f".join(pages)), "p.txt", "0", Source())
    assert "Gemeente Dorp" not in document.text
    assert [block.page for block in document.blocks] == [1, 2, 3, 4]


def test_a_document_of_titles_only_says_its_titles() -> None:
    assert texts(read("Eerste titel\n\nTweede titel")) == ["Eerste titel", "Tweede titel"]


def test_blocks_and_sections_keep_their_order_whatever_the_parts() -> None:
    parts = [
        "Kop zonder punt",
        "Een gewone zin.",
        "- een punt",
        "3.",
        "[4] : (2020-01-01) Besluit",
        "zo gaat het",
        "Lijst:",
    ]
    for first in parts:
        for second in parts:
            for third in parts:
                for gap in ("\n", "\n\n"):
                    document = make_document(Content(text=gap.join((first, second, third))), "p.txt", "0", Source())
                    check_spans(document)


def check_spans(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert said(document, block) == said(document, block).strip() != ""
        assert any(
            s.start <= block.start and block.end <= s.end and s.heading == block.heading for s in document.sections
        )
        end = block.end
    assert list(document.sections) == sorted(document.sections, key=lambda section: section.start)


def test_a_repeated_paragraph_cuts_no_section_in_two() -> None:
    sentence = "De gemeente opent elk jaar twee zomerscholen voor kinderen uit de wijk."
    document = read(f"""
        # Kort

        {sentence}

        # Lang

        Er komt een nieuw aanbod voor jongeren in de stad.

        {sentence}

        Daar komt volgend jaar nog een speelplein bij.
        """)
    assert [block.repeats for block in document.blocks] == [False, False, True, False]
    assert [section.heading for section in document.sections] == [("Kort",), ("Lang",)]
