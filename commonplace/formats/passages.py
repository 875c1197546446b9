"""Passages as records, and as JSON Lines for programs that retrieve them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from commonplace.markup.plain import plain, title_of
from commonplace.model import Catalogue, Document
from commonplace.open_data.common import credits, in_order, iso, link

Retrieved = dict[str, object]


def jsonl(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`passages.jsonl`: a passage a line, in the order of the pages."""
    lines = (f"{line(record)}\n" for record in records(catalogue, site))
    return {"passages.jsonl": "".join(lines)}


def line(record: Mapping[str, object]) -> str:
    """A record as JSON on one line."""
    # Some readers of lines end one at these, which JSON allows inside a text.
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    for mark in ("\x85", "\u2028", "\u2029"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def records(catalogue: Catalogue, site: str | None) -> Iterator[Retrieved]:
    """Every passage that has words, with what an answer has to say about it.

    `id` stays the same as long as the passage does; `address` is where a reader finds it,
    absolute where the site's address is known. Unknown values are left out.
    """
    for document in in_order(catalogue):
        about = _document(catalogue, document)
        for number, passage in enumerate(document.passages):
            if not passage.text.strip():
                continue
            own = f"{document.address}#{passage.anchor}"
            known: Retrieved = {
                "id": own,
                "address": link(own, here="", site=site) if site else own,
                "document": document.address,
                "number": number,
                **about,
                "heading": passage.heading,
                "speaker": plain(passage.speaker or ""),
                "start": passage.start,
                "topics": [topic.name for topic in catalogue.topics_of(own)],
                "people": [person.name for person in catalogue.people_of(own)],
                "text": passage.text,
            }
            yield {name: value for name, value in known.items() if value not in (None, "")}


def _document(catalogue: Catalogue, document: Document) -> Retrieved:
    """What all passages of a document share."""
    return {
        "kind": document.kind,
        "title": title_of(document),
        "date": iso(document.date) if document.date else None,
        "by": list(dict.fromkeys(one.name for one in credits(catalogue, document))),
        "language": document.language,
        "licence": plain(document.licence),
    }
