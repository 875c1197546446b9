"""Names for the same thing, in a file beside the index, so that changing them is cheap."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from commonplace.analysis import tokens

FILE = "aliases.json"
#: Groups of names for one thing, each name as its terms.
Groups = tuple[tuple[tuple[str, ...], ...], ...]


def terms(groups: Sequence[Sequence[str]]) -> Groups:
    """Groups of names, each name as its terms."""
    return tuple(tuple(tuple(tokens(name)) for name in group) for group in groups)


def as_json(known: Sequence[Sequence[str]], explained: Sequence[Sequence[str]]) -> str:
    """Groups of names as the file beside the index has them."""
    return json.dumps([terms(known), terms(explained)], ensure_ascii=False, indent=1) + "\n"


def read(folder: Path) -> tuple[Groups, Groups]:
    """The groups of names beside the index in a folder, if any: known, and explained by texts."""
    try:
        known, explained = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return (), ()
    return _as_tuples(known), _as_tuples(explained)


def _as_tuples(groups: Sequence[Sequence[Sequence[str]]]) -> Groups:
    return tuple(tuple(tuple(name) for name in group) for group in groups)
