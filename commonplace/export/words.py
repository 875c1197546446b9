"""What prefixes, wildcards and fuzzy words are looked up in, and suggestions.

Words as written have no postings of their own: they are among those of the stem. For each
occurrence of the stem in a passage, a number says which word it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from commonplace.analysis.languages import bare
from commonplace.export.codec import Directory, Files, add, deflated, front_coded
from commonplace.export.terms import by_key, cut, keyed
from commonplace.index import general, general_near
from commonplace.index.packing import varint, varints
from commonplace.model import Each, in_turn
from commonplace.query import STOP_WORDS, WRITTEN

SHARD = 16_384  #: bytes of a shard before compression, about
GENERAL = 8000  #: words of a file of general English


class PrefixTerm(NamedTuple):
    """A term that is found by its beginning; `form` distinguishes the words of a stem."""

    field: str
    text: str
    passages: int
    form: int = 0


def write_general(
    words: Iterable[PrefixTerm], files: Files, each: Each = in_turn
) -> tuple[str, list[str]]:
    """Write the words of general English that are one edit from any of some.

    Returns the name of the files, and the first word of each.
    """
    asked = {field for fields in WRITTEN.values() for field in fields}
    texts = sorted({bare(word.text) for word in words if word.field in asked} - STOP_WORDS)
    groups = [tuple(group) for _, group in groupby(texts, key=lambda text: text[0])]
    known = each(general, [group[0][0] for group in groups])
    jobs = list(zip(groups, known, strict=True))
    near = [one for found in each(general_near, jobs) for one in found]
    parts = [near[n : n + GENERAL] for n in range(0, len(near), GENERAL)] or [[]]
    name = add(files, *(deflated(varint(len(part)) + front_coded(part)) for part in parts))
    return name, [part[0] if part else "" for part in parts]


def write_words(
    words: Iterable[PrefixTerm], fields: Sequence[str], files: Files, each: Each = in_turn
) -> Directory:
    """Write words of all fields in shards; returns their directory."""

    def size(group: Sequence[PrefixTerm]) -> int:
        return 4 * len(group) + len(group[0].text) // 2

    shards = cut(by_key(words, fields, lambda word: word.text), size, SHARD)
    made = each(partial(_shard, fields=tuple(fields)), [tuple(shard) for shard in shards])
    spans = [(shard[0].text, shard[-1].text) for shard in shards]
    return keyed(spans, [add(files, data) for data in made])


def _shard(shard: Sequence[PrefixTerm], fields: Sequence[str]) -> bytes:
    return deflated(
        varint(len(shard)) + front_coded(word.text for word in shard),
        numbers=[
            varints(fields.index(word.field) for word in shard),
            varints(word.passages for word in shard),
            varints(word.form for word in shard),
        ],
    )
