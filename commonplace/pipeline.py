"""The stages on one screen: collect, read, clean, assemble, derive, index, render, write."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from commonplace import export, index, meaning, open_data, render
from commonplace.addresses import ledger
from commonplace.addresses.assemble import assemble
from commonplace.analysis.terms import terms_of
from commonplace.clean.fields import ahead
from commonplace.collect import collect
from commonplace.derive import (
    NOBODY,
    Neighbours,
    as_yaml,
    cited_later,
    derive,
    labelled,
    persons_named,
    proposed,
    rarities,
    related,
    unclear,
    works_as_yaml,
    works_untitled,
)
from commonplace.derive.candidates.other_names import other_names
from commonplace.diagnostics import isolate
from commonplace.diagnostics.laps import lap
from commonplace.diagnostics.report import Report as Report
from commonplace.diagnostics.report import ordered
from commonplace.disk import lock, places
from commonplace.disk.emptying import EmptyError as EmptyError
from commonplace.disk.emptying import refuse_empty
from commonplace.disk.write import Staged, finish, hand_written, maker_pages, stage
from commonplace.document import PHRASES
from commonplace.document import Made as Made
from commonplace.document import make_document as make_document
from commonplace.export import site_files
from commonplace.incremental import unchanged
from commonplace.incremental.cache import Cache, digest
from commonplace.incremental.sharing import FEW, shared
from commonplace.model import Catalogue, Derived, Diagnostic, Each, Failed, Library, Mapper, Seed
from commonplace.project import addresses
from commonplace.project.project import NO_PROJECT, Project
from commonplace.project.publishing import published
from commonplace.render.examples import examples
from commonplace.render.scripts import scripts, service_worker
from commonplace.render.stemmers import stemmers
from commonplace.render.styles import styles

#: Says which stage begins; nobody listens unless a command does.
_LOG = logging.getLogger("commonplace")
#: The keys of the last build and of its related passages in the cache.
_BUILD, _RELATED = "build", "related"
#: Of fewer documents the vectors are made sooner than a process has loaded what that needs.
WORTH_SENDING = 50


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a build is asked for: from which folders of seeds, to where, and how.

    `site` is the address at which the pages will stand, if that is known; `propose` puts
    topics that the vocabulary does not have into the report. For another build of the same
    index this one waits up to `wait` seconds. In the file `cached`, if that is named, builds
    remember what they have worked out; what they make is the same without. In the file
    `memory` they remember the addresses that they gave; it lies beside the index if none is
    named. Documents in `docs` and in the site `replaced` are not to go all at once, unless
    `allow_empty` says so. Without `indexing` there is no Whoosh index: only the command line
    reads it, and no page does.
    """

    folders: tuple[Path, ...]
    docs: Path
    index_folder: Path
    project: Project = NO_PROJECT
    site: str | None = None
    propose: bool = False
    mapper: Mapper[Failed] = map
    wait: float = lock.WAIT
    cached: Path | None = None
    memory: Path | None = None
    allow_empty: bool = False
    replaced: Path | None = None
    indexing: bool = True

    @property
    def memory_file(self) -> Path:
        """The file in which the build remembers the addresses that it gave."""
        return self.memory or memory_of(self.index_folder)

    @property
    def guarded(self) -> tuple[Path, ...]:
        """The folders whose documents are not to go all at once."""
        site = self.replaced and self.replaced / self.project.identity.under
        return () if self.allow_empty else tuple(filter(None, (self.docs, site)))

    def dated(self) -> Request:
        """The same with the day of today, if it has none."""
        project = replace(self.project, publishing=self.project.publishing.dated())
        return replace(self, project=project)


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


def lock_of(index_folder: Path) -> Path:
    """The lock file of builds of an index."""
    return index_folder.with_name(f"{index_folder.name}.lock")


def memory_of(index_folder: Path) -> Path:
    """The file in which builds of an index remember the addresses they gave."""
    return index_folder.with_name(f"{index_folder.name}.{ledger.FILE}")


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
    lap("collect")
    _LOG.info("Reading %d files", len(seeds))
    results: list[Made | Failed] = cache.each(_making(project), seeds, asked.mapper)
    lap("read and clean")
    made = _shown(seeds, results, project)
    library = assemble(made, seeds, taken=hand_written(asked.docs), ledger=given)
    refuse(_report(library, (*found, *library.diagnostics)))
    lap("assemble")
    ready = partial(_ready, given, cache, cache.last(_RELATED) or NOBODY)
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
        *_ahead(library, seeds, project),
        *new.diagnostics,
        *written.diagnostics,
    )
    report = replace(
        _report(library, told),
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


def _report(library: Library, told: Iterable[Diagnostic]) -> Report:
    """What there is to say of a library of which nothing was written."""
    return Report(
        documents=len(library.documents),
        passages=sum(len(document.passages) for document in library.documents),
        written=0,
        indexed=0,
        diagnostics=ordered(told),
    )


def _ahead(library: Library, seeds: Iterable[Seed], project: Project) -> tuple[Diagnostic, ...]:
    """The warnings for documents with a date in the future, which is usually a mistake."""
    today = date.fromisoformat(project.publishing.dated().today)
    by_file = {(seed.name, seed.file): seed for seed in seeds}
    found = (
        ahead(document, by_file[document.source.name, document.source.file], today)
        for document in library.documents
    )
    return tuple(filter(None, found))


@dataclass(frozen=True, kw_only=True)
class _New:
    """An index and files that are complete but not yet in place."""

    index: index.Update
    files: Staged
    derived: Derived
    near: Neighbours
    diagnostics: tuple[Diagnostic, ...]
    proposed: str


def _searching(
    asked: Request,
    cache: Cache,
    library: Library,
    aliases: Sequence[Sequence[str]],
    pages_named: Sequence[index.NamedPage],
    held: Sequence[index.Indexed],
    explained: Sequence[Sequence[str]],
) -> tuple[meaning.Meant, index.Update]:
    """The vectors of a library, where its search is to find by meaning, and its Whoosh index."""
    project, meant = asked.project, meaning.NOTHING
    if project.meaning:
        few = 1 if len(library.documents) >= WORTH_SENDING else FEW
        each = shared(cache, asked.mapper, few)
        # A sentence model takes much memory and all processors: this process alone loads it.
        here = shared(cache, map)
        meant = meaning.made(library.documents, each, project.meaning_model, here)
    if not asked.indexing:
        return meant, index.untouched(asked.index_folder)
    return meant, index.prepare(
        asked.index_folder,
        library,
        aliases,
        pages_named,
        held=held,
        meant=meant,
        explained=explained,
        without=site_files.NOTE,
        each=shared(Cache(), asked.mapper),  # what it makes is large, and made quickly
    )


def _ready(
    given: ledger.Ledger,
    cache: Cache,
    near: Neighbours,
    asked: Request,
    library: Library,
    untouched: bool,
) -> _New:
    """Derive everything and prepare the index and the files, beside the old ones.

    `near` are the related passages of the last build; `untouched` says that its output is
    unchanged.
    """
    project, docs, each = asked.project, asked.docs, shared(cache, asked.mapper)
    _LOG.info("Finding topics, people and dates")
    derived = derive(library, project.vocabulary, propose=asked.propose, each=each, ledger=given)
    shown = project.identity.shown(derived)
    indexed = labelled(library, shown)
    aliases = project.glossary.aliases
    explained = other_names(indexed.documents, aliases, each)
    pages_named = entries(shown)
    lap("label")
    _LOG.info("Indexing")
    held = index.indexed(indexed.documents, each)
    lap("postings")
    searching = partial(_searching, asked, cache, indexed, aliases, pages_named)
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
    made |= _code(made, catalogue, indexed, search or site_files.names(docs), each)
    staged = _staged(asked, made, search, untouched)
    lap("stage files")
    return _New(
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


def _code(
    files: Mapping[str, str | bytes],
    catalogue: Catalogue,
    indexed: Library,
    search: Iterable[str],
    each: Each,
) -> dict[str, bytes]:
    """Scripts and styles; `files` are those of the site, and `search` those of its search."""
    own = catalogue.identity
    code = {
        **scripts(examples(catalogue, each), own.searching, keep_offline=own.keep_offline),
        **styles(),
        **stemmers(terms_of(document).language for document in indexed.documents),
    }
    return {**code, **(service_worker({**files, **code}, code, search) if own.keep_offline else {})}


def _staged(
    asked: Request,
    files: dict[str, str | bytes],
    search: Mapping[str, bytes] | None,
    untouched: bool,
) -> Staged:
    """The files of a build beside the old ones; `search` is None where its files are there."""
    files |= search or {}
    for own in maker_pages(asked.docs):
        files.pop(own, None)
    return stage(
        asked.docs,
        files,
        asked.folders,
        kept=None if search else site_files.FOLDER,
        same=site_files.by_content(search or ()) if untouched else (),
        first=site_files.FOLDER,
        last=site_files.MANIFEST,
    )


def _tried(asked: Request, ready: Callable[..., _New], library: Library) -> None:
    """Build everything for a library in a temporary folder."""
    with TemporaryDirectory() as place:
        top = Path(place)
        ready(replace(asked, docs=top / "docs", index_folder=top / "index"), library, False)


def check(
    seeds: Iterable[Seed],
    told: Iterable[Diagnostic] = (),
    *,
    taken: frozenset[str] = frozenset(),
    project: Project = NO_PROJECT,
    mapper: Mapper[Failed] = map,
    folders: Iterable[Path] = (),
    memory: Path | None = None,
) -> Report:
    """What is wrong with some seeds, as far as that is known without building.

    That is everything except links that lead nowhere. `told` is what collecting them
    reported; `taken` are names of hand-written pages, which no old address may have.
    `folders` and `memory` are those of the build, for the addresses it has given.
    """
    seeds, told, given = list(seeds), tuple(told), project.ledger
    if memory is not None:
        given, told = addresses.given(given, memory, seeds, tuple(folders), told)
    made = _shown(seeds, mapper(_making(project), seeds), project)
    library = assemble(made, seeds, taken=taken, ledger=given)
    return _report(library, (*told, *library.diagnostics, *_ahead(library, seeds, project)))


def proposals(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper[Failed] = map
) -> str:
    """Topics that folders of seeds would add to the vocabulary, as YAML to paste into it."""
    return as_yaml(proposed(_library(folders, project, mapper), project.vocabulary))


def persons(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper[Failed] = map
) -> str:
    """Persons that folders of seeds would add to the vocabulary, as YAML to paste into it."""
    return as_yaml(persons_named(_library(folders, project, mapper), project.vocabulary))


def works(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper[Failed] = map
) -> str:
    """Works that folders of seeds link to without a title, as YAML to paste into their list."""
    return works_as_yaml(works_untitled(_library(folders, project, mapper), project.vocabulary))


def _library(folders: Iterable[Path], project: Project, mapper: Mapper[Failed]) -> Library:
    """What folders of seeds show, with addresses for this time only."""
    seeds, _ = collect(tuple(folders), project.limits, project.publishing.chats)
    return assemble(_shown(seeds, mapper(_making(project), seeds), project), seeds)


def catalogue(
    folders: Iterable[Path],
    *,
    docs: Path | None = None,
    memory: Path | None = None,
    project: Project = NO_PROJECT,
    mapper: Mapper[Failed] = map,
) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """What the site of some folders of seeds shows, without building it, and what is wrong.

    `docs` has the pages written by hand, whose names no old address may have, and `memory`
    the addresses that builds have given; neither is changed.
    """
    folders = tuple(folders)
    seeds, found = collect(folders, project.limits, project.publishing.chats)
    given = project.ledger
    if memory is not None:
        given, found = addresses.given(given, memory, seeds, folders, found)
    made = _shown(seeds, mapper(_making(project), seeds), project)
    taken = hand_written(docs) if docs else frozenset[str]()
    library = assemble(made, seeds, taken=taken, ledger=given)
    each = shared(Cache(), mapper)
    derived = derive(library, project.vocabulary, each=each, ledger=given)
    told = ordered((*found, *library.diagnostics))
    return Catalogue(library, project.identity.shown(derived), project.identity), told


def _making(project: Project) -> Callable[[Seed], Made]:
    """What makes a document of a seed; independent of the day, so that the cache stays valid."""
    return partial(
        make_document,
        glossary=project.glossary,
        limits=project.limits,
        private=project.publishing.private,
    )


def _shown(seeds: Sequence[Seed], results: Iterable[Made | Failed], project: Project) -> list[Made]:
    """The results without what is withheld; failed seeds become errors of their files."""
    made: list[Made] = [
        (None, (one.of(seed.file),)) if isinstance(one, Failed) else one
        for seed, one in zip(seeds, results, strict=True)
    ]
    return published(made, seeds, project.publishing.dated())


def entries(derived: Derived) -> list[index.NamedPage]:
    """The pages about topics and persons, for search by name."""
    return [
        *(index.NamedPage(f"topics/{t.slug}/", t.name, "topic", t.aliases) for t in derived.topics),
        *(index.NamedPage(f"people/{p.slug}/", p.name, "person") for p in derived.people),
    ]
