"""The open data: what the files hold, that their schemas say so, and that they lead somewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import tests.sample_catalogue as derived
import tests.sample_library as sample
from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive import derive
from commonplace.model import (
    Catalogue,
    Credit,
    Dated,
    Derived,
    Document,
    DocumentKind,
    Library,
    Passage,
    Precision,
)
from commonplace.open_data import files, linked
from commonplace.open_data.files import TABLES, schema
from commonplace.open_data.timeline_csv import cell
from commonplace.pipeline import make_document
from commonplace.project import project
from commonplace.project.project import CHECKOUT, site_url

SITE = "https://example.org/notes/"


@cache
def made() -> Mapping[str, str]:
    return files(derived.catalogue(), site=None)


def records(name: str, found: Mapping[str, str]) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(found[f"data/{name}.json"])[name]
    return listed


def quotes(value: object) -> Iterator[dict[str, object]]:
    """Every quote in a record, wherever it stands."""
    if isinstance(value, dict):
        if "passage" in value and "text" in value:
            yield value
        for inner in value.values():
            yield from quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner)


def check(found: Mapping[str, str], catalogue: Catalogue) -> None:
    """What must be true of the data of any library."""
    for name in TABLES:
        table = json.loads(found[f"data/{name}.json"])
        told = list(Draft202012Validator(json.loads(schema(name))).iter_errors(table))
        assert not told, (name, [(error.json_path, error.message[:200]) for error in told[:3]])
        for quote in quotes(table):
            text = catalogue.passages[str(quote["passage"])].text
            assert text[quote["start"] : quote["end"]] == quote["text"]
    for document in records("documents", found):
        assert document["address"] in catalogue.documents
        for path in (*document["captions"], *filter(None, [document.get("chapters")])):
            assert path in found
        for passage in document["passages"]:
            assert f"{document['address']}#{passage['anchor']}" in catalogue.passages
    slugs = {
        name: {str(one["slug"]) for one in records(name, found)} for name in ("topics", "people")
    }
    for one in (*records("documents", found), *records("timeline", found)):
        assert set(one["topics"]) <= slugs["topics"]
        people = {p if isinstance(p, str) else p.get("slug") for p in one["people"]}
        assert people - {None} <= slugs["people"]
    for topic in records("topics", found):
        assert topic.get("feed", "data/feeds/all.xml") in found
        assert ("feed" in topic) is (not topic.get("proposed"))
        assert set(topic["near"]) <= slugs["topics"]
    for one in (*records("timeline", found), *records("references", found)):
        assert one.get("document", next(iter(catalogue.documents))) in catalogue.documents
    for person in records("people", found):
        assert {turn["passage"] for turn in person["turns"]} <= set(catalogue.passages)


@pytest.mark.parametrize("name", TABLES)
def test_a_schema_is_one_and_explains_every_field(name: str) -> None:
    whole = json.loads(schema(name))
    Draft202012Validator.check_schema(whole)
    assert whole["title"] and whole["description"]

    def walk(part: object) -> Iterator[dict[str, object]]:
        if isinstance(part, dict):
            yield part
        for inner in part.values() if isinstance(part, dict) else part:
            if isinstance(inner, dict | list):
                yield from walk(inner)

    for part in walk(whole):
        if part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False
            assert set(part["required"]) <= set(part["properties"])
            for field, value in part["properties"].items():
                shared = whole["$defs"].get(str(value.get("$ref")).rpartition("/")[2], {})
                assert (
                    field == name
                    or "description" in value
                    or "description" in shared
                    or "description" in value.get("items", {})
                ), field


@pytest.mark.parametrize("name", TABLES)
def test_a_schema_turns_away_what_it_does_not_know(name: str) -> None:
    table = json.loads(made()[f"data/{name}.json"])
    table[name][0]["surprise"] = 1
    assert list(Draft202012Validator(json.loads(schema(name))).iter_errors(table))


def test_the_files_are_valid_and_lead_somewhere() -> None:
    check(made(), derived.catalogue())


def test_without_anything_derived_the_files_are_valid_too() -> None:
    for library in (sample.library(), Library(documents=())):
        catalogue = Catalogue(library, Derived())
        found = files(catalogue, site=SITE)
        check(found, catalogue)
        assert {f"data/schema/{name}.json" for name in TABLES} <= set(found)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@st.composite
def documents(draw: st.DrawFn, number: int) -> Document:
    """A document of whatever words, dates and times."""
    kind: DocumentKind = draw(st.sampled_from(["post", "transcript"]))
    at = draw(st.datetimes(timezones=st.just(UTC)))
    precision: Precision = draw(st.sampled_from(["second", "day", "month", "year"]))
    passages = tuple(
        Passage(
            anchor=f"p-{place}",
            text=draw(TEXTS),
            body="",
            html="",
            speaker=draw(st.none() | TEXTS),
            start=draw(st.none() | st.floats(0, 1e5)),
        )
        for place in range(draw(st.integers(0, 4)))
    )
    return replace(
        sample.LOG,
        slug=f"any-{number}",
        kind=kind,
        title=draw(TEXTS),
        date=draw(st.none() | st.just(Dated(at=at, precision=precision))),
        description=draw(TEXTS),
        people=(Credit(name=draw(TEXTS), role="guest"),),
        topics=(draw(TEXTS),),
        licence=draw(TEXTS),
        video=draw(st.none() | TEXTS),
        passages=passages,
    )


@settings(max_examples=40)
@given(st.tuples(documents(1), documents(2)), st.sampled_from([None, SITE]))
def test_the_files_of_any_documents_are_valid(
    found: tuple[Document, ...], site: str | None
) -> None:
    catalogue = Catalogue(sample.library(found), Derived())
    check(files(catalogue, site=site), catalogue)
    for document in found:
        json.dumps(linked(catalogue, document, site=site))


def _derived(folder: Path) -> Catalogue:
    known, _ = project.read(CHECKOUT)
    seeds, _ = collect([folder])
    made = [make_document(seed, known.glossary) for seed in seeds]
    library = assemble(made, seeds)
    return Catalogue(library, derive(library, known.vocabulary))


def test_the_files_of_the_seeds_that_ship_are_valid() -> None:
    catalogue = _derived(CHECKOUT / "seeds")
    check(files(catalogue, site=None), catalogue)


def test_the_files_of_the_source_documents_are_valid(shared: Path) -> None:
    catalogue = _derived(shared / "seeds")
    check(files(catalogue, site=SITE), catalogue)


def test_a_document_is_recorded_with_its_passages() -> None:
    found = {str(one["slug"]): one for one in records("documents", made())}
    talk = dict(found[sample.TALK.slug])
    passages = talk.pop("passages")
    assert talk == {
        "slug": "an-evening-at-the-harbour-hall",
        "kind": "transcript",
        "title": "An evening at the harbour hall",
        "address": "transcripts/an-evening-at-the-harbour-hall/",
        "date": "2025-03",
        "precision": "month",
        "description": "Three people on wells, pencils and the means of a month.",
        "people": [
            {"name": "Ivo Lindqvist", "role": "host", "slug": "ivo-lindqvist"},
            {"name": "Maren Holloway", "role": "guest", "slug": "maren-holloway"},
            {"name": "Tamsin Achterberg", "role": "guest"},
        ],
        "topics": ["well"],
        "tags": ["measurement", "harbours"],
        "licence": "CC BY-SA 4.0",
        "source": "https://hall.example.org/talks/harbour/",
        "video": "https://www.youtube.com/watch?v=harbourhall",
        "captions": [
            "data/transcripts/an-evening-at-the-harbour-hall.vtt",
            "data/transcripts/an-evening-at-the-harbour-hall.json",
        ],
        "chapters": "data/transcripts/an-evening-at-the-harbour-hall.chapters.json",
    }
    assert passages[0] == {"anchor": "p-7b8c9d", "text": sample.PRELUDE.text}
    assert passages[2]["speaker"] == "Maren Holloway" and passages[2]["start"] == 24.0
    assert "date" not in found[sample.CAPTIONS.slug]
    assert found["odd"]["title"].startswith("A ‹script›alert")


def test_names_of_topics_are_no_tags() -> None:
    post = replace(sample.POST, topics=("Well", "own tag"))
    catalogue = derived.catalogue(sample.library([post, sample.TALK, sample.CAPTIONS, sample.LOG]))
    found = {str(one["slug"]): one for one in records("documents", files(catalogue, site=None))}
    assert found[post.slug]["topics"] == ["well"] and found[post.slug]["tags"] == ["own tag"]


def test_an_event_is_recorded_with_what_it_is_about() -> None:
    first, *_, last = records("timeline", made())
    assert first == {
        "lane": "mentioned",
        "date": "1871",
        "precision": "year",
        "until": "1873",
        "until_precision": "year",
        "resolved": False,
        "text": "The office says 1871; the spine says 1873.",
        "document": "posts/what-the-tide-gauge-measures/",
        "quote": {
            "passage": "posts/what-the-tide-gauge-measures/#p-0d1e2f",
            "start": 0,
            "end": 42,
            "text": "The office says 1871; the spine says 1873.",
        },
        "dated_by": {
            "passage": "posts/what-the-tide-gauge-measures/#p-0d1e2f",
            "start": 16,
            "end": 20,
            "text": "1871",
        },
        "links": [],
        "topics": [],
        "people": [],
        "said_by": [],
        "also": [],
        "disputed": [],
        "strength": 1.2346,
        "shown": True,
    }
    assert "date" not in last and last["lane"] == "published"
    assert [one["topics"] for one in records("timeline", made())][2:4] == [["well"], ["well"]]


def test_the_works_cited_most_come_first() -> None:
    assert [one["title"] for one in records("references", made())] == ["the tables", "=A talk"]
    assert records("references", made())[1]["document"] == sample.TALK.address


def test_one_record_is_one_line() -> None:
    for name in TABLES:
        lines = made()[f"data/{name}.json"].splitlines()
        assert len(lines) == len(records(name, made())) + 2


@given(st.permutations(range(6)), st.permutations(range(len(derived.EVENTS))), st.booleans())
def test_the_order_of_what_comes_in_does_not_matter(
    documents: list[int], events: list[int], backwards: bool
) -> None:
    library = sample.library()
    shuffled = replace(library, documents=tuple(library.documents[n] for n in documents))
    step = -1 if backwards else 1
    mixed = Derived(
        events=tuple(derived.EVENTS[n] for n in events),
        topics=derived.DERIVED.topics[::step],
        people=derived.DERIVED.people[::step],
        references=derived.DERIVED.references[::step],
    )
    assert files(derived.catalogue(shuffled, mixed), site=None) == made()


def test_the_timeline_as_a_table() -> None:
    text = made()["data/timeline.csv"]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows) == len(derived.EVENTS) + 1
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [one["date"] for one in found] == ["1871", "2018-02-14", "2024-10", "2024-11-17", ""]
    assert found[0]["passage"] == "posts/what-the-tide-gauge-measures/#p-0d1e2f"
    assert found[0]["dated_by"] == "1871"
    assert found[1]["text"] == "'=the tables" and found[1]["links"] == derived.TABLES.address
    assert found[2]["text"] == "'- then I was handed"
    assert (found[2]["resolved"], found[2]["shown"]) == ("true", "false")


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell(text) in (text, f"'{text}")


def test_the_list_for_language_models() -> None:
    text = made()["llms.txt"]
    assert text.startswith("# Untitled\n\n## ")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Posts", "## Transcripts", "## Topics", "## People", "## Data"]
    post = "- [What the tide gauge measures, and why the clerk wrote it down twice]"
    assert f"{post}(posts/what-the-tide-gauge-measures/): 2024-11-17. A float" in text
    assert "- [Filters & ‹such›](topics/filters/)\n" in text
    assert r"- [A ‹script›alert(\"x\")‹/script›".replace('\\"', '"') in text
    assert r"\*star\* \`tick\` :smile: !!! \[x\](y)](posts/odd/)" in text
    assert f"]({SITE}topics/well/)" in files(derived.catalogue(), site=SITE)["llms.txt"]


def test_the_site_s_address_is_the_configuration_s(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    for text, address in (
        ("site_name: x\n", None),
        ("site_url: ''\n", None),
        ("site_url: https://example.org/notes\n", SITE),
        ("site_url: https://example.org/notes/\nx: !!python/name:os.path.join\n", SITE),
    ):
        config.write_text(text)
        assert site_url(tmp_path) == address
    assert site_url(tmp_path / "nowhere") is None
    site_url(CHECKOUT)
