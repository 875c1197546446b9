"""Pages that are found by name, in a file beside the index: topics and persons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_FILE = "entries.json"


class Entry(NamedTuple):
    """A page about a topic or a person: where it is, and the names that find it."""

    address: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


def write(folder: Path, entries: Sequence[Entry]) -> None:
    """Write entries beside the index in a folder, unless they are there."""
    data = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    path = folder / _FILE
    if path.exists() and path.read_text(encoding="utf-8") == data:
        return
    fresh = path.with_suffix(".new")
    fresh.write_text(data, encoding="utf-8")
    fresh.replace(path)


def read(folder: Path) -> tuple[Entry, ...]:
    """The entries beside the index in a folder; none where there are none."""
    try:
        rows = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(Entry(place, name, kind, tuple(more)) for place, name, kind, more in rows)
