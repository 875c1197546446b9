"""A segment that is written directly is one that Whoosh's own writer would have written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.reading import IndexReader

from commonplace import index
from commonplace.analysis import stem
from commonplace.index.schema import EXPORTED, schema
from commonplace.model import Correction, Credit, Dated, Document, Library, Passage, Source
from tests import sample_library
from tests.search_site import ALIASES, ENTRIES, FIXED, generated, texts
from tests.thorough import part, some

SAMPLE = sample_library.library()


def by_whoosh(place: Path, directly: Path) -> None:
    """An index of the same passages that Whoosh's writer makes, with the same files beside."""
    shutil.copytree(index.current(directly), place)
    for path in place.iterdir():
        if path.suffix in (".toc", ".seg"):
            path.unlink()
    with (
        closing(whoosh_index.create_in(place, schema())) as made,
        reading(directly) as reader,
        made.writer() as writer,
    ):
        for number in reader.all_doc_ids():
            stored = reader.stored_fields(number)
            writer.add_document(**stored, words=stored["text"])


@contextmanager
def reading(place: Path) -> Iterator[IndexReader]:
    with (
        closing(whoosh_index.open_dir(index.current(place))) as opened,
        closing(opened.reader()) as reader,
    ):
        yield reader


def made(folder: Path, *libraries: Library) -> tuple[Path, Path]:
    """The index after these libraries, and one of the same passages by Whoosh's writer."""
    directly, other = folder / "directly", folder / "by-whoosh"
    for one in libraries:
        index.update(directly, one, ALIASES, ENTRIES)
    by_whoosh(other, directly)
    return directly, other


def everything(reader: IndexReader, fields: Sequence[str]) -> Iterator[Any]:
    """All that a reader tells of its terms and documents, by the documents' own numbers."""
    yield reader.doc_count(), sorted(reader.indexed_field_names())
    numbers = {there: here for here, there in enumerate(reader.all_doc_ids())}
    for number in numbers:
        yield reader.stored_fields(number)
        yield [reader.doc_field_length(number, field) for field in fields]
    for field, text in reader.all_terms():
        matcher, held = reader.postings(field, text), []
        positions = matcher.supports("positions")
        while matcher.is_active():
            where = matcher.value_as("positions") if positions else matcher.value()
            held.append((numbers[matcher.id()], matcher.weight(), where))
            matcher.next()
        yield field, text, held


def statistics(reader: IndexReader, fields: Sequence[str]) -> Iterator[Any]:
    """The same for what only an index without deleted documents tells exactly."""
    yield reader.doc_count_all()
    for field in fields:
        yield field, reader.field_length(field)
        if reader.field_length(field):
            yield reader.min_field_length(field), reader.max_field_length(field)
    for field, text in reader.all_terms():
        info = reader.term_info(field, text)
        yield field, text, reader.doc_frequency(field, text), reader.frequency(field, text)
        yield info.weight(), info.min_length(), info.max_length(), info.max_weight()
        yield info.min_id(), info.max_id(), reader.first_id(field, text)


def same_contents(directly: Path, other: Path) -> None:
    fields = [name for name, field in schema().items() if field.scorable]
    with reading(directly) as one, reading(other) as two:
        assert list(everything(one, fields)) == list(everything(two, fields))
        if not one.has_deletions() and len(one.leaf_readers()) == 1:
            assert list(statistics(one, fields)) == list(statistics(two, fields))


def same_answers(directly: Path, other: Path, queries: Sequence[str]) -> None:
    for number, query in enumerate(queries):
        one, two = (
            index.search(place, query, limit=15, typing=number % 5 == 0)
            for place in (directly, other)
        )
        assert one == two, query


def same_scores(directly: Path, other: Path, words: Sequence[str]) -> None:
    """Whoosh's own queries, matchers and ranking see no difference either."""
    one, two, *_ = stems = list(map(stem, words))
    asked = [
        *(whoosh_query.Term(field, word) for field in ("text", "title") for word in stems),
        whoosh_query.Or([whoosh_query.Term("text", word) for word in stems]),
        whoosh_query.And([whoosh_query.Term("text", one), whoosh_query.Term("text", two)]),
        whoosh_query.Not(whoosh_query.Term("text", one)),
        whoosh_query.Phrase("text", [one, two], slop=3),
        whoosh_query.Prefix("words", one[:2]),
        whoosh_query.FuzzyTerm("words", words[0], prefixlength=1),
        whoosh_query.TermRange("date", "2020", "2025"),
    ]
    found: list[list[list[tuple[str, float]]]] = []
    for place in (directly, other):
        with (
            closing(whoosh_index.open_dir(index.current(place))) as opened,
            opened.searcher() as searcher,
        ):
            hits = (searcher.search(query, limit=30) for query in asked)
            found.append([[(hit["address"], hit.score) for hit in held] for held in hits])
    assert found[0] == found[1]
    assert any(found[0])


@pytest.fixture(scope="module")
def both(seeds: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return made(tmp_path_factory.mktemp("both"), seeds)


def test_terms_postings_lengths_and_stored_fields_are_the_same(both: tuple[Path, Path]) -> None:
    same_contents(*both)


def test_terms_of_the_corpus_are_the_same(sample: Library, tmp_path: Path) -> None:
    few = replace(sample, documents=some(9, sample.documents))
    same_contents(*made(tmp_path, few))


def test_the_answers_are_the_same(seeds: Library, both: tuple[Path, Path]) -> None:
    same_answers(*both, [*some(2, FIXED[::4]), *generated(11, texts(seeds), part(40, 20))])
    for words in (("reward", "model"), ("the", "model"), ("people", "learning", "search")):
        same_scores(*both, words)


WORDS = st.lists(
    st.sampled_from("newt Newts NEWTED café cafe Größe 5.2 isn’t l’été C++ 水車 a the".split())
)
NAMES = st.sampled_from(["", "Ada Okafor", "Łukasz Ode", "Ada", "O’Neil"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    def words() -> str:
        return " ".join(draw(WORDS)) * draw(st.sampled_from([1, 1, 1, 40]))

    held = [
        Passage(
            anchor=f"p-{number}",
            text=words(),
            body="",
            html="",
            heading=draw(st.sampled_from(["", "On newts", "Über Größe"])),
            speaker=draw(NAMES) or None,
            start=draw(st.sampled_from([None, 1.5])),
            topics=tuple(draw(st.lists(NAMES.filter(bool), unique=True, max_size=3))),
            corrections=tuple(
                Correction(start=0, end=0, heard=heard)
                for heard in draw(st.lists(st.sampled_from(["nude", "knew it"]), max_size=2))
            ),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    date = draw(st.sampled_from(["", "2024-05-01"]))
    return Document(
        slug=draw(st.sampled_from("abcdef")),
        kind=draw(st.sampled_from(["post", "transcript"])),
        title=draw(st.sampled_from(["Newts", "Le café", ""])),
        description=words(),
        source=Source(name="", file="", reader="", sha256="", text=""),
        date=None if not date else SAMPLE_DATE,
        people=tuple(
            Credit(name=draw(NAMES), role="author") for _ in range(draw(st.integers(0, 2)))
        ),
        passages=tuple(held),
    )


SAMPLE_DATE: Dated | None = next(one.date for one in SAMPLE.documents if one.date)
LIBRARIES = st.lists(documents(), max_size=5, unique_by=lambda one: one.address).map(
    lambda held: Library(documents=tuple(sorted(held, key=lambda one: one.address)))
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(LIBRARIES, min_size=1, max_size=4))
def test_whatever_is_indexed_and_updated(
    tmp_path_factory: pytest.TempPathFactory, libraries: list[Library]
) -> None:
    """Any documents, and any that came and went before them."""
    folder = tmp_path_factory.mktemp("made")
    directly, other = made(folder, *libraries)
    same_contents(directly, other)
    with reading(directly) as reader:
        addresses = sorted(
            reader.stored_fields(number)["address"] for number in reader.all_doc_ids()
        )
    assert addresses == sorted(
        f"{document.address}#{passage.anchor}"
        for document in libraries[-1].documents
        for passage in document.passages
    )
    shutil.rmtree(folder)


def test_many_small_edits_leave_few_segments(seeds: Library, tmp_path: Path) -> None:
    chance = random.Random(7)
    current, place = seeds, tmp_path / "index"
    for turn in range(12):
        documents = list(current.documents)
        number = chance.randrange(len(documents))
        passages = documents[number].passages
        changed = replace(passages[0], text=f"{passages[0].text} Heron {turn}.")
        documents[number] = replace(documents[number], passages=(changed, *passages[1:]))
        current = replace(current, documents=tuple(documents))
        index.update(place, current)
        with reading(place) as reader:
            live = sum(len(document.passages) for document in current.documents)
            assert reader.doc_count() == live
            assert reader.doc_count_all() <= live * 1.3
            assert len(reader.leaf_readers()) <= 6


def test_whoosh_itself_goes_on_with_it(seeds: Library, tmp_path: Path) -> None:
    """Its writer deletes, adds and merges in an index that was written directly."""
    directly, other = made(tmp_path, replace(seeds, documents=seeds.documents[1:]), seeds)
    gone = seeds.documents[2].address
    for place in (directly, other):
        with closing(whoosh_index.open_dir(index.current(place))) as opened:
            with opened.writer() as writer:
                writer.delete_by_query(whoosh_query.Prefix("address", gone))
            with opened.writer() as writer:
                writer.add_document(address="new#p", document="new", number=0, text="Herons wade.")
                writer.optimize = True
    same_contents(directly, other)
    assert set(EXPORTED) <= set(schema().names())
