"""What is wrong with seeds, and what they would give, without a build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive import (
    as_yaml,
    derive,
    persons_described,
    proposed,
    works_as_yaml,
    works_untitled,
)
from commonplace.diagnostics.report import Report, ordered
from commonplace.disk.write import hand_written
from commonplace.incremental.cache import Cache
from commonplace.incremental.sharing import shared
from commonplace.model import Catalogue, Diagnostic, Failed, Library, Mapper, Seed
from commonplace.pipeline.reading import ahead_of_today, making, report_of, shown
from commonplace.project import addresses
from commonplace.project.project import NO_PROJECT, Project


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
    made = shown(seeds, mapper(making(project), seeds), project)
    library = assemble(made, seeds, taken=taken, ledger=given)
    return report_of(
        library, (*told, *library.diagnostics, *ahead_of_today(library, seeds, project))
    )


def proposals(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper[Failed] = map
) -> str:
    """Topics that folders of seeds would add to the vocabulary, as YAML to paste into it."""
    return as_yaml(proposed(_library(folders, project, mapper), project.vocabulary))


def persons(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper[Failed] = map
) -> str:
    """Persons that folders of seeds would add to the vocabulary, as YAML to paste into it.

    Their definitions quote how they are introduced, where they are.
    """
    return as_yaml(persons_described(_library(folders, project, mapper), project.vocabulary))


def works(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper[Failed] = map
) -> str:
    """Works that folders of seeds link to without a title, as YAML to paste into their list."""
    return works_as_yaml(works_untitled(_library(folders, project, mapper), project.vocabulary))


def _library(folders: Iterable[Path], project: Project, mapper: Mapper[Failed]) -> Library:
    """What folders of seeds show, with addresses for this time only."""
    seeds, _ = collect(tuple(folders), project.limits, project.publishing.chats)
    return assemble(shown(seeds, mapper(making(project), seeds), project), seeds)


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
    made = shown(seeds, mapper(making(project), seeds), project)
    taken = hand_written(docs) if docs else frozenset[str]()
    library = assemble(made, seeds, taken=taken, ledger=given)
    each = shared(Cache(), mapper)
    derived = derive(library, project.vocabulary, each=each, ledger=given)
    told = ordered((*found, *library.diagnostics))
    return Catalogue(library, project.identity.shown(derived), project.identity), told
