"""What worker processes cost.

    python -m benchmarks.workers [--runs N] [--calls N] [SEEDS]

reads and cleans a folder of seeds, the project's own if none is given. Seconds are those
of processor time, which a busy machine changes less than those of the clock; each is the
least of several runs.
"""

from __future__ import annotations

import argparse
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from commonplace.collect import collect
from commonplace.document import make_document
from commonplace.model import Seed
from commonplace.project import project
from commonplace.workers.pool import Workers

CHECKOUT = Path(__file__).parent.parent


def main() -> None:
    """Measure, and print a table in Markdown."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("seeds", nargs="?", type=Path, default=CHECKOUT / "seeds")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--calls", type=int, default=1000, help="of which one is the mean")
    asked = arguments.parse_args()
    known, _ = project.read(CHECKOUT)
    seeds, _ = collect([asked.seeds])
    make = partial(make_document, glossary=known.glossary, limits=known.limits)
    nothing = Seed(name="a.md", file="a.md", data=b"")

    def python() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    def pipeline() -> None:
        subprocess.run([sys.executable, "-c", "import commonplace.pipeline"], check=True)

    def work(jobs: int, things: tuple[Seed, ...]) -> None:
        with Workers(jobs) as workers:
            list(workers.map(make, things))

    def calls(count: int) -> None:
        with Workers(1) as workers:
            list(workers.map(abs, range(count)))

    def least(action: Callable[[], object]) -> float:
        return min(_cost(action) for _ in range(asked.runs))

    rows: list[tuple[str, float]] = [
        ("start Python", least(python)),
        ("start Python and import the whole pipeline", least(pipeline)),
        ("start a process that reads and cleans, and end it", least(lambda: work(1, (nothing,)))),
        (f"{len(seeds)} seeds here", least(lambda: list(map(make, seeds)))),
        (f"{len(seeds)} seeds in 1 process", least(lambda: work(1, seeds))),
        (f"{len(seeds)} seeds in 2 processes", least(lambda: work(2, seeds))),
        (
            "one call of a process that has started",
            (least(lambda: calls(asked.calls)) - least(lambda: calls(1))) / (asked.calls - 1),
        ),
    ]
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    print("| what | processor time, ms |\n|---|---|")
    for what, seconds in rows:
        print(f"| {what} | {seconds * 1000:.{1 if seconds < 0.01 else 0}f} |")


def _cost(action: Callable[[], object]) -> float:
    """Seconds of processor time of this process and of those that it starts."""
    before = _spent()
    action()
    return _spent() - before


def _spent() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
