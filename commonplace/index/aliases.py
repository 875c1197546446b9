"""Names for one thing, in a file beside the index, so that a change of them costs nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from commonplace.analysis import tokens

#: Groups of names for one thing, each name as its terms.
Groups = tuple[tuple[tuple[str, ...], ...], ...]


def write(folder: Path, groups: Sequence[Sequence[str]]) -> None:
    """Write groups of names beside the index in a folder, unless they are there."""
    terms = [[tokens(name) for name in group] for group in groups]
    data = json.dumps(terms, ensure_ascii=False, indent=1) + "\n"
    path = folder / "aliases.json"
    if path.exists() and path.read_text(encoding="utf-8") == data:
        return
    fresh = path.with_suffix(".new")
    fresh.write_text(data, encoding="utf-8")
    fresh.replace(path)


def read(folder: Path) -> Groups:
    """The groups of names beside the index in a folder; none where there are none."""
    try:
        groups = json.loads((folder / "aliases.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(tuple(tuple(name) for name in group) for group in groups)
