"""The commands that give the collection to other tools and programs."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace import formats
from commonplace.cli.errors import errors
from commonplace.cli.options import DRAFTS, JOBS, PROJECT, SEEDS, WORDS, with_examples

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
@PROJECT
@SEEDS
@WORDS
@DRAFTS
@JOBS
def export(
    names: tuple[str, ...],
    to: Path | None,
    named: Path | None,
    folders: tuple[Path, ...],
    words: Path | None,
    drafts: bool,
    jobs: int,
) -> None:
    """Write the collection as files for other tools."""
    from commonplace import pipeline
    from commonplace.cli.inputs import start
    from commonplace.cli.output import tell
    from commonplace.cli.processes import mapper_of
    from commonplace.disk import handed, places
    from commonplace.project import project

    with errors():
        begun = start(named, folders, words=words, drafts=drafts)
        to = to or project.needed(begun.root, "and no --to given") / "build" / "export"
        places.check_folder(to, "to")
        places.apart(begun.seeds, to=to)
        with mapper_of(jobs, begun.known.limits) as mapper:
            catalogue, told = pipeline.catalogue(
                begun.seeds,
                docs=project.docs_of(begun.root) if begun.root else None,
                memory=begun.memory,
                project=begun.known,
                mapper=mapper,
            )
        site = project.site_url(begun.root)
        made = {name: formats.files(catalogue, name, site) for name in dict.fromkeys(names)}
        count = handed.hand_out(to, made)
    tell((*begun.told, *told))
    click.echo(f"{to}: {count} {'file' if count == 1 else 'files'} written.")


@with_examples("commonplace mcp", "claude mcp add notes -- commonplace mcp --project ~/notes")
@click.command()
@PROJECT
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the index is. [default: build/index]",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the open data is. [default: docs/data]",
)
def mcp(named: Path | None, index_folder: Path | None, data: Path | None) -> None:
    """Answer a language model's questions over standard input and output.

    This is a server of the Model Context Protocol for a collection that has been built: it
    searches, reads passages with their neighbours, and lists documents, topics, people, events
    and references. It only reads, and needs no network. It comes with the extra `mcp`.
    """
    from commonplace.answering.collection import Collection
    from commonplace.project import project
    from commonplace.project.project import NO_PROJECT

    with errors():
        root = project.named(named) if named else project.found()
        index_folder = index_folder or project.needed(root, "and no --index given") / "build/index"
        data = data or project.docs_of(project.needed(root, "and no --data given")) / "data"
        collection = Collection(index_folder, data, project.site_url(root))
        collection.check()
        known, _ = project.published(root, NO_PROJECT)
    try:
        from commonplace.answering.server import server
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f"the package {missing.name} is missing; install the extra: "
            "pip install 'commonplace-site[mcp]'"
        ) from missing
    server(collection, known.identity.name).run("stdio")
