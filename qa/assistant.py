"""Asks: stand alone, find, weigh, write, verify, or say why not. Reads as the story of one question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from index import Hit, Index
from qa import phrases
from qa.answer import Answer, Citation, Claim, Reason
from qa.catalogue import Catalogue
from qa.conversation import Turn, recent, stand_alone
from qa.errors import WriterUnavailable
from qa.evidence import Candidate, weigh
from qa.extract import Evidence, Extractive, list_length
from qa.policy import Policy
from qa.question import IMPERSONAL, Question, Shape, asked_of
from qa.references import same_words, shown_marks
from qa.screen import screen, unmarked, written
from qa.silence import Signals, doubt, refused_for_certain, signals
from qa.verify import Draft, verify


class Writer(Protocol):
    """Question and evidence in, draft claims out."""

    name: str

    def write(self, evidence: Evidence) -> tuple[Draft, ...]: ...


class Assistant:
    """Answers questions over one index."""

    def __init__(self, index: Index, writer: Writer | None = None, policy: Policy | None = None) -> None:
        self.index = index
        self.catalogue = Catalogue(index.catalogue)
        self.extractive = Extractive()
        self.writer: Writer = writer or self.extractive
        self.policy = policy or Policy()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer, every claim checked; or the reason why there is none, with the nearest passages."""
        question = written(question)
        bare = unmarked(question)
        if reason := screen(bare):
            return _silent(question, reason, (), self.writer.name)
        asked = stand_alone(bare, recent(history), self.catalogue)
        found = self.find(asked)
        candidates = self._weighed(asked, found)
        hits = self._as_weighed(asked, found, candidates)[: self.policy.passages]
        judged = replace(asked, own="") if asked.more else asked  # more of what: that has to be there
        if refusal := doubt(self.index, judged, candidates, self.policy, self.catalogue):
            return _silent(question, refusal.reason, hits, self.writer.name, refusal.message, _read_as(asked))
        evidence = Evidence(asked, candidates, self.index.documents, self.policy)
        claims, writer, note = self._written(evidence)
        if not claims:
            message = phrases.NO_MORE if asked.more else ""
            return _silent(question, Reason.NOT_FOUND, hits, writer, message, _read_as(asked))
        heard, closing = len(self._heard(claims)), self._closing(asked, claims, evidence, note)
        return _answer(question, asked, claims, heard, hits, writer, closing)

    def signals(self, question: str, history: Sequence[Turn] = ()) -> Signals | None:
        """What the decision to answer would rest on; None where no such decision is left to take."""
        asked = stand_alone(unmarked(question), recent(history), self.catalogue)
        candidates = self._weighed(asked, self.find(asked))
        certain = (
            screen(question) or not candidates or refused_for_certain(self.index, asked, candidates, self.catalogue)
        )
        return None if certain else signals(self.index, asked, candidates)

    def find(self, asked: Question) -> tuple[Hit, ...]:
        """Ten passages, best first; in a comparison some of every publisher, so that a quiet one is heard."""
        search = f"{asked.text} {asked.earlier}".strip()
        scope = asked.scope
        if asked.reference is not None and (numbered := self._numbered(asked.reference, scope.within)):
            return _once((*numbered, *self.index.search(search, self.policy.passages, within=scope.within)))[
                : self.policy.passages
            ]
        if len(compared := self._compared(asked)) > 1:
            return self._in_turn(asked, compared)
        hits = self.index.search(search, self.policy.passages, within=scope.within, prefer=scope.prefer)
        return self._newest_first(hits) if asked.latest else hits

    def _compared(self, asked: Question) -> tuple[str, ...]:
        """The publishers to hear one by one: those that were named, else all, or those that a search finds first."""
        if asked.shape is not Shape.COMPARISON or len(asked.named) > 1:
            return asked.named if asked.shape is Shape.COMPARISON else ()
        within = asked.scope.within
        every = tuple(p.name for p in self.catalogue.publishers.values() if within is None or p.documents & within)
        if len(every) <= self.policy.compared:
            return every
        hits = self.index.search(asked.topic, 5 * self.policy.compared, within=within)
        first = dict.fromkeys(self._publisher_of(hit) for hit in hits)
        return tuple(name for name in first if name)[: self.policy.compared]

    def _in_turn(self, asked: Question, publishers: Sequence[str]) -> tuple[Hit, ...]:
        """The best passage of each publisher, then the second of each ...; at least three of each are looked at."""
        scope = asked.scope.within
        each = []
        for name in publishers:
            ids = self.catalogue.of((name,))
            topic = asked_of(name, asked, self.catalogue).topic
            each.append(self.index.search(topic, 5, within=(ids & scope or ids) if scope else ids))
        if not asked.named:
            return self._best_of_all(asked, each)
        rounds = max(3, -(-self.policy.passages // len(publishers)))
        return tuple(hit for rank in range(rounds) for hits in each for hit in hits[rank : rank + 1])

    def _best_of_all(self, asked: Question, each: Sequence[tuple[Hit, ...]]) -> tuple[Hit, ...]:
        """Where nobody is named: the best passage of everybody who is found, what else fits, the best of the others."""
        most = self.policy.passages
        fitting = self.index.search(f"{asked.text} {asked.earlier}".strip(), most, within=asked.scope.within)
        found = {self._publisher_of(hit) for hit in fitting}
        first = sorted((hits[0] for hits in each if hits), key=lambda hit: -hit.meaning)
        quiet = [hit for hit in first if self._publisher_of(hit) not in found]
        best = [hit for hit in first if self._publisher_of(hit) in found]
        shown = _once((*best, *fitting))[: most - len(quiet)]
        return _once((*shown, *quiet, *(hit for hits in each for hit in hits[1:3])))

    def _publisher_of(self, hit: Hit) -> str:
        return self.catalogue.entries[hit.passage.document_id].publisher

    def _newest_first(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Of the best half the newest document first: behind those the theme may be another."""
        half = self.policy.passages // 2
        order = self.catalogue.newest(hit.passage.document_id for hit in hits)
        newest = sorted(hits[:half], key=lambda hit: order.index(hit.passage.document_id))
        return (*newest, *hits[half:])

    def _weighed(self, asked: Question, hits: tuple[Hit, ...]) -> tuple[Candidate, ...]:
        """The candidates; where a list is asked for, also those of its section that the search did not bring."""
        if asked.shape is Shape.COMPARISON:
            return self._weighed_apart(asked, self._with_every_voice(hits))
        candidates = weigh(self.index, asked, hits, self.policy)
        if asked.shape not in (Shape.LIST, Shape.PROPOSAL) or not candidates:
            return candidates
        found, best = {hit.passage.id for hit in hits}, candidates[0].hit.passage
        more = [Hit(p, 0.0, None, len(hits) + 1, 0.0) for p in self.index.beside(best) if p.id not in found]
        return weigh(self.index, asked, (*hits, *more), self.policy) if more else candidates

    def _weighed_apart(self, asked: Question, hits: tuple[Hit, ...]) -> tuple[Candidate, ...]:
        """The candidates of each publisher by what is asked of it; its best passage counts as much as another's."""
        found: list[Candidate] = []
        publishers = [self._publisher_of(hit) for hit in hits]
        for name in dict.fromkeys(publishers):
            own = [hit for hit, publisher in zip(hits, publishers, strict=True) if publisher == name]
            asked_here = asked_of(name, asked, self.catalogue)
            if self.index.mentions(asked_here.topic, self.catalogue.of((name,))):  # else its silence is the result
                found += weigh(self.index, asked_here, own, self.policy)
        return tuple(sorted(found, key=lambda candidate: -candidate.score))

    def _as_weighed(self, asked: Question, hits: tuple[Hit, ...], candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        """In front the passage with the best answer, behind it the others as they were found.

        All in the order of their best answers was measured: more first places, but more lost among the first five.
        """
        if not candidates or asked.shape is Shape.COMPARISON:
            return hits
        return _once((*(hit for hit in hits if hit.passage.id == candidates[0].hit.passage.id), *hits))

    def _with_every_voice(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Behind each passage those of other publishers that say the same: in a ranking once, in a comparison twice."""
        found = {hit.passage.id for hit in hits}
        every: list[Hit] = []
        for hit in hits:
            own = self._publisher_of(hit)
            others = [
                p for p in hit.also if self.catalogue.entries[p.document_id].publisher != own and p.id not in found
            ]
            found.update(passage.id for passage in others)
            every += [hit, *(replace(hit, passage=passage, also=()) for passage in others)]
        return tuple(every)

    def _numbered(self, number: int, within: frozenset[str] | None) -> tuple[Hit, ...]:
        """The passages of the references that the sources themselves give this number, where they may be looked for."""
        passages = self.index.numbered(number)
        return tuple(Hit(p, 1.0, 1, 1, 1.0) for p in passages if within is None or p.document_id in within)

    def _written(self, evidence: Evidence) -> tuple[tuple[Claim, ...], str, str]:
        """Verified claims, who wrote them, and what the user must know about it."""
        try:
            drafts = self.writer.write(evidence)
        except WriterUnavailable:
            return self._checked(self.extractive.write(evidence)), self.extractive.name, phrases.WRITER_AWAY
        claims = self._checked(drafts)
        if not claims and self.writer is not self.extractive:
            return self._checked(self.extractive.write(evidence)), self.extractive.name, phrases.SHORTENED
        return claims, self.writer.name, phrases.SHORTENED if len(claims) < len(drafts) else ""

    def _checked(self, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
        checked = (verify(draft, self.index.documents) for draft in drafts)
        return tuple(claim for claim in checked if claim is not None)

    def _closing(self, asked: Question, claims: tuple[Claim, ...], evidence: Evidence, note: str) -> str:
        """Publishers that were asked for but have nothing to say, and how the answer was made."""
        lines = [note] if note else []
        if (left := _left_out(asked, claims, evidence)) > 0:
            lines.append(phrases.MORE_ITEMS.format(count=left) if left > 1 else phrases.ONE_MORE_ITEM)
        if silent := self._quiet(asked, claims):
            lines.append(phrases.SILENT_PUBLISHER.format(speakers=", ".join(silent)))
        if echoes := _echoes(claims, evidence):
            lines.append(phrases.SAME_WORDS.format(places=", ".join(echoes)))
        return shown_marks(" ".join(lines))

    def _heard(self, claims: tuple[Claim, ...]) -> frozenset[str]:
        """The publishers that an answer cites."""
        return frozenset(self.catalogue.entries[c.document_id].publisher for claim in claims for c in claim.citations)

    def _quiet(self, asked: Question, claims: tuple[Claim, ...]) -> list[str]:
        """Who was heard in a comparison and had nothing to say; where nobody was named, only organisations."""
        heard = self._heard(claims)
        silent = (self.catalogue.publishers[name] for name in self._compared(asked) if name not in heard)
        return [p.speaker for p in silent if p.name in asked.named or not p.kinds <= IMPERSONAL]


def _once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Every passage where it comes first."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.passage.id, hit)
    return tuple(found.values())


def _silent(
    question: str, reason: Reason, hits: tuple[Hit, ...], writer: str, message: str = "", standalone: str = ""
) -> Answer:
    return Answer(question, (), reason, message or phrases.ABSTENTIONS[reason], hits, writer, standalone)


def _read_as(asked: Question) -> str:
    """The question as it was searched, where the conversation completed it."""
    return (asked.shown or asked.text) if asked.earlier or asked.own else ""


def _answer(
    question: str,
    asked: Question,
    claims: tuple[Claim, ...],
    heard: int,
    hits: tuple[Hit, ...],
    writer: str,
    closing: str,
) -> Answer:
    """One voice: said once, in front. More voices (`heard`: publishers): each above its own claims."""
    voices = {claim.group for claim in claims}
    message = f"{phrases.capital(claims[0].group)}:" if len(voices) == 1 and claims[0].group else ""
    if asked.shape is Shape.COMPARISON and heard > 1:
        message = phrases.BOTH if heard == 2 else phrases.ALL.format(count=heard)
    if len(voices) == 1:
        claims = tuple(replace(claim, group="", item=claim.item and len(claims) > 1) for claim in claims)
    return Answer(question, claims, None, message, hits, writer, _read_as(asked), closing)


def _echoes(claims: tuple[Claim, ...], evidence: Evidence) -> tuple[str, ...]:
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
    others = dict.fromkeys((d.title, d.publisher) for d in places if d.publisher and d.publisher not in heard)
    return tuple(phrases.PLACE.format(title=title, publisher=publisher) for title, publisher in others)


def _left_out(asked: Question, claims: tuple[Claim, ...], evidence: Evidence) -> int:
    """How many bullets of the list that was given are not in the answer."""
    if asked.shape not in (Shape.LIST, Shape.PROPOSAL) or len(claims) < evidence.policy.longest_list:
        return 0
    starts = {claim.citations[0].start for claim in claims}
    first = next((c for c in evidence.candidates if c.start in starts), None)
    return list_length(first, evidence.documents, asked.given) - len(claims) if first else 0


def number_citations(answer: Answer) -> tuple[Citation, ...]:
    """The distinct citations in order of first use: the n of [n] is the position plus one."""
    return tuple(dict.fromkeys(c for claim in answer.claims for c in claim.citations))
