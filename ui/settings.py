"""What can be set, and the assistant that follows from it; the only reader of the environment and of bronwijzer.toml.

It does not know what is asked or shown.
"""

import hashlib
import json
import logging
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import texts
from ui import texts_serving as serving
from ui.access_settings import Access, access_of, truth
from ui.watch_settings import Watching, watching_of

if TYPE_CHECKING:  # the doors of qa and index load torch: `bronwijzer --help` need not wait for that
    from index import Address, Encoder, Index, Progress, Reranker
    from ingest import Document, Root
    from qa import Assistant, LocalWriter, Writer

PREFIX = "BRONWIJZER_"
FILE = "bronwijzer.toml"
_PROJECT = Path(__file__).resolve().parent.parent
CORPUS = _PROJECT / "ingest" / "corpus"
STORE = _PROJECT / "index" / "store"
PORT = 7860
QUEUE = 40  # questions that may wait: the last one for a few seconds
EXTRACTIVE = "extractive"
_ENVIRONMENT_ONLY = ("config", "debug", "metrics_token", "writer_key")  # a key in a file is a key in a backup
_GROUPS = ("access", "watching")  # their fields stand beside the others
_PATHS = ("index", "uploads", "cache", "words", "themes", "users", "tokens", "feedback")


log = logging.getLogger(__name__)


class SettingsError(ValueError):
    """A setting that is unknown or cannot be used; `str(error)` names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    corpus: tuple[Path, ...] = (CORPUS,)  # folders and files with documents
    index: Path = STORE
    engine: tuple[str, ...] = field(default=(), repr=False)  # URLs of databases that hold the index in its place
    uploads: Path | None = None  # what is added on the page; None: beside the index
    upload_mb: int = 50  # for one file
    encoder: str = "builtin"
    cache: Path | None = None  # None: the user's own cache folder
    words: Path | None = None  # a word list that adds to index/words.toml
    themes: Path | None = None  # a list of themes in place of index/themes.toml
    reranker: str = ""  # a cross-encoder's folder or hub name; "": none
    host: str = "127.0.0.1"
    port: int = PORT
    writer: str = EXTRACTIVE  # or transformers:NAME, or openai:URL#MODEL
    writer_key: str = field(default="", repr=False)
    writer_seconds: int = 0  # for a whole answer; 0: 60 on a server, 120 on this computer
    consent: str = ""  # the host outside to which every question may be sent
    feedback: Path = field(default_factory=lambda: data_folder(os.environ) / "oordelen")  # where opinions are kept
    organisation: str = ""  # whose chat this is, as the statements on accessibility and privacy name it
    contact: str = ""  # where to reach them: an e-mail address, or the address of a page
    nli: str = ""  # a model for natural language inference: folder or hub name; "": none
    api_per_minute: int = 60  # what one program or address may ask of the API; 0: as much as it likes
    mcp: bool = False  # whether other assistants may ask, at /mcp
    debug: bool = False
    watching: Watching = field(default_factory=Watching)  # the same
    workers: int | None = None  # processes that answer; 0: the server itself; None: see ui/serving.py
    queue: int = QUEUE  # questions that may wait
    answer_seconds: int = 20  # that one may take
    stop_seconds: int = 20  # that questions are still answered in when the server is stopped
    access: Access = field(default_factory=Access)  # its fields are set by their own names, beside the others

    @property
    def place(self) -> "Path | tuple[str, ...]":
        """Where the index is: a folder, or servers. Never shown: a URL may hold a password (`place_of`)."""
        return self.engine or self.index


def uploads_of(settings: Settings) -> Path:
    return settings.uploads or settings.index.with_name(f"{settings.index.name}-uploads")


def folders_of(settings: Settings) -> "tuple[Path | Root, ...]":
    """All that is read into the index."""
    from ingest import Root

    return (*settings.corpus, Root(uploads_of(settings), texts.UPLOADED_LABEL))


def place_of(settings: Settings) -> str:
    """Where the index is, for people."""
    return ", ".join(one.place for one in _addresses(settings.engine)) or str(settings.index)


def in_the_open(settings: Settings) -> str:
    """A warning where questions and passages may go unencrypted to another machine; "" where not."""
    from index import open_hosts

    hosts = dict.fromkeys(host for one in _addresses(settings.engine) for host in open_hosts(one))
    return serving.ENGINE_IN_THE_OPEN.format(hosts=", ".join(hosts)) if hosts else ""


def load_settings(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """Defaults, then bronwijzer.toml, then BRONWIJZER_* variables; raises SettingsError."""
    given = _variables(environment)
    named, file = given.pop("config", None), config_file(environment, folder)
    if named and not file.is_file():
        raise SettingsError(texts.config_missing(file))
    values: dict[str, Any] = {"index": _default_index(environment), "feedback": data_folder(environment) / "oordelen"}
    if file.is_file():
        values |= _from_file(file)
    return _typed(values | given)


def config_file(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Path:
    """Where bronwijzer.toml stands, or would stand."""
    return Path(environment.get(f"{PREFIX}CONFIG") or (folder or Path.cwd()) / FILE)


def settings_with(environment: Mapping[str, str] = os.environ, **given: str) -> Settings:
    """What is set, with these for one run on top, checked in the same way; "" leaves a setting as it is."""
    over = {PREFIX + name.upper(): value for name, value in given.items() if value}
    return load_settings({**environment, **over})


def runs_folder(package: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Where runs are kept: in the project, or among the user's own data where the package may not be written."""
    near = package if package.is_dir() else package.parent
    return package if os.access(near, os.W_OK) else data_folder(environment) / "metingen"


def manifest_of(place: "Path | tuple[str, ...]") -> Mapping[str, Any]:
    """What an index says of itself; nothing where a folder says nothing. Raises what the door of index says."""
    if isinstance(place, tuple):
        from index import engine_manifest

        return engine_manifest(place)
    try:
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def index_beside(settings: Settings, progress: "Progress | None" = None) -> Settings:
    """The same with an index that its encoder can read: the one that is there, or else one of the same documents in
    the user's cache, which is made or brought up to date."""
    from index import build_index

    encoder = open_encoder_for(settings, progress)
    if manifest_of(settings.place).get("encoder") == encoder.name:
        return settings
    cache = settings.cache or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bronwijzer"
    where = place_of(settings) if settings.engine else settings.index.resolve()
    key = hashlib.sha256(f"{where} {encoder.name}".encode()).hexdigest()[:12]
    documents, folder = open_documents(settings), cache / f"index-{key}"
    folder.mkdir(parents=True, exist_ok=True)
    build_index(documents, encoder, folder, progress=progress)
    return replace(settings, index=folder, engine=())


def debugging(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a traceback may be shown; known even when the settings themselves are wrong."""
    return truth(environment.get(f"{PREFIX}DEBUG", ""))


def open_encoder_for(settings: Settings, progress: "Progress | None" = None, *, late: bool = False) -> "Encoder":
    """`late`: the model is opened when it is needed, if it is needed."""
    from index import open_encoder, open_encoder_late

    return (open_encoder_late if late else open_encoder)(settings.encoder, settings.cache, progress)


def open_assistant(settings: Settings, progress: "Progress | None" = None) -> "Assistant":
    """Everything once: encoder, index, writer; raises what their doors say."""
    return assistants(settings, progress)()


@dataclass(frozen=True, slots=True)
class Models:
    """What is opened once, whatever index is searched with it."""

    encoder: "Encoder"
    reranker: "Reranker | None" = None


def open_models(settings: Settings, progress: "Progress | None" = None) -> Models:
    """Raises what the door of index says."""
    from index import open_reranker, shared

    encoder = shared(open_encoder_for(settings, progress))
    return Models(encoder, open_reranker(settings.reranker) if settings.reranker else None)


def assistants(
    settings: Settings, progress: "Progress | None" = None, models: Models | None = None
) -> "Callable[[], Assistant]":
    """Opens the models; each call then gives an assistant over the index that is there, raising what its door says."""
    from qa import Assistant, open_entailment

    opened = models or open_models(settings, progress)
    writer = cache(lambda: _writer(settings))  # later than the first index: that one may be missing
    entailment = cache(lambda: open_entailment(settings.nli) if settings.nli else None)

    def over_the_index() -> Assistant:
        index = opened_index(settings, opened.encoder, opened.reranker)
        return Assistant(index, writer(), consent=settings.consent, entailment=entailment())

    return over_the_index


def opened_index(settings: Settings, encoder: "Encoder", reranker: "Reranker | None" = None) -> "Index":
    """The index that is set, over models that are open; raises what the door of index says."""
    from index import load_index

    return load_index(settings.place, encoder, words=settings.words, reranker=reranker)


def open_documents(settings: Settings) -> "tuple[Document, ...]":
    """The documents of the index by file name, without opening a model; raises what the door of index says."""
    documents = open_to_read(settings).documents
    return tuple(sorted(documents.values(), key=lambda document: document.source))


def open_to_read(settings: Settings) -> "Index":
    """The index without its model: it can be read, not searched. Raises what the door of index says."""
    from index import load_index

    return load_index(settings.place, _encoder_of(settings.place))


@dataclass(frozen=True, slots=True)
class Unopened:
    """Stands for the encoder of an index that is only read."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Any:
        raise NotImplementedError("this index was opened to be read, not to be searched")


def is_foreign(folder: Path) -> bool:
    """Whether the manifest.json in a folder is another program's; a damaged one of ours may be made again."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return not (isinstance(manifest, dict) and "encoder" in manifest)


def _encoder_of(place: "Path | tuple[str, ...]") -> Unopened:
    """What the manifest names; where it cannot be read, opening the index tells why."""
    try:
        manifest = manifest_of(place)
        return Unopened(manifest["encoder"], manifest["dimension"])
    except KeyError:
        return Unopened("", 0)


def _writer(settings: Settings) -> "Writer | None":
    from qa import LocalWriter, ServerWriter

    kind, _, name = settings.writer.partition(":")
    seconds = {"seconds": float(settings.writer_seconds)} if settings.writer_seconds else {}
    if kind == "transformers":
        return _loaded(LocalWriter(name, **seconds))
    if kind == "openai":
        url, _, model = name.rpartition("#")
        return ServerWriter(url, model, settings.writer_key, **seconds)
    return None  # the assistant's own: extractive


def _loaded(writer: "LocalWriter") -> "LocalWriter":
    """Before the first question, not in it; one that cannot be loaded is told, and answers are extractive."""
    from qa import WriterUnavailable

    try:
        writer.prepare()
    except WriterUnavailable as error:
        log.warning("%s", error)
    return writer


def _names() -> list[str]:
    return [f.name for group in (Settings, Access, Watching) for f in fields(group) if f.name not in _GROUPS]


def _variables(environment: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {
        name[len(PREFIX) :].lower(): v for name, v in environment.items() if name.startswith(PREFIX)
    }
    unknown = sorted(set(given) - set(_names()) - set(_ENVIRONMENT_ONLY))
    if unknown:
        raise SettingsError(texts.unknown_variables([PREFIX + name.upper() for name in unknown]))
    if "corpus" in given:
        given["corpus"] = [path for path in given["corpus"].split(os.pathsep) if path]
    return given


def _from_file(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(texts.config_unreadable(file, str(error))) from error
    allowed = [name for name in _names() if name not in _ENVIRONMENT_ONLY]
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise SettingsError(texts.unknown_keys(file, unknown, allowed))
    if any(one.secret for one in _addresses(_engine(values.get("engine", "")))):
        raise SettingsError(serving.ENGINE_SECRET_IN_FILE.format(file=file))
    return {name: _from(file.parent, name, value) for name, value in values.items()}


def _from(folder: Path, name: str, value: Any) -> Any:  # Any: whatever a person wrote in the file
    """A path in a file starts from the folder of the file."""
    if name == "corpus":
        return [folder / path if isinstance(path, str) else path for path in _listed(value)]
    return folder / value if name in _PATHS and isinstance(value, str) else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _typed(values: Mapping[str, Any]) -> Settings:
    kept = dict(values)
    if kept.get("corpus"):
        kept["corpus"] = tuple(_path("corpus", path) for path in kept["corpus"])
    for name in _PATHS:
        if kept.get(name):
            kept[name] = _path(name, kept[name])
    kept["port"] = _port(kept.get("port", PORT))
    kept["debug"] = truth(kept.get("debug", ""))
    kept["mcp"] = truth(kept.get("mcp", ""))
    kept["api_per_minute"] = _rate(kept.get("api_per_minute", 60))
    for name in ("encoder", "reranker", "host", "writer", "writer_key", "consent", "nli", "organisation", "contact"):
        if not isinstance(kept.get(name, ""), str):
            raise SettingsError(texts.not_a_text(name))
    kept["engine"] = _engine(kept.get("engine", ""))
    _addresses(kept["engine"])
    kept["writer_seconds"] = _seconds(kept.get("writer_seconds", 0))
    kept |= _serving({name: kept[name] for name in _SERVING if kept.get(name, "") != ""})
    kept["upload_mb"] = _megabytes(kept.get("upload_mb", 50))
    _check_writer(kept.get("writer", EXTRACTIVE), kept.get("consent", ""))
    try:
        kept["access"] = access_of({f.name: kept.pop(f.name) for f in fields(Access) if f.name in kept})
        kept["watching"] = watching_of({f.name: kept.pop(f.name) for f in fields(Watching) if f.name in kept})
    except ValueError as error:
        raise SettingsError(str(error)) from error
    return Settings(**{name: value for name, value in kept.items() if value not in ("", [], ())})


def _engine(value: object) -> tuple[str, ...]:
    """Of one text with white space between the URLs, or of a list."""
    if isinstance(value, str):
        return tuple(value.split())
    if not isinstance(value, list | tuple) or not all(isinstance(url, str) for url in value):
        raise SettingsError(serving.ENGINE_NOT_TEXT)
    return tuple(url.strip() for url in value if url.strip())


def _addresses(engine: tuple[str, ...]) -> "tuple[Address, ...]":
    """What the URLs say; nothing is connected to."""
    if not engine:  # the door of index takes a second
        return ()
    from index import BadAddress, addresses

    try:
        return addresses(engine)
    except BadAddress as error:
        raise SettingsError(str(error)) from error


def _path(name: str, value: object) -> Path:
    if not isinstance(value, str | Path):
        raise SettingsError(texts.not_a_text(name))
    return Path(value).expanduser()


def _port(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise SettingsError(texts.bad_port(text))
    return int(text)


def _seconds(value: object) -> int:
    text = str(value or 0)
    if not (text.isascii() and text.isdigit() and int(text) <= 3600):
        raise SettingsError(texts.bad_seconds(text))
    return int(text)


def _rate(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= 100_000 and len(text) < 9):
        raise SettingsError(serving.bad_rate(text))
    return int(text)


_SERVING = {"workers": (0, 64), "queue": (0, 500), "answer_seconds": (1, 600), "stop_seconds": (0, 600)}


def _serving(given: Mapping[str, object]) -> dict[str, int]:
    """Whole numbers, each between its two ends."""
    kept = {}
    for name, value in given.items():
        least, most = _SERVING[name]
        text = "" if isinstance(value, bool) else str(value)
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise SettingsError(serving.bad_number(name, text, least, most))
        kept[name] = int(text)
    return kept


def _megabytes(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 200):  # more is not read (ingest/worker.py)
        raise SettingsError(texts.bad_megabytes(text))
    return int(text)


def _check_writer(writer: str, consent: str) -> None:
    kind, _, name = writer.partition(":")
    url, _, model = name.rpartition("#")
    sound = {EXTRACTIVE: not name, "transformers": bool(name), "openai": bool(url and model)}
    if not sound.get(kind, False):
        raise SettingsError(texts.bad_writer(writer))
    host = _outside(url) if kind == "openai" else ""
    if host and not url.lower().startswith("https://"):
        raise SettingsError(texts.not_encrypted(host))
    if consent and consent != host:
        raise SettingsError(texts.consent_for_another(consent, host))


def _outside(url: str) -> str:
    from qa import outside

    return outside(url)


def _default_index(environment: Mapping[str, str]) -> Path:
    """In the project, or among the user's own data where the package may not be written."""
    if os.access(STORE if STORE.is_dir() else STORE.parent, os.W_OK):
        return STORE
    return data_folder(environment) / "index"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The user's own data."""
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "bronwijzer"
