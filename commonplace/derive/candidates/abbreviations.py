"""Abbreviations that the collection explains, with the sentences that explain them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from commonplace.derive.candidates.acronyms import USUAL
from commonplace.derive.candidates.other_names import meaning_key, tells
from commonplace.derive.excerpts import excerpt, quote_of
from commonplace.model import Abbreviation, Document, Each, Library, Quote, in_turn

#: An acronym, how its words are written, and the sentence with both.
_Found = tuple[str, str, Quote]
#: A meaning that has a smaller share of the documents that explain the acronym is a slip.
_SHARE = 0.2
#: So many documents have to give an acronym that everybody knows another meaning.
_OTHERWISE = 2


def abbreviations(library: Library, each: Each = in_turn) -> tuple[Abbreviation, ...]:
    """All acronyms that documents explain, in order of the alphabet.

    One with several meanings is there with each. Of a document the first explanation counts.
    """
    meanings: defaultdict[str, defaultdict[tuple[str, ...], list[_Found]]]
    meanings = defaultdict(lambda: defaultdict(list))
    for found in each(explained_in, library.documents):
        for one in found:
            meanings[one[0]][meaning_key(one[1])].append(one)
    return tuple(entry for short in sorted(meanings) for entry in _entries(short, meanings[short]))


def explained_in(document: Document) -> tuple[_Found, ...]:
    """The acronyms that a document explains, each meaning once, with the first sentence."""
    found: dict[tuple[str, tuple[str, ...]], _Found] = {}
    for passage in document.passages:
        for one in tells(passage.text):
            key = (one.short, meaning_key(one.meaning))
            if key not in found:
                span = excerpt(passage.text, (one.start, one.end))
                quote = quote_of(document, passage, span)
                found[key] = (one.short, one.meaning, quote)
    return tuple(found.values())


def _entries(
    short: str, meanings: Mapping[tuple[str, ...], Sequence[_Found]]
) -> list[Abbreviation]:
    """An acronym with each of its meanings, the most usual first."""
    every = sum(map(len, meanings.values()))
    kept = [found for found in meanings.values() if len(found) >= _SHARE * every]
    # What everybody else means by it needs two documents that say otherwise.
    other = short in USUAL and meaning_key(USUAL[short]) not in meanings and every < _OTHERWISE
    sole = len(kept) == 1 and not other
    entries = []
    for found in sorted(kept, key=lambda found: (-len(found), found[0][1].lower())):
        spellings = Counter(meaning for _, meaning, _ in found)
        best = min(spellings, key=lambda one: (-spellings[one], one != one.lower(), one))
        quotes = tuple(quote for _, _, quote in found)
        entries.append(Abbreviation(short=short, meaning=best, quotes=quotes, sole=sole))
    return entries
