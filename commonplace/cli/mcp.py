"""The command that answers language models."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace.cli.errors import errors
from commonplace.cli.options import INDEX, PROJECT, with_examples


@with_examples("commonplace mcp", "claude mcp add notes -- commonplace mcp --project ~/notes")
@click.command()
@PROJECT
@INDEX
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
        data = data or project.pages_of(project.needed(root, "and no --data given")) / "data"
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
