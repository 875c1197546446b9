"""How much the ordinary run tries of what has no end, and how much `make fuzz` does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

#: `make fuzz` sets it: every case, every size, and all examples.
THOROUGH = os.environ.get("THOROUGH") == "1"


def some(every: int, cases: Sequence[T]) -> Sequence[T]:
    """One case in so many, the first among them; all of them where tests are thorough."""
    return cases if THOROUGH else cases[::every]


def part(whole: T, of_it: T) -> T:
    """A size, a number or a list: the whole of it where tests are thorough, and otherwise less."""
    return whole if THOROUGH else of_it
