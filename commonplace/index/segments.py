"""Writes segments of the Whoosh index from postings, with Whoosh's own codec.

What `IndexWriter` would write, without analysing texts again and sorting every posting. A
segment is never merged by reading it: its documents are written again, in the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from whoosh.codec import whoosh3
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME as NAME
from whoosh.index import TOC, clean_files
from whoosh.reading import SegmentReader

from commonplace.index import postings
from commonplace.index.blocks import Positions, Terms, frequencies
from commonplace.index.postings import Indexed, Spelled, part
from commonplace.index.records import Record, records
from commonplace.index.schema import EXPORTED
from commonplace.packing import numbers

#: The part of its passages that a segment may hold deleted, before it is written again.
DELETED = 0.25
#: A segment is written again with the new one if it is at most so many times as large.
TIMES = 2


def update(folder: Path, wanted: Sequence[Indexed]) -> None:
    """Make the index in a folder hold these documents and no others.

    Nobody else writes to the folder. Documents that are not in the index are written to a
    new segment, and with them those of small segments and of segments with much that is gone.
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
        kept.append(_write(storage, toc.schema, more))
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


def _write(storage: FileStorage, schema: Schema, wanted: Sequence[Indexed]) -> whoosh3.W3Segment:
    """Write a segment with these documents."""
    codec = whoosh3.W3Codec()
    segment = codec.new_segment(storage, NAME)
    parts = [one.part for one in wanted]
    segment.set_doc_count(sum(one.passages for one in parts))
    terms = Terms(storage, segment, schema)
    _write_passages(storage, segment, schema, wanted, terms)
    before = postings.before(parts)
    for slices in zip(*(one.slices for one in parts), strict=True):
        if any(slices):
            _write_terms(slices, before, terms)
    terms.close()
    segment.create_compound_file(storage)
    return segment


def _write_passages(
    storage: FileStorage,
    segment: whoosh3.W3Segment,
    schema: Schema,
    wanted: Sequence[Indexed],
    terms: Terms,
) -> None:
    """Write what is stored of each passage, the lengths of its fields, and whole values."""
    stored = {name for name in schema.names() if schema[name].stored}
    whole = [name for name in schema.names() if schema[name].indexed and name not in EXPORTED]
    values: dict[str, dict[str, list[int]]] = {name: {} for name in whole}
    total = segment.doc_count_all()
    file = storage.create_file(whoosh3.W3Codec.column_filename(segment, "_stored"))
    column = whoosh3.STORED_COLUMN.writer(file)
    for number, passage in enumerate(_passages(wanted)):
        for name in whole:
            values[name].setdefault(passage[name], []).append(number)
        held = {name: passage[name] for name in passage if name in stored}
        column.add(number, {name: held[name] for name in held if held[name] is not None})
    column.finish(total)
    file.close()
    for name in whole:
        for value, found in values[name].items():
            once = [1] * len(found)
            terms.add(name, value, found, once, ())
    parts = [one.part for one in wanted]
    _, *counts = postings.counts(parts)
    segment._fieldlengths = {
        name: count for name, count in zip(EXPORTED, counts, strict=True) if count
    }
    for name in segment._fieldlengths:
        file = storage.create_file(
            whoosh3.W3Codec.column_filename(segment, whoosh3._lenfield(name))
        )
        column = whoosh3.LENGTHS_COLUMN.writer(file)
        for number, length in enumerate(b"".join(one.lengths[name] for one in parts)):
            column.add(number, length)
        column.finish(total)
        file.close()


def _passages(wanted: Sequence[Indexed]) -> Iterator[Record]:
    for one in wanted:
        for state, document in zip(one.part.states, one.documents, strict=True):
            yield from records(document, state)


def _write_terms(slices: Sequence[bytes], before: Sequence[int], terms: Terms) -> None:
    """Write the terms in one part of the alphabet."""
    found = postings.joined(slices, before)
    positions = Positions()
    for term in found.terms:
        passages, times = list(accumulate(numbers(term.gaps))), numbers(term.times)
        values = list(positions.of(times, numbers(term.positions)))
        terms.add(term.field, term.text, passages, times, values, term.lengths)
        if term.field == "text":
            spelled = found.spelled[term.text]
            for word, own, often, lengths in _words(spelled, passages, times, term.lengths):
                terms.add("words", word, own, often, frequencies(often), lengths)


def _words(
    spelled: Spelled, passages: Sequence[int], times: Sequence[int], lengths: bytes
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
        for form in here if often == 1 else sorted(set(here)):
            columns = held[form]
            columns[0].append(passage)
            columns[1].append(here.count(form))
            columns[2].append(length)
    for (word, _), (own, often_each, long) in zip(spelled.words, held, strict=True):
        yield word, own, often_each, bytes(long)
