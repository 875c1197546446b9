"""Tables cut in parts, where one file would be long.

A part is a whole table of its own, compressed. Which part a record is in depends on the record
(its year, letter or kind) and not on how long others are, so that an edit changes one part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from commonplace.markup.packed import gzipped
from commonplace.model import Each

#: The most characters of a table that is one file.
LONG = 500_000
_LETTERS = ("0-9", "a-f", "g-m", "n-s", "t-z")
_Record = Mapping[str, str]
#: The long lists of records; none of the fields by which they are grouped comes after one.
_LISTS = ("passages", "turns")


def _year(record: _Record) -> str:
    return record.get("date", "undated")[:4] if "date" in record else "undated"


def _decade(record: _Record) -> str:
    return f"{record['date'][:3]}0s" if "date" in record else "undated"


def _letters(record: _Record) -> str:
    first = record["slug"][0]
    return next((part for part in _LETTERS if part[0] <= first <= part[-1]), _LETTERS[-1])


#: How each table is cut: what the records of a part have in common, and the most of them.
_CUTS: Mapping[str, tuple[Callable[[_Record], str], int]] = {
    "documents": (_year, 25),
    "people": (_letters, 250),
    "references": (lambda record: record["kind"], 500),
    "timeline": (_decade, 1000),
    "topics": (_letters, 25),
}


def cut(name: str, table: str, each: Each) -> dict[str, str | bytes]:
    """The files of a table below the folder of the data: one, or one that names the parts.

    The records keep their order within a part.
    """
    if len(table) <= LONG:
        return {f"{name}.json": table}
    head, *lines, _ = table.rstrip("\n").split("\n")
    common, most = _CUTS[name]
    groups: dict[str, list[str]] = {}
    for line in lines:
        record = line.removesuffix(",")
        groups.setdefault(common(_outline(record)), []).append(record)
    parts: dict[str, list[str]] = {}
    for group, records in sorted(groups.items()):
        for start in range(0, len(records), most):
            number = f"-{start // most + 1}" if len(records) > most else ""
            parts[f"{name}/{group}{number}.json.gz"] = records[start : start + most]
    inner = head.replace('"schema/', '"../schema/', 1)
    texts = [_joined(inner, records) for records in parts.values()]
    index = [
        json.dumps({"file": f, "count": len(r)}, separators=(",", ":")) for f, r in parts.items()
    ]
    whole = _joined(head.replace(f'"{name}":[', '"parts":['), index)
    return {f"{name}.json": whole, **dict(zip(parts, each(gzipped, texts), strict=True))}


def _outline(record: str) -> _Record:
    """A record as far as it is read here: the long lists at its end are not.

    >>> _outline('{"slug":"a","passages":[{"anchor":"b"}]}')
    {'slug': 'a'}
    """
    short = record
    for name in _LISTS:
        short = short.partition(f',"{name}":[')[0]
    found: _Record = json.loads(record if short == record else f"{short}}}")
    return found


def _joined(head: str, records: list[str]) -> str:
    return "\n".join([head, ",\n".join(records), "]}", ""])
