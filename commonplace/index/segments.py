"""Writes segments of the Whoosh index from postings, with Whoosh's own codec.

What `IndexWriter` would write, without analysing texts again and sorting every posting. A
segment is never merged by reading it: its documents are written again, in the new one.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from whoosh.codec import whoosh3
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.formats import Positions
from whoosh.index import _DEF_INDEX_NAME as NAME
from whoosh.index import TOC, clean_files
from whoosh.reading import SegmentReader
from whoosh.system import pack_uint, pack_ushort
from whoosh.util.numeric import byte_to_length

from commonplace.index import postings
from commonplace.index.postings import Indexed, Posted, Spelled, part
from commonplace.index.records import Record, records
from commonplace.index.schema import EXPORTED
from commonplace.packing import gaps, numbers, varints

#: The part of its passages that a segment may hold deleted, before it is written again.
DELETED = 0.25
#: A segment is written again with the new one if it is at most so many times as large.
TIMES = 2
#: Postings of a block, as Whoosh has them, and of one that is worth compressing.
BLOCK, WORTH = 128, 8


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
    terms = _Terms(storage, segment, schema)
    _write_passages(storage, segment, schema, wanted, terms)
    before = postings.before(parts)
    for slices in zip(*(one.slices for one in parts), strict=True):
        if any(slices):
            found = postings.joined(slices, before)
            for term in found.terms:
                terms.add_posted(term)
                if term.field == "text":
                    for word in _words(term, found.spelled[term.text]):
                        terms.add_posted(word)
    terms.close()
    segment.create_compound_file(storage)
    return segment


def _write_passages(
    storage: FileStorage,
    segment: whoosh3.W3Segment,
    schema: Schema,
    wanted: Sequence[Indexed],
    terms: _Terms,
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
            terms.add(name, value, found)
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


def _words(term: Posted, spelled: Spelled) -> Iterator[Posted]:
    """The words of a stem, from its postings; they have no positions."""
    if len(spelled.words) == 1:
        yield term._replace(field="words", text=spelled.words[0][0], positions=b"")
        return
    forms = iter(numbers(spelled.forms))
    held: list[list[tuple[int, int, int]]] = [[] for _ in spelled.words]
    passages = accumulate(numbers(term.gaps))
    for passage, times, length in zip(passages, numbers(term.times), term.lengths, strict=True):
        for form, often in Counter(next(forms) for _ in range(times)).items():
            held[form].append((passage, often, length))
    for (word, count), found in zip(spelled.words, held, strict=True):
        yield Posted(
            "words",
            word,
            count,
            varints(gaps([passage for passage, _, _ in found])),
            varints(often for _, often, _ in found),
            bytes(length for *_, length in found),
            b"",
        )


class _Terms:
    """The terms of a segment while they are written, in any order, and their postings."""

    def __init__(self, storage: FileStorage, segment: whoosh3.W3Segment, schema: Schema) -> None:
        self._schema = schema
        self._index = segment.create_file(storage, whoosh3.W3Codec.TERMS_EXT)
        self._file = segment.create_file(storage, whoosh3.W3Codec.POSTS_EXT)
        self._large = whoosh3.W3PostingsWriter(self._file, BLOCK)
        self._small = whoosh3.W3PostingsWriter(self._file, BLOCK, compression=0)
        self._found: list[tuple[str, bytes, bytes]] = []
        self._values: dict[tuple[int, ...], bytes] = {}

    def add_posted(self, term: Posted) -> None:
        """Write a term with its postings."""
        times = numbers(term.times)
        field = self._schema[term.field]
        if isinstance(field.format, Positions):
            values = list(self._positions(times, numbers(term.positions), field.format))
        else:
            values = list(map(pack_uint, times))
        self.add(term.field, term.text, accumulate(numbers(term.gaps)), times, values, term.lengths)

    def add(
        self,
        name: str,
        text: str,
        passages: Iterable[int],
        times: Sequence[int] = (),
        values: Sequence[bytes] = (),
        lengths: bytes = b"",
    ) -> None:
        """Write a term that these passages have so often, with a value each, in long fields.

        A value that is a passage's whole field has none of these.
        """
        ids = array("I", passages)
        weights = array("f", times or (1,) * len(ids))
        writer = self._small if len(ids) < WORTH else self._large
        writer.start_postings(self._schema[name].format, whoosh3.W3TermInfo())
        for start in range(0, len(ids), BLOCK):
            if start:
                writer._write_block()
            # As `add_posting` does, for all of a block.
            here = slice(start, start + BLOCK)
            writer._ids, writer._weights = ids[here], weights[here]
            writer._values = values[here]
            writer._maxweight = max(writer._weights)
            if lengths:
                writer._minlength = byte_to_length(min(lengths[here]))
                writer._maxlength = byte_to_length(max(lengths[here]))
        self._found.append((name, text.encode(), writer.finish_postings().to_bytes()))

    def _positions(
        self, times: Iterable[int], between: Sequence[int], format_: Positions
    ) -> Iterator[bytes]:
        """What Whoosh keeps of the positions of each posting."""
        start = 0
        for often in times:
            held = tuple(between[start : start + often])
            start += often
            value = self._values.get(held)
            if value is None:
                value = format_.encode(list(accumulate(held)))
                if often == 1:  # there are few of these, and they are most
                    self._values[held] = value
            yield value

    def close(self) -> None:
        """Write the index of the terms, which is in order."""
        self._found.sort()
        fields = {name: number for number, name in enumerate(sorted({f for f, *_ in self._found}))}
        index = OrderedHashWriter(self._index)
        index.extras["fieldmap"] = fields
        for name, text, about in self._found:
            index.add(pack_ushort(fields[name]) + text, about)
        index.close()
        self._file.close()
