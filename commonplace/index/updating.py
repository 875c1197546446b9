"""Brings the index up to date with the library: a new generation, then one renamed file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from whoosh import index as whoosh_index

from commonplace import meaning
from commonplace.disk import generations
from commonplace.index import aliases as names
from commonplace.index import entries as named
from commonplace.index import segments, statistics
from commonplace.index.entries import NamedPage
from commonplace.index.postings import Indexed, indexed
from commonplace.index.schema import VERSION, schema
from commonplace.index.similar import FILE as MEANING
from commonplace.model import Each, Library, in_turn

_MARK = "version"


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


def untouched(live: Path) -> Update:
    """The index as it is, or none, for a build that needs none."""
    return Update(folder=generations.current(live), changed=0, live=live)


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
    held: Sequence[Indexed] | None = None,
    meant: meaning.Meant | None = None,
    explained: Sequence[Sequence[str]] = (),
    without: str = "",
    each: Each = in_turn,
) -> Update:
    """Make an updated copy of an index beside it, still to be published.

    A document's passages are indexed again only where they or its fields changed; a document
    that is gone leaves the index. `aliases` are groups of names for one thing, `explained` such
    as count less, and `entries` pages to be found by name; these are beside the index, and so are
    the vectors `meant`, which are made here without it. `held` is what `indexed` gives for the
    documents. The file `without` describes the index before the update and is not copied. What
    `each` encodes for the index need not be kept.
    """
    held = indexed(library.documents, each) if held is None else held
    wanted = {
        state: list(row)
        for one in held
        for state, row in zip(one.part.states, one.part.counts, strict=True)
    }
    now = generations.current(live)
    known = _lengths(now)
    meant = meaning.made(library.documents, each) if meant is None else meant
    texts = {
        names.FILE: names.as_json(aliases, explained).encode(),
        named.FILE: named.as_json(entries).encode(),
        MEANING: meant.kept(),
    }
    changed = set(known or ()) ^ wanted.keys()
    if known is not None and not changed and _has(now, texts):
        return Update(folder=now, changed=0, live=live)
    place = generations.begin(live, copied=known is not None, without=without)
    if known is None:
        whoosh_index.create_in(place, schema()).close()
    if changed:
        segments.update(place, held, each)
    texts[statistics.FILE] = (json.dumps(wanted, indent=0, sort_keys=True) + "\n").encode()
    texts[_MARK] = VERSION.encode()
    for name, text in texts.items():
        # The file has another name in the generation before; all is made durable at once.
        (place / name).unlink(missing_ok=True)
        (place / name).write_bytes(text)
    return Update(folder=place, changed=len(changed), live=live)


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


def _has(folder: Path, texts: Mapping[str, bytes]) -> bool:
    """Whether the files beside an index have the right content."""
    try:
        return all((folder / name).read_bytes() == text for name, text in texts.items())
    except OSError:
        return False
