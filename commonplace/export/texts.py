"""What a hit shows: the passages of each document, in small files with a common primer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from commonplace.export.codec import Files, add, deflated, text, varint, varints
from commonplace.model import Each, in_turn

WORDS = 450  #: of a file of passages, about
PRIMER = 8000  #: bytes that every file of passages may repeat
LONGEST = 4096  #: bytes of a passage that may be among them
Passage = dict[str, Any]
Document = list[Passage]


def documents(passages: Sequence[Passage]) -> list[Document]:
    """The passages of each document."""
    return [list(group) for _, group in groupby(passages, key=address)]


def address(passage: Passage) -> str:
    """The address of the document that a passage is of."""
    return str(passage["address"].partition("#")[0])


def primer(passages: Sequence[Passage]) -> bytes:
    """Words as the corpus uses them, for files too small to have repetitions of their own.

    A few long passages are chosen by their checksums: few, so that a change of another
    passage, or one that is new, hardly ever leads to another primer.
    """
    sample: list[tuple[int, bytes, bytes]] = []
    for passage in passages:
        data = str(passage["text"]).encode()
        if len(data) < LONGEST:
            sample.append((-len(data).bit_length(), hashlib.sha256(data).digest(), data))
    chosen = b""
    for *_, data in sorted(sample):
        chosen += data
        if len(chosen) >= PRIMER:
            break
    return chosen[:PRIMER]


def write_texts(
    found: Sequence[Document], shared: bytes, files: Files, each: Each = in_turn
) -> bytes:
    """Write the passages, with that primer; returns the directory of their files."""
    kinds = sorted({document[0]["kind"] for document in found})
    runs = [list(_runs(document)) for document in found]
    made = each(partial(_files, shared=shared), runs)
    names = [add(files, *parts) for parts in made]
    return b"".join(
        [
            varint(len(found)) + varint(len(kinds)) + b"".join(map(text, kinds)),
            varints(kinds.index(document[0]["kind"]) for document in found),
            b"".join(text(document[0]["date"]) for document in found),
            varints(map(len, runs)),
            varints(len(run) for document in runs for run in document),
            b"".join(map(bytes.fromhex, names)),
        ]
    )


def _runs(document: Document) -> Iterator[Document]:
    """Passages in runs of about as many words as a file is to hold."""
    run: Document = []
    total = 0
    for passage in document:
        more = len(passage["text"].split())
        if run and total + more > WORDS:
            yield run
            run, total = [], 0
        run.append(passage)
        total += more
    yield run


def _files(runs: list[Document], shared: bytes) -> list[bytes]:
    return [_file(run, shared) for run in runs]


def _file(run: Document, shared: bytes) -> bytes:
    columns = ("anchor", "heading", "speaker", "start", "text")
    # A passage of a document without times has no start.
    values = [
        "" if (value := one.get(column)) is None else str(value)
        for one in run
        for column in columns
    ]
    return deflated("\0".join(value.replace("\0", " ") for value in values).encode(), primer=shared)


def as_json(value: object) -> bytes:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
