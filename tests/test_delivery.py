"""What is delivered: the lock, the licences, the units and the files of the containers agree with what there is."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / ".deploy"


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
