"""A page written by hand and a generated one never share an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.disk.write import maker_pages, write


@pytest.mark.parametrize("name", ["posts/newts.md", "posts/newts/README.md"])
@pytest.mark.parametrize("built_before", [False, True])
def test_a_page_by_hand_keeps_its_address(tmp_path: Path, name: str, built_before: bool) -> None:
    files = {"posts/newts/index.md": "ours", "posts/frogs/index.md": "ours"}
    if built_before:
        write(tmp_path, files)
    page = tmp_path / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("by hand")
    written = write(tmp_path, files)
    assert page.read_text() == "by hand"
    assert (tmp_path / "posts/frogs/index.md").read_text() == "ours"
    assert [one.severity for one in written.diagnostics] == ["error"]
    assert not (tmp_path / "posts/newts/index.md").exists()


def test_pages_of_an_earlier_version_make_room(tmp_path: Path) -> None:
    write(tmp_path, {"posts/newts.md": "old", "timeline.md": "old", "search.md": "old"})
    files = {f"{name}/index.md": "new" for name in ("posts/newts", "timeline", "search")}
    assert maker_pages(tmp_path) == ()
    assert write(tmp_path, files).diagnostics == ()
    assert {p.read_text() for p in tmp_path.rglob("*.md")} == {"new"}


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        *(("search.md", "search/index.md"), ("search/README.md", "search/index.md")),
        *(("README.md", "index.md"), ("index.md", "index.md")),
    ],
)
def test_home_and_search_may_be_the_makers(tmp_path: Path, name: str, ours: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    assert maker_pages(tmp_path) == (ours,)
