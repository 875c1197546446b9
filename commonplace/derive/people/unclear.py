"""Speakers who have only a first name, and may be somebody the collection knows in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonplace.derive.people.names import folded, is_name, parts
from commonplace.model import Diagnostic, Library, Person
from commonplace.model.diagnostics import note


def unclear(library: Library, people: Sequence[Person]) -> Iterator[Diagnostic]:
    """A note for each speaker's first name that belongs to nobody and fits one person.

    It says which line of `people.yml` would make them one.
    """
    owned = {passage for one in people for turn in one.turns for passage in turn.passages}
    first: dict[str, list[str]] = {}
    for person in people:
        if person.credits or person.turns:
            for name in parts(person.name)[:1]:
                first.setdefault(folded(name), []).append(person.name)
    for document in library.documents:
        for label in document.speakers:
            fitting = first.get(folded(label), ()) if is_name(label) else ()
            at = (f"{document.address}#{p.anchor}" for p in document.passages if p.speaker == label)
            if len(fitting) == 1 and owned.isdisjoint(at):
                yield note(
                    document.source.file,
                    1,
                    f"`{label}` speaks here, and may be {fitting[0]}",
                    f"if so, write in people.yml: - {{name: {fitting[0]}, aliases: [{label}]}}",
                    "a first name alone belongs to nobody",
                )
