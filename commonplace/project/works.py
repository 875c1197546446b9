"""What a person says of works: `references.yml`, a list of addresses with titles.

An entry is an `address`, and what is to be shown in place of what the texts say: a `title`,
a `kind`, `authors` and a `year`.
"""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from commonplace.derive.addresses import normal
from commonplace.derive.dates import timepoints
from commonplace.model import Dated, Diagnostic, ListedWork
from commonplace.model.derived import WorkKind
from commonplace.project.lists import MistakeError, entries, name, short

_FIELDS = ("address", "title", "kind", "authors", "year")
_KINDS: tuple[WorkKind, ...] = get_args(WorkKind)


def read(path: Path) -> tuple[tuple[ListedWork, ...], tuple[Diagnostic, ...]]:
    """The works of a file, and what is wrong with it; a mistake in an entry costs only that."""
    taken: dict[str, int] = {}

    def made(given: object, line: int) -> ListedWork:
        work = _work(given)
        first = taken.setdefault(normal(work.address), line)
        if first != line:
            message = f"{short(work.address)} is also in line {first}"
            raise MistakeError(message, "write one entry for each work")
        return work

    why = "the references show what this list says of a work"
    found, told = entries(path, made, why, "write each entry as - address: …")
    return found or (), told


def _work(given: object) -> ListedWork:
    """A work as given in the file; raises MistakeError."""
    if not isinstance(given, dict):
        raise MistakeError(f"{short(given)} has no address", "write it as - address: …")
    unknown = [str(field) for field in given if field not in _FIELDS]
    if unknown:
        raise MistakeError(f"unknown field {unknown[0]!r}", f"use {', '.join(_FIELDS)}")
    address = given.get("address")
    if not isinstance(address, str) or not normal(address):
        message = "`address` must be an address on the web"
        raise MistakeError(message, "write it as https://example.org/a-work")
    kind = given.get("kind")
    if kind is not None and kind not in _KINDS:
        raise MistakeError(f"`kind` cannot be {short(kind)!r}", f"use one of {', '.join(_KINDS)}")
    authors = given.get("authors")
    if authors is not None and not isinstance(authors, list):
        raise MistakeError("`authors` must be a list", "write them as [one, other]")
    title = given.get("title")
    return ListedWork(
        address=address.strip() if "://" in address else f"https://{address.strip()}",
        title="" if title is None else name(title),
        kind=kind,
        authors=tuple(map(name, authors or ())),
        date=_year(given.get("year")),
    )


def _year(given: object) -> Dated | None:
    """A year; raises MistakeError."""
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= 9999:
        raise MistakeError("`year` must be a year", "write it as year: 2021")
    return timepoints.year(given)
