"""Numbers as bytes: varints and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise


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
    """Numbers as varints, one after another.

    >>> varints([1, 128]).hex()
    '018001'
    """
    found = list(numbers)
    if max(found, default=0) < 128:
        return bytes(found)
    return b"".join(_SMALL[number] if number < len(_SMALL) else varint(number) for number in found)


def numbers(data: bytes) -> list[int]:
    """The numbers of varints.

    >>> numbers(varints([3, 128, 70000]))
    [3, 128, 70000]
    """
    if data.isascii():  # each of them is a byte
        return list(data)
    found = []
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        if byte > 127:
            shift += 7
        else:
            found.append(number)
            number = shift = 0
    return found


def gaps(numbers: Sequence[int]) -> list[int]:
    """Rising numbers as the first of them and the differences.

    >>> gaps([3, 4, 9])
    [3, 1, 5]
    """
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]
