"""The command that brings in what stands elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonplace.cli.errors import errors
from commonplace.cli.options import PROJECT, with_examples

if TYPE_CHECKING:
    from commonplace.adding.add import Step


@with_examples(
    "commonplace add https://example.org/podcast.xml --most 5",
    "commonplace add https://example.org/2024/05/a-post/",
    "commonplace add ~/Downloads/export.zip",
)
@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="ADDRESS|FILE...")
@PROJECT
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of seeds to add to. [default: seeds/ of the project]",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="Add at most N items of a feed, the newest first. [default: all]",
)
def add(sources: tuple[str, ...], named: Path | None, to: Path | None, most: int | None) -> None:
    """Add episodes, posts, pages, captions or files to the seeds.

    An address can be that of a podcast's or blog's feed, a page, or a video. The episodes of a
    podcast come with their transcripts, chapters and notes where the feed names them; posts
    come as their feed has them, or as pages where it has only their beginnings. A video's
    captions are fetched by yt-dlp. What was added before is not asked for again, and no file
    is written over: edit what comes as you like. Feeds need the extra `add`.
    """
    from commonplace.adding import add as adding
    from commonplace.adding.added import AddedError
    from commonplace.adding.feeds import FeedError
    from commonplace.project import project

    with errors():
        root = project.named(named) if named else project.needed(project.found(), "to add to")
        folder = to or root / "seeds"
        count = 0
        try:
            for source in sources:
                if "://" in source:
                    for step in adding.from_address(source, root, folder, most=most):
                        count += bool(step.files)
                        _tell(step)
                else:
                    step = adding.from_file(_file(source), folder)
                    count += bool(step.files)
                    _tell(step)
        except ModuleNotFoundError as missing:
            raise click.ClickException(
                f"the package {missing.name} is missing; install the extra: "
                "pip install 'commonplace-site[add]'"
            ) from missing
        except (adding.AddError, AddedError, FeedError) as problem:
            raise click.ClickException(str(problem)) from problem
    click.echo(f"{count} added to {folder}." if count else "Nothing new.")


def _file(source: str) -> Path:
    path = Path(source)
    if not path.is_file():
        raise click.ClickException(
            f"{source}: the file does not exist; an address begins with https://"
        )
    return path


def _tell(step: Step) -> None:
    if step.files:
        click.echo(f"{step.title}: {', '.join(path.name for path in step.files)}")
    for one in step.missed:
        click.echo(f"warning: {step.title}: {one}; it is left out", err=True)
