"""The commands that look at single files: what is wrong with them, and how they are cleaned."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from commonplace.cli import output, processes
from commonplace.cli.errors import errors
from commonplace.cli.options import (
    DRAFTS,
    JOBS,
    PROJECT,
    QUIET,
    REPORT,
    SEEDS,
    STRICT,
    VERBOSE,
    Given,
    with_examples,
)
from commonplace.diagnostics.report import SEVERITIES, github
from commonplace.model import Diagnostic, Document, Failed


@with_examples(
    "commonplace check",
    "commonplace check --strict seeds/talk.vtt seeds/post.md",
    "commonplace check --seeds ~/talks",
    "commonplace check --strict --format github",
)
@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@DRAFTS
@PROJECT
@SEEDS
@STRICT
@REPORT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="Plain text, or what GitHub shows beside the lines of a pull request.",
)
@JOBS
@QUIET
@VERBOSE
def check(
    files: tuple[Path, ...],
    drafts: bool,
    named: Path | None,
    folders: tuple[Path, ...],
    strict: bool,
    report: Path | None,
    form: str,
    jobs: int,
) -> None:
    """Say what is wrong with files, or with all of seeds/, and write nothing.

    A folder means the seeds in it, a sidecar its seed; with --seeds, the files may be in that
    folder. The exit status is 0 if all is well, 1 on an error (with --strict, also on a
    warning), 2 for wrong usage, and 3 if the program itself failed.
    """
    from commonplace import pipeline
    from commonplace.cli.inputs import gather, start_check
    from commonplace.disk.write import hand_written
    from commonplace.project import project

    with errors():
        asked = Given(project=named, seeds=folders, drafts=drafts)
        begun = start_check(asked, files, report)
        seeds, told = gather(begun, files)
        taken = hand_written(project.pages_of(begun.root)) if begun.root else frozenset()
    known, told = begun.known, (*begun.told, *told)
    with errors(), processes.mapper_of(jobs, known.limits) as mapper:
        done = pipeline.check(
            seeds,
            told,
            taken=taken,
            project=known,
            mapper=mapper,
            folders=begun.seeds,
            memory=begun.memory,
        )
    output.write_report(done, report)
    if form == "github":
        for line in github(done.diagnostics):
            click.echo(line)
    else:
        output.tell(done.diagnostics)
    output.tell_nothing(done, files or begun.seeds)
    counts = [(done.count(severity), severity) for severity in SEVERITIES]
    said = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    output.say(f"{done.documents} of {len(seeds)} files can be built; {said}.{done.refused}")
    output.leave(done.diagnostics, strict)


@with_examples(
    "commonplace clean talk.txt > talk.md",
    "commonplace clean talk.txt --json | jq '.passages[0]'",
)
@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json", is_flag=True, help="Print the full record as JSON instead.")
def clean(file: Path, json: bool) -> None:
    """Print one cleaned document as Markdown, or as its full record."""
    from commonplace.render.full_record import as_json
    from commonplace.render.markdown import as_markdown

    document, told = _one(file)
    output.tell(told)
    if document is None:
        sys.exit(1)
    click.echo(as_json(document) if json else as_markdown(document), nl=False)


def _one(file: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read and clean one file, with the project's glossary if there is a project."""
    from commonplace.cli.inputs import known_to
    from commonplace.collect import collect_file
    from commonplace.document import make_document
    from commonplace.project import project
    from commonplace.workers.pool import Workers

    with errors():
        root = project.found()
        known, told = known_to(root, root)
        seeds, more = collect_file(
            file,
            known.limits,
            seeds=root and project.seeds_of(root),
            chats=known.publishing.chats,
        )
    if len(seeds) > 1:
        click.echo(f"{file}: holds {len(seeds)} documents; this is the first", err=True)
    if not seeds:
        return None, (*told, *more)
    seed = seeds[0]
    make = partial(
        make_document,
        glossary=known.glossary,
        limits=known.limits,
        private=known.publishing.private,
    )
    with errors(), Workers(1, known.limits) as workers:
        made = workers.run(make, seed)
    document, rest = (None, (made.of(seed.file),)) if isinstance(made, Failed) else made
    return document, (*told, *more, *rest)
