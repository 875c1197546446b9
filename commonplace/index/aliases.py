"""Names for the same thing, in a file beside the index, so that changing them is cheap."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from commonplace.analysis import tokens

FILE = "aliases.json"
#: Groups of names for one thing, each name as its terms.
Groups = tuple[tuple[tuple[str, ...], ...], ...]


def as_json(groups: Sequence[Sequence[str]]) -> str:
    """Groups of names as the file beside the index has them."""
    terms = [[tokens(name) for name in group] for group in groups]
    return json.dumps(terms, ensure_ascii=False, indent=1) + "\n"


def read(folder: Path) -> Groups:
    """The groups of names beside the index in a folder, if any."""
    try:
        groups = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(tuple(tuple(name) for name in group) for group in groups)
