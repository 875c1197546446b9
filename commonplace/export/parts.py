"""The postings of documents, made from the documents themselves and put together.

Whoosh holds the same, but is slow to tell it. What is made of a few documents can be
kept, so that after an edit most of it is there: putting the parts together joins bytes.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from commonplace import index
from commonplace.analysis import stem, tokens
from commonplace.export.codec import gaps, varint, varints
from commonplace.export.terms import LENGTHS, Coded
from commonplace.export.words import Word
from commonplace.model import Document, Each, in_turn

#: Documents of a part, on average.
TOGETHER = 8
#: Every field but the words as they are written has postings of its own.
_FIELDS = tuple(name for name in index.EXPORTED if name != "words")

#: What the files say of a passage besides its terms.
_SHOWN = (
    *("address", "anchor", "kind", "title", "heading", "speaker", "topic", "date", "start"),
    *("video", "text"),
)

#: First and last passage; number of passages; gaps but the first; and, for each posting,
#: how often, how long the field is, and the gaps of positions.
Run = tuple[int, int, int, bytes, bytes, bytes, bytes]


@dataclass(frozen=True)
class Spelled:
    """The words of a stem, how often they stand, and in how many passages.

    `forms` has the place of a word for each time that a passage has the stem, as characters
    with these numbers; it is empty where there is but one word.
    """

    words: tuple[tuple[str, int, int], ...]
    forms: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What the index holds of some documents, their passages numbered from 0."""

    passages: tuple[dict[str, Any], ...]
    tokens: Mapping[str, int]
    lengths: bytes
    terms: Mapping[tuple[str, str], Run]
    spelled: Mapping[str, Spelled]


@dataclass
class _Joined:
    """A term while it is put together."""

    last: int = 0
    passages: int = 0
    gaps: bytearray = field(default_factory=bytearray)
    times: bytearray = field(default_factory=bytearray)
    lengths: bytearray = field(default_factory=bytearray)
    positions: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What the index holds of all documents."""

    passages: tuple[dict[str, Any], ...]
    averages: dict[str, float]
    lengths: bytes
    terms: list[Coded]
    words: list[Word]
    forms: dict[str, bytes]


def whole(documents: Sequence[Document], each: Each = in_turn) -> Whole:
    """What the index holds of documents, which are in the order of their addresses."""
    return joined(each(part, list(_groups(documents))))


def _groups(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in groups, which an address ends, so that a new one changes only its own."""
    group: list[Document] = []
    for document in documents:
        group.append(document)
        ends = zlib.crc32(document.address.encode()) % TOGETHER == 0
        if ends or len(group) == 4 * TOGETHER:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def part(documents: tuple[Document, ...]) -> Part:
    """What the index holds of a few documents."""
    passages: list[dict[str, Any]] = []
    lengths = bytearray()
    count: Counter[str] = Counter()
    held: dict[tuple[str, str], list[tuple[int, int, int, list[int]]]] = defaultdict(list)
    written: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for record in chain.from_iterable(index.records(document, "") for document in documents):
        number = len(passages)
        passages.append({name: record[name] for name in _SHOWN if record[name] is not None})
        words = tokens(record["text"])
        lengths.append(_length(len(words)))
        for name in _FIELDS:
            terms = words if name == "text" else tokens(record[name])
            count[name] += len(terms)
            where: dict[str, list[int]] = defaultdict(list)
            for place, term in enumerate(map(stem, terms) if name in index.STEMMED else terms):
                where[term].append(place)
            length = _length(len(terms))
            for term, places in where.items():
                held[name, term].append((number, len(places), length, gaps(places)))
        count["words"] += len(words)
        for word, times in Counter(words).items():
            written[stem(word)].append((number, word, times))
    return Part(
        passages=tuple(passages),
        tokens=dict(count),
        lengths=bytes(lengths),
        terms={key: _run(held[key]) for key in sorted(held)},
        spelled={key: _spelled(written[key]) for key in sorted(written)},
    )


def _length(number: int) -> int:
    """The byte in which Whoosh keeps the length of a field."""
    return min(255, bisect_left(LENGTHS, number))


def _run(postings: Sequence[tuple[int, int, int, list[int]]]) -> Run:
    numbers = [number for number, *_ in postings]
    return (
        numbers[0],
        numbers[-1],
        len(numbers),
        varints(gaps(numbers)[1:]),
        varints(times for _, times, _, _ in postings),
        bytes(length for _, _, length, _ in postings),
        varints(gap for *_, places in postings for gap in places),
    )


def _spelled(written: Sequence[tuple[int, str, int]]) -> Spelled:
    words = sorted({word for _, word, _ in written})
    often: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    for _, word, times in written:
        often[word] += times
        passages[word] += 1
    forms = ""
    if len(words) > 1:
        forms = "".join(chr(words.index(word)) * times for _, word, times in sorted(written))
    return Spelled(tuple((word, often[word], passages[word]) for word in words), forms)


def joined(parts: Iterable[Part]) -> Whole:
    """The parts put together, in their order."""
    passages: list[dict[str, Any]] = []
    count: Counter[str] = Counter()
    lengths = bytearray()
    terms: dict[tuple[str, str], _Joined] = {}
    spelled: dict[str, list[Spelled]] = {}
    for one in parts:
        base = len(passages)
        for key, run in one.terms.items():
            if (found := terms.get(key)) is None:
                found = terms[key] = _Joined()
            first, last, number, between, times, long, positions = run
            found.gaps += varint(base + first - found.last)
            found.gaps += between
            found.times += times
            found.lengths += long
            found.positions += positions
            found.last = base + last
            found.passages += number
        for stemmed, words in one.spelled.items():
            spelled.setdefault(stemmed, []).append(words)
        passages += one.passages
        count.update(one.tokens)
        lengths += one.lengths
    known, several = _words(spelled)
    return Whole(
        passages=tuple(passages),
        averages={
            name: (count[name] / len(passages) if passages else 0) or 1 for name in index.EXPORTED
        },
        lengths=bytes(lengths),
        terms=[_coded(key, terms[key]) for key in sorted(terms)],
        words=known,
        forms=several,
    )


def _coded(key: tuple[str, str], found: _Joined) -> Coded:
    return Coded(
        field=key[0],
        text=key[1],
        frequency=found.passages,
        passages=found.passages,
        gaps=bytes(found.gaps),
        times=bytes(found.times),
        lengths=bytes(found.lengths),
        positions=bytes(found.positions),
    )


def _words(spelled: Mapping[str, Sequence[Spelled]]) -> tuple[list[Word], dict[str, bytes]]:
    """The words of all stems, and for each stem of several which of them stand where."""
    words: list[Word] = []
    forms: dict[str, bytes] = {}
    for key in sorted(spelled):
        of_parts = spelled[key]
        only = {one.words[0][0] for one in of_parts if len(one.words) == 1}
        if len(only) == 1 and all(len(one.words) == 1 for one in of_parts):
            number = sum(one.words[0][2] for one in of_parts)
            words.append(Word("words", only.pop(), number, number))
            continue
        passages: Counter[str] = Counter()
        for one in of_parts:
            for word, _, number in one.words:
                passages[word] += number
        every = sorted(passages)
        words += (
            Word("words", word, passages[word], passages[word], form)
            for form, word in enumerate(every)
        )
        if len(every) > 1:
            numbers = {word: form for form, word in enumerate(every)}
            places = "".join(_renumbered(one, numbers) for one in of_parts)
            # As varints, of which hardly any has a second byte.
            forms[key] = places.encode() if places.isascii() else varints(map(ord, places))
    return words, forms


def _renumbered(one: Spelled, numbers: Mapping[str, int]) -> str:
    """The forms of a part in the numbers that the whole has for them."""
    own = [numbers[word] for word, *_ in one.words]
    if len(own) == 1:
        return chr(own[0]) * one.words[0][1]
    return one.forms.translate(dict(enumerate(own)))
