"""The words of a document's texts, packed."""

from __future__ import annotations

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Which words the texts of a document's passages are made of, in order.

    `texts` is a hash of the texts, `words` are all different words, sorted and with a space
    between two, and `counts` says how many words each text has. `places` names the words of
    all texts, one after another, by their numbers. `commonplace.analysis.terms` packs and reads
    them.
    """

    texts: bytes
    words: str
    counts: tuple[int, ...]
    places: array[int]
