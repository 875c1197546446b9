"""Runs something in a process of its own, and stops it before one of its file operations.

Python tells its audit hooks of every operation before it is done, whoever asks for it:
this program, Whoosh or MkDocs. `fsync` and the exchange of two names are the only ones
that it does not tell of, so that those two are wrapped.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import Abort

from commonplace.disk import durable

#: An operation: what is done, and to which paths below the folder that is watched.
Operation = tuple[str, tuple[str, ...], bytes | None]
#: Where each of Python's events has its paths.
_PATHS = {
    "os.rename": 2,
    "os.link": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rmdir": 1,
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


#: Of this process, if it is one that is watched.
_WATCHES: list[_Watch] = []


class _Watch:
    """Counts operations below a folder, and does `at` before each one."""

    def __init__(self, top: Path, at: Callable[[int], None]) -> None:
        self.top, self.at = f"{top}{os.sep}", at
        self.seen: list[Operation] = []
        self.guard = threading.RLock()
        self.open = True

    def event(self, name: str, values: tuple[object, ...]) -> None:
        if not self.open:
            return
        if name == "open" and isinstance(values[2], int) and values[2] & _WRITING:
            if isinstance(values[0], str | bytes | os.PathLike):
                self.tell("open", self.paths(values[:1], None))
        elif name in _PATHS:
            count = _PATHS[name]
            self.tell(name[3:], self.paths(values[:count], values[-1]))

    def paths(self, values: tuple[object, ...], folder: object) -> tuple[str, ...]:
        found = []
        for value in values:
            path = Path(os.fsdecode(value))  # type: ignore[arg-type]
            if isinstance(folder, int) and folder >= 0 and not path.is_absolute():
                path = Path(f"/proc/self/fd/{folder}").readlink() / path
            found.append(str(path.absolute()))
        return tuple(found)

    def tell(self, name: str, paths: tuple[str, ...], data: bytes | None = None) -> None:
        if not paths[-1].startswith(self.top) and f"{paths[-1]}{os.sep}" != self.top:
            return
        with self.guard:
            self.at(len(self.seen))
            self.seen.append((name, paths, data))

    def wrap(self) -> None:
        fsync, exchange = os.fsync, durable._exchanged

        def noted_fsync(handle: int) -> None:
            path = Path(f"/proc/self/fd/{handle}").readlink()
            self.tell("fsync", (str(path),), None if path.is_dir() else path.read_bytes())
            fsync(handle)

        def noted_exchange(one: Path, other: Path) -> bool:
            self.tell("exchange", (str(one), str(other)))
            return exchange(one, other)

        os.fsync = noted_fsync
        durable._exchanged = noted_exchange  # type: ignore[assignment]
        sys.addaudithook(self.event)


def run(work: Callable[[], object], top: Path, at: Callable[[int], None]) -> int:
    """Do some work in a process of its own; returns its wait status.

    `at` is called in there before each operation below `top`, with its number.
    """
    return ended(start(work, top, at))


def start(work: Callable[[], object], top: Path, at: Callable[[int], None]) -> int:
    """The same, without waiting: the number of the process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads
        process = os.fork()
    if process:
        return process
    code = 70
    with contextlib.suppress(BaseException):
        logging.disable(logging.CRITICAL)
        watch = _Watch(top.resolve(), at)
        watch.wrap()
        _WATCHES.append(watch)
        try:
            work()
            code = 0
        except (OSError, Abort):
            code = 1
        except BaseException as problem:
            code = 71
            with open(2, "w", closefd=False) as said:
                print(repr(problem), file=said)
    os._exit(code)


def ended(process: int) -> int:
    """Wait for a process, and return how it ended."""
    return os.waitpid(process, 0)[1]


def kill_before(number: int) -> Callable[[int], None]:
    """Ends the process, which gets no say in it, before an operation."""

    def at(now: int) -> None:
        if now == number:
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(60)  # the other threads are not to go on

    return at


def fail_from(number: int, error: int) -> Callable[[int], None]:
    """Has all operations fail from one on, as on a disk that is full or cannot be written."""

    def at(now: int) -> None:
        if now >= number:
            raise OSError(error, os.strerror(error))

    return at


def recorded(work: Callable[[], object], top: Path) -> list[Operation]:
    """All operations of some work that is not disturbed."""
    read, write = os.pipe()

    def whole() -> None:
        work()
        watch = _WATCHES[-1]
        watch.open = False
        with os.fdopen(write, "wb") as pipe:
            pickle.dump(watch.seen, pipe)

    process = start(whole, top, lambda now: None)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read()
    assert ended(process) == 0
    found: list[Operation] = pickle.loads(data)
    return found
