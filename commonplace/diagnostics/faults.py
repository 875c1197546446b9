"""A bug in the program, described so that it can be pasted into an issue.

The block says what is needed to find the bug: versions, where it happened, and which file it
was, by name and hash. It has no text from the file and no path of the machine. The
exception's message is left out, since it may quote the file.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shlex
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from commonplace import __version__
from commonplace.model import Diagnostic, Seed
from commonplace.model.diagnostics import error

#: What ends a line or a fence, or cannot be seen.
_UNSAFE = re.compile("[`\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")
#: Of a long traceback, how many frames are shown of its beginning and its end.
_FIRST, _LAST = 4, 16


def diagnostic(seed: Seed, fault: BaseException, reader: str = "") -> Diagnostic:
    """The error for a file on which reading or cleaning crashed.

    `reader` is the name of its format, if that was known by then.
    """
    place = "".join(f" in {place}" for place in list(_own(fault))[-1:])
    return error(
        file=seed.file,
        line=1,
        message=f"the program failed on this file ({type(fault).__name__}{place})",
        remedy="leave it out for now, and report what `commonplace check` says about it",
        why="this is a bug in the program, not a mistake in the file",
        issue=issue(fault, about=_about(seed, reader), again=f"check {shlex.quote(_name(seed))}"),
    )


def issue(fault: BaseException, *, about: Iterable[str] = (), again: str) -> str:
    """The block for an issue, as Markdown: versions, what it was about, the traceback.

    `about` are additional lines; `again` is the command, without the word `commonplace`, that
    reproduces the bug.
    """
    lines = [
        f"commonplace {__version__}, {platform.python_implementation()} "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}",
        *about,
        *_chain(fault),
        f"to reproduce it: commonplace {again}",
    ]
    return "```text\n" + "".join(f"{_UNSAFE.sub('?', line)}\n" for line in lines) + "```\n"


def _about(seed: Seed, reader: str) -> Iterator[str]:
    digest = hashlib.sha256(seed.data).hexdigest()
    yield f"file: {_name(seed)} ({len(seed.data):,} bytes), SHA-256 {digest}"
    if seed.sidecar is not None:
        digest = hashlib.sha256(seed.sidecar).hexdigest()
        yield f"sidecar: {len(seed.sidecar):,} bytes, SHA-256 {digest}"
    yield f"reader: {reader or 'unknown'}"


def _name(seed: Seed) -> str:
    """The file as messages name it, unless that is a path of the machine."""
    return seed.name if PurePath(seed.file).is_absolute() else seed.file


def _chain(fault: BaseException | None) -> Iterator[str]:
    """An exception with its frames, and the exceptions that caused it, each once."""
    seen: set[int] = set()
    word = "fault"
    while fault is not None and id(fault) not in seen and len(seen) < 5:
        seen.add(id(fault))
        yield f"{word}: {type(fault).__module__}.{type(fault).__qualname__}"
        frames = list(_frames(fault))
        left_out = len(frames) - _FIRST - _LAST
        if left_out > 1:
            frames[_FIRST:-_LAST] = [f"… {left_out} more …"]
        yield from (f"  {frame}" for frame in frames)
        fault, word = fault.__cause__ or fault.__context__, "caused by"


def _frames(fault: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(fault.__traceback__):
        yield f"{_module(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"


def _own(fault: BaseException) -> Iterator[str]:
    """The frames of this package alone, as file and line."""
    for frame, line in traceback.walk_tb(fault.__traceback__):
        if (name := _module(frame.f_code.co_filename)).startswith("commonplace/"):
            yield f"{name}:{line}"


def _module(file: str) -> str:
    """A source file, relative to the folder in `sys.path` that it is in."""
    path = PurePath(file)
    for folder in sorted(map(PurePath, sys.path), key=lambda folder: -len(folder.parts)):
        if folder.is_absolute() and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name
