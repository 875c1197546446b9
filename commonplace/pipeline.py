"""The stages on one screen: collect, read, clean, assemble, derive, index, render, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

from commonplace import culprits, export, index, lock, open_data, render, search_files, unchanged
from commonplace.assemble import assemble
from commonplace.cache import Cache
from commonplace.clean import RECORDED
from commonplace.collect import collect
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
from commonplace.document import Made as Made
from commonplace.document import make_document as make_document
from commonplace.markup.scaffolding import LEFT_OUT, SCAFFOLDING
from commonplace.model import Catalogue, Derived, Diagnostic, Library, Lost, Seed
from commonplace.project import NO_PROJECT, Project
from commonplace.render import Phrase
from commonplace.report import Report as Report
from commonplace.report import ordered
from commonplace.scripts import scripts
from commonplace.write import Staged, finish, hand_written, stage

T = TypeVar("T")
R = TypeVar("R")

#: Under what the cache has the last build, and the neighbours that it found.
_BUILD, _RELATED = "build", "related"


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
) -> Report:
    """Turn folders of seeds into pages below `docs`, a Whoosh index, and its export.

    `site` is the address at which the pages will stand, if that is known; `propose`
    puts topics that the vocabulary does not have into the report. For another build of
    the same index this one waits up to `wait` seconds. In the file `cached`, if that is
    named, builds remember what they have worked out; what they make is the same without.
    A file that cannot be read costs nothing but itself: it is reported and left
    out, and so is one on which a stage fails that sees all of them. Raises
    FileNotFoundError for a folder of seeds that is not there, and LockedError where the
    wait was in vain. Whatever is raised, what was built before is still there.
    """
    with lock.held(lock_of(index_folder), wait), Cache(cached) as cache:
        return _build(tuple(folders), docs, index_folder, project, site, propose, mapper, cache)


def lock_of(index_folder: Path) -> Path:
    """The file whose lock a build of an index holds."""
    return index_folder.with_name(f"{index_folder.name}.lock")


def _build(
    folders: tuple[Path, ...],
    docs: Path,
    index_folder: Path,
    project: Project,
    site: str | None,
    propose: bool,
    mapper: Mapper,
    cache: Cache,
) -> Report:
    finish(docs)
    seeds, found = collect(folders, project.limits)
    state = unchanged.inputs(cache, seeds, found, folders, docs, project, site, propose)
    before = cache.last(_BUILD)
    untouched = before is not None and before[1] == unchanged.outputs(docs, index_folder)
    if untouched and before[0] == state:
        known: Report = replace(before[2], written=0, indexed=0)
        return known
    make: Callable[[Seed], Made] = partial(
        make_document, glossary=project.glossary, limits=project.limits
    )
    results: list[Made | Lost] = cache.each(make, seeds, mapper)
    made = _or_lost(seeds, results)
    library = assemble(made, seeds, taken=hand_written(docs))
    near = cache.last(_RELATED) or NOBODY
    ready = partial(_ready, folders, project, site, propose, cache, near)
    try:
        new = ready(library, docs, index_folder, untouched)
    except culprits.NOBODYS:
        raise
    except Exception as fault:
        library = culprits.without(library, seeds, partial(_tried, ready), fault)
        new = ready(library, docs, index_folder, untouched)
    # Until here nothing that was there before has been touched.
    new.index.publish()
    written = new.files.publish()
    search_files.note(index_folder, docs)
    told = (*found, *library.diagnostics, *new.diagnostics, *written.diagnostics)
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
        cache.remember(_BUILD, (state, unchanged.outputs(docs, index_folder), report))
    return report.with_more(cache.told)


@dataclass(frozen=True, kw_only=True)
class _New:
    """An index and files that are whole, and still have to be put in their places."""

    index: index.Update
    files: Staged
    near: Neighbours
    diagnostics: tuple[Diagnostic, ...]
    proposed: str


def _ready(
    folders: tuple[Path, ...],
    project: Project,
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
    derived = derive(library, project.vocabulary, propose=propose, each=cache.each)
    indexed = labelled(library, derived)
    aliases, pages_named = project.glossary.aliases, entries(derived)
    fresh = index.prepare(
        index_folder,
        indexed,
        aliases,
        pages_named,
        without=search_files.NOTE,
        each=cache.each,
    )
    alike, near = related(library, rarities(library, cache.each), near, cache.each)
    catalogue = Catalogue(library, replace(derived, related=alike))
    linked = partial(open_data.linked, catalogue, site=site)
    pages = render.pages(catalogue, phrases(), linked, cache.each)
    data = open_data.files(catalogue, site=site, each=cache.each)
    search = search_files.fresh(
        fresh.folder,
        docs,
        lambda: export.of_documents(indexed.documents, aliases, pages_named, each=cache.each),
    )
    files: dict[str, str | bytes] = {**pages.files, **data, **scripts(), **(search or {})}
    staged = stage(
        docs,
        files,
        folders,
        kept=None if search else search_files.FOLDER,
        same=search_files.by_content(search or ()) if untouched else (),
        first=search_files.FOLDER,
        last=search_files.MANIFEST,
    )
    return _New(
        index=fresh,
        files=staged,
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
) -> Report:
    """What is wrong with some seeds, as far as can be said without building.

    That is all but links that lead nowhere. `told` is what collecting them found, `taken` the
    names that no old address may have, because pages written by hand have them.
    """
    seeds = list(seeds)
    make = partial(make_document, glossary=project.glossary, limits=project.limits)
    library = assemble(_or_lost(seeds, mapper(make, seeds)), seeds, taken=taken)
    return Report(
        documents=len(library.documents),
        passages=sum(len(document.passages) for document in library.documents),
        written=0,
        indexed=0,
        diagnostics=ordered((*told, *library.diagnostics)),
    )


def proposals(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper = map
) -> str:
    """Topics that folders of seeds would add to the vocabulary, as YAML to paste into it."""
    seeds, _ = collect(tuple(folders), project.limits)
    make = partial(make_document, glossary=project.glossary, limits=project.limits)
    made = _or_lost(seeds, mapper(make, seeds))
    return as_yaml(proposed(assemble(made, seeds), project.vocabulary))


def _or_lost(seeds: Sequence[Seed], results: Iterable[Made | Lost]) -> list[Made]:
    """The results, those of lost seeds as errors of their files."""
    return [
        (None, (one.of(seed.file),)) if isinstance(one, Lost) else one
        for seed, one in zip(seeds, results, strict=True)
    ]


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
