"""The view of the full-text search: what was found, by document, the words marked. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from index import Entry, Finding, Fit, Found
from ingest import Document, Passage
from qa import shown_marks
from ui import texts
from ui.browse_parts import (
    LONGEST_QUERY,
    SEARCH,
    TAB,
    Wish,
    actions,
    address,
    facts,
    hidden,
    kinds,
    marked,
    pages,
    picked,
    publishers,
    result,
)
from ui.html import tagged
from ui.listed import whose

EACH = 10  # documents on a page
OF_EACH = 3  # passages of one document
ALONE = 20  # passages on a page where only one document is searched
NEAR = 5  # passages that only come near
_FORMS = 8  # forms of the words that are named
_EXCERPT = 480  # characters of a passage that is shown whole
_ENOUGH = 260  # characters after which a longer one ends, at the end of a sentence
_EDGE = re.compile(r"(?:(?<=[.!?])\s+|\n)(?=\S)")

Documents = Mapping[str, Document]


def search_form(wish: Wish, entries: Sequence[Entry], title: str) -> str:
    """`title`: of the document that is searched alone."""
    field = (
        f'<label class="veld zoekveld">{texts.SEARCH_LABEL}'
        f'<input type="search" name="zoek" value="{escape(wish.zoek)}" '
        f'maxlength="{LONGEST_QUERY}" autocomplete="off" aria-describedby="zoek-uitleg"></label>'
    )
    hint = f'<p class="hint" id="zoek-uitleg">{escape(texts.SEARCH_HINT)}</p>'
    if title:
        away = address(Wish(weergave=SEARCH, zoek=wish.zoek))
        words = escape(texts.within_document(title))
        filters = f'<p class="binnen">{words} <a href="{away}">{texts.ALL_DOCUMENTS}</a></p>'
    else:
        filters = picked("uitgever", texts.PUBLISHER, publishers(entries), wish.uitgever) + picked(
            "soort", texts.KIND, kinds(entries), wish.soort
        )
    button = f'<p class="knoppen"><button class="knop eerste">{texts.SEARCH_BUTTON}</button></p>'
    kept = hidden(weergave=SEARCH, document=wish.document)
    return f'<form class="deel kiezer zoeker" name="{TAB}" role="search">{kept}{field}{filters}{button}{hint}</form>'


def found_words(wish: Wish, finding: Finding, documents: Documents) -> str:
    """The passages that hold the words, or why there are none and what comes near."""
    taken = "".join(f'<p class="melding">{escape(texts.taken_for(*pair))}</p>' for pair in finding.meant)
    if finding.fit is Fit.ALL:
        return taken + _all(wish, finding, documents)
    lacking = tagged("p", "melding", escape(texts.words_unknown(finding.unknown)) if finding.unknown else "")
    if finding.common:
        return result(escape(texts.words_too_common(wish.zoek)))
    said = result(escape(texts.words_not_found(wish.zoek)))
    if finding.fit is Fit.NONE:
        return said + lacking
    items = "".join(_hit(one, documents) for one in finding.found[:NEAR])
    near = f'<h2>{texts.NEAR_HEADING}</h2><p class="hint">{texts.NEAR_SOME}</p><ul class="plaatsen">{items}</ul>'
    return said + lacking + taken + near


def near_words(passages: Sequence[Passage], documents: Documents) -> str:
    """Passages that are near in meaning, where nothing holds the words."""
    items = "".join(_hit(Found(passage, ()), documents) for passage in passages)
    hint = f'<p class="hint">{texts.NEAR_MEANING}</p>'
    return f'<h2>{texts.NEAR_HEADING}</h2>{hint}<ul class="plaatsen">{items}</ul>' if items else ""


def _all(wish: Wish, finding: Finding, documents: Documents) -> str:
    groups: dict[str, list[Found]] = {}
    for one in finding.found:
        groups.setdefault(one.passage.document_id, []).append(one)
    words = texts.words_found(wish.zoek, finding.total, len(groups), more=finding.cut)
    head = result(escape(words)) + _forms(finding, documents)
    if wish.document:
        return head + _alone(wish, finding.found, documents)
    last = -(-len(groups) // EACH)
    first = (min(wish.page, last) - 1) * EACH
    shown = list(groups.items())[first : first + EACH]
    return head + "".join(_group(wish, documents[id], own) for id, own in shown) + pages(wish, last)


def _forms(finding: Finding, documents: Documents) -> str:
    """The forms in which the words stand there: whoever searched sees what was taken for them."""
    forms: Counter[str] = Counter()
    for one in finding.found:
        text = documents[one.passage.document_id].text
        forms.update(text[start:end].lower() for start, end in one.places)
    named = ", ".join(f"{form} ({texts.number(count)})" for form, count in forms.most_common(_FORMS))
    more = " …" if len(forms) > _FORMS else ""
    return tagged("p", "vormen", f"{texts.FOUND_AS} {escape(named)}{more}" if named else "")


def _group(wish: Wish, document: Document, found: Sequence[Found]) -> str:
    items = "".join(_passage(one, document) for one in sorted(found[:OF_EACH], key=lambda one: one.passage.start))
    more = ""
    if len(found) > OF_EACH:
        link = address(Wish(weergave=SEARCH, zoek=wish.zoek, document=document.id))
        more = f'<p><a class="meer" href="{link}">{escape(texts.all_in_document(len(found)))}</a></p>'
    return f'<section class="groep">{_head(document)}<ul class="plaatsen">{items}</ul>{more}</section>'


def _head(document: Document) -> str:
    title = tagged("p", "title", escape(shown_marks(document.title)) if document.publisher else "")
    return f"<h2>{escape(whose(document))}</h2>{title}{facts(document)}"


def _alone(wish: Wish, found: Sequence[Found], documents: Documents) -> str:
    last = -(-len(found) // ALONE)
    first = (min(wish.page, last) - 1) * ALONE
    every = sorted(found, key=lambda one: one.passage.start)[first : first + ALONE]
    document = documents[every[0].passage.document_id]
    items = "".join(_passage(one, document) for one in every)
    return f'<section class="groep">{_head(document)}<ul class="plaatsen">{items}</ul></section>{pages(wish, last)}'


def _hit(one: Found, documents: Documents) -> str:
    document = documents[one.passage.document_id]
    title = f'<p class="publisher">{escape(whose(document))}</p>{facts(document)}'
    return _passage(one, document, title)


def _passage(one: Found, document: Document, above: str = "") -> str:
    passage = one.passage
    start, end = _excerpt(one, document)
    text = ("… " if start > passage.start else "") + marked(document.text[start:end], start, one.places)
    text += " …" if end < passage.end else ""
    silent = not one.places and not one.above
    note = tagged("p", "hint", texts.FOUND_IN_TITLE if silent and not above else "")
    return f"<li>{above}{_path(one)}<blockquote>{text}</blockquote>{note}{actions(document, start, end)}</li>"


def _path(one: Found) -> str:
    """The headings above, the words marked that stand in the last one."""
    if not one.passage.heading:
        return ""
    *before, last = one.passage.heading
    spans = "".join(f"<span>{escape(shown_marks(part))}</span>" for part in before)
    return f'<p class="path">{spans}<span>{marked(last, 0, one.above)}</span></p>'


def _excerpt(one: Found, document: Document) -> tuple[int, int]:
    """The whole passage where it is short, else whole sentences from the first word that was found."""
    first, last = one.passage.start, one.passage.end
    if last - first <= _EXCERPT:
        return first, last
    at = one.places[0][0] if one.places else first
    edges = [first, *(edge.end() for edge in _EDGE.finditer(document.text, first, last)), last]
    start = max(edge for edge in edges if edge <= at)
    end = next((edge for edge in edges if edge >= min(last, start + _ENOUGH)), last)
    return start, start + len(document.text[start:end].rstrip())
