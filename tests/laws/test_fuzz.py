"""Seeds that nobody would write: pieces of hostile files, thrown together.

Nothing raises, every character is accounted for, and no page does anything. Each law is
tried on a few hundred seeds; `make fuzz` tries as many as FUZZ says.
"""

from __future__ import annotations

import os
import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commonplace import open_data, render
from commonplace.addresses.assemble import assemble
from commonplace.derive import derive
from commonplace.document import PHRASES, make_document
from commonplace.model import Catalogue, Document, Seed, Vocabulary
from commonplace.readers import READERS
from tests.built_page import built
from tests.hostile.check import faults_of_data, faults_of_html
from tests.hostile.make import CASES
from tests.readers.test_reader_laws import FRAGMENTS, TEDIOUS, law

#: The ordinary run tries a quarter of it.
EXAMPLES = int(os.environ.get("FUZZ", "600"))
SUFFIXES = (".md", ".txt", ".html", ".vtt", ".srt", ".json")
READER = {reader.name: reader for reader in READERS}

#: The files of the hostile corpus that are short, and the words and signs they are made of.
FILES = sorted(
    {
        content
        for case in CASES
        for content in case.files.values()
        if isinstance(content, bytes) and len(content) < 3_000
    }
)
PIECES = sorted(
    {
        piece
        for content in FILES
        for piece in re.findall(r"\w{1,20}|\s+|[^\w\s]{1,4}", content.decode(errors="replace"))
    }
    | set(FRAGMENTS)
    | set(TEDIOUS)
)

pieces = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda some: "".join(some).encode())
anything = st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode())


@st.composite
def spliced(draw: st.DrawFn) -> bytes:
    """Hostile files cut up and put together again, with something else in between."""
    result = b""
    for _ in range(draw(st.integers(1, 3))):
        file = draw(st.sampled_from(FILES))
        start = draw(st.integers(0, len(file)))
        result += file[start : draw(st.integers(start, len(file)))] + draw(pieces)[:60]
    return result


@st.composite
def headed(draw: st.DrawFn) -> bytes:
    """Front matter with fields that are known, and values that are anything."""
    names = st.sampled_from(
        "title date slug tags author speakers permalink source sources video description".split()
    )
    fields = draw(st.lists(st.tuples(names, pieces), max_size=4))
    head = b"".join(name.encode() + b": " + value + b"\n" for name, value in fields)
    return b"---\n" + head + b"---\n" + draw(spliced())


seeds = st.builds(
    lambda data, suffix, sidecar: Seed(
        name=f"seed{suffix}",
        file=f"seeds/seed{suffix}",
        data=data,
        sidecar=sidecar,
        sidecar_file="seeds/seed.yml" if sidecar else "",
    ),
    spliced() | headed() | pieces | anything,
    st.sampled_from(SUFFIXES),
    st.none() | pieces,
)
many = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=max(25, EXAMPLES // 5), suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", sorted(READER))
@given(data=spliced() | pieces | headed())
@example(data=b"---\n---\n")
@some
def test_every_reader_accounts_for_every_text(name: str, data: bytes) -> None:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():  # what is blank never comes to a reader
        law(READER[name], text.replace("\x00", ""))


def calm(document: Document) -> None:
    """Every character of the source accounted for, and nothing active on the page."""
    end = 0
    for change in document.changes:
        assert change.start >= end or change.start == change.end
        assert document.source.text[change.start : change.end] == change.before
        end = max(end, change.end)
    anchors = [passage.anchor for passage in document.passages]
    assert len(set(anchors)) == len(anchors)
    for passage in document.passages:
        assert faults_of_html(passage.html) == []
        assert re.fullmatch(r"[a-z0-9-]+", passage.anchor)
    assert re.fullmatch(r"[a-z0-9-]{1,80}", document.slug)
    for one, two in pairwise(document.headings):
        assert one.before <= two.before


@given(seeds)
@many
def test_any_seed_is_read_and_cleaned_or_rejected_with_a_reason(seed: Seed) -> None:
    document, told = make_document(seed)
    said = "\n".join(map(str, told))
    assert "the program failed" not in said, said
    if document is None:
        assert any(one.severity == "error" for one in told)
    else:
        calm(document)


@given(st.lists(seeds, min_size=1, max_size=3))
@some
def test_pages_and_data_of_any_seeds_are_calm(found: list[Seed]) -> None:
    library = assemble([make_document(seed) for seed in found], found)
    derived = derive(library, Vocabulary())
    for name, text in render.pages(Catalogue(library, derived), PHRASES).files.items():
        if name.endswith(".md"):
            assert faults_of_html(built(text)[0]) == [], name
    for name, text in open_data.files(Catalogue(library, derived), site=None).items():
        assert faults_of_data(name, text if isinstance(text, str) else text.decode()) == []
