"""A dossier as a tagged PDF. It does not know what stands in a dossier, nor how a page is set (ui/typesetting.py)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ui import texts
from ui.dossier import Dossier
from ui.layout import Line, layout

_SECONDS = 60  # a dossier of 200 pieces takes two
_SCRIPT = Path(__file__).with_name("typesetting.py")


def to_pdf(dossier: Dossier) -> bytes:
    """Raises CalledProcessError or TimeoutExpired where it cannot be set."""
    command = [sys.executable, "-I", str(_SCRIPT)]  # isolated: else html.py beside it would pass for Python's own
    words = json.dumps(_data(dossier)).encode()
    return subprocess.run(command, input=words, capture_output=True, check=True, timeout=_SECONDS).stdout


def _data(dossier: Dossier) -> dict[str, Any]:
    made = dossier.made
    return {
        "title": dossier.name,
        "author": texts.NAME,
        "footer": texts.DOSSIER_FOOTER,
        "page": texts.PAGE,
        "made": [made.year, made.month, made.day],
        "lines": [_line(line) for line in layout(dossier)],
    }


def _line(line: Line) -> dict[str, Any]:
    runs = [{"text": r.text, "bold": r.bold, "doubted": r.doubted, "source": r.source} for r in line.runs]
    return {"style": line.style.value, "level": line.level, "source": line.source, "runs": runs}
