"""The dossier as HTML: the tab around it, and each piece with its buttons. Pure; every word is escaped.

It does not know what a browser keeps: ui/web/dossier.js does that, with the words that stand here.
"""

from collections.abc import Sequence
from html import escape

from qa import shown_marks
from ui import texts
from ui.dossier import Broken, Dossier, Heading, Part, Quote, Reply, Said, Text
from ui.dossier_given import LONGEST_NOTE, LONGEST_TITLE
from ui.html import bold, inline, quoted, tagged
from ui.render import Source, capital, claim_runs, grouped, one_line, reference

_CALLED = 60  # characters that tell a piece from the others


def words() -> str:
    """What the script says, wherever something is kept."""
    data = "".join(f' data-{name}="{escape(sentence)}"' for name, sentence in texts.DOSSIER_WORDS.items())
    return f'<div id="dossier-woorden" hidden{data}></div>'


def tab() -> str:
    """The tab with room for the pieces."""
    takes = "".join(
        f'<button type="button" class="knop{"" if i else " eerste"}" data-dossier="uitvoer" '
        f'data-address="dossier/{kind}">{label}</button>'
        for i, (kind, label) in enumerate(texts.DOSSIER_AS)
    )
    return (
        f'<h2 tabindex="-1">{texts.DOSSIER_HEADING}</h2><p class="inleiding">{texts.DOSSIER_INTRO}</p>'
        f'<label class="veld als-vol" hidden>{texts.DOSSIER_TITLE}'
        f'<input id="dossier-titel" maxlength="{LONGEST_TITLE}" autocomplete="off"></label>'
        f'<p class="als-leeg" hidden>{texts.DOSSIER_EMPTY}</p><div class="lijst"></div>'
        f'<p class="teruggave rij" hidden>{texts.REMOVED_BAR} {_button("zetterug", texts.PUT_BACK)}</p>'
        f'<div class="rij">{_button("tekst", texts.ADD_TEXT)}{_button("kop", texts.ADD_HEADING)}</div>'
        f'<section class="als-vol" aria-labelledby="dossier-mee" hidden><h3 id="dossier-mee">{texts.DOSSIER_TAKE}</h3>'
        f'<div class="rij">{takes}</div><p class="stand"></p></section>'
        f"{_keeping()}{_wiping()}"
    )


def _keeping() -> str:
    return (
        f'<p><label class="keuze"><input type="checkbox" id="dossier-blijft" aria-describedby="dossier-uitleg">'
        f'{texts.DOSSIER_STAYS}</label></p><p id="dossier-uitleg" class="verwijzing">{texts.DOSSIER_STAYS_HINT}</p>'
        f'<div class="rij als-vol" hidden>{_button("wis", texts.WIPE)}</div>'
    )


def _wiping() -> str:
    buttons = _button("wisniet", texts.WIPE_NO) + _button("wisalles", texts.WIPE_YES)
    return (
        f'<dialog id="dossier-wissen" aria-labelledby="dossier-zeker"><p id="dossier-zeker">{texts.WIPE_SURE}</p>'
        f'<div class="rij">{buttons}</div></dialog>'
    )


def _button(action: str, label: str, more: str = "") -> str:
    return f'<button type="button" class="knop" data-dossier="{action}">{label}{more}</button>'


def pieces(dossier: Dossier) -> str:
    """The list of what was collected, in order."""
    return f'<ol class="stukken">{"".join(map(_piece, dossier.parts))}</ol>'


def _piece(part: Part) -> str:
    css = ' class="kop"' if isinstance(part, Heading) else ""
    kind, called = _called(part)
    more = f'<span class="sr">: {kind} {escape(_shortened(called))}</span>'
    buttons = (("omhoog", texts.MOVE_UP), ("omlaag", texts.MOVE_DOWN), ("verwijder", texts.REMOVE))
    actions = "".join(
        f'<button type="button" data-dossier="{action}">{label}{more}</button>' for action, label in buttons
    )
    return f'<li{css}>{_body(part)}<div class="actions">{actions}</div></li>'


def _called(part: Part) -> tuple[str, str]:
    """What a piece is, and how one would tell it from the others."""
    match part:
        case Quote():
            return texts.ITEM_QUOTE, one_line(part.source.quote) if part.source else part.label
        case Reply():
            return texts.ITEM_ANSWER, one_line(part.question)
        case Heading():
            return texts.ITEM_HEADING, part.text
        case Text():
            return texts.ITEM_TEXT, one_line(part.text)
        case Broken():
            return texts.ITEM_BROKEN, ""


def _shortened(text: str) -> str:
    return text if len(text) <= _CALLED else text[:_CALLED] + "…"


def _body(part: Part) -> str:
    kind = f'<p class="soort">{_called(part)[0]}</p>'
    match part:
        case Quote():
            return kind + _quote(part) + _note(part.note)
        case Reply():
            return kind + _reply(part) + _note(part.note)
        case Text():
            return _area("text", texts.ITEM_TEXT, part.text)
        case Heading():
            return _line(part.text)
        case Broken():
            return f'{kind}<p class="waarschuwing">{texts.BROKEN_ITEM}</p>'


def _area(field: str, label: str, text: str) -> str:
    return (
        f'<label class="veld">{label}'
        f'<textarea data-stuk="{field}" rows="3" maxlength="{LONGEST_NOTE}">\n{escape(text)}</textarea></label>'
    )


def _line(text: str) -> str:
    value = f'value="{escape(text)}" maxlength="{LONGEST_TITLE}" autocomplete="off"'
    return f'<label class="veld">{texts.ITEM_HEADING}<input data-stuk="text" {value}></label>'


def _note(note: str) -> str:
    """Folded while there is none: most pieces need none."""
    opened = " open" if note else ""
    return f"<details{opened}><summary>{texts.ADD_NOTE}</summary>{_area('note', texts.ITEM_NOTE, note)}</details>"


def _quote(part: Quote) -> str:
    if part.source is None:
        kept = f"{texts.KEPT_AS} {escape(part.label)}" if part.label else ""
        return f'<p class="waarschuwing">{texts.GONE_QUOTE}</p>{tagged("p", "verwijzing", kept)}'
    source = part.source
    return f"{_voice(source)}<blockquote>{quoted(source.quote)}</blockquote>{_reference(source)}{_notice(source)}"


def _voice(source: Source) -> str:
    return tagged("p", "spreker", source.voice and f"{escape(source.voice)}:")


def _reference(source: Source) -> str:
    return f'<p class="verwijzing">[{source.number}] {escape(reference(source))}</p>'


def _notice(source: Source) -> str:
    return tagged("p", "badge", escape(source.document.notice))


def _reply(part: Reply) -> str:
    frame = "" if part.checked else f'<p class="waarschuwing">{texts.UNCHECKED}</p>'
    limited = texts.DOSSIER_LIMITED if part.limited else ""
    body = tagged("p", "verwijzing", limited) + tagged("p", "opening", bold(part.message)) + frame
    for group, said in grouped(part.said):
        body += f"<h4>{escape(group)}</h4>" if group else ""
        for item, run in claim_runs(said):
            body += _run(item, run)
    sources = {source.number: source for one in part.said for source in one.sources}.values()
    rows = "".join(f"<li>[{source.number}] {escape(reference(source))}</li>" for source in sources)
    closing = tagged("p", "closing", bold(part.closing))
    return f'<h3>{inline(capital(part.question))}</h3>{body}{closing}<ul class="bronnenlijst">{rows}</ul>'


def _run(item: bool, said: Sequence[Said]) -> str:
    sentences = [_sentence(one) for one in said]
    return f"<ul>{''.join(f'<li>{s}</li>' for s in sentences)}</ul>" if item else f"<p>{' '.join(sentences)}</p>"


def _sentence(one: Said) -> str:
    numbers = "".join(f"[{source.number}]" for source in one.sources)
    doubt = texts.GONE_SOURCE if one.lost else f"{texts.UNCHECKED}: {texts.UNCHECKED_HINT}"
    mark = "" if one.checked else f' <span class="badge">{doubt}</span>'
    notices = dict.fromkeys(source.document.notice for source in one.sources if source.document.notice)
    badges = "".join(f' <span class="badge">{escape(notice)}</span>' for notice in notices)
    return f"{bold(shown_marks(one.sentence))} {numbers}{badges}{mark}"
