"""The command that begins a site of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace.cli.options import with_examples
from commonplace.starter import new as starter

_ASKED = {
    "name": "What is the site called?",
    "about": "What is it, in one sentence?",
    "language": "What language is it in (a code such as en or de)?",
    "licence": "What licence are its texts under?",
}


@with_examples(
    "commonplace new pond-notes",
    "commonplace new pond-notes --yes --name 'Pond Notes' --host gitlab",
)
@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--name", metavar="NAME", help="What the site is called. [default: the folder’s name]"
)
@click.option("--about", metavar="TEXT", help="What it is, in one sentence.")
@click.option("--language", metavar="CODE", help="The language of the site. [default: en]")
@click.option(
    "--licence", metavar="NAME", help=f"The licence of its texts. [default: {starter.LICENCE}]"
)
@click.option(
    "--host",
    type=click.Choice(list(starter.HOSTS)),
    default="github",
    show_default=True,
    help="The host to write a workflow for.",
)
@click.option("--home", is_flag=True, help="Write docs/index.md, a home page to edit.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def new(
    folder: Path,
    name: str | None,
    about: str | None,
    language: str | None,
    licence: str | None,
    host: str,
    home: bool,
    yes: bool,
) -> None:
    """Start a site of your own in a new folder.

    It gets a configuration, example texts to replace, and a workflow that publishes it.
    """
    usual = {
        "name": folder.resolve().name.replace("-", " ").replace("_", " ").title() or "Notes",
        "about": "",
        "language": "en",
        "licence": starter.LICENCE,
    }
    given = {"name": name, "about": about, "language": language, "licence": licence}
    try:
        starter.check(folder)
        answers = {key: _answer(key, given[key], usual[key], yes) for key in usual}
        starter.write(folder, starter.Answers(**answers, host=host, home=home))
    except OSError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"The site is in {folder}; its texts go into {folder / 'seeds'}. Next:\n")
    click.echo(f"  cd {_quoted(folder)}\n  commonplace serve")


def _answer(key: str, given: str | None, usual: str, yes: bool) -> str:
    if given is not None or yes:
        return usual if given is None else given.strip()
    return str(click.prompt(_ASKED[key], default=usual, show_default=bool(usual))).strip()


def _quoted(folder: Path) -> str:
    text = str(folder)
    return text if text.isascii() and " " not in text and "'" not in text else f'"{text}"'
