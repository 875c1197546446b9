"""What prefixes, wildcards and fuzzy words are looked up in, and suggestions.

The words as they are written have no postings of their own: these are among those of
the word's stem. For each time that the stem stands in a passage, a number tells which
of its words it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from commonplace import analysis
from commonplace.export.codec import Files, add, deflated, front_coded, varint, varints
from commonplace.export.terms import by_text, cut, keyed
from commonplace.index import Term, general_near
from commonplace.model import Each, in_turn
from commonplace.query import STOP_WORDS, WRITTEN

SHARD = 8192  #: bytes of a shard before compression, about
GENERAL = 2000  #: words of a file of general English


class Word(NamedTuple):
    """A term that is found by its beginning; `form` tells a word from others of its stem."""

    field: str
    text: str
    frequency: int
    passages: int
    form: int = 0


def write_general(
    words: Iterable[Word], files: Files, each: Each = in_turn
) -> tuple[str, list[str]]:
    """Write the words of general English that are one edit from any of some.

    Returns the name of the files, and the first word of each.
    """
    asked = {field for fields in WRITTEN.values() for field in fields}
    texts = sorted({word.text for word in words if word.field in asked} - STOP_WORDS)
    groups = [tuple(group) for _, group in groupby(texts, key=lambda text: text[0])]
    near = [one for found in each(general_near, groups) for one in found]
    parts = [near[n : n + GENERAL] for n in range(0, len(near), GENERAL)] or [[]]
    name = add(files, *(deflated(varint(len(part)) + front_coded(part)) for part in parts))
    return name, [part[0] if part else "" for part in parts]


class Written(NamedTuple):
    """A word as it is written, and how often each passage has it."""

    stem: str
    text: str
    frequency: int
    passages: array[int]
    times: array[int]

    @classmethod
    def of(cls, term: Term) -> Written:
        """The word of a term, so that what Whoosh gave can be let go of."""
        passages = array("L", (posting.passage for posting in term.postings))
        times = array("L", (posting.frequency for posting in term.postings))
        return cls(analysis.stem(term.text), term.text, term.frequency, passages, times)


def forms(words: Iterable[Written]) -> tuple[list[Word], dict[str, bytes]]:
    """The words, and for each stem of several which of them stand where.

    The latter is the number of a word for each time that a passage has the stem, passage
    by passage and rising within one. The words of a stem are numbered in their order.
    """
    result: list[Word] = []
    where: dict[str, bytes] = {}
    for stem, group in groupby(sorted(words), key=lambda word: word.stem):
        places: list[tuple[int, int, int]] = []
        for form, word in enumerate(group):
            result.append(Word("words", word.text, word.frequency, len(word.passages), form))
            places.extend((*place, form) for place in zip(word.passages, word.times, strict=True))
        if result[-1].form:
            ordered = sorted((passage, form, times) for passage, times, form in places)
            where[stem] = varints(form for _, form, times in ordered for _ in range(times))
    return result, where


def write_words(
    words: Iterable[Word], fields: Sequence[str], files: Files, each: Each = in_turn
) -> bytes:
    """Write words of all fields in shards; returns the keys and names of the shards."""

    def size(group: Sequence[Word]) -> int:
        return 4 * len(group) + len(group[0].text) // 2

    shards = cut(by_text(words, fields), size, SHARD)
    made = each(partial(_shard, fields=tuple(fields)), [tuple(shard) for shard in shards])
    spans = [(shard[0].text, shard[-1].text) for shard in shards]
    return keyed(spans, [add(files, data) for data in made])


def _shard(shard: Sequence[Word], fields: Sequence[str]) -> bytes:
    return deflated(
        varint(len(shard)) + front_coded(word.text for word in shard),
        numbers=[
            varints(fields.index(word.field) for word in shard),
            varints(word.passages for word in shard),
            varints(word.frequency - word.passages for word in shard),
            varints(word.form for word in shard),
        ],
    )
