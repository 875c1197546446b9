"""The terms in shards, each with its postings, and with its positions in separate files.

A shard also has the best passages for its frequent terms, as hits show them, so that most
hits need no file of their own.

The alphabet is divided at fixed places, and no shard crosses one. So the shards of a part
depend on its own terms alone, and are made again only where one of these changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import accumulate, groupby, islice, pairwise
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

from commonplace.analysis import stem
from commonplace.export.codec import (
    PAGE,
    Directory,
    DirectoryPage,
    Files,
    add,
    deflated,
    front_coded,
    name,
    wide,
)
from commonplace.export.texts import Shown
from commonplace.index import STEMMED
from commonplace.index.packing import gaps, numbers, varint, varints
from commonplace.index.postings import LENGTHS, Posted
from commonplace.model import Each, in_turn
from commonplace.query import STOP_WORDS

SHARD = 17_600  #: bytes of a shard before compression, about
POSITIONS = 20_000  #: numbers in a file of positions, about
FREQUENT = 48  #: passages that have a term, for some of them to lie with it
LEADS = 5  #: of them, at most
LEAD = 400  #: bytes of one of them before compression, about
LONGEST = 400  #: words of one of them
#: Words that are added to the length of a passage: how often a term stands there counts in
#: proportion to the sum, about as BM25F has it.
NORMAL = 30


class InDictionary(Protocol):
    """Anything that has a place in a dictionary."""

    @property
    def field(self) -> str:
        """The field's name."""

    @property
    def text(self) -> str:
        """The text, as the field holds it."""


T = TypeVar("T", bound=InDictionary)
#: The stems of stop words.
_STOPPED = frozenset(map(stem, STOP_WORDS))


class Shard(NamedTuple):
    """The first and last key of a shard's terms, its file, and the passages for its hits.

    The stream of the file has an open end, for the texts of these passages. `positions` are
    files that have those of the shard's terms, some of them together with other shards.
    """

    first: str
    last: str
    head: bytes
    leads: tuple[int, ...]
    positions: tuple[bytes, ...]


def filed(field: str, text: str) -> str:
    """What decides in which shard a term is: all that a word is looked up as is in one.

    A word that is no stem is with its stem, if that is in the same part of the alphabet, which
    the first three letters tell.

    >>> filed("text", "reward"), filed("speaker", "rewards"), filed("topic", "=reward models")
    ('reward', 'reward', '=reward models')
    >>> filed("speaker", "dying")
    'dying'
    """
    if field in STEMMED or text.startswith("="):
        return text
    return root if (root := stem(text)).startswith(text[:3]) else text


def shards(
    found: Iterable[Posted], fields: Sequence[str], forms: Mapping[str, bytes]
) -> list[Shard]:
    """Terms of one part in shards, with the words of each stem of the text."""

    def size(group: Sequence[Posted]) -> int:
        return sum(
            5
            + len(term.gaps)
            + term.passages * (1 if without(term) else 2)
            + (LEADS * LEAD if has_leads(term) else 0)
            for term in group
        )

    def several(term: Posted) -> bytes:
        return forms.get(term.text, b"") if term.field == "text" else b""

    def key(term: Posted) -> str:
        return filed(term.field, term.text)

    made = cut(by_key(found, fields, key), size, SHARD)
    spans = [(key(shard[0]), key(shard[-1])) for shard in made]
    for shard in made:
        shard.sort(key=lambda term: (term.text, fields.index(term.field)))
    result = []
    for span, shard, pieces in zip(spans, made, _positions(made), strict=True):
        leads = tuple(sorted({number for term in shard for number in _leads(term)}))
        head = _head(shard, list(map(several, shard)), pieces, leads, fields)
        positions = dict.fromkeys(piece.file for piece in pieces)
        result.append(Shard(*span, head, leads, tuple(positions)))
    return result


def write_positions(found: Iterable[Shard], files: Files) -> None:
    """Write the files of positions that shards name."""
    for data in dict.fromkeys(data for shard in found for data in shard.positions):
        add(files, data)


def write_shards(
    found: Sequence[Shard], shown: Iterable[Shown], files: Files, each: Each = in_turn
) -> Directory:
    """Write shards, with passages where documents are given; returns their directory."""
    passages = [(one, place) for one in shown for place in range(len(one.passages))]
    texts = [
        b"\0".join(
            one.columns(place)
            for one, place in (passages[lead] for lead in shard.leads if passages)
        )
        for shard in found
    ]
    names = [
        add(files, shard.head + rest)
        for shard, rest in zip(found, each(deflated, texts), strict=True)
    ]
    return keyed([(shard.first, shard.last) for shard in found], names)


def by_key(found: Iterable[T], fields: Sequence[str], key: Callable[[T], str]) -> Iterator[list[T]]:
    """Terms in order, those with one key together."""
    ordered = sorted(found, key=lambda term: (key(term), term.text, fields.index(term.field)))
    return (list(group) for _, group in groupby(ordered, key=key))


def cut(
    groups: Iterable[list[T]], size: Callable[[Sequence[T]], int], wanted: int
) -> list[list[T]]:
    """Group the terms of texts into shards of about one size, cut where the texts decide.

    A shard ends after a text whose checksum says so, once it has half the wanted size, and at
    one and a half times that size in any case. So an addition moves only the cuts near it.
    """
    shards: list[list[T]] = []
    total, ended = 0, True
    for group in groups:
        more = size(group)
        if ended or total + more > wanted * 3 // 2:
            shards.append([])
            total = 0
        shards[-1].extend(group)
        total += more
        ended = total >= wanted // 2 and zlib.crc32(group[0].text.encode()) % wanted < 2 * more
    return shards


def keyed(spans: Sequence[tuple[str, str]], names: Sequence[str]) -> Directory:
    """The directory of shards, from their first and last texts and their names.

    A key is just long enough to tell the shard from the one before it. The directory has
    pages, whose keys are those of their first shards.
    """
    keys = [""] * bool(spans)
    for (_, before), (first, _) in pairwise(spans):
        shorter = (first[:n] for n in range(1, len(first)))
        keys.append(next((key for key in shorter if key > before), first))
    pages = [
        DirectoryPage(
            varint(len(keys[first : first + PAGE])) + front_coded(keys[first : first + PAGE]),
            b"".join(map(bytes.fromhex, names[first : first + PAGE])),
        )
        for first in range(0, len(keys), PAGE)
    ]
    return Directory(varint(len(pages)) + front_coded(keys[::PAGE]), pages)


def without(term: Posted) -> bool:
    """Whether the postings of a term omit lengths.

    Stop words have half of all postings and are rarely scored. If they are, the lengths of
    all passages are loaded from one file.
    """
    return term.field == "text" and term.text in _STOPPED


def has_leads(term: Posted) -> bool:
    """Whether some passages lie with a term."""
    return term.field == "text" and term.passages >= FREQUENT and not without(term)


def _leads(term: Posted) -> list[int]:
    """The passages that a frequent term alone would find first, about."""
    if not has_leads(term):
        return []
    places = accumulate(numbers(term.gaps))
    rated = (
        (-1000 * often // (NORMAL + LENGTHS[length]), number)
        for number, often, length in zip(places, numbers(term.times), term.lengths, strict=True)
        if LENGTHS[length] <= LONGEST
    )
    return [number for _, number in nsmallest(LEADS, rated)]


def _head(
    shard: Sequence[Posted],
    several: Sequence[bytes],
    pieces: Sequence[Stretch],
    leads: Sequence[int],
    fields: Sequence[str],
) -> bytes:
    """The file of a shard up to the texts of its passages.

    `several` gives the words of each term, and `pieces` say where its positions are.
    """
    return deflated(
        varint(len(shard)) + front_coded(term.text for term in shard),
        numbers=[
            varints(fields.index(term.field) for term in shard),
            varints(term.passages for term in shard),
            varints(map(bool, several)),
            varints(without(term) for term in shard),
            varint(len(pieces)) + varints(n for one in pieces for n in (one.postings, one.first)),
            b"".join(bytes.fromhex(name(one.file)) for one in pieces),
            b"".join(term.gaps for term in shard),
            b"".join(term.times for term in shard),
            b"".join(b"" if without(term) else term.lengths for term in shard),
            b"".join(several),
            varint(len(leads)) + varints(gaps(leads)),
        ],
        open_end=True,
    )


class Stretch(NamedTuple):
    """Positions of some postings: how many these are, and where in which file it begins."""

    postings: int
    first: int
    file: bytes


def _positions(made: Sequence[Sequence[Posted]]) -> list[list[Stretch]]:
    """The positions of shards, in files of about one size, in the order of the postings.

    A posting is in the file in which its middle falls, if all positions are divided equally.
    """
    times = [[often for term in shard for often in numbers(term.times)] for shard in made]
    total = sum(map(sum, times))
    files: list[list[int]] = [[] for _ in range(max(1, round(total / POSITIONS)))]
    placed: list[list[tuple[int, int, int]]] = []
    before = 0
    for shard, postings in zip(made, times, strict=True):
        positions = iter([gap for term in shard for gap in numbers(term.positions)])
        chosen = []
        for often in postings:
            chosen.append((2 * before + often) * len(files) // (2 * total))
            before += often
        placed.append([])
        rows = zip(chosen, postings, strict=True)
        for number, run in groupby(rows, key=itemgetter(0)):
            held = [often for _, often in run]
            placed[-1].append((len(held), len(files[number]), number))
            files[number] += islice(positions, sum(held))
    data = [deflated(varint(len(held)), numbers=wide(held)) for held in files]
    return [[Stretch(count, first, data[n]) for count, first, n in one] for one in placed]
