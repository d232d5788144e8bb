"""What comes out of saved web pages: their text, without the page around it."""

from pathlib import Path

import pytest

from ingest.content import Content, PartKind, Unreadable
from ingest.make import make_document
from ingest.manifest import Source
from ingest.web import read_web_page

REAL = Path("../shared/parser/ip291x.html")
LONG = "De gemeente helpt wie het moeilijk heeft, en de wachtlijst voor een woning groeit sneller dan het aanbod. " * 3


def read(page: str) -> Content:
    return read_web_page(page.encode())


def said(content: Content) -> list[str]:
    return [" ".join(part.lines) for part in content.parts]


def of_kind(content: Content, kind: PartKind) -> list[str]:
    return [" ".join(part.lines) for part in content.parts if part.kind is kind]


GOVERNMENT = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Leefloon | Vlaanderen.be</title>
<meta property="og:title" content="Leefloon aanvragen"><meta property="og:site_name" content="Vlaanderen.be">
<meta name="dcterms.modified" content="2024-03-05"></head><body><a class="skip-link" href="#main">Naar de inhoud</a>
<header role="banner"><nav><ul><li><a href="/">Home</a></li><li><a href="/wonen">Wonen</a></li></ul></nav></header>
<div id="cookie-consent"><p>Deze website gebruikt cookies.</p><button>Aanvaarden</button></div>
<main id="main"><nav class="breadcrumb"><ol><li><a href="/">Home</a></li></ol></nav><h1>Leefloon aanvragen</h1>
<p>Wie te weinig heeft, kan een leefloon vragen aan het <a href="/ocmw">OCMW</a>.<sup><a href="#fn1">1</a></sup></p>
<h2>Voorwaarden</h2><p>U moet voldoen:</p>
<ul><li>U woont in België.</li><li>U bent meerderjarig:<ul><li>of ontvoogd;</li></ul></li>
<li><p>U wilt werken.</p><p>Niet bij ziekte.</p></li></ul>
<h2>Bedragen</h2><table><caption>Bedragen per maand</caption><thead><tr><th>Categorie</th><th>Bedrag</th></tr></thead>
<tbody><tr><td>Samenwonend</td><td>€ 858,97</td></tr><tr><td>Alleenstaand</td><td>€ 1.288,46</td></tr></tbody></table>
<button aria-expanded="false">Hoe vraagt u het aan?</button><div style="display: none">Ga naar het OCMW.</div>
<p style="display:none">VERBORGEN</p><details><summary>Beroep</summary><p>Binnen drie maanden.</p></details>
<ol class="footnotes"><li id="fn1">Wet van 26 mei 2002. <a href="#fnref1">↩</a></li></ol>
<div class="share"><h2>Deel deze pagina</h2><ul><li><a href="#">Facebook</a></li></ul></div></main>
<footer><p>Bel gratis 1700.</p></footer><script>var x = "SCRIPT";</script></body></html>"""


def test_the_text_of_a_page_comes_without_menus_cookies_and_footers() -> None:
    content = read(GOVERNMENT)
    assert said(content) == [
        "Leefloon aanvragen",
        "Wie te weinig heeft, kan een leefloon vragen aan het OCMW.¹",
        "Wet van 26 mei 2002.",
        "Voorwaarden",
        "U moet voldoen:",
        "U woont in België.",
        "U bent meerderjarig:",
        "of ontvoogd;",
        "U wilt werken.",
        "Niet bij ziekte.",
        "Bedragen",
        "Bedragen per maand",
        "Categorie: Samenwonend; Bedrag: € 858,97",
        "Categorie: Alleenstaand; Bedrag: € 1.288,46",
        "Hoe vraagt u het aan?",
        "Ga naar het OCMW.",
        "Beroep",
        "Binnen drie maanden.",
    ]
    assert of_kind(content, PartKind.NOTE) == ["Wet van 26 mei 2002."]
    assert [part.depth for part in content.parts if part.kind is PartKind.ITEM] == [0, 0, 1, 0]
    assert of_kind(content, PartKind.HEADING)[-2:] == ["Hoe vraagt u het aan?", "Beroep"]


def test_a_page_says_its_title_publisher_date_and_language() -> None:
    found = read(GOVERNMENT).found
    assert (found.title, found.publisher, found.date, found.language) == (
        "Leefloon aanvragen",
        "Vlaanderen.be",
        "2024-03-05",
        "nl",
    )


def test_a_year_at_the_foot_of_a_page_is_no_date_and_a_person_is_no_publisher() -> None:
    found = read(
        "<html><head><title>Nota wonen | Gemeente Dorp</title><meta name=author content='Jan Peeters'></head>"
        f"<body><h1>Nota wonen</h1><p>Op 12 mei 1998 besliste de raad. {LONG}</p><footer>© 2019</footer></body></html>"
    ).found
    assert (found.title, found.publisher, found.date) == ("Nota wonen", "", "")


DRUPAL = f"""<html lang="nl"><head><title>Memorandum | VVSG</title></head><body><div id="page">
<div id="top"><div>VVSG</div><div><ul><li><a href="/">Home</a></li><li><a href="/a">Nieuws</a></li></ul></div></div>
<div class="left"><h3>Lees ook</h3><ul><li><a href="/1">Zomerscholen</a></li><li><a href="/2">Gids</a></li></ul></div>
<div class="middle"><h1>Memorandum</h1><div class="text"><p><strong>Onze vragen</strong></p><p>{LONG}</p>
<ol start="4"><li>Verhoog het budget.</li><li>Geef toegang.</li></ol><p><strong>Wonen</strong></p><p>{LONG}</p>
<p>{LONG.replace("gemeente", "stad")}</p></div></div>
<div class="bottom"><p>VVSG vzw, Brussel</p></div></div></body></html>"""


def test_a_page_that_names_nothing_is_read_where_its_text_stands_with_the_title_above_it() -> None:
    content = read(DRUPAL)
    assert of_kind(content, PartKind.HEADING) == ["Memorandum", "Onze vragen", "Wonen"]
    assert [(part.mark, part.lines[0]) for part in content.parts if part.kind is PartKind.ITEM] == [
        ("4.", "Verhoog het budget."),
        ("5.", "Geef toegang."),
    ]
    assert not any("Lees ook" in text or "vzw" in text or "Nieuws" in text for text in said(content))


def test_a_blog_loses_its_side_and_its_comments_and_keeps_tables_quotes_and_captions() -> None:
    content = read(
        "<html lang='nl-BE'><head><meta property='article:published_time' content='2022-08-30T08:00:00Z'></head><body>"
        "<header id='masthead'><h2>Site</h2><ul><li><a href='/'>Home</a></li></ul></header><div id='content'><article>"
        f"<header class='entry-header'><h1>Zomerscholen werken</h1><div class='entry-meta'>door An</div></header>"
        f"<div class='entry-content'><p>{LONG}</p><figure><table><tbody><tr><td><strong>Jaar</strong></td>"
        "<td><strong>Kinderen</strong></td></tr><tr><td>2020</td><td>5.700</td></tr></tbody></table>"
        "<figcaption>Bron: Onderwijs</figcaption></figure><blockquote><p>Ze leren er zwemmen.</p></blockquote>"
        "<dl><dt>GBO</dt><dd>Geïntegreerd Breed Onthaal</dd><dt>BBC</dt><dd>Beleids- en beheerscyclus</dd></dl></div>"
        "<footer>Tags: <a href='/t'>onderwijs</a></footer></article><div id='comments'><p>Mooi!</p></div></div>"
        "<aside><h2>Recent</h2><p><a href='/x'>Een</a></p></aside></body></html>"
    )
    assert said(content) == [
        "Zomerscholen werken",
        LONG.strip(),
        "Jaar: 2020; Kinderen: 5.700",
        "Bron: Onderwijs",
        "Ze leren er zwemmen.",
        "GBO: Geïntegreerd Breed Onthaal",
        "BBC: Beleids- en beheerscyclus",
    ]
    assert content.found.date == "2022-08-30"


def test_words_are_not_broken_by_tags_and_line_breaks_part_lines() -> None:
    page = (
        "<body><p>On<b>betaal</b>baar<wbr>heid: 10<sup>5</sup> m<sup>2</sup>,<br>CO<sub>2</sub> en&nbsp;meer</p></body>"
    )
    assert read(page).parts[0].lines == ("Onbetaalbaarheid: 10⁵ m²,", "CO2 en\u00a0meer")


def test_notes_of_word_are_notes_and_a_link_to_a_part_of_the_page_is_text() -> None:
    page = (
        f"<body><p>Zie <a href='#deel'>deel 2</a>. Armoede<a href='#_ftn1' name='_ftnref1'>[1]</a> stijgt. {LONG}</p>"
        "<h2 id='deel'>Deel</h2><p>Tekst.</p>"
        "<div><hr><div id='ftn1'><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Cijfers van 2023.</p></div></div></body>"
    )
    content = read(page)
    assert said(content)[0].startswith("Zie deel 2. Armoede¹ stijgt.")
    assert [(part.number, part.lines) for part in content.parts if part.kind is PartKind.NOTE] == [
        (1, ("Cijfers van 2023.",))
    ]
    assert said(content)[-2:] == ["Deel", "Tekst."]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta charset='utf-8'>", "cp1252"),
        ("<meta charset='bestaat-niet'>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp850"),
    ],
)
def test_the_characters_are_right_whatever_the_page_says_of_them(head: str, encoding: str) -> None:
    text = "De cliënt krijgt één coördinator in de crèche."
    page = f"<html><head>{head}</head><body><p>{text}</p></body></html>"
    assert said(read_web_page(page.encode(encoding))) == [text]


def test_of_parallel_columns_the_dutch_one_is_kept() -> None:
    dutch = "De zitting is open en de voorzitter is er."
    row = f"<tr><td>La séance est ouverte et la présidente est là.</td><td>{dutch}</td></tr>"
    assert said(read(f"<body><table>{row * 2}</table></body>")) == [dutch, dutch]


def test_pictures_in_the_page_and_tags_that_nobody_closed_lose_no_text() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 11_000_000}'>"
    unclosed = "<font color=red>" * 1500
    assert said(read(f"<body><p>Eerst.</p>{picture}<p>Daarna.</p></body>")) == ["Eerst.", "Daarna."]
    assert said(read(f"<body>{'<div>' * 200}<p>Diep.</p></body>")) == ["Diep."]
    assert said(read(f"<body><p>Eerst.</p>{unclosed}<p>Daarna.</p></body>")) == ["Eerst.", "Daarna."]


def test_a_page_of_nested_boxes_without_end_is_one_line_and_no_crash() -> None:
    with pytest.raises(Unreadable, match="te ingewikkeld"):
        read(f"<body>{'<div>' * 5000}<p>Diep.</p></body>")


def test_an_entity_bomb_is_not_expanded_and_nothing_is_fetched() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        "<html><body><p>Tekst &b; &c;.</p></body></html>"
    )
    text = " ".join(said(read(bomb)))
    assert "lollol" not in text
    assert "root:" not in text


def test_an_empty_page_is_empty() -> None:
    for page in (
        "<html></html>",
        "<html><body><nav>Menu</nav></body></html>",
        "<!doctype html><title>Enkel dit</title>",
    ):
        assert make_document(read(page), "p.html", "0", Source()).text == ""


def test_the_real_report_of_the_chamber_keeps_its_headings_and_its_dutch_first_page() -> None:
    if not REAL.is_file():
        pytest.skip(f"{REAL} staat niet op deze machine")
    content = read_web_page(REAL.read_bytes())
    assert said(content)[:4] == ["Plenumvergadering", "van", "Woensdag 21 februari 2024", "Avond"]
    assert of_kind(content, PartKind.HEADING)[:2] == ["Projets de loi", "Wetsontwerpen"]
    assert of_kind(content, PartKind.HEADING).count("Algemene bespreking") == 3
    assert said(content)[-1] == "Dit verslag heeft geen bijlage."
    assert any("maar ook één principieel zeer slecht punt" in text for text in said(content))
