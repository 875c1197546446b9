"""Long-lived, supervised worker processes: a thing that kills one affects nothing else."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any, BinaryIO, TypeVar, cast

from commonplace.diagnostics.limits import FILE, LIMITS, WHY, Limits
from commonplace.model import Failed
from commonplace.workers.process import (
    FULL,
    FUNCTION,
    READY,
    REPORT,
    THING,
    TIMED,
    WorkersError,
    no_memory,
    patience,
    receive,
    send,
)

T = TypeVar("T")
R = TypeVar("R")

#: How many seconds may pass for each second of processor time, on a busy machine. Where
#: processor time cannot be limited, the seconds of the clock are all that counts.
PATIENCE = 10 if TIMED else 1
#: A thing whose process ended for no known reason gets another try, as a process can be
#: ended by somebody else, or by a system that is short of memory.
TRIES = 2
#: Seconds in which a process whose output has ended may exit by itself.
GRACE = 5.0
#: There are as many processes as processors, and each counts on one of them.
_ALONE = {"OPENBLAS_NUM_THREADS": "1"}
#: What a process runs; its arguments are where to import from.
_START = """
import sys
sys.path[:] = sys.argv[1:]
from commonplace.workers.process import main
main()
"""


class Workers:
    """Up to `jobs` processes, started when there is work and kept until `close`.

    They stay between calls, so that only the first one pays for starting them.
    """

    def __init__(self, jobs: int, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="worker")
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()
        self._closed = False
        self._warmed: Future[None] | None = None

    def warm(self, function: Callable[[Any], Any]) -> None:
        """Start a process and let it import what a function needs, before there is work."""
        self._warmed = self._threads.submit(self._warm, pickle.dumps(function, 5))

    def map(self, function: Callable[[T], R], things: Sequence[T], /) -> Iterator[R | Failed]:
        """The function's results in the order of the things, each made in a process.

        Function, things and results are pickled. Raises WorkersError if a process cannot load
        the function.
        """
        packed = pickle.dumps(function, 5)
        return self._threads.map(lambda thing: self._run(packed, thing), things)

    def run(self, function: Callable[[T], R], thing: T) -> R | Failed:
        """The function's result for one thing. May be called from several threads."""
        return cast("R | Failed", self._run(pickle.dumps(function, 5), thing))

    def close(self) -> None:
        """Stop all processes at once, even busy ones."""
        with self._lock:
            self._closed = True
            processes = list(self._all)
        for process in processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in processes:
            self._discard(process)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def _run(self, function: bytes, thing: object) -> Any:
        packed = pickle.dumps(thing, 5)
        for left in reversed(range(TRIES)):
            process = self._take()
            try:
                process.prepare(function)
                result = process.ask(packed)
            except _Ended as end:
                self._discard(process)
                if self._closed:
                    raise WorkersError("the work was stopped") from end
                if end.certain or not left:
                    return end.lost
            except _NotReady as problem:
                self._discard(process)
                if self._closed or not left:
                    raise WorkersError(f"a process cannot be started ({problem})") from problem
            except BaseException:
                self._discard(process)
                raise
            else:
                if isinstance(result, Failed):  # it may not be what it was
                    self._discard(process)
                else:
                    self._put_back(process)
                return result
        raise AssertionError("the last try returns")

    def _warm(self, function: bytes) -> None:
        process = self._free()
        try:
            process.prepare(function)
        except (_NotReady, WorkersError):  # whoever has work will get the error
            self._discard(process)
        else:
            self._put_back(process)

    def _take(self) -> _Process:
        """A free process, or a new one; one that is just starting is waited for."""
        with self._lock:
            warmed, self._warmed = self._warmed, None
        if warmed is not None:
            wait([warmed])
        return self._free()

    def _free(self) -> _Process:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.alive:
                    return process
                self._all.discard(process)
                process.end()
            if self._closed:
                raise WorkersError("the workers were closed")
            process = _Process(self.limits)
            self._all.add(process)
        return process

    def _put_back(self, process: _Process) -> None:
        with self._lock:
            self._idle.append(process)

    def _discard(self, process: _Process) -> None:
        process.end()
        with self._lock:
            self._all.discard(process)


class _Ended(Exception):
    """The process died. `certain` says that the thing itself is the reason."""

    def __init__(self, lost: Failed, certain: bool) -> None:
        super().__init__(lost.message)
        self.lost = lost
        self.certain = certain


class _NotReady(Exception):
    """The process died before it was given the thing; the message says how."""


class _Process:
    """One worker process, seen from outside."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._function = b""
        self._late = False
        self._popen = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_ALONE | os.environ,
            process_group=None if sys.platform == "win32" else 0,  # Ctrl-C is not for it
        )
        self._requests = cast(BinaryIO, self._popen.stdin)
        self._answers = cast(BinaryIO, self._popen.stdout)

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None and not self._late

    def prepare(self, function: bytes) -> None:
        """Have the process load a function, unless it has it.

        Raises _NotReady if the process dies, WorkersError if it cannot load the function.
        """
        if function == self._function:
            return
        try:
            if not self._function:
                limits = pickle.dumps((self._limits.seconds, self._limits.memory))
                send(self._requests, FUNCTION, limits)
            send(self._requests, FUNCTION, function)
            kind, body = receive(self._answers)
        except (EOFError, OSError) as problem:
            raise _NotReady(self._how()) from problem
        if kind != READY:
            raise WorkersError(f"a process cannot do this work: {pickle.loads(body)}")
        self._function = function

    def ask(self, packed: bytes) -> Any:
        """The answer of the process. Raises _Ended if it dies or has to be stopped."""
        watch = threading.Timer(patience(self._limits.seconds) * PATIENCE, self._stop)
        watch.daemon = True
        watch.start()
        try:
            send(self._requests, THING, packed)
            answer = receive(self._answers)[1]
        except (EOFError, OSError) as problem:
            raise self._ended() from problem
        finally:
            watch.cancel()
            watch.join()  # so that it cannot end the process in its next task
        return pickle.loads(answer)

    def kill(self) -> None:
        self._popen.kill()

    def end(self) -> None:
        """Stop the process, if it is still running, and wait for it."""
        self._popen.kill()
        self._popen.wait()
        for stream in (self._requests, self._answers):
            with suppress(OSError):  # what was not sent cannot be sent any more
                stream.close()

    def _stop(self) -> None:
        self._late = True
        self._popen.kill()

    def _status(self) -> int:
        """The exit status of the process, which ends soon after its output does."""
        try:
            return self._popen.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            return self._popen.wait()

    def _ended(self) -> _Ended:
        """Why there is no answer."""
        status = self._status()
        seconds = self._limits.seconds
        if self._late or (TIMED and status == -signal.SIGPROF):
            spent = f"{seconds * PATIENCE} seconds" if self._late else _seconds(seconds)
            return _Ended(
                Failed(
                    message=f"it was not finished after {spent}",
                    why=WHY["seconds"],
                    remedy="shorten what is repeated or nested in it, or leave it out;"
                    f" if it is a genuine text, raise `seconds` in {FILE}",
                ),
                certain=True,
            )
        if status == FULL:
            return _Ended(no_memory(), certain=True)
        return _Ended(
            Failed(
                message=f"the process that worked on it died ({self._how()})",
                why="this is a bug or a system fault, not a mistake in the file",
                remedy=REPORT,
            ),
            certain=False,
        )

    def _how(self) -> str:
        """How the process ended, in words."""
        status = self._status()
        if status == FULL:
            return f"it ran out of memory; raise `memory` in {FILE}"
        if status >= 0:
            return f"status {status}"
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"


def _seconds(count: float) -> str:
    return f"{count:g} seconds of processor time"
