"""Asks one engine all queries, from a fresh browser each and then one after another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.chromium import Chromium, Tab
from benchmarks.engines import Engine
from benchmarks.shaped import hosted


@dataclass(frozen=True)
class Asked:
    """What one query cost: bytes and requests over the line, milliseconds, and its hits."""

    query: str
    size: int
    requests: int
    milliseconds: float
    hits: int


@dataclass(frozen=True)
class Measured:
    """An engine with so many hits shown: cold queries, those in a row, the heap after them."""

    engine: Engine
    shown: int
    cold: tuple[Asked, ...]
    row: tuple[Asked, ...]
    heap: int

    @property
    def warm(self) -> tuple[Asked, ...]:
        """Each further query: the first of the row had to open the index."""
        return self.row[1:]

    @property
    def unanswered(self) -> list[str]:
        """Queries that found nothing."""
        return [asked.query for asked in self.row if not asked.hits]


def measure(browser: Chromium, engine: Engine, queries: Sequence[str], shown: int) -> Measured:
    """Ask each query of a fresh browser context, and then all of them in one page."""
    with hosted(engine.site, dict(engine.pages)) as base:
        step = max(1, len(queries) // engine.cold)
        cold = []
        for query in queries[::step]:
            with browser.tab() as tab:
                _open(tab, engine, base)
                cold.append(_ask(tab, engine, base, query, shown, cold=True))
        with browser.tab() as tab:
            _open(tab, engine, base)
            row = [_ask(tab, engine, base, query, shown, cold=False) for query in queries]
            heap = tab.heap()
    return Measured(engine, shown, tuple(cold), tuple(row), heap)


def _open(tab: Tab, engine: Engine, base: str) -> None:
    tab.before(engine.script)
    tab.go(base + engine.start)


def _ask(tab: Tab, engine: Engine, base: str, query: str, shown: int, *, cold: bool) -> Asked:
    """Ask in the page. Cold time counts from the start of the navigation to the page."""
    begin, end, hits = tab.run(
        "(async () => { await globalThis.clear?.(); const begin = performance.now();"
        f"const hits = await bench({json.dumps(query)}, {shown});"
        "return [begin, performance.now(), hits] })()"
    )
    loaded = [one for one in tab.take() if one.url.removeprefix(base).startswith(engine.theirs)]
    return Asked(
        query,
        sum(one.size for one in loaded),
        len(loaded),
        end if cold else end - begin,
        hits,
    )
