"""How a pure function is applied to many things: in turn, in processes, or from a cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Each(Protocol):
    """Applies a pure function of a module to many things; returns the results in order.

    Function, things and results can be pickled.
    """

    def __call__(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
        """The results for the things."""


def in_turn(function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
    """The results, made one after another in this process.

    >>> list(in_turn(len, ["a", "bc"]))
    [1, 2]
    """
    return map(function, things)
