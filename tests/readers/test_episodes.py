"""A recording's captions and its show notes share a name, and know each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.document import make_document
from commonplace.model import Catalogue, Derived, Document, Library
from commonplace.project.publishing import Publishing, published
from commonplace.render.connections import connections

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nThe open heron woke at dawn.\n"
NOTES = """---
title: The heron wakes
date: 2024-03-02
guest: Otto Vale
tags: [herons]
slug: heron
source: https://example.org/notes/heron
duration: 00:31:00
---

# The heron wakes

We talk about herons, and about [boots](https://example.org/boots).
"""


def made(folder: Path, files: dict[str, str]) -> Library:
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    seeds, _ = collect([folder])
    return assemble([make_document(seed) for seed in seeds], seeds)


def by_name(library: Library) -> dict[str, Document]:
    return {one.source.name: one for one in library.documents}


@pytest.mark.parametrize("captions", ["ep/001.vtt", "ep/001.en.vtt", "ep/001.srt"])
def test_captions_have_the_title_date_and_guests_of_their_notes(
    tmp_path: Path, captions: str
) -> None:
    text = VTT if captions.endswith("vtt") else VTT.partition("\n\n")[2].replace(".000", ",000")
    library = made(tmp_path, {captions: text, "ep/001.md": NOTES})
    talk, notes = by_name(library)[captions], by_name(library)["ep/001.md"]
    assert (talk.title, str(talk.date)) == (notes.title, "2024-03-02")
    assert [one.name for one in talk.people] == ["Otto Vale"]
    assert (talk.kind, notes.kind) == ("transcript", "post")
    assert talk.source.address != "https://example.org/notes/heron"
    assert "boots" not in " ".join(passage.text for passage in talk.passages)


def test_they_link_to_each_other(tmp_path: Path) -> None:
    library = made(tmp_path, {"001.vtt": VTT, "001.md": NOTES, "002.vtt": VTT, "003.md": NOTES})
    catalogue = Catalogue(library, Derived())
    shown = {
        name: [(one.name, one.link) for one in connections(catalogue, document).episode]
        for name, document in by_name(library).items()
    }
    talk, notes = by_name(library)["001.vtt"], by_name(library)["001.md"]
    assert shown == {
        "001.vtt": [("Show notes", f"../../{notes.address}")],
        "001.md": [("Transcript", f"../../{talk.address}")],
        "002.vtt": [],
        "003.md": [],
    }


def test_notes_without_front_matter_give_their_heading(tmp_path: Path) -> None:
    library = made(tmp_path, {"001.vtt": VTT, "001.md": "# The pond\n\nWe talk about ponds.\n"})
    assert by_name(library)["001.vtt"].title == "The pond"


def test_what_the_captions_say_themselves_wins(tmp_path: Path) -> None:
    files = {"001.vtt": VTT, "001.md": NOTES, "001.vtt.yml": "title: The dawn\n"}
    assert by_name(made(tmp_path, files))["001.vtt"].title == "The dawn"


def test_a_draft_s_captions_are_a_draft(tmp_path: Path) -> None:
    notes = NOTES.replace("slug: heron", "draft: true")
    (tmp_path / "001.vtt").write_text(VTT)
    (tmp_path / "001.md").write_text(notes)
    seeds, _ = collect([tmp_path])
    documents = [document for document, _ in map(make_document, seeds)]
    assert all(document and document.holds for document in documents)
    assert published([(one, ()) for one in documents], seeds, Publishing().dated())[0][0] is None
