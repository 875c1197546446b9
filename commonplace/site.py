"""The whole static site of any folder of seeds, MkDocs included."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from commonplace import durable, live_site, lock, project
from commonplace.pipeline import Mapper, Report, build
from commonplace.project import NO_PROJECT, Project
from commonplace.write import written_by_builds

#: Set while the pages are there already, so that the hook does not build them again.
BUILT = "COMMONPLACE_BUILT"


class SiteError(Exception):
    """MkDocs could not build the pages; the message says what it said."""


def build_site(
    folders: Iterable[Path],
    to: Path,
    *,
    known: Project = NO_PROJECT,
    propose: bool = False,
    mapper: Mapper = map,
    wait: float = lock.WAIT,
) -> Report:
    """Build the site of some folders of seeds into `to`, in a place of its own.

    The checkout is only read: its hand-written pages are copied beside the
    generated ones in a temporary folder. What `to` held before is replaced once
    the new site is whole, and stays where the build fails. Raises SiteError where
    MkDocs fails, FileNotFoundError for a folder that is not there, FileExistsError
    where `to` holds something that is not a site, and LockedError where another build
    of it did not end within `wait` seconds.
    """
    to = to.resolve()
    if to.exists() and any(to.iterdir()) and not (to / "index.html").exists():
        raise FileExistsError(f"{to}: the folder is not empty and holds no site; name another one")
    root = project.root()
    to.parent.mkdir(parents=True, exist_ok=True)
    with lock.held(to.with_name(f".{to.name}.lock"), wait):
        place = live_site.begin(to)
        docs = place / "docs"
        _copy_pages(root / "docs", docs)
        report = build(
            folders,
            docs=docs,
            index_folder=place / "index",
            project=known,
            site=project.site_url(root),
            propose=propose,
            mapper=mapper,
            memory=to.with_name(f".{to.name}.addresses.yml"),
        )
        _render(root / "mkdocs.yml", docs, place / "site")
        live_site.publish(place / "site", to)
        durable.discard(place)
    return report


def _copy_pages(source: Path, target: Path) -> None:
    """Copy the pages written by hand; what builds wrote stays behind."""
    made = written_by_builds(source)
    target.mkdir()
    for path in sorted(source.rglob("*")):
        below = path.relative_to(source)
        name = below.as_posix()
        hidden = any(part.startswith(".") for part in below.parts)
        if path.is_file() and name not in made and not hidden:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)


class _Said(logging.Handler):
    """Keeps what MkDocs says, so that an error can tell why."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _render(config_file: Path, docs: Path, site: Path) -> None:
    """Run MkDocs, strictly: a warning of its own would be a fault of this program."""
    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    os.environ[BUILT] = "1"
    try:
        config = load_config(str(config_file), docs_dir=str(docs), site_dir=str(site), strict=True)
        mkdocs_build(config)
    except (MkDocsException, Abort) as problem:
        raise SiteError("MkDocs stopped: " + "; ".join([*said.lines, str(problem)])) from problem
    finally:
        logger.removeHandler(said)
        del os.environ[BUILT]
