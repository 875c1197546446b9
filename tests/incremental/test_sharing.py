"""Work that the processes share: the same results, from wherever they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from commonplace.incremental.cache import NAME, Cache
from commonplace.incremental.sharing import FEW, shared
from commonplace.model import Failed

T = TypeVar("T")
R = TypeVar("R")

MANY = list(range(FEW))


def halved(number: int) -> float:
    return 12 / (number + 1)


def inverted(number: int) -> float:
    return 12 / number


class Elsewhere:
    """A mapper that notes what it was given, and on some of it fails."""

    def __init__(self, *fails: int) -> None:
        self.given: list[object] = []
        self._fails = fails

    def __call__(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterator[R | Failed]:
        self.given += things
        lost = Failed(message="it died", why="somebody ended it", remedy="try again")
        return (lost if one in self._fails else function(one) for one in things)


@pytest.mark.parametrize("cached", [True, False])
def test_only_what_is_not_known_leaves_this_process(tmp_path: Path, cached: bool) -> None:
    mapper = Elsewhere()
    with Cache(tmp_path / NAME if cached else None) as cache:
        each = shared(cache, mapper)
        assert list(each(halved, MANY)) == list(map(halved, MANY))
        assert mapper.given == MANY
        more = [*MANY, *(FEW + number for number in MANY)]
        assert list(each(halved, more)) == list(map(halved, more))
        assert mapper.given == (more if cached else [*MANY, *more])


def test_a_few_things_are_not_sent_away() -> None:
    mapper = Elsewhere()
    assert list(shared(Cache(), mapper)(halved, MANY[1:])) == list(map(halved, MANY[1:]))
    assert not mapper.given


def test_what_takes_long_is_sent_away_even_if_it_is_one_thing() -> None:
    mapper = Elsewhere()
    assert list(shared(Cache(), mapper, few=1)(halved, [2])) == [4]
    assert mapper.given == [2]


def test_what_was_lost_elsewhere_is_done_here() -> None:
    each = shared(Cache(), Elsewhere(2, FEW - 1))
    assert list(each(halved, MANY)) == list(map(halved, MANY))


def test_a_fault_is_raised_as_it_is() -> None:
    each = shared(Cache(), Elsewhere(0))
    with pytest.raises(ZeroDivisionError):
        list(each(inverted, MANY))
