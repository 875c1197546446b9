"""The command that shows a site while one writes."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import click

from commonplace.cli.options import PROJECT, QUIET, with_examples
from commonplace.cli.progress import quiet


@with_examples("commonplace serve", "commonplace serve --address 127.0.0.1:8001 --open")
@click.command()
@PROJECT
@click.option("--address", metavar="HOST:PORT", help="Where to serve. [default: 127.0.0.1:8000]")
@click.option("--open", "show", is_flag=True, help="Open the site in the browser.")
@QUIET
def serve(named: Path | None, address: str | None, show: bool) -> None:
    """Build the site, serve it on this machine, and rebuild it after every change."""
    from mkdocs.__main__ import State
    from mkdocs.commands import serve as mkdocs_serve
    from mkdocs.exceptions import MkDocsException

    from commonplace.project import project

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # What MkDocs and the build say, as `mkdocs serve` shows it, while this is alive.
    shown = State(level=logging.WARNING if quiet() else logging.INFO)  # type: ignore[no-untyped-call]
    try:
        root = project.named(named) if named else project.found()
        root = project.needed(root, "and no --project")
        project.docs_of(root).mkdir(exist_ok=True)  # MkDocs wants it to be there
        more: dict[str, Any] = {"dev_addr": address} if address else {}
        mkdocs_serve.serve(
            str(root / project.CONFIG), build_type="dirty", open_in_browser=show, **more
        )
    except (OSError, MkDocsException) as problem:
        raise click.ClickException(str(problem)) from problem
    finally:
        del shown
