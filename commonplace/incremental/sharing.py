"""Work on documents that the processes share, where the cache does not know it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from commonplace.incremental.cache import Cache
from commonplace.model import Each, Failed, Mapper

T = TypeVar("T")
R = TypeVar("R")

#: Fewer things are done here: to start a process and to send them takes longer.
FEW = 8


def shared(cache: Cache, mapper: Mapper[Failed], few: int = FEW) -> Each:
    """Applies functions to things by a mapper, unless the cache knows the result.

    Where there are not even `few` things to do, they are done here.
    A thing on which the function fails there is tried here, so that whoever asked gets the
    function's own exception, and a process that was killed costs nothing.
    """

    def run(function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
        if mapper is map or len(things) < few:
            return map(function, things)
        return _made(function, things, mapper(function, things))

    def each(function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
        return cache.each(function, things, run)

    return each


def _made(
    function: Callable[[T], R], things: Sequence[T], results: Iterable[R | Failed]
) -> Iterator[R]:
    for thing, result in zip(things, results, strict=True):
        yield function(thing) if isinstance(result, Failed) else result
