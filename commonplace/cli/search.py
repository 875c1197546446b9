"""The command that searches the index."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace.cli import output
from commonplace.cli.errors import errors
from commonplace.cli.options import INDEX, with_examples


@with_examples(
    "commonplace search reward model",
    "commonplace search '\"reward model\" speaker:okafor' --limit 3",
    "commonplace search --json 'test-time compute' | jq -r '.hits[].address'",
)
@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUERY")
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=1000),
    default=10,
    show_default=True,
    metavar="N",
    help="How many pages to show, each with its best passage; with --json, how many passages.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@INDEX
def search(words: tuple[str, ...], limit: int, as_json: bool, index_folder: Path | None) -> None:
    """Search the passages, best first.

    Passages with all of the words come first; if there are few, those with some of
    the words follow. Also: "exact phrases", "near phrases"~3, AND, OR, NOT, -word,
    brackets, prefix*, wild?card, fuzzy~1; speaker:, author:, by:, topic:, title:,
    heading:, kind:, year:2024, after:2024-06, before:2024.
    """
    from commonplace import index
    from commonplace.project import project

    with errors():
        if index_folder is None:
            index_folder = project.needed(project.found(), "and no --index given") / "build/index"
        answer = index.search(index_folder, " ".join(words), limit, grouped=not as_json)
    if as_json:
        click.echo(answer.as_json())
        return
    for line in output.found_in_words(answer):
        click.echo(line)
