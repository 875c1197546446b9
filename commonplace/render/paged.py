"""Long lists, cut into pages by year or letter, so that no page grows with the collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from commonplace.addresses.slugs import slug
from commonplace.model.texts import ENGLISH, Texts
from commonplace.render.addresses import relative

#: The most entries of a page.
LONG = 100
#: The folder of a list's pages, below the list; old addresses may not be there.
FOLDER = "list"

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class ListPage(Generic[T]):
    """A page of a long list: a year or a letter, or a part of one."""

    name: str
    address: str
    entries: tuple[T, ...]


def cut(
    address: str,
    groups: Iterable[tuple[str, Sequence[T]]],
    texts: Texts = ENGLISH,
    *,
    over: int = LONG,
) -> tuple[ListPage[T], ...]:
    """The pages of the list at an address, from its groups by name; none for a short list.

    A list is long that has `over` so many entries. The names are in English, so that addresses
    stay with another language; pages have them in that of the `texts`.

    >>> [(p.name, p.address, len(p.entries)) for p in cut("posts/", [("2024", range(101))])]
    [('2024, 1 of 2', 'posts/list/2024/', 100), ('2024, 2 of 2', 'posts/list/2024-2/', 1)]
    >>> cut("posts/", [("2024", range(100))])
    ()
    """
    groups = tuple(groups)
    if sum(len(entries) for _, entries in groups) <= over:
        return ()
    return tuple(page for name, entries in groups for page in _cut(address, name, entries, texts))


def _cut(address: str, name: str, entries: Sequence[T], texts: Texts) -> Iterator[ListPage[T]]:
    several = -(-len(entries) // LONG)
    shown = texts.say(name)
    for place in range(several):
        yield ListPage(
            name=texts.say("{name}, {part} of {all}", name=shown, part=place + 1, all=several)
            if several > 1
            else shown,
            address=f"{address}{FOLDER}/{slug(name)}{f'-{place + 1}' if place else ''}/",
            entries=tuple(entries[place * LONG : (place + 1) * LONG]),
        )


def by_letter(entries: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    """Entries by the first letter of their slugs, in order.

    >>> by_letter([("bo", 1), ("ada", 2), ("ann", 3)])
    [('A', [2, 3]), ('B', [1])]
    """
    found: dict[str, list[T]] = {}
    for name, entry in entries:
        found.setdefault(name[0].upper(), []).append(entry)
    return sorted(found.items())


def ways(here: str, pages: Iterable[ListPage[T]]) -> list[tuple[str, str, int]]:
    """What the list at `here` says of its pages: name, link and count."""
    return [(page.name, relative(here, page.address), len(page.entries)) for page in pages]
