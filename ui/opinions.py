"""Asking what somebody thinks of an answer, and counting what was said. Pure.

It does not know the server, nor where an opinion is kept. What ui/web/feedback.js needs stands in elements of class
"off" (in the conversation, where no other attributes pass) or in the form.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape

from eval import REASONS, Opinion
from qa import Answer, Reason, number_citations
from ui import texts

LONGEST_QUESTION = 2_000  # characters: what is longer is no gold
LONGEST_WORDS = 1_000  # characters of an explanation
MOST_CITED = 80  # places of one answer
_NO_ANSWER_AT_ALL = (Reason.EMPTY, Reason.TOO_LONG, Reason.SMALL_TALK)  # nothing to judge


def asking(number: int, answer: Answer) -> str:
    """Two buttons under an answer, and what stands there afterwards; on one line."""
    if answer.reason in _NO_ANSWER_AT_ALL:
        return ""
    of = f'<span class="sr">{texts.OPINION_OF.format(number)} </span>'
    buttons = "".join(
        f'<button type="button" class="{kind}">{of}{label}</button>'
        for kind, label in (("good", texts.OPINION_GOOD), ("bad", texts.OPINION_BAD))
    )
    more = f'<button type="button" class="more">{texts.OPINION_MORE}</button>' if _may_keep(answer) else ""
    thanks = f'<span class="thanks" tabindex="-1">{texts.OPINION_THANKS}</span>'
    asked = texts.OPINION_ASKED_SILENT if answer.reason else texts.OPINION_ASKED
    return (
        f'<div class="actions opinion"><span class="ask-first">{asked}</span>{buttons}{thanks}{more}'
        f'<span class="off about">{escape(_about(answer))}</span></div>'
    )


def form() -> str:
    """The dialog that opens behind "Niet goed"."""
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{reason}"> {texts.OPINION_REASONS[reason]}</label>'
        for reason in REASONS
    )
    return (
        f'<dialog id="oordeel" aria-labelledby="oordeel-kop" data-failed="{escape(texts.OPINION_FAILED)}">'
        f'<form><h2 id="oordeel-kop" tabindex="-1"><span class="for-bad">{texts.OPINION_WHAT_BAD}</span>'
        f'<span class="for-good">{texts.OPINION_WHAT_GOOD}</span></h2>'
        f'<fieldset class="keuzes for-bad"><legend>{texts.OPINION_REASON}</legend>{reasons}</fieldset>'
        f'<p class="kept-never">{escape(texts.OPINION_NEVER)}</p>'
        f'<label class="vink"><input type="checkbox" name="keep"> <span>{escape(texts.OPINION_KEEP)}</span></label>'
        f'<div class="uitleg"><label class="veld" for="oordeel-uitleg">{texts.OPINION_WORDS}</label>'
        f'<div class="veld"><textarea id="oordeel-uitleg" name="words" rows="3" maxlength="{LONGEST_WORDS}" '
        f'aria-describedby="oordeel-let-op" autocomplete="off"></textarea></div>'
        f'<p id="oordeel-let-op" class="hint">{escape(texts.OPINION_WORDS_HINT)}</p></div>'
        f'<p class="hint">{escape(texts.OPINION_KEPT)} <a href="privacy" target="_blank" rel="noopener">'
        f"{texts.OPINION_PRIVACY}</a></p>"
        f'<p class="fault" role="alert"></p>'
        f'<p class="buttons"><button class="knop eerste">{texts.OPINION_SEND}</button>'
        f'<button type="button" class="knop cancel">{texts.OPINION_CANCEL}</button></p></form></dialog>'
    )


def overview(opinions: Sequence[Opinion]) -> str:
    """How often each was said, by reason and by week, the newest week first."""
    given = [opinion for opinion in opinions if not opinion.adds]
    if not given:
        return texts.NO_OPINIONS
    good = sum(opinion.good for opinion in given)
    reasons = Counter(opinion.reason for opinion in given if not opinion.good)
    weeks = Counter((_week(opinion.day), opinion.good) for opinion in given)
    lines = [texts.opinions_counted(len(given), good), ""]
    lines += [f"{count:6}  {reason or texts.NO_REASON}" for reason, count in reasons.most_common()]
    lines += ["", texts.OPINION_WEEKS]
    names = sorted({week for week, _good in weeks}, reverse=True)
    return "\n".join(lines + [f"{week:10} {weeks[week, True]:6} {weeks[week, False]:10}" for week in names])


def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return texts.week(year, week)


def _may_keep(answer: Answer) -> bool:
    """A question with personal data is never offered to be kept."""
    return answer.reason is not Reason.PERSONAL_DATA


def _about(answer: Answer) -> str:
    """What the browser sends back; the question only when its user says so."""
    cited = [
        {"document": one.document_id, "passage": one.passage_id, "start": one.start, "end": one.end}
        for one in number_citations(answer)[:MOST_CITED]
    ]
    question = " ".join((answer.standalone or answer.question).split())
    offered = _may_keep(answer) and len(question) <= LONGEST_QUESTION
    said = {"writer": answer.writer, "abstained": answer.reason is not None, "cited": cited}
    return json.dumps(said | {"question": question if offered else ""})
