"""The index as files: all that it holds, in few and small files whose names last."""

from __future__ import annotations

import json
import re
import statistics
import zlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace import export as exporting
from commonplace import index, meaning
from commonplace.export import MANIFEST, codec, terms, texts
from commonplace.export.parts import WholeIndex, whole
from commonplace.export.terms import Shard
from commonplace.export.texts import Shown, write_texts
from commonplace.index import EXPORTED, packing, postings
from commonplace.model import Library, in_turn
from tests.export.read_index import contents, exported
from tests.search_site import FIXED, Site, edited, export, node
from tests.thorough import some

# The codec


@given(st.lists(st.integers(0, 2**40)))
def test_varints_come_back(numbers: list[int]) -> None:
    assert decoded(packing.varints(numbers)) == numbers


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


@given(COLUMNS, COLUMNS, COLUMNS)
def test_a_stream_with_an_open_end_goes_on(
    columns: list[bytes], numbers: list[bytes], more: list[bytes]
) -> None:
    data = codec.deflated(*columns, numbers=numbers, open_end=True) + codec.deflated(*more)
    assert codec.inflated(data) == b"".join([*columns, *numbers, *more])


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


PERSONS = (
    "Ada Marsh",
    "Zoë Ö. Brück",
    "İlk",
    "O’Dell-Reed",
    "AB\u212a",
    "ΟΔΟΣ",
    "C++",
    "",
    "Newt 2",
)


def test_pages_that_are_found_by_name_come_back(tmp_path: Path) -> None:
    """Whether their addresses are made from their names or not."""
    slugs = [re.sub("[^a-z0-9]+", "-", name.lower()) for name in PERSONS]
    pages = [
        index.NamedPage(f"{folder}{slug}/", name, "person", (name[:1],))
        for name, own in zip(PERSONS, slugs, strict=True)
        for folder in ("", "people/", "archive/people/")
        for slug in (own, f"{own}-2", "newt")
        if folder or slug
    ]
    for path, data in exporting.of_documents([], (), pages, bundled=0).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    found = json.loads(node("entries.mjs", tmp_path / "search"))
    assert [tuple(one.values()) for one in found] == [(*one[:3], list(one[3])) for one in pages]


# Sizes


POSTINGS = st.lists(st.lists(st.integers(0, 300), min_size=1, max_size=30), min_size=1, max_size=20)


@given(st.lists(POSTINGS, min_size=1, max_size=5))
def test_positions_are_in_files_of_one_size(made: list[list[list[int]]]) -> None:
    """Each shard finds its own, in order; a posting is never cut in two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "POSITIONS", 40)
        shards = [[posted(gaps)] for gaps in made]
        placed = terms._positions(shards)
    files = {stretch.file for one in placed for stretch in one}
    total = sum(len(posting) for one in made for posting in one)
    assert len(files) <= max(1, round(total / 40))
    for gaps, stretches in zip(made, placed, strict=True):
        assert sum(one.postings for one in stretches) == len(gaps)
        rest = iter(gaps)
        for one in stretches:
            mine = [gap for _ in range(one.postings) for gap in next(rest)]
            assert of_file(one.file)[one.first : one.first + len(mine)] == mine
    assert all(len(of_file(file)) <= 60 + 30 for file in files)


def posted(gaps: list[list[int]]) -> postings.Posted:
    """A term with the positions of each of its postings."""
    times, positions = packing.varints(map(len, gaps)), packing.varints(chain(*gaps))
    empty = bytes(len(gaps))
    return postings.Posted("text", "newt", len(gaps), empty, times, empty, positions)


def of_file(data: bytes) -> list[int]:
    """The numbers of a file of positions."""
    plain = codec.inflated(data)
    (count,) = decoded(head := plain[: next(n for n, byte in enumerate(plain, 1) if byte < 128)])
    low, above = plain[len(head) :][:count], iter(decoded(plain[len(head) + count :]))
    return [byte + next(above) if byte == 255 else byte for byte in low]


def test_a_small_corpus_is_two_files(seeds_bundled: Site) -> None:
    assert len(for_words(seeds_bundled)) == 2
    (_, loads), (_, more) = seeds_bundled.engine(["reward model", '"tree search" OR explor*'])
    assert len(loads) == 2 and not more
    print(f"a small corpus: {total(loads)} bytes")
    assert total(loads) < 120_000


MIXED = [query for query in FIXED[:120] if query and query[0] not in "-*" and len(query) > 4][::4]


@pytest.mark.parametrize(
    "limit, cold, most_bytes, most_requests",
    [(10, True, 62_000, 9), (10, False, 20_000, 4), (5, True, 44_000, 7), (5, False, 14_500, 3)],
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
    assert sizes.pop(MANIFEST) < 10_000
    assert max(sizes.values()) < 16_000


def for_words(site: Site) -> dict[str, int]:
    """The sizes of the files, without those for meaning, which are loaded apart."""
    plain = codec.inflated(site.files[MANIFEST])
    head, _ = json.JSONDecoder().raw_decode(plain[plain.index(b"{") :].decode("utf-8", "replace"))
    return {path: len(data) for path, data in site.files.items() if head["meaning"] not in path}


def total(loads: Sequence[tuple[str, int]]) -> int:
    """The bytes of what was loaded."""
    return sum(size for _, size in loads)


def test_the_first_letters_tell_the_part_of_the_alphabet() -> None:
    """So a word is in the part of the stem with which it is filed."""
    assert all(len(bound) <= 3 for bound in postings.BOUNDS)
    for text in ("dying", "lying", "skies", "ties", "us", "o", "conning", "heirs", "inning"):
        assert postings.part_of(terms.filed("speaker", text)) == postings.part_of(text)


def test_files_are_few(sample: Library, sample_site: Site) -> None:
    """Eighty parts of the alphabet have two each, however little there is; then it is documents."""
    of_documents = len(for_words(sample_site)) - 2 * (len(postings.BOUNDS) + 1)
    print(f"{of_documents} files for {len(sample.documents)} documents")
    assert of_documents <= 4.2 * len(sample.documents)


@pytest.mark.parametrize(
    "documents, shards, paged",
    [(300, 540, False), (1500, 2200, True), (1500, 600, True), (800, 1000, True)],
)
def test_the_manifest_stays_small(documents: int, shards: int, paged: bool) -> None:
    """However much it leads to: what does not fit is in pages, which cost further requests."""
    passages = tuple(b"%d" % n + b"\0" * 5 + bytes(500) for n in range(80))
    shown = [
        Shown(f"talks/talk-{n}/", f"Talk {n}", False, "transcript", "", "", ("",), ("",), passages)
        for n in range(documents)
    ]
    keys = [f"{n * n:x}" for n in range(shards)]
    made = [Shard(key, key, key.encode(), (), ()) for key in sorted(keys)]
    held = WholeIndex(
        documents=shown,
        passages=80 * documents,
        averages=dict.fromkeys(EXPORTED, 1.0),
        long=[900 + n for n in range(documents)],
        lengths=b"",
        shards=made,
        words=[],
    )
    aliases = [[[f"{n * n * 7919:x}"], [f"{n * 104729:x}"]] for n in range(60)]
    names = {"aliases": aliases, "explained": []}
    files = exporting._files(held, held.passages, names, [], 0, in_turn, meaning.NOTHING)
    print(f"{documents} documents, {shards} shards: {len(files[MANIFEST])} bytes")
    assert len(files[MANIFEST]) < 10_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "ROOM", 10**6)
        whole = exporting._files(held, held.passages, names, [], 0, in_turn, meaning.NOTHING)
    assert (len(files) > len(whole)) == paged


def test_pages_are_found(seeds: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directories in many pages, each in a file of its own."""
    monkeypatch.setattr(exporting, "ROOM", 0)
    for module in (exporting, terms, texts):
        monkeypatch.setattr(module, "PAGE", 3)
    site = Site(tmp_path, seeds, bundled=False)
    site.compare(some(6, FIXED[::3]), limit=15)
    assert json.loads(node("passages.mjs", site.docs / "search"))


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
    fewer = replace(sample, documents=sample.documents[1:])
    after = export(fewer, bundled=False)
    documents = sorted(fewer.documents, key=lambda document: document.address)
    written: dict[str, bytes] = {}
    write_texts(whole(index.indexed(documents)).documents, written)
    assert len(written) > len(documents)
    assert {f"search/{name}.bin" for name in written} <= sample_site.files.keys() & after.keys()


def test_loads_are_shared_and_failures_can_be_retried(
    seeds_bundled: Site, seeds_site: Site
) -> None:
    """A file that cannot be had is an error, never an answer without hits."""
    for site in (seeds_bundled, seeds_site):
        node("store.mjs", site.docs / "search")
