"""The stages on one screen: collect, read, clean, assemble, derive, index, render, write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

from commonplace import export, index, ledger, open_data, render
from commonplace.assemble import assemble
from commonplace.clean import RECORDED
from commonplace.clean.fields import ahead
from commonplace.collect import collect, is_bare
from commonplace.derive import (
    NOBODY,
    Neighbours,
    as_yaml,
    derive,
    labelled,
    proposed,
    rarities,
    related,
)
from commonplace.diagnostics import isolate
from commonplace.diagnostics.report import Report as Report
from commonplace.diagnostics.report import ordered
from commonplace.disk import durable, lock, places
from commonplace.disk.write import Staged, finish, hand_written, stage
from commonplace.document import Made as Made
from commonplace.document import make_document as make_document
from commonplace.export import site_files
from commonplace.incremental import unchanged
from commonplace.incremental.cache import Cache, digest
from commonplace.model import Catalogue, Derived, Diagnostic, Library, Lost, Seed
from commonplace.project.project import NO_PROJECT, Project
from commonplace.project.publishing import published
from commonplace.readers.scaffolding import LEFT_OUT, SCAFFOLDING
from commonplace.render import Phrase
from commonplace.render.scripts import scripts
from commonplace.unpack import holders

T = TypeVar("T")
R = TypeVar("R")

#: The keys of the last build and of its related passages in the cache.
_BUILD, _RELATED = "build", "related"


class EmptyError(Exception):
    """The build would replace a full site with an empty one; the message says why.

    `report` has all other diagnostics.
    """

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


class Mapper(Protocol):
    """Runs a function over many things, somewhere, and returns the results in order.

    A thing whose result could not be made is `Lost`. Function, things and results can be
    pickled. There are the built-in `map`, and those of `commonplace.workers`.
    """

    def __call__(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R | Lost]:
        """The results, in the order of the things."""


def build(
    folders: Iterable[Path],
    *,
    docs: Path,
    index_folder: Path,
    project: Project = NO_PROJECT,
    site: str | None = None,
    propose: bool = False,
    mapper: Mapper = map,
    wait: float = lock.WAIT,
    cached: Path | None = None,
    memory: Path | None = None,
    allow_empty: bool = False,
    replaced: Path | None = None,
) -> Report:
    """Turn folders of seeds into pages below `docs`, a Whoosh index, and its export.

    `site` is the address of the site, if known; `propose` adds topics that the vocabulary
    does not have to the report. It waits up to `wait` seconds for another build of the same
    index. The file `cached`, if given, caches results between builds; the output is the same
    without it. The file `memory` remembers the addresses that were given; by default it is
    beside the index. A file that cannot be read is reported and left out, and so is one on
    which a later stage fails; all others are built.

    If `docs`, or the site `replaced`, has documents and the result would have none, or if one
    of the folders has no seed, the build is refused with EmptyError unless `allow_empty` is
    set: that is what an unmounted disk looks like. Raises FileNotFoundError for a missing
    folder of seeds, FileExistsError for an output among the seeds or over somebody's files,
    ListError if the list of generated files was edited, and LockedError if the other build
    did not finish. Whatever is raised, the previous build is still intact.
    """
    folders = tuple(folders)
    places.check_folder(docs, "docs")
    places.apart(folders, docs=docs, index=index_folder)
    guarded = () if allow_empty else tuple(filter(None, (docs, replaced)))
    with lock.held(lock_of(index_folder), wait), Cache(cached) as cache:
        return _build(
            folders,
            docs,
            index_folder,
            memory or memory_of(index_folder),
            project,
            site,
            propose,
            mapper,
            cache,
            guarded,
        )


def lock_of(index_folder: Path) -> Path:
    """The lock file of builds of an index."""
    return index_folder.with_name(f"{index_folder.name}.lock")


def memory_of(index_folder: Path) -> Path:
    """The file in which builds of an index remember the addresses they gave."""
    return index_folder.with_name(f"{index_folder.name}.{ledger.FILE}")


def _build(
    folders: tuple[Path, ...],
    docs: Path,
    index_folder: Path,
    memory: Path,
    project: Project,
    site: str | None,
    propose: bool,
    mapper: Mapper,
    cache: Cache,
    guarded: tuple[Path, ...],
) -> Report:
    finish(docs)
    project = replace(project, publishing=project.publishing.dated())
    seeds, found = collect(folders, project.limits, project.publishing.chats)
    given, found = _given(project, memory, seeds, folders, found)
    inputs = unchanged.inputs(cache, seeds, found, folders, docs, project, site, propose)
    state = digest((inputs, given.as_yaml()))
    before = cache.last(_BUILD)
    untouched = before is not None and before[1] == unchanged.outputs(docs, index_folder)
    if untouched and before[0] == state:
        known: Report = replace(before[2], written=0, indexed=0)
        _refuse_empty(folders, guarded, known.documents, len(seeds), known.diagnostics)
        return known
    results: list[Made | Lost] = cache.each(_making(project), seeds, mapper)
    made = _shown(seeds, results, project)
    library = assemble(made, seeds, taken=hand_written(docs), ledger=given)
    told = (*found, *library.diagnostics)
    _refuse_empty(folders, guarded, len(library.documents), len(seeds), told)
    near = cache.last(_RELATED) or NOBODY
    ready = partial(_ready, folders, project, given, site, propose, cache, near)
    try:
        new = ready(library, docs, index_folder, untouched)
    except isolate.NOBODYS:
        raise
    except Exception as fault:
        library = isolate.without(library, seeds, partial(_tried, ready), fault)
        new = ready(library, docs, index_folder, untouched)
    # Until here nothing that was there before has been touched. An address is noted before
    # anybody can see it, so that a build that is killed in between has given none away.
    given = ledger.after(given, library, new.derived, project.vocabulary, _hashes(seeds))
    _remember(memory, given)
    new.index.publish()
    written = new.files.publish()
    site_files.note(index_folder, docs)
    told = (
        *found,
        *library.diagnostics,
        *_ahead(library, seeds, project),
        *new.diagnostics,
        *written.diagnostics,
    )
    report = Report(
        documents=len(library.documents),
        passages=sum(len(document.passages) for document in library.documents),
        written=written.changed,
        indexed=new.index.changed,
        diagnostics=ordered(told),
        proposed=new.proposed,
    )
    cache.remember(_RELATED, new.near)
    if not any(isinstance(one, Lost) for one in results):  # the next try may end otherwise
        state = digest((inputs, given.as_yaml()))
        cache.remember(_BUILD, (state, unchanged.outputs(docs, index_folder), report))
    return report.with_more(cache.told)


def _ahead(library: Library, seeds: Iterable[Seed], project: Project) -> tuple[Diagnostic, ...]:
    """The warnings for documents with a date in the future, which is usually a mistake."""
    today = date.fromisoformat(project.publishing.dated().today)
    by_file = {(seed.name, seed.file): seed for seed in seeds}
    found = (
        ahead(document, by_file[document.source.name, document.source.file], today)
        for document in library.documents
    )
    return tuple(filter(None, found))


def _given(
    project: Project,
    memory: Path,
    seeds: Sequence[Seed],
    folders: Iterable[Path],
    found: tuple[Diagnostic, ...],
) -> tuple[ledger.Ledger, tuple[Diagnostic, ...]]:
    """The addresses whose owners exist, and `found` with more diagnostics."""
    remembered, told = ledger.read(memory)
    tops = tuple(folders)

    def is_there(name: str) -> bool:
        return any((folder / name).is_file() for folder in tops) or any(
            # Of a file that was read, only the parts that it has now are there.
            (folder / holder).is_file() and not any(one.name.startswith(begin) for one in seeds)
            for folder in tops
            for holder, begin in holders(name)
        )

    given = ledger.merged(project.ledger, remembered)
    return ledger.of_those_there(given, _hashes(seeds), is_there), (*found, *told)


def _hashes(seeds: Iterable[Seed]) -> dict[str, str]:
    """The hashes of seeds by their names."""
    return {seed.name: hashlib.sha256(seed.data).hexdigest()[:16] for seed in seeds}


def _remember(memory: Path, given: ledger.Ledger) -> None:
    """Write the addresses that were given, if anything is new."""
    data = given.as_yaml()
    if not memory.is_file() or memory.read_bytes() != data:
        memory.parent.mkdir(parents=True, exist_ok=True)
        durable.put(memory, data)


def _refuse_empty(
    folders: tuple[Path, ...],
    guarded: tuple[Path, ...],
    documents: int,
    seeds: int,
    told: tuple[Diagnostic, ...],
) -> None:
    """Raise EmptyError if all existing documents, or all of one folder, would disappear."""
    full = next((place for place in guarded if places.has_documents(place)), None)
    bare = next(filter(is_bare, folders), None)
    if full is None or (documents and bare is None):
        return
    if bare is None:
        why = f"none of the {seeds} seeds became a page"
    else:
        why = f"{bare}: this folder has no seeds (is a disk not mounted, or a submodule missing?)"
    raise EmptyError(
        f"{why}, but {full} has documents, which are kept; to remove them, build "
        "with --allow-empty",
        Report(documents=0, passages=0, written=0, indexed=0, diagnostics=ordered(told)),
    )


@dataclass(frozen=True, kw_only=True)
class _New:
    """An index and files that are complete but not yet in place."""

    index: index.Update
    files: Staged
    derived: Derived
    near: Neighbours
    diagnostics: tuple[Diagnostic, ...]
    proposed: str


def _ready(
    folders: tuple[Path, ...],
    project: Project,
    given: ledger.Ledger,
    site: str | None,
    propose: bool,
    cache: Cache,
    near: Neighbours,
    library: Library,
    docs: Path,
    index_folder: Path,
    untouched: bool,
) -> _New:
    """Derive everything and prepare the index and the files, beside the old ones.

    `near` are the related passages of the last build; `untouched` says that its output is
    unchanged.
    """
    derived = derive(library, project.vocabulary, propose=propose, each=cache.each, ledger=given)
    indexed = labelled(library, derived)
    aliases, pages_named = project.glossary.aliases, entries(derived)
    fresh = index.prepare(
        index_folder,
        indexed,
        aliases,
        pages_named,
        without=site_files.NOTE,
        each=cache.each,
    )
    alike, near = related(library, rarities(library, cache.each), near, cache.each)
    catalogue = Catalogue(library, replace(derived, related=alike))
    linked = partial(open_data.linked, catalogue, site=site)
    pages = render.pages(catalogue, phrases(), linked, cache.each)
    data = open_data.files(catalogue, site=site, each=cache.each)
    search = site_files.fresh(
        fresh.folder,
        docs,
        lambda: export.of_documents(indexed.documents, aliases, pages_named, each=cache.each),
    )
    files: dict[str, str | bytes] = {**pages.files, **data, **scripts(), **(search or {})}
    staged = stage(
        docs,
        files,
        folders,
        kept=None if search else site_files.FOLDER,
        same=site_files.by_content(search or ()) if untouched else (),
        first=site_files.FOLDER,
        last=site_files.MANIFEST,
    )
    return _New(
        index=fresh,
        files=staged,
        derived=derived,
        near=near,
        diagnostics=pages.diagnostics,
        proposed=as_yaml(derived.proposed),
    )


def _tried(ready: Callable[..., _New], library: Library) -> None:
    """Build everything for a library in a temporary folder."""
    with TemporaryDirectory() as place:
        ready(library, Path(place) / "docs", Path(place) / "index", False)


def check(
    seeds: Iterable[Seed],
    told: Iterable[Diagnostic] = (),
    *,
    taken: frozenset[str] = frozenset(),
    project: Project = NO_PROJECT,
    mapper: Mapper = map,
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
        given, told = _given(project, memory, seeds, folders, told)
    made = _shown(seeds, mapper(_making(project), seeds), project)
    library = assemble(made, seeds, taken=taken, ledger=given)
    return Report(
        documents=len(library.documents),
        passages=sum(len(document.passages) for document in library.documents),
        written=0,
        indexed=0,
        diagnostics=ordered((*told, *library.diagnostics, *_ahead(library, seeds, project))),
    )


def proposals(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper = map
) -> str:
    """Topics that folders of seeds would add to the vocabulary, as YAML to paste into it."""
    seeds, _ = collect(tuple(folders), project.limits, project.publishing.chats)
    made = _shown(seeds, mapper(_making(project), seeds), project)
    return as_yaml(proposed(assemble(made, seeds), project.vocabulary))


def _making(project: Project) -> Callable[[Seed], Made]:
    """What makes a document of a seed; independent of the day, so that the cache stays valid."""
    return partial(
        make_document,
        glossary=project.glossary,
        limits=project.limits,
        private=project.publishing.private,
    )


def _shown(seeds: Sequence[Seed], results: Iterable[Made | Lost], project: Project) -> list[Made]:
    """The results without what is withheld; failed seeds become errors of their files."""
    made: list[Made] = [
        (None, (one.of(seed.file),)) if isinstance(one, Lost) else one
        for seed, one in zip(seeds, results, strict=True)
    ]
    return published(made, seeds, project.publishing.dated())


def entries(derived: Derived) -> list[index.Entry]:
    """The pages about topics and persons, for search by name."""
    return [
        *(index.Entry(f"topics/{t.slug}/", t.name, "topic", t.aliases) for t in derived.topics),
        *(index.Entry(f"people/{p.slug}/", p.name, "person") for p in derived.people),
    ]


def phrases() -> dict[str, Phrase]:
    """How pages name every rule and every piece of scaffolding."""
    return {
        **{name: Phrase(one, many, True) for name, (one, many) in SCAFFOLDING.items()},
        **{name: Phrase(one, many) for name, (one, many) in LEFT_OUT.items()},
        **{rule.id: Phrase(rule.one, rule.many, rule.moved, rule.counted) for rule in RECORDED},
    }
