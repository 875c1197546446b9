"""The index as files: all that it holds, in few and small files whose names last."""

from __future__ import annotations

import json
import statistics
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.export import MANIFEST, codec
from commonplace.model import Library
from tests.export.read_index import contents, exported
from tests.search_site import FIXED, Site, edited, export, node

# The codec


@given(st.lists(st.integers(0, 2**40)))
def test_varints_come_back(numbers: list[int]) -> None:
    assert decoded(codec.varints(numbers)) == numbers


@given(st.lists(st.integers(0, 2000)))
def test_wide_numbers_come_back(numbers: list[int]) -> None:
    low, above = codec.wide(numbers)
    rest = iter(decoded(above))
    assert [byte + next(rest) if byte == 255 else byte for byte in low] == numbers
    assert not list(rest)


def decoded(data: bytes) -> list[int]:
    """The numbers of varints."""
    found, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            found.append(value)
            value = shift = 0
    assert not shift
    return found


COLUMNS = st.lists(st.binary(max_size=2000))


@given(COLUMNS, COLUMNS)
def test_what_is_deflated_inflates(columns: list[bytes], numbers: list[bytes]) -> None:
    data = codec.deflated(*columns, numbers=numbers)
    assert zlib.decompress(data, wbits=-15) == b"".join([*columns, *numbers])


@given(st.binary(max_size=3000), st.binary(max_size=500))
def test_a_primer_goes_in_front_as_a_block_that_is_not_compressed(
    text: bytes, primer: bytes
) -> None:
    """What a browser does, which cannot be given a primer."""
    data = codec.deflated(primer + text, primer=primer)
    size = len(primer).to_bytes(2, "little")
    head = bytes([0, *size, *(byte ^ 255 for byte in size)])
    assert zlib.decompress(head + primer + data, wbits=-15) == 2 * primer + text
    assert codec.inflated(data, primer) == primer + text


def test_two_files_never_have_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"cafe": b"one"}
    monkeypatch.setattr(codec, "name", lambda data: "cafe")
    assert codec.add(files, b"one") == "cafe"
    with pytest.raises(ValueError, match="cafe"):
        codec.add(files, b"two")


# The contents


def test_every_term_comes_back(seeds: Library, tmp_path: Path) -> None:
    """What Node reads from the files is what Whoosh holds: terms, postings, positions."""
    rest = replace(seeds, documents=seeds.documents[2:])
    site = Site(tmp_path, seeds, edited(rest), bundled=False)
    dumped = map(json.loads, node("dump.mjs", site.docs / "search").split("\n")[:-1])
    found = {(field, text): rest for field, text, *rest in dumped}
    with contents(site.index) as held:
        for term in held.terms:
            frequency, postings = found.pop((term.field, term.text))
            assert frequency == term.frequency
            assert postings == [[p, f, n, list(where)] for p, f, n, where in term.postings]
    assert not found


@pytest.mark.parametrize("name", ["seeds_bundled", "seeds_site"])
def test_every_passage_comes_back(request: pytest.FixtureRequest, name: str) -> None:
    site: Site = request.getfixturevalue(name)
    found = json.loads(node("passages.mjs", site.docs / "search"))
    kept = ("address", "title", "heading", "speaker", "date", "kind", "times", "text")
    with contents(site.index) as held:
        assert len(found) == len(held.passages)
        for one, passage in zip(found, held.passages, strict=True):
            assert {key: one[key] for key in kept} == {key: passage[key] for key in kept}
            assert one["start"] == passage.get("start")
            assert one["who"] == passage["speaker"]
            assert "\n".join(one["topics"]) == passage["topic"]


# Sizes


def test_a_small_corpus_is_two_files(seeds_bundled: Site) -> None:
    assert len(for_words(seeds_bundled)) == 2
    (_, loads), (_, more) = seeds_bundled.engine(["reward model", '"tree search" OR explor*'])
    assert len(loads) == 2 and not more
    print(f"a small corpus: {total(loads)} bytes")
    assert total(loads) < 120_000


MIXED = [query for query in FIXED[:120] if query and query[0] not in "-*" and len(query) > 4][::4]


@pytest.mark.parametrize(
    "limit, cold, most_bytes, most_requests",
    [(10, True, 22_000, 14), (10, False, 11_000, 8), (5, True, 19_000, 9), (5, False, 9_000, 5)],
)
def test_a_query_loads_little(
    sample_site: Site, limit: int, cold: bool, most_bytes: int, most_requests: int
) -> None:
    answers = sample_site.engine(MIXED, limit, cold=cold, meaning=False)
    size = statistics.median(total(loads) for _, loads in answers)
    requests = statistics.median(len(loads) for _, loads in answers)
    print(f"{limit} hits, cold {cold}: {size} bytes, {requests} files")
    assert size < most_bytes
    assert requests <= most_requests


def test_no_file_is_large(sample_site: Site) -> None:
    sizes = for_words(sample_site)
    print(f"{len(sizes)} files, {sum(sizes.values())} bytes, the largest {max(sizes.values())}")
    assert sizes.pop(MANIFEST) < 12_000
    assert max(sizes.values()) < 8_000


def for_words(site: Site) -> dict[str, int]:
    """The sizes of the files, without those for meaning, which are loaded apart."""
    plain = codec.inflated(site.files[MANIFEST])
    head, _ = json.JSONDecoder().raw_decode(plain[plain.index(b"{") :].decode("utf-8", "replace"))
    return {path: len(data) for path, data in site.files.items() if head["meaning"] not in path}


def total(loads: Sequence[tuple[str, int]]) -> int:
    """The bytes of what was loaded."""
    return sum(size for _, size in loads)


# Names


def test_two_exports_are_the_same(seeds: Library, seeds_site: Site) -> None:
    other = export(seeds, bundled=False)
    assert seeds_site.files == other == exported(seeds_site.index, bundled=0)


def test_a_name_is_that_of_all_bytes_under_it(seeds_site: Site) -> None:
    files = seeds_site.files
    stems = {Path(path).stem: data for path, data in files.items() if path != MANIFEST}
    for stem in {stem.partition("-")[0] for stem in stems}:
        number, parts = 0, b""
        while (path := f"{stem}-{number}" if number else stem) in stems:
            parts += stems[path]
            number += 1
        assert stem == codec.name(parts)


def test_an_edit_leaves_most_names(sample: Library, sample_site: Site) -> None:
    before = sample_site.files
    after = export(edited(sample), bundled=False)
    kept = before.keys() & after.keys()
    print(f"{len(kept)} of {len(before)} names are kept after an edit")
    assert len(kept) > 0.7 * len(before)


def test_a_document_that_goes_leaves_the_texts_of_others(
    sample: Library, sample_site: Site
) -> None:
    """They have a primer in common, which is chosen so that it rarely changes."""
    fewer = replace(sample, documents=sample.documents[1:])
    before = sample_site.files
    after = export(fewer, bundled=False)
    kept = before.keys() & after.keys()
    print(f"{len(kept)} of {len(before)} names are kept without a document")
    assert len(kept) > 0.4 * len(before)


def test_loads_are_shared_and_failures_can_be_retried(
    seeds_bundled: Site, seeds_site: Site
) -> None:
    """A file that cannot be had is an error, never an answer without hits."""
    for site in (seeds_bundled, seeds_site):
        node("store.mjs", site.docs / "search")
