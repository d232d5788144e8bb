"""`bronwijzer tokens`: which programs may ask. It does not know what a token opens."""

from datetime import date
from typing import Annotated

import typer

from ui import texts_serving as texts
from ui.settings import load_settings
from ui.terminal import CouldNot, DutchCommand, DutchGroup, say
from ui.tokens import DAYS, MOST_DAYS, Token, Tokens

tokens = typer.Typer(cls=DutchGroup, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAAM", help=texts.HELP_TOKEN_NAME)]
Days = Annotated[
    int,
    typer.Option("--days", metavar="DAGEN", min=1, max=MOST_DAYS, help=texts.HELP_TOKEN_DAYS, show_default=False),
]


@tokens.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_tokens()


@tokens.command(name="list", cls=DutchCommand, help=texts.HELP_TOKENS_LIST)
def list_tokens() -> None:
    known = _tokens().all()
    width = max((len(one.name) for one in known), default=0)
    print("\n".join(f"{one.name:<{width}}  {_line(one)}" for one in known) or texts.NO_TOKENS)


@tokens.command(name="add", cls=DutchCommand, help=texts.HELP_TOKENS_ADD)
def add(
    name: Name,
    days: Annotated[
        int,
        typer.Option("--days", metavar="DAGEN", min=1, max=MOST_DAYS, help=texts.HELP_TOKEN_DAYS, show_default=False),
    ] = DAYS,
) -> None:
    """The token alone goes to stdout: `bronwijzer tokens add X > file` keeps it and nothing else."""
    secret, token = _tokens().add(name, days)
    say(texts.token_added(token.name, token.until.isoformat()))
    print(secret)


@tokens.command(name="remove", cls=DutchCommand, help=texts.HELP_TOKENS_REMOVE)
def remove(name: Name) -> None:
    _tokens().remove(name)
    print(texts.token_removed(name))


def _line(token: Token) -> str:
    seen = texts.token_seen(token.seen.isoformat()) if token.seen else texts.TOKEN_NEVER
    over = f", {texts.TOKEN_OVER}" if token.until < date.today() else ""
    return texts.token_line(token.made.isoformat(), token.until.isoformat(), seen) + over


def _tokens() -> Tokens:
    file = load_settings().access.tokens_file
    if file is None:
        raise CouldNot(texts.NO_TOKENS_FILE)
    return Tokens(file)
