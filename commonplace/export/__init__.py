"""The Whoosh index as static files that a browser can search.

docs/search-format.md describes every file, docs/decisions/0009-search-format.md says why they
look like this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonplace import index
from commonplace.analysis import tokens
from commonplace.export.codec import Files, add, deflated, front_coded, inflated, text, varint
from commonplace.export.facts import (
    write_documents,
    write_entries,
    write_lengths,
    write_speakers,
    write_topics,
)
from commonplace.export.parts import WholeIndex, whole
from commonplace.export.terms import write_shards
from commonplace.export.texts import as_json, write_texts
from commonplace.export.words import write_general, write_words
from commonplace.model import Document, Each, in_turn

VERSION = 4  #: of the format
BUNDLED = 300_000  #: bytes; an export that is smaller becomes one file and the manifest
MANIFEST = "search/manifest.bin"  #: the one file that changes under its name

__all__ = ["BUNDLED", "MANIFEST", "VERSION", "Files", "of_documents"]


def of_documents(
    documents: Sequence[Document],
    aliases: Sequence[Sequence[str]] = (),
    entries: Sequence[index.NamedPage] = (),
    *,
    held: Sequence[index.Indexed] | None = None,
    bundled: int = BUNDLED,
    each: Each = in_turn,
) -> Files:
    """An index of these documents as files, path below `docs/` to bytes, without reading it.

    The bytes are the same for the same documents, which are in the order of their addresses.
    `aliases` and `entries` are those of `index.update`, `held` what `index.indexed` gives for
    the documents.
    """
    held = index.indexed(documents, each) if held is None else held
    found = whole(held, each)
    terms = tuple(tuple(tuple(tokens(name)) for name in group) for group in aliases)
    return _files(found, found.passages, terms, entries, bundled, each)


def _files(
    held: WholeIndex,
    counted: int,
    aliases: Sequence[Sequence[Sequence[str]]],
    entries: Sequence[index.NamedPage],
    bundled: int,
    each: Each,
) -> Files:
    """All files of the export; `counted` is the number of passages that scores count."""
    files: Files = {}
    fields = index.EXPORTED
    shared = held.primer
    columns = [
        write_shards(held.shards, files),
        write_words(held.words, fields, files, each),
        b"".join(
            _texts([word.text for word in held.words if word.field == field])
            for field in fields
            if field != "words" and field not in index.STEMMED
        ),
        write_texts(held.documents, shared, files, each),
    ]
    head = {
        **_constants(held, counted, aliases),
        "documents": write_documents(held.documents, files),
        "entries": write_entries(entries, files),
        "lengths": write_lengths(held.lengths, files),
        "general": write_general(held.words, files, each),
        "speakers": write_speakers(held.documents, files),
        "topics": write_topics(held.documents, files),
    }
    if sum(map(len, files.values())) < bundled:
        head["bundle"], files = _bundle(files, shared)
        shared = b""
    head_text = text(as_json(head).decode())
    files = {f"search/{stem}.bin": data for stem, data in sorted(files.items())}
    return {MANIFEST: deflated(head_text, *columns, varint(len(shared)) + shared), **files}


def _constants(
    held: WholeIndex, counted: int, aliases: Sequence[Sequence[Sequence[str]]]
) -> dict[str, Any]:
    return {
        "format": "commonplace-search",
        "version": VERSION,
        "passages": held.passages,
        "counted": counted,
        "k1": index.K1,
        "b": index.B,
        "page": index.PAGE,
        "most": index.MOST,
        "fields": {
            field: {
                "average": held.averages[field],
                "weight": index.FOLDED if field == "folded" else index.SEARCHED.get(field, 1),
                "stemmed": field in index.STEMMED,
            }
            for field in index.EXPORTED
        },
        "searched": list(index.SEARCHED),
        "beside": sorted(index.BESIDE),
        "aliases": aliases,
    }


def _texts(sorted_texts: list[str]) -> bytes:
    return varint(len(sorted_texts)) + front_coded(sorted_texts)


def _bundle(files: Files, shared: bytes) -> tuple[str, Files]:
    """All files in one, uncompressed, because compressing them together is smaller."""
    plain = {stem: inflated(data, shared) for stem, data in sorted(files.items())}
    head = b"".join(text(stem) + varint(len(data)) for stem, data in plain.items())
    bundle: Files = {}
    stem = add(bundle, deflated(varint(len(plain)) + head, b"".join(plain.values())))
    return stem, bundle
