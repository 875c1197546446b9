"""From seeds to documents, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from commonplace.clean.fields import ahead
from commonplace.diagnostics.report import Report, ordered
from commonplace.model import Diagnostic, Failed, Library, Seed
from commonplace.project.project import Project
from commonplace.project.publishing import published
from commonplace.workers.later import Later

if TYPE_CHECKING:
    from commonplace.document import Made

#: A build without changes reads nothing, and one after an edit leaves it to a process.
MAKE = Later[..., "Made"]("commonplace.document", "make_document")


def making(project: Project) -> Callable[[Seed], Made]:
    """What makes a document of a seed; independent of the day, so that the cache stays valid."""
    return partial(
        MAKE,
        glossary=project.glossary,
        limits=project.limits,
        private=project.publishing.private,
    )


def shown(seeds: Sequence[Seed], results: Iterable[Made | Failed], project: Project) -> list[Made]:
    """The results without what is withheld; failed seeds become errors of their files."""
    made: list[Made] = [
        (None, (one.of(seed.file),)) if isinstance(one, Failed) else one
        for seed, one in zip(seeds, results, strict=True)
    ]
    return published(made, seeds, project.publishing.dated())


def report_of(library: Library, told: Iterable[Diagnostic]) -> Report:
    """What there is to say of a library of which nothing was written."""
    return Report(
        documents=len(library.documents),
        passages=sum(len(document.passages) for document in library.documents),
        written=0,
        indexed=0,
        diagnostics=ordered(told),
    )


def ahead_of_today(
    library: Library, seeds: Iterable[Seed], project: Project
) -> tuple[Diagnostic, ...]:
    """The warnings for documents with a date in the future, which is usually a mistake."""
    today = date.fromisoformat(project.publishing.dated().today)
    by_file = {(seed.name, seed.file): seed for seed in seeds}
    found = (
        ahead(document, by_file[document.source.name, document.source.file], today)
        for document in library.documents
    )
    return tuple(filter(None, found))
