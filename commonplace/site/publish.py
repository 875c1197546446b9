"""Replaces a site in one operation; MkDocs alone would empty it first."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from commonplace.disk import durable, lock, places

_LOG = logging.getLogger("mkdocs.hooks.commonplace")
#: The first and the last day that the head of the compressed site map can hold: gzip counts
#: seconds from 1970 in 32 bits. MkDocs puts the latest date of all pages there.
_FIRST, _LAST = "1970-01-01", "2106-02-06"


def begin(live: Path) -> Path:
    """An empty folder beside a site to build the next one in, without leftovers of killed builds.

    Raises FileExistsError, or NotADirectoryError, where the site would replace anything else.
    """
    durable.mend(live)
    places.check_site(live)
    fresh = live.with_name(f".{live.name}.building")
    durable.remove(fresh)
    fresh.mkdir(parents=True)
    return fresh


def publish(fresh: Path, live: Path) -> None:
    """Mark and sync a finished site, swap it in, and remove the one before.

    Raises as `begin` does, if something has been put there since.
    """
    places.mark_site(fresh)
    durable.sync_all(fresh)
    places.check_site(live)
    durable.swap(fresh, live)
    durable.discard(fresh)


class Building:
    """One run of MkDocs, which holds the lock and renders into a folder of its own.

    `mkdocs serve` renders into a temporary folder of MkDocs, and `mkdocs build --dirty` into
    the old pages: both are left alone, but a site that had a mark gets a new one with all its
    files.

    A plugin may call MkDocs again with the same configuration before a run has ended, once for
    each language, for instance. Such an inner run adds its pages to those of the outer one.
    """

    def __init__(self) -> None:
        self.aside, self.dirty = True, False
        self._held = ExitStack()
        self._config: MkDocsConfig | None = None
        self._live = Path()
        self._running: MkDocsConfig | None = None
        self._inner = 0
        #: The files that the last run has put into the site, and those of this one.
        self._shown: set[str] = set()
        self._showing: set[str] = set()

    @property
    def live(self) -> Path | None:
        """The site that this run is to replace; None for a run that replaces none."""
        return self._live if self._config is not None else None

    def enter(self, config: MkDocsConfig) -> bool:
        """Note that a run begins; whether it is an inner one, for which the pages are there."""
        if self._running is config:
            self._inner += 1
            return True
        self.end()
        self._running = config
        return False

    def leave(self) -> bool:
        """Note that a run ends; whether it is an inner one, which has nothing to finish."""
        self._inner -= 1
        return self._inner >= 0

    def begin(self, config: MkDocsConfig, lock_file: Path) -> None:
        """Take the lock, and have MkDocs render beside the site; may raise LockedError."""
        self._held.enter_context(lock.held(lock_file, say=_LOG.info))
        if self.dirty:
            places.check_site(Path(config.site_dir).resolve())
        if self.aside:
            self._live = Path(config.site_dir).resolve()
            config.site_dir = str(begin(self._live))
            self._config = config

    def show(self, files: Files) -> None:
        """Note which files a run puts into the site."""
        self._showing.update(file.abs_dest_path for file in files)

    def publish(self, config: MkDocsConfig) -> None:
        """Put the site in place, unless it should not be published.

        What the last run showed and this one does not goes: `mkdocs serve --dirty` itself
        never removes a page.
        """
        for path in self._shown - self._showing:
            Path(path).unlink(missing_ok=True)
        self._shown = set(self._showing)
        if self._config is not None:
            if config.strict and _warned():
                _LOG.info(f"{self._live} was left unchanged")
            else:
                publish(Path(config.site_dir), self._live)
        elif self.dirty:
            places.mark_site(Path(config.site_dir))
        self.end()

    def end(self) -> None:
        """Remove everything but the site, and release the lock."""
        if self._config is not None:
            durable.discard(Path(self._config.site_dir))
            self._config.site_dir = str(self._live)
            self._config = None
        self._running, self._inner = None, 0
        self._showing.clear()
        self._held.close()


def _warned() -> bool:
    """Whether MkDocs has logged anything that makes a strict build fail."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(one, CountHandler) and bool(one.get_counts()) for one in handlers)


def date_pages(files: Files) -> None:
    """Date pages for the site map: by their own date, or the newest of all, never by today's.

    A day that gzip cannot store becomes the nearest one that it can. Pages, data and feeds
    have the true one.
    """
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    dates = {id(page): _date(page.meta) for page in pages}
    newest = max(dates.values(), default="")
    for page in pages:
        page.update_date = min(max(dates[id(page)] or newest, _FIRST), _LAST)


def _date(fields: Mapping[str, Any]) -> str:
    """The day of a page from its front matter, in ISO 8601; empty for a less exact date."""
    linked = fields.get("linked")
    value = linked.get("datePublished") if isinstance(linked, dict) else fields.get("date")
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""
