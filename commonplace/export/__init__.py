"""The Whoosh index as static files that a browser can search.

docs/search-format.md describes every file, docs/decisions/0009-search-format.md says why they
look like this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from commonplace import index, meaning
from commonplace.export.codec import PAGE, Directory, Files, add, deflated, inflated, text
from commonplace.export.facts import (
    write_documents,
    write_entries,
    write_lengths,
    write_speakers,
    write_topics,
)
from commonplace.export.parts import WholeIndex, whole
from commonplace.export.terms import write_positions, write_shards
from commonplace.export.texts import as_json, write_texts
from commonplace.export.words import write_general, write_words
from commonplace.index.packing import varint, varints
from commonplace.index.postings import length_byte
from commonplace.model import Document, Each, in_turn

VERSION = 7  #: of the format
BUNDLED = 300_000  #: bytes; an export that is smaller becomes one file and the manifest
ROOM = 9800  #: bytes of the manifest, with which directories have to make do
MANIFEST = "search/manifest.bin"  #: the one file that changes under its name


def of_documents(
    documents: Sequence[Document],
    aliases: Sequence[Sequence[str]] = (),
    entries: Sequence[index.NamedPage] = (),
    *,
    held: Sequence[index.Indexed] | None = None,
    meant: meaning.Meant | None = None,
    explained: Sequence[Sequence[str]] = (),
    bundled: int = BUNDLED,
    each: Each = in_turn,
) -> Files:
    """An index of these documents as files, path below `docs/` to bytes, without reading it.

    The bytes are the same for the same documents, which are in the order of their addresses.
    `aliases`, `explained`, `entries` and `meant` are those of `index.prepare`, `held` what
    `index.indexed` gives for the documents.
    """
    held = index.indexed(documents, each) if held is None else held
    found = whole(held, each)
    names = {
        "aliases": index.terms_of_names(aliases),
        "explained": index.terms_of_names(explained),
    }
    meant = meaning.made(documents, each) if meant is None else meant
    return _files(found, found.passages, names, entries, bundled, each, meant)


def _files(
    held: WholeIndex,
    counted: int,
    names: Mapping[str, index.Groups],
    entries: Sequence[index.NamedPage],
    bundled: int,
    each: Each,
    meant: meaning.Meant,
) -> Files:
    """All files of the export; `counted` is the number of passages that scores count."""
    files: Files = {}
    texts = write_texts(held.documents, files, each)
    words = write_words(held.words, index.EXPORTED, files, each)
    head = {
        **_constants(held, counted, names),
        "documents": write_documents(held.documents, files),
        "entries": write_entries(entries, files),
        "lengths": write_lengths(held.lengths, files),
        "general": write_general(held.words, files, each),
        "speakers": write_speakers(held.documents, files),
        "topics": write_topics(held.documents, files),
    }
    write_positions(held.shards, files)
    heads = sum(len(shard.head) for shard in held.shards)
    small = sum(map(len, files.values())) + heads < bundled
    shards = write_shards(held.shards, [] if small else held.documents, files, each)
    counts = varint(len(held.documents)) + varints(len(one.passages) for one in held.documents)
    room = ROOM - len(deflated(as_json(head), counts))
    columns, named = _paged([shards, texts, words], room, files)
    if small:
        head["bundle"], files = _bundle(files)
    if meant.files:
        head["meaning"] = add(files, *each(deflated, meant.files))
    said = text(as_json(head).decode())
    manifest = deflated(said, varint(len(named)) + named, counts, *columns)
    files = {f"search/{stem}.bin": data for stem, data in sorted(files.items())}
    return {MANIFEST: manifest, **files}


def _constants(held: WholeIndex, counted: int, names: Mapping[str, index.Groups]) -> dict[str, Any]:
    return {
        "format": "commonplace-search",
        "version": VERSION,
        "passages": held.passages,
        "counted": counted,
        "k1": index.K1,
        "b": index.B,
        "page": index.PAGE,
        "paged": PAGE,
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
        **names,
        "languages": sorted({one.language for one in held.documents} - {""}),
        "main": _main_language(held),
        "around": {
            "weight": index.AROUND,
            "average": sum(held.long) / (len(held.long) or 1) or 1,
            "lengths": list(map(length_byte, held.long)),
        },
    }


def _main_language(held: WholeIndex) -> str:
    """The language that most passages are in, as the code of its stemmer."""
    counted: Counter[str] = Counter()
    for document in held.documents:
        counted[document.language] += len(document.passages)
    return max(sorted(counted), key=counted.__getitem__, default="")


def _paged(directories: Sequence[Directory], room: int, files: Files) -> tuple[list[bytes], bytes]:
    """Directories for the manifest, and the names of the files that they lead to.

    Their pages are there while there is room, and else in files.
    """
    columns, names = [], []
    for head, pages in directories:
        named = b"".join(page.names for page in pages)
        size = len(deflated(*(page.said for page in pages))) + len(named)
        if size <= room:
            room -= size
            columns.append(head + b"".join(varint(len(page.said)) + page.said for page in pages))
            names.append(named)
        else:
            columns.append(head + b"\0" * len(pages))
            names += [bytes.fromhex(add(files, deflated(*page))) for page in pages]
    return columns, b"".join(names)


def _bundle(files: Files) -> tuple[str, Files]:
    """All files in one, uncompressed, because compressing them together is smaller."""
    plain = {stem: inflated(data) for stem, data in sorted(files.items())}
    head = b"".join(text(stem) + varint(len(data)) for stem, data in plain.items())
    bundle: Files = {}
    stem = add(bundle, deflated(varint(len(plain)) + head, b"".join(plain.values())))
    return stem, bundle
