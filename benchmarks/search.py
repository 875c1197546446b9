"""Our search beside Pagefind and Material's, in headless Chromium over a shaped line.

    python -m benchmarks.search [--queries N] [--kept FOLDER] [CORPUS ...]

CORPUS is a folder of seeds or a .tar.gz of one. Without any it takes the seeds of the
project and, where they are there, the transcripts in ../shared/corpus. README.md says
what each line of the tables means.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import machine, queries
from benchmarks.chromium import Chromium, browser_path, launched
from benchmarks.corpora import KEPT, ROOT, Corpus, corpus, engines
from benchmarks.engines import Engine, pagefind
from benchmarks.measure import Asked, Measured, measure

SHARED = ROOT.parent / "shared" / "corpus" / "practicalai.tar.gz"


def main() -> None:
    """Print a table for each corpus."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("corpus", nargs="*", type=Path, help="a folder, or a .tar.gz of one")
    arguments.add_argument("--queries", type=int, help="ask so many, 2 at least; all if not given")
    arguments.add_argument("--kept", type=Path, default=KEPT, help="where sites are kept")
    asked = arguments.parse_args()
    if asked.queries is not None and asked.queries < 2:
        arguments.error("--queries must be 2 or more: a first one and further ones")
    path = browser_path()
    if path is None:
        sys.exit("no Chromium found; set CHROMIUM to its path")
    usual = filter(Path.exists, (ROOT / "seeds", SHARED))
    corpora = [corpus(one, asked.kept) for one in asked.corpus or usual]
    with launched(path) as browser:
        print(
            "# What searching costs\n\n`make bench-search` printed this; README.md explains it.\n"
        )
        print(machine.described(browser.call("Browser.getVersion")["product"]))
        if not pagefind.installed():
            print(f"- Left out: Pagefind; {pagefind.MISSING}.")
        for one in corpora:
            every = queries.SEEDS if one.seeds == ROOT / "seeds" else queries.TALKS
            made = engines(one, asked.kept)
            print("\n" + "\n".join(_report(browser, one, made, every[: asked.queries])), flush=True)


def _report(
    browser: Chromium, corpus: Corpus, indexed: Iterable[Engine], wanted: Sequence[str]
) -> Iterable[str]:
    """Everything about one corpus, as Markdown."""
    made = []
    for engine in indexed:
        for shown in engine.shown:
            print(f"{corpus.name}: {engine.name}, {shown} shown", file=sys.stderr)
            made.append(measure(browser, engine, wanted, shown))
    files = sum(1 for path in corpus.seeds.rglob("*") if path.is_file())
    yield f"## {corpus.name}: {files} files, {len(wanted)} queries\n"
    yield from _table(made)
    yield from _ratios(made)
    yield "\nUnanswered:\n"
    for one in made:
        if one.shown == one.engine.shown[-1]:
            names = ", ".join(f"`{query}`" for query in one.unanswered) or "none"
            yield f"- {one.engine.name}: {names}"


def _table(made: Sequence[Measured]) -> Iterable[str]:
    """A column for each engine and number of hits shown, a row for each measure."""

    def row(name: str, figure: Callable[[Measured], str]) -> str:
        return f"| {name} | " + " | ".join(figure(one) for one in made) + " |"

    def spread(
        asked: Callable[[Measured], Sequence[Asked]], value: Callable[[Asked], float]
    ) -> Callable[[Measured], str]:
        return lambda one: _spread([value(query) for query in asked(one)])

    yield row("", lambda one: f"{one.engine.name}, {one.shown} shown")
    yield "|---|" + "---:|" * len(made)
    for name, asked in (("first query", _cold), ("each further query", _warm)):
        yield row(f"{name}: bytes", spread(asked, lambda query: query.size))
        yield row(f"{name}: requests", spread(asked, lambda query: query.requests))
        yield row(f"{name}: milliseconds", spread(asked, lambda query: query.milliseconds))
    yield row("heap after all queries, bytes", lambda one: f"{one.heap:,}")
    yield row("index and engine on disk, bytes", lambda one: f"{_disk(one):,}")
    yield row("index and engine on disk, files", lambda one: f"{len(one.engine.searching):,}")
    yield row("index made in, seconds", lambda one: f"{one.engine.seconds:.2f}")
    yield row("queries without a hit", lambda one: str(len(one.unanswered)))


def _ratios(made: Sequence[Measured]) -> Iterable[str]:
    """How many times as much the others need, with the same number of hits shown."""
    first = {one.shown: one for one in made if one.engine is made[0].engine}
    others = [one for one in made if one.engine is not made[0].engine]
    figures: dict[str, Callable[[Measured], float]] = {
        "first query: bytes": lambda one: _median(one.cold, lambda query: query.size),
        "first query: requests": lambda one: _median(one.cold, lambda query: query.requests),
        "first query: time": lambda one: _median(one.cold, lambda query: query.milliseconds),
        "each further query: bytes": lambda one: _median(one.warm, lambda query: query.size),
        "each further query: requests": lambda one: _median(one.warm, lambda query: query.requests),
        "each further query: time": lambda one: _median(one.warm, lambda query: query.milliseconds),
        "heap": lambda one: one.heap,
        "bytes on disk": _disk,
        "files on disk": lambda one: len(one.engine.searching),
        "time to index": lambda one: one.engine.seconds,
    }
    yield f"\nTimes what {made[0].engine.name} needs, medians, as many hits shown:\n"
    heads = (f"{one.engine.name}, {one.shown} shown" for one in others)
    yield "| | " + " | ".join(heads) + " |"
    yield "|---|" + "---:|" * len(others)
    for name, figure in figures.items():
        cells = (_ratio(figure(one), figure(first[one.shown])) for one in others)
        yield f"| {name} | " + " | ".join(cells) + " |"


def _cold(one: Measured) -> Sequence[Asked]:
    return one.cold


def _warm(one: Measured) -> Sequence[Asked]:
    return one.warm


def _median(asked: Sequence[Asked], value: Callable[[Asked], float]) -> float:
    return statistics.median(value(query) for query in asked)


def _spread(values: Sequence[float]) -> str:
    """The median, and the least and the most."""
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.2g}" if ours else "the same" if not theirs else "we need none"


def _disk(one: Measured) -> int:
    return sum(path.stat().st_size for path in one.engine.searching)


if __name__ == "__main__":
    main()
