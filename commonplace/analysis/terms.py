"""The words of a document's texts: found once, where the document is made, and kept with it.

The index, its export and whatever else counts terms begin with these, so that no text is
taken apart twice. They are packed, because all documents are in memory at once: they take
less than the texts do.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from commonplace.analysis import said, stem, tokens
from commonplace.analysis.languages import bare, detected, known, spoken
from commonplace.model import Document, Terms

#: So many numbers fit into two bytes.
_SHORT = 1 << 16


def terms_of(document: Document) -> Terms:
    """The words of a document's texts: those it was made with, if its texts are the same."""
    texts = [passage.text for passage in document.passages]
    if document.terms is not None and document.terms.texts == _hash([document.language, *texts]):
        return document.terms
    return packed(texts, document.language)


def packed(texts: Sequence[str], tag: str = "") -> Terms:
    """The words of the texts of passages in the language of a tag; without one, in what they are.

    >>> found = packed(["Newts sing.", "A newt!"])
    >>> found.words, found.counts, list(found.places)
    ('a newt newts sing', (2, 2), [2, 3, 0, 1])
    """
    found = [tokens(said(text)) for text in texts]
    language = known(tag)
    if language is None:
        language = detected(word for several in found for word in several)
    every = dict.fromkeys(word for several in found for word in several)
    known_as = {word: spoken(word, language) for word in every}
    words = sorted(known_as.values())
    places = {word: place for place, word in enumerate(words)}
    numbers = {word: places[one] for word, one in known_as.items()}
    return Terms(
        language=language,
        texts=_hash([tag, *texts]),
        words=" ".join(words),
        counts=tuple(map(len, found)),
        places=array(
            "H" if len(words) <= _SHORT else "I",
            (numbers[word] for several in found for word in several),
        ),
    )


def numbered(terms: Terms) -> Iterator[array[int]]:
    """The numbers of the words of each passage, in order.

    >>> [list(numbers) for numbers in numbered(packed(["Newts sing.", "", "A newt!"]))]
    [[2, 3], [], [0, 1]]
    """
    start = 0
    for count in terms.counts:
        yield terms.places[start : start + count]
        start += count


def stems(document: Document) -> list[Mapping[str, int]]:
    """The stems of each passage of a document, and how often it has them."""
    terms = terms_of(document)
    stemmed = [bare(stem(word)) for word in terms.words.split()]
    return [Counter(map(stemmed.__getitem__, numbers)) for numbers in numbered(terms)]


def _hash(texts: Iterable[str]) -> bytes:
    """A hash of some texts, the same in every process."""
    found = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()
