"""A newsletter's export: `posts.csv` describes the files in `posts/`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from commonplace.convert.converter import as_yaml, text_of
from commonplace.model import Seed
from commonplace.unpack.part import article

_LIST = "posts.csv"
_COLUMNS = frozenset({"post_id", "title", "is_published"})
_LONGEST = 4_000


def with_their_list(seeds: Sequence[Seed]) -> list[Seed]:
    """The seeds without the export's tables; each post gets its row of the list as a sidecar.

    A post that already has a sidecar keeps it.
    """
    known: dict[str, tuple[Mapping[str, str], str]] = {}
    lists = set()
    for seed in seeds:
        path = PurePosixPath(seed.name)
        if path.name.lower() == _LIST and (rows := _rows(seed)) is not None:
            lists.add(seed.name)
            known |= {
                str(path.parent / "posts" / f"{row['post_id']}.html"): (row, seed.file)
                for row in rows
                if row.get("post_id")
            }
    tops = tuple(str(PurePosixPath(name).parent) for name in lists)
    return [_told(seed, known) for seed in seeds if not _is_table(seed.name, tops)]


def _is_table(name: str, tops: tuple[str, ...]) -> bool:
    """Whether this is one of the export's tables; the others say who got and opened what."""
    return name.lower().endswith(".csv") and any(
        top == "." or name.startswith(f"{top}/") for top in tops
    )


def _rows(seed: Seed) -> Iterable[Mapping[str, str]] | None:
    """The lines of a list; None for another table."""
    try:
        rows = list(csv.DictReader(io.StringIO(text_of(seed.data))))
    except csv.Error:
        return None
    return rows if rows and {str(name) for name in rows[0]} >= _COLUMNS else None


def _told(seed: Seed, known: Mapping[str, tuple[Mapping[str, str], str]]) -> Seed:
    if seed.sidecar is not None or seed.name not in known:
        return seed
    row, file = known[seed.name]
    fields = {
        "title": row.get("title"),
        "date": row.get("post_date"),
        "description": (row.get("subtitle") or "")[:_LONGEST],
        "slug": row["post_id"].partition(".")[2],
        "is_published": row.get("is_published"),
        "audience": row.get("audience"),
    }
    return replace(
        seed,
        data=article(text_of(seed.data)),
        sidecar=as_yaml(fields).encode(),
        sidecar_file=file,
        converted="newsletter export by Commonplace",
    )
