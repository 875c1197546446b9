"""Numbers and texts to bytes: varints, front coding, deflate, names by content."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

#: Bytes of a column; codes of its own take about 60, which a shorter one does not save.
WORTH_CODES = 512


def varint(number: int) -> bytes:
    """A number from 0 on, seven bits a byte, the lowest first; the last byte is below 128.

    Source: unsigned LEB128, DWARF 5, section 7.6.

    >>> varint(5).hex(), varint(300).hex()
    ('05', 'ac02')
    """
    result = bytearray()
    while number > 127:
        result.append(number & 127 | 128)
        number >>= 7
    result.append(number)
    return bytes(result)


_SMALL = [varint(number) for number in range(1 << 14)]


def varints(numbers: Iterable[int]) -> bytes:
    """Numbers as varints, one behind the other.

    >>> varints([1, 128]).hex()
    '018001'
    """
    return b"".join(
        _SMALL[number] if number < len(_SMALL) else varint(number) for number in numbers
    )


def gaps(numbers: Sequence[int]) -> bytes:
    """Rising numbers as the first of them and the differences, each a varint.

    >>> gaps([3, 4, 9]).hex()
    '030105'
    """
    return varints([*numbers[:1], *(after - before for before, after in pairwise(numbers))])


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


def deflated(*columns: bytes) -> bytes:
    """Columns as one stream of raw deflate (RFC 1951), each with codes of its own.

    >>> zlib.decompress(deflated(b"aaa", b"bbb"), wbits=-15)
    b'aaabbb'
    """
    stream = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    parts = []
    for column in columns[:-1]:
        parts.append(stream.compress(column))
        if len(column) >= WORTH_CODES:
            parts.append(stream.flush(zlib.Z_BLOCK))
    return b"".join([*parts, *map(stream.compress, columns[-1:]), stream.flush()])


def name(data: bytes) -> str:
    """What a file of these bytes is called: 16 hex digits of their SHA-256.

    >>> name(b"newt")
    '0af0314a0d41115a'
    """
    return hashlib.sha256(data).hexdigest()[:16]
