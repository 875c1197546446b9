"""YAML of a project's files: what PyYAML alone would read, LibYAML reads as the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commonplace.markup.safe_yaml import UnreadableError, load_yaml, read_yaml

_PIECES = ["a", "b: ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "'", '"', "#", "? ", "1", "yes"]
_PIECES += ["&x ", "*x", "<<: ", "!!timestamp ", "2024-02-31", "|", ">", "---\n", "\t", "é", ": "]


def _read(path: Path, text: str) -> tuple[str, object]:
    path.write_text(text, encoding="utf-8")
    try:
        return "read", read_yaml(path)[0]
    except UnreadableError as problem:
        return "not read", problem.line


def _loaded(text: str) -> tuple[str, object]:
    try:
        return "read", load_yaml(text)
    except (ValueError, yaml.YAMLError) as problem:
        mark = getattr(problem, "problem_mark", None)
        return "not read", mark.line + 1 if mark else 1


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_what_both_ways_read_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "listed.yml"
    alone = _loaded(text)
    # LibYAML takes some tabs that PyYAML does not.
    if alone[0] == "read":
        assert repr(_read(path, text)) == repr(alone)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("- &a one\n- two\n- *a\n", "YAML aliases are not supported", 3),
        ("one: 1\ntwo: 2\none: 3\n", "the key 'one' appears twice", 3),
        ("[" * 101, "brackets are nested more than 100 deep", 1),
        # As many as would end a process that left them to LibYAML.
        ("- " * 300_000 + "a", "lists are nested too deeply", 1),
        ("a:\n  - b\n c: d\n", "expected <block end>", 3),
        ("day: 2024-02-31\n", "day is out of range for month", 1),
    ],
)
def test_what_is_not_read_is_told_with_its_line(
    tmp_path: Path, text: str, reason: str, line: int
) -> None:
    path = tmp_path / "listed.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=reason) as caught:
        read_yaml(path)
    assert caught.value.line == line


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "listed.yml"
    path.write_bytes(b"# " + b"a" * 4 * 1024**2)
    with pytest.raises(UnreadableError, match="longer than 4,194,304 bytes"):
        read_yaml(path)
