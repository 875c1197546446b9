"""The list of generated files: a part of `docs/.gitignore`, between two marks.

What is before and after it belongs to whoever wrote it and stays. The mark at the end has a
hash of the list. An edited list might name a file that no build made, which the next build
would delete, so it is refused. docs/decisions/0014-list-between-marks.md has the reasons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FILE = ".gitignore"
_BEGIN = b"# >>> commonplace: files that the build made. Do not edit this part."
_END = b"# <<< commonplace "
#: The first line of a file of an earlier version, which was nothing but the list.
_OLD = b"# Written by the build: every file that it made, one a line. Do not edit."
_SELF = f"/{FILE}"


class ListError(OSError):
    """The list cannot be trusted; the message says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The lines of a list, each a path after a slash, and the text around the list."""

    lines: frozenset[str] = frozenset()
    before: bytes = b""
    after: bytes = b""

    def of(self, lines: Iterable[str]) -> bytes:
        """The file with other lines in its list; it lists itself if it has no other text."""
        own = not (self.before + self.after).strip()
        listed = sorted({*lines, _SELF} if own else {*lines} - {_SELF})
        body = "".join(f"{line}\n" for line in listed).encode("utf-8", "surrogateescape")
        start = self.before if self.before[-1:] in (b"", b"\n") else self.before + b"\n"
        return start + _BEGIN + b"\n" + body + _END + _hash(body) + b"\n" + self.after


def read(docs: Path) -> Listing:
    """The list in a folder; an empty one if there is none.

    Raises ListError where the list or one of its marks was edited.
    """
    path = docs / FILE
    if path.is_symlink():
        raise ListError(
            f"{path}: this is a symbolic link; the build keeps a list here and needs a file"
        )
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Listing()
    lines = text.splitlines(keepends=True)
    begins = [number for number, line in enumerate(lines) if _mark(line, b"# >>> commonplace")]
    ends = [number for number, line in enumerate(lines) if _mark(line, b"# <<< commonplace")]
    if not begins and not ends:
        return _old(path, text) if text.startswith(_OLD) else Listing(before=text)
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise _edited(path, (begins or ends)[-1] + 1)
    begin, end = begins[0], ends[0]
    body = b"".join(lines[begin + 1 : end])
    if lines[begin] != _BEGIN + b"\n" or lines[end].rstrip(b"\n") != _END + _hash(body):
        raise _edited(path, begin + 1)
    return Listing(
        lines=frozenset(body.decode("utf-8", "surrogateescape").split("\n")[:-1]),
        before=b"".join(lines[:begin]),
        after=b"".join(lines[end + 1 :]),
    )


def _old(path: Path, text: bytes) -> Listing:
    """The list of an earlier version, which had no marks; it was sorted, and named itself."""
    lines = text.decode("utf-8", "surrogateescape").split("\n")[1:-1]
    if lines != sorted(lines) or _SELF not in lines or any(line[:1] != "/" for line in lines):
        raise _edited(path, 1)
    return Listing(lines=frozenset(lines))


def _mark(line: bytes, start: bytes) -> bool:
    return line.strip().lower().startswith(start)


def _hash(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:16].encode()


def _edited(path: Path, line: int) -> ListError:
    return ListError(
        f"{path}:{line}: the list of generated files was edited, so it is not clear which "
        "files the build made; undo the edit, or delete the list, its marks, and the generated "
        "files that it named"
    )
