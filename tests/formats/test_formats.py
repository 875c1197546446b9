"""Each export is read by the tool that it is for, or by the letter of that tool's grammar."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.sample_catalogue as derived
import tests.sample_library as sample
from commonplace.formats import FORMATS, files
from commonplace.formats.opensearch import INDEX, LARGEST, MAPPING
from commonplace.model import Catalogue, Derived, Library, Reference
from commonplace.open_data.feeds import feeds

SITE = "https://example.org/notes/"
#: Words that mean something in one of the forms, or that a file cannot hold.
HOSTILE = "a]] | #^x \\ {b} % $ & ~ ^_\n\u2028\x85 --> <b>\x00\ud800 \"c\" 'd' @misc{e,"


def made(name: str, catalogue: Catalogue | None = None, site: str | None = None) -> dict[str, str]:
    found = files(catalogue or derived.catalogue(), name, site)
    return {path: data.decode() for path, data in found.items()}


def database(catalogue: Catalogue | None = None) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    data = files(catalogue or derived.catalogue(), "sqlite", None)["commonplace.sqlite"]
    opened.deserialize(data)
    return opened


def hostile(words: str = HOSTILE) -> Catalogue:
    """The sample with strange words wherever a seed can bring them in."""
    one, *others = sample.library().documents
    passage = replace(one.passages[0], text=words, body=words, heading=words, speaker=words)
    strange = replace(one, title=words, licence=words, passages=(passage, *one.passages[1:]))
    (work, *works) = derived.DERIVED.references
    cited = replace(work, title=words, address=f"https://example.org/{words}")
    found = replace(derived.DERIVED, references=(cited, *works))
    return Catalogue(Library(documents=(strange, *others)), found)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_each_time_and_takes_strange_words(name: str) -> None:
    assert files(derived.catalogue(), name, SITE) == files(derived.catalogue(), name, SITE)
    assert files(hostile(), name, None)
    empty = Catalogue(Library(documents=()), Derived())
    files(empty, name, None)


def test_the_database_is_sound_and_its_keys_lead_somewhere() -> None:
    for catalogue in (derived.catalogue(), hostile()):
        opened = database(catalogue)
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        opened.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")
        for table, count in (
            ("documents", len(catalogue.library.documents)),
            ("passages", len(catalogue.passages)),
            ("topics", len(catalogue.derived.topics)),
            ("people", len(catalogue.derived.people)),
            ("events", len(catalogue.derived.events)),
            ("works", len(catalogue.derived.references)),
            ("citations", sum(len(one.citations) for one in catalogue.derived.references)),
        ):
            assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,)


def test_the_database_is_searched_by_words_in_any_form() -> None:
    found = database().execute(
        "SELECT passages.address, documents.title FROM passages_fts"
        " JOIN passages ON passages.id = passages_fts.rowid"
        " JOIN documents ON documents.id = passages.document"
        " WHERE passages_fts MATCH 'measuring AND wells' ORDER BY rank"
    )
    address, title = found.fetchone()
    assert "measure in a well" in derived.catalogue().passages[address].text
    assert title == derived.catalogue().document_of(address).title


def test_people_and_topics_lead_to_their_passages() -> None:
    opened = database()
    for topic in derived.DERIVED.topics:
        found = opened.execute(
            "SELECT passages.address FROM passage_topics"
            " JOIN passages ON passages.id = passage JOIN topics ON topics.id = topic"
            " WHERE slug = ? ORDER BY 1",
            (topic.slug,),
        )
        assert [address for (address,) in found] == sorted({one.address for one in topic.named})


def test_json_lines_have_every_passage_with_words() -> None:
    catalogue = derived.catalogue()
    text = made("jsonl", site=SITE)["passages.jsonl"]
    records = [json.loads(line) for line in text.splitlines()]
    assert [one["text"] for one in records] == [
        passage.text
        for document in sorted(catalogue.library.documents, key=lambda one: one.address)
        for passage in document.passages
        if passage.text.strip()
    ]
    for one in records:
        assert catalogue.passages[one["id"]].text == one["text"]
        assert one["address"] == SITE + one["id"]
    strange = made("jsonl", hostile())["passages.jsonl"]
    assert len(strange.splitlines()) == len(records)


@pytest.mark.parametrize("catalogue", [derived.catalogue(), hostile()])
def test_bulk_files_keep_to_the_documented_grammar(catalogue: Catalogue) -> None:
    """Pairs of lines, each an object, the last ended by a line feed; ids of 512 bytes at most."""
    found = made("opensearch", catalogue)
    mapping = json.loads(found.pop("opensearch/mapping.json"))
    fields = mapping["mappings"]["properties"]
    seen: list[str] = []
    for text in found.values():
        assert text.endswith("\n") and len(text.encode()) <= LARGEST
        lines = text[:-1].split("\n")
        assert len(lines) % 2 == 0
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            ((verb, named),) = json.loads(action).items()
            assert (verb, named["_index"]) == ("index", INDEX)
            assert 0 < len(named["_id"].encode()) <= 512
            seen.append(named["_id"])
            record = json.loads(source)
            assert record.keys() <= fields.keys()  # the mapping is strict
            if "date" in record:
                datetime.fromisoformat(record["date"].ljust(10, "x").replace("xxx", "-01")[:10])
            for name, value in record.items():
                values = value if isinstance(value, list) else [value]
                kind = {"integer": int, "float": (int, float)}.get(fields[name]["type"], str)
                assert all(isinstance(one, kind) for one in values)
    assert (
        len(seen)
        == len(set(seen))
        == sum(bool(p.text.strip()) for p in catalogue.passages.values())
    )


def test_large_collections_are_several_bulk_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonplace.formats.opensearch.LARGEST", 4000)
    found = made("opensearch")
    assert len(found) > 3
    whole = "".join(text for path, text in sorted(found.items()) if "bulk" in path)
    assert whole.count("\n") == 2 * len(made("jsonl")["passages.jsonl"].splitlines())


def test_the_mapping_has_only_types_that_servers_know() -> None:
    for field in MAPPING["mappings"]["properties"].values():  # type: ignore[index, attr-defined]
        assert field["type"] in {"keyword", "text", "integer", "float", "date"}


# What BibTeX takes: https://www.bibtex.org/Format/
ENTRY = re.compile(r"@misc\{([a-z0-9-]+)((?:,\n  [a-z]+ = .+)+)\n\}\n")


def entries(text: str) -> dict[str, dict[str, str]]:
    """The entries of a file by their keys; a strict reading of the one form we write."""
    found: dict[str, dict[str, str]] = {}
    for block in text.split("\n\n") if text else ():
        match = ENTRY.fullmatch(block.rstrip("\n") + "\n")
        assert match, block
        fields = {}
        for line in match[2].strip(",\n ").split(",\n  "):
            name, value = line.split(" = ", 1)
            if name == "month":
                assert re.fullmatch("[a-z]{3}", value)
            else:
                depth = 0
                for at, mark in enumerate(value):
                    escaped = at and value[at - 1] == "\\"
                    depth += 0 if escaped else {"{": 1, "}": -1}.get(mark, 0)
                    assert depth > 0 or at == len(value) - 1  # it ends where it ends
                assert depth == 0
            fields[name] = value
        found[match[1]] = fields
    return found


def test_bibtex_has_every_work_once() -> None:
    for catalogue in (derived.catalogue(), hostile()):
        found = entries(made("bibtex", catalogue)["references.bib"])
        works = [work for work in catalogue.derived.references if not work.aside]
        assert len(found) == len(works)
        for fields in found.values():
            assert not re.search(r"(?<!\\)[#$%&_]", fields["title"])


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab {}\\%$&#~^_\n\"'@,="), max_size=20))
def test_no_title_or_address_breaks_bibtex(words: str) -> None:
    work = Reference(address=f"https://example.org/{words}", kind="post", title=words, citations=())
    catalogue = Catalogue(Library(documents=()), Derived(references=(work,)))
    assert len(entries(made("bibtex", catalogue)["references.bib"])) == 1


#: From https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json: what we use.
CSL_TYPES = {"article", "post-weblog", "post", "motion_picture", "book", "software", "webpage"}


def test_csl_json_keeps_to_its_schema() -> None:
    found = json.loads(made("csl", site=SITE)["references.csl.json"])
    assert len({one["id"] for one in found}) == len(found) == 2
    for one in found:
        assert one["type"] in CSL_TYPES
        assert one.keys() <= {"id", "type", "title", "URL", "DOI", "issued"}
        for parts in one.get("issued", {}).get("date-parts", ()):
            assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)
    doi = Reference(address="https://doi.org/10.1/x", kind="paper", title="T", citations=())
    catalogue = Catalogue(Library(documents=()), Derived(references=(doi,)))
    assert json.loads(made("csl", catalogue)["references.csl.json"])[0]["DOI"] == "10.1/x"


def test_links_in_the_vault_lead_to_notes_and_to_passages() -> None:
    for catalogue in (derived.catalogue(), hostile()):
        found = made("vault", catalogue)
        links = 0
        for text in found.values():
            front = text.partition("---\n")[2].partition("---\n")[0]
            if text.startswith("---"):
                assert yaml.safe_load(front)["title"]
            body = text.replace(HOSTILE, "")
            for note, anchor in re.findall(r"\[\[([^]|#]+)(?:#\^([^]|]+))?\|[^]\n|]*\]\]", body):
                links += 1
                there = found[f"vault/{note}.md"]
                assert not anchor or f"\n^{anchor}\n" in there
        assert links > 10


def test_subtitles_are_those_of_the_captions() -> None:
    found = made("srt")
    block = re.compile(r"\d+\n(\d\d:\d\d:\d\d,\d{3}) --> (\d\d:\d\d:\d\d,\d{3})\n[^\n]+\n")
    assert found
    for text in found.values():
        blocks = [f"{one.rstrip()}\n" for one in text.split("\n\n")]
        for number, one in enumerate(blocks, 1):
            match = block.fullmatch(one)
            assert match and one.startswith(f"{number}\n") and match[1] < match[2]


def test_opml_has_the_feeds_that_the_site_has() -> None:
    root = ElementTree.fromstring(made("opml", site=SITE)["feeds.opml"])
    addresses = [one.attrib["xmlUrl"] for one in root.iter("outline")]
    assert addresses == [SITE + path for path in feeds(derived.catalogue(), site=SITE)]


def test_llms_full_has_every_text() -> None:
    text = made("llms", site=SITE)["llms-full.txt"]
    for address, passage in derived.catalogue().passages.items():
        assert passage.text.strip() in text, address


def test_markdown_stands_beside_each_page() -> None:
    assert set(made("markdown")) == {
        f"{one.address}index.html.md" for one in derived.catalogue().library.documents
    }


def test_the_documentation_names_every_format() -> None:
    page = (Path(__file__).parents[2] / "docs" / "open-data.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in page
