"""Brings the index up to date with the library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from commonplace.index import aliases as names
from commonplace.index import entries as named
from commonplace.index.entries import Entry
from commonplace.index.schema import VERSION, schema
from commonplace.markup.video import video
from commonplace.model import Document, Library


def update(
    folder: Path,
    library: Library,
    aliases: Sequence[Sequence[str]] = (),
    entries: Sequence[Entry] = (),
) -> int:
    """Bring the index in a folder up to date; returns how many documents it touched.

    A document's passages are indexed again only where they or its fields changed;
    a document that is gone leaves the index. `aliases` are groups of names for one
    thing, `entries` pages to be found by name; both lie beside the index.
    """
    found = _open(folder)
    names.write(folder, aliases)
    named.write(folder, entries)
    wanted = {_state(document): document for document in library.documents}
    with found.reader() as reader:
        # What was deleted stays among the terms until its segment is merged.
        present = {
            term.decode()
            for term in reader.lexicon("document")
            if reader.postings("document", term).is_active()
        }
    gone = present - wanted.keys()
    fresh = [state for state in wanted if state not in present]
    if not gone and not fresh:
        return 0
    writer = found.writer()
    for state in gone:
        writer.delete_by_term("document", state)
    for state in fresh:
        for passage in _records(wanted[state], state):
            writer.add_document(**passage)
    writer.commit()
    return len(gone | set(fresh))


def _open(folder: Path) -> whoosh_index.Index:
    """The index in a folder; a new one where there is none of this version."""
    mark = folder / "version"
    if mark.exists() and mark.read_text() == VERSION and whoosh_index.exists_in(folder):
        return whoosh_index.open_dir(folder)
    folder.mkdir(parents=True, exist_ok=True)
    created = whoosh_index.create_in(folder, schema())
    mark.write_text(VERSION)
    return created


def _state(document: Document) -> str:
    """A document's slug, and a hash of all that the index holds of it."""
    records = json.dumps(list(_records(document, "")), sort_keys=True, ensure_ascii=False)
    return f"{document.address} {hashlib.sha256(records.encode()).hexdigest()[:16]}"


def _records(document: Document, state: str) -> Iterator[dict[str, Any]]:
    watched = video(document.video or "") is not None
    for number, passage in enumerate(document.passages):
        yield {
            "address": f"{document.address}#{passage.anchor}",
            "document": state,
            "slug": document.slug,
            "anchor": passage.anchor,
            "number": number,
            "kind": document.kind,
            "title": document.title,
            "heading": passage.heading,
            "speaker": passage.speaker or "",
            "topic": ", ".join(document.topics),
            "date": str(document.date or ""),
            "start": passage.start,
            "video": watched,
            "text": passage.text,
            "words": passage.text,
            "heard": " ".join(correction.heard for correction in passage.corrections),
        }
