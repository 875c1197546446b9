"""One build at a time: a lock that ends with the process that holds it.

The file is never removed. If it were removed while somebody waits, two builds could hold two
locks of the same name.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

WAIT = 60.0  # mutants: any default would do. Seconds, at most, for another build to end
_PAUSE = 0.1  #: seconds between two tries
_OURS = b"process "  #: how a file begins that a build has locked
_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

#: What this process holds: by file and thread, so that a build may call a build.
_held: set[tuple[Path, int]] = set()
_handles: set[int] = set()


class LockedError(TimeoutError):
    """Another build did not finish in time; the message says which one."""


def _say(message: str) -> None:
    print(message, file=sys.stderr)


@contextmanager
def held(path: Path, wait: float = WAIT, say: Callable[[str], None] = _say) -> Iterator[None]:
    """Hold the lock of a file, waiting up to `wait` seconds for another process.

    `say` is called once if there is something to wait for; by default it prints to stderr. A
    thread that already has the lock continues. Raises LockedError on timeout.
    """
    me = (path.resolve(), threading.get_ident())
    if me in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    _handles.add(handle)
    try:
        if os.read(handle, len(_OURS)).strip(b"\0") not in (b"", _OURS):
            raise FileExistsError(
                f"{path}: builds need this name for a lock file; move the file away"
            )
        _wait(handle, path, wait, say)
        since = datetime.now().isoformat(sep=" ", timespec="seconds")
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, os.write(handle, _OURS + f"{os.getpid()}, since {since}\n".encode()))
        _held.add(me)
        try:
            yield
        finally:
            _held.discard(me)
    finally:
        _handles.discard(handle)
        os.close(handle)


def _wait(handle: int, path: Path, wait: float, say: Callable[[str], None]) -> None:
    end = time.monotonic() + wait
    told = False
    while not _locked(handle):
        if time.monotonic() >= end:
            raise LockedError(
                f"another build ({_holder(path)}) is using {path} and did not finish within "
                f"{wait:g} s; wait for it, or stop it"
            )
        if not told:
            say(f"another build ({_holder(path)}) is running; waiting up to {wait:g} s")
            told = True
        time.sleep(_PAUSE)


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() or "process unknown"
    except OSError:
        return "process unknown"


def _locked(handle: int) -> bool:
    try:
        _lock(handle)
    except OSError as problem:
        if problem.errno in _BUSY:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    #: On Windows locked bytes cannot be read, so the byte is after the text.
    _BYTE = 4096

    def _lock(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go() -> None:
        """Close handles inherited by a fork, because a worker may outlive a killed build."""
        for handle in _handles:
            os.close(handle)
        _handles.clear()
        _held.clear()

    os.register_at_fork(after_in_child=_let_go)
