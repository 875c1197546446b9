"""Writes segments of the Whoosh index from postings, with Whoosh's own codec.

What `IndexWriter` would write, without analysing texts again and sorting every posting. A
segment is never merged by reading it: its documents are written again, in the new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from functools import partial
from itertools import accumulate
from pathlib import Path

from whoosh.codec import whoosh3
from whoosh.columns import Column
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME as NAME
from whoosh.index import TOC, clean_files
from whoosh.reading import SegmentReader

from commonplace.index import postings
from commonplace.index.blocks import Encoded, Encoder, Positions, SegmentTerms, frequencies
from commonplace.index.packing import numbers
from commonplace.index.postings import Forms, Indexed, part
from commonplace.index.records import PassageRecord, records
from commonplace.index.schema import EXPORTED, schema
from commonplace.model import Each, in_turn

#: The part of its passages that a segment may hold deleted, before it is written again.
DELETED = 0.25
#: A segment is written again with the new one if it is at most so many times as large.
TIMES = 2
_SCHEMA = schema()
#: Fields that are stored, and those that are one term each.
_STORED = tuple(name for name, field in _SCHEMA.items() if field.stored)
_WHOLE = tuple(name for name, field in _SCHEMA.items() if field.indexed and name not in EXPORTED)


def update(folder: Path, wanted: Sequence[Indexed], each: Each = in_turn) -> None:
    """Make the index in a folder hold these documents and no others.

    Nobody else writes to the folder. Documents that are not in the index are written to a
    new segment, and with them those of small segments and of segments with much that is gone.
    `each` encodes a part of the alphabet.
    """
    storage = FileStorage(str(folder))
    toc = TOC.read(storage, NAME)
    sizes = {state: size for one in wanted for state, size in one.sizes()}
    known = {segment: dict(_live(storage, toc.schema, segment)) for segment in toc.segments}
    there = {state for held in known.values() for state in held}
    fresh = sum(size for state, size in sizes.items() if state not in there)
    kept: list[whoosh3.W3Segment] = []
    for segment in sorted(known, key=lambda one: int(one.doc_count_all())):
        live = sum(sizes.get(state, 0) for state in known[segment])
        gone = segment.doc_count_all() - live
        if gone > live * DELETED or live <= fresh * TIMES:
            fresh += live
            continue
        kept.append(segment)
        for state, passages in known[segment].items():
            for number in passages if state not in sizes else ():
                segment.delete_document(number)
    held = {state for segment in kept for state in known[segment]}
    more = list(_without(wanted, held))
    if any(one.part.passages for one in more):
        kept.append(_written(storage, more, each))
    generation = toc.generation + 1
    TOC(toc.schema, kept, generation).write(storage, NAME)
    clean_files(storage, NAME, generation, kept)


def _without(wanted: Iterable[Indexed], held: Set[str]) -> Iterator[Indexed]:
    """What is wanted, without some documents; those that remain of a few stand alone."""
    for one in wanted:
        if held.isdisjoint(one.part.states):
            yield one
            continue
        for state, document in zip(one.part.states, one.documents, strict=True):
            if state not in held:
                yield Indexed((document,), part((document,)))


def _live(
    storage: FileStorage, schema: Schema, segment: whoosh3.W3Segment
) -> Iterator[tuple[str, list[int]]]:
    """The documents of a segment that are not deleted, and their passages."""
    with closing(SegmentReader(storage, schema, segment)) as reader:
        for state in reader.lexicon("document"):
            passages = list(reader.postings("document", state).all_ids())
            if passages:
                yield state.decode(), passages


def _written(storage: FileStorage, wanted: Sequence[Indexed], each: Each) -> whoosh3.W3Segment:
    """A new segment with these documents."""
    segment = whoosh3.W3Codec().new_segment(storage, NAME)
    parts = [one.part for one in wanted]
    segment.set_doc_count(sum(one.passages for one in parts))
    before = tuple(postings.before(parts))
    slices = [one for one in zip(*(one.slices for one in parts), strict=True) if any(one)]
    with closing(SegmentTerms(storage, segment)) as terms:
        terms.add(_stored(storage, segment, wanted))
        for found in each(partial(encoded, before=before), slices):
            terms.add(found)
    _, *counts = postings.counts(parts)
    segment._fieldlengths = dict(zip(EXPORTED, counts, strict=True))
    for name in EXPORTED:
        if segment._fieldlengths[name]:
            values = enumerate(b"".join(one.lengths[name] for one in parts))
            column = whoosh3._lenfield(name)
            _write_column(storage, segment, column, whoosh3.LENGTHS_COLUMN, values)
    segment.create_compound_file(storage)
    return segment


def _stored(storage: FileStorage, segment: whoosh3.W3Segment, wanted: Sequence[Indexed]) -> Encoded:
    """Write what is stored of each passage; the terms of fields that are one term each."""
    values: dict[str, dict[str, list[int]]] = {name: {} for name in _WHOLE}

    def passages() -> Iterator[tuple[int, PassageRecord]]:
        for number, passage in enumerate(_passages(wanted)):
            for name in _WHOLE:
                values[name].setdefault(passage[name], []).append(number)
            yield number, {name: passage[name] for name in _STORED if passage[name] is not None}

    _write_column(storage, segment, "_stored", whoosh3.STORED_COLUMN, passages())
    encoder = Encoder(_SCHEMA)
    for name in _WHOLE:
        for value, found in values[name].items():
            encoder.add(name, value, found, [1] * len(found), ())
    return encoder.encoded()


def _write_column(
    storage: FileStorage,
    segment: whoosh3.W3Segment,
    name: str,
    column: Column,
    values: Iterable[tuple[int, object]],
) -> None:
    """Write a column with a value for each passage."""
    with closing(storage.create_file(whoosh3.W3Codec.column_filename(segment, name))) as file:
        writer = column.writer(file)
        for number, value in values:
            writer.add(number, value)
        writer.finish(segment.doc_count_all())


def _passages(wanted: Sequence[Indexed]) -> Iterator[PassageRecord]:
    for one in wanted:
        for state, document in zip(one.part.states, one.documents, strict=True):
            yield from records(document, state)


def encoded(slices: Sequence[bytes], before: Sequence[int]) -> Encoded:
    """The terms in one part of the alphabet."""
    found = postings.joined(slices, before)
    encoder, positions = Encoder(_SCHEMA), Positions()
    for term in found.terms:
        passages, times = list(accumulate(numbers(term.gaps))), numbers(term.times)
        values = list(positions.of(times, numbers(term.positions)))
        encoder.add(term.field, term.text, passages, times, values, term.lengths)
        if term.field == "text":
            spelled = found.spelled[term.text]
            for word, own, often, lengths in _words(spelled, passages, times, term.lengths):
                encoder.add("words", word, own, often, frequencies(often), lengths)
    return encoder.encoded()


def _words(
    spelled: Forms, passages: Sequence[int], times: Sequence[int], lengths: bytes
) -> Iterator[tuple[str, Sequence[int], Sequence[int], bytes]]:
    """The words of a stem, from the postings of the stem."""
    if len(spelled.words) == 1:
        yield spelled.words[0][0], passages, times, lengths
        return
    held: list[tuple[list[int], list[int], bytearray]] = [
        ([], [], bytearray()) for _ in spelled.words
    ]
    forms, start = numbers(spelled.forms), 0
    for passage, often, length in zip(passages, times, lengths, strict=True):
        here = forms[start : start + often]
        start += often
        for form, count in Counter(here).items() if often > 1 else ((here[0], 1),):
            columns = held[form]
            columns[0].append(passage)
            columns[1].append(count)
            columns[2].append(length)
    for (word, _), (own, often_each, long) in zip(spelled.words, held, strict=True):
        yield word, own, often_each, bytes(long)
