"""Pages that are found by name, in a file beside the index: topics and persons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FILE = "entries.json"


class NamedPage(NamedTuple):
    """A page about a topic or a person: where it is, and the names that find it."""

    address: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


def as_json(entries: Sequence[NamedPage]) -> str:
    """Entries as the file beside the index has them."""
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def read(folder: Path) -> tuple[NamedPage, ...]:
    """The entries beside the index in a folder, if any."""
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(NamedPage(place, name, kind, tuple(more)) for place, name, kind, more in rows)
