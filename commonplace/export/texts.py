"""What a hit shows: the passages of each document, in a few files for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from commonplace.export.codec import PAGE, Directory, DirectoryPage, Files, add, deflated
from commonplace.index.packing import varint, varints
from commonplace.model import Each, in_turn

BLOCK = 24_000  #: bytes of a file of passages before compression, about
StoredPassage = dict[str, Any]


class Shown(NamedTuple):
    """What hits show of a document.

    `topics` are those of each passage, a name a line. `passages` are the columns that hits
    show of each.
    """

    address: str
    title: str
    video: bool
    kind: str
    date: str
    language: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    passages: tuple[bytes, ...]

    def columns(self, place: int) -> bytes:
        """What a hit in one of the passages shows: of the document, and of the passage."""
        return self._own() + self.passages[place]

    def run(self, first: int, last: int) -> bytes:
        """Passages one behind another; what they have in common is said once."""
        rest = (_SAME + passage for passage in self.passages[first + 1 : last])
        return b"\0".join([self.columns(first), *rest])

    def _own(self) -> bytes:
        video = "1" if self.video else ""
        return _joined([self.address, self.title, self.kind, self.date, video, self.language, ""])


_SAME = b"\0" * 6


def documents(passages: Sequence[StoredPassage]) -> Iterator[Shown]:
    """The documents of passages, with what is shown of each."""
    for address, group in groupby(passages, key=_address):
        held = list(group)
        first = held[0]
        yield Shown(
            address=address,
            title=first["title"],
            video=first["video"],
            kind=first["kind"],
            date=first["date"],
            language=first["language"],
            speakers=tuple(passage["speaker"] for passage in held),
            topics=tuple(passage["topic"] for passage in held),
            passages=tuple(map(_columns, held)),
        )


def _address(passage: StoredPassage) -> str:
    """The address of a passage's document."""
    return str(passage["address"].partition("#")[0])


def _columns(passage: StoredPassage) -> bytes:
    names = ("anchor", "heading", "speaker", "start", "times", "text")
    # A passage of a document without times has no start.
    return _joined(["" if (value := passage.get(name)) is None else str(value) for name in names])


def _joined(values: Sequence[str]) -> bytes:
    return "\0".join(value.replace("\0", " ") for value in values).encode()


def write_texts(found: Sequence[Shown], files: Files, each: Each = in_turn) -> Directory:
    """Write the passages; returns the directory of their files."""
    made = list(each(_files, [one._replace(speakers=(), topics=()) for one in found]))
    names = [add(files, *(data for _, data in parts)) for parts in made]
    pages = []
    for first in range(0, len(found), PAGE):
        parts = made[first : first + PAGE]
        said = (
            varint(len(parts))
            + varints(map(len, parts))
            + varints(count for blocks in parts for count, _ in blocks)
        )
        pages.append(DirectoryPage(said, b"".join(map(bytes.fromhex, names[first : first + PAGE]))))
    return Directory(varint(len(pages)), pages)


def _files(document: Shown) -> list[tuple[int, bytes]]:
    """The files of a document's passages, each with the number of those it holds."""
    return [
        (last - first, deflated(document.run(first, last))) for first, last in _blocks(document)
    ]


def _blocks(document: Shown) -> Iterator[tuple[int, int]]:
    """First passages and those behind the last of blocks that are about equally long."""
    sizes = [len(passage) for passage in document.passages]
    wanted = sum(sizes) / max(1, round(sum(sizes) / BLOCK))
    first = size = 0
    for number, more in enumerate(sizes):
        if number > first and size + more / 2 > wanted:
            yield first, number
            first, size = number, 0
        size += more
    yield first, len(sizes)


def as_json(value: object) -> bytes:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
