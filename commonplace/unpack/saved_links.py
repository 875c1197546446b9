"""Tables of links that somebody has kept for later: Pocket's and Instapaper's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from commonplace.convert.converter import front_matter, text_of
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.links import link
from commonplace.unpack.part import Part

_HEAD = re.compile(r"\"?(?:title\"?,\"?url\"?,\"?time_added|url\"?,\"?title\"?,\"?selection)", re.I)


def claims(suffix: str, data: bytes) -> bool:
    """Whether this is such a table, by the names of its columns."""
    return suffix == ".csv" and bool(_HEAD.match(text_of(data[:200])))


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """One list of links in the order of the table, which keeps the name of the file."""
    rows = csv.DictReader(io.StringIO(text_of(seed.data)))
    lines = []
    for row in rows:
        known = {str(name).strip().lower(): value or "" for name, value in row.items() if name}
        lines.append(link(str(known.get("title", "")), str(known.get("url", ""))))
    if any(lines):
        text = front_matter({"title": "Saved links"}) + "\n".join(filter(None, lines)) + "\n"
        yield Part(data=text.encode("utf-8", "replace"))
