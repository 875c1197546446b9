"""The one MkDocs hook: build before `mkdocs serve` and `mkdocs build`, watch the seeds.

It is a convenience. Without it, `python build_index.py` and then any builder that reads
`mkdocs.yml` give the same site. COMMONPLACE_DRAFTS=1 includes drafts.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from commonplace import pipeline
from commonplace.diagnostics.limits import Limits
from commonplace.diagnostics.report import ordered
from commonplace.disk.write import by_hand_around, written_by_builds
from commonplace.incremental import cache
from commonplace.model import Diagnostic
from commonplace.project import project, settings
from commonplace.project.project import NO_PROJECT, Project
from commonplace.project.publishing import wants_drafts
from commonplace.render.scripts import BROWSER
from commonplace.render.styles import STYLES
from commonplace.site import flat, offline
from commonplace.site.build_site import BUILT
from commonplace.site.dress import Navigator, dress
from commonplace.site.finished import Finished
from commonplace.site.moved import led_home
from commonplace.site.offered import edited_at, fields
from commonplace.site.publish import Building, date_pages
from commonplace.site.serve_messages import Messages, stopped
from commonplace.site.squeeze import squeezed
from commonplace.site.unused import leave_out
from commonplace.workers.pool import Workers

_LOG = logging.getLogger("mkdocs.hooks.commonplace")
_LEVELS = {"error": logging.WARNING, "warning": logging.INFO, "note": logging.DEBUG}
_MESSAGES = Messages()
_BUILDING = Building()
_FINISHED = Finished()
_NAVIGATION = Navigator()
#: The processes that read and clean; `mkdocs serve` keeps them from build to build.
_WORKERS: list[Workers] = []


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `mkdocs serve`, whose user sees a page of messages."""
    _MESSAGES.serving = command == "serve"
    if command == "serve":
        logging.getLogger("mkdocs.commands.build").addFilter(_is_true_here)
    _BUILDING.aside = command == "build" and not dirty
    _BUILDING.dirty = command == "build" and dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the templates, styles, scripts and extensions that the configuration does not name."""
    root, name = _file(config)
    known, _ = project.published(root, NO_PROJECT, config=name)
    if _MESSAGES.serving:  # where it would be made again after every change
        known = replace(known, identity=replace(known.identity, offline_zip=False))
    dress(config, known, project.theme_of(root, name))
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Build the pages and the index, unless that was just done, and log what is wrong.

    Each message is logged once, and again only after it had gone. In `mkdocs serve`, a failed
    build is a message too, and the pages stay as they were.
    """
    if _BUILDING.enter(config) or os.environ.get(BUILT):
        return
    try:
        known, told = _project(config)
        _BUILDING.begin(config, pipeline.lock_of(_index(config)))
        told = _build(config, known, told)
    except settings.SettingsError as problem:
        told = (stopped(problem),)
        if not _MESSAGES.serving:
            raise PluginError(str(problem)) from problem
    except Exception as problem:
        told = (stopped(problem),)
        if not _MESSAGES.serving:
            raise PluginError(f"{told[0]}\n\n{told[0].issue}".rstrip()) from problem
    fresh = _MESSAGES.take(told)
    for diagnostic in fresh:
        _LOG.log(_LEVELS[diagnostic.severity], str(diagnostic))
    if fresh and _MESSAGES.serving:
        _LOG.info("The page report/ lists all messages and says why they matter")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """In `mkdocs serve`, add the page of messages; give a site without a navigation one.

    Files of the theme that no page of the site loads are left out.
    """
    leave_out(files, config)
    under = config.extra["under"]
    made = written_by_builds(Path(config.docs_dir) / under)
    _FINISHED.pages = frozenset(f"{under}{name}" for name in made)
    root = _root(config)
    memory = pipeline.memory_of(_index(config))
    edited_at(files, config, _FINISHED.pages, project.seeds_of(root), memory)
    _MESSAGES.show(files, config)
    _NAVIGATION.give(files, config)


@event_priority(200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Take back the navigation that was given, before a plugin makes another one."""
    _NAVIGATION.take_back(config)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Date the pages, so that a site is the same on any day, and note those that there are."""
    flat.quiet(config)
    date_pages(files)
    _BUILDING.show(files)


@event_priority(100)
def _offer(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page of ours the fields that other plugins read, before they do."""
    linked = page.meta.get("linked")
    if page.file.src_uri in _FINISHED.pages and isinstance(linked, dict):
        for name, value in fields(linked, markdown, page.canonical_url or ""):
            page.meta.setdefault(name, value)


@event_priority(-100)
def _take(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what is finished HTML from Markdown, after all other plugins."""
    return _FINISHED.take(markdown, page)


on_page_markdown = CombinedEvent(_offer, _take)


@event_priority(100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what is finished HTML in its place, before all other plugins."""
    content = _FINISHED.give(html, page)
    return led_home(content, page, files) if page.file.src_uri in _FINISHED.pages else content


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Leave out the white space of the theme's templates."""
    return squeezed(output)


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Make links name files where they have to, add the zip, and put the site in place.

    All other plugins are done by then.
    """
    if _BUILDING.leave():
        return
    flat.name_files(config)
    if config.extra.get("offline_zip"):
        offline.into_site(Path(config.site_dir))
    _BUILDING.publish(config)


def on_build_error(error: Exception) -> None:
    """Leave the site as it was."""
    _BUILDING.end()


def _is_true_here(record: logging.LogRecord) -> bool:
    """False for the warning that `mkdocs serve --dirty` begins with.

    It says that pages may be out of date. Ours are not: the build writes a page's file
    whenever anything on that page changes.
    """
    return not record.getMessage().startswith("A 'dirty' build is being performed")


def _project(config: MkDocsConfig) -> tuple[Project, tuple[Diagnostic, ...]]:
    """The project of a configuration, and what is wrong with it; refuses what cannot be built."""
    root, name = _file(config)
    known, told = project.read(root)
    known, more = project.published(root, known, drafts=wants_drafts(), config=name)
    settings.refuse(more)
    return known, (*told, *more)


def _build(
    config: MkDocsConfig, known: Project, told: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    root = _root(config)
    asked = pipeline.Request(
        folders=(project.seeds_of(root),),
        docs=Path(config.docs_dir) / known.identity.under,
        index_folder=_index(config),
        project=known,
        site=_site(config),
        mapper=_workers(known.limits).map,
        cached=root / "build" / cache.NAME,
        replaced=_BUILDING.live,
    )
    return ordered((*told, *pipeline.build(asked).diagnostics))


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Watch the seeds, the vocabulary, hand-written pages, and the site's scripts and styles.

    Not all of `docs`: the build writes there and would trigger itself.
    """
    root, docs = _root(config), Path(config.docs_dir)
    server.unwatch(str(docs))
    around = by_hand_around(docs, docs / config.extra["under"])
    pages = (path for path in around if path.name[0] != ".")
    files = (root / name for name in project.FILES)
    for path in (project.seeds_of(root), *files, BROWSER, STYLES, *pages):
        if path.exists():
            server.watch(str(path))
    return server


def on_shutdown() -> None:
    """End the processes, and a build that was interrupted."""
    _BUILDING.end()
    _end_workers()


def _end_workers() -> None:
    while _WORKERS:
        _WORKERS.pop().close()


def _workers(limits: Limits) -> Workers:
    """The processes with these limits, which are started when there is work."""
    if _WORKERS and _WORKERS[0].limits != limits:
        _end_workers()
    if not _WORKERS:
        _WORKERS.append(Workers(os.cpu_count() or 1, limits))
    return _WORKERS[0]


def _site(config: MkDocsConfig) -> str | None:
    """The address of our pages, as other plugins left it: `mike` puts a version into it.

    `mkdocs serve` puts its own address there, which no feed should name.
    """
    if _MESSAGES.serving:
        return project.site_url(_root(config))
    return project.pages_url(config.site_url, config.extra["under"])


def _index(config: MkDocsConfig) -> Path:
    return _root(config) / "build" / "index"


def _root(config: MkDocsConfig) -> Path:
    return _file(config)[0]


def _file(config: MkDocsConfig) -> tuple[Path, str]:
    """The folder and the name of the configuration's file."""
    file = Path(config.config_file_path or project.CHECKOUT / project.CONFIG).resolve()
    return file.parent, file.name
