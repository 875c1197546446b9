"""The cache: what is found in it is what would have been worked out, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from commonplace import export, index, mkdocs_hook, pipeline
from commonplace.derive import NOBODY, rarities, related
from commonplace.document import Made, make_document
from commonplace.incremental import cache
from commonplace.incremental.cache import Cache, digest
from commonplace.index.packing import numbers, varints
from commonplace.model import Failed, Library, Mapper, Seed
from commonplace.project import project
from commonplace.site.publish import Building
from tests.export.read_index import exported
from tests.search_site import edited
from tests.thorough import THOROUGH, part


def doubled(number: int) -> int:
    CALLS.append(number)
    return 2 * number


def lost(number: int) -> int | Failed:
    CALLS.append(number)
    return Failed(message="gone", why="it went", remedy="try again")


CALLS: list[int] = []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    CALLS.clear()
    return tmp_path / "build" / cache.NAME


# The file


def test_a_result_is_worked_out_once(file: Path) -> None:
    for _ in range(2):
        with Cache(file) as kept:
            assert kept.each(doubled, [1, 2, 1]) == [2, 4, 2]
    assert CALLS == [1, 2]


def test_several_threads_share_a_cache(file: Path) -> None:
    numbers = list(range(2 * cache._MANY))
    for _ in range(2):
        with Cache(file) as kept, ThreadPoolExecutor(4) as threads:
            asked = [threads.submit(kept.each, doubled, numbers[place:]) for place in range(8)]
            assert [one.result() for one in asked] == [
                [2 * number for number in numbers[place:]] for place in range(8)
            ]
        assert not kept.note
    assert len(CALLS) <= 8 * len(numbers), "the second time, nothing is worked out"
    assert set(CALLS) == set(numbers)


def test_another_argument_or_another_program_is_another_result(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(file) as kept:
        assert kept.each(partial(max, 2), [1, 3]) == [2, 3]
        assert kept.each(partial(max, 3), [1, 3]) == [3, 3]
        kept.each(doubled, [1])
    monkeypatch.setattr(cache, "program", lambda: b"another")
    with Cache(file) as kept:
        kept.each(doubled, [1])
    assert CALLS == [1, 1]


def test_what_was_lost_is_tried_again(file: Path) -> None:
    for _ in range(2):
        with Cache(file) as kept:
            kept.each(lost, [1])
    assert CALLS == [1, 1]


def test_what_is_not_wanted_any_more_goes(file: Path) -> None:
    with Cache(file) as kept:
        kept.each(doubled, [1])
    for _ in range(cache.KEPT + 1):
        with Cache(file) as kept:
            kept.each(doubled, [2])
    with sqlite3.connect(file) as opened:
        assert opened.execute("SELECT count(*) FROM results").fetchone() == (1,)
    opened.close()


def overwritten(file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def rotten(file: Path) -> None:
    """A value in which a bit has changed, in a file that SQLite finds sound."""
    opened = sqlite3.connect(file)
    for key, value in opened.execute("SELECT key, value FROM results").fetchall():
        bad = bytes([*value[:-1], value[-1] ^ 1])
        opened.execute("UPDATE results SET value = ? WHERE key = ?", (bad, key))
    opened.commit()
    opened.close()


def foreign(file: Path) -> None:
    """A value that is no pickle, with a checksum that is right."""
    opened = sqlite3.connect(file)
    data = cache._checksum(b"x") + b"x"
    opened.execute("UPDATE results SET value = ?", (data,))
    opened.commit()
    opened.close()


@pytest.mark.parametrize("damage", [overwritten, cut, rotten, foreign])
def test_a_damaged_file_is_done_without(file: Path, damage: Callable[[Path], None]) -> None:
    for _ in range(2):
        with Cache(file) as kept:
            kept.each(doubled, list(range(500)))
    damage(file)
    for _ in range(2):
        with Cache(file) as kept:
            assert kept.each(doubled, list(range(500))) == list(range(0, 1000, 2))
    CALLS.clear()
    with Cache(file) as kept:
        kept.each(doubled, list(range(500)))
    assert not CALLS and not kept.note, "after the damage there is a sound cache again"


@pytest.mark.parametrize("damage", [rotten, foreign])
def test_what_is_damaged_and_what_is_new_are_both_made(
    file: Path, damage: Callable[[Path], None]
) -> None:
    with Cache(file) as kept:
        kept.each(doubled, list(range(0, 20, 2)))
    damage(file)
    with Cache(file) as kept:
        assert kept.each(doubled, list(range(20))) == list(range(0, 40, 2))


def test_a_document_has_one_hash_until_anything_of_it_differs(file: Path) -> None:
    seed = Seed(name="a.md", file="a.md", data=b"# Wells\n\nThey are deep.\n")
    hashes = set()
    for path in (file, file, None):
        with Cache(path) as kept:
            ((document, _),) = kept.each(make_document, [seed])
            assert document
            shorter = replace(document, passages=document.passages[:-1])
            named = replace(document, title="Springs")
            found = tuple(map(kept.digest, (document, replace(document), named, shorter)))
            assert found[0] == found[1] and len(set(found)) == 3
            assert kept.digest((1, (document,))) != kept.digest((1, (named,)))
            hashes.add(found[0])
    assert len(hashes) == 2, "with a file it is that of the key, read or made"


def test_passages_made_of_others_have_the_hash_of_what_they_are_made_of(file: Path) -> None:
    seed = Seed(name="a.md", file="a.md", data=b"# Wells\n\nThey are deep.\n")
    hashes = []
    for topics in (("Wells",), ("Wells",), ("Depth",), ()):
        with Cache(file) as kept:
            ((document, _),) = kept.each(make_document, [seed])
            assert document
            passages = tuple(replace(one, topics=topics) for one in document.passages)
            labelled = replace(document, passages=passages)
            kept.follow(labelled, document, topics)
            hashes.append(kept.digest(labelled))
            assert hashes[-1] != kept.digest(document)
    assert hashes[0] == hashes[1] and len(set(hashes)) == 3


def test_a_file_that_another_build_writes_is_left_alone(file: Path) -> None:
    with Cache(file) as kept:
        kept.each(doubled, [1])
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    with Cache(file) as kept:
        assert kept.each(doubled, [1, 2]) == [2, 4]
    assert "locked" in kept.note
    other.rollback()
    other.close()
    with Cache(file) as kept:
        kept.each(doubled, [1])
    assert CALLS == [1, 1, 2]


def test_a_hash_is_the_same_under_another_hash_seed() -> None:
    program = (
        "from commonplace.incremental.cache import digest; "
        "print(digest(({'a': 1.5}, 'b' * 2)).hex())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(project.CHECKOUT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {digest(({"a": 1.5}, "bb")).hex() + "\n"}


# What is made of documents, and kept


@given(st.lists(st.integers(0, 2**35)))
def test_varints_are_read(values: list[int]) -> None:
    assert numbers(varints(values)) == values


@pytest.mark.parametrize("bundled", [0, export.BUNDLED])
def test_documents_are_exported_as_their_index_is(
    seeds: Library, tmp_path: Path, bundled: int
) -> None:
    """The export that reads no index is the one that reads Whoosh's, byte for byte."""
    few = replace(seeds, documents=seeds.documents[:7])
    for state in (few, edited(few)):
        index.update(tmp_path / "index", state, [["RLHF", "learning from feedback"]])
        made = export.of_documents(
            state.documents, [["RLHF", "learning from feedback"]], bundled=bundled
        )
        assert made == exported(tmp_path / "index", bundled=bundled)


def test_neighbours_that_are_known_are_those_that_would_be_found(sample: Library) -> None:
    before, some = NOBODY, replace(sample, documents=sample.documents[:9])
    for state in (some, edited(some), some):
        rare = rarities(state)
        found, before = related(state, rare, before)
        assert found == related(state, rare)[0]
    assert before.similar


# The whole build

WORDS = "newts pond heron reward model dragonfly Ada Okafor survey in March 2019 [links](b.md)"
KINDS = st.sampled_from(
    ["edit", "add", "remove", "sidecar", "vocabulary", "works", "image", "nothing"]
)
STEP = st.tuples(KINDS, st.integers(0, 5), st.lists(st.sampled_from(WORDS.split()), max_size=9))


@settings(
    max_examples=part(100, 2),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not THOROUGH,
)
@given(st.lists(STEP, min_size=3, max_size=5))
def test_whatever_happens_a_build_with_a_cache_is_a_cold_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, list[str]]]
) -> None:
    place = tmp_path_factory.mktemp("steps")
    begin(place)
    for number, step in enumerate((("nothing", 0, []), *steps)):
        change(place, *step)
        told = built(place, place / "docs", place / cache.NAME)
        cold = place / f"cold-{number}"
        assert built(place, cold, None) == told, step
        (cold / "about.md").write_text("# About\n")
        assert made(place / "docs") == made(cold), step
    shutil.rmtree(place)


def test_a_build_that_remembers_another_result_is_told_from_a_cold_one(tmp_path: Path) -> None:
    """The test above can fail: a cache that mixes up two states is found out."""
    begin(tmp_path)
    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
    change(tmp_path, "edit", 0, ["newts"])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Cache, "digest", lambda self, value: b"always the same")
        with pytest.raises(Exception, match=r".*"):
            built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
            built(tmp_path, tmp_path / "cold", None)
            (tmp_path / "cold" / "about.md").write_text("# About\n")
            assert made(tmp_path / "docs") == made(tmp_path / "cold")


@pytest.mark.parametrize(
    "shape",
    ["transcripts/talk-0/index.md", "data/documents.json", "llms.txt", "search/[0-9a-f]*.bin"],
)
@pytest.mark.parametrize("what", ["lost", "changed"])
def test_what_somebody_did_to_the_pages_is_undone(tmp_path: Path, shape: str, what: str) -> None:
    begin(tmp_path)
    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
    before = made(tmp_path / "docs")
    name = next(name for name in before if fnmatchcase(name, shape))
    if what == "lost":
        (tmp_path / "docs" / name).unlink()
    else:
        (tmp_path / "docs" / name).write_text("mine")
    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
    assert made(tmp_path / "docs") == before


def test_a_build_without_a_change_reads_no_seed_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    (tmp_path / "seeds" / "empty.md").write_text("")
    first = built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
    monkeypatch.setattr(pipeline, "assemble", None)  # what comes behind cannot run
    assert built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME) == first


def test_a_folder_of_a_persons_into_which_a_build_writes_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    (tmp_path / "docs" / "assets" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "assets" / "deep" / "own.css").write_text("a {}")
    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
    assert len(list((tmp_path / "docs" / "assets").iterdir())) > 1
    monkeypatch.setattr(pipeline, "assemble", None)
    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)


def test_an_edit_reads_one_seed(tmp_path: Path) -> None:
    begin(tmp_path)
    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
    change(tmp_path, "edit", 0, ["newts"])
    ran: list[str] = []

    def mapper(function: Callable[[Seed], Made], things: Sequence[Seed], /) -> Iterator[Made]:
        ran.extend(one.name for one in things if isinstance(one, Seed))
        return map(function, things)

    built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME, mapper)
    assert ran == ["talk-0.md"]


def test_mkdocs_renders_only_what_an_edit_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `mkdocs serve --dirty` does at a save: pages that changed, and none that is gone."""
    begin(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nplugins: []\ntheme:\n  name: mkdocs\n  custom_dir: theme\n"
    )
    (tmp_path / "theme").mkdir()
    for path in (project.CHECKOUT / "commonplace" / "theme" / "overrides").glob("*.html"):
        if path.name not in ("main.html", "404.html"):
            (tmp_path / "theme" / path.name).write_text('{% extends "main.html" %}')
    monkeypatch.setenv(mkdocs_hook.BUILT, "1")

    def served() -> dict[str, int]:
        built(tmp_path, tmp_path / "docs", tmp_path / cache.NAME)
        config = load_config(str(tmp_path / "mkdocs.yml"), hooks=[mkdocs_hook.__file__])
        mkdocs_build(config, dirty=True)
        pages = (tmp_path / "site").rglob("index.html")
        return {str(path.parent.name): path.stat().st_mtime_ns for path in pages}

    monkeypatch.setattr(mkdocs_hook, "_BUILDING", Building())
    before = served()
    later = time.time() + 5
    change(tmp_path, "edit", 2, ["heron"])
    (tmp_path / "seeds" / "talk-0.md").unlink()
    real = Path.replace

    def replaced(self: Path, to: Path) -> Path:
        os.utime(self, (later, later))  # MkDocs looks at seconds
        return real(self, to)

    monkeypatch.setattr(Path, "replace", replaced)
    after = served()
    assert "talk-0" in before and "talk-0" not in after
    assert after["talk-2"] > before["talk-2"]
    assert after["about"] == before["about"]


def begin(place: Path) -> None:
    """A project with three seeds in a folder."""
    (place / "seeds").mkdir()
    (place / "docs").mkdir()
    (place / "docs" / "about.md").write_text("# About\n")
    (place / "topics.yml").write_text("- name: newt\n- name: reward model\n")
    (place / "people.yml").write_text("- name: Ada Okafor\n")
    (place / "glossary.yml").write_text("aliases:\n- [newt, salamander]\n")
    for number in range(3):
        change(place, "add", number, ["newts", "reward", "model"])


def change(place: Path, kind: str, number: int, words: Sequence[str]) -> None:
    """One thing that somebody does to the project."""
    path = place / "seeds" / f"talk-{number}.md"
    said = " ".join(words)
    if kind == "add" or (kind == "edit" and not path.exists()):
        path.write_text(
            f"---\ntitle: Talk {number}\nspeaker: Ada Okafor\ndate: 2020-01-0{number + 1}\n---\n"
            f"**Ada Okafor:** In May 2018 the newts of the pond {said} were counted.\n\n"
            f"**Ben Lund:** A reward model {said}. See [the other](talk-1.md) and "
            "[here](https://pond.example/newts).\n\n"
            f"**Ada Okafor:** So we learned. Ada Okafor said that newts {said} sing.\n"
        )
    elif kind == "edit":
        path.write_text(path.read_text().replace("newts", f"newts {said}", 1))
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif kind == "sidecar":
        path.with_suffix(".yml").write_text(f"title: Told {number}\n")
    elif kind == "image":
        (place / "seeds" / f"pond-{number}.png").write_bytes(b"\x89PNG" + said.encode())
    elif kind == "vocabulary":
        name = ("topics.yml", "people.yml", "glossary.yml")[number % 3]
        entry = f"- name: {said or 'heron'} it\n" if number % 3 < 2 else f"- [pond, {said} pool]\n"
        with (place / name).open("a") as file:
            file.write(entry)
    elif kind == "works":
        title = f"- address: https://pond.example/newts\n  title: Of {said or 'herons'}\n"
        (place / "references.yml").write_text(title)


def built(
    place: Path, docs: Path, cached: Path | None, mapper: Mapper[Failed] = map
) -> tuple[object, ...]:
    """Build the project; what the build says of the seeds."""
    docs.mkdir(exist_ok=True)
    report = pipeline.build(
        pipeline.Request(
            folders=(place / "seeds",),
            docs=docs,
            index_folder=place / f"{docs.name}-index",
            project=project.read(place)[0],
            mapper=mapper,
            cached=cached,
            memory=place / "given.yml",  # what was given does not depend on a cache
        )
    )
    return report.documents, report.passages, report.diagnostics, report.proposed


def made(docs: Path) -> dict[str, bytes]:
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file()
    }
