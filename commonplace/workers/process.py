"""What runs in a worker process: one thing at a time, with limits on time and memory.

It is started by `pool`, and reads frames from its standard input: first the limits, then
functions and things. A frame is its length in 8 bytes and a pickle. It ends when its input
does, and so together with the process that started it.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from commonplace.diagnostics.limits import FILE, WHY
from commonplace.model import Failed

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
R = TypeVar("R")

#: What a message may say before its pickle.
FUNCTION, THING, READY, FAILED = b"f", b"t", b"r", b"!"
#: The status of a process that had not even the memory to say so.
FULL = 77
#: Seconds that are as good as no limit, and not too many for any clock.
_FOR_EVER = 10_000_000
#: Whether this system counts the processor time of one thing, and ends the process.
TIMED = hasattr(signal, "setitimer") and hasattr(signal, "SIGPROF")

REPORT = "leave it out for now, and report it with the file attached"


class WorkersError(Exception):
    """The work cannot be done there at all; the message says why."""


def attempt(function: Callable[[T], R], thing: T) -> R | Failed:
    """The function's result, or why there is none, whatever the function raises.

    Only WorkersError is raised, because it concerns all things.

    >>> attempt(len, "abc"), attempt(len, 3).message
    (3, 'the program failed on it (TypeError)')
    """
    try:
        return function(thing)
    except WorkersError:
        raise
    except MemoryError:
        return no_memory()
    except RecursionError:
        return Failed(
            message="it is nested too deeply",
            why=WHY["nesting"],
            remedy="use fewer levels of brackets, lists, quotations or elements",
        )
    except Exception as fault:
        return Failed(
            message=f"the program failed on it ({type(fault).__name__})",
            why="this is a bug in the program, not a mistake in the file",
            remedy=REPORT,
        )


def no_memory() -> Failed:
    """The failure of a thing that needs too much memory."""
    return Failed(
        message="it needs more memory than one file may use",
        why=WHY["memory"],
        remedy=f"split the file; if it is a genuine text, raise `memory` in {FILE}",
    )


def patience(seconds: float) -> float:
    """A limit in seconds, capped to what clocks can handle.

    >>> patience(30), patience(10**30) < 10**9
    (30, True)
    """
    return min(seconds, _FOR_EVER)


def send(stream: BinaryIO, kind: bytes, body: bytes) -> None:
    """Write one frame."""
    stream.write(kind + len(body).to_bytes(8, "big"))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The kind and the body of the next frame. Raises EOFError where the stream ends."""
    head = stream.read(9)
    size = int.from_bytes(head[1:], "big")
    body = stream.read(size) if len(head) == 9 else b""
    if len(head) < 9 or len(body) < size:
        raise EOFError
    return head[:1], body


def main() -> None:
    """Answer until the input ends, then exit."""
    status = 0
    try:
        _serve()
    except MemoryError:  # not in the work, but in getting or sending it
        status = FULL
    os._exit(status)


def _serve() -> None:
    requests, answers = _streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    function: Callable[[Any], Any] | None = None
    with suppress(EOFError, BrokenPipeError):
        seconds, memory = pickle.loads(receive(requests)[1])
        while True:
            kind, body = receive(requests)
            if kind == FUNCTION:
                _lift_limit()
                try:
                    function = pickle.loads(body)
                except Exception as fault:
                    send(answers, FAILED, pickle.dumps(f"{type(fault).__name__}: {fault}"))
                    return
                _limit_memory(memory)  # only now, with all that is needed imported
                send(answers, READY, b"")
            elif function is not None:
                send(answers, THING, _answer(function, body, seconds))


def _answer(function: Callable[[Any], Any], packed: bytes, seconds: float) -> bytes:
    """The result for one packed thing, packed; the process dies if that takes too long."""
    if TIMED:
        signal.setitimer(signal.ITIMER_PROF, patience(seconds))
    answer = attempt(lambda data: pickle.dumps(function(pickle.loads(data)), 5), packed)
    if TIMED:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return pickle.dumps(answer, 5) if isinstance(answer, Failed) else answer


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for our frames alone, so that nothing printed gets in between."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # there is no standard error
        os.dup2(nothing, 1)
    os.close(nothing)
    return requests, answers


def _lift_limit() -> None:
    """Let the process have any memory again, as long as it imports what a function needs."""
    with suppress(OSError, ValueError, AttributeError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _limit_memory(most: int) -> None:
    """Allow at most `most` more bytes than the process has now, and no core dumps.

    Does nothing if the system has no such limit.
    """
    with suppress(OSError, ValueError, OverflowError, AttributeError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + most
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
