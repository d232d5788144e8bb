"""`bronwijzer users`: who may log in. It does not know what anybody may do there."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from ui import texts
from ui.access import Role
from ui.settings import load_settings
from ui.terminal import CouldNot, DutchCommand, DutchGroup
from ui.users import Users, UsersError, fault_of

users = typer.Typer(cls=DutchGroup, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAAM", help=texts.HELP_USER_NAME)]
Stdin = Annotated[bool, typer.Option("--password-stdin", help=texts.HELP_USER_STDIN)]


@users.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_users()


@users.command(name="list", cls=DutchCommand, help=texts.HELP_USERS_LIST)
def list_users() -> None:
    known = _users().all()
    width = max((len(user.name) for user in known), default=0)
    print("\n".join(f"{user.name:<{width}}  {user.role}" for user in known) or texts.NO_USERS)


@users.command(name="add", cls=DutchCommand, help=texts.HELP_USERS_ADD)
def add(
    name: Name,
    role: Annotated[
        Role, typer.Option("--role", metavar="ROL", help=texts.HELP_USER_ROLE, show_default=False)
    ] = Role.READER,
    from_stdin: Stdin = False,
) -> None:
    known = _users()
    if known.get(name):
        raise UsersError(texts.user_exists(name))
    known.add(name, _password(name, from_stdin), role)
    print(texts.user_added(name, role))


@users.command(name="remove", cls=DutchCommand, help=texts.HELP_USERS_REMOVE)
def remove(name: Name) -> None:
    _users().remove(name)
    print(texts.user_removed(name))


@users.command(name="password", cls=DutchCommand, help=texts.HELP_USERS_PASSWORD)
def password(name: Name, from_stdin: Stdin = False) -> None:
    known = _users()
    if not known.get(name):
        raise UsersError(texts.no_such_user(name, [user.name for user in known.all()]))
    known.give_password(name, _password(name, from_stdin))
    print(texts.user_changed(name))


@users.command(name="role", cls=DutchCommand, help=texts.HELP_USERS_ROLE)
def role(name: Name, role: Annotated[str, typer.Argument(metavar="ROL", help=texts.HELP_USER_ROLE)]) -> None:
    if role not in list(Role):
        raise CouldNot(texts.bad_role(role))
    _users().give_role(name, Role(role))
    print(texts.user_changed(name))


def _users() -> Users:
    file: Path | None = load_settings().access.users
    if file is None:
        raise CouldNot(texts.NO_USERS_FILE)
    return Users(file)


def _password(name: str, from_stdin: bool) -> str:
    """Asked twice without showing it, and judged before it is asked again; raises UsersError."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CouldNot(texts.NO_TERMINAL)
    given = getpass.getpass(texts.PASSWORD_ASKED)
    if fault := fault_of(given, name):
        raise UsersError(fault)
    if getpass.getpass(texts.PASSWORD_AGAIN) != given:
        raise UsersError(texts.PASSWORD_DIFFERS)
    return given
