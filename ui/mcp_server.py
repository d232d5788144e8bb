"""The same four calls for other assistants, by the Model Context Protocol: over HTTP at /mcp, or over stdin and stdout.

Each request stands by itself: nothing is remembered between two. The SDK's own server objects are used and not its
decorators: those tell an assistant in English what is wrong with its arguments. It does not know who may ask
(ui/gate.py) or how often (ui/rates.py).
"""

import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated, Any

import anyio
from anyio import to_thread
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel, Field, ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from index import EngineUnavailable
from ui import texts
from ui import texts_serving as serving
from ui.api_calls import Refused, answered, catalogue, document, document_of, searched, sentence_of
from ui.api_types import MOST_OFFSET, Catalogue, Finding, Question, Replied, Search, Taken, Text, Wanted
from ui.api_types import Part as Span
from ui.away import unread
from ui.desk import Current, Desk
from ui.guard import LARGEST_BODY, refuse
from ui.line import Unanswered

NAME = "bronwijzer"

log = logging.getLogger(__name__)

Context = ServerRequestContext[Any, Any]


class Part(Taken):
    """A document, or a part of it."""

    id: Annotated[str, Field(min_length=1, max_length=1_000)] = Field(description=serving.MCP_DOCUMENT_ID)
    start: int = Field(0, ge=0, le=MOST_OFFSET, description=serving.API_START)
    end: int | None = Field(None, ge=0, le=MOST_OFFSET, description=serving.API_END)


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool: what it takes and gives, and what does it. Any: arguments of its own model."""

    about: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    call: Callable[[Any, Desk], dict[str, Any]]
    wrong: Callable[[ValidationError], str]


def server_of(current: Current) -> Server[Any]:
    """A server that offers the four calls over the desk of now."""

    async def list_tools(_context: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(name, offer) for name, offer in OFFERS.items()])

    async def call_tool(_context: Context, params: CallToolRequestParams) -> CallToolResult:
        offer = OFFERS.get(params.name)
        if offer is None:
            return _told(serving.mcp_unknown_tool(params.name))
        return await to_thread.run_sync(_called, offer, params.arguments or {}, current)

    return Server(
        NAME,
        title=serving.MCP_TITLE,
        version=version("bronwijzer"),
        instructions=serving.MCP_ABOUT,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


class Assistants:
    """What answers at /mcp; its sessions, each of one request, live as long as the server."""

    def __init__(self, current: Current) -> None:
        self._current = current
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def open(self, _app: ASGIApp) -> AsyncIterator[None]:
        """While the server runs. Host and Origin were looked at by the gate."""
        manager = StreamableHTTPSessionManager(
            server_of(self._current), json_response=True, stateless=True, max_request_body_size=LARGEST_BODY
        )
        async with manager.run():
            self._manager = manager
            yield
            self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._manager is None:  # it has not begun, or is about to stop
            return await refuse(send, 503, serving.MCP_CLOSED, {"Retry-After": "5"})
        return await self._manager.handle_request(scope, receive, send)


def run_over_stdio(current: Current) -> None:
    """Until stdin ends; nothing but the protocol goes to stdout."""

    async def serve() -> None:
        server = server_of(current)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(serve)


def _called(offer: Offer, arguments: dict[str, Any], current: Current) -> CallToolResult:
    """What goes wrong is told to the assistant in Dutch, and what broke without its words."""
    try:
        given = offer.call(offer.takes.model_validate(arguments), current())
    except ValidationError as error:
        return _told(offer.wrong(error))
    except (Refused, Unanswered) as error:
        return _told(str(error))
    except EngineUnavailable as error:
        return _told(unread(error))
    except Exception:
        log.exception(texts.ONE_FAILED)
        return _told(texts.FAILED)
    return CallToolResult(
        content=[TextContent(type="text", text=json.dumps(given, ensure_ascii=False))], structured_content=given
    )


def _told(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def _tool(name: str, offer: Offer) -> Tool:
    """It reads and changes nothing, and knows nothing but the documents."""
    harmless = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    return Tool(
        name=name,
        description=offer.about,
        input_schema=offer.takes.model_json_schema(),
        output_schema=offer.gives.model_json_schema(),
        annotations=harmless,
    )


def _ask(given: Question, desk: Desk) -> dict[str, Any]:
    """Without the passages: an assistant would make facts of them, as it does not read there whose words they are."""
    contract = answered(given, desk)
    return {name: value for name, value in contract.items() if name in Replied.model_fields}


def _list(given: Wanted, desk: Desk) -> dict[str, Any]:
    return catalogue(given, desk).model_dump(mode="json")


def _read(given: Part, desk: Desk) -> dict[str, Any]:
    span = Span(start=given.start, end=given.end)
    return document(document_of(given.id, desk), span, desk).model_dump(mode="json")


def _search(given: Search, desk: Desk) -> dict[str, Any]:
    return searched(given, desk).model_dump(mode="json")


def _wrong_question(error: ValidationError) -> str:
    first = error.errors()[0]
    return sentence_of(first["type"], first["loc"])


OFFERS = {
    "vraag": Offer(serving.MCP_ASK, Question, Replied, _ask, _wrong_question),
    "bronnen": Offer(serving.MCP_SOURCES, Wanted, Catalogue, _list, lambda _error: serving.MCP_BAD_SOURCES),
    "document": Offer(serving.MCP_DOCUMENT, Part, Text, _read, lambda _error: serving.MCP_BAD_DOCUMENT),
    "zoek": Offer(serving.MCP_SEARCH, Search, Finding, _search, lambda _error: serving.API_BAD_SEARCH),
}
