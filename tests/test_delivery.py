"""What is delivered: the lock, the licences, the units and the files of the containers agree with what there is."""

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.image import copied, steps
from ui import cli
from ui.settings import load_settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / ".deploy"
away: dict[int, bool] = {}  # which of the servers below answers nothing but that it is busy
unready: set[int] = set()  # which of them says that it is not ready, and answers all the same


@contextmanager
def answering() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """A server that says ok; its port, and what it heard: paths and the name it was called by."""
    heard: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append((self.path, self.headers["Host"]))
            port = int(self.server.server_address[1])
            if self.path == "/langzaam":  # asked to stop while it answers
                unready.add(port)
                time.sleep(1)
            self.send_response(503 if away.get(port) or (self.path == "/readyz" and port in unready) else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_port, heard
        server.shutdown()


@contextmanager
def proxied(folder: Path, *ports: int) -> Iterator[int]:
    """HAProxy by our file, before servers that are named in it one by one; gives its port once it forwards."""
    text = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
    lines = "".join(f"    server chat{n} 127.0.0.1:{port}\n" for n, port in enumerate(ports, start=1))
    text, count = re.subn(r"^ +server-template .*\n", lines, text, flags=re.MULTILINE)
    assert count == text.count("\nbackend ")
    text = text.replace("inter 2s", "inter 100ms")
    (folder / "haproxy.cfg").write_text(text, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [_haproxy(), "-db", "-f", str(folder / "haproxy.cfg")]
    run = subprocess.Popen(command, env={"BIND": f"127.0.0.1:{port}"}, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with suppress(OSError):
                asked(port, "/healthz")
                break
            time.sleep(0.1)
        yield port
    finally:
        run.kill()
        run.wait()


def _haproxy() -> str:
    """In /usr/sbin, which the environment that it gets does not name."""
    return shutil.which("haproxy") or ""


def asked(port: int, path: str, cookie: str | None = None) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    reply = connection.getresponse()
    reply.read()
    return reply


@pytest.fixture(scope="module")
def packages() -> ModuleType:
    """.deploy/packages.py, which is a program and no module of ours."""
    spec = spec_from_file_location("packages", DEPLOY / "packages.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def locked() -> dict[str, str]:
    lines = (DEPLOY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {name: version for name, version in pairs}  # noqa: C416 - it also checks that each is a pair


def test_what_is_installed_is_what_is_locked(packages: ModuleType, locked: dict[str, str]) -> None:
    installed = {name: packages.public(one.version) for name, one in packages.needed(*packages.extras()).items()}
    assert installed, "make setup"
    assert {name: locked.get(name, "nothing: make lock") for name in installed} == installed


def test_every_range_contains_the_locked_version_and_nothing_asked_for_is_missing(locked: dict[str, str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for some in project["optional-dependencies"].values() for one in some)]
    for requirement in map(Requirement, asked):
        if requirement.marker is None or requirement.marker.evaluate():
            version = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(Version(version)), requirement


def test_the_builder_is_locked_too() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", one) for one in table["build-system"]["requires"])


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_lock_that_changed_is_installed_by_the_next_make() -> None:
    """-o: as if it were up to date; -W: as if it changed just now; -n: only told."""
    told = subprocess.run(
        ["make", "-n", "-o", "pyproject.toml", "-W", ".deploy/constraints.txt", "test"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "--constraint .deploy/constraints.txt" in told
    assert "--constraint .deploy/constraints.txt" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_list_of_licences_is_that_of_what_is_installed(packages: ModuleType) -> None:
    kept = packages.LICENCES.read_text(encoding="utf-8")
    assert kept == packages.licences(), "make licences"
    assert "| ? |" not in kept  # of each package a licence is known
    for copyleft in ("psycopg", "python-stdnum", "Pebble"):
        assert re.search(rf"^- {copyleft} .*(?:LGPL|Lesser)", kept, re.MULTILINE)


def test_nothing_that_an_installation_takes_is_under_a_licence_that_reaches_further(packages: ModuleType) -> None:
    """A GPL or AGPL without another choice would reach the whole program."""
    installed = packages.needed(*(extra for extra in packages.extras() if extra not in packages.TESTING))
    strong = re.compile(r"(?<![L-])\bA?GPL|GNU (?:Affero )?General")
    found = {name: packages.licence_of(one) for name, one in installed.items()}
    assert not {name: kind for name, kind in found.items() if strong.search(kind) and " OR " not in kind}


def test_the_program_that_writes_the_lock_writes_the_one_that_is_there(packages: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(DEPLOY, tmp_path / ".deploy")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".deploy" / "constraints.txt").unlink()
    subprocess.run([sys.executable, tmp_path / ".deploy" / "packages.py", "lock"], check=True)
    written = (tmp_path / ".deploy" / "constraints.txt").read_text(encoding="utf-8")
    kept = (DEPLOY / "constraints.txt").read_text(encoding="utf-8")
    assert written.splitlines()[0] == packages.LOCK_HEAD.splitlines()[0]
    assert set(written.splitlines()) <= set(kept.splitlines())


def test_what_the_image_sets_can_be_set_and_nobody_runs_it_as_root(tmp_path: Path) -> None:
    stages = "".join(f"{step.word} {step.rest}\n" for step in steps((DEPLOY / "Dockerfile").read_text())).split("FROM ")
    last = list(steps("FROM " + stages[-1]))
    pairs = [pair for step in last if step.word == "ENV" for pair in step.rest.split()]
    environment = dict(pair.split("=", 1) for pair in pairs)
    settings = load_settings(environment, tmp_path)
    assert settings.index == Path("/var/lib/bronwijzer/index")
    assert environment["HF_HUB_OFFLINE"] == "1"
    words = [step.word for step in last]
    user = next(step.rest for step in last if step.word == "USER")
    assert int(user.split(":")[0]) > 0
    assert all(step.word != "RUN" for step in last[words.index("USER") :])
    assert not [step for step in last if step.word == "RUN" and re.search(r"pip|curl|wget|apt", step.rest)]


def test_the_image_and_the_unit_can_ask_an_engine_and_send_traces() -> None:
    """A read-only installation gets no package afterwards."""
    places = ((DEPLOY / "Dockerfile").read_text(encoding="utf-8"), (ROOT / "README.md").read_text(encoding="utf-8"))
    for text in places:
        lines = [line for line in text.splitlines() if "pip install --constraint .deploy/constraints.txt" in line]
        ours = [line for line in lines if "--no-deps torch" not in line]
        assert ours
        assert all("[engine,telemetry]" in line for line in ours)


def test_the_image_gets_everything_that_a_wheel_is_made_of() -> None:
    """What .dockerignore lets in, the Dockerfile copies; and of the packages nothing is missing."""
    sources = {
        source
        for step in steps((DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
        if step.word == "COPY" and not step.rest.startswith("--")
        for source in step.rest.split()[:-1]
    }
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")}
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert sources == let_in
    assert sources >= {*table["tool"]["setuptools"]["packages"], *table["project"]["license-files"], "README.md"}


def test_no_module_is_kept_out_of_the_image(tmp_path: Path) -> None:
    for folder in ("ingest", "index", "qa", "eval", "ui"):
        copied(folder, tmp_path / folder, ROOT, single=True)
        there = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py")}
        assert {path.relative_to(tmp_path) for path in (tmp_path / folder).rglob("*.py")} == there
    assert not list(tmp_path.rglob("__pycache__"))
    assert not (tmp_path / "index" / "store").exists()


def test_the_check_of_health_asks_by_a_name_that_the_server_answers_to(monkeypatch: pytest.MonkeyPatch) -> None:
    health = next(s.rest for s in steps((DEPLOY / "Dockerfile").read_text()) if s.word == "HEALTHCHECK")
    program = json.loads(health.partition(" CMD ")[2])[2]
    for hosts, name in (("", "localhost"), ("chat.gemeente.be, www.gemeente.be", "chat.gemeente.be")):
        monkeypatch.setenv("BRONWIJZER_HOSTS", hosts)
        with answering() as (port, heard):
            exec(program.replace("7860", str(port)))
        assert heard == [("/healthz", name)]


@pytest.mark.skipif(not shutil.which("haproxy"), reason="needs haproxy")
def test_the_proxy_reads_its_file() -> None:
    done = subprocess.run(
        [_haproxy(), "-c", "-f", DEPLOY / "haproxy.cfg"],
        env={"BIND": "127.0.0.1:8080", "CHATS": "localhost:7860"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("haproxy"), reason="needs haproxy")
def test_a_visitor_stays_with_one_chat_and_goes_to_another_when_it_is_away(tmp_path: Path) -> None:
    with answering() as (first, one), answering() as (second, two), proxied(tmp_path, first, second) as port:
        cookie = None
        for _ in range(6):
            reply = asked(port, "/", cookie)
            cookie = reply.headers["Set-Cookie"] or cookie
        pages = [[path for path, _name in heard if path == "/"] for heard in (one, two)]
        assert sorted(map(len, pages)) == [0, 6]
        assert asked(port, "/metrics").status == 404
        stayed = 0 if pages[0] else 1
        away[(first, second)[stayed]] = True
        assert asked(port, "/", cookie).status == 200
        assert len([path for path, _name in (one, two)[1 - stayed] if path == "/"]) == 1


@pytest.mark.skipif(not shutil.which("haproxy"), reason="needs haproxy")
def test_a_chat_that_stops_finishes_its_answers_and_where_none_is_ready_one_says_why(tmp_path: Path) -> None:
    """With the engine away no chat is ready: what people read then is the sentence of a chat, in Dutch."""
    with answering() as (first, _one), answering() as (second, _two), proxied(tmp_path, first, second) as port:
        assert asked(port, "/langzaam").status == 200
        unready.update((first, second))
        time.sleep(0.5)
        assert asked(port, "/").status == 200


@pytest.mark.skipif(not shutil.which("haproxy"), reason="needs haproxy")
def test_what_is_for_the_machines_that_watch_is_not_found_by_another_spelling(tmp_path: Path) -> None:
    with answering() as (chat, heard), proxied(tmp_path, chat) as port:
        assert {asked(port, path).status for path in ("/metrics", "/%6detrics", "/%72eadyz", "/read%79z?x=1")} == {404}
        assert {path for path, _name in heard} <= {"/healthz", "/readyz"}


@pytest.mark.skipif(not shutil.which("haproxy"), reason="needs haproxy")
def test_where_no_chat_answers_at_all_the_proxy_says_so_in_dutch(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = free.getsockname()[1]
    with proxied(tmp_path, nobody) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/")
        reply = connection.getresponse()
        assert (reply.status, reply.headers["Retry-After"]) == (503, "30")
        assert "Bronwijzer is even niet bereikbaar" in reply.read().decode()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_the_unit_is_sound_and_shut_in() -> None:
    unit = DEPLOY / "bronwijzer.service"
    told = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False).stderr
    assert [line for line in told.splitlines() if unit.name in line and "is not executable" not in line] == []
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-300:]  # at most 2.0 of 10


def test_compose_opens_one_port_on_this_computer_and_keeps_the_engine_inside() -> None:
    """Read as far as that goes without an engine: YAML, and what it says."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert all(port.startswith("127.0.0.1:") for one in services.values() for port in one.get("ports", ()))
    assert compose["networks"]["inside"]["internal"] is True
    assert services["engine"]["networks"] == services["loader"]["networks"] == ["inside"]
    for name, one in services.items():
        assert one["read_only"], name
        assert one["cap_drop"] == ["ALL"], name
        assert "mem_limit" in one, name
    assert "PASSWORD" not in {key for one in services.values() for key in one.get("environment", {})}
    settings = load_settings(services["chat"]["environment"], DEPLOY)
    assert settings.access.users
    # libpq wants a file that its owner alone can read, and the image of PostgreSQL runs engine.sh as another one
    assert "pgpass" not in services["engine"]["secrets"]
    read = set(re.findall(r"/run/secrets/(\w+)", (DEPLOY / "engine.sh").read_text(encoding="utf-8")))
    assert read <= set(services["engine"]["secrets"])
    assert "passfile=/run/secrets/pgpass" in settings.engine[0]


@pytest.mark.parametrize("missing", ["torch", "sentence_transformers", "transformers"])
def test_an_installation_without_models_says_so_where_one_is_asked_for(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise ModuleNotFoundError(f"No module named '{missing}'", name=missing)

    monkeypatch.setenv("BRONWIJZER_ENCODER", str(tmp_path))
    monkeypatch.setattr("index.encoder._load", gone)
    assert cli.run(["ask", "Wat is een referentiebudget?"]) == 1
    said = capsys.readouterr().err
    assert f"ontbreekt het pakket {missing}" in said
    assert "MODELS=1" in said
