"""What stands around the parts of the page: header, tabs, the reader's place, footer; and pages of their own.

The tabs beside the conversation are empty at first: ui/web/tabs.js asks for their content at /deel/NAME. It does not
know what stands in a part.
"""

from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from ui import opinions, texts
from ui.access import Visitor
from ui.desk import House
from ui.dossier_html import words as dossier_words
from ui.entrance import Login
from ui.reader import frame

_SCRIPTS = (
    "login.js",
    "tabs.js",
    "chat.js",
    "asking.js",
    "dossier.js",
    "reader.js",
    "feedback.js",
    "manage.js",
)
_MAIN = "<gradio-app"
_END = "</gradio-app>"


def head(web: Path) -> str:
    """Our style sheets and scripts; the one that is no module comes before Gradio wakes."""
    sheets = "".join(f'<link rel="stylesheet" href="web/{sheet.name}">' for sheet in sorted(web.glob("*.css")))
    modules = "".join(f'<script type="module" src="web/{name}"></script>' for name in _SCRIPTS)
    return f'{sheets}<script src="web/dutch.js"></script>{modules}'


def around(house: House, page: str, visitor: Visitor) -> str:
    """Gradio's page with ours around it: the conversation is the first tab."""
    before, rest = page.split(_MAIN, 1)
    conversation, after = rest.split(_END, 1)
    first, *others = _tabs(house, visitor)
    panels = "".join(_panel(name) for name, _label in others)
    return (
        f'{before}{_header(house, visitor)}{_tablist((first, *others))}<main id="inhoud">'
        f'<div role="tabpanel" id="blad-{first[0]}" aria-labelledby="tab-{first[0]}">{_MAIN}{conversation}{_END}</div>'
        f"{panels}</main>{dossier_words()}{frame()}{opinions.form() if house.feedback else ''}"
        f"{_footer()}{after}"
    )


def whole_page(title: str, body: str, root: str = "../", status: int = 200, style: str = "") -> HTMLResponse:
    """A page of its own, with an address that one can keep; `root`: the way from there to the first page."""
    sheets = ("base", "chat", "reader", "login", "feedback")
    links = "".join(f'<link rel="stylesheet" href="{root}web/{name}.css">' for name in sheets)
    links += f"<style>{style}</style>" if style else ""
    return HTMLResponse(
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)} - {texts.NAME}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{links}</head>'
        f'<body class="pagina"><header id="kop"><p><a href="{root}">{texts.NAME}</a></p></header>'
        f'<main class="blad">{body}</main>{_footer(root)}</body></html>',
        status,
        headers={"Cache-Control": "no-store"},
    )


def part(html: str, status: int = 200) -> HTMLResponse:
    """What is shown within a tab."""
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def _tabs(house: House, visitor: Visitor) -> tuple[tuple[str, str], ...]:
    """Name and label of each tab, the conversation first."""
    manage = (("beheer", texts.TAB_MANAGE),) if visitor.manages and house.uploads else ()
    return (
        ("vragen", texts.TAB_ASK),
        ("vergelijken", texts.TAB_COMPARE),
        ("bladeren", texts.TAB_BROWSE),
        ("dossier", texts.TAB_DOSSIER),
        *manage,
    )


def _header(house: House, visitor: Visitor) -> str:
    return (
        f'<a class="skip" href="#vraag"><span class="bij-vragen">{texts.SKIP}</span>'
        f'<span class="elders">{texts.SKIP_ELSEWHERE}</span></a>'
        f'<header id="kop">{_who(house, visitor)}<h1>{texts.NAME}</h1><p class="tagline">{escape(texts.TAGLINE)}</p>'
        f'<p class="standing"><strong>{texts.NOTICE_LABEL}</strong> {escape(texts.NOTICE)}</p>'
        f'<details class="about"><summary>{texts.ABOUT}</summary><p>{escape(texts.ABOUT_HOW)}</p></details>'
        f'<p class="lost">{escape(texts.LOST)}</p></header>'
    )


def _who(house: House, visitor: Visitor) -> str:
    """Who is logged in, the way out where that was done here, and what to say when the session is over."""
    if not visitor.name:
        return ""
    who = f"<p>{texts.LOGGED_IN_AS} <strong>{escape(visitor.name)}</strong> ({visitor.role})</p>"
    link = f'<a href="./" class="opnieuw">{texts.LOGIN_AGAIN}</a>'
    over = f'<template id="sessie-over">{escape(texts.SESSION_OVER_HERE)} {link}</template>'
    clears = f'title="{texts.LOG_OUT_CLEARS}"'
    leave = f'<button type="button" class="knop" id="afmelden" {clears}>{texts.LOG_OUT_BUTTON}</button>'
    return f'<div class="wie">{who}{leave if isinstance(house.way, Login) else ""}{over}</div>'


def _tablist(tabs: tuple[tuple[str, str], ...]) -> str:
    links = "".join(
        f'<a role="tab" id="tab-{name}" href="#{name}" aria-controls="blad-{name}" '
        f'aria-selected="{"false" if i else "true"}" tabindex="{-1 if i else 0}">{label}</a>'
        for i, (name, label) in enumerate(tabs)
    )
    failed = escape(texts.PART_FAILED)
    row = f'<div id="tabs" role="tablist" aria-label="{texts.TABS}" data-failed="{failed}">{links}</div>'
    return f'<nav aria-label="{texts.TABS}">{row}</nav>'


def _panel(name: str) -> str:
    return (
        f'<div role="tabpanel" id="blad-{name}" aria-labelledby="tab-{name}" hidden>'
        f'<div class="blad" tabindex="-1"><p>{texts.LOADING}</p></div></div>'
    )


def _footer(root: str = "") -> str:
    links = ((f"{root}toegankelijkheid", texts.ACCESSIBILITY), (f"{root}privacy", texts.PRIVACY))
    items = "".join(f'<li><a href="{address}">{label}</a></li>' for address, label in links)
    return f'<footer id="voet"><ul>{items}</ul></footer>'
