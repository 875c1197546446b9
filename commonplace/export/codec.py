"""Numbers and texts as bytes, bytes as files: varints, front coding, deflate, names by content."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from commonplace.index.packing import varint, varints

#: Bytes of a column; codes of its own take about 60, which a shorter one does not save.
WORTH_CODES = 512
#: Entries in a page of a directory.
PAGE = 64
Files = dict[str, bytes]


class DirectoryPage(NamedTuple):
    """What a page of a directory says of files, and their names, which cannot be compressed."""

    said: bytes
    names: bytes


class Directory(NamedTuple):
    """Where files are: pages, and what the manifest says of them in front."""

    head: bytes
    pages: list[DirectoryPage]


def wide(numbers: Sequence[int]) -> tuple[bytes, bytes]:
    """Numbers of which many are above 127: a byte for each, and the rest of those above 255.

    >>> [column.hex(" ") for column in wide([3, 254, 255, 1000])]
    ['03 fe ff ff', '00 e9 05']
    """
    above = varints(number - 255 for number in numbers if number >= 255)
    return bytes(min(number, 255) for number in numbers), above


def text(value: str) -> bytes:
    """A text as the number of its bytes in UTF-8 and those bytes.

    >>> text("né").hex()
    '036ec3a9'
    """
    data = value.encode()
    return varint(len(data)) + data


def front_coded(texts: Iterable[str]) -> bytes:
    """Sorted texts, each as what it shares with the one before it, in bytes, and the rest.

    >>> front_coded(["reason", "reasons", "red"]).hex(" ")
    '00 06 72 65 61 73 6f 6e 06 01 73 02 01 64'
    """
    result, before = [], b""
    for value in texts:
        data = value.encode()
        shared = 0
        while shared < min(len(data), len(before)) and data[shared] == before[shared]:
            shared += 1
        result.append(varint(shared) + varint(len(data) - shared) + data[shared:])
        before = data
    return b"".join(result)


def deflated(*columns: bytes, numbers: Sequence[bytes] = (), open_end: bool = False) -> bytes:
    """Columns as one stream of raw deflate (RFC 1951), each with codes of its own.

    Repetitions are sought in `columns` and not in `numbers`, where the few that exist cost
    more than they save. With an open end, another stream put behind it continues it.

    >>> zlib.decompress(deflated(b"aaa", b"bbb", numbers=[b"ccc"]), wbits=-15)
    b'aaabbbccc'
    >>> zlib.decompress(deflated(b"aaa", open_end=True) + deflated(b"bbb"), wbits=-15)
    b'aaabbb'
    """
    parts: list[bytes] = []
    last = zlib.Z_SYNC_FLUSH if open_end else zlib.Z_FINISH
    if columns:
        words = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY)
        parts += _blocks(words, columns)
        parts.append(words.flush(zlib.Z_SYNC_FLUSH if numbers else last))
    if numbers or not columns:
        runs = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_RLE)
        parts += [*_blocks(runs, numbers), runs.flush(last)]
    return b"".join(parts)


def _blocks(stream: zlib._Compress, columns: Sequence[bytes]) -> Iterator[bytes]:
    for number, column in enumerate(columns, 1):
        yield stream.compress(column)
        if number < len(columns) and len(column) >= WORTH_CODES:
            yield stream.flush(zlib.Z_BLOCK)


def inflated(data: bytes) -> bytes:
    """The bytes that were deflated.

    >>> inflated(deflated(b"newts"))
    b'newts'
    """
    return zlib.decompress(data, wbits=-15)


def name(data: bytes) -> str:
    """The name of a file with these bytes: 12 hex digits of their SHA-256.

    >>> name(b"newt")
    '0af0314a0d41'
    """
    return hashlib.sha256(data).hexdigest()[:12]


def add(files: Files, *parts: bytes) -> str:
    """Add files under one name, the second and further ones numbered; returns the name.

    The name is that of all their bytes together, so no file changes under its name. Raises
    ValueError where other bytes have that name already.
    """
    stem = name(b"".join(parts))
    for number, data in enumerate(parts):
        path = f"{stem}-{number}" if number else stem
        if files.setdefault(path, data) != data:
            raise ValueError(f"two files of the search index have the name {path}")
    return stem
