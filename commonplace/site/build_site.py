"""The whole static site of any folder of seeds, MkDocs included."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from commonplace.disk import durable, lock, places
from commonplace.disk.write import written_by_builds
from commonplace.model import Failed, Mapper
from commonplace.model.identity import NOBODY
from commonplace.pipeline import Report, Request, build
from commonplace.project import project
from commonplace.project.project import NO_PROJECT, Project
from commonplace.site import publish

_LOG = logging.getLogger("commonplace")
#: Set while the pages are there already, so that the hook does not build them again.
BUILT = "COMMONPLACE_BUILT"


#: The hook, for a site that is no project.
HOOK = Path(__file__).resolve().parents[1] / "mkdocs_hook.py"


class SiteError(Exception):
    """MkDocs could not build the pages; the message says what it said."""


def build_site(
    folders: Iterable[Path],
    to: Path,
    *,
    root: Path | None = None,
    known: Project = NO_PROJECT,
    propose: bool = False,
    mapper: Mapper[Failed] = map,
    wait: float = lock.WAIT,
    allow_empty: bool = False,
) -> Report:
    """Build the site of some folders of seeds into `to`.

    The project `root`, by default the checkout for its own seeds and none for others, is only
    read: its hand-written pages are copied beside the generated ones in a temporary folder. An
    earlier site in `to` is replaced once the new one is complete, and stays if the build fails.
    Raises SiteError if MkDocs fails, FileNotFoundError for a missing folder, FileExistsError if
    `to` has anything but the files of a site with our mark, or is inside what is read,
    EmptyError if documents would disappear (as for `pipeline.build`), and LockedError if
    another build of it did not finish within `wait` seconds.
    """
    to, folders = to.resolve(), tuple(folders)
    root = root or project.needed(project.own(folders), "and the command is not installed in one")
    if root == project.PLAIN:
        known = replace(known, identity=replace(known.identity, name=_title(folders)))
    docs = project.docs_of(root)
    places.apart((*folders, docs), to=to)
    places.around((*folders, root), to=to)
    places.check_site(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    with lock.held(to.with_name(f".{to.name}.lock"), wait):
        place = publish.begin(to)
        try:
            _copy_pages(docs, place / "docs", known.identity.under)
            docs = place / "docs"
            (docs / known.identity.under).mkdir(parents=True, exist_ok=True)
            asked = Request(
                folders=folders,
                docs=docs / known.identity.under,
                index_folder=place / "index",
                project=known,
                site=project.site_url(root),
                propose=propose,
                mapper=mapper,
                allow_empty=allow_empty,
                replaced=to,
                memory=to.with_name(f".{to.name}.addresses.yml"),
                indexing=False,
            )
            report = build(asked)
            config = _plain(place, known) if root == project.PLAIN else root / project.CONFIG
            _render(config, docs, place / "site")
            publish.publish(place / "site", to)
        finally:
            durable.discard(place)
    return report


def _title(folders: Iterable[Path]) -> str:
    """The name of a site that nobody named: that of the folder, which may be called `seeds`."""
    for folder in folders:
        here = folder.resolve()
        name = here.parent.name if here.name == "seeds" else here.name
        return name.replace("-", " ").replace("_", " ").strip().capitalize() or NOBODY.name
    return NOBODY.name


def _plain(place: Path, known: Project) -> Path:
    """A configuration of our own for a site without a project."""
    config = {
        "site_name": known.identity.name,
        "theme": {"name": "material"},
        "plugins": [],
        "hooks": [str(HOOK)],
    }
    (place / project.CONFIG).write_text(yaml.safe_dump(config), encoding="utf-8")
    return place / project.CONFIG


def render_own(root: Path, *, strict: bool, wait: float = lock.WAIT) -> Path:
    """Have MkDocs make a project's own site of its pages, which are there; returns its folder.

    Raises SiteError, LockedError, and FileExistsError as `build_site` does.
    """
    live = project.site_of(root).resolve()
    with lock.held(live.with_name(f".{live.name}.lock"), wait):
        place = publish.begin(live)
        try:
            _render(root / project.CONFIG, project.docs_of(root), place, strict=strict)
            publish.publish(place, live)
        finally:
            durable.discard(place)
    return live


def _copy_pages(source: Path, target: Path, under: str) -> None:
    """Copy the hand-written pages, without generated ones, which are in the folder `under`."""
    made = {f"{under}{name}" for name in written_by_builds(source / under)}
    target.mkdir()
    for path in sorted(source.rglob("*")):
        below = path.relative_to(source)
        name = below.as_posix()
        hidden = any(part.startswith(".") for part in below.parts)
        if path.is_file() and name not in made and not hidden:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)


class _Said(logging.Handler):
    """Collects what MkDocs logs, so that an error can say why."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _render(config_file: Path, docs: Path, site: Path, **more: Any) -> None:
    """Run MkDocs, strictly unless told otherwise: a warning may be a bug in this program."""
    _LOG.info("Rendering the site with MkDocs")
    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    os.environ[BUILT] = "1"
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        more = {"strict": True, **more, "docs_dir": str(docs), "site_dir": str(site)}
        config = load_config(str(config_file), **more)
        mkdocs_build(config)
    except (MkDocsException, Abort) as problem:
        raise SiteError("MkDocs stopped: " + "; ".join([*said.lines, str(problem)])) from problem
    finally:
        logger.removeHandler(said)
        del os.environ[BUILT]
