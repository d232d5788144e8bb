"""Two pages that stay the same: the statement on accessibility and the one on privacy.

Their words stand in ui/texts.py; who offers the page is set (House), and shown as not filled in where it is not. It
measures nothing: what it says of tests is what the tests of this version do.
"""

import re
from collections.abc import Sequence
from html import escape

from fastapi import FastAPI
from starlette.responses import HTMLResponse

from ui import shell, texts
from ui.desk import Current, House
from ui.entrance import Login

Part = str | tuple[str, ...]  # a paragraph, or a list
Section = tuple[str, tuple[Part, ...]]

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"https?://[^\s<>\"()]*[^\s<>\"().,;:]")
_LINK = re.compile(rf"(?P<web>{_WEB.pattern})|(?P<mail>{_MAIL.pattern})")


def add_statements(app: FastAPI, current: Current, house: House) -> None:
    @app.get("/toegankelijkheid")
    def accessible() -> HTMLResponse:
        return shell.whole_page(texts.ACCESSIBILITY, accessibility(house), root="./")

    @app.get("/privacy")
    def private() -> HTMLResponse:
        return shell.whole_page(texts.PRIVACY, privacy(house, current().outside), root="./")


def accessibility(house: House) -> str:
    return _page(texts.ACCESSIBILITY, texts.ACCESSIBILITY_STATEMENT, house)


def privacy(house: House, outside: str) -> str:
    """`outside`: where a question goes after a yes in the conversation; where it always goes, the house says."""
    sent = texts.privacy_outside(house.sends_to or outside, asked=not house.sends_to)
    kept = texts.PRIVACY_OPINIONS if house.feedback else (texts.PRIVACY_NO_OPINIONS,)
    known = _known(house)
    sections = (
        *texts.PRIVACY_STATEMENT,
        (texts.PRIVACY_OUTSIDE_HEADING, sent),
        (texts.PRIVACY_OPINIONS_HEADING, kept),
        *((texts.PRIVACY_LOGIN_HEADING, known),) * bool(known),
        *texts.PRIVACY_RIGHTS,
    )
    return _page(texts.PRIVACY, sections, house)


def _known(house: House) -> tuple[str, ...]:
    """What is kept of who somebody is."""
    if isinstance(house.way, Login):
        return texts.PRIVACY_LOGIN
    return texts.PRIVACY_PROXY if house.way else ()


def _page(title: str, sections: Sequence[Section], house: House) -> str:
    lacking = not (house.organisation and house.contact)
    notice = (
        f'<p class="lacking"><strong>{texts.NOT_FILLED_IN}</strong> {texts.NOT_FILLED_IN_HOW}</p>' if lacking else ""
    )
    body = "".join(_section(one, house) for one in sections)
    return f'<article id="verklaring"><h1>{title}</h1>{notice}{body}</article>'


def _section(section: Section, house: House) -> str:
    heading, parts = section
    return f"{f'<h2>{escape(heading)}</h2>' if heading else ''}{''.join(_part(part, house) for part in parts)}"


def _part(part: Part, house: House) -> str:
    if isinstance(part, str):
        return f"<p>{_filled(part, house)}</p>"
    return f"<ul>{''.join(f'<li>{_filled(item, house)}</li>' for item in part)}</ul>"


def _filled(words: str, house: House) -> str:
    """Escaped, with who offers the page, and with addresses as links."""
    named = {"organisation": house.organisation, "contact": house.contact}
    for name, value in named.items():
        words = words.replace(f"{{{name}}}", value or texts.NOT_FILLED_IN_HERE[name])
    pieces, at = [], 0
    for hit in _LINK.finditer(words):
        address = hit["web"] or f"mailto:{hit['mail']}"
        pieces += [
            escape(words[at : hit.start()]),
            f'<a href="{escape(address)}" rel="noreferrer">{escape(hit[0])}</a>',
        ]
        at = hit.end()
    return "".join([*pieces, escape(words[at:])])
