"""The files in which vectors lie: what they hold, as JSON, and then numbers of one byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_LENGTH = 4  #: bytes that say how long the JSON is


@dataclass(frozen=True, kw_only=True)
class Meant:
    """The file about words, and those of passages that are alike; none where there is nothing."""

    files: tuple[bytes, ...] = ()

    def kept(self) -> bytes:
        """All files as one, for the folder of the index."""
        return packed({"files": [len(one) for one in self.files]}, b"".join(self.files))

    @classmethod
    def read(cls, data: bytes) -> Meant:
        """The files that `kept` made one of.

        >>> Meant.read(Meant(files=(b"newt", b"", b"eft")).kept()).files
        (b'newt', b'', b'eft')
        """
        head, rest = unpacked(data)
        files = []
        for length in head["files"]:
            files.append(rest[:length])
            rest = rest[length:]
        return cls(files=tuple(files))


NOTHING = Meant()


def packed(head: object, numbers: bytes) -> bytes:
    """A value as JSON behind its length (four bytes, the lowest first), and then bytes.

    >>> packed([1], b"newt")
    b'\\x03\\x00\\x00\\x00[1]newt'
    """
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return len(said).to_bytes(_LENGTH, "little") + said + numbers


def unpacked(data: bytes) -> tuple[Any, bytes]:
    """What `packed` put together.

    >>> unpacked(packed([1], b"newt"))
    ([1], b'newt')
    """
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    return json.loads(data[_LENGTH:end]), data[end:]


def rows(numbers: bytes, width: int) -> Sequence[Sequence[int]]:
    """Bytes as rows of so many whole numbers from -128 to 127.

    >>> [list(row) for row in rows(bytes([1, 255, 2, 0]), 2)]
    [[1, -1], [2, 0]]
    """
    signed = memoryview(numbers).cast("b")
    return [signed[start : start + width] for start in range(0, len(signed), width)]
