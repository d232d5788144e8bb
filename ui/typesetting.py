"""Sets a dossier as PDF, in a process of its own: Typst remembers all that it has set, some 100 MB for a long dossier.

A script, and no part of the package while it runs: it reads JSON, writes a PDF, opens no other file and asks nothing
of any network. It does not know what stands in a dossier.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

_COMMON = 0x17F  # up to here every letter has its form
_MISSING = "\N{REPLACEMENT CHARACTER}"
_PROBE = b'#set document(title: "x")\n#set text(font: "Libertinus Serif", lang: "nl")\n#sys.inputs.text'


def typeset(template: bytes, dossier: dict[str, Any]) -> bytes:
    """A tagged PDF/UA-1; where letters do not go together, a tagged file without that promise."""
    try:
        return _set(template, {"dossier": json.dumps(dossier)})
    except typst.TypstError:
        inputs = {"dossier": json.dumps(printable(dossier))}
    try:
        return _set(template, inputs)
    except typst.TypstError:
        return _set(template, inputs, promised=False)


def printable(dossier: dict[str, Any]) -> dict[str, Any]:
    """With a sign for every letter that the font lacks: a PDF that promises to be readable may hold none."""
    lacking = {ord(c): _MISSING for c in {*_characters(dossier)} if ord(c) > _COMMON and not _has(c)}
    lines = [
        line | {"runs": [run | {"text": run["text"].translate(lacking)} for run in line["runs"]]}
        for line in dossier["lines"]
    ]
    return dossier | {"title": dossier["title"].translate(lacking), "lines": lines}


def _characters(dossier: dict[str, Any]) -> Iterator[str]:
    yield from dossier["title"]
    for line in dossier["lines"]:
        for run in line["runs"]:
            yield from run["text"]


def _has(character: str) -> bool:
    try:
        _set(_PROBE, {"text": character})
    except typst.TypstError:
        return False
    return True


def _set(template: bytes, inputs: dict[str, str], *, promised: bool = True) -> bytes:
    with TemporaryDirectory() as folder:
        empty = Path(folder)
        compiler: typst.Compiler = typst.Compiler(
            template, empty, ignore_system_fonts=True, sys_inputs=inputs, package_path=empty, package_cache_path=empty
        )
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"] if promised else [])
    assert isinstance(made, bytes)  # one file, not a page each
    return made


if __name__ == "__main__":
    given = Path(__file__).with_name("dossier.typ").read_bytes()
    sys.stdout.buffer.write(typeset(given, json.load(sys.stdin.buffer)))
