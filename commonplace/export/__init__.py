"""The Whoosh index as static files that a browser can search.

docs/search-format.md describes every file, docs/decisions/0009-search-format.md says
why they are as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commonplace import index
from commonplace.analysis import tokens
from commonplace.export import texts
from commonplace.export.codec import Files, add, deflated, front_coded, inflated, text, varint
from commonplace.export.facts import write_documents, write_entries, write_lengths, write_speakers
from commonplace.export.parts import whole
from commonplace.export.terms import Coded, coded, note_lengths, write_terms
from commonplace.export.texts import as_json, primer, write_texts
from commonplace.export.words import Word, Written, forms, write_words
from commonplace.model import Document, Each, in_turn

VERSION = 2  #: of the format
BUNDLED = 300_000  #: bytes; an export that is smaller becomes one file and the manifest
MANIFEST = "search/manifest.bin"  #: the one file that changes under its name

__all__ = ["BUNDLED", "MANIFEST", "VERSION", "Files", "export", "of_documents"]


def export(index_folder: Path, *, bundled: int = BUNDLED) -> Files:
    """An index as files, path below `docs/` to bytes; the same bytes for the same index.

    Raises FileNotFoundError where the folder holds no index.
    """
    stems: list[Coded] = []
    written: list[Written] = []
    with index.contents(index_folder) as found:
        lengths = bytearray(len(found.passages))
        for term in found.terms:
            if term.field == "words":
                written.append(Written.of(term))
            else:
                stems.append(coded(term))
            if term.field == "text":
                note_lengths(term, lengths)
    words, several = forms(written)
    return _files(found, stems, words, several, bytes(lengths), bundled, in_turn)


def of_documents(
    documents: Sequence[Document],
    aliases: Sequence[Sequence[str]] = (),
    entries: Sequence[index.Entry] = (),
    *,
    bundled: int = BUNDLED,
    each: Each = in_turn,
) -> Files:
    """What `export` makes of an index of these documents, without reading the index.

    The documents are in the order of their addresses; `aliases` and `entries` are those of
    `index.update`.
    """
    held = whole(documents, each)
    found = index.Contents(
        counted=len(held.passages),
        averages=held.averages,
        aliases=tuple(tuple(tuple(tokens(name)) for name in group) for group in aliases),
        entries=tuple(entries),
        passages=held.passages,
        terms=iter(()),
    )
    return _files(found, held.terms, held.words, held.forms, held.lengths, bundled, each)


def _files(
    found: index.Contents,
    stems: list[Coded],
    words: list[Word],
    several: dict[str, bytes],
    lengths: bytes,
    bundled: int,
    each: Each,
) -> Files:
    files: Files = {}
    fields = index.EXPORTED
    of = texts.documents(found.passages)
    shared = primer(found.passages)
    known = [
        Word(term.field, term.text, term.frequency, term.passages)
        for term in stems
        if term.field != "text"
    ]
    columns = [
        write_terms(stems, fields, several, files, each),
        write_words([*words, *known], fields, files, each),
        b"".join(
            _texts([term.text for term in stems if term.field == field])
            for field in fields
            if field != "words" and field not in index.STEMMED
        ),
        write_texts(of, shared, files, each),
    ]
    head = {
        **_constants(found),
        "documents": write_documents(of, files),
        "entries": write_entries(found.entries, files),
        "lengths": write_lengths(lengths, files),
        "speakers": write_speakers(found.passages, files),
    }
    if sum(map(len, files.values())) < bundled:
        head["bundle"], files = _bundle(files, shared)
        shared = b""
    head_text = text(as_json(head).decode())
    files = {f"search/{stem}.bin": data for stem, data in sorted(files.items())}
    return {MANIFEST: deflated(head_text, *columns, varint(len(shared)) + shared), **files}


def _constants(found: index.Contents) -> dict[str, Any]:
    return {
        "format": "commonplace-search",
        "version": VERSION,
        "passages": len(found.passages),
        "counted": found.counted,
        "k1": index.K1,
        "b": index.B,
        "page": index.PAGE,
        "most": index.MOST,
        "fields": {
            field: {
                "average": found.averages[field],
                "weight": index.SEARCHED.get(field, 0),
                "stemmed": field in index.STEMMED,
            }
            for field in index.EXPORTED
        },
        "searched": list(index.SEARCHED),
        "aliases": found.aliases,
    }


def _texts(sorted_texts: list[str]) -> bytes:
    return varint(len(sorted_texts)) + front_coded(sorted_texts)


def _bundle(files: Files, shared: bytes) -> tuple[str, Files]:
    """All files in one, each inflated, since one stream of all of them is smaller."""
    plain = {stem: inflated(data, shared) for stem, data in sorted(files.items())}
    head = b"".join(text(stem) + varint(len(data)) for stem, data in plain.items())
    bundle: Files = {}
    stem = add(bundle, deflated(varint(len(plain)) + head, b"".join(plain.values())))
    return stem, bundle
