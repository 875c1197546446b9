"""The terms in shards, each with its postings, and with its positions in separate files.

The alphabet is divided at fixed places, and no shard crosses one. So the shards of a part
depend on its own terms alone, and are made again only where one of these changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol, TypeVar

from commonplace.analysis import stem
from commonplace.export.codec import (
    Files,
    add,
    deflated,
    front_coded,
    numbers,
    varint,
    varints,
    wide,
)
from commonplace.index.postings import LENGTHS, part_of
from commonplace.query import STOP_WORDS

__all__ = ["LENGTHS", "Coded", "Shard", "part_of", "shards"]

SHARD = 4096  #: bytes of a shard before compression, about
POSITIONS = 12288  #: numbers in a file of positions, unless one passage has more
_BYTES = {length: number for number, length in reversed(list(enumerate(LENGTHS)))}


class InDictionary(Protocol):
    """Anything that has a place in a dictionary."""

    @property
    def field(self) -> str:
        """The field's name."""

    @property
    def text(self) -> str:
        """The text, as the field holds it."""


T = TypeVar("T", bound=InDictionary)
#: The stems of stop words.
_STOPPED = frozenset(map(stem, STOP_WORDS))


@dataclass(frozen=True)
class Coded:
    """A term with its postings as bytes: columns of varints, except for the lengths."""

    field: str
    text: str
    frequency: int
    passages: int
    gaps: bytes
    times: bytes  #: how often each passage has it
    lengths: bytes
    positions: bytes  #: gaps of the positions in each passage, one after another


class Shard(NamedTuple):
    """The first and last text of a shard, and its files."""

    first: str
    last: str
    files: list[bytes]


def shards(
    found: Iterable[Coded], fields: Sequence[str], forms: Mapping[str, bytes]
) -> list[Shard]:
    """Terms of one part in shards, with the words of each stem of the text.

    All fields of a text are in one shard.
    """

    def size(group: Sequence[Coded]) -> int:
        return sum(
            5 + len(term.gaps) + term.passages * (1 if without(term) else 2) for term in group
        )

    def several(term: Coded) -> bytes:
        return forms.get(term.text, b"") if term.field == "text" else b""

    return [
        Shard(shard[0].text, shard[-1].text, _shard(shard, list(map(several, shard)), fields))
        for shard in cut(by_text(found, fields), size, SHARD)
    ]


def write_shards(found: Sequence[Shard], files: Files) -> bytes:
    """Write shards; returns their keys and names."""
    names = [add(files, *shard.files) for shard in found]
    return keyed([(shard.first, shard.last) for shard in found], names)


def by_text(found: Iterable[T], fields: Sequence[str]) -> Iterator[list[T]]:
    """Terms in order, those of a text together."""
    ordered = sorted(found, key=lambda term: (term.text, fields.index(term.field)))
    return (list(group) for _, group in groupby(ordered, key=lambda term: term.text))


def cut(
    groups: Iterable[list[T]], size: Callable[[Sequence[T]], int], wanted: int
) -> list[list[T]]:
    """Group the terms of texts into shards of about one size, cut where the texts decide.

    A shard ends after a text whose checksum says so, once it has half the wanted size, and at
    one and a half times that size in any case. So an addition moves only the cuts near it.
    """
    shards: list[list[T]] = []
    total, ended = 0, True
    for group in groups:
        more = size(group)
        if ended or total + more > wanted * 3 // 2:
            shards.append([])
            total = 0
        shards[-1].extend(group)
        total += more
        ended = total >= wanted // 2 and zlib.crc32(group[0].text.encode()) % wanted < 2 * more
    return shards


def keyed(spans: Sequence[tuple[str, str]], names: Sequence[str]) -> bytes:
    """The keys of shards, from their first and last texts, and their names.

    A key is just long enough to tell the shard from the one before it.
    """
    keys = [""] * bool(spans)
    for (_, before), (first, _) in pairwise(spans):
        shorter = (first[:n] for n in range(1, len(first)))
        keys.append(next((key for key in shorter if key > before), first))
    return varint(len(keys)) + front_coded(keys) + b"".join(map(bytes.fromhex, names))


def without(term: Coded) -> bool:
    """Whether the postings of a term omit lengths.

    Stop words have half of all postings and are rarely scored. If they are, the lengths of
    all passages are loaded from one file.
    """
    return term.field == "text" and term.text in _STOPPED


def _shard(shard: Sequence[Coded], several: Sequence[bytes], fields: Sequence[str]) -> list[bytes]:
    """The file of a shard, and those with the positions of its terms.

    `several` gives the words of each term.
    """
    positions = list(_positions(shard))
    head = deflated(
        varint(len(shard)) + front_coded(term.text for term in shard),
        numbers=[
            varints(fields.index(term.field) for term in shard),
            varints(term.passages for term in shard),
            varints(term.frequency - term.passages for term in shard),
            varints(map(bool, several)),
            varints(without(term) for term in shard),
            varints([len(positions), *(count for count, _ in positions)]),
            b"".join(term.gaps for term in shard),
            b"".join(term.times for term in shard),
            b"".join(b"" if without(term) else term.lengths for term in shard),
            b"".join(several),
        ],
    )
    return [head, *(data for _, data in positions)]


def _positions(shard: Sequence[Coded]) -> Iterator[tuple[int, bytes]]:
    """Files of positions, and how many postings each covers."""
    postings = [times for term in shard for times in numbers(term.times)]
    positions = [gap for term in shard for gap in numbers(term.positions)]
    first = start = end = 0
    for number, times in enumerate(postings):
        if end > start and end + times - start > POSITIONS:
            yield number - first, deflated(numbers=wide(positions[start:end]))
            first, start = number, end
        end += times
    yield len(postings) - first, deflated(numbers=wide(positions[start:end]))
