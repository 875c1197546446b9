"""Documents that cite something later than themselves: their date is likely to be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from commonplace.derive.timeline.together import moments
from commonplace.model import Diagnostic, Library, Reference
from commonplace.model.diagnostics import note

#: Somewhere it is a day later already.
_AROUND_THE_WORLD = timedelta(days=1)


def cited_later(library: Library, references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """A note for each document that links to a work of a later date, about the latest."""
    latest: dict[str, Reference] = {}
    for reference in sorted(references, key=lambda work: (str(work.date), work.address)):
        if reference.date and not reference.document:
            latest |= {citation.document: reference for citation in reference.citations}
    for document in library.documents:
        work = latest.get(document.address)
        if not work or not work.date or not document.date:
            continue
        _, end = moments(document.date)
        begin, _ = moments(work.date)
        if begin >= end + _AROUND_THE_WORLD:
            yield note(
                document.source.file,
                1,
                f"it is dated {document.date} and links to a work of {work.date}: {work.address}",
                "check `date`, or leave it if the link was added later",
                "a text cannot cite what does not exist yet",
            )
