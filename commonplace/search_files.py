"""The export of the index, made again only where the index or the export has changed.

An export of a large corpus takes longer than all that an edit of one page needs.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from commonplace import export, index

FOLDER = "search"  #: below `docs/`
#: In the folder of the index: of what, and as what, it was exported last.
_NOTE = "exported"


def fresh(index_folder: Path, docs: Path) -> dict[str, bytes] | None:
    """The export of an index; None where `docs` has it already."""
    try:
        known = (index_folder / _NOTE).read_text(encoding="utf-8")
    except FileNotFoundError:
        known = ""
    return None if known == _state(index_folder, docs) else export.export(index_folder)


def note(index_folder: Path, docs: Path) -> None:
    """Remember that what `docs` has now is the export of this index."""
    (index_folder / _NOTE).write_text(_state(index_folder, docs), encoding="utf-8")


def _state(index_folder: Path, docs: Path) -> str:
    """All that decides whether an export has to be made again, as a text to compare."""
    packages = Path(index.__file__).parent, Path(export.__file__).parent
    program = [path for package in packages for path in sorted(package.glob("*.py"))]
    searched = sorted((docs / FOLDER).glob("*.bin"))
    manifest = docs / export.MANIFEST
    # A commit gives files of the index new names.
    held = sorted(path for path in index_folder.iterdir() if path.name != _NOTE)
    return json.dumps(
        {
            "program": [_hash(path) for path in program],
            "index": [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in held],
            "files": [[path.name, path.stat().st_size] for path in searched],
            "manifest": _hash(manifest) if manifest.exists() else None,
        }
    )


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
