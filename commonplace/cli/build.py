"""The commands that build: the pages and the index, and whole sites."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace.cli import output, processes
from commonplace.cli.errors import errors
from commonplace.cli.options import (
    ALLOW_EMPTY,
    JOBS,
    QUIET,
    REPORT,
    SCHEDULER,
    STRICT,
    VERBOSE,
    WAIT,
    Given,
    reads_seeds,
    with_examples,
)


@with_examples(
    "commonplace build",
    "commonplace build --seeds ~/talks --seeds ~/posts",
    "commonplace build --strict --report build/report.json",
)
@click.command()
@reads_seeds
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the pages. [default: docs]",
)
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the index. [default: build/index]",
)
@ALLOW_EMPTY
@STRICT
@REPORT
@click.option("--no-cache", is_flag=True, help="Rebuild everything; the result is the same.")
@JOBS
@SCHEDULER
@WAIT
@QUIET
@VERBOSE
def build(
    asked: Given,
    docs: Path | None,
    index_folder: Path | None,
    allow_empty: bool,
    strict: bool,
    report: Path | None,
    jobs: int,
    no_cache: bool,
    scheduler: str | None,
    wait: float,
) -> None:
    """Build the pages and the index from the seeds, and the site if MkDocs has the plugin.

    A file that cannot be read is reported and left out; the others are built.
    """
    from commonplace import pipeline
    from commonplace.cli.inputs import start
    from commonplace.project import project
    from commonplace.site.build_site import render_own

    with errors():
        begun = start(asked, report)
        whole = begun.root if begun.whole and not (docs or index_folder) else None
        docs, index_folder, kept = begun.outputs(docs, index_folder)
    with (
        errors(begun.told, report),
        processes.mapper_of(jobs, begun.known.limits, scheduler) as mapper,
    ):
        request = pipeline.Request(
            folders=begun.seeds,
            docs=docs,
            index_folder=index_folder,
            project=begun.known,
            site=project.site_url(begun.root),
            propose=report is not None,
            mapper=mapper,
            wait=wait,
            cached=None if no_cache else kept,
            allow_empty=allow_empty,
        )
        done = pipeline.build(request)
    output.finish(done, begun.told, strict, report)
    output.tell_nothing(done, begun.seeds)
    with errors():
        if whole:
            output.say(f"The site is in {render_own(whole, strict=strict, wait=wait)}.")
    output.say_made(done.with_more(begun.told))


@with_examples(
    "commonplace site --seeds ~/talks --to /tmp/site",
    "python -m http.server --directory /tmp/site",
)
@click.command()
@reads_seeds
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the site.",
)
@ALLOW_EMPTY
@STRICT
@REPORT
@JOBS
@SCHEDULER
@WAIT
@QUIET
@VERBOSE
def site(
    asked: Given,
    to: Path,
    allow_empty: bool,
    strict: bool,
    report: Path | None,
    jobs: int,
    scheduler: str | None,
    wait: float,
) -> None:
    """Build the whole static site from any folder of seeds.

    The project provides the theme and the hand-written pages and is not changed. Because its
    hooks are run, it is the one you name or the command's own. An earlier site in the folder
    is replaced only when the new one is complete; anything else there stops the build.
    """
    from commonplace.cli.inputs import start_site
    from commonplace.site.build_site import build_site

    with errors():
        begun = start_site(asked, report)
    with (
        errors(begun.told, report),
        processes.mapper_of(jobs, begun.known.limits, scheduler) as mapper,
    ):
        done = build_site(
            begun.seeds,
            to,
            root=begun.root,
            known=begun.known,
            propose=report is not None,
            mapper=mapper,
            wait=wait,
            allow_empty=allow_empty,
        )
    output.finish(done, begun.told, strict, report)
    output.tell_nothing(done, begun.seeds)
    refused = done.with_more(begun.told).refused
    output.say(
        f"{done.documents} documents, {done.passages} passages; the site is in {to}.{refused}"
    )
