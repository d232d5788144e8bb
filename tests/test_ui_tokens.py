"""Tokens of other programs: how they are kept, what they open, and who has to wait."""

import asyncio
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index import Index
from qa import Assistant
from ui import build_app, cli, texts
from ui import texts_serving as serving
from ui.access import Role
from ui.access_settings import Access
from ui.desk import House
from ui.entrance import open_way
from ui.live import desk_of
from ui.peer import Peer
from ui.rates import REMEMBERED, Rates
from ui.tokens import DAYS, PREFIX, Tokens, TokensError
from ui.users import Users

FOREIGN = "https://elders.example"
TODAY = date(2026, 11, 22)


@dataclass(slots=True)
class Calendar:
    now: date = TODAY

    def __call__(self) -> date:
        return self.now


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def tokens(tmp_path: Path, calendar: Calendar) -> Tokens:
    return Tokens(tmp_path / "in" / "gebruikers.json.tokens", calendar)


def test_a_token_is_good_until_its_last_day_and_not_longer(tokens: Tokens, calendar: Calendar) -> None:
    secret, token = tokens.add("Dossierbeheer", 30)
    assert secret.startswith(PREFIX)
    assert tokens.check(secret) == token
    calendar.now = TODAY + timedelta(days=30)
    assert tokens.check(secret) == token
    calendar.now += timedelta(days=1)
    assert tokens.check(secret) is None


def test_what_is_nearly_a_token_is_none(tokens: Tokens) -> None:
    secret, _ = tokens.add("x")
    for wrong in ("", "bw_", secret[:-1], secret + "A", secret.upper(), secret.removeprefix(PREFIX), f"bw_{'é' * 43}"):
        assert tokens.check(wrong) is None


def test_the_file_holds_no_token_and_is_its_owners_alone(tokens: Tokens) -> None:
    secret, _ = tokens.add("x")
    for written in tokens.file.parent.iterdir():
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        assert secret.removeprefix(PREFIX) not in written.read_text(encoding="utf-8")


def test_a_name_has_one_token_and_one_that_is_removed_is_worth_nothing(tokens: Tokens) -> None:
    secret, _ = tokens.add("x")
    with pytest.raises(TokensError, match="al een token"):
        tokens.add("X")
    with pytest.raises(TokensError, match="kan geen naam zijn"):
        tokens.add("met spatie")
    tokens.remove("x")
    assert tokens.check(secret) is None
    with pytest.raises(TokensError, match="geen token met de naam"):
        tokens.remove("x")


def test_the_day_of_the_last_use_is_noted(tokens: Tokens, calendar: Calendar) -> None:
    secret, token = tokens.add("x")
    calendar.now += timedelta(days=3)
    tokens.use(token)
    found = tokens.check(secret)
    assert found
    assert (found.seen, found.made) == (calendar.now, TODAY)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can write for another")
def test_what_root_adds_is_read_by_the_account_of_the_server(tokens: Tokens) -> None:
    """`sudo bronwijzer tokens add` on a server: otherwise it would lock out every program."""
    tokens.file.parent.mkdir()
    os.chown(tokens.file.parent, 12_345, 12_345)
    for name in ("een", "twee"):
        tokens.add(name)
        assert {path.stat().st_uid for path in tokens.file.parent.iterdir()} == {12_345}


def test_a_damaged_file_is_named_and_not_written_over(tokens: Tokens) -> None:
    tokens.file.parent.mkdir()
    tokens.file.write_text('{"x": {"hash": 5}}')
    with pytest.raises(TokensError, match=r"gebruikers\.json\.tokens"):
        tokens.all()


def test_the_command_shows_a_token_once_and_lists_what_is_known_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRONWIJZER_USERS", str(tmp_path / "gebruikers.json"))
    assert cli.run(["tokens", "add", "test", "--days", "10"]) == 0
    said = capsys.readouterr()
    secret, until = said.out.strip(), (date.today() + timedelta(days=10)).isoformat()
    assert Tokens(tmp_path / "gebruikers.json.tokens").check(secret)
    assert until in said.err
    assert cli.run(["tokens"]) == 0
    listed = capsys.readouterr().out
    assert until in listed
    assert serving.TOKEN_NEVER in listed
    assert secret not in listed
    assert cli.run(["tokens", "remove", "test"]) == 0
    assert cli.run(["tokens", "remove", "test"]) == 1
    assert cli.run(["tokens", "add", "x", "--days", "0"]) == 2


def test_without_a_place_for_tokens_the_command_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["tokens", "list"]) == 1
    assert serving.NO_TOKENS_FILE in capsys.readouterr().err


# --- at the gate ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Door:
    client: TestClient
    secret: str

    def get(self, path: str, token: str | None = None) -> int:
        return self.client.get(path, headers=self.bearer(token)).status_code

    def bearer(self, token: str | None = None) -> dict[str, str]:
        return {"authorization": f"Bearer {token or self.secret}"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, str]:
    file = tmp_path_factory.mktemp("users") / "gebruikers.json"
    Users(file).add("anna", "een paard zonder naam", Role.MANAGER)
    access = Access(users=file)
    assert access.tokens_file
    tokens = Tokens(access.tokens_file)
    secret, _ = tokens.add("programma", DAYS)
    return House(way=open_way(access), tokens=tokens, mcp=True), secret


@pytest.fixture(scope="module")
def doors(tiny_index: Index, house: tuple[House, str]) -> Iterator[Door]:
    desk = desk_of(Assistant(tiny_index), "")
    with TestClient(build_app(lambda: desk, house[0]), follow_redirects=False) as client:
        yield Door(client, house[1])


@pytest.fixture
def door(doors: Door) -> Door:
    doors.client.cookies.clear()
    return doors


def test_a_token_opens_the_api_and_nothing_else(door: Door) -> None:
    for path in ("/api/sources", "/api/openapi.json", "/api/"):
        assert (door.get(path), door.client.get(path).status_code) == (200, 401)
    for path in ("/", "/deel/bladeren", "/deel/beheer", "/config", "/api/oordeel"):
        assert door.get(path) in (303, 401)
    for path in ("/api/oordeel", "/beheer/toevoegen", "/gradio_api/queue/join"):
        assert door.client.post(path, json={}, headers=door.bearer()).status_code in (401, 403)


def test_a_program_without_a_token_is_told_how_to_come_in(door: Door) -> None:
    answer = door.client.get("/api/sources")
    assert (answer.json(), answer.headers["www-authenticate"]) == ({"error": serving.TOKEN_FIRST}, "Bearer")


def test_a_program_with_a_token_need_not_say_where_it_comes_from_but_may_not_come_from_elsewhere(door: Door) -> None:
    asked = {"question": "Naar hoeveel sociale woningen streeft elke gemeente?"}
    for more, status in (
        ({}, 200),
        ({"origin": "http://testserver"}, 200),
        ({"origin": FOREIGN}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ):
        assert door.client.post("/api/ask", json=asked, headers=door.bearer() | more).status_code == status
    assert door.client.post("/api/ask", json=asked).status_code == 403


def test_a_person_who_opens_the_page_of_the_api_logs_in_and_comes_back(door: Door) -> None:
    answer = door.client.get("/api/", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "../inloggen?terug=api%2F")
    given = {"naam": "anna", "wachtwoord": "een paard zonder naam"}
    home = {"origin": "http://testserver"}
    entered = door.client.post("/inloggen?terug=api%2F", data=given, headers=home)
    assert entered.headers["location"] == "./api/"
    page = door.client.get("/api/").text
    assert "Authorization: Bearer bw_…" in page
    asked = door.client.post("/api/search", json={"question": "woningen"}, headers=home)
    assert asked.status_code == 200


def test_where_people_log_in_the_description_says_how_programs_come_in(door: Door) -> None:
    described = door.client.get("/api/openapi.json", headers=door.bearer()).json()
    assert described["security"] == [{"token": []}, {"sessie": []}]
    assert set(described["components"]["securitySchemes"]) == {"token", "sessie"}


def test_who_comes_with_wrong_tokens_has_to_wait_and_a_right_one_never(
    tiny_index: Index, house: tuple[House, str]
) -> None:
    desk = desk_of(Assistant(tiny_index), "")
    client = TestClient(build_app(lambda: desk, house[0]), client=("203.0.113.9", 1))
    door = Door(client, house[1])
    assert [door.get("/api/sources", f"bw_{'A' * 43}") for _ in range(6)] == [401] * 5 + [429]
    waiting = client.get("/api/sources", headers=door.bearer(f"bw_{'A' * 43}"))
    assert 0 < int(waiting.headers["retry-after"]) <= 5
    assert door.get("/api/sources") == 200


def test_of_a_token_nothing_is_logged(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        door.get("/api/sources")
        door.get("/api/sources", "bw_geheim")
    assert door.secret not in caplog.text
    assert "bw_" not in caplog.text


def test_tokens_that_cannot_be_read_let_nobody_in(tiny_index: Index, tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("geen json")
    desk = desk_of(Assistant(tiny_index), "")
    client = TestClient(build_app(lambda: desk, House(tokens=Tokens(file))))
    answer = client.get("/api/sources", headers={"authorization": "Bearer bw_x"})
    assert answer.status_code == 401
    answer = client.get("/api/sources", headers={"authorization": f"Bearer bw_{'A' * 43}"})
    assert (answer.status_code, answer.json()) == (503, {"error": serving.TOKENS_BROKEN})
    assert client.get("/api/sources").status_code == 200  # nobody has to log in here


# --- how often --------------------------------------------------------------------------------------------------------


def test_a_program_that_asks_too_often_waits_and_another_one_does_not(tiny_index: Index, tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "tokens")
    one, other = (tokens.add(name)[0] for name in ("een", "ander"))
    desk = desk_of(Assistant(tiny_index), "")
    client = TestClient(build_app(lambda: desk, House(tokens=tokens, per_minute=3)), client=("2001:db8::1", 1))

    def get(token: str = "") -> int:
        return client.get("/api/sources", headers={"authorization": f"Bearer {token}"} if token else {}).status_code

    assert [get(one) for _ in range(4)] == [200, 200, 200, 429]
    assert [get(other), get()] == [200, 200]
    refused = client.get("/api/sources", headers={"authorization": f"Bearer {one}"})
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.json() == {"error": serving.api_too_often(int(refused.headers["retry-after"]))}
    assert client.get("/api/openapi.json").status_code == 200  # what takes no time is not counted


def test_a_neighbour_in_the_same_network_is_the_same_caller(tiny_index: Index) -> None:
    desk = desk_of(Assistant(tiny_index), "")
    app = build_app(lambda: desk, House(per_minute=2))
    statuses = [
        TestClient(app, client=(address, 1)).get("/api/sources").status_code
        for address in ("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1", "203.0.113.7")
    ]
    assert statuses == [200, 200, 429, 200, 200]


def test_a_clock_that_is_set_back_holds_nobody_up_for_longer_than_a_minute(
    tiny_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(Assistant(tiny_index), "")
    client, began = TestClient(build_app(lambda: desk, House(per_minute=2))), time.time()
    assert [client.get("/api/sources").status_code for _ in range(3)] == [200, 200, 429]
    monkeypatch.setattr("time.time", lambda: began - 3600)
    assert [client.get("/api/sources").status_code for _ in range(3)] == [200, 200, 429]


def test_of_thousands_of_addresses_the_first_are_forgotten() -> None:
    async def nothing(*_: object) -> None: ...

    rates = Rates(nothing, 2)

    async def asking() -> None:
        for n in range(3 * REMEMBERED):
            peer = Peer(f"2001:db8:{n:x}::1", False, False, frozenset())
            await rates({"type": "http", "path": "/api/sources", "peer": peer}, nothing, nothing)

    asyncio.run(asking())
    assert REMEMBERED // 2 <= rates.remembered <= REMEMBERED


def test_the_page_is_not_held_up_at_the_speed_of_people(tiny_index: Index) -> None:
    desk = desk_of(Assistant(tiny_index), "")
    client = TestClient(build_app(lambda: desk, House(per_minute=2)))
    joins = [client.post("/gradio_api/queue/join", json={}).status_code for _ in range(41)]
    assert 429 not in joins[:40]
    assert joins[40] == 429
    assert client.get("/").status_code == 200
    assert texts.NAME in client.get("/").text
