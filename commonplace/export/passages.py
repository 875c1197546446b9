"""What a hit shows: passages in small files, a document's together, and their directory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from commonplace.export.codec import deflated, name, text, varint, varints

LEAF = 200  #: words of a file of passages, about
Passage = dict[str, Any]
Files = dict[str, bytes]


def leaves(passages: Sequence[Passage], files: Files) -> str:
    """Write the passages; returns the name of the directory of their files.

    The files of a document are named by the hash of all of them, and numbered, so
    that the directory needs one name a document.
    """
    kinds = sorted({passage["kind"] for passage in passages})
    documents = [list(group) for _, group in groupby(passages, key=_document)]
    counts: list[int] = []
    sizes: list[int] = []
    names: list[str] = []
    for document in documents:
        runs = list(_runs(document))
        data = [_leaf(run) for run in runs]
        stem = name(b"".join(data))
        files.update({f"{stem}-{number}": leaf for number, leaf in enumerate(data)})
        counts.append(len(runs))
        sizes.extend(map(len, runs))
        names.append(stem)
    directory = deflated(
        varint(len(documents)) + varint(len(kinds)) + b"".join(map(text, kinds)),
        varints(kinds.index(document[0]["kind"]) for document in documents),
        b"".join(text(document[0]["date"]) for document in documents),
        varints(counts),
        varints(sizes),
        b"".join(map(bytes.fromhex, names)),
    )
    files[name(directory)] = directory
    return name(directory)


def _document(passage: Passage) -> str:
    return str(passage["address"].partition("#")[0])


def _runs(document: list[Passage]) -> Iterator[list[Passage]]:
    """Passages in runs of about as many words as a file is to hold."""
    run: list[Passage] = []
    total = 0
    for passage in document:
        more = len(passage["text"].split())
        if run and total + more > LEAF:
            yield run
            run, total = [], 0
        run.append(passage)
        total += more
    yield run


def _leaf(run: list[Passage]) -> bytes:
    first = run[0]
    head = [_document(first), first["title"], first["kind"], first["date"]]
    rows = [
        [
            passage["anchor"],
            passage["heading"],
            passage["speaker"],
            passage.get("start"),
            passage["text"],
        ]
        for passage in run
    ]
    return deflated(json.dumps([*head, rows], ensure_ascii=False, separators=(",", ":")).encode())
