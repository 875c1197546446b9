"""The dictionary in shards, and the postings and positions that its terms point to."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from commonplace.export.codec import deflated, front_coded, gaps, name, varint, varints
from commonplace.index import Posting, Term

SHARD = 8192  #: bytes of a shard of the dictionary before compression, about
PACKED = 4096  #: bytes of a file of postings or of positions before compression, about
#: What the byte stands for in which Whoosh keeps the length of a field: its inverse is
#: a logarithm, so that long fields are kept less exactly (whoosh/util/numeric.py).
LENGTHS = [round((1.033**number - 1) * 27) for number in range(256)]
_BYTES = {length: number for number, length in reversed(list(enumerate(LENGTHS)))}
Files = dict[str, bytes]
T = TypeVar("T")


@dataclass(frozen=True)
class Coded:
    """A term with its postings as bytes."""

    field: str
    text: str
    frequency: int
    passages: int
    gaps: bytes
    frequencies: bytes
    lengths: bytes
    positions: tuple[bytes, ...]  #: one for each posting; none in a field without them


def coded(term: Term) -> Coded:
    """A term as bytes, so that what Whoosh gave can be let go of."""
    postings: Sequence[Posting] = term.postings
    return Coded(
        field=term.field,
        text=term.text,
        frequency=term.frequency,
        passages=len(postings),
        gaps=gaps([posting.passage for posting in postings]),
        frequencies=varints(posting.frequency for posting in postings),
        lengths=bytes(_BYTES[posting.length] for posting in postings),
        positions=tuple(gaps(posting.positions) for posting in postings if posting.positions),
    )


def section(terms: Iterable[Coded], fields: Sequence[str], files: Files) -> list[list[str]]:
    """Write a sorted part of the dictionary; returns the first key and the name of each shard.

    A key is as short as tells the shard from the one before it. All fields of a
    text lie in one shard.
    """
    keys: list[list[str]] = []
    before = ""
    for shard in _cut(_by_text(terms), _entry_size, SHARD):
        flat = [term for group in shard for term in group]
        first = flat[0].text
        key = next((first[:n] for n in range(1, len(first)) if first[:n] > before), first)
        data = _shard(flat, fields, files)
        keys.append([key if keys else "", _add(files, data)])
        before = flat[-1].text
    return keys


def _by_text(terms: Iterable[Coded]) -> Iterator[list[Coded]]:
    ordered = sorted(terms, key=lambda term: (term.text, term.field))
    return (list(group) for _, group in groupby(ordered, key=lambda term: term.text))


def _entry_size(group: list[Coded]) -> int:
    return 4 + 5 * len(group) + len(group[0].text) // 3


def _cut(groups: Iterable[T], size: Callable[[T], int], wanted: int) -> Iterator[list[T]]:
    """Cut a sequence into runs of about a size, at places that its contents choose.

    A run ends behind a member whose checksum says so, once it is half as large as
    wanted, and at one and a half times that size in any case. So what is added at one
    place moves the cuts near it and no others.
    """
    run: list[T] = []
    total = 0
    for group in groups:
        more = size(group)
        if run and total + more > wanted * 3 // 2:
            yield run
            run, total = [], 0
        run.append(group)
        total += more
        if total >= wanted // 2 and zlib.crc32(_key(group)) % wanted < 2 * more:
            yield run
            run, total = [], 0
    if run:
        yield run


def _key(group: object) -> Any:
    first = group[0] if isinstance(group, list) else group
    return f"{first.field} {first.text}".encode() if isinstance(first, Coded) else first


def _shard(terms: list[Coded], fields: Sequence[str], files: Files) -> bytes:
    postings = _postings(terms, files)
    positions = _positions(terms, files)
    return deflated(
        varint(len(terms)) + front_coded(term.text for term in terms),
        varints(fields.index(term.field) for term in terms),
        varints(term.passages for term in terms),
        varints(term.frequency - term.passages for term in terms),
        postings + positions,
    )


def _postings(terms: list[Coded], files: Files) -> bytes:
    """Write the postings of a shard's terms; returns which files hold how many of them."""
    rows = []
    for run in _cut(terms, _postings_size, PACKED):
        data = deflated(
            b"".join(term.gaps for term in run),
            b"".join(term.frequencies for term in run),
            b"".join(term.lengths for term in run),
        )
        rows.append(varint(len(run)) + bytes.fromhex(_add(files, data)))
    return varint(len(rows)) + b"".join(rows)


def _postings_size(term: Coded) -> int:
    return len(term.gaps) + len(term.frequencies) + len(term.lengths)


def _positions(terms: list[Coded], files: Files) -> bytes:
    """Write the positions likewise; those of a term too big for a file in several.

    A row holds how many terms a file begins and, where a term is cut, for how many of
    its postings the file holds the positions.
    """
    if not any(term.positions for term in terms):
        return varint(0)
    rows: list[tuple[int, int, str]] = []
    for run in _cut(terms, _positions_size, PACKED):
        if len(run) > 1 or _positions_size(run[0]) <= PACKED * 3 // 2:
            parts = [b"".join(term.positions) for term in run]
            data = deflated(varints(map(len, parts)), *parts)
            rows.append((len(run), 0, _add(files, data)))
            continue
        for number, block in enumerate(_cut(run[0].positions, len, PACKED)):
            name_of = _add(files, deflated(b"".join(block)))
            rows.append((0 if number else 1, len(block), name_of))
    table = (varints(row[:2]) + bytes.fromhex(row[2]) for row in rows)
    return varint(len(rows)) + b"".join(table)


def _add(files: Files, data: bytes) -> str:
    files[name(data)] = data
    return name(data)


def _positions_size(term: Coded) -> int:
    return sum(map(len, term.positions))
