"""Brings the index up to date with the library: a new generation, then one renamed file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from commonplace import analysis
from commonplace.index import aliases as names
from commonplace.index import entries as named
from commonplace.index import generations, statistics
from commonplace.index.entries import NamedPage
from commonplace.index.schema import VERSION, schema
from commonplace.markup.video import video
from commonplace.model import Document, Each, Library, in_turn

_MARK = "version"
#: The part of its passages that an index may hold beside them, deleted, before it is merged.
_DELETED = 0.25


@dataclass(frozen=True, kw_only=True)
class Update:
    """An updated index beside the current one, to be published.

    `changed` is the number of documents that it touched.
    """

    folder: Path
    changed: int
    live: Path

    def publish(self) -> None:
        """Make this the current index, durably and in one operation."""
        if self.folder != generations.current(self.live):
            generations.publish(self.live, self.folder)


def update(
    folder: Path,
    library: Library,
    aliases: Sequence[Sequence[str]] = (),
    entries: Sequence[NamedPage] = (),
) -> int:
    """Bring the index in a folder up to date; returns how many documents it touched."""
    made = prepare(folder, library, aliases, entries)
    made.publish()
    return made.changed


def prepare(
    live: Path,
    library: Library,
    aliases: Sequence[Sequence[str]] = (),
    entries: Sequence[NamedPage] = (),
    *,
    without: str = "",
    each: Each = in_turn,
) -> Update:
    """Make an updated copy of an index beside it, still to be published.

    A document's passages are indexed again only where they or its fields changed; a document
    that is gone leaves the index. `aliases` are groups of names for one thing, `entries`
    pages to be found by name; both are beside the index. The file `without` describes the
    index before the update and is not copied. `each` looks at one document alone.
    """
    wanted = dict(zip(each(_state, library.documents), library.documents, strict=True))
    now = generations.current(live)
    known = _lengths(now)
    texts = {names.FILE: names.as_json(aliases), named.FILE: named.as_json(entries)}
    gone = known.keys() - wanted.keys() if known is not None else set()
    fresh = [state for state in wanted if known is None or state not in known]
    if known is not None and not gone and not fresh and _has(now, texts):
        return Update(folder=now, changed=0, live=live)
    place = generations.begin(live, copied=known is not None, without=without)
    lengths = {state: known[state] for state in wanted if known and state in known}
    if known is None:
        whoosh_index.create_in(place, schema()).close()
    if gone or fresh:
        with closing(whoosh_index.open_dir(place)) as found, found.writer() as writer:
            for state in gone:
                writer.delete_by_term("document", state)
            for state in fresh:
                passages = list(_records(wanted[state], state))
                lengths[state] = statistics.lengths(passages)
                for passage in passages:
                    writer.add_document(**passage)
            held = sum(segment.doc_count_all() for segment in writer.segments)
            if held > statistics.total(lengths.values())[0] * (1 + _DELETED):
                writer.optimize = True
    texts[statistics.FILE] = json.dumps(lengths, indent=0, sort_keys=True) + "\n"
    texts[_MARK] = VERSION
    for name, text in texts.items():
        # The file has another name in the generation before; all is made durable at once.
        (place / name).unlink(missing_ok=True)
        (place / name).write_text(text, encoding="utf-8", newline="")
    return Update(folder=place, changed=len(gone | set(fresh)), live=live)


def _lengths(folder: Path) -> statistics.Lengths | None:
    """The documents that an index holds; None if there is no index of this version."""
    try:
        if (folder / _MARK).read_text(encoding="utf-8") != VERSION:
            return None
        with closing(whoosh_index.open_dir(folder)) as found:
            found.reader().close()
        return statistics.read(folder)
    except Exception:  # whatever is wrong with it, a new one is made
        return None


def _has(folder: Path, texts: Mapping[str, str]) -> bool:
    """Whether the files beside an index have the right content."""
    try:
        return all((folder / name).read_text("utf-8") == text for name, text in texts.items())
    except OSError:
        return False


def _state(document: Document) -> str:
    """A document's slug, and a hash of everything the index holds about it."""
    records = json.dumps(list(_records(document, "")), sort_keys=True, ensure_ascii=False)
    return f"{document.address} {hashlib.sha256(records.encode()).hexdigest()[:16]}"


def _records(document: Document, state: str) -> Iterator[dict[str, Any]]:
    watched = video(document.video or "") is not None
    authors = "\n".join(dict.fromkeys(c.name for c in document.people if c.role == "author"))
    # Where there is no word below it, a title is found as a heading is.
    bare = not any(map(analysis.tokens, (passage.text for passage in document.passages)))
    for number, passage in enumerate(document.passages):
        yield {
            "address": f"{document.address}#{passage.anchor}",
            "document": state,
            "slug": document.slug,
            "anchor": passage.anchor,
            "number": number,
            "kind": document.kind,
            "title": document.title,
            "about": "" if number else document.description,
            "heading": passage.heading or (document.title if bare and not number else ""),
            "speaker": passage.speaker or "",
            "author": "" if passage.speaker or document.kind != "post" else authors,
            "topic": "\n".join(passage.topics),
            "date": str(document.date or ""),
            "start": passage.start,
            "times": analysis.word_times(passage.text, passage.start, passage.times),
            "video": watched,
            "text": passage.text,
            "words": passage.text,
            "folded": " ".join(_folded(f"{passage.heading} {passage.text}")),
            "heard": " ".join(correction.heard for correction in passage.corrections),
        }


def _folded(text: str) -> Iterator[str]:
    """The words of a text that have accents, without them."""
    if not text.isascii():
        for token in analysis.tokens(text):
            if (plain := analysis.fold(token)) != token:
                yield plain
