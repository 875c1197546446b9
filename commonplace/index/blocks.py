"""The terms of a segment and their postings, in the blocks of Whoosh's codec.

The bytes are those that its `W3PostingsWriter` and `W3FieldWriter` write (whoosh/codec/
whoosh3.py), made from whole columns instead of one posting after another. Only a block that
is too short to be worth it is left uncompressed, as it was meant to be there.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from operator import sub
from typing import NamedTuple

from whoosh.codec import whoosh3
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.system import pack_int, pack_long, pack_uint, pack_ushort

#: Postings of a block, as Whoosh has them, and of one that is worth compressing.
BLOCK, WORTH = 128, 8
_PROTOCOL = 2  #: of Whoosh's pickles
_LEVEL = 1  #: of their compression; Whoosh's own, 3, takes longer and saves one byte in fifty
#: A term about which these are known: how often it is there, in how many passages, shortest,
#: longest, most often in one, first and last.
_about = whoosh3.W3TermInfo._struct.pack


class Encoded(NamedTuple):
    """Blocks of postings one after another, and their terms.

    Of a term the field, the text, what is known of it, where its blocks begin, and how long
    they are.
    """

    data: bytes
    terms: list[tuple[str, bytes, bytes, int, int]]


class Encoder:
    """Makes blocks of terms and their postings."""

    def __init__(self, schema: Schema) -> None:
        self._sizes = {
            name: field.format.fixed_value_size() for name, field in schema.items() if field.indexed
        }
        self._blocks: list[bytes] = []
        self._terms: list[tuple[str, bytes, bytes, int, int]] = []
        self._end = 0

    def add(
        self,
        name: str,
        text: str,
        passages: Sequence[int],
        times: Sequence[int],
        values: Sequence[bytes],
        lengths: bytes = b"",
    ) -> None:
        """Add a term of a field: which passages have it, how often, and with what value.

        `lengths` are the bytes for the lengths of the field, which whole values have not.
        """
        gaps = [0, *map(sub, passages[1:], passages)]
        written = [whoosh3.WHOOSH3_HEADER_MAGIC]
        for start in range(0, len(passages), BLOCK):
            here = slice(start, start + BLOCK)
            ids = (passages[start], *gaps[start + 1 : start + BLOCK])
            held = self._packed(name, values[here])
            last = start + BLOCK >= len(passages)
            written += _block(ids, passages[here][-1], times[here], held, lengths[here], last)
        about = _about(
            0,
            sum(times),
            len(passages),
            min(lengths, default=0),
            max(lengths, default=0),
            max(times),
            passages[0],
            passages[-1],
        )
        size = sum(map(len, written))
        self._blocks += written
        self._terms.append((name, text.encode(), about, self._end, size))
        self._end += size

    def _packed(self, name: str, values: Sequence[bytes]) -> tuple[bytes, ...] | bytes | None:
        """The values of a block, as short as the format of their field allows."""
        size = self._sizes[name]
        if size is None or size < 0:
            return tuple(values)
        return b"".join(values) if size else None

    def encoded(self) -> Encoded:
        """All of them."""
        return Encoded(b"".join(self._blocks), self._terms)


def _block(
    ids: tuple[int, ...],
    last_id: int,
    times: Sequence[int],
    values: tuple[bytes, ...] | bytes | None,
    lengths: bytes,
    last: bool,
) -> tuple[bytes, bytes, bytes]:
    """The size of a block, what it says of itself, and its postings."""
    level = _LEVEL if len(ids) >= WORTH else 0
    shortest, longest = min(lengths, default=0), max(lengths, default=0)
    told = (len(ids), last_id, float(max(times)), level, shortest, longest)
    head = pickle.dumps(told, _PROTOCOL)
    data = pickle.dumps((ids, _weights(times), values), _PROTOCOL)
    data = zlib.compress(data, level) if level else data
    size = len(head) + len(data)
    return pack_int(-size if last else size), head, data


class SegmentTerms:
    """The terms of a segment while they are written, in any order."""

    def __init__(self, storage: FileStorage, segment: whoosh3.W3Segment) -> None:
        self._index = segment.create_file(storage, whoosh3.W3Codec.TERMS_EXT)
        self._file = segment.create_file(storage, whoosh3.W3Codec.POSTS_EXT)
        self._found: list[tuple[str, bytes, bytes]] = []
        self._end = 0

    def add(self, more: Encoded) -> None:
        """Write some terms."""
        self._file.write(more.data)
        for name, text, about, start, size in more.terms:
            place = pack_long(self._end + start) + pack_int(size)
            self._found.append((name, text, about + place))
        self._end += len(more.data)

    def close(self) -> None:
        """Write the index of the terms, which is in their order."""
        self._found.sort()
        names = sorted({name for name, *_ in self._found})
        numbers = {name: pack_ushort(number) for number, name in enumerate(names)}
        index = OrderedHashWriter(self._index)
        index.extras["fieldmap"] = {name: number for number, name in enumerate(names)}
        for name, text, about in self._found:
            index.add(numbers[name] + text, about)
        index.close()
        self._file.close()


def frequencies(times: Sequence[int]) -> list[bytes]:
    """The values of postings without positions: how often each passage has the term."""
    return [_FREQUENCIES[one] if one < len(_FREQUENCIES) else pack_uint(one) for one in times]


_FREQUENCIES = [pack_uint(number) for number in range(256)]


class Positions:
    """The values of postings with positions, of which those of one position are kept."""

    def __init__(self) -> None:
        self._single: dict[int, bytes] = {}

    def of(self, times: Sequence[int], gaps: Sequence[int]) -> Iterator[bytes]:
        """The value of each posting; `gaps` are those of its positions, one after another."""
        start = 0
        for often in times:
            if often > 1:
                yield pack_uint(often) + pickle.dumps(gaps[start : start + often], _PROTOCOL)
            else:
                value = self._single.get(gaps[start])
                if value is None:
                    value = pack_uint(1) + pickle.dumps([gaps[start]], _PROTOCOL)
                    self._single[gaps[start]] = value
                yield value
            start += often


def _weights(times: Sequence[int]) -> tuple[float, ...] | float | None:
    """How often each passage of a block has a term, in short: None for once each."""
    least, most = min(times), max(times)
    if least < most:
        return tuple(map(float, times))
    return float(most) if most > 1 else None
