"""Asks: stand alone, find, weigh, write, verify, or say why not. Reads as the story of one question."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import Hit, Index, content_words, stage
from qa import phrases
from qa.account import account
from qa.answer import Answer, Citation, Claim, Reason
from qa.bare import of_theme
from qa.best import Evidence
from qa.catalogue import Catalogue
from qa.contradiction import other_figure
from qa.conversation import Turn, recent, stand_alone
from qa.decisions import decided_then
from qa.entailment import Entailment
from qa.extract import is_denied
from qa.finding import Finder
from qa.lists import list_length
from qa.personal import kinds, without
from qa.plain import legible
from qa.policy import Policy
from qa.premise import taken_for_granted
from qa.question import IMPERSONAL, Question, Shape
from qa.references import document_words, same_words
from qa.repeats import told_once
from qa.screen import LONGEST, genuine, screen, unmarked, unmarked_lines, written
from qa.silence import Doubt, Signals, of_another, probability, refused_for_certain, signals, unlikely
from qa.smalltalk import reply
from qa.summary import opening, rest, titled
from qa.writing import Writer, Writing, Written


class Assistant:
    """Answers questions over one index."""

    def __init__(
        self,
        index: Index,
        writer: Writer | None = None,
        policy: Policy | None = None,
        *,
        consent: str = "",  # the host to which every question may be sent
        entailment: Entailment | None = None,
    ) -> None:
        self.index = index
        self.catalogue = Catalogue(index.catalogue)
        self.policy = policy or Policy()
        self.writing = Writing(index, writer, self.policy, consent, entailment)
        self.finder = Finder(index, self.catalogue, self.policy)

    @property
    def writer(self) -> Writer:
        return self.writing.writer

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        consent: bool = False,
        within: frozenset[str] | None = None,
    ) -> Answer:
        """The answer, every claim checked; or the reason why there is none, with the nearest passages."""
        *_, answer = self.answering(question, history, consent=consent, within=within)
        return answer

    def answering(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        consent: bool = False,
        within: frozenset[str] | None = None,
    ) -> Iterator[Answer]:
        """The same while it grows, claim by checked claim; the last one is whole.

        `consent`: to a writer outside. `within`: look in these documents alone; None for all of them.
        """
        question = written(question)
        if private := _private(question, self.writer.name):
            yield private
            return
        bare = unmarked(genuine(question))
        if said := reply(bare):
            yield _silent(question, Reason.SMALL_TALK, (), self.writer.name, said)
            return
        if reason := screen(unmarked_lines(genuine(question))):
            yield _silent(question, reason, (), self.writer.name)
            return
        asked = of_theme(stand_alone(bare, recent(history), self.catalogue), self.index)
        chosen = None if within is None or within >= self.catalogue.ids else within & self.catalogue.ids
        if chosen is None:
            yield from self._looked_up(question, asked, consent)
            return
        asked = replace(asked, scope=asked.scope.among(chosen))
        for answer in self._looked_up(question, asked, consent):
            yield replace(answer, among=chosen, beside=len(self.catalogue.ids) - len(chosen))

    def _looked_up(self, question: str, asked: Question, consent: bool) -> Iterator[Answer]:
        if elsewhere := self._not_chosen(asked):
            yield _silent(question, Reason.NOT_FOUND, (), self.writer.name, elsewhere, _read_as(asked, question))
            return
        if which := self._which_document(asked):
            yield _silent(question, Reason.TOO_VAGUE, (), self.writer.name, which, _read_as(asked, question))
            return
        asked = self._denied(asked) or asked
        with stage("search"):
            found = self.finder.find(asked)
            candidates = self.finder.weighed(asked, found)
            hits = self.finder.as_weighed(asked, found, candidates)[: self.policy.passages]
        told = account(self.index, asked, self.finder.sought(asked), hits, candidates, self.policy)
        judged = replace(asked, own="") if asked.more else asked  # more of what: that has to be there
        evidence = Evidence(asked, candidates, self.index.documents, self.policy)
        with stage("judge"):
            refusal, chance, sure = self._judged(replace(evidence, question=judged))
        if refusal:
            read_as = _read_as(asked, question)
            silent = _silent(question, refusal.reason, hits, self.writer.name, refusal.message, read_as)
            yield replace(silent, chance=chance, account=told, message=_of_chosen(silent.message, asked))
            return
        for answer in self._grown(question, evidence, hits, consent):
            yield replace(answer, chance=chance, sure=sure, account=told)

    def _grown(self, question: str, evidence: Evidence, hits: tuple[Hit, ...], consent: bool) -> Iterator[Answer]:
        asked = evidence.question
        for so_far in self.writing.written(evidence, consent):
            if not so_far.claims:
                message = phrases.NO_MORE if asked.more else phrases.ABSTENTIONS[Reason.NOT_FOUND]
                message = _of_chosen(message, asked)
                yield _silent(question, Reason.NOT_FOUND, hits, so_far.writer, message, _read_as(asked, question))
                return
            repeated: Sequence[str] = ()
            if asked.shape is not Shape.COMPARISON:  # there each publisher keeps its own words
                said, repeated = told_once(so_far.claims)
                so_far = replace(so_far, claims=said)
            answer = _answer(question, asked, so_far, len(self._heard(so_far.claims)), hits)
            closing = "" if so_far.growing else self._closing(asked, so_far.claims, evidence, so_far.note, repeated)
            answer = replace(answer, closing=closing)
            yield _marked(_summed(answer, evidence) if asked.shape is Shape.SUMMARY else answer)

    def _denied(self, asked: Question) -> Question | None:
        """The question whether it is so, where this one takes for granted what a source says no to."""
        whether = taken_for_granted(asked, self.catalogue)
        if whether is None:
            return None
        candidates = self.finder.weighed(whether, self.finder.find(whether))
        return whether if is_denied(Evidence(whether, candidates, self.index.documents, self.policy)) else None

    def signals(self, question: str, history: Sequence[Turn] = ()) -> tuple[Signals, bool] | None:
        """What the chance of an answer rests on, and whether it is refused before; None where nothing is weighed."""
        asked = of_theme(stand_alone(unmarked(genuine(question)), recent(history), self.catalogue), self.index)
        candidates = self.finder.weighed(asked, self.finder.find(asked))
        evidence = Evidence(asked, candidates, self.index.documents, self.policy)
        bare = unmarked(genuine(question))
        if reply(bare) or screen(unmarked_lines(genuine(question))) or not candidates or asked.shape is Shape.SUMMARY:
            return None
        return signals(self.index, evidence), self._certain(evidence) is not None

    def _not_chosen(self, asked: Question) -> str:
        """Says so where a question is only about documents in which the reader does not look."""
        chosen = asked.scope.chosen
        wanted = asked.named if asked.shape in (Shape.COMPARISON, Shape.SUMMARY) else asked.voices
        if chosen is None or (asked.scope.within and (not wanted or self.catalogue.of(wanted) & chosen)):
            return ""
        if not chosen:
            return phrases.NONE_CHOSEN
        return self._unchosen(asked, wanted) or phrases.OTHER_CHOSEN

    def _unchosen(self, asked: Question, names: Sequence[str]) -> str:
        """Names the documents of these publishers where the reader chose none of them."""
        chosen = asked.scope.chosen
        left = [n for n in names if chosen is not None and not self.catalogue.of((n,)) & chosen]
        titles = [titled(self.index.documents[i]) for i in sorted(self.catalogue.of(left))]
        return phrases.NOT_CHOSEN.format(titles=phrases.listed(titles[: self.policy.longest_list])) if titles else ""

    def _which_document(self, asked: Question) -> str:
        """Asks back which document has to be summed up, where more could be meant."""
        ids = self.finder.summarised(asked) if asked.shape is Shape.SUMMARY and not asked.chapter else frozenset[str]()
        if len(ids) < 2:
            return ""
        titles = [titled(self.index.documents[i]) for i in sorted(ids)[: self.policy.longest_list]]
        return phrases.WHICH_DOCUMENT.format(titles=phrases.listed(titles))

    def _judged(self, evidence: Evidence) -> tuple[Doubt | None, float | None, float | None]:
        """Why there is no answer, if so; and where nothing is certain the chance of one, and of a right one."""
        if evidence.question.shape is Shape.SUMMARY:
            return None, None, None  # what is there is summed up
        if evidence.question.by_date and decided_then(evidence):
            return None, None, None  # their dates are all that was asked for
        if refusal := self._certain(evidence):
            return refusal, None, None
        seen = signals(self.index, evidence)
        chance = probability(seen, self.policy.calibration)
        return unlikely(self.index, evidence, chance), chance, probability(seen, self.policy.rightness)

    def _certain(self, evidence: Evidence) -> Doubt | None:
        """Why there is surely no answer; whether only others speak of it comes last: that takes a second search."""
        if refusal := refused_for_certain(self.index, evidence, self.catalogue):
            return refusal
        return of_another(evidence, self.finder.best_elsewhere(evidence.question), self.catalogue)

    def _closing(
        self, asked: Question, claims: tuple[Claim, ...], evidence: Evidence, note: str, repeated: Sequence[str] = ()
    ) -> str:
        """Publishers that were asked for but have nothing to say, and how the answer was made."""
        lines = [note] if note else []
        if (left := _left_out(asked, claims, evidence)) > 0:
            lines.append(phrases.MORE_ITEMS.format(count=left) if left > 1 else phrases.ONE_MORE_ITEM)
        if differing := _differing(claims, evidence):
            lines.append(differing)
        if silent := self._quiet(asked, claims):
            lines.append(_of_chosen(phrases.SILENT_PUBLISHER.format(speakers=", ".join(silent)), asked))
        if asked.shape is Shape.COMPARISON and (unchosen := self._unchosen(asked, asked.named)):
            lines.append(unchosen)
        if echoes := _echoes(claims, evidence, repeated):
            lines.append(phrases.SAME_WORDS.format(places=", ".join(echoes)))
        return " ".join(lines)

    def _heard(self, claims: tuple[Claim, ...]) -> frozenset[str]:
        """The publishers that an answer cites."""
        return frozenset(self.catalogue.entries[c.document_id].publisher for claim in claims for c in claim.citations)

    def _quiet(self, asked: Question, claims: tuple[Claim, ...]) -> list[str]:
        """Who was heard in a comparison and had nothing to say; where nobody was named, only organisations."""
        heard = self._heard(claims)
        silent = (self.catalogue.publishers[name] for name in self.finder.compared(asked) if name not in heard)
        return [p.speaker for p in silent if p.name in asked.named or not p.kinds <= IMPERSONAL]


def _private(question: str, writer: str) -> Answer | None:
    """Before anything is searched: what kind of personal data there is, and the question without them."""
    if len(question) > LONGEST or not (found := kinds(legible(question))):
        return None
    left = without(legible(question))
    askable = bool(content_words(left)[0]) and screen(unmarked_lines(genuine(left))) is None and not kinds(left)
    message = f"{phrases.seen([kind.value for kind in found])} {phrases.ASK_WITHOUT if askable else phrases.ASK_ANEW}"
    return Answer(question, (), Reason.PERSONAL_DATA, message, (), writer, without=left if askable else "")


def _silent(
    question: str, reason: Reason, hits: tuple[Hit, ...], writer: str, message: str = "", standalone: str = ""
) -> Answer:
    return _marked(Answer(question, (), reason, message or phrases.ABSTENTIONS[reason], hits, writer, standalone))


def _of_chosen(message: str, asked: Question) -> str:
    """What is not in some of the documents may well be in the others."""
    if asked.scope.chosen is None:
        return message
    return message.replace(phrases.IN_DOCUMENTS, phrases.IN_CHOSEN, 1)


def _marked(answer: Answer) -> Answer:
    """Around the words of the answer nothing of a document that could be taken for a number of ours, or for bold."""
    claims = tuple(replace(claim, group=document_words(claim.group)) for claim in answer.claims)
    return replace(
        answer, claims=claims, message=document_words(answer.message), closing=document_words(answer.closing)
    )


def _read_as(asked: Question, question: str) -> str:
    """The question as it was searched, where the conversation completed it, or an order in it was left out."""
    completed = asked.earlier or asked.own or genuine(question) != question
    return (asked.shown or asked.text) if completed else ""


def _answer(question: str, asked: Question, written: Written, heard: int, hits: tuple[Hit, ...]) -> Answer:
    """One voice: said once, in front. More voices (`heard`: publishers): each above its own claims."""
    claims = written.claims
    voices = {claim.group for claim in claims}
    message = f"{phrases.capital(claims[0].group)}:" if len(voices) == 1 and claims[0].group else ""
    if asked.shape is Shape.COMPARISON and heard > 1:
        message = phrases.BOTH if heard == 2 else phrases.ALL.format(count=heard)
    if len(voices) == 1 and asked.shape is not Shape.SUMMARY:
        claims = tuple(replace(claim, group="", item=claim.item and len(claims) > 1) for claim in claims)
    return Answer(question, claims, None, message, hits, written.writer, _read_as(asked, question))


def _differing(claims: tuple[Claim, ...], evidence: Evidence) -> str:
    """A line that says so where two figures for the same thing are shown."""
    spans = {(c.document_id, c.start, c.end) for claim in claims for c in claim.citations}
    shown = [c for c in evidence.candidates if any(c.first.document_id == d and a <= c.start < b for d, a, b in spans)]
    pairs = ((one, other_figure(one, evidence)) for one in shown)
    found = next(((one, other) for one, other in pairs if other in shown), None)
    if found is None:
        return ""
    one, other = found
    same = other is not None and one.first.document_id == other.first.document_id
    return phrases.FIGURES_DIFFER_HERE if same else phrases.FIGURES_DIFFER


def _echoes(claims: tuple[Claim, ...], evidence: Evidence, repeated: Sequence[str]) -> tuple[str, ...]:
    """Documents of other publishers in which the words of a claim stand too: their voice is not lost."""
    citations = [citation for claim in claims for citation in claim.citations]
    heard = {evidence.documents[citation.document_id].publisher for citation in citations}
    also = {candidate.hit.passage.id: candidate.hit.also for candidate in evidence.candidates}
    places = (
        evidence.documents[passage.document_id]
        for citation in citations
        for passage in also.get(citation.passage_id, ())
        if same_words(citation.quote, passage.text)
    )
    dropped = (evidence.documents[i] for i in repeated)
    elsewhere = (*(d for d in places if d.publisher not in heard), *dropped)
    others = dict.fromkeys((d.title, d.publisher) for d in elsewhere if d.publisher)
    return tuple(phrases.PLACE.format(title=title, publisher=publisher) for title, publisher in others)


def _summed(answer: Answer, evidence: Evidence) -> Answer:
    """Every sentence below the name of its chapter, and what is summed up in front."""
    cited = [(citation.document_id, citation.start) for claim in answer.claims for citation in claim.citations]
    closing = " ".join(part for part in (rest(evidence, cited), answer.closing) if part)
    return replace(answer, message=opening(evidence, [document for document, _start in cited]), closing=closing)


def _left_out(asked: Question, claims: tuple[Claim, ...], evidence: Evidence) -> int:
    """How many bullets of the list that was given are not in the answer."""
    if asked.by_date:
        return len(decided_then(evidence)) - len(claims)
    if asked.shape not in (Shape.LIST, Shape.PROPOSAL) or len(claims) < evidence.policy.longest_list:
        return 0
    starts = {claim.citations[0].start for claim in claims}
    first = next((c for c in evidence.candidates if c.start in starts), None)
    return list_length(first, evidence.documents, asked.given) - len(claims) if first else 0


def number_citations(answer: Answer) -> tuple[Citation, ...]:
    """The distinct citations in order of first use: the n of [n] is the position plus one."""
    return tuple(dict.fromkeys(c for claim in answer.claims for c in claim.citations))
