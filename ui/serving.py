"""How a server answers many: a line to wait in, processes that answer, and an end at which nobody is cut off.

It makes the desks (ui/desk.py) that the pages ask. It does not know pages, nor how a question is answered.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from time import monotonic, sleep

from index import SharedEncoder, cores
from qa import Answer, Assistant, Comparison, Turn, compare
from ui.access_settings import Access
from ui.bounded import bounded
from ui.crew import AnotherIndex, Crew, CrewState
from ui.desk import Answering, Comparing, Desk, iter_of
from ui.lane import Lent
from ui.line import Line, LineState
from ui.live import desk_of
from ui.office import Assisted, OpenedBySettings, Question, Theme, state_of
from ui.peer import is_local
from ui.settings import EXTRACTIVE, Models, Settings
from ui.watch_settings import Watching
from ui.watching import Trouble, Watch

IN_FRONT = 4  # questions answered side by side in this process: those for a language model wait most of the time
MOST = 4  # processes where nobody set how many
_REOPENED = 3  # times that an index is opened which is replaced meanwhile
_LOOK = 0.05  # seconds
_SHOWN = 1.0  # seconds in which the last answers are put on their pages


@dataclass(frozen=True, slots=True)
class ServingState:
    """What can be told of it: no names and no questions."""

    line: LineState
    crew: CrewState | None  # None: answered in the front


class Serving:
    """`opened` gives an assistant over the index of now, over these models; raises what that raises."""

    def __init__(self, settings: Settings, models: Models, opened: Callable[[], Assistant]) -> None:
        self.size = workers_of(settings)
        self._settings, self._models, self._opened = settings, models, opened
        in_front = not self.size or settings.writer != EXTRACTIVE
        self.line = Line(max(self.size, IN_FRONT if in_front else 1), settings.queue)
        self._watch = Watch()  # until somebody watches
        self._crews: list[Crew] = []
        self._lock = Lock()

    @property
    def stopping(self) -> bool:
        return self.line.state().stopping

    @property
    def threads(self) -> int:
        """That may be taken by those who wait for an answer."""
        return self.line.places + self.line.longest

    def state(self) -> ServingState:
        return ServingState(self.line.state(), self._crew_now() if self.size else None)

    def _crew_now(self) -> CrewState:
        with self._lock:
            crew = self._crews[-1] if self._crews else None
        return crew.state() if crew else CrewState(self.size)

    def _sound(self) -> bool:
        """Where no process can be had the server answers by itself: slower, and still better than nobody."""
        crew = self._crew_now()
        return crew.ready > 0 or crew.alone

    def desk(self) -> Desk:
        """Over the index of now. Its processes are ready too, but for those of the first one: till then it answers."""
        for _time in range(_REOPENED):
            assistant = self._opened()
            desk = self._here(assistant)
            if not self.size:
                return desk
            crew = self._crew_of(assistant)
            try:
                if self._crews:
                    crew.wait()
            except AnotherIndex:
                crew.retire()
                continue
            break
        with self._lock:
            self._crews.append(crew)
        return replace(self._manned(desk, crew), retire=lambda: self._retire(crew))

    def told(self, watch: Watch) -> None:
        """Lets it be watched: the line, the processes, how many questions the model takes at once."""
        self._watch = watch
        watch.gauge("queue_waiting", lambda: self.line.state().waiting)
        watch.gauge("queue_limit", lambda: self.line.longest)
        if self.size:
            watch.check(Trouble.PROCESSES, self._sound)
            watch.gauge("processes_wanted", lambda: self.size)
            watch.gauge("processes_alive", lambda: self._crew_now().ready)
            watch.gauge("processes_restarted", lambda: self._crew_now().ended + self._crew_now().overdue)
        if isinstance(self._models.encoder, SharedEncoder):
            self._models.encoder.told = watch.encoded

    def finish(self, seconds: float) -> None:
        """No new questions; those that were asked are answered, as far as that takes no more seconds than these, and
        who asked the others is told.
        """
        self._watch.stopping = True
        self.line.stop()
        until = monotonic() + seconds
        while (state := self.line.state()).answering + state.waiting and monotonic() < until:
            sleep(_LOOK)
        self.close()
        sleep(_SHOWN)

    def close(self) -> None:
        """Ends the processes, whatever they do."""
        self.line.give_up()
        with self._lock:
            crews, self._crews = self._crews, []
        for crew in crews:
            crew.close()

    def _crew_of(self, assistant: Assistant) -> Crew:
        plain, state = Assistant(assistant.index, policy=assistant.policy), state_of(assistant.index)
        return Crew(
            OpenedBySettings(without_secrets(self._settings)),
            Lent(self._models.encoder, self._models.reranker),
            self.size,
            Assisted(plain, state),
            state=state,
            seconds=float(self._settings.answer_seconds),
        )

    def _retire(self, crew: Crew) -> None:
        with self._lock:
            self._crews = [one for one in self._crews if one is not crew]
        crew.retire()

    def _here(self, assistant: Assistant) -> Desk:
        """Answers in this process; a language model has a time of its own, and what is found for it comes on top."""
        desk, line = desk_of(assistant, self._settings.consent), self.line
        seconds = float(self._settings.answer_seconds)
        with_model = seconds + float(getattr(assistant.writer, "seconds", 0.0))

        def ask(question: str, history: Sequence[Turn]) -> Answer:
            *_, answer = bounded(line, with_model, partial(iter_of, desk.ask, question, history))
            return answer

        def comparing(theme: str, publishers: Sequence[str]) -> Comparison:
            (found,) = bounded(line, seconds, lambda: iter([compare(assistant.index, theme, publishers)]))
            return found

        return replace(
            desk,
            ask=ask,
            answering=in_time(line, with_model, desk.answering),
            extractive=desk.extractive and in_time(line, seconds, desk.extractive),
            comparing=comparing,
        )

    def _manned(self, desk: Desk, crew: Crew) -> Desk:
        """What a language model writes is still written in this process: it grows while one looks."""
        answering = in_line(self.line, asked_of(crew))
        desk = replace(desk, extractive=answering, comparing=compared_by(self.line, crew))
        if self._settings.writer != EXTRACTIVE:
            return desk

        def ask(question: str, history: Sequence[Turn]) -> Answer:
            *_, answer = answering(question, history, consent=False)
            return answer

        return replace(desk, ask=ask, answering=answering)


def workers_of(settings: Settings) -> int:
    """As set; else one for each core where many may ask, and none on a computer that serves its own user."""
    if settings.workers is not None:
        return settings.workers
    many = not settings.access.is_open or not is_local(settings.host)
    return min(MOST, cores()) if many and cores() > 1 else 0


def without_secrets(settings: Settings) -> Settings:
    """What a process that answers needs to know, and no key, token or account of anybody."""
    return replace(
        settings, writer=EXTRACTIVE, writer_key="", consent="", contact="", access=Access(), watching=Watching()
    )


def asked_of(crew: Crew) -> Answering:
    """An answer of the processes; it comes whole."""

    def answering(
        question: str,
        history: Sequence[Turn],
        *,
        consent: bool,  # noqa: ARG001 - they have nobody outside to ask
        within: frozenset[str] | None = None,
    ) -> Iterator[Answer]:
        yield crew(Question(question, tuple(history), within))

    return answering


def in_line(line: Line, asked: Answering) -> Answering:
    def answering(
        question: str, history: Sequence[Turn], *, consent: bool, within: frozenset[str] | None = None
    ) -> Iterator[Answer]:
        with line.turn():
            yield from asked(question, history, consent=consent, within=within)

    return answering


def in_time(line: Line, seconds: float, asked: Answering) -> Answering:
    """The same, by this process, for so long."""

    def answering(
        question: str, history: Sequence[Turn], *, consent: bool, within: frozenset[str] | None = None
    ) -> Iterator[Answer]:
        return bounded(line, seconds, partial(asked, question, history, consent=consent, within=within))

    return answering


def compared_by(line: Line, crew: Crew) -> Comparing:
    def comparing(theme: str, publishers: Sequence[str]) -> Comparison:
        with line.turn():
            found: Comparison = crew(Theme(theme, tuple(publishers)))
        return found

    return comparing
