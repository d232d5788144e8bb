"""The users file and `bronwijzer users`: who is in it, which passwords can be, what ends a session."""

import io
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from ui import cli, texts
from ui.access import Role
from ui.kept import Kept, Unkept
from ui.users import User, Users, UsersError, fault_of

WORDS = "een paard zonder naam"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "in" / "gebruikers.json"


@pytest.fixture
def users(file: Path) -> Users:
    known = Users(file)
    known.add("Anna", WORDS, Role.MANAGER)
    return known


def found(users: Users, name: str) -> User:
    user = users.get(name)
    assert user
    return user


def test_a_user_gets_in_with_the_right_password_alone(users: Users) -> None:
    assert found(users, "anna") == users.check("anna", WORDS)
    assert users.check("anna", WORDS + " ") is None
    assert users.check("anna", "") is None
    assert users.check("jef", WORDS) is None


def test_capitals_and_spaces_around_a_name_and_the_way_an_accent_is_typed_make_no_difference(users: Users) -> None:
    users.add("José", "één café in Gent", Role.READER)
    assert users.check(" ANNA ", WORDS)
    assert users.check("JOSE\u0301", "e\u0301e\u0301n cafe\u0301 in Gent")


def test_the_file_holds_no_password_and_is_its_owners_alone(users: Users, file: Path) -> None:
    users.give_role("anna", Role.READER)
    for written in file.parent.iterdir():
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        assert WORDS not in written.read_text(encoding="utf-8")
    assert sorted(path.name for path in file.parent.iterdir()) == ["gebruikers.json", "gebruikers.json.lock"]


def test_the_same_password_never_looks_the_same(users: Users) -> None:
    users.add("jef", WORDS, Role.READER)
    assert found(users, "anna").hash != found(users, "jef").hash


def test_every_change_gives_another_stamp_and_so_does_coming_back(users: Users) -> None:
    stamps = [found(users, "anna").stamp]
    users.give_role("anna", Role.READER)
    stamps.append(found(users, "anna").stamp)
    users.give_password("anna", "iets heel anders hier")
    stamps.append(found(users, "anna").stamp)
    users.remove("anna")
    users.add("anna", WORDS, Role.READER)
    stamps.append(found(users, "anna").stamp)
    assert len(set(stamps)) == 4


def test_another_process_sees_a_change_at_once(users: Users, file: Path) -> None:
    other = Users(file)
    assert other.get("anna")
    users.remove("anna")
    assert other.get("anna") is None


def test_a_hash_with_older_parameters_is_made_anew_when_its_owner_logs_in(users: Users, file: Path) -> None:
    kept = json.loads(file.read_text(encoding="utf-8"))
    kept["anna"]["hash"] = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(WORDS)
    file.write_text(json.dumps(kept), encoding="utf-8")
    before = found(users, "anna")
    assert users.check("anna", "verkeerd wachtwoord") is None
    assert found(users, "anna") == before
    assert users.check("anna", WORDS)
    after = found(users, "anna")
    assert "m=19456" in after.hash
    assert (after.stamp, after.role) == (before.stamp, before.role)
    assert users.check("anna", WORDS)


def test_changes_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    def add(number: int) -> None:
        Kept(tmp_path / "x.json").change(lambda values: values.update({str(number): number}))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert len(Kept(tmp_path / "x.json").read()) == 40


def test_a_change_that_fails_leaves_the_file_as_it_was(users: Users, file: Path) -> None:
    before = file.read_bytes()
    for change in (lambda: users.add("anna", WORDS, Role.READER), lambda: users.remove("jef")):
        with pytest.raises(UsersError):
            change()
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"anna": 5}', '{"anna": {"role": "baas", "hash": "", "stamp": ""}}']
)
def test_a_damaged_file_lets_nobody_in_and_is_named(users: Users, file: Path, damage: str) -> None:
    file.write_text(damage, encoding="utf-8")
    with pytest.raises(UsersError, match=str(file)):
        users.check("anna", WORDS)


def test_a_file_that_may_not_be_read_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(Unkept):
        Kept(tmp_path).read()  # a folder


@pytest.mark.parametrize(
    "password",
    ["wachtwoord123", "Welkom2024!!", "welkomwelkom", "123456789012", "abcdefghijkl", "aaaabbbbaaaabbbb",
     "azertyuiop12", "anna.peeters1", "ANNA-PEETERS-", "bronwijzer01", "gemeente2026", "Password1234"],
)  # fmt: skip
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    assert fault_of(password, "anna.peeters") == texts.PASSWORD_EASY


@pytest.mark.parametrize(
    "password",
    ["een paard zonder naam", "83749283112044", "kat op zolder 7", "correcthorsebattery", "welkom in mijn tuintje",
     "жираф на поезде", "x7!kq9$mzp2w"],
)  # fmt: skip
def test_any_other_password_of_twelve_characters_will_do(password: str) -> None:
    assert fault_of(password, "anna.peeters") == ""


def test_a_password_is_neither_short_nor_endless() -> None:
    assert fault_of("kort ding x", "anna") == texts.password_too_short(12)
    assert fault_of("lang ding " * 30, "anna") == texts.password_too_long(256)


# --- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def command(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [n for n in os.environ if n.startswith("BRONWIJZER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRONWIJZER_USERS", str(file))
    return file


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return cli.run(["users", *arguments])


def test_users_are_added_listed_changed_and_removed(
    command: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "add", "Anna", "--role", "beheerder", "--password-stdin", typed=f"{WORDS}\n") == 0
    assert run(monkeypatch, "add", "jef", "--password-stdin", typed=f"{WORDS}\r\n") == 0
    capsys.readouterr()
    assert run(monkeypatch, "list") == run(monkeypatch) == 0
    assert capsys.readouterr().out == 2 * "anna  beheerder\njef   lezer\n"
    assert run(monkeypatch, "role", "jef", "beheerder") == 0
    assert run(monkeypatch, "password", "jef", "--password-stdin", typed="vier nieuwe losse woorden") == 0
    assert run(monkeypatch, "remove", "anna") == 0
    capsys.readouterr()
    assert run(monkeypatch, "list") == 0
    assert capsys.readouterr().out == "jef  beheerder\n"
    assert Users(command).check("jef", "vier nieuwe losse woorden")


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["add", "anna", "--password-stdin"], WORDS, texts.user_exists("anna")),
        (["add", "jef", "--password-stdin"], "kort", texts.password_too_short(12)),
        (["add", "jef", "--password-stdin"], "", texts.password_too_short(12)),
        (["add", "jef"], "", texts.NO_TERMINAL),
        (["add", "een naam", "--password-stdin"], WORDS, texts.bad_user_name("een naam")),
        (["add", "a\nb", "--password-stdin"], WORDS, texts.bad_user_name("a\nb")),
        (["remove", "jef"], "", texts.no_such_user("jef", ["anna"])),
        (["password", "jef"], "", texts.no_such_user("jef", ["anna"])),
        (["role", "anna", "baas"], "", texts.bad_role("baas")),
    ],
)
def test_what_cannot_be_is_told_in_one_dutch_sentence(
    command: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], typed: str, said: str,
) -> None:  # fmt: skip
    Users(command).add("anna", WORDS, Role.READER)
    assert run(monkeypatch, *arguments, typed=typed) == 1
    assert capsys.readouterr().err.strip() == said


def test_a_password_is_typed_twice_unseen(
    command: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter([WORDS, "iets anders", "kort", WORDS, WORDS])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    monkeypatch.setattr("sys.stdin", Terminal())
    assert cli.run(["users", "add", "anna"]) == 1
    assert capsys.readouterr().err.strip() == texts.PASSWORD_DIFFERS
    assert cli.run(["users", "add", "anna"]) == 1  # not asked again once it is known to be too short
    assert capsys.readouterr().err.strip() == texts.password_too_short(12)
    assert cli.run(["users", "add", "anna"]) == 0
    assert Users(command).check("anna", WORDS)


def test_without_a_users_file_it_says_where_to_set_one(
    command: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not command.exists()
    assert run(monkeypatch, "list") == 0
    assert capsys.readouterr().out.strip() == texts.NO_USERS
    monkeypatch.delenv("BRONWIJZER_USERS")
    assert run(monkeypatch, "list") == 1
    assert capsys.readouterr().err.strip() == texts.NO_USERS_FILE
