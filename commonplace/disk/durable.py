"""Files that survive a killed program and a power cut: written whole, synced, swapped in.

A file's name is kept by its folder, so both have to be synced: the file first, then the
folder.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

#: Files that are made durable at once; the disk takes them together.
_TOGETHER = 8
_EXCHANGE, _HERE = 2, -100  #: RENAME_EXCHANGE and AT_FDCWD of Linux
#: What a file system says that cannot exchange two names.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP, errno.EPERM}


def put(path: Path, data: bytes) -> None:
    """Write a file atomically: beside its place first, then into it. Its folder must exist."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    sync([fresh])
    fresh.replace(path)
    sync([path.parent])


def sync(paths: Iterable[Path]) -> None:
    """Make files and the entries of folders durable."""
    with ThreadPoolExecutor(_TOGETHER) as pool:
        for _ in pool.map(_sync, paths):
            pass


def sync_all(folder: Path) -> None:
    """Make a folder and all that is in it durable, but not its own name."""
    found = [folder]
    for here, folders, files in os.walk(folder):
        found += [Path(here, name) for name in (*folders, *files)]
    sync(path for path in found if not path.is_symlink())


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and keeps their entries itself
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy(path: Path, to: Path) -> None:
    """Give a durable file that is never written again a second name.

    Where a file system has no hard links, it is a copy.
    """
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)
        sync([to])


def swap(fresh: Path, live: Path) -> None:
    """Exchange a durable file, folder or link with another; `fresh` then names the old one.

    It is one operation, so `live` is complete at every moment; both must be on one disk. If
    the system cannot exchange two names, there is a short gap; `mend` repairs it after a
    crash.
    """
    if not os.path.lexists(live):
        fresh.rename(live)
    elif not _exchanged(fresh, live):
        aside = _aside(live)
        live.rename(aside)
        fresh.rename(live)
        aside.rename(fresh)
    sync({fresh.parent, live.parent})


def mend(live: Path) -> None:
    """Put back what a program had moved aside when it was killed inside `swap`."""
    aside = _aside(live)
    if os.path.lexists(aside):
        if os.path.lexists(live):
            remove(aside)
        else:
            aside.rename(live)


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with its contents, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def discard(path: Path) -> None:
    """Remove what is no longer needed, as far as that is possible now."""
    with suppress(OSError):
        remove(path)


def _aside(live: Path) -> Path:
    return live.with_name(f".{live.name}.old")


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names; False if this system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # no Linux, or an old C library
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
