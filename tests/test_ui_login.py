"""Who comes in, by which door, for how long; and what those find who try another way."""

import json
import logging
import re
import stat
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from itsdangerous import URLSafeSerializer
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from index import Index
from qa import Answer, Reason, Turn
from ui import build_app, texts
from ui.access import Role, visitor_of
from ui.access_settings import Access, access_of
from ui.desk import Desk, House, at_once
from ui.entrance import Login, Proxy, Way, open_way, remarks
from ui.gate import Gate, safe_return
from ui.guard import Guard
from ui.login import add_login
from ui.sessions import Session, Sessions, beside, key_beside
from ui.settings import SettingsError, load_settings
from ui.throttle import Throttle, network
from ui.users import Users, UsersError

WORDS = "een paard zonder naam"
HOME = {"origin": "http://testserver"}
MINUTE, HOUR = 60, 3600


@dataclass(slots=True)
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def users(tmp_path: Path) -> Users:
    known = Users(tmp_path / "gebruikers.json")
    known.add("anna", WORDS, Role.MANAGER)
    return known


@pytest.fixture
def login(users: Users, clock: Clock) -> Login:
    return login_of(users, clock)


def login_of(users: Users, clock: Clock, **more: Any) -> Login:
    sessions = Sessions(key_beside(users.file), beside(users.file, "ended"), HOUR, 10 * HOUR, clock)
    return Login(users, sessions, Access().proxies, throttle=Throttle(clock), **more)


def behind(way: Way | None) -> Gate:
    """A server that tells who it takes the visitor for."""
    app = FastAPI()
    add_login(app, lambda: pytest.fail("no desk is needed"), House(way=way))

    @app.get("/wie")
    @app.get("/")
    @app.get("/bron/een/stuk")
    @app.post("/api/ask")
    def who(request: Request) -> dict[str, str]:
        visitor = visitor_of(request.scope)
        return {"name": visitor.name, "role": visitor.role, "scheme": request.scope["peer"].address if way else ""}

    return Gate(Guard(app, "", lambda page, _visitor: page), way)


def client_of(way: Way | None, address: str = "203.0.113.7", base: str = "http://testserver") -> TestClient:
    return TestClient(behind(way), base_url=base, client=(address, 50_000), follow_redirects=False)


@pytest.fixture
def client(login: Login) -> TestClient:
    return client_of(login)


def enter(client: TestClient, name: str = "anna", password: str = WORDS, to: str = "/inloggen", **headers: str) -> Any:
    return client.post(to, data={"naam": name, "wachtwoord": password}, headers=HOME | headers)


def get(client: TestClient, **headers: Any) -> int:
    """Status of a question asked with the client's cookie."""
    return client.post("/api/ask", headers=HOME | headers).status_code


# --- the real application: nothing answers but what is open ----------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(tiny_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Gate]]:
    def ask(question: str, _history: tuple[Turn, ...] = ()) -> Answer:
        return Answer(question, (), Reason.NOT_FOUND, "Dat staat niet in de documenten.", (), "extractive")

    file = tmp_path_factory.mktemp("users") / "gebruikers.json"
    Users(file).add("anna", WORDS, Role.READER)
    desk = Desk(tiny_index, ask, at_once(ask))
    gate = build_app(lambda: desk, House(way=open_way(Access(users=file))))
    with TestClient(gate, follow_redirects=False) as client:
        yield client, gate


def routes(app: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Method and address of everything that an application knows, with those mounted in it."""
    found: list[BaseRoute] = app.routes
    for route in found:
        if isinstance(route, Mount):
            yield "GET", f"{prefix}{route.path}/chat.js"
            if getattr(route.app, "routes", None):
                yield from routes(route.app, prefix + route.path)
        elif inner := getattr(route, "original_router", None):  # FastAPI's own way to take in a router
            yield from routes(inner, prefix)
        elif isinstance(route, Route):
            for method in route.methods or ():
                yield method, prefix + "".join("x" if i % 2 else part for i, part in enumerate(pieces(route.path)))


def pieces(path: str) -> list[str]:
    """/a/{b:path}/c -> /a/, b:path, /c"""
    return path.replace("}", "{").split("{")


def test_without_a_session_nothing_answers_but_what_is_open(guarded: tuple[TestClient, Gate]) -> None:
    client, gate = guarded
    app: Any = gate
    while not isinstance(app, FastAPI):
        app = app.app
    known = sorted({*routes(app)})
    assert len(known) > 40  # ours and Gradio's
    assert {("POST", "/api/ask"), ("POST", "/gradio_api/queue/join"), ("GET", "/gradio_api/queue/data")} <= {*known}
    answered = set()
    for method, path in known:
        reply = client.request(method, path, headers=HOME)
        if reply.status_code == 303:
            assert reply.headers["location"].endswith("inloggen")
        elif reply.status_code != 401:
            answered.add((method, path))
        elif method != "HEAD":
            assert reply.json() == {"error": texts.LOGIN_FIRST}
    opened = {"/healthz", "/readyz", "/metrics", "/toegankelijkheid", "/privacy"}  # of metrics only that there are none
    assert {("GET", "/healthz"), ("GET", "/inloggen"), ("POST", "/inloggen")} <= answered
    assert {path for _, path in answered} - opened == {"/inloggen"}


@pytest.mark.parametrize(
    "path",
    ["/deel/bladeren", "/bron/x", "/bestand/x", "/web/chat.js", "/web/../app.py", "/config", "/gradio_api/info", "/x",
     "/inloggen/", "/healthz/", "/healthz%2f..%2fconfig", "/inloggen%00", "/web/x.css/../chat.js",
     "/gradio_api/heartbeat/abc", "/gradio_api/queue/data?session_hash=a", "/assets/index.js", "/inloggen%0a"],
)  # fmt: skip
def test_no_other_address_is_open_however_it_is_written(guarded: tuple[TestClient, Gate], path: str) -> None:
    client, _ = guarded
    for reply in (client.get(path), client.head(path), client.get(path, headers={"cookie": "bronwijzer=x"})):
        assert reply.status_code == 401


def test_who_is_logged_in_sees_the_page_with_a_name_and_asks(guarded: tuple[TestClient, Gate]) -> None:
    client, gate = guarded
    assert client.get("/").headers["location"] == "./inloggen"
    assert enter(client).status_code == 303
    page = client.get("/").text
    assert "Aangemeld als <strong>anna</strong> (lezer)" in page
    assert 'id="afmelden"' in page
    assert client.post("/api/ask", json={"question": "Wat?"}, headers=HOME).json()["abstained"]
    assert client.get("/config").status_code == 200
    assert client.post("/uitloggen", headers=HOME).status_code == 204
    assert client.get("/config").status_code == 401
    counted = gate.watch.text().decode()  # type: ignore[attr-defined]  # the outermost layer
    assert all(f'bronwijzer_logins_total{{outcome="{way}"}} 1.0' in counted for way in ("in", "out"))


def test_without_anything_set_everybody_may_in_and_nobody_manages() -> None:
    client = client_of(None)
    assert client.get("/wie").status_code == 404  # the guard's own
    assert client.post("/api/ask").json() == {"name": "", "role": "lezer", "scheme": ""}
    assert client.get("/inloggen").status_code == client.post("/uitloggen").status_code == 404
    assert open_way(Access()) is None


# --- the page to log in ----------------------------------------------------------------------------------------------


def test_the_page_names_its_fields_for_those_who_fill_them_in_by_machine_or_by_ear(client: TestClient) -> None:
    reply = client.get("/inloggen")
    page = reply.text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "<script" not in page
    assert "form-action 'self'" in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"
    wrong = enter(client, password="iets verkeerds hier").text
    assert wrong.count('aria-invalid="true" aria-describedby="fout"') == 2
    assert f'id="fout" role="alert">{texts.LOGIN_WRONG}' in wrong
    assert "<title>Fout: Aanmelden" in wrong


def test_no_other_page_may_send_a_form(guarded: tuple[TestClient, Gate]) -> None:
    for path in ("/", "/healthz", "/privacy"):
        assert "form-action 'none'" in guarded[0].get(path).headers.get("content-security-policy", "form-action 'none'")


def test_a_wrong_name_and_a_wrong_password_look_the_same(client: TestClient) -> None:
    wrong, unknown = enter(client, "anna", "verkeerd woord hier"), enter(client, "jef", "verkeerd woord hier")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("anna", "jef") == unknown.text
    assert "set-cookie" not in wrong.headers


def test_a_wrong_name_costs_one_hash_like_a_wrong_password(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def verify(_hasher: object, known: str, _password: str) -> bool:
        compared.append(known)
        return False

    monkeypatch.setattr("argon2.PasswordHasher.verify", verify)
    login.users.check("anna", "x"), login.users.check("jef", "x"), login.users.check("\ud800", "x")
    assert [known.partition("$v")[0] for known in compared] == ["$argon2id"] * 3
    assert len({known.rsplit("$", 2)[0] for known in compared}) == 1  # at the same cost


def test_what_is_typed_in_is_shown_as_text(client: TestClient) -> None:
    page = enter(client, '"><script>alert(1)</script>', "x" * 20).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"naam=anna",
        b"naam=anna&wachtwoord=",
        b"\xff\xfe",
        b"a=1&" * 50,
        b'{"naam": "anna"}',
        b"naam=+&wachtwoord=x",
    ],
)
def test_an_empty_or_strange_form_is_asked_again(client: TestClient, body: bytes) -> None:
    reply = client.post("/inloggen", content=body, headers=HOME)
    assert reply.status_code == 422
    assert texts.LOGIN_EMPTY in reply.text


def test_a_password_of_any_length_or_alphabet_is_only_ever_wrong(client: TestClient) -> None:
    for password in ("x" * 200_000, "\u0000", "жираф", "%ff"):
        assert enter(client, password=password).status_code == 401


def test_after_logging_in_one_is_back_where_one_was(client: TestClient) -> None:
    away = client.get("/bron/een/stuk?zin=4", headers={"sec-fetch-mode": "navigate"})
    assert (away.status_code, away.headers["location"]) == (303, "../../inloggen?terug=bron%2Feen%2Fstuk%3Fzin%3D4")
    back = enter(client, to="/inloggen?terug=bron%2Feen%2Fstuk%3Fzin%3D4")
    assert back.headers["location"] == "./bron/een/stuk?zin=4"
    assert client.get("/inloggen?terug=bron/een/stuk").headers["location"] == "./bron/een/stuk"


@pytest.mark.parametrize(
    "wanted",
    ["https://kwaad.be", "//kwaad.be", "/kwaad.be", "bron/../../x", "\\\\kwaad.be", "bron/x\r\nSet-Cookie: a=b", "x",
     "javascript:alert(1)", "bron/x?a=//b", "bron/x#y", "uitloggen", "bron/x?a=<", "./bron/x", " bron/x"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(client: TestClient, wanted: str) -> None:
    assert safe_return(wanted) == "./"
    assert (
        client.post(
            "/inloggen", params={"terug": wanted}, data={"naam": "anna", "wachtwoord": WORDS}, headers=HOME
        ).headers["location"]
        == "./"
    )


def test_a_script_is_told_and_a_person_is_led(client: TestClient) -> None:
    for headers in ({"sec-fetch-mode": "cors", "accept": "text/html"}, {"accept": "application/json"}):
        assert client.get("/bron/een/stuk", headers=headers).status_code == 401
    for headers in ({"sec-fetch-mode": "navigate"}, {"accept": "text/html,*/*"}):
        assert client.get("/bron/een/stuk", headers=headers).status_code == 303
    assert client.get("/deel/bladeren", headers={"accept": "text/html"}).status_code == 401


# --- sessions --------------------------------------------------------------------------------------------------------


def cookie_of(reply: Any) -> str:
    return str(reply.headers["set-cookie"])


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient, users: Users, clock: Clock) -> None:
    assert cookie_of(enter(client)).endswith("; Path=/; HttpOnly; SameSite=Lax")
    secure = client_of(login_of(users, clock, secure=True), base="https://testserver")
    said = cookie_of(
        secure.post("/inloggen", data={"naam": "anna", "wachtwoord": WORDS}, headers={"origin": "https://testserver"})
    )
    assert said.startswith("__Host-bronwijzer=")
    assert said.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")


def test_https_is_believed_of_a_proxy_of_ours_alone(login: Login) -> None:
    said = {"x-forwarded-proto": "https", "x-forwarded-host": "testserver"}
    assert "Secure" in cookie_of(enter(client_of(login, "127.0.0.1"), **said))
    assert "Secure" not in cookie_of(enter(client_of(login), **said))


def test_a_session_ends_an_hour_after_its_last_use_and_ten_after_its_beginning(
    client: TestClient, clock: Clock
) -> None:
    enter(client)
    for _ in range(11):
        clock.now += 54 * MINUTE
        assert get(client) == 200
    clock.now += 54 * MINUTE  # 10 hours and 48 minutes
    assert get(client) == 401
    assert texts.SESSION_OVER in client.get("/inloggen").text
    enter(client)
    clock.now += 59 * MINUTE
    assert get(client) == 200
    clock.now += HOUR
    assert get(client) == 401


def test_a_cookie_is_renewed_once_a_minute_and_not_by_files(client: TestClient, clock: Clock) -> None:
    enter(client)
    assert "set-cookie" not in client.post("/api/ask", headers=HOME).headers
    clock.now += 2 * MINUTE
    assert "set-cookie" not in client.get("/web/base.css").headers
    assert "set-cookie" in client.post("/api/ask", headers=HOME).headers
    assert "set-cookie" not in client.post("/api/ask", headers=HOME).headers


def test_whatever_changes_about_a_user_ends_the_sessions(client: TestClient, users: Users) -> None:
    def come_back() -> None:
        users.remove("anna")
        users.add("anna", WORDS, Role.MANAGER)

    changes = (
        lambda: users.give_role("anna", Role.READER), lambda: users.give_password("anna", WORDS), come_back,
        lambda: users.remove("anna"),
    )  # fmt: skip
    for change in changes:
        enter(client)
        assert get(client) == 200
        change()
        assert get(client) == 401


def test_a_copy_of_a_cookie_is_worth_nothing_once_its_owner_has_left(
    client: TestClient, login: Login, clock: Clock
) -> None:
    copied = cookie_of(enter(client)).partition(";")[0]
    other = client_of(login_of(login.users, clock))  # another process with the same files
    assert other.post("/api/ask", headers=HOME | {"cookie": copied}).status_code == 200
    assert "Max-Age=0" in cookie_of(client.post("/uitloggen", headers=HOME))
    assert other.post("/api/ask", headers=HOME | {"cookie": copied}).status_code == 401
    assert stat.S_IMODE(beside(login.users.file, "ended").stat().st_mode) == 0o600


def test_ended_sessions_are_forgotten_when_they_would_be_over_anyhow(
    client: TestClient, login: Login, clock: Clock
) -> None:
    for _ in range(3):
        enter(client)
        client.post("/uitloggen", headers=HOME)
        clock.now += 11 * HOUR
    assert len(json.loads(beside(login.users.file, "ended").read_text(encoding="utf-8"))) == 1


def test_only_what_was_signed_here_is_a_session(login: Login, users: Users, clock: Clock) -> None:
    now = int(clock())
    user = users.get("anna")
    assert user
    true = login.sessions.begin(user)
    signed = login.sessions.signed(true)
    assert login.sessions.read(signed) == true
    row = ["id", "anna", user.stamp, now, now]
    text, _, sign = signed.rpartition(".")  # not its last character: two of that one's bits mean nothing
    false = [
        f"{text}.{'B' if sign[0] == 'A' else 'A'}{sign[1:]}", signed.partition(".")[0], "A" + signed,
        "", ".", "....", "é",
        str(URLSafeSerializer("0" * 64, salt="bronwijzer.sessie").dumps(row)),
        str(URLSafeSerializer(key_beside(users.file), salt="iets anders").dumps(row)),
        Sessions("f" * 64, beside(users.file, "ended"), HOUR, HOUR, clock).signed(true),
    ]  # fmt: skip
    assert [login.sessions.read(cookie) for cookie in false] == [None] * len(false)
    client = client_of(login)
    for cookie in false[:-3]:
        assert get(client, cookie=f"bronwijzer={cookie}".encode()) == 401


def test_the_key_is_made_once_for_all_and_is_its_owners_alone(tmp_path: Path) -> None:
    file, keys = tmp_path / "gebruikers.json", list[str]()
    threads = [threading.Thread(target=lambda: keys.append(key_beside(file))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["gebruikers.json.key"]
    assert stat.S_IMODE(beside(file, "key").stat().st_mode) == 0o600
    beside(file, "key").write_text("kort", encoding="utf-8")
    with pytest.raises(UsersError, match="beschadigd"):
        key_beside(file)


def test_a_users_file_that_breaks_keeps_everybody_out_and_says_so(client: TestClient, login: Login) -> None:
    enter(client)
    login.users.file.write_text("{", encoding="utf-8")
    reply = client.post("/api/ask", headers=HOME)
    assert (reply.status_code, reply.json()) == (503, {"error": texts.LOGIN_BROKEN})
    assert enter(client).status_code == 503
    assert client.get("/inloggen").status_code == 200
    assert client.get("/healthz").status_code == 404  # open, though this small server has none


# --- guessing --------------------------------------------------------------------------------------------------------


def test_five_wrong_passwords_slow_down_and_each_next_one_doubles_the_wait(client: TestClient, clock: Clock) -> None:
    for _ in range(5):
        assert enter(client, password="verkeerd woord hier").status_code == 401
    for wait in (5, 10, 20):
        slowed = enter(client)  # even the right one
        assert slowed.status_code == 429
        assert int(slowed.headers["retry-after"]) == wait + 1
        assert texts.login_later(wait + 1) in slowed.text
        clock.now += wait
        assert enter(client, password="verkeerd woord hier").status_code == 401
    clock.now += 40
    assert enter(client).status_code == 303


def test_nobody_locks_a_colleague_out_from_another_address(login: Login) -> None:
    thief, owner = client_of(login, "198.51.100.9"), client_of(login, "203.0.113.7")
    for _ in range(8):
        enter(thief, password="verkeerd woord hier")
    assert enter(thief).status_code == 429
    assert enter(owner).status_code == 303


def test_guessing_many_names_from_one_address_slows_down_but_not_those_who_work_there() -> None:
    throttle = Throttle(Clock())
    throttle.attempt("anna", "192.0.2.1")
    throttle.passed("anna", "192.0.2.1")
    waits = [throttle.attempt(f"naam{n}", "192.0.2.1") for n in range(25)]
    assert waits[:20] == [0.0] * 20
    assert waits[20] > 0
    assert throttle.attempt("anna", "192.0.2.1") == 0.0
    assert throttle.attempt("anna", "192.0.2.2") == 0.0


def test_guessing_one_name_from_many_addresses_slows_down_half_a_minute_at_most() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    throttle.attempt("anna", "192.0.2.1")
    throttle.passed("anna", "192.0.2.1")
    waits = [throttle.attempt("anna", f"10.0.{n}.1") for n in range(150)]
    assert waits[99] == 0.0
    assert 0 < waits[100] <= 30
    assert throttle.attempt("anna", "192.0.2.1") == 0.0  # where she once logged in


def test_an_account_of_ones_own_does_not_wipe_out_guesses_at_others() -> None:
    throttle = Throttle(Clock())
    waits = []
    for n in range(30):
        waits.append(throttle.attempt(f"naam{n}", "192.0.2.1"))
        if not throttle.attempt("dief", "192.0.2.1"):
            throttle.passed("dief", "192.0.2.1")
    assert waits[-1] > 0


def test_many_at_the_same_time_are_not_many_first_ones(client: TestClient) -> None:
    replies: list[int] = []
    threads = [
        threading.Thread(target=lambda: replies.append(enter(client, password="verkeerd woord hier").status_code))
        for _ in range(12)
    ]
    with client:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(replies) == [401] * 5 + [429] * 7


def test_no_more_than_two_passwords_are_looked_at_at_once(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    busy, most = [], []

    def slow(_name: str, _password: str) -> None:
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.05)
        busy.pop()

    monkeypatch.setattr(login.users, "check", slow)
    replies: list[int] = []
    with client_of(login) as client:
        asked = [
            threading.Thread(
                target=lambda n=n: replies.append(enter(client, f"naam{n}", "een twee drie vier").status_code)
            )
            for n in range(8)
        ]
        for thread in asked:
            thread.start()
        for thread in asked:
            thread.join()
    assert replies == [401] * 8
    assert max(most) == 2


def test_what_is_remembered_of_guesses_is_bounded_and_fades() -> None:
    clock = Clock()
    throttle = Throttle(clock, remembered=50)
    for n in range(500):
        throttle.attempt(f"naam{n}", f"10.0.{n % 250}.{n // 250}")
    assert all(len(wrong) <= 50 for wrong in throttle._wrong.values())
    for _ in range(6):
        throttle.attempt("anna", "192.0.2.1")
    assert throttle.attempt("anna", "192.0.2.1") > 0
    clock.now += 3 * HOUR
    assert [throttle.attempt("anna", "192.0.2.1") for _ in range(5)] == [0.0] * 5


def test_one_subscriber_is_one_address() -> None:
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2:ffff::1") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") == "192.0.2.1"
    assert len(network("x" * 10_000)) == 64


# --- other sites -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "https://elders.be"}, 200),  # a proxy changed the Host
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"origin": "http://testserver.kwaad.be"}, 403),
        ({"origin": "http://testserver@kwaad.be"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://elders.be", "x-forwarded-host": "elders.be"}, 403),
        ({}, 403),
    ],
)
def test_what_another_site_makes_a_browser_send_is_refused(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    enter(client)
    assert client.post("/api/ask", headers=headers).status_code == status
    if status == 403:
        assert client.post("/uitloggen", headers=headers).status_code == 403
        assert client.post("/inloggen", data={"naam": "anna", "wachtwoord": WORDS}, headers=headers).status_code == 403


def test_behind_a_proxy_the_name_that_the_browser_knows_counts(login: Login) -> None:
    client = client_of(login, "127.0.0.1")
    said = {"origin": "https://bron.gemeente.be", "x-forwarded-host": "bron.gemeente.be", "x-forwarded-proto": "https"}
    assert enter(client, **said).status_code == 303


def test_without_login_a_program_may_ask_and_another_site_may_not() -> None:
    client = client_of(None)
    assert client.post("/api/ask").status_code == 200
    assert client.post("/api/ask", headers={"origin": "https://oud.be"}).status_code == 200
    assert client.post("/api/ask", headers={"sec-fetch-site": "cross-site"}).status_code == 403


# --- behind a proxy where people log in ------------------------------------------------------------------------------

PROXY = Access(proxy_user="X-Forwarded-User", proxy_roles="X-Forwarded-Groups", managers=("beheer",))


@pytest.mark.parametrize(
    ("headers", "who"),
    [
        ({"x-forwarded-user": "anna"}, ("anna", "lezer")),
        ({"x-forwarded-user": "anna", "x-forwarded-groups": "staf, beheer"}, ("anna", "beheerder")),
        ({"x-forwarded-user": "anna", "x-forwarded-groups": "beheerders;staf"}, ("anna", "lezer")),
        ({"x-forwarded-user": "beheer"}, ("beheer", "lezer")),  # a name is no group
        ({"x-forwarded-user": "José".encode()}, ("José", "lezer")),
    ],
)
def test_a_proxy_of_ours_says_who_somebody_is(headers: dict[str, Any], who: tuple[str, str]) -> None:
    reply = client_of(open_way(PROXY), "127.0.0.1").post("/api/ask", headers=HOME | headers)
    assert (reply.json()["name"], reply.json()["role"]) == who


def test_without_groups_a_name_makes_a_manager() -> None:
    way = open_way(replace(PROXY, proxy_roles="", managers=("anna",)))
    for name, role in (("anna", "beheerder"), ("jef", "lezer")):
        headers = HOME | {"x-forwarded-user": name, "x-forwarded-groups": "anna"}
        assert client_of(way, "127.0.0.1").post("/api/ask", headers=headers).json()["role"] == role


@pytest.mark.parametrize("address", ["203.0.113.7", "127.0.0.2", "::1", "testclient", ""])
@pytest.mark.parametrize("path", ["/api/ask", "/healthz", "/"])
def test_whoever_writes_such_headers_himself_is_refused(address: str, path: str) -> None:
    client = client_of(open_way(PROXY), address)
    said = {"x-forwarded-user": "anna", "x-forwarded-groups": "beheer", "x-forwarded-for": "127.0.0.1"}
    for headers in (said, {"x-forwarded-groups": "beheer"}, {"x-forwarded-user": ""}):
        reply = client.post(path, headers=HOME | headers)
        assert (reply.status_code, reply.json()) == (403, {"error": texts.NOT_OUR_PROXY})


def test_two_names_are_one_too_many() -> None:
    headers = [*HOME.items(), ("x-forwarded-user", "anna"), ("x-forwarded-user", "jef")]
    assert client_of(open_way(PROXY), "127.0.0.1").post("/api/ask", headers=headers).status_code == 403


def test_a_proxy_that_names_nobody_lets_nobody_in() -> None:
    client = client_of(open_way(PROXY), "127.0.0.1")
    for headers in ({}, {"x-forwarded-user": " "}):
        reply = client.post("/api/ask", headers=HOME | headers)
        assert (reply.status_code, reply.json()) == (401, {"error": texts.NO_NAME_FROM_PROXY})
    assert client.get("/", headers={"sec-fetch-mode": "navigate"}).status_code == 401  # there is no page to go to
    assert client.get("/inloggen").status_code == 401


def test_the_browser_behind_our_proxies_is_the_last_address_that_is_not_theirs() -> None:
    way = open_way(replace(PROXY, trusted_proxies=("127.0.0.1", "10.0.0.0/24")))
    headers = HOME | {"x-forwarded-user": "anna", "x-forwarded-for": "127.0.0.1, 198.51.100.9, 10.0.0.5"}
    assert client_of(way, "::ffff:10.0.0.9").post("/api/ask", headers=headers).json()["scheme"] == "198.51.100.9"
    assert (
        client_of(way, "10.0.0.9").post("/api/ask", headers=headers | {"x-forwarded-for": "onzin"}).json()["scheme"]
        == "10.0.0.9"
    )


# --- settings and what is said ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"users": Path("x"), "proxy_user": "X-User"}, texts.TWO_WAYS_IN),
        ({"managers": "anna"}, texts.proxy_lacks(["BRONWIJZER_MANAGERS"])),
        ({"proxy_roles": "X-G"}, texts.proxy_lacks(["BRONWIJZER_PROXY_ROLES"])),
        ({"proxy_user": "X User"}, texts.bad_header("proxy_user", "X User")),
        ({"trusted_proxies": "10.0.0.1, x"}, texts.bad_network("x")),
        ({"session_minutes": "0"}, texts.bad_session("session_minutes", "0", 1440)),
        ({"session_hours": "veel"}, texts.bad_session("session_hours", "veel", 168)),
        ({"session_minutes": "120", "session_hours": "1"}, texts.session_upside_down(120, 1)),
        ({"managers": 5, "proxy_user": "X-User"}, texts.not_a_text("managers")),
    ],
)
def test_settings_that_cannot_be_are_named(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        access_of(given)


def test_access_is_set_in_the_environment_and_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "bronwijzer.toml").write_text('users = "wie.json"\nsession_minutes = 15\nhttps = true\n', "utf-8")
    access = load_settings({}, tmp_path).access
    assert (access.users, access.session_minutes, access.https) == (tmp_path / "wie.json", 15, True)
    given = {"BRONWIJZER_PROXY_USER": "X-User", "BRONWIJZER_MANAGERS": "anna, jef", "BRONWIJZER_TRUSTED_PROXIES": "::1"}
    access = load_settings(given, tmp_path.parent).access
    assert (access.proxy_user, access.managers, access.trusted_proxies) == ("X-User", ("anna", "jef"), ("::1",))
    with pytest.raises(SettingsError, match="allebei"):
        load_settings({"BRONWIJZER_PROXY_USER": "X-User"}, tmp_path)


def test_who_starts_a_server_is_warned(users: Users) -> None:
    assert list(remarks(Access(), "127.0.0.1")) == list(remarks(Access(), "localhost")) == []
    assert list(remarks(Access(), "0.0.0.0")) == [texts.open_to_all("0.0.0.0")]
    access = Access(users=users.file)
    assert list(remarks(access, "0.0.0.0")) == []
    users.file.chmod(0o644)
    assert list(remarks(access, "0.0.0.0")) == [texts.readable_by_others(users.file)]
    users.remove("anna")
    assert list(remarks(access, "::1")) == [texts.NO_USERS]


def test_the_log_says_who_came_and_left_and_never_what_was_typed(
    login: Login, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(login)
    with caplog.at_level(logging.INFO):
        for _ in range(9):
            enter(client, "mijn geheime zin", "verkeerd woord hier")
        enter(client)
        client.post("/uitloggen", headers=HOME)
    said = [record.getMessage()[20:] for record in caplog.records if record.name == "ui.entrance"]
    assert said == [f"{texts.LOG_SLOWED}: 203.0.113.7", "Aangemeld: anna", "Afgemeld: anna"]
    assert "geheim" not in caplog.text


def test_a_login_and_a_proxy_are_two_ways(users: Users) -> None:
    assert isinstance(open_way(Access(users=users.file)), Login)
    assert isinstance(open_way(PROXY), Proxy)
    assert Session("a", "b", "c", 1, 2).seen == 2
