"""The one MkDocs hook: build before `mkdocs serve` and `mkdocs build`, watch the seeds.

It only makes life easier. Without it, `python build_index.py` and then any builder
that reads `mkdocs.yml` give the same site.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from commonplace import pipeline, project
from commonplace.scripts import BROWSER
from commonplace.site import BUILT
from commonplace.write import by_hand

_LOG = logging.getLogger("mkdocs.hooks.commonplace")
_LEVELS = {"error": logging.WARNING, "warning": logging.INFO, "note": logging.DEBUG}


def on_pre_build(config: MkDocsConfig) -> None:
    """Build the pages and the index, unless that has just been done."""
    if os.environ.get(BUILT):
        return
    root = _root(config)
    known, told = project.read(root)
    report = pipeline.build(
        [root / "seeds"],
        docs=Path(config.docs_dir),
        index_folder=root / "build" / "index",
        project=known,
        site=project.site_url(root),
    )
    for diagnostic in (*told, *report.diagnostics):
        _LOG.log(_LEVELS[diagnostic.severity], str(diagnostic))


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Watch the seeds, the vocabulary, the pages written by hand, and the site's scripts.

    Not the whole of `docs`: the build writes there, and would wake itself.
    """
    root, docs = _root(config), Path(config.docs_dir)
    server.unwatch(str(docs))
    pages = (path for path in by_hand(docs) if path.name[0] != ".")
    for path in (root / "seeds", *(root / name for name in project.FILES), BROWSER, *pages):
        if path.exists():
            server.watch(str(path))
    return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or project.CHECKOUT / "mkdocs.yml").resolve().parent
