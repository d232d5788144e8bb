"""Other assistants ask through the SDK's own client, over both ways; and what those find who may not."""

import asyncio
import json
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from index import Encoder, EngineUnavailable, Index, build_index
from ingest import Document
from qa import Answer, Assistant, Turn
from ui import build_app, texts
from ui import texts_serving as serving
from ui.access import Role
from ui.access_settings import Access
from ui.desk import House
from ui.entrance import open_way
from ui.line import Busy, Stopping, TooSlow, Unanswered
from ui.live import desk_of
from ui.mcp_server import server_of
from ui.tokens import Tokens
from ui.users import Users

QUESTION = "Naar hoeveel sociale woningen streeft elke gemeente?"
TOOLS = {"vraag", "bronnen", "document", "zoek"}


class Server:
    """The real server, with a token that opens it."""

    def __init__(self, index: Index, users: Path) -> None:
        Users(users).add("anna", "een paard zonder naam", Role.READER)
        access = Access(users=users)
        assert access.tokens_file
        tokens = Tokens(access.tokens_file)
        self.secret, _ = tokens.add("assistent")
        desk = desk_of(Assistant(index), "")
        house = House(way=open_way(access), tokens=tokens, mcp=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}/mcp"
        config = uvicorn.Config(build_app(lambda: desk, house), log_config=None, access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listener]})

    def __enter__(self) -> "Server":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(30)

    def headers(self, **more: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.secret}", "accept": "application/json, text/event-stream"} | more

    def visit(self, talk: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
        async def visiting() -> Any:
            http = httpx2.AsyncClient(headers={"authorization": f"Bearer {self.secret}"}, timeout=20)
            async with http, Client(streamable_http_client(self.address, http_client=http), mode=mode) as client:
                return await talk(client)

        return asyncio.run(visiting())

    def post(self, body: bytes, **more: str) -> httpx2.Response:
        return httpx2.post(
            self.address, content=body, headers=self.headers(**{"content-type": "application/json"} | more)
        )


@pytest.fixture(scope="module")
def server(tiny_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tiny_index, tmp_path_factory.mktemp("users") / "gebruikers.json") as server:
        yield server


def message(method: str, **params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_assistant_finds_four_tools_that_say_how_to_cite(server: Server, mode: str) -> None:
    async def talk(client: Client) -> Any:
        return (await client.list_tools()).tools, client.instructions

    tools, instructions = server.visit(talk, mode)
    assert {tool.name for tool in tools} == TOOLS
    assert instructions == serving.MCP_ABOUT
    for tool in tools:
        assert tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema


def test_an_assistant_asks_and_checks_a_citation(server: Server, tiny_index: Index) -> None:
    async def talk(client: Client) -> Any:
        answer = await client.call_tool("vraag", {"question": QUESTION})
        cited = answer.structured_content["citations"][0]
        place = {"id": cited["source"], "start": cited["start"], "end": cited["end"]}
        return answer, cited, await client.call_tool("document", place)

    answer, cited, part = server.visit(talk)
    assert json.loads(answer.content[0].text) == answer.structured_content
    assert part.structured_content["text"] == cited["quote"]
    assert any(cited["quote"] in document.text for document in tiny_index.documents.values())


def test_an_assistant_lists_and_searches(server: Server) -> None:
    async def talk(client: Client) -> Any:
        listed = await client.call_tool("bronnen", {"publisher": ["vakbond"]})
        return listed.structured_content, (await client.call_tool("zoek", {"question": "wachtlijst", "limit": 1}))

    listed, found = server.visit(talk)
    assert [one["source"] for one in listed["sources"]] == ["vakbond.txt"]
    assert len(found.structured_content["passages"]) == 1


def test_an_answer_brings_an_assistant_no_words_of_which_it_is_not_said_whose_they_are(server: Server) -> None:
    """Passages beside a refusal, without a speaker, would be taken for facts; `zoek` gives them with one."""

    async def talk(client: Client) -> Any:
        refused = await client.call_tool("vraag", {"question": "Hoeveel kost een zwembad in Oostende?"})
        schema = next(tool for tool in (await client.list_tools()).tools if tool.name == "vraag").output_schema
        return refused, schema, await client.call_tool("zoek", {"question": "wachtlijst"})

    refused, schema, found = server.visit(talk)
    assert refused.structured_content["abstained"] is True
    assert "passages" not in refused.structured_content
    assert "passages" not in schema["properties"]
    assert all(one["speaker"] and one["publisher"] for one in found.structured_content["passages"])


@pytest.mark.parametrize("why", [Busy(), TooSlow(20), Stopping()])
def test_an_assistant_reads_why_it_is_not_answered_now(
    why: Unanswered, tiny_index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    assert _said(why, tiny_index) == str(why)
    assert not [record for record in caplog.records if record.exc_info]


def test_an_assistant_reads_that_the_engine_is_away(tiny_index: Index) -> None:
    assert _said(EngineUnavailable("db1 is weg", retry=True), tiny_index) == serving.NOT_READ_NOW


def _said(why: Exception, index: Index) -> str:
    """What an assistant reads where a question ends so."""

    def ask(question: str, history: Sequence[Turn]) -> Answer:  # noqa: ARG001
        raise why

    desk = replace(desk_of(Assistant(index), ""), ask=ask)

    async def talk() -> Any:
        async with Client(server_of(lambda: desk)) as client:
            return await client.session.call_tool("vraag", {"question": QUESTION})

    result = asyncio.run(talk())
    assert result.is_error
    return str(result.content[0].text)


def test_what_an_assistant_does_wrong_is_told_to_it_in_dutch(server: Server) -> None:
    wrong = [
        ("vraag", {}, texts.BAD_REQUEST),
        ("vraag", {"question": "x", "stijl": "kort"}, texts.BAD_REQUEST),
        ("vraag", {"question": "x", "filter": {"kleur": ["rood"]}}, texts.BAD_CHOICE),
        ("document", {"id": "nergens.pdf"}, serving.API_NO_DOCUMENT),
        ("document", {"id": "vakbond.txt", "start": "1"}, serving.MCP_BAD_DOCUMENT),
        ("bronnen", {"limit": 0}, serving.MCP_BAD_SOURCES),
        ("zoek", {"question": ""}, serving.API_BAD_SEARCH),
        ("wis_alles", {}, serving.mcp_unknown_tool("wis_alles")),
    ]

    async def talk(client: Client) -> Any:
        results = [await client.session.call_tool(name, given) for name, given, _ in wrong]
        return [(result.is_error, result.content[0].text) for result in results]

    assert server.visit(talk, "legacy") == [(True, sentence) for _, _, sentence in wrong]


def test_nobody_without_a_token_learns_what_tools_there_are(server: Server) -> None:
    body = message("tools/list")
    for more, status in (({"authorization": "Bearer bw_x"}, 401), ({"authorization": ""}, 403)):
        answer = server.post(body, **more)
        assert answer.status_code == status
        assert not any(name in answer.text for name in ("bronnen", "document"))
    answer = server.post(body, authorization="", origin=server.address.removesuffix("/mcp"))
    assert (answer.status_code, answer.json()) == (401, {"error": serving.TOKEN_FIRST})
    assert server.post(body).status_code == 200


def test_another_site_cannot_use_the_assistants_of_a_browser(server: Server) -> None:
    for more in ({"origin": "https://elders.example"}, {"sec-fetch-site": "cross-site"}):
        assert server.post(message("tools/list"), **more).status_code == 403


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b"\xff", b"[" * 50_000, b'{"jsonrpc": "2.0", "id": NaN}', message("geheim/methode"), b""],
    ids=["cut off", "a list", "null", "not utf-8", "deep", "no number", "no method of ours", "nothing"],
)
def test_what_is_no_message_is_refused_and_breaks_nothing(server: Server, body: bytes) -> None:
    answer = server.post(body)
    assert "Traceback" not in answer.text
    assert answer.status_code < 500
    assert "error" in answer.json()


def test_a_message_that_is_too_large_is_refused_unread(server: Server) -> None:
    assert server.post(b" " * 300_000).status_code == 413
    assert httpx2.get(server.address, headers=server.headers()).status_code == 405


def test_where_it_is_not_set_there_is_no_door_for_assistants(tiny_index: Index) -> None:
    from starlette.testclient import TestClient

    desk = desk_of(Assistant(tiny_index), "")
    with TestClient(build_app(lambda: desk)) as client:
        answer = client.post("/mcp", content=message("tools/list"), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()) == (404, {"error": texts.NOT_FOUND})


def test_an_assistant_on_this_computer_asks_over_stdin_and_stdout(
    tiny_documents: tuple[Document, ...], tmp_path: Path
) -> None:
    """The real command: it opens the built-in encoder, and says nothing on stdout but the protocol."""
    from index import open_encoder

    encoder: Encoder = open_encoder("builtin")
    build_index(tiny_documents, encoder, tmp_path / "index")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRONWIJZER_")}
    environment |= {"BRONWIJZER_INDEX": str(tmp_path / "index"), "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = StdioServerParameters(command=sys.executable, args=["-m", "ui.cli", "mcp"], env=environment)

    async def talk() -> Any:
        async with Client(command) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            return names, await client.call_tool("vraag", {"question": QUESTION})

    names, answer = asyncio.run(talk())
    assert names == TOOLS
    assert answer.structured_content["citations"]
