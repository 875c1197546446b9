"""How a page's record names what was done to a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from commonplace.model.tracked import Change


def _once(change: Change) -> int:
    return 1


class Phrase(NamedTuple):
    """How a page names what a rule did, after a number; `moved` is what became structure.

    What was moved is not lost: a speaker's label becomes the speaker's name. `counted` says
    how many things one change counts for.
    """

    one: str
    many: str
    moved: bool = False
    counted: Callable[[Change], int] = _once
