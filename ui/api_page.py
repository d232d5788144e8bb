"""The page at /api/: what the API can do, drawn from its own OpenAPI document, in Dutch and without any script. Pure.

It is drawn here because the packages that draw such pages need scripts that evaluate text, which the content security
policy forbids, speak English, or fetch themselves from another host. It does not know what the calls do.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse

from ui import shell
from ui import texts_serving as texts

Tree = Mapping[str, Any]  # Any: JSON

_CSS = Path(__file__).with_name("api.css")
_SOUND = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")
_BETWEEN = "\n\n"
_CODE = re.compile(r"`([^`]+)`")


def page_of(document: Tree, secure: bool, host: str, *, with_login: bool) -> HTMLResponse:
    """`host`: as the browser calls us; what is no name of a server is not shown."""
    address = f"{'https' if secure else 'http'}://{host if _SOUND.fullmatch(host) else 'localhost'}"
    forms = document["components"]["schemas"]
    body = (
        f'<div class="api"><h1>{texts.API_TITLE_PAGE}</h1><p>{texts.API_PAGE_ABOUT}</p>'
        f"{''.join(f'<p>{_words(one)}</p>' for one in document['info']['description'].split(_BETWEEN))}"
        f'<p><a href="openapi.json">{texts.API_DOCUMENT_LINK}</a></p>'
        f"{_example(address, with_login)}<h2>{texts.API_CALLS}</h2>"
        f"{''.join(_call(method, path, call) for method, path, call in _calls(document))}"
        f"<h2>{texts.API_FORMS}</h2>{''.join(_form(name, forms[name]) for name in sorted(forms))}</div>"
    )
    return shell.whole_page(texts.API_TITLE_PAGE, body, style=_CSS.read_text(encoding="utf-8"))


def curl(address: str, *, with_login: bool) -> str:
    """A line for a terminal."""
    token = " -H 'Authorization: Bearer bw_…'" if with_login else ""
    asked = json.dumps({"question": texts.API_EXAMPLE}, ensure_ascii=False)
    return f"curl {address}/api/ask{token} -H 'Content-Type: application/json' -d '{asked}'"


def _example(address: str, with_login: bool) -> str:
    login = f"<p>{_words(texts.API_WITH_TOKEN)}</p>" if with_login else ""
    line = escape(curl(address, with_login=with_login), quote=False)
    return (
        f"<h2>{texts.API_TRY}</h2>{login}<p>{texts.API_TRY_ABOUT}</p>"
        f'<pre tabindex="0" role="region" aria-label="{texts.API_TRY}"><code lang="en">{line}</code></pre>'
    )


def _calls(document: Tree) -> Iterator[tuple[str, str, Tree]]:
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            yield method.upper(), path, call


def _call(method: str, path: str, call: Tree) -> str:
    name = f"{method} {path}"
    sent = [
        (one["name"], one["schema"], one.get("description", ""), one.get("required", False))
        for one in call.get("parameters", ())
    ]
    body = f" {_schema_of(call['requestBody'])}" if "requestBody" in call else ""
    return (
        f"<section><h3>{escape(call['summary'])}</h3>"
        f'<p><code><b class="methode">{method}</b> {escape(path)}</code></p><p>{_words(call["description"])}</p>'
        f"<p><b>{texts.API_SENT}:</b>{body or f' {texts.API_IN_ADDRESS}'}</p>"
        f"{_fields(texts.API_TABLE.format(name), sent)}"
        f"<p><b>{texts.API_RECEIVED}:</b> {_schema_of(call['responses']['200'])}</p>{_statuses(name, call)}</section>"
    )


def _schema_of(carrier: Tree) -> str:
    return _type(carrier["content"]["application/json"]["schema"])


def _statuses(name: str, call: Tree) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{status}</code></th><td>{escape(one["description"])}</td></tr>'
        for status, one in sorted(call["responses"].items())
        if status != "200"
    )
    return (
        f'<details><summary>{texts.API_WRONG} <span class="sr">({escape(name)})</span></summary>'
        f"<p>{escape(texts.API_WRONG_ABOUT, quote=False)}</p>"
        f"<table><caption>{escape(texts.API_TABLE_WRONG.format(name))}</caption>"
        f'<thead><tr><th scope="col">{texts.API_STATUS}</th><th scope="col">{texts.API_MEANING}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def _form(name: str, schema: Tree) -> str:
    needed = schema.get("required", ())
    fields = [
        (field, one, one.get("description", ""), field in needed) for field, one in schema.get("properties", {}).items()
    ]
    values = "" if fields else f"<p>{_type(schema)}</p>"
    about = f"<p>{_words(schema['description'])}</p>" if _is_dutch(schema) else ""
    table = _fields(texts.API_TABLE.format(name), fields)
    return f'<section id="{name}"><h3><code>{name}</code></h3>{about}{values}{table}</section>'


def _is_dutch(schema: Tree) -> bool:
    """What stands above a class in the code is English; a model that has Dutch words says so itself."""
    return schema.get("description", "") in _DUTCH


_DUTCH = frozenset(value for name, value in vars(texts).items() if name.startswith("API_") and isinstance(value, str))


def _fields(caption: str, fields: list[tuple[str, Tree, str, bool]]) -> str:
    if not fields:
        return ""
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(name)}</code></th>'
        f'<td class="zacht">{_type(schema)}{f", {texts.API_REQUIRED}" if needed else ""}</td>'
        f"<td>{_words(about)}</td></tr>"
        for name, schema, about, needed in fields
    )
    heads = "".join(f'<th scope="col">{one}</th>' for one in (texts.API_FIELD, texts.API_TYPE, texts.API_MEANING))
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _type(schema: Tree) -> str:
    """In words, with what it is bounded by."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{name}"><code>{name}</code></a>'
    if "anyOf" in schema:
        return texts.API_OR.join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return texts.API_ONE_OF.format(", ".join(f"“{escape(str(one))}”" for one in schema["enum"]))
    if schema.get("type") == "array":
        return texts.API_LIST_OF.format(_type(schema["items"])) + _at_most(schema)
    name = texts.API_TYPES.get(schema.get("type", ""), "")
    if "maxLength" in schema:
        return name + texts.API_CHARACTERS.format(schema["maxLength"])
    if "maximum" in schema:
        return name + texts.API_FROM_TO.format(schema.get("minimum", 0), schema["maximum"])
    return name


def _at_most(schema: Tree) -> str:
    return texts.API_AT_MOST.format(schema["maxItems"]) if "maxItems" in schema else ""


def _words(text: str) -> str:
    """With `code` as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text, quote=False))
