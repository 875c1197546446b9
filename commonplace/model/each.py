"""How a pure function is applied to many things: in turn, in processes, or from a cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Never, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


F_co = TypeVar("F_co", covariant=True)


class Mapper(Protocol[F_co]):
    """Applies a pure function of a module to many things; returns the results in order.

    Function, things and results can be pickled. `F_co` is what may stand in the place of
    a result that could not be made.
    """

    def __call__(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R | F_co]:
        """The results for the things."""


#: One that gives every result.
Each = Mapper[Never]


def in_turn(function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
    """The results, made one after another in this process.

    >>> list(in_turn(len, ["a", "bc"]))
    [1, 2]
    """
    return map(function, things)
