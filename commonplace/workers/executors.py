"""The per-document stages on any executor, and on a cluster of Dask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from commonplace import DISTRIBUTION
from commonplace.diagnostics.limits import LIMITS, Limits
from commonplace.incremental.cache import program
from commonplace.model import Failed
from commonplace.workers.pool import Workers
from commonplace.workers.process import REPORT, WorkersError, attempt

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

#: Seconds in which a scheduler has to answer, and a worker of its to be there.
PATIENCE = 30


class OnExecutor:
    """Runs functions on an executor in the manner of `concurrent.futures`.

    There are no limits but the executor's own. `killed` are the exceptions that mean that
    only one thing failed.
    """

    def __init__(self, executor: Executor, *killed: type[BaseException]) -> None:
        self._executor = executor
        self._killed = killed

    def map(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterator[R | Failed]:
        """The function's results in the order of the things.

        Raises WorkersError where the executor breaks.
        """
        futures = [self._executor.submit(attempt, function, thing) for thing in things]
        try:
            for future in futures:
                try:
                    result = future.result()
                except self._killed:
                    result = Failed(
                        message="every process that worked on it died",
                        why="this is a bug or a system fault, not a mistake in the file",
                        remedy=REPORT,
                    )
                yield result
        except (BrokenExecutor, CancelledError) as problem:
            said = str(problem) or type(problem).__name__
            raise WorkersError(f"the executor stopped the work ({said})") from problem
        finally:
            for future in futures:
                future.cancel()


class Cluster:
    """Runs functions on an existing Dask cluster, each thing within the limits.

    `address` is the scheduler's, for example `tcp://10.0.0.1:8786`. If a worker of the
    cluster dies, another one does its work. Raises WorkersError if there is no such cluster,
    or `dask.distributed` is not installed.
    """

    def __init__(self, address: str, limits: Limits = LIMITS) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError as problem:
            raise WorkersError(
                f"--scheduler needs dask.distributed: pip install '{DISTRIBUTION}[cluster]'"
            ) from problem
        self.limits = limits
        self._killed = KilledWorker
        try:
            self._client: Client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise WorkersError(f"{address}: no scheduler answers ({problem})") from problem
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as problem:
            self.close()
            raise WorkersError(f"{address}: the scheduler has no workers") from problem

    def map(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterator[R | Failed]:
        """The function's results in the order of the things, made on the cluster."""
        executor = self._client.get_executor(pure=False)
        work = partial(_limited, program(), function, self.limits)
        try:
            yield from OnExecutor(executor, self._killed).map(work, things)
        except WorkersError:
            raise
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"
            raise WorkersError(f"the cluster cannot do this work ({said})") from problem

    def close(self) -> None:
        """Disconnect from the cluster, which keeps running."""
        self._client.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


_LOCK = Lock()
_KEPT: dict[Limits, Workers] = {}


def _limited(own: bytes, function: Callable[[T], R], limits: Limits, thing: T) -> R | Failed:
    """The function's result from a process on this machine, which is kept for the next call.

    Raises WorkersError if this machine has another version of the program.
    """
    if own != program():
        raise WorkersError("a worker of the cluster has a different version of this program")
    with _LOCK:
        workers = _KEPT.get(limits)
        if workers is None:
            workers = _KEPT[limits] = Workers(1, limits)
    return workers.run(function, thing)
