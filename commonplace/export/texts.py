"""What a hit shows: the passages of each document, in small files with a common primer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from commonplace.export.codec import Files, add, deflated, text, varint, varints
from commonplace.model import Each, in_turn

WORDS = 450  #: of a file of passages, about
PRIMER = 8000  #: bytes that every file of passages may repeat
LONGEST = 4096  #: bytes of a passage that may be among them
StoredPassage = dict[str, Any]


class Shown(NamedTuple):
    """What hits show of a document.

    `topics` are those of each passage, a name a line. `runs` are its passages in runs of about
    as many words as a file is to hold: how many they are, and the text of the file.
    """

    address: str
    title: str
    video: bool
    kind: str
    date: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    runs: tuple[tuple[int, bytes], ...]


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
            speakers=tuple(passage["speaker"] for passage in held),
            topics=tuple(passage["topic"] for passage in held),
            runs=tuple((len(run), _plain(run)) for run in _runs(held)),
        )


def _address(passage: StoredPassage) -> str:
    """The address of a passage's document."""
    return str(passage["address"].partition("#")[0])


def sample(texts: Iterable[bytes]) -> list[bytes]:
    """A few long texts, chosen by checksum; samples can be merged.

    They are few, so a changed or new text rarely changes the sample.
    """
    ranked = sorted(
        (-len(data).bit_length(), hashlib.sha256(data).digest(), data)
        for data in texts
        if len(data) < LONGEST
    )
    chosen: list[bytes] = []
    for *_, data in ranked:
        chosen.append(data)
        if sum(map(len, chosen)) >= PRIMER:
            break
    return chosen


def primer(texts: Iterable[bytes]) -> bytes:
    """Typical words of the corpus, for files too small to have repetitions of their own."""
    return b"".join(sample(texts))[:PRIMER]


def write_texts(found: Sequence[Shown], shared: bytes, files: Files, each: Each = in_turn) -> bytes:
    """Write the passages, with that primer; returns the directory of their files."""
    kinds = sorted({document.kind for document in found})
    texts = [tuple(text for _, text in document.runs) for document in found]
    made = each(partial(_files, shared=shared), texts)
    names = [add(files, *parts) for parts in made]
    return b"".join(
        [
            varint(len(found)) + varint(len(kinds)) + b"".join(map(text, kinds)),
            varints(kinds.index(document.kind) for document in found),
            b"".join(text(document.date) for document in found),
            varints(len(document.runs) for document in found),
            varints(count for document in found for count, _ in document.runs),
            b"".join(map(bytes.fromhex, names)),
        ]
    )


def _runs(document: Sequence[StoredPassage]) -> Iterator[list[StoredPassage]]:
    """Passages in runs of about as many words as a file should hold."""
    run: list[StoredPassage] = []
    total = 0
    for passage in document:
        more = len(passage["text"].split())
        if run and total + more > WORDS:
            yield run
            run, total = [], 0
        run.append(passage)
        total += more
    yield run


def _plain(run: Sequence[StoredPassage]) -> bytes:
    columns = ("anchor", "heading", "speaker", "start", "times", "text")
    # A passage of a document without times has no start.
    values = [
        "" if (value := one.get(column)) is None else str(value)
        for one in run
        for column in columns
    ]
    return "\0".join(value.replace("\0", " ") for value in values).encode()


def _files(runs: Sequence[bytes], shared: bytes) -> list[bytes]:
    return [deflated(run, primer=shared) for run in runs]


def as_json(value: object) -> bytes:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
