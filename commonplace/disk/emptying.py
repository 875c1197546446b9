"""A site that is full is not replaced by an empty one unless somebody means it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commonplace.collect import is_bare
from commonplace.diagnostics.report import Report
from commonplace.disk import places


class EmptyError(Exception):
    """The build would put an empty site in the place of a full one; the message says why.

    `report` has what else there is to say.
    """

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


def refuse_empty(
    folders: tuple[Path, ...],
    guarded: tuple[Path, ...],
    seeds: int,
    found: Report,
) -> None:
    """Raise EmptyError where documents that are there would all go, or those of one folder.

    `seeds` is how many there are, `found` what has become of them.
    """
    full = next((place for place in guarded if places.has_documents(place)), None)
    bare = next(filter(is_bare, folders), None)
    if full is None or (found.documents and bare is None):
        return
    if bare is None:
        why = f"none of the {seeds} seeds became a page"
    else:
        why = f"{bare}: this folder has no seeds (is a disk not mounted, or a submodule missing?)"
    raise EmptyError(
        f"{why}, but {full} has documents, which are kept; to remove them, build "
        "with --allow-empty",
        replace(found, documents=0, passages=0, proposed=""),
    )
