"""Where the per-document stages of a command run, with a bar that shows how far they are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from commonplace.cli.progress import watched
from commonplace.diagnostics.limits import Limits
from commonplace.model import Failed, Mapper

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def mapper_of(jobs: int, limits: Limits, scheduler: str | None = None) -> Iterator[Mapper[Failed]]:
    """A way to run the per-document stages: in processes here, or on a cluster; with progress."""
    from commonplace.pipeline.reading import MAKE
    from commonplace.workers.executors import Cluster
    from commonplace.workers.pool import Workers

    with Cluster(scheduler, limits) if scheduler else Workers(jobs, limits) as workers:
        if isinstance(workers, Workers):
            workers.warm(MAKE)

        def shown(function: Callable[[T], R], things: Sequence[T], /) -> Iterator[R | Failed]:
            # They begin now, and not when the first result is asked for.
            return told(workers.map(function, things), len(things))

        reading = iter([True])  # only the first call is about files

        def told(results: Iterable[R | Failed], length: int) -> Iterator[R | Failed]:
            hidden = not watched() or not next(reading, False)
            with click.progressbar(
                results, length=length, label="Reading", file=sys.stderr, hidden=hidden
            ) as bar:
                yield from bar

        yield shown
