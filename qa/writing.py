"""Lets a writer write and shows only what stands: an answer that grows claim by checked claim.

It does not search, decide whether there is an answer, or check a sentence itself (qa/verify.py does).
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from index import Index, stage
from qa import phrases
from qa.answer import Claim
from qa.best import Evidence
from qa.entailment import Entailment
from qa.errors import WriterUnavailable
from qa.extract import Extractive
from qa.policy import Policy
from qa.support import Fault
from qa.verify import Draft, Judge, Support, find_fault, verify

log = logging.getLogger(__name__)


class Writer(Protocol):
    """Question and evidence in, draft claims out, one after the other; may raise WriterUnavailable, also halfway."""

    name: str
    outside: str  # the host to which it sends what it reads; "" where nothing leaves this computer or its network

    def write(self, evidence: Evidence) -> Iterable[Draft]: ...


@dataclass(frozen=True, slots=True)
class Written:
    """What stands of an answer so far: verified claims, who wrote them, and what the user must know about it."""

    claims: tuple[Claim, ...]
    writer: str
    note: str = ""
    growing: bool = False  # more may come


@dataclass(frozen=True, slots=True)
class _Said:
    """What a model said so far, verified: its own sentences, and the quotes where one fell."""

    claims: tuple[Claim, ...] = ()
    drafts: int = 0
    own: bool = False  # at least one sentence is its own
    replaced: bool = False
    dropped: bool = False

    def joined_by(self, claims: tuple[Claim, ...], own: bool) -> "_Said":
        known = {claim.sentence for claim in self.claims}
        fresh = tuple(claim for claim in claims if claim.sentence not in known)
        replaced = self.replaced or (bool(fresh) and not own)
        return _Said(self.claims + fresh, self.drafts + 1, self.own or own, replaced, self.dropped or not claims)

    @property
    def note(self) -> str:
        return phrases.SHORTENED if self.dropped else phrases.REPLACED if self.replaced else ""


class Writing:
    """The writer that is set, with the extractive one behind it."""

    def __init__(
        self,
        index: Index,
        writer: Writer | None,
        policy: Policy,
        consent: str = "",
        entailment: Entailment | None = None,
    ) -> None:
        self.extractive = Extractive()
        self.writer: Writer = writer or self.extractive
        self.consent = consent  # the host to which every question may be sent
        self._index = index
        self._judge = Judge(self._meaning, policy.alike, entailment, policy.entailed)

    def written(self, evidence: Evidence, consent: bool) -> Iterator[Written]:
        """What stands, each time that a claim joins it. What was shown once stays: it has been verified."""
        if self.writer is self.extractive:
            yield self._quoted(evidence)
        elif self.writer.outside and not (consent or self.consent == self.writer.outside):
            yield self._quoted(evidence, phrases.WRITER_REFUSED.format(host=self.writer.outside))
        else:
            yield from self._phrased(evidence)

    def _quoted(self, evidence: Evidence, note: str = "") -> Written:
        with stage("write"):
            drafts = list(self.extractive.write(evidence))
        with stage("verify"):
            claims = [verify(draft, self._index.documents) for draft in drafts]
        return Written(tuple(claim for claim in claims if claim is not None), self.extractive.name, note)

    def _phrased(self, evidence: Evidence) -> Iterator[Written]:
        """The sentences of a model that stand; quotes for others wait until one stands: else it was not its answer.

        Where none stands the extractive answer comes. So too where the model sees no answer: whether there is one was
        decided, on data, before it was asked.
        """
        said, away = _Said(), False
        try:
            for draft in self.writer.write(evidence):
                said = said.joined_by(*self._judged(draft))
                if said.own:
                    yield Written(said.claims, self.writer.name, growing=True)
        except WriterUnavailable as error:
            log.warning(phrases.WRITER_FAILED.format(kind=_kind(error), writer=self.writer.name))
            away = True
        if said.own:
            yield Written(said.claims, self.writer.name, phrases.WRITER_LEFT if away else said.note)
        else:
            silent = phrases.NOTHING_STOOD if said.drafts else phrases.WRITER_SILENT
            yield self._quoted(evidence, phrases.WRITER_AWAY if away else silent)

    def _judged(self, draft: Draft) -> tuple[tuple[Claim, ...], bool]:
        """What may be shown of a draft, and whether that is its own sentence."""
        with stage("verify"):
            claim = verify(draft, self._index.documents, self._judge)
        if claim:
            return (claim,), True
        instead = (verify(quote, self._index.documents) for quote in draft.instead)
        return tuple(claim for claim in instead if claim is not None), False

    def fault(self, draft: Draft) -> Fault | None:
        """Why a draft would not be shown; None if it would."""
        return find_fault(draft, self._index.documents, self._judge)

    def _meaning(self, sentence: str, support: Support) -> float:
        """How near the meaning of a sentence is to that of the nearest sentence of a quote."""
        start = support.passage.start + support.passage.text.find(support.quote)
        lines = self._index.sentences(support.passage)
        quoted = [line for line in lines if start <= line.start < start + len(support.quote)]
        return max((match.meaning for match in self._index.match(sentence, quoted)), default=0.0)


def _kind(error: WriterUnavailable) -> str:
    """Its kind, never its words: those may hold the question."""
    return error.kind or type(error.__cause__ or error).__name__
