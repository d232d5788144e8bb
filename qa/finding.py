"""Finds what a question is answered from: ten passages, each publisher of a comparison heard, and weighs candidates.

It does not choose sentences and does not decide whether they answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from index import Hit, Index
from ingest import Kind
from qa.catalogue import Catalogue
from qa.decisions import in_time
from qa.evidence import Candidate, weigh
from qa.policy import Policy
from qa.question import Question, Shape, asked_of
from qa.values import years


class Finder:
    """Looks for passages in one index, and weighs what they hold."""

    def __init__(self, index: Index, catalogue: Catalogue, policy: Policy) -> None:
        self.index = index
        self.catalogue = catalogue
        self.policy = policy

    def find(self, asked: Question) -> tuple[Hit, ...]:
        """Ten passages, best first; in a comparison some of every publisher, so that a quiet one is heard."""
        if asked.shape is Shape.SUMMARY:
            return self._of_whole_documents(asked)
        search = _in_full(asked)
        scope = asked.scope
        if asked.by_date and (dated := self._decided_then(asked)):
            return dated
        if asked.reference is not None and (numbered := self._numbered(asked.reference, scope.within)):
            return _once((*numbered, *self.index.search(search, self.policy.passages, within=scope.within)))[
                : self.policy.passages
            ]
        if len(compared := self.compared(asked)) > 1:
            return self._in_turn(asked, compared)
        hits = self.index.search(search, self.policy.passages, within=scope.within, prefer=scope.prefer)
        return self._newest_first(hits) if asked.latest else hits

    def sought(self, asked: Question) -> str:
        """The words that passages are looked for with."""
        if asked.shape is Shape.SUMMARY:
            return asked.chapter
        return asked.topic if len(self.compared(asked)) > 1 else _in_full(asked)

    def summarised(self, asked: Question) -> frozenset[str]:
        """The documents that a summary is asked of; all of them where none is meant."""
        scope = asked.scope
        field = self._field(asked)
        meant = scope.meant or self.catalogue.of(asked.named) & field or scope.prefer or field
        return frozenset(i for i in meant if asked.years <= self._years_of(i))

    def _field(self, asked: Question) -> frozenset[str]:
        """Everything that may be looked in at all: what the reader chose, else every document."""
        return self.catalogue.ids if asked.scope.chosen is None else asked.scope.chosen

    def _years_of(self, document: str) -> frozenset[str]:
        entry = self.catalogue.entries[document]
        return years(f"{entry.title} {entry.date}")

    def _decided_then(self, asked: Question) -> tuple[Hit, ...]:
        """The passages in which a list of decisions gives one of the period that is asked for."""
        lists = self.catalogue.of_kinds({Kind.DECISIONS, Kind.AI_SUMMARY}) & (asked.scope.within or self.catalogue.ids)
        there = (p for i in sorted(lists) for p in self.index.passages_of(i))
        held = [p for p in there if any(in_time(s, asked) for s in self.index.sentences(p))]
        return tuple(Hit(passage, 0.0, None, rank, 0.0) for rank, passage in enumerate(held, 1))

    def _of_whole_documents(self, asked: Question) -> tuple[Hit, ...]:
        """Every passage of the document that is summarised; of a theme those below its heading, and what is found."""
        ids = self.summarised(asked)
        theme = asked.chapter
        found = self.index.search(theme, self.policy.passages, within=ids) if theme else ()
        few = ids if len(ids) <= self.policy.compared else {hit.passage.document_id for hit in found}
        whole = (p for i in sorted(few) for p in self.index.passages_of(i)[: self.policy.longest_read])
        told = [p for p in whole if not theme or self.index.share(theme, " ".join(p.heading)) >= self.policy.on_theme]
        return _once((*found, *(Hit(p, 0.0, None, rank, 0.0) for rank, p in enumerate(told, 1))))

    def compared(self, asked: Question) -> tuple[str, ...]:
        """The publishers to hear one by one: those that were named, else all, or those that a search finds first."""
        if asked.shape is not Shape.COMPARISON or len(asked.named) > 1:
            heard = (name for name in asked.named if self.catalogue.of((name,)) & self._field(asked))
            return tuple(heard) if asked.shape is Shape.COMPARISON else ()
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
            ids = self.catalogue.of((name,)) & self._field(asked)
            topic = asked_of(name, asked, self.catalogue).topic
            each.append(self.index.search(topic, 5, within=(ids & scope or ids) if scope else ids))
        if not asked.named:
            return self._best_of_all(asked, each)
        rounds = max(3, -(-self.policy.passages // len(publishers)))
        return tuple(hit for rank in range(rounds) for hits in each for hit in hits[rank : rank + 1])

    def _best_of_all(self, asked: Question, each: Sequence[tuple[Hit, ...]]) -> tuple[Hit, ...]:
        """Where nobody is named: the best passage of everybody who is found, what else fits, the best of the others."""
        most = self.policy.passages
        fitting = self.index.search(_in_full(asked), most, within=asked.scope.within)
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

    def weighed(self, asked: Question, hits: tuple[Hit, ...]) -> tuple[Candidate, ...]:
        """The candidates; where a list is asked for, also those of its section that the search did not bring."""
        if asked.shape is Shape.COMPARISON:
            return self._weighed_apart(asked, self._with_every_voice(hits, self._field(asked)))
        if asked.side_asked:
            hits = _once((*hits, *self._same_chapter(hits)))  # the side is taken where the proposals stand
        candidates = weigh(self.index, asked, hits, self.policy)
        if asked.shape not in (Shape.LIST, Shape.PROPOSAL) or not candidates:
            return candidates
        found, best = {hit.passage.id for hit in hits}, candidates[0].hit.passage
        more = [Hit(p, 0.0, None, len(hits) + 1, 0.0) for p in self.index.beside(best) if p.id not in found]
        return weigh(self.index, asked, (*hits, *more), self.policy) if more else candidates

    def _same_chapter(self, hits: Sequence[Hit]) -> list[Hit]:
        """The other passages below the first heading of the best passages."""
        best = {(hit.passage.document_id, hit.passage.heading[:1]) for hit in hits[:3]}
        beside = (p for i, _top in best for p in self.index.passages_of(i) if (i, p.heading[:1]) in best)
        return [Hit(passage, 0.0, None, len(hits) + 1, 0.0) for passage in islice(beside, self.policy.longest_read)]

    def _weighed_apart(self, asked: Question, hits: tuple[Hit, ...]) -> tuple[Candidate, ...]:
        """The candidates of each publisher by what is asked of it; its best passage counts as much as another's."""
        found: list[Candidate] = []
        publishers = [self._publisher_of(hit) for hit in hits]
        for name in dict.fromkeys(publishers):
            own = [hit for hit, publisher in zip(hits, publishers, strict=True) if publisher == name]
            asked_here = asked_of(name, asked, self.catalogue)
            its = self.catalogue.of((name,)) & self._field(asked)
            if self.index.mentions(asked_here.topic, its):  # else its silence is the result
                found += weigh(self.index, asked_here, own, self.policy)
        return tuple(sorted(found, key=lambda candidate: -candidate.score))

    def best_elsewhere(self, asked: Question) -> Candidate | None:
        """The best candidate of those whose word is not asked for: what others say about the theme."""
        within = asked.scope.within
        if within is None or not asked.voices or asked.shape is Shape.COMPARISON:
            return None
        hits = self.index.search(asked.topic, self.policy.passages, within=asked.scope.chosen)
        others = [hit for hit in hits if hit.passage.document_id not in within]
        return next(iter(weigh(self.index, asked, others, self.policy)), None)

    def as_weighed(self, asked: Question, hits: tuple[Hit, ...], candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        """In front the passage with the best answer, behind it the others as they were found.

        All in the order of their best answers was measured: more first places, but more lost among the first five.
        """
        if not candidates or asked.shape is Shape.COMPARISON:
            return hits
        return _once((*(hit for hit in hits if hit.passage.id == candidates[0].hit.passage.id), *hits))

    def _with_every_voice(self, hits: tuple[Hit, ...], field: frozenset[str]) -> tuple[Hit, ...]:
        """Behind each passage those of other publishers that say the same: in a ranking once, in a comparison twice."""
        found = {hit.passage.id for hit in hits}
        every: list[Hit] = []
        for hit in hits:
            own = self._publisher_of(hit)
            also = (p for p in hit.also if p.document_id in field and p.id not in found)
            others = [p for p in also if self.catalogue.entries[p.document_id].publisher != own]
            found.update(passage.id for passage in others)
            every += [hit, *(replace(hit, passage=passage, also=()) for passage in others)]
        return tuple(every)

    def _numbered(self, number: int, within: frozenset[str] | None) -> tuple[Hit, ...]:
        """The passages of the references that the sources themselves give this number, where they may be looked for."""
        passages = self.index.numbered(number)
        return tuple(Hit(p, 1.0, 1, 1, 1.0) for p in passages if within is None or p.document_id in within)


def _in_full(asked: Question) -> str:
    """The question with what the conversation was about."""
    return f"{asked.text} {asked.earlier}".strip()


def _once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Every passage where it comes first."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.passage.id, hit)
    return tuple(found.values())
