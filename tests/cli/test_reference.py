"""The table of options on the page of commands is made from the commands themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from commonplace.cli import main
from commonplace.project.project import CHECKOUT

HEAD = "| option | of | meaning |\n|---|---|---|\n"


def options() -> Iterator[tuple[str, str, str]]:
    """Each option of each command: how it is written, of which command, and what it does."""
    top = click.Context(main, **main.context_settings)
    for name, command in (("commonplace", main), *main.commands.items()):
        for one in command.get_params(click.Context(command, parent=top)):
            if isinstance(one, click.Option):
                value = "" if one.is_flag else f" {one.metavar or 'NAME'}"
                yield ", ".join(f"`{opt}{value}`" for opt in one.opts), name, meaning(one)


def meaning(option: click.Option) -> str:
    usual = option.default if option.show_default is True else option.show_default
    listed = option.type.choices if isinstance(option.type, click.Choice) else ()
    choices = f" One of {', '.join(f'`{one}`' for one in listed)}." if listed else ""
    return f"{option.help}{choices}" + (f" [default: {usual}]" if usual else "")


def table() -> str:
    """The options in the order of their names; of those with one meaning, one line."""
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for spelled, name, about in options():
        rows[spelled, about].append("all" if "--help" in spelled else f"`{name}`")
    lines = (
        f"| {spelled} | {', '.join(dict.fromkeys(names))} | {about} |\n"
        for (spelled, about), names in sorted(rows.items())
    )
    return HEAD + "".join(lines)


def test_the_table_is_that_of_the_commands(golden: Callable[[Path, str], None]) -> None:
    page = CHECKOUT / "docs" / "commands.md"
    golden(page, page.read_text(encoding="utf-8").partition(HEAD)[0] + table())
