"""Pages that the words of a query name, beside the passages that have them.

The browser's engine has a twin of this module, `browser/search/pages.js`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonplace import query
from commonplace.analysis import stem, tokens
from commonplace.index.entries import NamedPage
from commonplace.index.scores import Scores

MOST = 3  #: pages of a kind


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page whose title, description or name has the words of a query."""

    address: str
    title: str
    kind: str
    date: str | None


def pages(scores: Scores, entries: Sequence[NamedPage], tree: query.Node) -> tuple[Page, ...]:
    """Documents, topics and persons with every word of a query, at most `MOST` of each.

    A query that is more than words names none.
    """
    return (
        *_documents(scores, tree),
        *(
            Page(address=entry.address, title=entry.name, kind=entry.kind, date=None)
            for kind in ("topic", "person")
            for entry in _titled([one for one in entries if one.kind == kind], tree)
        ),
    )


def _documents(scores: Scores, tree: query.Node) -> Iterator[Page]:
    """The documents whose title and description have every word, best first."""
    asked = query.of_pages(tree)
    if asked is None:
        return
    first = []
    for number, score in scores.hits(asked).items():
        stored = scores.searcher.stored_fields(number)
        if stored["number"] == 0:
            first.append((-round(score, 6), stored["address"].partition("#")[0], stored))
    for _, address, stored in sorted(first, key=lambda one: one[:2])[:MOST]:
        date = stored["date"] or None
        yield Page(address=address, title=stored["title"], kind=stored["kind"], date=date)


def _titled(entries: Sequence[NamedPage], tree: query.Node) -> list[NamedPage]:
    """Those of which one name has every word, in any form or as the start of one.

    Names that have little else come first.
    """
    words = _words(tree)
    found = []
    for entry in entries if words else ():
        names = map(tokens, (entry.name, *entry.aliases))
        lengths = [
            len(name)
            for name in names
            if all(any(_is_like(token, word) for token in name) for word in words or ())
        ]
        if lengths:
            found.append((min(lengths), entry))
    return [entry for _, entry in sorted(found, key=lambda one: one[0])[:MOST]]


def _words(tree: query.Node) -> tuple[str, ...] | None:
    """The words of a tree; None where it is more than words."""
    if isinstance(tree, query.Words) and not tree.field:
        return tree.terms
    if isinstance(tree, query.Typed | query.Prefix) and not tree.field:
        return (tree.text,)
    if not isinstance(tree, query.All):
        return None
    parts = tuple(map(_words, tree.parts))
    if None in parts:
        return None
    return tuple(word for part in parts for word in part or ())


def _is_like(token: str, word: str) -> bool:
    return token.startswith(word) or stem(token) == stem(word)
