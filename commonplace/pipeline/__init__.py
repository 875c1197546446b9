"""The stages on one screen: collect, read, clean, assemble, derive, index, render, write."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive import NOBODY
from commonplace.diagnostics import isolate
from commonplace.diagnostics.laps import lap
from commonplace.diagnostics.report import Report as Report
from commonplace.disk import lock, places
from commonplace.disk.emptying import EmptyError as EmptyError
from commonplace.disk.emptying import refuse_empty
from commonplace.disk.write import finish, hand_written
from commonplace.incremental import unchanged
from commonplace.incremental.cache import Cache, digest
from commonplace.model import Failed, Library
from commonplace.pipeline.reading import ahead_of_today, making, report_of, shown
from commonplace.pipeline.request import Request as Request
from commonplace.pipeline.request import lock_of as lock_of
from commonplace.pipeline.request import memory_of as memory_of
from commonplace.project import addresses
from commonplace.workers.later import load

if TYPE_CHECKING:
    from commonplace.document import Made as Made
    from commonplace.document import make_document as make_document
    from commonplace.pipeline.prepare import Prepared
    from commonplace.pipeline.searching import entries as entries
    from commonplace.pipeline.without_building import catalogue as catalogue
    from commonplace.pipeline.without_building import check as check
    from commonplace.pipeline.without_building import persons as persons
    from commonplace.pipeline.without_building import proposals as proposals
    from commonplace.pipeline.without_building import works as works

#: What is imported when it is asked for first: a build without changes needs none of it, and
#: would take half as long again.
_LATER = {
    **dict.fromkeys(("Made", "make_document"), "commonplace.document"),
    "entries": "commonplace.pipeline.searching",
    **dict.fromkeys(
        ("catalogue", "check", "persons", "proposals", "works"),
        "commonplace.pipeline.without_building",
    ),
}
#: Says which stage begins; nobody listens unless a command does.
_LOG = logging.getLogger("commonplace")
#: The keys of the last build and of its related passages in the cache.
_BUILD, _RELATED = "build", "related"


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return load(_LATER[name], name)


def build(asked: Request) -> Report:
    """Turn folders of seeds into pages, a Whoosh index, and its export, as it was asked for.

    For another build of the same index this one waits. A file that cannot be read costs
    nothing but itself: it is reported and left out, and so is one on which a stage fails
    that sees all of them.

    Where `docs`, or the site `replaced`, has documents, and there would be none, or one of
    the folders has not a single seed, the build is refused unless it was allowed: a disk
    that is not mounted looks like that. Raises EmptyError then, FileNotFoundError for a
    folder of seeds that is not there, FileExistsError for an output that has no place among
    seeds or beside somebody's files, ListError where the list of generated files was edited,
    and LockedError where the wait was in vain. Whatever is raised, what was built before is
    still there.
    """
    places.check_folder(asked.docs, "docs")
    places.apart(asked.folders, docs=asked.docs, index=asked.index_folder)
    with lock.held(lock_of(asked.index_folder), asked.wait), Cache(asked.cached) as cache:
        return _build(asked.dated(), cache)


def _build(asked: Request, cache: Cache) -> Report:
    finish(asked.docs)
    project = asked.project
    lap("start")
    _LOG.info("Looking for files")
    seeds, found = collect(asked.folders, project.limits, project.publishing.chats)
    given, found = addresses.given(project.ledger, asked.memory_file, seeds, asked.folders, found)
    inputs = unchanged.inputs(
        cache, seeds, found, asked.folders, asked.docs, project, asked.site, asked.propose
    )
    state = digest((inputs, given.as_yaml()))
    refuse = partial(refuse_empty, asked.folders, asked.guarded, len(seeds))
    before = cache.last(_BUILD)
    outputs = partial(unchanged.outputs, asked.docs, asked.index_folder)
    untouched = before is not None and before[1] == outputs()
    if untouched and before[0] == state:
        known: Report = replace(before[2], written=0, indexed=0)
        refuse(known)
        return known
    from commonplace.export import site_files
    from commonplace.pipeline.prepare import prepared

    lap("collect")
    _LOG.info("Reading %d files", len(seeds))
    results: list[Made | Failed] = cache.each(making(project), seeds, asked.mapper)
    lap("read and clean")
    made = shown(seeds, results, project)
    library = assemble(made, seeds, taken=hand_written(asked.docs), ledger=given)
    refuse(report_of(library, (*found, *library.diagnostics)))
    lap("assemble")
    ready = partial(prepared, given, cache, cache.last(_RELATED) or NOBODY)
    try:
        new = ready(asked, library, untouched)
    except isolate.NOBODYS:
        raise
    except Exception as fault:
        library = isolate.without(library, seeds, partial(_tried, asked, ready), fault)
        new = ready(asked, library, untouched)
    # Until here nothing that was there before has been touched. An address is noted before
    # anybody can see it, so that a build that is killed in between has given none away.
    given = addresses.after(given, library, new.derived, project.vocabulary, seeds)
    addresses.note(asked.memory_file, given)
    _LOG.info("Putting everything in its place")
    new.index.publish()
    written = new.files.publish()
    if asked.indexing:
        site_files.note(asked.index_folder, asked.docs)
    lap("write")
    told = (
        *found,
        *library.diagnostics,
        *ahead_of_today(library, seeds, project),
        *new.diagnostics,
        *written.diagnostics,
    )
    report = replace(
        report_of(library, told),
        written=written.changed,
        indexed=new.index.changed,
        proposed=new.proposed,
    )
    cache.remember(_RELATED, new.near)
    if not any(isinstance(one, Failed) for one in results):  # the next try may end otherwise
        state = digest((inputs, given.as_yaml()))
        cache.remember(_BUILD, (state, outputs(), report))
    lap("remember")
    return report.with_more(cache.told)


def _tried(asked: Request, ready: Callable[..., Prepared], library: Library) -> None:
    """Build everything for a library in a temporary folder."""
    with TemporaryDirectory() as place:
        top = Path(place)
        ready(replace(asked, docs=top / "docs", index_folder=top / "index"), library, False)
