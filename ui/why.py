"""The folded part under an answer that says why: how the question was read, what was found, what was left out. Pure.

Everything comes from the account that the assistant gave with its answer; nothing is worked out anew. On one line, as
all of the conversation (see ui/page.py).
"""

from collections.abc import Sequence
from html import escape

from index import Term
from ingest import Document
from qa import Account, Answer, Fate, Look, fate, used_in
from ui import texts
from ui.html import notice_of, path, quoted, read_link, tagged
from ui.listed import whose
from ui.render import Documents

_SENTENCE = 280  # characters of a sentence that are shown
_READ = 400  # characters of a question
_WORDS = 30
_PATH = 2  # headings above a passage
_EXTRACTIVE = "extractive"


def why(answer: Answer, documents: Documents) -> str:
    """A details element; for what was refused before anything was looked for one sentence."""
    label = texts.WHY if answer.claims else texts.WHY_NONE
    told = answer.account
    body = _account(told, answer, documents) if told else f"<p>{texts.WHY_NOT_SEARCHED}</p>"
    return f'<details class="why"><summary>{label}</summary><div class="grond">{body}</div></details>'


def _account(told: Account, answer: Answer, documents: Documents) -> str:
    read = told.read if len(told.read) <= _READ else told.read[:_READ] + " …"
    parts = (
        (texts.WHY_READ, f"<p>“{escape(read)}”</p>"),
        (texts.WHY_WORDS, _words(told)),
        (texts.WHY_SURE, _certainty(told, answer)),
        (texts.WHY_FOUND, _found(told, answer, documents)),
    )
    return "".join(f"<h4>{heading}</h4>{body}" for heading, body in parts if body)


def _words(told: Account) -> str:
    if not told.words:
        return f"<p>{texts.WHY_NO_WORDS}</p>"
    terms = {term.surface.casefold(): term for term in told.words}
    items = "".join(f"<li>{_word(term, told.passages)}</li>" for term in list(terms.values())[:_WORDS])
    return f'<ul class="woorden">{items}</ul><p class="hint">{texts.WHY_WORDS_HINT}</p>'


def _word(term: Term, passages: int) -> str:
    said = texts.why_word(term.meant, term.frequency, passages)
    return f"<strong>{escape(term.surface)}</strong>{escape(said)}"


def _certainty(told: Account, answer: Answer) -> str:
    """How it was chosen and how sure it is; for an abstention what was missing."""
    chosen = texts.WHY_SHAPES.get(told.shape, "") if answer.claims else ""
    written = "" if answer.writer == _EXTRACTIVE or not answer.claims else texts.WHY_WRITER
    reason = texts.WHY_CERTAIN.get(answer.reason.value, "") if answer.reason else ""
    chance = texts.why_chance(answer.chance, told.enough, bool(answer.claims))
    strange = tuple(dict.fromkeys(term.surface for term in told.words if not term.frequency))
    unknown = texts.compare_unknown(strange[:_WORDS]) if strange and answer.reason else ""
    return "".join(f"<p>{escape(line)}</p>" for line in (unknown, reason, chosen, written, chance) if line)


def _found(told: Account, answer: Answer, documents: Documents) -> str:
    items = "".join(f"<li>{_looked(look, answer, documents[look.passage.document_id])}</li>" for look in told.looks)
    return f'<p class="hint">{texts.WHY_FOUND_HINT}</p><ol class="gevonden">{items}</ol>' if items else ""


def _looked(look: Look, answer: Answer, document: Document) -> str:
    link = read_link(document.id, look.passage.start, look.passage.end, escape(whose(document)))
    ranks = tagged("p", "rang", escape(_ranks(look, answered=bool(answer.claims))))
    return (
        f'<p class="waar">{link} {notice_of(document)}</p>'
        f'{path(look.passage.heading[-_PATH:])}<p class="lot">{escape(_fate(look, answer))}</p>'
        f"{tagged('p', 'beste', marked(look.sentence, look.marks))}{ranks}"
    )


def _fate(look: Look, answer: Answer) -> str:
    its = fate(look, answer)
    if not answer.claims:
        return texts.WHY_NEAR_FATES[its.value]
    numbers = "".join(f"[{number}]" for number in used_in(look, answer))
    return f"{texts.WHY_FATES[its.value]} {numbers}".strip() if its is Fate.USED else texts.WHY_FATES[its.value]


def _ranks(look: Look, *, answered: bool) -> str:
    """Its place in both searches, where it was searched for, and how its sentence fits beside the best one."""
    searched = 0 < look.likeness < 1  # what was looked up by its number or read as a whole has no place
    lines = [texts.why_ranks(look.by_meaning, look.by_words)] if searched else []
    lines += [texts.why_fit(look.fit)] if answered and 0 < look.fit < 1 else []
    lines += [texts.why_missing(tuple(dict.fromkeys(look.missing))[:_WORDS])] if look.missing else []
    return " ".join(lines)


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """A sentence with the words of the question in it marked; a long one is cut."""
    shown, at, pieces = text[:_SENTENCE], 0, []
    for start, end in marks:
        inside = shown[start - 1 : start] == "[" or shown[end : end + 1] == "]"  # a number of the source stays whole
        if start >= at and end <= len(shown) and not inside:
            pieces += [quoted(shown[at:start]), f"<mark>{quoted(shown[start:end])}</mark>"]
            at = end
    return "".join([*pieces, quoted(shown[at:]), " …" if len(text) > len(shown) else ""])
