"""The build: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from commonplace import document, index, pipeline
from commonplace.disk.write import LIST, Staged, by_hand, hand_written, written_by_builds
from commonplace.export import site_files
from commonplace.model import Document, Seed
from commonplace.pipeline import prepare
from commonplace.render.scripts import SCRIPTS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two seeds and a page written by hand."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("# About\n")
    (tmp_path / "seeds" / "pond.md").write_text(
        "---\ntitle: The pond\ndate: 2024-01-02\npermalink: /old/pond/\n---\nNewts live here.\n"
    )
    (tmp_path / "seeds" / "talk.md").write_text(
        "**Ada Marsh** [00:00:01]: Where do newts live?\n\n**Wim Ode** [00:00:05]: In reeds.\n"
        "\n**Ada Marsh** [00:00:09]: I see.\n"
    )
    return tmp_path


def build(project: Path) -> pipeline.Report:
    return pipeline.build(
        pipeline.Request(
            folders=(project / "seeds",), docs=project / "docs", index_folder=project / "index"
        )
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_pages_redirects_and_index(project: Path) -> None:
    report = build(project)
    assert (report.documents, report.passages) == (2, 4)
    made = written_by_builds(project / "docs")
    assert {"posts/the-pond/index.md", "transcripts/talk/index.md", "old/pond/index.html"} <= made
    assert "about.md" not in made
    hits = index.search(project / "index", "newts").hits
    assert sorted(hit.address.split("#")[0] for hit in hits) == [
        "posts/the-pond/",
        "transcripts/talk/",
    ]
    assert any(hit.address.endswith("#t-00-00-01") for hit in hits)


def test_a_second_build_changes_nothing(project: Path) -> None:
    build(project)
    before = files(project / "docs")
    times = {name: (project / "docs" / name).stat().st_mtime_ns for name in before}
    report = build(project)
    assert (report.written, report.indexed) == (0, 0)
    assert files(project / "docs") == before
    after = {name: (project / "docs" / name).stat().st_mtime_ns for name in before}
    assert {n: t for n, t in after.items() if n != LIST} == {
        n: t for n, t in times.items() if n != LIST
    }


def searched(project: Path) -> dict[str, bytes]:
    """The files of the search index below `docs`."""
    return files(project / "docs" / "search")


def exports(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of documents that are exported from here on."""
    made: list[int] = []
    real = site_files.export.of_documents

    def noted(documents: Sequence[Document], *rest: Any, **options: Any) -> dict[str, bytes]:
        made.append(len(documents))
        # Many files, as a large index has them; the bundle of a small one is but one.
        return real(documents, *rest, bundled=0, **options)

    monkeypatch.setattr(site_files.export, "of_documents", noted)
    return made


def test_the_index_is_exported_and_the_scripts_are_there(project: Path) -> None:
    build(project)
    assert "manifest.bin" in searched(project) and len(searched(project)) > 1
    made = written_by_builds(project / "docs")
    assert {"search/manifest.bin", *SCRIPTS} <= made
    assert {f"search/{name}" for name in searched(project)} <= made


def test_files_of_the_index_are_one_line_of_the_list(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports(monkeypatch)
    build(project)
    assert len(searched(project)) > 3
    lines = (project / "docs" / LIST).read_text().splitlines()
    assert [line for line in lines if "search/" in line] == ["/search/*.bin", "/search/index.md"]


def test_an_index_is_exported_again_only_if_it_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = exports(monkeypatch)
    build(project)
    before = searched(project)
    (project / "seeds" / "note.txt").write_text("")  # says nothing, so nothing is indexed
    build(project)
    assert len(made) == 1 and searched(project) == before
    path = project / "seeds" / "pond.md"
    path.write_text(path.read_text().replace("Newts", "Toads"))
    build(project)
    after = searched(project)
    assert len(made) == 2 and after.keys() != before.keys()
    assert before.keys() - after.keys() and before.keys() & after.keys()  # old ones went, not all


@pytest.mark.parametrize("lost", ["manifest.bin", "[0-9a-f]*.bin", "*"])
def test_a_lost_file_of_the_index_is_made_again(project: Path, lost: str) -> None:
    build(project)
    before = searched(project)
    for path in (project / "docs" / "search").glob(lost):
        path.unlink()
    build(project)
    assert searched(project) == before


def test_a_build_that_is_killed_behind_the_index_leaves_no_old_export(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    path = project / "seeds" / "pond.md"
    path.write_text(path.read_text().replace("Newts", "Toads"))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Staged, "publish", killed)
        build(project)
    assert build(project).indexed == 0
    fresh = project.parent / "fresh"
    pipeline.build(
        pipeline.Request(folders=(project / "seeds",), docs=fresh, index_folder=project / "index")
    )
    assert searched(project) == files(fresh / "search")


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_no_seeds_make_a_site_that_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    build(tmp_path)
    assert "manifest.bin" in searched(tmp_path)
    assert index.search(tmp_path / "index", "newts").total == 0


def test_what_is_generated_beside_hand_written_files_is_told_from_them(project: Path) -> None:
    (project / "docs" / "assets").mkdir()
    (project / "docs" / "assets" / "site.png").write_bytes(b"\x89PNG")
    (project / "docs" / "own").mkdir()
    (project / "docs" / "own" / "page.md").write_text("# Own\n")
    build(project)
    docs = project / "docs"
    assert [path.relative_to(docs).as_posix() for path in by_hand(docs)] == [
        "about.md",
        "assets/site.png",
        "own",
    ]
    assert hand_written(docs) == {"about", "assets", "own"}


def test_no_old_address_leads_into_the_folder_of_the_index(project: Path) -> None:
    (project / "seeds" / "thief.md").write_text("---\npermalink: /search/a/\n---\nMine.\n")
    build(project)
    assert not (project / "docs" / "search" / "a").exists()


def test_only_what_changed_is_indexed_again(project: Path) -> None:
    build(project)
    path = project / "seeds" / "pond.md"
    path.write_text(path.read_text().replace("Newts", "Toads"))
    report = build(project)
    assert report.indexed == 2  # the old state leaves, the new one enters
    assert index.search(project / "index", "toads").total == 1
    assert {h.kind for h in index.search(project / "index", "newts").hits} == {"transcript"}


def test_a_deleted_seed_leaves_everywhere(project: Path) -> None:
    build(project)
    (project / "seeds" / "talk.md").unlink()
    build(project)
    assert not (project / "docs" / "transcripts" / "talk").exists()
    assert index.search(project / "index", "reeds").total == 0


def test_one_bad_file_costs_nothing_but_itself(project: Path) -> None:
    (project / "seeds" / "bad.txt").write_bytes(b"\x00\x01\x02" * 500)
    (project / "seeds" / "empty.md").write_text("")
    (project / "seeds" / "picture.psd").write_bytes(b"8BPS")
    (project / "seeds" / "broken.json").write_text('{"segments": [')
    report = build(project)
    assert report.documents == 2
    told = {d.file.rsplit("/", 1)[-1]: d.severity for d in report.diagnostics}
    assert told == {
        "bad.txt": "error",
        "empty.md": "error",
        "picture.psd": "warning",
        "broken.json": "error",
    }
    assert all(d.message and d.remedy and d.line > 0 for d in report.diagnostics)


def test_a_fault_of_the_program_costs_only_the_file(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = document.read

    def faulty(seed: Seed, *limits: object) -> object:
        if seed.name == "talk.md":
            raise RuntimeError("wet feet")
        return real(seed, *limits)  # type: ignore[arg-type]

    monkeypatch.setattr(document, "read", faulty)
    report = build(project)
    assert report.documents == 1
    assert "RuntimeError" in report.diagnostics[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_seed_that_is_gone_or_something_else_when_it_is_read_costs_itself(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is listed first, and somebody works in it meanwhile."""
    real = os.walk

    def walk(folder: Path, **named: Any) -> list[Any]:
        found = list(real(folder, **named))
        if folder != project / "seeds":
            return found
        (folder / "talk.md").unlink()
        os.mkfifo(folder / "talk.md")
        return [(here, folders, [*names, "gone.md"]) for here, folders, names in found]

    monkeypatch.setattr(os, "walk", walk)
    report = build(project)
    assert report.documents == 1
    assert {Path(one.file).name for one in report.diagnostics} == {"gone.md", "talk.md"}
    assert {one.severity for one in report.diagnostics} == {"error"}


@pytest.mark.parametrize("stage", ["derive", "related", "render.pages", "open_data.files"])
def test_a_fault_of_a_stage_that_needs_all_costs_only_the_file(
    project: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """Of one document among several, wherever it stands among them."""
    for number in range(5):
        (project / "seeds" / f"calm-{number}.md").write_text(f"Calm words, {number} of them.\n")
    _failing(monkeypatch, stage, on={"talk.md"})
    report = build(project)
    assert report.documents == 6
    assert [one.file.rpartition("/")[2] for one in report.diagnostics] == ["talk.md"]
    assert report.diagnostics[0].severity == "error"
    assert "RuntimeError" in report.diagnostics[0].message
    assert "RuntimeError" in report.diagnostics[0].issue
    made = written_by_builds(project / "docs")
    assert "posts/the-pond/index.md" in made
    assert not any("talk" in name for name in made)
    assert index.search(project / "index", "reeds").hits == ()
    assert index.search(project / "index", "calm").hits


def test_a_fault_of_no_document_leaves_what_was_there(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    before = files(project / "docs")
    _failing(monkeypatch, "derive", on={"talk.md", "pond.md"}, together=True)
    (project / "seeds" / "new.md").write_text("New words.\n")
    with pytest.raises(RuntimeError):
        build(project)
    assert files(project / "docs") == before
    assert index.search(project / "index", "reeds").hits


def _failing(
    monkeypatch: pytest.MonkeyPatch, stage: str, *, on: set[str], together: bool = False
) -> None:
    """Make a stage fail wherever it sees one of some seeds, or all of them."""
    real: Callable[..., object] = attrgetter(stage)(prepare)

    def faulty(library: Any, *others: Any, **named: Any) -> object:
        seen = getattr(library, "library", library)
        names = {Path(document.source.file).name for document in seen.documents}
        if on <= names if together else on & names:
            raise RuntimeError("wet feet")
        return real(library, *others, **named)

    monkeypatch.setattr(f"commonplace.pipeline.prepare.{stage}", faulty)


def test_a_hand_written_page_is_never_replaced(project: Path) -> None:
    page = project / "docs" / "posts" / "the-pond" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("by hand")
    report = build(project)
    assert page.read_text() == "by hand"
    assert report.count("error") == 1
    (project / "seeds" / "thief.md").write_text("---\npermalink: /about/\n---\nMine now.\n")
    report = build(project)
    assert not (project / "docs" / "about").exists()
    assert any("/about/" in d.message for d in report.diagnostics)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_links_pipes_and_folders_named_like_seeds_are_left_alone(project: Path) -> None:
    outside = project / "secret.md"
    outside.write_text("# Secret\n")
    (project / "seeds" / "link.md").symlink_to(outside)
    os.mkfifo(project / "seeds" / "pipe.md")
    (project / "seeds" / "folder.md").mkdir()
    report = build(project)
    assert report.documents == 2
    assert {d.file.rsplit("/", 1)[-1] for d in report.diagnostics} == {
        "link.md",
        "pipe.md",
        "folder.md",
    }
    assert not any(b"Secret" in data for data in files(project / "docs").values())


@pytest.mark.parametrize(
    "title", ["../../escape", "/etc/passwd", "a\x00b", "x" * 300, "CON", "index", "..", "<b>", ""]
)
def test_no_title_leads_out_of_the_folder(project: Path, title: str) -> None:
    (project / "seeds" / "odd.md").write_text(f"---\ntitle: {json.dumps(title)}\n---\nWords.\n")
    before = set(project.parent.iterdir())
    report = build(project)
    assert report.documents == 3
    assert set(project.parent.iterdir()) == before
    assert (project / "docs" / "posts" / "index.md").read_text().startswith("---")


def test_two_documents_of_one_title_get_two_addresses(project: Path) -> None:
    (project / "seeds" / "second.md").write_text("---\ntitle: The Pond\n---\nMore.\n")
    report = build(project)
    pages = sorted(p.name for p in (project / "docs" / "posts").glob("the-pond*"))
    assert len(pages) == 2 and "the-pond" in pages
    assert any("address" in d.message for d in report.diagnostics)
    assert "Newts" in (project / "docs" / "posts" / "the-pond" / "index.md").read_text()


def test_a_sidecar_gives_fields_to_a_file_that_has_none(project: Path) -> None:
    (project / "seeds" / "talk.yml").write_text("title: Of newts\ndate: 2023\n")
    build(project)
    page = (project / "docs" / "transcripts" / "of-newts" / "index.md").read_text()
    assert "Of newts" in page and "2023" in page


def test_an_image_beside_the_seed_is_published(project: Path) -> None:
    (project / "seeds" / "pics").mkdir()
    (project / "seeds" / "pics" / "newt.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (project / "seeds" / "pics" / "unused.png").write_bytes(b"\x89PNG")
    (project / "seeds" / "pic.md").write_text("![A newt](pics/newt.png)\n\n![None](gone.png)\n")
    build(project)
    images = list((project / "docs" / "images").iterdir())
    assert len(images) == 1 and images[0].name.startswith("newt-")
    page = (project / "docs" / "posts" / "pic" / "index.md").read_text()
    assert f"../../images/{images[0].name}" in page and page.count("<img") == 1


def test_everything_is_the_same_whatever_the_order_of_work(project: Path, tmp_path: Path) -> None:
    build(project)
    before = files(project / "docs")
    other = tmp_path / "other"
    pipeline.build(
        pipeline.Request(
            folders=(project / "seeds",),
            docs=other,
            index_folder=tmp_path / "index2",
            mapper=lambda make, seeds: reversed([make(seed) for seed in reversed(seeds)]),
        )
    )
    after = files(other)
    assert {n: d for n, d in before.items() if n not in ("about.md", LIST)} == {
        n: d for n, d in after.items() if n != LIST
    }
