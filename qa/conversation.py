"""Makes a follow-up question stand alone, without a language model: ellipsis, pronouns, "waarom?", "geef er nog".

It does not know the documents' content, only what they are called.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa import patterns, phrases, rewrite
from qa.catalogue import Catalogue
from qa.personal import without
from qa.plain import legible, plain
from qa.pointing import points_back, things
from qa.question import Question, Shape, understand, without_publishers
from qa.screen import LONGEST, genuine, orders
from qa.smalltalk import reply

TURNS = 20  # the last ones of a conversation; what was said before those is not leaned on
LONGEST_ANSWER = 4_000  # characters of an answer that is leaned on


@dataclass(frozen=True, slots=True)
class Turn:
    role: str  # "user" or "assistant"
    content: str


def recent(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """What may be leaned on: the last turns, none longer than a question or an answer of ours can be.

    Personal data and orders are left out: neither may come back with a follow-up.
    """
    return tuple(Turn(turn.role, _usable(turn)) for turn in history[-TURNS:])


def _usable(turn: Turn) -> str:
    content = without(legible(turn.content[: LONGEST if turn.role == "user" else LONGEST_ANSWER]))
    asked = genuine(content) if turn.role == "user" else content
    return "" if turn.role == "user" and (orders(asked) or reply(asked)) else asked


def stand_alone(text: str, history: Sequence[Turn], catalogue: Catalogue) -> Question:
    """The question as it would be asked by someone who walks in now."""
    text = patterns.ANEW.sub("", text) if (anew := patterns.ANEW.match(text.strip())) else text
    text = _in_full(text, catalogue) if history else text
    asked = understand(text, catalogue)
    if anew or _of_something_new(text, history):
        return asked
    earlier = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
    if not earlier:
        return _of_everybody(text, asked, catalogue)
    if not _leans_back(text, asked, history, catalogue):
        return asked
    before = stand_alone(earlier[-1], _turns_before(history, earlier[-1]), catalogue)
    answer = _last_answer(history)
    if others := _of_the_others(text, before, catalogue):
        return replace(others, own=text, answered=answer)
    if asks_for_more(text):
        return _continued(text, before, answer)
    if new := _of_a_stranger(text, asked, before, catalogue):
        return replace(understand(new, catalogue), own=text, answered=answer)
    if whole := _written_out(text, asked, before, catalogue):
        whole = _spoken_by(whole, asked.named or before.voices, catalogue)
        beside = f"{before.text} {answer}".strip() if _same_theme(whole, before) and not asked.named else ""
        return replace(whole, own=text, answered=answer, earlier=beside)
    return _merged(asked, before, answer, catalogue)


def _of_everybody(text: str, asked: Question, catalogue: Catalogue) -> Question:
    """'Wat zeggen ze over wonen?' where nobody was named yet: all who speak in the documents."""
    they = re.fullmatch(
        r"(?:en )?wat (?:zeggen|vinden) (?:ze|zij) (?:er )?(?:over|van|rond) (?P<theme>.+?)\W*", plain(text)
    )
    if they is None or asked.named:
        return asked
    whole = phrases.SAY_ABOUT.format(speaker=phrases.ALL_SPEAKERS, theme=they["theme"])
    return replace(understand(whole, catalogue), own=text)


def _in_full(text: str, catalogue: Catalogue) -> str:
    """'En het departement?' as 'En het Departement X?' where only one publisher is a departement."""
    short = re.fullmatch(
        r"(?P<front>(?:en|maar|ook|en wat (?:zegt|vindt|wil)) )(?:de|het) (?P<head>[a-z]{5,})\W*", plain(text)
    )
    if short is None or catalogue.named(plain(text)):
        return text
    meant = {
        p.name: p.speaker
        for p in catalogue.publishers.values()
        if any(c.startswith(f"{short['head']} ") for c in p.called)
    }
    return f"{short['front']}{next(iter(meant.values()))}?" if len(meant) == 1 else text


def asks_for_more(text: str) -> bool:
    """'Geef er nog', 'nog voorbeelden?', 'meer details': nothing but the wish to hear more of the same."""
    words = set(re.findall(r"[\w']+", plain(text)))
    return bool(words & patterns.MORE) and words <= patterns.MORE | patterns.AROUND_MORE


def _leans_back(text: str, asked: Question, history: Sequence[Turn], catalogue: Catalogue) -> bool:
    """Does it need the question before? Not where it has a subject of its own and points at nothing."""
    own = _own_words(asked.topic)
    if asks_for_more(text) or (asked.named and not _besides(asked, catalogue)):
        return True
    if points_back(text):
        return not (asked.named and len(own) > 2 * patterns.BARE)
    if not re.match(patterns.GOES_ON, plain(text)):
        bare = len(own) < patterns.BARE and not asked.named
        return bare and not _new_things(text, history)
    theme = re.search(patterns.OWN_THEME, plain(text)) is not None
    defined = asked.shape is Shape.DEFINITION and (_heavy(own) or asked.abbreviations)
    return not (defined or (theme and (asked.named or len(_heavy(own)) >= patterns.BARE)))


def _new_things(text: str, history: Sequence[Turn]) -> list[str]:
    """What a question speaks of that nobody spoke of before."""
    said = " ".join(plain(turn.content) for turn in history)
    abbreviations = [plain(word) for word in re.findall(r"\b[A-Z]{2,}\b", text)]
    long = [word for word in things(plain(text)) if len(word) > 4]
    return [word for word in (*abbreviations, *long) if word not in said]


def _of_something_new(text: str, history: Sequence[Turn]) -> bool:
    """'Wat kost een schoolmaaltijd?': short, but about a thing that was not spoken of."""
    found = re.fullmatch(patterns.NEW_NOUN, plain(text))
    noun = (found["one"] or found["thing"]) if found else ""
    if not noun or re.fullmatch(patterns.NO_NOUN, noun):
        return False
    return not any(noun in plain(turn.content) for turn in history)


def _own_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w'-]+", plain(text)) if word not in patterns.EMPTY_WORDS]


def _besides(asked: Question, catalogue: Catalogue) -> list[str]:
    """What a question says besides names of publishers and words that only ask for their opinion."""
    bare = plain(asked.text)
    for name in asked.named:
        bare = re.sub(catalogue.publishers[name].pattern, " ", bare)
    return _own_words(re.sub(rf"{patterns.SCAFFOLD}|\b{patterns.OPINION}\b|\bdaar(?:van|over)\b", " ", bare))


def _heavy(words: Sequence[str]) -> list[str]:
    """Those that could be a theme: long, and no verb that any question has."""
    light = patterns.LIGHT | set(patterns.VERBS.split())
    return [word for word in words if len(word) > 4 and word not in light]


def _only_another_publisher(asked: Question, catalogue: Catalogue) -> bool:
    """'En het ABVV?': names a publisher and next to nothing else."""
    other = re.search(patterns.ASKS_ELSE, plain(asked.text)) is not None
    return bool(asked.named) and not other and len(_besides(asked, catalogue)) <= 1


def _written_out(text: str, asked: Question, before: Question, catalogue: Catalogue) -> Question | None:
    """The follow-up as one good Dutch question; None where that cannot be said."""
    if _only_another_publisher(asked, catalogue):
        new = _of_somebody_else(before, asked.named, catalogue)
    elif re.fullmatch(patterns.WHY_ALONE, plain(text)):
        return None  # its answer lies around the one before: both are searched
    else:
        new = rewrite.ellipsis(text, _base(before)) or _of_same_speaker(text, before, catalogue)
    return understand(new, catalogue) if new else None


def _same_theme(whole: Question, before: Question) -> bool:
    """Was only a place, a group or a year exchanged? Then the answer often stands beside the one before."""
    old = set(_own_words(before.topic))
    return 2 * len(old & set(_own_words(whole.topic))) >= len(old)


def _of_somebody_else(before: Question, named: Sequence[str], catalogue: Catalogue) -> str:
    speakers = [catalogue.publishers[name].speaker for name in named]
    theme = rewrite.theme_of(_base(before))
    if len(speakers) > 1:
        return phrases.SAY_ABOUT.format(speaker=phrases.listed(speakers), theme=theme) if theme else ""
    if theme and phrases.OTHERS in _base(before):
        return phrases.SAYS_ABOUT.format(speaker=speakers[0], theme=theme)
    return rewrite.other_speaker(_base(before), _asked_names(before, catalogue), speakers[0])


def _asked_names(before: Question, catalogue: Catalogue) -> list[str]:
    """Patterns of whom a question was asked of, a stranger included."""
    known = [catalogue.publishers[name].pattern for name in before.named]
    return known or rewrite.said_by(_base(before))


def _of_a_stranger(text: str, asked: Question, before: Question, catalogue: Catalogue) -> str:
    """'En het ACV?', of whom there is no document: asked all the same, so that the refusal can name it."""
    names = _asked_names(before, catalogue)
    speaker = "" if asked.named else rewrite.stranger(text, spoken=bool(names))
    return rewrite.other_speaker(_base(before), names, speaker) if speaker else ""


def _of_the_others(text: str, before: Question, catalogue: Catalogue) -> Question | None:
    """'En de andere organisaties?' after what one of them says: asked of all but that one."""
    theme = rewrite.theme_of(_base(before))
    others = catalogue.ids - catalogue.of(before.named)
    if not (theme and _asked_names(before, catalogue) and others and re.fullmatch(patterns.THE_OTHERS, plain(text))):
        return None
    asked = understand(phrases.SAY_ABOUT.format(speaker=phrases.OTHERS, theme=theme), catalogue)
    return replace(asked, scope=replace(asked.scope, within=others))


def _of_same_speaker(text: str, before: Question, catalogue: Catalogue) -> str:
    """'En over wonen?' where the question before said nothing of the kind."""
    about = re.fullmatch(
        r"(?:en |maar |ook )?(?:over|rond|inzake) (?P<theme>[^?!.]+?)[?!. ]*", text.strip(), re.IGNORECASE
    )
    if about is None or len(before.voices) != 1:
        return ""
    speaker = catalogue.publishers[before.voices[0]].speaker
    return phrases.SAYS_ABOUT.format(speaker=speaker, theme=about["theme"])


def _spoken_by(asked: Question, names: tuple[str, ...], catalogue: Catalogue) -> Question:
    """The same question, and these have to be speaking, even where it names them in another way."""
    if asked.voices or not names:
        return asked
    scope = replace(asked.scope, within=catalogue.of(names))
    return replace(asked, voices=names, named=asked.named or names, scope=scope)


def _continued(text: str, before: Question, answer: str) -> Question:
    """The question before, for what the answers to it left unsaid."""
    detail = re.search(patterns.DETAIL, plain(text)) is not None
    phrase = phrases.DETAILS_OF if detail else phrases.MORE_OF
    return replace(
        before,
        shown=before.shown if before.more else phrase.format(question=(before.shown or before.text).strip()),
        more=True,
        given=f"{before.given}\n{answer}".strip(),
        own=text,
        answered="",
        earlier=before.earlier,
    )


def _merged(asked: Question, before: Question, answer: str, catalogue: Catalogue) -> Question:
    """Both questions read together; shown as one where that can be said."""
    short = re.search(patterns.ELLIPSIS, plain(asked.text)) is not None
    few = len(_own_words(asked.topic)) < patterns.BARE
    inner = before.text if before.base and _heavy(_own_words(before.own)) else _base(before)
    shown = _shown(asked, before, catalogue)
    return replace(
        asked,
        text=f"{asked.text.strip()} ({inner.strip()})",
        shown=shown,
        base=shown if shown and "(" not in shown and asked.shape is not Shape.WHY else _base(before),
        topic=f"{asked.topic} {before.topic}" if short or few else asked.topic,
        theme=f"{asked.theme} ({without_publishers(inner, catalogue)})",
        shape=before.shape if short and asked.shape in (Shape.FACT, Shape.PROPOSAL) else asked.shape,
        expects=asked.expects or (before.expects if short or plain(asked.text).startswith("en ") else None),
        voices=asked.voices or before.voices,
        named=asked.named or before.named,
        scope=asked.scope if asked.scope.within else before.scope,
        years=asked.years,
        own=asked.text,
        answered="" if asked.shape is Shape.WHO else answer,
        earlier=f"{before.text} {answer}".strip(),
    )


def _shown(asked: Question, before: Question, catalogue: Catalogue) -> str:
    """'Wat vinden zij daarvan?' as 'Wat vindt de VVSG van zomerscholen?'; else with that one question behind it."""
    if re.fullmatch(patterns.WHY_ALONE, plain(asked.text)):
        return rewrite.why(_base(before))
    speaker = catalogue.publishers[before.voices[0]].speaker if len(before.voices) == 1 else ""
    base = _base(before)
    new, theme = rewrite.pointed_out(asked.text, base, speaker), rewrite.theme_of(base)
    if new and theme and theme in new:
        return new
    return f"{new or asked.text.strip()} ({base})"


def _base(question: Question) -> str:
    """The words of a question that a follow-up is written out with."""
    return (question.base or question.text).strip()


def _turns_before(history: Sequence[Turn], content: str) -> Sequence[Turn]:
    last = max(n for n, turn in enumerate(history) if turn.role == "user" and turn.content == content)
    return history[:last]


def _last_answer(history: Sequence[Turn]) -> str:
    return next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
