"""The command that gives the collection to other tools."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace import formats
from commonplace.cli import output, processes
from commonplace.cli.errors import errors
from commonplace.cli.options import JOBS, Given, reads_seeds, with_examples

_FORMATS = "\n".join(f"  {name:<10}  {one.about}" for name, one in formats.FORMATS.items())


@with_examples(
    "commonplace export --format sqlite && datasette build/export/commonplace.sqlite",
    "commonplace export --format vault --format bibtex --to ~/notes/talks",
    "commonplace export --format llms --to docs",
)
@click.command(
    help="Write the collection as files for other tools. No build is needed first.\n\n"
    f"\b\nFormats:\n{_FORMATS}"
)
@click.option(
    "--format",
    "names",
    type=click.Choice(list(formats.FORMATS)),
    required=True,
    multiple=True,
    help="Can be given more than once.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the files. [default: build/export]",
)
@reads_seeds
@JOBS
def export(
    asked: Given,
    names: tuple[str, ...],
    to: Path | None,
    jobs: int,
) -> None:
    """Write the collection as files for other tools."""
    from commonplace import pipeline
    from commonplace.cli.inputs import start
    from commonplace.disk import handed, places
    from commonplace.project import project

    with errors():
        begun = start(asked)
        to = to or project.needed(begun.root, "and no --to given") / "build" / "export"
        places.check_folder(to, "to")
        places.apart(begun.seeds, to=to)
        with processes.mapper_of(jobs, begun.known.limits) as mapper:
            catalogue, told = pipeline.catalogue(
                begun.seeds,
                docs=project.pages_of(begun.root) if begun.root else None,
                memory=begun.memory,
                project=begun.known,
                mapper=mapper,
            )
        site = project.site_url(begun.root)
        made = {name: formats.files(catalogue, name, site) for name in dict.fromkeys(names)}
        count = handed.hand_out(to, made)
    output.tell((*begun.told, *told))
    click.echo(f"{to}: {count} {'file' if count == 1 else 'files'} written.")
