"""The postings of documents: which passages have a term, how often, and where.

The Whoosh index and its export are both written from these, each without reading the other.
"""

from __future__ import annotations

import marshal
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import sub
from typing import NamedTuple

from commonplace.analysis import stem
from commonplace.analysis.terms import numbered, terms_of
from commonplace.index import statistics
from commonplace.index.packing import gaps, varint, varints
from commonplace.index.records import PassageRecord, records, state
from commonplace.index.schema import EXPORTED, placed
from commonplace.model import Document, Each, Terms, in_turn

#: Documents of a part, on average.
TOGETHER = 8
#: Where the alphabet is parted: about as much of an English text is in each part. None has
#: more than three letters, see `filed` in commonplace/export/terms.py.
BOUNDS = tuple(
    "a ac al an and ar as b be bu c ch co con cou d de do e ex f fo g go h ho i in is it j k l"
    " li m mo n no o of or p pr q r re s sc so st t tha the thi to u v w we wh wo x y".split()
)
#: What the byte stands for in which Whoosh keeps the length of a field: its inverse is
#: a logarithm, so that long fields are kept less exactly (whoosh/util/numeric.py).
LENGTHS = [round((1.033**number - 1) * 27) for number in range(256)]
#: Every field but the words as they are written has postings of its own, and those of the
#: text begin with the words that its document was made with.
_NAMED = tuple(name for name in EXPORTED if name not in ("text", "words"))

#: Enough for the words of a stem.
_FORM_BITS = 20
_FORM = (1 << _FORM_BITS) - 1

#: Of a term, first and last passage; number of passages; gaps but the first; and, for each posting,
#: how often, how long the field is, and the gaps of positions.
Run = tuple[int, int, int, bytes, bytes, bytes, bytes]
#: The words of a stem, how often they occur, and in how many passages; and the place of a
#: word for each time that a passage has the stem, as characters with these numbers, which is
#: empty where there is but one word.
Spellings = tuple[tuple[tuple[str, int, int], ...], str]
#: What a few documents have in one part of the alphabet: by field and text, and by stem.
Slice = tuple[dict[str, dict[str, Run]], dict[str, Spellings]]


@dataclass(frozen=True, kw_only=True)
class IndexPart:
    """The postings of a few documents, their passages numbered from 0.

    `states` name each document as it is now, and `counts` are its numbers of passages and of
    terms in each exported field. `lengths` has a byte for each passage, by field. `slices`
    are the postings in each part of the alphabet; they are bytes, because most of them are
    only compared. Version 2 of marshal writes the same bytes for the same slice; pickle
    does not.
    """

    states: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    lengths: Mapping[str, bytes]
    slices: tuple[bytes, ...]

    @property
    def passages(self) -> int:
        """How many passages the documents have."""
        return len(self.lengths["text"])


class Indexed(NamedTuple):
    """A few documents with their postings."""

    documents: tuple[Document, ...]
    part: IndexPart

    def sizes(self) -> Iterator[tuple[str, int]]:
        """The states of the documents, and how many passages each has."""
        for name, (size, *_) in zip(self.part.states, self.part.counts, strict=True):
            yield name, size


class Posted(NamedTuple):
    """A term of a field in all documents; numbers are varints, lengths are bytes.

    `gaps` are those of the passages, `times` how often each has it, and `positions` the gaps
    of the positions in each passage, one after another.
    """

    field: str
    text: str
    passages: int
    gaps: bytes
    times: bytes
    lengths: bytes
    positions: bytes


class Forms(NamedTuple):
    """The words of a stem, in order, and in how many passages each is.

    `forms` is the number of a word for each time that a passage has the stem, as varints,
    rising within a passage; it is empty where there is but one word.
    """

    words: list[tuple[str, int]]
    forms: bytes


class Joined(NamedTuple):
    """One part of the alphabet in all documents: terms by field and text, words by stem."""

    terms: list[Posted]
    spelled: dict[str, Forms]


def part_of(text: str) -> int:
    """The part of the alphabet that a text is in.

    >>> part_of("2024"), part_of("a"), part_of("zoo") == len(BOUNDS)
    (0, 1, True)
    """
    return bisect_right(BOUNDS, text)


def length_byte(number: int) -> int:
    """The byte in which Whoosh keeps the length of a field.

    >>> length_byte(5), length_byte(60), length_byte(10**9)
    (5, 36, 255)
    """
    return min(255, bisect_left(LENGTHS, number))


def indexed(documents: Sequence[Document], each: Each = in_turn) -> list[Indexed]:
    """Documents, in the order of their addresses, with their postings."""
    groups = list(_groups(documents))
    return list(map(Indexed, groups, each(part, groups)))


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
    """The postings of a few documents."""
    held = [list(records(document, "")) for document in documents]
    terms = list(map(terms_of, documents))
    fields, lengths, counts = _of_names(held)
    lengths["text"] = lengths["words"] = bytes(
        length_byte(count) for one in terms for count in one.counts
    )
    for one, count in zip(terms, counts, strict=True):
        count["text"] = count["words"] = sum(one.counts)
    fields["text"], spelled = _of_texts(terms)
    slices: list[Slice] = [({}, {}) for _ in range(len(BOUNDS) + 1)]
    for name in sorted(fields):
        for text in sorted(fields[name]):
            runs = slices[part_of(text)][0].setdefault(name, {})
            runs[text] = _run(fields[name][text], lengths[name])
    for text in sorted(spelled):
        slices[part_of(text)][1][text] = spelled[text]
    return IndexPart(
        states=tuple(map(state, documents, held)),
        counts=tuple(
            (len(document.passages), *(count[name] for name in EXPORTED))
            for document, count in zip(documents, counts, strict=True)
        ),
        lengths=lengths,
        slices=tuple(marshal.dumps(one, 2) if any(one) else b"" for one in slices),
    )


@dataclass(slots=True)
class _Term:
    """A term while its postings are collected.

    `forms`, only where a stem has several words, are numbers of a passage and a word in one.
    """

    passages: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    last: int = -1
    place: int = 0
    forms: list[int] | None = None


def _of_names(
    held: Sequence[Sequence[PassageRecord]],
) -> tuple[dict[str, dict[str, _Term]], dict[str, bytes], list[Counter[str]]]:
    """The terms of all fields but the text, the lengths of these, and each document's counts.

    Passages have few different values in them, so that each value is taken apart once.
    """
    fields: dict[str, dict[str, _Term]] = {name: {} for name in _NAMED}
    lengths: dict[str, bytes] = {}
    counts: list[Counter[str]] = [Counter() for _ in held]
    for name in _NAMED:
        known: dict[str, tuple[int, list[tuple[_Term, list[int]]]]] = {"": (0, [])}
        long = bytearray()
        for document, count in zip(held, counts, strict=True):
            for passage in document:
                value = passage[name]
                if value not in known:
                    known[value] = _taken_apart(name, value, fields[name])
                size, terms = known[value]
                for term, between in terms:
                    term.passages.append(len(long))
                    term.times.append(len(between))
                    term.gaps += between
                long.append(length_byte(size))
                count[name] += size
        lengths[name] = bytes(long)
    return fields, lengths, counts


def _taken_apart(
    name: str, value: str, held: dict[str, _Term]
) -> tuple[int, list[tuple[_Term, list[int]]]]:
    """How many terms a value of a field has, and the terms with the gaps of their positions."""
    found = placed(name, value)
    where: dict[str, list[int]] = defaultdict(list)
    for place, text in found:
        where[text].append(place)
    return len(found), [
        (held.setdefault(text, _Term()), gaps(places)) for text, places in where.items()
    ]


def _of_texts(terms: Sequence[Terms]) -> tuple[dict[str, _Term], dict[str, Spellings]]:
    """The stems of texts, and how each is spelled."""
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted({word for one in terms for word in one.words.split()}):
        words[stem(word)].append(word)
    held = {key: _Term(forms=[] if len(found) > 1 else None) for key, found in words.items()}
    forms = {word: form for found in words.values() for form, word in enumerate(found)}
    passage = 0
    for one in terms:
        known = one.words.split()
        own = [(held[stem(word)], forms[word]) for word in known]
        for numbers in numbered(one):
            for place, number in enumerate(numbers):
                term, form = own[number]
                if term.last == passage:
                    term.times[-1] += 1
                    term.gaps.append(place - term.place)
                else:
                    term.last = passage
                    term.passages.append(passage)
                    term.times.append(1)
                    term.gaps.append(place)
                term.place = place
                if term.forms is not None:
                    term.forms.append(passage << _FORM_BITS | form)
            passage += 1
    return held, {key: _spellings(words[key], held[key]) for key in held}


def _spellings(words: Sequence[str], term: _Term) -> Spellings:
    if term.forms is None:
        return ((words[0], sum(term.times), len(term.passages)),), ""
    forms = [one & _FORM for one in sorted(term.forms)]
    often = Counter(forms)
    having = Counter([one & _FORM for one in set(term.forms)])
    told = tuple((word, often[form], having[form]) for form, word in enumerate(words))
    return told, "".join(map(chr, forms))


def _run(term: _Term, lengths: bytes) -> Run:
    return (
        term.passages[0],
        term.passages[-1],
        len(term.passages),
        varints(map(sub, term.passages[1:], term.passages)),
        varints(term.times),
        bytes(map(lengths.__getitem__, term.passages)),
        varints(term.gaps),
    )


@dataclass(slots=True)
class _Growing:
    """A term while its runs are joined."""

    last: int = 0
    passages: int = 0
    gaps: bytearray = field(default_factory=bytearray)
    times: bytearray = field(default_factory=bytearray)
    lengths: bytearray = field(default_factory=bytearray)
    positions: bytearray = field(default_factory=bytearray)


def joined(slices: Sequence[bytes], before: Sequence[int]) -> Joined:
    """One part of the alphabet in all documents.

    There is a slice of every part of the documents, and the number of passages before it.
    """
    fields: dict[str, dict[str, _Growing]] = {}
    spelled: dict[str, list[Spellings]] = {}
    for data, base in zip(slices, before, strict=True):
        if not data:
            continue
        runs_of, spelled_here = marshal.loads(data)
        for name, runs in runs_of.items():
            terms = fields.setdefault(name, {})
            for text, (first, last, number, between, times, long, positions) in runs.items():
                if (found := terms.get(text)) is None:
                    found = terms[text] = _Growing()
                found.gaps += varint(base + first - found.last)
                found.gaps += between
                found.times += times
                found.lengths += long
                found.positions += positions
                found.last = base + last
                found.passages += number
        for key, words in spelled_here.items():
            spelled.setdefault(key, []).append(words)
    return Joined(list(_posted(fields)), {key: _spelled(spelled[key]) for key in sorted(spelled)})


def _posted(fields: Mapping[str, Mapping[str, _Growing]]) -> Iterator[Posted]:
    for name in sorted(fields):
        for text in sorted(fields[name]):
            one = fields[name][text]
            columns = map(bytes, (one.gaps, one.times, one.lengths, one.positions))
            yield Posted(name, text, one.passages, *columns)


def _spelled(several: Sequence[Spellings]) -> Forms:
    """The words of a stem in all documents, and where each of several is."""
    passages: Counter[str] = Counter()
    for held, _ in several:
        for word, _, number in held:
            passages[word] += number
    every = sorted(passages)
    words = [(word, passages[word]) for word in every]
    if len(every) == 1:
        return Forms(words, b"")
    numbers = {word: form for form, word in enumerate(every)}
    places = "".join(_renumbered(one, numbers) for one in several)
    # As varints; hardly any has a second byte.
    return Forms(words, places.encode() if places.isascii() else varints(map(ord, places)))


def _renumbered(one: Spellings, numbers: Mapping[str, int]) -> str:
    """The forms of a part, renumbered for the whole."""
    words, forms = one
    own = [numbers[word] for word, *_ in words]
    if len(own) == 1:
        return chr(own[0]) * words[0][1]
    return forms.translate(dict(enumerate(own)))


def before(parts: Iterable[IndexPart]) -> list[int]:
    """The number of passages before each of some parts."""
    found, total = [], 0
    for one in parts:
        found.append(total)
        total += one.passages
    return found


def counts(parts: Iterable[IndexPart]) -> list[int]:
    """The numbers of passages and of terms in each exported field of some parts."""
    return statistics.total(list(row) for one in parts for row in one.counts)
