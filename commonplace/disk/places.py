"""Where a build may write: never over somebody else's work.

A site is replaced as a whole. So it carries a mark that lists its files, and only a folder
with nothing else in it is ever replaced.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
#: In a site: the names of all files that its build made.
MARK = ".commonplace-site"
#: What desktops leave in folders that somebody looks at.
_LEFT = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_REPORT = b'{\n  "format": '  #: how every report begins


def within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or inside it, through any name or link."""
    path, folder = path.resolve(), folder.resolve()
    return any(one == folder or _same(one, folder) for one in (path, *path.parents))


def _same(one: Path, other: Path) -> bool:
    """Whether two names mean one folder, as on a disk that ignores case."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def apart(read: Iterable[Path], **places: Path) -> None:
    """Refuse outputs in a folder that builds read, or in the package.

    `places` are keyed by their options. Raises FileExistsError.
    """
    read = tuple(read)
    for option, place in places.items():
        for folder in read:
            if within(place, folder):
                raise FileExistsError(
                    f"--{option} {place} is inside {folder}, so the next build would read what "
                    "this one writes; choose another place"
                )
        if within(place, PACKAGE):
            raise FileExistsError(f"--{option} {place} is inside the program; choose another place")


def around(read: Iterable[Path], **places: Path) -> None:
    """Refuse outputs that contain what builds read. Raises FileExistsError."""
    read = tuple(read)
    for option, place in places.items():
        for folder in read:
            if within(folder, place):
                raise FileExistsError(
                    f"--{option} {place} contains {folder}, which the build reads, and would be "
                    "replaced; choose another place"
                )


def check_folder(place: Path, option: str) -> None:
    """Refuse a file where a folder belongs. Raises NotADirectoryError."""
    if os.path.lexists(place) and not place.is_dir():
        raise NotADirectoryError(f"--{option} {place}: this is not a folder; choose another one")


def check_site(folder: Path) -> None:
    """Refuse to replace a folder that has anything but files from a build.

    An empty or missing folder may be replaced. Raises FileExistsError, or NotADirectoryError
    for a file.
    """
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise NotADirectoryError(
            f"{folder}: this is not a folder; choose another place for the site"
        )
    if folder.parent == folder:
        raise FileExistsError(
            f"{folder}: a site cannot replace the root of a disk; choose another folder"
        )
    known = _marked(folder)
    if known is None:
        if all(path.name in _LEFT for path in folder.iterdir()):
            return
        raise FileExistsError(
            f"{folder}: the folder is not empty and has no mark of a build "
            f"({MARK}), so it is not replaced; choose another one. If an earlier version of "
            "Commonplace built it and you have added nothing, delete it and build again"
        )
    strange = next((name for name in _files(folder) if name not in known), None)
    if strange is not None:
        raise FileExistsError(
            f"{folder}: {strange} was not made by a build and would be lost with the old site; "
            "move it away (files that belong to the site can go in docs/), or choose another folder"
        )


def mark_site(folder: Path) -> None:
    """Write the mark of a site: the names of all files that are there now."""
    note = "commonplace built these files, and the next build replaces them. Do not edit."
    whole = {"note": note, "files": sorted(_files(folder))}
    (folder / MARK).write_text(json.dumps(whole, indent=0) + "\n", encoding="utf-8")


def _marked(folder: Path) -> frozenset[str] | None:
    """The names in the mark of a site; None if there is no readable mark."""
    mark = folder / MARK
    try:
        found = json.loads(mark.read_bytes())["files"] if not mark.is_symlink() else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return frozenset(map(str, found)) if isinstance(found, list) else None


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder, except the mark and what desktops leave behind."""
    for here, folders, names in os.walk(folder, onerror=_raised):
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in (*names, *links):
            found = (Path(here) / name).relative_to(folder).as_posix()
            if found != MARK and name not in _LEFT:
                yield found


def _raised(problem: OSError) -> None:
    raise problem


def has_documents(folder: Path) -> bool:
    """Whether a folder of pages, or a site, has documents from a build."""
    try:
        return bool(json.loads((folder / "data" / "documents.json").read_bytes())["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def check_report(file: Path, seeds: Iterable[Path] = ()) -> None:
    """Refuse to write a report over anything but a report. Raises FileExistsError."""
    apart(seeds, report=file)
    if file.is_dir():
        raise FileExistsError(f"--report {file}: this is a folder; name a file")
    if file.is_file():
        with file.open("rb") as opened:
            start = opened.read(len(_REPORT))
        if start not in (b"", _REPORT):
            raise FileExistsError(f"--report {file}: this file is not a report; choose another one")
