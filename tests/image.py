"""Runs the steps of a Dockerfile without a container engine: each stage in a folder of its own that is the root of all
that it sees, by namespaces and chroot. For root on Linux only. The system's own programs stand in for the base image.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from string import Template

_SYSTEM = ("usr", "lib", "lib32", "lib64", "libx32", "bin", "sbin")
_PIP = ("PIP_CERT", "PIP_FIND_LINKS", "PIP_DEFAULT_TIMEOUT", "http_proxy", "https_proxy", "no_proxy")
_NOT_RUN = ("LABEL", "EXPOSE", "VOLUME", "STOPSIGNAL")
_MOUNTS = """
set -e
root=$1; base=$2; kind=$3; shift 3
mount --bind "$root" "$root"
[ "$kind" = build ] || mount -o remount,ro,bind "$root"
for one in {system}; do
    [ -d "/$one" ] && [ ! -L "/$one" ] || continue
    mount --bind "/$one" "$root/$one"
    mount -o remount,ro,bind "$root/$one"
done
mount --bind "$base" "$root/usr/local"
mount -o remount,ro,bind "$root/usr/local"
[ "$kind" = run ] || chroot "$root" ldconfig
for one in /opt/*; do [ ! -d "$root$one" ] || [ "$one" = /opt/bronwijzer ] || mount --bind "$one" "$root$one"; done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
if [ "$kind" = run ]; then
    mount --bind "$root/var/lib/bronwijzer" "$root/var/lib/bronwijzer"
    mount -o remount,rw,bind "$root/var/lib/bronwijzer"
    ip link set lo up
fi
exec chroot "$@"
"""


@dataclass(frozen=True, slots=True)
class Step:
    word: str
    rest: str


@dataclass(slots=True)
class Stage:
    """What the steps so far made of it."""

    root: Path
    environment: dict[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}
    )
    arguments: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "0:0"
    entry: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    health: tuple[str, ...] = ()

    def run(self, command: Sequence[str], *, closed: bool = False) -> subprocess.CompletedProcess[str]:
        """`closed`: as it is to run: nothing but the volume and /tmp can be written, and there is no network."""
        kind, more = ("run", ["--net"]) if closed else ("build", [])
        inside = self.environment if closed else {**_told(), **self.arguments, **self.environment}
        environment = [f"{name}={value}" for name, value in inside.items()]
        within = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', self.folder, *command]
        chroot = [f"--userspec={self.user}", str(self.root), "/usr/bin/env", "-i", *environment, *within]
        script = _MOUNTS.replace("{system}", " ".join(_SYSTEM))
        return subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", *more, "sh", "-c", script, "sh",
             str(self.root), sys.base_prefix, kind, *chroot],
            capture_output=True, text=True, check=False,
        )  # fmt: skip


def _told() -> dict[str, str]:
    """How pip reaches its packages here."""
    return {name: os.environ[name] for name in _PIP if name in os.environ}


def steps(text: str) -> Iterator[Step]:
    """In order; comments go, and lines that go on are joined."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n\s*", " ", lines).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield Step(word, rest.strip())


def built(dockerfile: Path, context: Path, where: Path, given: Mapping[str, str]) -> Stage:
    """The last stage, once every step succeeded; raises AssertionError with what a step said."""
    stages: dict[str, Stage] = {}
    stage = Stage(where)  # before the first FROM there are only arguments
    for step in steps(dockerfile.read_text(encoding="utf-8")):
        rest = _filled(step.rest, stage)
        if step.word == "FROM":
            name = rest.split(" AS ")[1]
            stage = stages[name] = Stage(_fresh(where / name))
        elif step.word == "ARG":
            name, _, value = rest.partition("=")
            stage.arguments[name] = given.get(name, value)
        elif step.word == "COPY":
            _copy(rest, stage, stages, context)
        elif step.word == "RUN":
            done = stage.run(["/bin/sh", "-c", step.rest])
            assert done.returncode == 0, f"{step.rest}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        else:
            _noted(step.word, rest, stage)
    return stage


def _noted(word: str, rest: str, stage: Stage) -> None:
    if word == "ENV":
        stage.environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
    elif word == "WORKDIR":
        stage.folder = rest
        (stage.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
    elif word == "USER":
        stage.user = rest
    elif word == "ENTRYPOINT":
        stage.entry = tuple(json.loads(rest))
    elif word == "CMD":
        stage.command = tuple(json.loads(rest))
    elif word == "HEALTHCHECK":
        stage.health = tuple(json.loads(rest.partition(" CMD ")[2]))
    else:
        assert word in _NOT_RUN, word


def _filled(text: str, stage: Stage) -> str:
    return Template(text).safe_substitute({**stage.arguments, **stage.environment})


def _fresh(root: Path) -> Path:
    """A root with a copy of /etc, and places to mount the system on."""
    for name in ("proc", "dev", "tmp", "src", "var/lib", "opt", *(f"opt/{one.name}" for one in Path("/opt").iterdir())):
        (root / name).mkdir(parents=True, exist_ok=True)
    for name in _SYSTEM:
        if Path("/", name).is_symlink():
            (root / name).symlink_to(Path("/", name).readlink())
        elif Path("/", name).is_dir():
            (root / name).mkdir()
    subprocess.run(["cp", "-a", "/etc", root / "etc"], check=True)
    return root


def _copy(rest: str, stage: Stage, stages: Mapping[str, Stage], context: Path) -> None:
    parts = shlex.split(rest)
    options = dict(part.removeprefix("--").split("=") for part in parts if part.startswith("--"))
    *sources, target = (part for part in parts if not part.startswith("--"))
    into = stage.root / PurePosixPath(stage.folder, target).as_posix().lstrip("/")
    for source in sources:
        if "from" in options:
            shutil.copytree(stages[options["from"]].root / source.lstrip("/"), into, symlinks=True)
        else:
            copied(source, into, context, single=not target.endswith("/"))
    if "chown" in options:
        subprocess.run(["chown", "-R", options["chown"], into], check=True)


def copied(source: str, into: Path, context: Path, *, single: bool) -> None:
    """Only what .dockerignore lets in."""
    ignored = (context / ".dockerignore").read_text(encoding="utf-8").split()
    assert any(source == one[1:] for one in ignored if one.startswith("!")), f"{source}: not let in by .dockerignore"
    out = [one for one in ignored if one[0] not in "!*" or one.startswith("**/")]
    if (context / source).is_file():
        target = into if single else into / Path(source).name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(context / source, target)
        return

    def kept_out(folder: str, names: list[str]) -> list[str]:
        within = Path(folder).relative_to(context)
        return [name for name in names if any((within / name).match(one.removeprefix("**/")) for one in out)]

    shutil.copytree(context / source, into, ignore=kept_out)
