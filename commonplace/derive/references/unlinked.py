"""Documents that others name by their titles without a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from commonplace.analysis import tokens
from commonplace.analysis.terms import terms_of
from commonplace.derive.excerpts import excerpt, quote_of
from commonplace.derive.references.places import TITLE_WORDS
from commonplace.derive.sentences import Span
from commonplace.model import Document, Library, Quote, Reference

#: A title of so many words, or so many capitals, is none of the sentence's own words.
_LONG, _CAPITALS = 6, 3
_QUOTES = "\"'“”‘’«»"


def unlinked(library: Library, works: Sequence[Reference]) -> Mapping[str, tuple[Quote, ...]]:
    """The sentences in which documents say the title of another, by the other's address.

    Documents that link to it are left out. Titles of one or two words are words like others;
    of longer ones, the case has to be the same, and they have to be in quotation marks unless
    they are long or have capitals of their own.
    """
    titles = {
        document.address: words
        for document in library.documents
        if len(words := frozenset(tokens(document.title))) >= TITLE_WORDS
    }
    wanted = frozenset[str]().union(*titles.values())
    linked = {(one.document, work.document) for work in works for one in work.citations}
    known = {document.address: document for document in library.documents}
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for document in library.documents:
        has = wanted.intersection(terms_of(document).words.split())
        named = [
            known[address]
            for address, words in titles.items()
            if words <= has and (document.address, address) not in linked
        ]
        whole = "\n".join(passage.text for passage in document.passages) if named else ""
        for other in named:
            if other is not document and other.title in whole:
                found[other.address] += _said(document, other.title)
    return {address: tuple(found[address]) for address in sorted(found) if found[address]}


def _said(document: Document, title: str) -> Iterator[Quote]:
    """The sentences of a document that say a title, one of each passage."""
    words = title.split()
    capitals = sum(word[:1].isupper() for word in words)
    alone = len(words) >= _LONG or capitals >= _CAPITALS
    for passage in document.passages:
        start = passage.text.find(title)
        place = Span(start, start + len(title))
        before, behind = passage.text[start - 1 : start], passage.text[place.end : place.end + 1]
        whole = start >= 0 and not before.isalnum() and not behind.isalnum()
        if whole and (alone or (before and before in _QUOTES)):
            yield quote_of(document, passage, excerpt(passage.text, place))
