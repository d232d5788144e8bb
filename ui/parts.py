"""What a backup is made of: a name for each part, and where it stands. It does not know archives."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ui import runs
from ui.settings import Settings, config_file, uploads_of

INDEX, UPLOADS, USERS, TOKENS, OPINIONS, WORDS, THEMES, CONFIG = (
    "index", "uploads", "users", "tokens", "opinions", "words", "themes", "settings",
)  # fmt: skip
RUNS, GOLD, DOCUMENTS = "runs", "gold", "documents"  # only when asked for
_CALLED = {
    USERS: "users.json",
    TOKENS: "tokens.json",
    WORDS: "words.toml",
    THEMES: "themes.toml",
    CONFIG: "bronwijzer.toml",
}
_PASSING = (".lock", ".tmp")  # how files end that are of the moment
FORMER = "voor-herstel-"  # in the name of what a restore set aside
_ARRIVING = ".nieuw-"  # a folder of ui/uploads.py with what is still being received


@dataclass(frozen=True, slots=True)
class Part:
    """A folder with all that stands in it, or a file (of the users also what stands beside it)."""

    name: str
    place: Path
    called: str = ""  # the file in the archive; "": a folder

    def files(self) -> Iterator[tuple[str, Path]]:
        """By the name in the archive. No links: what they point at is not ours."""
        if self.called:
            yield from self._beside()
        elif self.place.is_dir():
            for path in sorted(self.place.rglob("*")):
                within = path.relative_to(self.place)
                if _counts(path) and not any(step.startswith(_ARRIVING) for step in within.parts):
                    yield f"{self.name}/{within.as_posix()}", path

    def _beside(self) -> Iterator[tuple[str, Path]]:
        """The file, and what belongs to it: of the users file the key and the sessions that ended."""
        names = [self.place, *sorted(self.place.parent.glob(f"{self.place.name}.*"))]
        for path in names if self.name == USERS else names[:1]:
            if _counts(path, followed=True):
                yield f"{self.name}/{self.called}{path.name.removeprefix(self.place.name)}", path

    def target(self, name: str) -> Path:
        """Where a file of the archive belongs."""
        rest = name.removeprefix(f"{self.name}/")
        if not self.called:
            return self.place / rest
        return self.place.with_name(self.place.name + rest.removeprefix(self.called))


def parts_of(settings: Settings, *, measurements: bool = False, documents: bool = False) -> tuple[Part, ...]:
    """All but the index, which is taken as a whole; where a setting names nothing there is no part."""
    found = [Part(UPLOADS, uploads_of(settings)), Part(OPINIONS, settings.feedback)]
    named: dict[str, Path | None] = {
        USERS: settings.access.users,
        TOKENS: settings.access.tokens,  # None: beside the users file, and with it
        WORDS: settings.words,
        THEMES: settings.themes,
        CONFIG: config_file(),
    }
    found += [Part(name, place, _CALLED[name]) for name, place in named.items() if place is not None]
    if measurements:
        from eval import GOLD as OWN_GOLD

        found += [Part(RUNS, runs.folder()), Part(GOLD, OWN_GOLD)]
    if documents:
        found += [_documents(n, place) for n, place in enumerate(settings.corpus, start=1)]
    return tuple(found)


def _documents(number: int, place: Path) -> Part:
    return Part(f"{DOCUMENTS}-{number}", place, "" if place.is_dir() else place.name)


def _counts(path: Path, *, followed: bool = False) -> bool:
    """`followed`: a file that a setting names may be a link."""
    return (
        path.is_file()
        and (followed or not path.is_symlink())
        and path.suffix not in _PASSING
        and FORMER not in path.name
    )
