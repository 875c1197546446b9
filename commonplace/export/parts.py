"""The postings of documents, made from the documents themselves and merged.

Whoosh has the same, but is slow to read. The results for a few documents are cached, and so
are those for one part of the alphabet in all documents: an edit recomputes only its group of
documents and the letters that its words begin with.
"""

from __future__ import annotations

import marshal
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, chain
from typing import Any, NamedTuple

from commonplace import index
from commonplace.analysis import stem, tokens
from commonplace.export.codec import gaps, varint, varints
from commonplace.export.terms import BOUNDS, LENGTHS, Coded, Shard, part_of, shards
from commonplace.export.texts import Shown
from commonplace.export.texts import documents as shown
from commonplace.export.words import PrefixTerm
from commonplace.model import Document, Each, in_turn

#: Documents of a part, on average.
TOGETHER = 8
#: Every field but the words as they are written has postings of its own.
_FIELDS = tuple(name for name in index.EXPORTED if name != "words")

#: What the files say of a passage besides its terms.
_SHOWN = (
    *("address", "anchor", "kind", "title", "heading", "speaker", "topic", "date", "start"),
    *("times", "video", "text"),
)

#: Of a term, first and last passage; number of passages; gaps but the first; and, for each posting,
#: how often, how long the field is, and the gaps of positions.
Run = tuple[int, int, int, bytes, bytes, bytes, bytes]


#: The words of a stem, how often they occur, and in how many passages; and the place of a
#: word for each time that a passage has the stem, as characters with these numbers, which is
#: empty where there is but one word.
Spellings = tuple[tuple[tuple[str, int, int], ...], str]


class Slice(NamedTuple):
    """What a few documents have in one part of the alphabet, by field and text and by stem."""

    terms: dict[tuple[str, str], Run]
    spelled: dict[str, Spellings]


@dataclass(frozen=True, kw_only=True)
class IndexPart:
    """What the index holds of a few documents, their passages numbered from 0.

    `slices` are bytes, because most of them are only compared. Version 2 of marshal writes
    the same bytes for the same slice; pickle does not.
    """

    documents: tuple[Shown, ...]
    tokens: Mapping[str, int]
    lengths: bytes
    slices: tuple[bytes, ...]


@dataclass
class _Joined:
    """A term while its parts are merged."""

    last: int = 0
    passages: int = 0
    gaps: bytearray = field(default_factory=bytearray)
    times: bytearray = field(default_factory=bytearray)
    lengths: bytearray = field(default_factory=bytearray)
    positions: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, kw_only=True)
class WholeIndex:
    """What the index holds of all documents."""

    documents: list[Shown]
    passages: int
    averages: Mapping[str, float]
    lengths: bytes
    shards: list[Shard]
    words: list[PrefixTerm]


def whole(documents: Sequence[Document], each: Each = in_turn) -> WholeIndex:
    """What the index holds of documents, which are in the order of their addresses."""
    parts = list(each(part, list(_groups(documents))))
    lengths = b"".join(one.lengths for one in parts)
    before = tuple(accumulate((len(one.lengths) for one in parts), initial=0))[:-1]
    slices = zip(*(one.slices for one in parts), strict=True)
    made = list(each(partial(joined, before=before), [one for one in slices if any(one)]))
    count: Counter[str] = Counter()
    for one in parts:
        count.update(one.tokens)
    return WholeIndex(
        documents=[document for one in parts for document in one.documents],
        passages=len(lengths),
        averages={
            name: (count[name] / len(lengths) if lengths else 0) or 1 for name in index.EXPORTED
        },
        lengths=lengths,
        shards=[shard for found, _ in made for shard in found],
        words=[word for _, words in made for word in words],
    )


def _groups(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in groups cut by address, so that a new one changes only its own group."""
    group: list[Document] = []
    for document in documents:
        group.append(document)
        ends = zlib.crc32(document.address.encode()) % TOGETHER == 0
        if ends or len(group) == 4 * TOGETHER:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def part(documents: tuple[Document, ...]) -> IndexPart:
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
            if name == "text":
                terms = list(enumerate(map(stem, words)))
            else:
                terms = index.placed(name, record[name])
            count[name] += len(terms)
            where: dict[str, list[int]] = defaultdict(list)
            for place, term in terms:
                where[term].append(place)
            length = _length(len(terms))
            for term, places in where.items():
                held[name, term].append((number, len(places), length, gaps(places)))
        count["words"] += len(words)
        for word, times in Counter(words).items():
            written[stem(word)].append((number, word, times))
    slices = [Slice({}, {}) for _ in range(len(BOUNDS) + 1)]
    for name, text in sorted(held):
        slices[part_of(text)].terms[name, text] = _run(held[name, text])
    for text in sorted(written):
        slices[part_of(text)].spelled[text] = _spelled(written[text])
    return IndexPart(
        documents=tuple(shown(passages)),
        tokens=dict(count),
        lengths=bytes(lengths),
        slices=tuple(marshal.dumps(tuple(one), 2) if one.terms else b"" for one in slices),
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


def _spelled(written: Sequence[tuple[int, str, int]]) -> Spellings:
    words = sorted({word for _, word, _ in written})
    often: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    for _, word, times in written:
        often[word] += times
        passages[word] += 1
    forms = ""
    if len(words) > 1:
        forms = "".join(chr(words.index(word)) * times for _, word, times in sorted(written))
    return tuple((word, often[word], passages[word]) for word in words), forms


def joined(slices: Sequence[bytes], before: Sequence[int]) -> tuple[list[Shard], list[PrefixTerm]]:
    """One part of the alphabet in all documents: its shards and its prefix entries.

    There is a slice of every part of the documents, and the number of passages before it.
    """
    terms: dict[tuple[str, str], _Joined] = {}
    spelled: dict[str, list[Spellings]] = {}
    for data, base in zip(slices, before, strict=True):
        one = Slice(*marshal.loads(data)) if data else Slice({}, {})
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
    written, several = _words(spelled)
    stems = [_coded(key, terms[key]) for key in sorted(terms)]
    named = map(listed, filter(is_named, stems))
    return shards(stems, index.EXPORTED, several), [*written, *named]


def is_named(term: Coded) -> bool:
    """Whether a term itself is found by prefix; for the text, its words are instead."""
    return term.field != "text"


def listed(term: Coded) -> PrefixTerm:
    """A term as an entry found by prefix."""
    return PrefixTerm(term.field, term.text, term.frequency, term.passages)


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


def _words(spelled: Mapping[str, Sequence[Spellings]]) -> tuple[list[PrefixTerm], dict[str, bytes]]:
    """The words of all stems, and where each word of a stem with several words is."""
    words: list[PrefixTerm] = []
    forms: dict[str, bytes] = {}
    for key in sorted(spelled):
        of_parts = spelled[key]
        only = {held[0][0] for held, _ in of_parts if len(held) == 1}
        if len(only) == 1 and all(len(held) == 1 for held, _ in of_parts):
            number = sum(held[0][2] for held, _ in of_parts)
            words.append(PrefixTerm("words", only.pop(), number, number))
            continue
        passages: Counter[str] = Counter()
        for held, _ in of_parts:
            for word, _, number in held:
                passages[word] += number
        every = sorted(passages)
        words += (
            PrefixTerm("words", word, passages[word], passages[word], form)
            for form, word in enumerate(every)
        )
        if len(every) > 1:
            numbers = {word: form for form, word in enumerate(every)}
            places = "".join(_renumbered(one, numbers) for one in of_parts)
            # As varints; hardly any has a second byte.
            forms[key] = places.encode() if places.isascii() else varints(map(ord, places))
    return words, forms


def _renumbered(one: Spellings, numbers: Mapping[str, int]) -> str:
    """The forms of a part, renumbered for the whole."""
    words, forms = one
    own = [numbers[word] for word, *_ in words]
    if len(own) == 1:
        return chr(own[0]) * words[0][1]
    return forms.translate(dict(enumerate(own)))
