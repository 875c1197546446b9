"""Everything that is derived, indexed and rendered, complete but not yet in its place."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial

from commonplace import export, index, open_data, render
from commonplace.addresses import ledger
from commonplace.derive import (
    ALONE,
    Neighbours,
    as_yaml,
    cited_later,
    derive,
    labelled,
    rarities,
    related,
    unclear,
)
from commonplace.derive.candidates.other_names import other_names
from commonplace.diagnostics.laps import lap
from commonplace.disk.write import Staged
from commonplace.document import PHRASES
from commonplace.export import site_files
from commonplace.incremental.ahead import ahead
from commonplace.incremental.cache import Cache
from commonplace.incremental.sharing import shared
from commonplace.model import Catalogue, Derived, Diagnostic, Library
from commonplace.pipeline.files import code_of, staged_files
from commonplace.pipeline.request import Request
from commonplace.pipeline.searching import entries, vectors_and_index

#: Says which stage begins; nobody listens unless a command does.
_LOG = logging.getLogger("commonplace")


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An index and files that are complete but not yet in place."""

    index: index.Update
    files: Staged
    derived: Derived
    near: Neighbours
    diagnostics: tuple[Diagnostic, ...]
    proposed: str


def prepared(
    given: ledger.Ledger,
    cache: Cache,
    near: Neighbours,
    asked: Request,
    library: Library,
    untouched: bool,
) -> Prepared:
    """Derive everything and prepare the index and the files, beside the old ones.

    `near` are the related passages of the last build; `untouched` says that its output is
    unchanged.
    """
    project, docs = asked.project, asked.docs
    _LOG.info("Finding topics, people and dates")
    alone = (*ALONE, *render.ALONE)
    each = ahead(shared(cache, asked.mapper), alone, library.documents)
    lap("each alone")
    derived = derive(library, project.vocabulary, propose=asked.propose, each=each, ledger=given)
    shown = project.identity.shown(derived)
    indexed = labelled(library, shown)
    for before, after in zip(library.documents, indexed.documents, strict=True):
        cache.follow(after, before, [passage.topics for passage in after.passages])
    aliases = project.glossary.aliases
    explained = other_names(library.documents, aliases, each)
    pages_named = entries(shown)
    lap("label")
    _LOG.info("Indexing")
    # Each part is of several documents, so that two of them are worth sending.
    held = index.indexed(indexed.documents, shared(cache, asked.mapper, 2))
    lap("postings")
    searching = partial(vectors_and_index, asked, cache, indexed, aliases, pages_named)
    # The pages need neither vectors nor index, and wait for the processes while these are made.
    with ThreadPoolExecutor(1, "index") as aside:
        preparing = aside.submit(searching, held, explained)
        if asked.mapper is map:  # there are no processes to wait for
            wait([preparing])
        _LOG.info("Writing pages")
        alike, near = related(library, rarities(library, each), near, each)
        catalogue = Catalogue(library, replace(shown, related=alike), project.identity)
        linked = partial(open_data.linked, catalogue, site=asked.site)
        lap("related")
        pages = render.pages(catalogue, PHRASES, linked, each)
        lap("render")
        data = open_data.files(catalogue, site=asked.site, each=each)
        lap("open data")
        meant, fresh = preparing.result()
        lap("meaning and Whoosh index")
    _LOG.info("Preparing the search in the browser")
    exporting = partial(
        export.of_documents,
        indexed.documents,
        aliases,
        pages_named,
        held=held,
        meant=meant,
        explained=explained,
        each=each,
    )
    search = site_files.fresh(fresh.folder, docs, exporting) if asked.indexing else exporting()
    lap("export")
    made = {**pages.files, **pages.archives, **data}
    made |= code_of(made, catalogue, indexed, search or site_files.names(docs), each)
    staged = staged_files(asked, made, search, untouched)
    lap("stage files")
    return Prepared(
        index=fresh,
        files=staged,
        derived=derived,
        near=near,
        diagnostics=(
            *pages.diagnostics,
            *cited_later(library, derived.references),
            *unclear(library, derived.people),
        ),
        proposed=as_yaml(derived.proposed),
    )
