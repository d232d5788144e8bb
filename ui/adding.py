"""`bronwijzer eval add`: leads an evaluator through a new gold question, step by step.

Each step gives the question with one thing more; "terug" goes a step back, "stop" leaves a draft. It does not know
what makes a question sound (eval), nor how a document is searched (index).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from eval import (
    TYPES,
    Evidence,
    GoldQuestion,
    Placed,
    check_new,
    drawn_split,
    figures_in,
    gold_line,
    read_question,
    spellings,
)
from qa import personal_data
from ui import texts_eval as texts
from ui.flaws import listed

if TYPE_CHECKING:
    from index import Index
    from ingest import Document, Passage, Sentence

_LONGEST = 2_000  # characters of one answer
_PASSAGES = 5  # shown of a search
UNANSWERABLE, FOLLOW_UP = "onbeantwoordbaar", "vervolg"


class Back(Exception):
    """One step back."""


class Stop(Exception):
    """Enough for now."""


@dataclass(frozen=True, slots=True)
class Talk:
    """How it asks and tells; `hear` raises EOFError where nobody answers any more."""

    hear: Callable[[str], str]
    tell: Callable[[str], None]

    def ask(self, sentence: str) -> str:
        """What was typed, white space folded; raises Back and Stop."""
        try:
            typed = " ".join(self.hear(f"{sentence} ")[:_LONGEST].split())
        except EOFError:
            raise Stop from None
        except UnicodeDecodeError:
            typed = ""
        if typed.lower() in texts.ADD_BACK:
            raise Back
        if typed.lower() in texts.ADD_STOP:
            raise Stop
        return typed

    def agrees(self, sentence: str) -> bool:
        """Yes or no, asked until it is one of both."""
        while (typed := self.ask(f"{sentence} {texts.ADD_YES_NO}").lower()) not in texts.YES + texts.NO:
            self.tell(texts.ADD_TYPE_YES_NO)
        return typed in texts.YES

    def choose(self, sentence: str, most: int) -> int:
        """A number from 1 to `most`; 0 for Enter."""
        while typed := self.ask(sentence):
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= most:
                return int(typed)
            self.tell(texts.add_number(most))
        return 0


@dataclass(frozen=True, slots=True)
class Around:
    """What a new question is made and checked with."""

    index: "Index"
    gold: Sequence[Placed]


Step = Callable[[GoldQuestion, Talk, Around], GoldQuestion]
EMPTY = GoldQuestion("", "", (), "", True, (), (), (), "")


def lead(talk: Talk, around: Around, draft: Path) -> GoldQuestion:
    """The new question, checked and agreed upon; raises Stop, and then the draft holds what there was."""
    question, at = _taken_up(talk, draft)
    while at < len(STEPS):
        try:
            question, at = STEPS[at](question, talk, around), at + 1
        except Back:
            at = max(0, at - 1)
            while at and not _applies(STEPS[at], question):
                at -= 1
        keep_draft(draft, question, at)
    return question


def keep_draft(draft: Path, question: GoldQuestion, at: int) -> None:
    """In one step, for its owner alone."""
    draft.parent.mkdir(parents=True, exist_ok=True)
    aside = draft.with_suffix(".new")
    aside.touch(mode=0o600)
    aside.write_text(json.dumps({"step": at, "line": gold_line(question)}, ensure_ascii=False), encoding="utf-8")
    aside.replace(draft)


def _taken_up(talk: Talk, draft: Path) -> tuple[GoldQuestion, int]:
    """What an earlier go left, if it is wanted."""
    try:
        left = json.loads(draft.read_text(encoding="utf-8"))
        question, at = read_question(left["line"]), int(left["step"])
    except (OSError, ValueError, KeyError, TypeError):
        return EMPTY, 0
    if not question.question or not talk.agrees(texts.add_draft(question.question)):
        return EMPTY, 0
    return question, min(max(at, 0), len(STEPS) - 1)


def _applies(step: Step, question: GoldQuestion) -> bool:
    if step is _history:
        return question.type == FOLLOW_UP
    only = {_type: True, _evidence: True, _key_facts: True, _near_miss: False}
    return step not in only or only[step] is question.answerable


def _question(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    return replace(question, question=_words(talk, texts.ADD_QUESTION, question.question))


def _words(talk: Talk, sentence: str, before: str = "") -> str:
    """Words without personal data; Enter keeps what was there."""
    while True:
        typed = talk.ask(texts.add_kept(sentence, before)) or before
        if kinds := personal_data(typed):
            talk.tell(texts.add_personal(kinds))
        elif typed:
            return typed
        else:
            talk.tell(texts.ADD_NOT_EMPTY)


def _answerable(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    if talk.agrees(texts.ADD_ANSWERABLE):
        type = "" if question.type == UNANSWERABLE else question.type
        return replace(question, answerable=True, type=type, near_miss=False)
    return replace(
        question, answerable=False, type=UNANSWERABLE, key_facts=(), evidence=(), history=()
    )  # a follow-up has a type of its own


def _type(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    if not question.answerable:
        return question
    types = [one for one in TYPES if one in texts.ADD_TYPES]
    talk.tell("\n".join(f"  {n}. {one}: {texts.ADD_TYPES[one]}" for n, one in enumerate(types, 1)))
    while not (number := talk.choose(texts.add_kept(texts.ADD_TYPE, question.type), len(types))):
        if question.type:
            return question
    chosen = types[number - 1]
    return replace(question, type=chosen, history=question.history if chosen == FOLLOW_UP else ())


def _near_miss(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    return question if question.answerable else replace(question, near_miss=talk.agrees(texts.ADD_NEAR_MISS))


def _history(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    """The conversation before a follow-up, turn by turn."""
    if question.type != FOLLOW_UP:
        return question
    if question.history and not talk.ask(texts.add_kept(texts.ADD_HISTORY_KEEP, question.history[0][1])):
        return question
    turns = [("user", _words(talk, texts.ADD_HISTORY_USER)), ("assistant", _words(talk, texts.ADD_HISTORY_ANSWER))]
    while talk.agrees(texts.ADD_HISTORY_MORE):
        turns += [("user", _words(talk, texts.ADD_HISTORY_USER)), ("assistant", _words(talk, texts.ADD_HISTORY_ANSWER))]
    return replace(question, history=tuple(turns))


def _evidence(question: GoldQuestion, talk: Talk, around: Around) -> GoldQuestion:
    """One quote after the other: search, choose a passage, choose sentences or type a part."""
    if not question.answerable:
        return question
    found = list(question.evidence)
    while True:
        for one in found:
            talk.tell(texts.add_evidence(one.document, one.quote, alternative=one.alternative))
        typed = talk.ask(texts.ADD_SEARCH_MORE if found else texts.ADD_SEARCH)
        if not typed and found:
            return replace(question, evidence=tuple(found))
        if typed.lower() in texts.ADD_DROP and found:
            found.pop()
        elif typed and (chosen := _chosen(typed, talk, around.index)):
            alternative = bool(found) and talk.agrees(texts.ADD_ALTERNATIVE)
            found.append(replace(chosen, alternative=alternative))


def _chosen(typed: str, talk: Talk, index: "Index") -> Evidence | None:
    passages = [found.passage for found in index.find_words(typed, _PASSAGES).found]
    if not passages:
        talk.tell(texts.ADD_NOTHING_FOUND)
        return None
    documents = index.documents
    for number, passage in enumerate(passages, 1):
        heading = " > ".join([documents[passage.document_id].source, *passage.heading])
        talk.tell(f"\n  {number}. [{heading}]\n     {' '.join(passage.text.split())}")
    if not (number := talk.choose(texts.ADD_PASSAGE, len(passages))):
        return None
    passage = passages[number - 1]
    return _quoted(passage, documents[passage.document_id], index.sentences(passage), talk)


def _quoted(passage: "Passage", document: "Document", sentences: "Sequence[Sentence]", talk: Talk) -> Evidence | None:
    """The shortest stretch that settles the question: sentences by number, or a part that was typed."""
    for number, sentence in enumerate(sentences, 1):
        talk.tell(f"  {number}. {' '.join(sentence.text.split())}")
    while typed := talk.ask(texts.ADD_SENTENCE):
        if quote := _stretch(typed, document, sentences) or _part(typed, passage):
            return Evidence(document.source, quote)
        talk.tell(texts.ADD_NOT_VERBATIM)
    return None


def _stretch(typed: str, document: "Document", sentences: "Sequence[Sentence]") -> str:
    """ "2", or "2-4": from the begin of one sentence to the end of the other."""
    first, _, last = typed.replace(" ", "").partition("-")
    numbers = [first, last or first]
    if not all(one.isascii() and one.isdigit() and 1 <= int(one[:6]) <= len(sentences) for one in numbers):
        return ""
    chosen = sentences[int(first) - 1 : int(last or first)]
    return " ".join(document.text[chosen[0].start : chosen[-1].end].split()) if chosen else ""


def _part(typed: str, passage: "Passage") -> str:
    """What was typed, as the passage writes it; "" where it does not stand there word for word."""
    text = " ".join(passage.text.split())
    wanted = typed.strip("“”\"' ")
    at = text.lower().find(wanted.lower()) if len(text) == len(text.lower()) and wanted else text.find(wanted)
    return text[at : at + len(wanted)] if at >= 0 and len(wanted.split()) > 1 else ""


def _key_facts(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    """Group after group; each typed fact with its other spellings."""
    if not question.answerable:
        return question
    groups = list(question.key_facts)
    if proposed := figures_in(" ".join(one.quote for one in question.evidence)):
        talk.tell(texts.add_proposed(proposed))
    while True:
        for group in groups:
            talk.tell(f"  - {' | '.join(group)}")
        typed = talk.ask(texts.ADD_FACT_MORE if groups else texts.ADD_FACT)
        if not typed and groups:
            return replace(question, key_facts=tuple(groups))
        if typed.lower() in texts.ADD_DROP and groups:
            groups.pop()
        elif group := _spelt(typed):
            groups.append(group)


def _spelt(typed: str) -> tuple[str, ...]:
    """The strings between bars, each with its other spellings."""
    return tuple(dict.fromkeys(form for one in typed.split("|") for form in spellings(one)))


def _forbidden(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    typed = talk.ask(texts.add_kept(texts.ADD_FORBIDDEN, " | ".join(question.forbidden)))
    if typed == "-" or not typed:
        return replace(question, forbidden=()) if typed else question
    return replace(question, forbidden=tuple(part.strip() for part in typed.split("|") if part.strip()))


def _reference(question: GoldQuestion, talk: Talk, _around: Around) -> GoldQuestion:
    sentence = texts.ADD_REFERENCE if question.answerable else texts.ADD_REFERENCE_NONE
    return replace(question, reference_answer=_words(talk, sentence, question.reference_answer))


def _checked(question: GoldQuestion, talk: Talk, around: Around) -> GoldQuestion:
    """Draws the split, shows what is wrong, and asks whether it is good so."""
    whole = replace(question, id=_id(question), split=drawn_split(question))
    flaws = check_new(whole, around.gold, around.index.documents)
    talk.tell("\n" + json.dumps(gold_line(whole), ensure_ascii=False, indent=1))
    if flaws:
        talk.tell(f"\n{listed(flaws)}")
    if any(not flaw.warning for flaw in flaws):
        talk.ask(texts.ADD_MEND)
        raise Back
    if not talk.agrees(texts.ADD_SAVE):
        raise Back
    return whole


def _id(question: GoldQuestion) -> str:
    """Of its words: two evaluators who never met do not choose the same."""
    said = json.dumps([question.question, question.history], ensure_ascii=False)
    return f"eigen-{sha256(said.encode()).hexdigest()[:8]}"


STEPS: tuple[Step, ...] = (
    _question, _answerable, _type, _near_miss, _history, _evidence, _key_facts, _forbidden, _reference, _checked,
)  # fmt: skip


def add_line(question: GoldQuestion, file: Path) -> None:
    """Behind what stands there, on a line of its own; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_bytes() if file.exists() else b""
    with file.open("a", encoding="utf-8", newline="\n") as opened:
        opened.write("\n" if before and not before.endswith(b"\n") else "")
        opened.write(json.dumps(gold_line(question), ensure_ascii=False) + "\n")
