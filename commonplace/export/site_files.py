"""The export of the index, made again only if the index or the export has changed.

Exporting a large corpus takes longer than everything else after editing one page.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from commonplace import export, index
from commonplace.disk import durable

FOLDER = "search"  #: below `docs/`
MANIFEST = export.MANIFEST
#: In the folder of the index: of what, and as what, it was exported last.
NOTE = "exported"


def fresh(
    index_folder: Path, docs: Path, make: Callable[[], export.Files]
) -> dict[str, bytes] | None:
    """The export of an index, which `make` makes; None where `docs` has it already."""
    try:
        known = (index_folder / NOTE).read_text(encoding="utf-8")
    except FileNotFoundError:
        known = ""
    return None if known == _state(index_folder, docs) else make()


def by_content(names: Iterable[str]) -> frozenset[str]:
    """The files named after their content: all but the manifest."""
    return frozenset(names) - {MANIFEST}


def names(docs: Path) -> list[str]:
    """The files of an export that `docs` has, by their paths below it."""
    return sorted(path.relative_to(docs).as_posix() for path in (docs / FOLDER).glob("*.bin"))


def note(index_folder: Path, docs: Path) -> None:
    """Remember that what `docs` has now is the export of this index."""
    now = index.current(index_folder)
    state = _state(now, docs).encode()
    if not (now / NOTE).exists() or (now / NOTE).read_bytes() != state:
        durable.put(now / NOTE, state)


def _state(index_folder: Path, docs: Path) -> str:
    """Everything that decides whether to export again, as a text to compare."""
    packages = Path(index.__file__).parent, Path(export.__file__).parent
    program = [path for package in packages for path in sorted(package.glob("*.py"))]
    with os.scandir(docs / FOLDER) if (docs / FOLDER).is_dir() else nullcontext(()) as found:
        searched = sorted(
            (one.name, one.stat().st_size) for one in found if one.name[-4:] == ".bin"
        )
    manifest = docs / export.MANIFEST
    # A commit gives files of the index new names.
    held = sorted(path for path in index_folder.iterdir() if path.name != NOTE)
    return json.dumps(
        {
            "program": [_hash(path) for path in program],
            "index": [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in held],
            "files": searched,
            "manifest": _hash(manifest) if manifest.exists() else None,
        }
    )


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
