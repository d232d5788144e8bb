"""A dossier as Markdown, in which no word of a source or of a user is markup: pure."""

import re

from ui import texts
from ui.dossier import Dossier
from ui.layout import Line, Run, Style, layout

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&$^=@])")
_BULLET = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))", re.MULTILINE)
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www)([:.])")  # some readers make links of these by themselves
_PREFIX = {Style.ITEM: "- ", Style.QUOTE: "> ", Style.NOTICE: "> ", Style.SOURCE_QUOTE: "> "}


def to_markdown(dossier: Dossier) -> bytes:
    lines = layout(dossier)
    parts = [_written(line) for line in lines]
    joined = "".join(_between(lines[i - 1], line) * (i > 0) + parts[i] for i, line in enumerate(lines))
    return f"{joined}\n\n---\n\n{escaped(texts.DOSSIER_FOOTER)}\n".encode()


def escaped(text: str) -> str:
    """Text that any reader of Markdown shows as it is."""
    plain = _MARKUP.sub(r"\\\1", text)
    plain = _BULLET.sub(_harmless, plain)
    return _ADDRESS.sub(r"\1\\\2", plain)


def _harmless(found: re.Match[str]) -> str:
    """A dash, plus or number that would begin a list; spaces that would begin code go."""
    mark = found[2]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _between(before: Line, line: Line) -> str:
    return "\n" if before.style is line.style is Style.ITEM else "\n\n"


def _written(line: Line) -> str:
    body = "".join(map(_run, line.runs))
    match line.style:
        case Style.TITLE:
            return f"# {_one_line(body)}"
        case Style.HEADING:
            return f"{'#' * (line.level + 1)} {_one_line(body)}"
        case Style.GROUP | Style.LABEL | Style.WARNING:
            return f"**{_one_line(body)}**"
        case Style.SOURCE:
            return f'<a id="bron-{line.source}"></a>**\\[{line.source}\\]** {_one_line(body)}'
    prefix = _PREFIX.get(line.style, "")
    lines = [part.strip() for part in body.split("\n") if part.strip()]
    return prefix + f"  \n{'  ' if line.style is Style.ITEM else prefix}".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _run(run: Run) -> str:
    if run.source:
        return f"[\\[{run.source}\\]](#bron-{run.source})"
    body = escaped(run.text)
    words = body.strip()
    if not words or not (run.bold or run.doubted):
        return body
    mark = "**" if run.bold else "*"
    return body.replace(words, f"{mark}{words}{mark}", 1)
