"""An export replaces what an export wrote, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.disk.handed import LIST, hand_out

ONE = {"vault": {"vault/a.md": b"A", "vault/b/c.md": b"C"}}


def test_a_second_export_replaces_the_first_and_removes_what_is_gone(tmp_path: Path) -> None:
    assert hand_out(tmp_path, ONE) == 2
    hand_out(tmp_path, {"sqlite": {"x.sqlite": b"X"}})
    hand_out(tmp_path, {"vault": {"vault/a.md": b"B"}})
    assert (tmp_path / "vault" / "a.md").read_bytes() == b"B"
    assert not (tmp_path / "vault" / "b").exists()
    assert (tmp_path / "x.sqlite").read_bytes() == b"X"  # of another format


def test_what_somebody_else_wrote_or_edited_stays(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    own = tmp_path / "vault" / "a.md"
    own.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="was not written by an export"):
        hand_out(tmp_path, ONE)
    assert [path.name for path in tmp_path.rglob("*")] == ["vault", "a.md"]
    own.unlink()
    hand_out(tmp_path, ONE)
    own.write_bytes(b"edited")
    with pytest.raises(FileExistsError, match="was edited since"):
        hand_out(tmp_path, {"vault": {"vault/a.md": b"B"}})
    hand_out(tmp_path, {"vault": {"vault/d.md": b"D"}})
    assert own.read_bytes() == b"edited"


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "c:/out.txt", "a//b", "a\\..\\b"])
def test_a_list_cannot_remove_files_elsewhere(tmp_path: Path, name: str) -> None:
    there = tmp_path / "export"
    hand_out(there, ONE)
    outside = tmp_path / "out.txt"
    outside.write_bytes(b"A")
    listed = (there / LIST).read_text().replace("vault/a.md", name.replace("\\", "\\\\"))
    (there / LIST).write_text(listed)
    (there / "vault" / "a.md").unlink()
    hand_out(there, {"vault": {}})
    assert outside.read_bytes() == b"A"


def test_links_are_not_followed(tmp_path: Path) -> None:
    there = tmp_path / "mine.txt"
    there.write_bytes(b"mine")
    (tmp_path / "x.sqlite").symlink_to(there)
    with pytest.raises(FileExistsError, match="not a file"):
        hand_out(tmp_path, {"sqlite": {"x.sqlite": b"X"}})
    assert there.read_bytes() == b"mine"


def test_a_damaged_list_is_no_list(tmp_path: Path) -> None:
    hand_out(tmp_path, ONE)
    (tmp_path / LIST).write_text("[")
    hand_out(tmp_path, ONE)  # the files are as it would write them
    (tmp_path / LIST).write_text("[")
    with pytest.raises(FileExistsError):
        hand_out(tmp_path, {"vault": {"vault/a.md": b"B"}})
