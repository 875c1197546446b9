"""The options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import cleandoc
from pathlib import Path

import click

from commonplace.cli.progress import choose
from commonplace.disk import lock
from commonplace.project import publishing

PROJECT = click.option(
    "--project",
    "named",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The project folder. [default: the current folder, or the nearest one above it]",
)
SEEDS = click.option(
    "--seeds",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of seeds; can be given more than once. [default: seeds/ of the project]",
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    metavar="N",
    help="How many processes work on the documents. [default: one per core]",
)
SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Work on the documents on the Dask cluster with this scheduler. [default: here]",
)
WORDS = click.option(
    "--vocabulary",
    "words",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The folder with glossary.yml, topics.yml, people.yml, references.yml and limits.yml. "
    "[default: the project for its own seeds; for other seeds their folder, or its parent]",
)
WAIT = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=lock.WAIT,
    show_default="60",
    metavar="SECONDS",
    help="How long to wait for another build to finish.",
)
ALLOW_EMPTY = click.option(
    "--allow-empty", is_flag=True, help="Replace documents even if there are no seeds left."
)
STRICT = click.option(
    "--strict", is_flag=True, help="Exit with status 1 if there is an error or a warning."
)
DRAFTS = click.option(
    "--drafts",
    is_flag=True,
    envvar=publishing.DRAFTS,
    help="Include documents that are drafts, private, expired or dated in the future.",
)
REPORT = click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as JSON."
)
QUIET = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=choose,
    help="Show errors and warnings only.",
)
VERBOSE = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=choose,
    help="Show each stage and how long it took, even in a pipe.",
)
INDEX = click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the index is. [default: build/index]",
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the options of a command say of the seeds to read, and of what is known of them."""

    project: Path | None
    seeds: tuple[Path, ...]
    words: Path | None = None
    drafts: bool = False


def reads_seeds(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command --project, --seeds, --vocabulary and --drafts, as one first argument."""

    @PROJECT
    @SEEDS
    @WORDS
    @DRAFTS
    @wraps(run)
    def command(
        named: Path | None,
        folders: tuple[Path, ...],
        words: Path | None,
        drafts: bool,
        **others: object,
    ) -> None:
        run(Given(project=named, seeds=folders, words=words, drafts=drafts), **others)

    return command


def with_examples(*lines: str) -> Callable[[click.Command], click.Command]:
    """Put examples below a command's help; they teach faster than options do."""

    def add(command: click.Command) -> click.Command:
        examples = "\n".join(f"  {line}" for line in lines)
        command.help = f"{cleandoc(command.help or '')}\n\n\b\nExamples:\n{examples}"
        return command

    return add
