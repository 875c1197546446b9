"""What the export is made of: the postings of documents, merged, and what hits show.

Whoosh has the same, but is slow to read. What a few documents have is cached, and so is one
part of the alphabet in all documents: an edit recomputes only its document's and the letters
that its words begin with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from commonplace import index
from commonplace.export.terms import Shard, shards
from commonplace.export.texts import Shown
from commonplace.export.texts import documents as documents_of
from commonplace.export.words import PrefixTerm
from commonplace.index import postings
from commonplace.model import Document, Each, in_turn


@dataclass(frozen=True, kw_only=True)
class WholeIndex:
    """What the index holds of all documents; `long` is how many words the text of each has."""

    documents: list[Shown]
    passages: int
    averages: Mapping[str, float]
    lengths: bytes
    long: Sequence[int]
    shards: list[Shard]
    words: list[PrefixTerm]


def whole(held: Sequence[index.Indexed], each: Each = in_turn) -> WholeIndex:
    """What the index holds of documents, which are in the order of their addresses."""
    parts = [one.part for one in held]
    before = tuple(postings.before(parts))
    slices = zip(*(one.slices for one in parts), strict=True)
    made = list(each(partial(joined, before=before), [one for one in slices if any(one)]))
    passages, *counts = postings.counts(parts)
    seen = list(each(shown_part, [document for one in held for document in one.documents]))
    return WholeIndex(
        documents=list(chain.from_iterable(seen)),
        passages=passages,
        averages=index.averages(passages, counts),
        long=[row[1 + index.EXPORTED.index("text")] for one in parts for row in one.counts],
        lengths=b"".join(one.lengths["text"] for one in parts),
        shards=[shard for found, _ in made for shard in found],
        words=[word for _, words in made for word in words],
    )


def shown_part(document: Document) -> tuple[Shown, ...]:
    """What hits show of a document."""
    return tuple(documents_of(list(index.shown(document))))


def joined(slices: Sequence[bytes], before: Sequence[int]) -> tuple[list[Shard], list[PrefixTerm]]:
    """One part of the alphabet in all documents: its shards and its prefix entries.

    There is a slice of every part of the documents, and the number of passages before it.
    """
    found = postings.joined(slices, before)
    written = [
        PrefixTerm("words", word, passages, form)
        for one in found.spelled.values()
        for form, (word, passages) in enumerate(one.words)
    ]
    several = {stem: one.forms for stem, one in found.spelled.items() if len(one.words) > 1}
    named = map(listed, filter(is_named, found.terms))
    return shards(found.terms, index.EXPORTED, several), [*written, *named]


def is_named(term: postings.Posted) -> bool:
    """Whether a term itself is found by prefix; for the text, its words are instead."""
    return term.field not in ("asked", "text")


def listed(term: postings.Posted) -> PrefixTerm:
    """A term as an entry found by prefix."""
    return PrefixTerm(term.field, term.text, term.passages)
