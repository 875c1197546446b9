"""What is swapped in: generations of the index, and the plan for what lies below `docs/`."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from whoosh import index as whoosh_index

from commonplace import index
from commonplace.disk import durable
from commonplace.disk.write import UNFINISHED, finish, hand_written, stage, write, written_by_builds
from commonplace.index.schema import searched
from commonplace.model import Library
from tests import sample_library
from tests.export.read_index import exported
from tests.killing import project

LIBRARY = sample_library.library()


def some(count: int) -> Library:
    """The first documents of the sample library."""
    return replace(LIBRARY, documents=LIBRARY.documents[:count])


def found(folder: Path) -> str:
    return index.search(folder, "harbour OR pencil OR gauge OR log", limit=100).as_json()


def test_an_updated_index_is_like_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for count in (3, 1, len(LIBRARY.documents), 2, 3):
        index.update(old, some(count))
        shutil.rmtree(new.with_name("new.generations"), ignore_errors=True)
        durable.remove(new)
        index.update(new, some(count))
        assert found(old) == found(new)
        assert exported(old, bundled=0) == exported(new, bundled=0)
        assert len(list((tmp_path / "old.generations").iterdir())) <= 2


def test_a_reader_that_has_opened_an_index_reads_on(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index.update(folder, some(3))
    with searched(folder) as (before, searcher):
        index.update(folder, some(1))
        assert before.is_dir() and index.current(folder) != before
        assert {stored["slug"] for stored in searcher.documents()} == {
            document.slug for document in some(3).documents
        }


def test_nothing_changes_before_an_update_is_published(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index.update(folder, some(1))
    before = found(folder)
    made = index.prepare(folder, some(3))
    assert found(folder) == before != found(made.folder)
    made.publish()
    assert found(folder) == found(made.folder)


def test_whooshs_own_lock_keeps_nobody_from_building(tmp_path: Path) -> None:
    """Neither one that is held nor the file that a killed build has left."""
    folder = tmp_path / "index"
    index.update(folder, some(1))
    (index.current(folder) / "MAIN_WRITELOCK").touch()
    index.update(folder, some(2))
    with closing(whoosh_index.open_dir(index.current(folder))) as opened:
        writer = opened.writer()
        index.update(folder, some(3))
        writer.cancel()
    with searched(folder) as (_, searcher):
        assert {stored["slug"] for stored in searcher.documents()} == {
            document.slug for document in some(3).documents
        }


def test_a_folder_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index.update(folder, some(2))
    plain = index.current(folder).rename(tmp_path / "plain")
    folder.unlink()
    plain.rename(folder)
    assert index.update(folder, some(2)) == 0 and folder.is_dir()
    assert index.update(folder, some(1)) == 1 and folder.is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "index.generations"]


def test_a_link_of_an_earlier_version_is_read_and_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index.update(folder, some(2))
    before = found(folder)
    line = folder.read_text()
    assert line == "index.generations/1\n"
    folder.unlink()
    folder.symlink_to(line.strip(), target_is_directory=True)
    (tmp_path / ".index.new").symlink_to(line.strip())  # of a killed build
    assert index.update(folder, some(2)) == 0 and folder.is_symlink() and found(folder) == before
    assert index.update(folder, some(1)) == 1 and not folder.is_symlink()
    assert folder.read_text() == "index.generations/2\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "index.generations"]


def test_an_index_needs_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows lets few people make symbolic links, and some disks have no hard ones."""

    def refused(*_: object, **__: object) -> None:
        raise OSError("a required privilege is not held by the client")

    monkeypatch.setattr(os, "symlink", refused)
    monkeypatch.setattr(os, "link", refused)
    folder = tmp_path / "index"
    for count in (2, 1, 3):
        index.update(folder, some(count))
        with searched(folder) as (_, searcher):
            slugs = {stored["slug"] for stored in searcher.documents()}
            assert slugs == {document.slug for document in some(count).documents}


@pytest.mark.parametrize("text", ["", "3", "a note", "other.generations/1", "index.generations/x"])
def test_a_file_of_a_persons_own_is_no_index(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "index"
    folder.write_text(text)
    with pytest.raises(FileExistsError):
        index.update(folder, some(1))
    assert folder.read_text() == text


def test_a_link_of_a_persons_own_leads_to_the_index(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "disk", tmp_path / "index"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere / "index")
    for count in (2, 1):
        index.update(folder, some(count))
        assert folder.is_symlink() and (elsewhere / "index").is_file()
        assert index.current(folder).parent == elsewhere / "index.generations"


# Whoosh leaves files open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("lost", ["*.toc", "*.seg", "lengths.json", "version"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, lost: str) -> None:
    folder = tmp_path / "index"
    index.update(folder, some(2))
    before = found(folder)
    for path in index.current(folder).glob(lost):
        path.write_bytes(b"")
    assert index.update(folder, some(2)) == 2
    assert found(folder) == before
    gc.collect()


def test_where_names_cannot_be_exchanged_a_killed_swap_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "_exchanged", lambda one, other: False)
    live, fresh = tmp_path / "site", tmp_path / "fresh"
    for path in (live, fresh):
        path.mkdir()
        (path / "index.html").write_text(path.name)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "rename", _second_time(Path.rename))
        durable.swap(fresh, live)
    assert not live.exists()
    durable.mend(live)
    assert (live / "index.html").read_text() == "site"
    durable.swap(fresh, live)
    assert (live / "index.html").read_text() == "fresh"
    assert (fresh / "index.html").read_text() == "site"


def _second_time(real: Callable[..., Path]) -> Callable[..., Path]:
    done: list[Path] = []

    def stopped(path: Path, to: Path) -> Path:
        if done:
            raise KeyboardInterrupt
        done.append(path)
        return real(path, to)

    return stopped


def test_what_a_person_wrote_meanwhile_is_neither_replaced_nor_deleted(tmp_path: Path) -> None:
    write(tmp_path, {"old.md": "old", "same.md": "one", "posts/gone.md": "gone"})
    stage(tmp_path, {"same.md": "two", "posts/new.md": "new", "posts/other.md": "other"})
    # The build is killed here.
    for name in ("posts/new.md", "old.md"):
        (tmp_path / name).write_text("by hand")
    finish(tmp_path)
    assert {name: data.decode() for name, data in project.files(tmp_path).items()} == {
        ".gitignore": (tmp_path / ".gitignore").read_text(),
        "old.md": "by hand",
        "same.md": "two",
        "posts/new.md": "by hand",
        "posts/other.md": "other",
    }
    assert written_by_builds(tmp_path) == {"same.md", "posts/other.md"}
    assert hand_written(tmp_path) == {"old", "posts"}


@pytest.mark.parametrize("name", ["../outside", "a/../../outside", "/etc/outside", "..\\outside"])
@pytest.mark.parametrize("part", ["put", "gone", "before", "after"])
def test_a_plan_that_leads_outside_is_not_carried_out(tmp_path: Path, name: str, part: str) -> None:
    docs = tmp_path / "docs"
    plan: dict[str, object] = {"put": {}, "gone": {}, "before": [], "after": []}
    plan[part] = {name: None} if part in ("put", "gone") else [name]
    place = docs / UNFINISHED
    (place / "files").mkdir(parents=True)
    (place / "plan.json").write_text(json.dumps(plan))
    (place / "outside").write_text("not to be moved")
    finish(docs)
    assert list(tmp_path.rglob("*")) == [docs]


def test_a_file_where_a_folder_belongs_is_reported_and_stays(tmp_path: Path) -> None:
    (tmp_path / "posts").write_text("by hand")
    written = write(tmp_path, {"posts/new.md": "new", "other.md": "other"})
    assert [one.severity for one in written.diagnostics] == ["error"]
    assert (tmp_path / "posts").read_text() == "by hand"
    assert (tmp_path / "other.md").read_text() == "other"


def test_a_strict_build_that_fails_leaves_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.without_processes(monkeypatch)
    project.make(tmp_path)
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text() + "strict: true\nvalidation: {links: {not_found: warn}}\n")
    project.build(tmp_path)
    before = project.files(tmp_path / "site")
    (tmp_path / "docs" / "about.md").write_text("[Nowhere](nowhere.md)\n")
    with pytest.raises(Abort):
        project.build(tmp_path)
    assert project.files(tmp_path / "site") == before
    assert not (tmp_path / ".site.building").exists()
    (tmp_path / "docs" / "about.md").write_text("Elsewhere\n")
    project.build(tmp_path)
    assert project.files(tmp_path / "site") != before


def test_seeds_that_have_gone_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.without_processes(monkeypatch)
    project.make(tmp_path)
    project.build(tmp_path)
    before = project.State.of(tmp_path)
    (tmp_path / "seeds").rename(tmp_path / "elsewhere")
    with pytest.raises(Abort):
        project.build(tmp_path)
    assert project.State.of(tmp_path) == before
