"""Work on one document alone, done all at once: to send a document takes as long as much of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from commonplace.model import Document, Each

T = TypeVar("T")
R = TypeVar("R")

#: A module's function of a document.
Alone = Callable[[Document], object]


def ahead(each: Each, functions: Sequence[Alone], documents: Sequence[Document]) -> Each:
    """An `each` that has the results of some functions for documents; others it works out.

    What was asked for once is not kept.
    """
    made = each(partial(_all, functions=tuple(functions)), documents)
    known: dict[Any, Sequence[Any]] = dict(
        zip(functions, zip(*made, strict=True), strict=False)  # without documents there is nothing
    )
    places = {id(document): place for place, document in enumerate(documents)}

    def taken(function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
        if function in known and all(id(thing) in places for thing in things):
            results = known.pop(function)
            return [results[places[id(thing)]] for thing in things]
        return each(function, things)

    return taken


def _all(document: Document, functions: tuple[Alone, ...]) -> tuple[object, ...]:
    return tuple(function(document) for function in functions)
