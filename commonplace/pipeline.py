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
from commonplace.disk.write import Staged, finish, hand_written, maker_pages, stage
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
from commonplace.render.examples import examples
from commonplace.render.scripts import scripts
from commonplace.unpack import holders

T = TypeVar("T")
R = TypeVar("R")

#: Under what the cache has the last build, and the neighbours that it found.
_BUILD, _RELATED = "build", "related"


class EmptyError(Exception):
    """The build would put an empty site in the place of a full one; the message says why.

    `report` has what else there is to say.
    """

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


class Mapper(Protocol):
    """Runs a function over things, somewhere, and returns its results in their order.

    A thing that could not be seen through is `Lost`. Function, things and results can
    be pickled. There are the built-in `map`, and those of `workers` and `elsewhere`.
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

    `site` is the address at which the pages will stand, if that is known; `propose`
    puts topics that the vocabulary does not have into the report. For another build of
    the same index this one waits up to `wait` seconds. In the file `cached`, if that is
    named, builds remember what they have worked out; what they make is the same without.
    In the file `memory` they remember the addresses that they gave; it lies beside the index
    if none is named.
    A file that cannot be read costs nothing but itself: it is reported and left
    out, and so is one on which a stage fails that sees all of them.

    Where `docs`, or the site `replaced`, has documents, and there would be none, or one of
    the folders has not a single seed, the build is refused unless it was allowed
    (`allow_empty`): a disk that is not mounted looks like that. Raises EmptyError then,
    FileNotFoundError for a folder of seeds that is not there, FileExistsError for an
    output that has no place among seeds or beside somebody's files, ListError where
    the list of generated files was edited, and LockedError where the wait was in vain.
    Whatever is raised, what was built before is still there.
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
    """The file whose lock a build of an index holds."""
    return index_folder.with_name(f"{index_folder.name}.lock")


def memory_of(index_folder: Path) -> Path:
    """The file in which builds of an index remember the addresses that they gave."""
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
    """The warnings for documents with a date in the future, which is mostly a slip."""
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
    """The addresses that have owners who are there, and what was found, with more."""
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
    """Write down the addresses that were given, if that says anything new."""
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
    """Raise EmptyError where documents that are there would all go, or those of one folder."""
    full = next((place for place in guarded if places.has_documents(place)), None)
    bare = next(filter(is_bare, folders), None)
    if full is None or (documents and bare is None):
        return
    if bare is None:
        why = f"none of the {seeds} seeds makes a page"
    else:
        why = f"{bare}: this folder has no seed (is a disk not mounted, a submodule missing?)"
    raise EmptyError(
        f"{why}, and {full} has documents, which are left as they are; to remove them, build "
        "with --allow-empty",
        Report(documents=0, passages=0, written=0, indexed=0, diagnostics=ordered(told)),
    )


@dataclass(frozen=True, kw_only=True)
class _New:
    """An index and files that are whole, and still have to be put in their places."""

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
    """What all documents say together, as an index and as files beside the old ones.

    `near` are the neighbours that the last build found; `untouched` says that what it made
    is still as it was.
    """
    derived = derive(library, project.vocabulary, propose=propose, each=cache.each, ledger=given)
    shown = project.identity.shown(derived)
    indexed = labelled(library, shown)
    aliases, pages_named = project.glossary.aliases, entries(shown)
    fresh = index.prepare(
        index_folder,
        indexed,
        aliases,
        pages_named,
        without=site_files.NOTE,
        each=cache.each,
    )
    alike, near = related(library, rarities(library, cache.each), near, cache.each)
    catalogue = Catalogue(library, replace(shown, related=alike), project.identity)
    linked = partial(open_data.linked, catalogue, site=site)
    pages = render.pages(catalogue, phrases(), linked, cache.each)
    data = open_data.files(catalogue, site=site, each=cache.each)
    search = site_files.fresh(
        fresh.folder,
        docs,
        lambda: export.of_documents(indexed.documents, aliases, pages_named, each=cache.each),
    )
    files: dict[str, str | bytes] = {
        **pages.files,
        **data,
        **scripts(examples(catalogue), project.identity.searching),
        **(search or {}),
    }
    for own in maker_pages(docs):
        files.pop(own, None)
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
    """Make everything of a library where nobody looks."""
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
    """What is wrong with some seeds, as far as can be said without building.

    That is all but links that lead nowhere. `told` is what collecting them found, `taken` the
    names that no old address may have, because pages written by hand have them. `folders`
    and `memory` are those of the build, for the addresses that it has given.
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
    """What makes a document of a seed. It knows no day, so that the cache outlives one."""
    return partial(
        make_document,
        glossary=project.glossary,
        limits=project.limits,
        private=project.publishing.private,
    )


def _shown(seeds: Sequence[Seed], results: Iterable[Made | Lost], project: Project) -> list[Made]:
    """The results without what is withheld, and those of lost seeds as errors of their files."""
    made: list[Made] = [
        (None, (one.of(seed.file),)) if isinstance(one, Lost) else one
        for seed, one in zip(seeds, results, strict=True)
    ]
    return published(made, seeds, project.publishing.dated())


def entries(derived: Derived) -> list[index.Entry]:
    """The pages about topics and persons, to be found by their names."""
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
