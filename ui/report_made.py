"""How a run was made, and how to make it again: what a saved run says of itself, as a table and a command. Pure."""

from collections.abc import Mapping

from ui import texts_eval as words
from ui.report_blocks import Block, Table, Text

_OPTIONS = {"gold": "--gold", "types": "--types", "split": "--split"}
_SETTINGS = {"encoder": "BRONWIJZER_ENCODER", "reranker": "BRONWIJZER_RERANKER", "writer": "BRONWIJZER_WRITER"}
_USUAL = {"encoder": "builtin", "reranker": "", "writer": "extractive"}


def made(about: Mapping[str, object]) -> list[Block]:
    rows = tuple(_rows(about))
    table = Table(words.REPORT_SETTINGS_TABLE, (words.REPORT_SETTING, words.REPORT_VALUE), rows, 2)
    warned = [Text(words.REPORT_CHANGED)] if about.get("changed_since_commit") is True else []
    return [table, Text(words.REPORT_REPEAT), Text(command(about), "code"), *warned] if rows else []


def command(about: Mapping[str, object]) -> str:
    """What to type for the same run; the folder of the gold only where it is not the usual one."""
    settings = about.get("settings")
    given = settings if isinstance(settings, Mapping) else {}
    lines = [f"git checkout {about['commit']}"] if about.get("commit") not in (None, "", "unknown") else []
    names = [
        f"{variable}={_quoted(str(given[name]))}"
        for name, variable in _SETTINGS.items()
        if given.get(name, _USUAL[name]) != _USUAL[name]
    ]
    options = [
        f"{option} {_quoted(str(given[name]))}"
        for name, option in _OPTIONS.items()
        if given.get(name) and not str(given[name]).rstrip("/").endswith("eval/gold")
    ]
    return "\n".join([*lines, " ".join([*names, ".venv/bin/bronwijzer eval", *options])])


def _quoted(value: str) -> str:
    """A value as a shell takes it."""
    plain = value.replace("/", "").replace("-", "").replace("_", "").replace(".", "").replace(":", "").isalnum()
    return value if plain else "'" + value.replace("'", "'\\''") + "'"


def _rows(about: Mapping[str, object]) -> list[tuple[str, str]]:
    rows = []
    for name, value in about.items():
        if name == "settings" and isinstance(value, Mapping):
            rows += [(_name(str(key)), _value(one)) for key, one in value.items()]
        else:
            rows.append((_name(name), _value(value)))
    return rows


def _name(name: str) -> str:
    return words.REPORT_ABOUT_WORDS.get(name, name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return words.REPORT_YES if value else words.REPORT_NO
    if isinstance(value, Mapping):
        return "; ".join(f"{_name(str(key))}: {_value(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    return words.REPORT_DEFAULT if value in ("", None) else str(value)
