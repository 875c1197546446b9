"""The engines that are compared: how each is built, and how a page asks it.

Ours, Pagefind and Material's search index the same pages. Each engine comes down to a
page that defines `bench(query, shown)`, a function that resolves to the number of hits
once so many of them could be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Engine:
    """An engine with its index, ready to be served and asked.

    `start` is the page it is asked on, and `pages` are those that the bench adds to the
    site. `script` is run before the page's own and defines `bench`. `searching` are the
    files that searching needs, `theirs` what the addresses begin with that count as the
    engine's (nothing: all do). `seconds` is how long the index took to make.
    """

    name: str
    site: Path
    start: str
    script: str
    searching: tuple[Path, ...]
    seconds: float
    pages: Mapping[str, str] = field(default_factory=dict)
    theirs: tuple[str, ...] = ("",)
    shown: tuple[int, ...] = (5, 10)
    cold: int = 30  # how many queries are asked of a fresh browser
