"""topics.yml and people.yml: what is read, and what is said of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.model import Alias, Entry, Vocabulary
from commonplace.project.project import CHECKOUT
from commonplace.project.vocabulary import read


def written(folder: Path, text: str, name: str = "topics.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_are_read_with_their_aliases(tmp_path: Path) -> None:
    written(
        tmp_path,
        "- name: Go\n  definition: >-\n    A game.\n    It is old.\n"
        "  aliases: [weiqi, {as: Go, near: [AlphaGo, board game]}]\n- name: Hex\n",
    )
    written(tmp_path, "- name: Anna Berg\n  aliases: [Ana Berg]\n", "people.yml")
    vocabulary, told = read(tmp_path)
    assert not told
    assert vocabulary == Vocabulary(
        topics=(
            Entry(
                name="Go",
                definition="A game. It is old.",
                aliases=(Alias(text="weiqi"), Alias(text="Go", near=("AlphaGo", "board game"))),
                line=1,
            ),
            Entry(name="Hex", line=6),
        ),
        people=(Entry(name="Anna Berg", aliases=(Alias(text="Ana Berg"),), line=1),),
    )


def test_no_list_is_told_from_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == (Vocabulary(), ())
    written(tmp_path, "# nothing yet\n")
    assert read(tmp_path) == (Vocabulary(), ())
    written(tmp_path, "[]\n")
    assert read(tmp_path) == (Vocabulary(topics=()), ())


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("tide", "tide has no name"),
        ("{definition: x}", "it has no name"),
        ("{name: 3}", "`3` must be text"),
        ("{name: '…'}", "'…' has no letter or digit"),
        ("{name: tide, alias: ebb}", "unknown field 'alias'"),
        ("{name: tide, aliases: ebb}", "`aliases` must be a list"),
        ("{name: tide, aliases: [2019]}", "`2019` must be text"),
        ("{name: tide, aliases: [{as: ebb}]}", "is not an alias"),
        ("{name: tide, aliases: [{as: ebb, near: []}]}", "is not an alias"),
        ("{name: tide, aliases: [{as: ebb, near: low}]}", "is not an alias"),
        ("{name: tide, aliases: [{as: ebb, near: [1]}]}", "`1` must be text"),
        ("{name: tide, definition: [x]}", "`definition` must be text"),
        ("{name: Anna, credits: [a title]}", "`credits` must map roles to titles"),
        ("{name: Anna, credits: {editor: [a title]}}", "`credits` must map roles to titles"),
        ("{name: Anna, credits: {author: a title}}", "`credits` must map roles to titles"),
        ("{name: Anna, credits: {author: [3]}}", "`3` must be text"),
        ("{name: harbour}", "'harbour' is also in line 1"),
        ("{name: tide, aliases: [Ports]}", "'ports' is also in line 1"),
        ("{name: port, aliases: [tide]}", "'port' is also in line 1"),
        ("{name: tide, aliases: [ebb-tide, Ebb tide]}", "'ebb-tide' is listed twice"),
    ],
)
def test_a_bad_entry_costs_itself_and_is_named(tmp_path: Path, entry: str, message: str) -> None:
    path = written(tmp_path, f"- {{name: Harbour, aliases: [port]}}\n- {entry}\n- name: Last\n")
    vocabulary, (told,) = read(tmp_path)
    assert vocabulary.topics is not None
    assert [one.name for one in vocabulary.topics] == ["Harbour", "Last"]
    assert str(told).startswith(f"{path}:2: error: ") and message in str(told) and told.remedy


def test_names_that_need_words_nearby_may_be_shared(tmp_path: Path) -> None:
    written(
        tmp_path,
        "- {name: Golang, aliases: [{as: Go, near: [compiler]}]}\n"
        "- {name: The game, aliases: [{as: Go, near: [stones]}]}\n",
    )
    vocabulary, told = read(tmp_path)
    assert not told and len(vocabulary.topics or ()) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("topics: [tide]\n", 1),
        ("- name: a\n- name: [b\n", 3),
        ("- &a {name: a}\n- *a\n", 2),
        ("- name: 2024-02-31\n", 1),
        ("- name: a\n  name: b\n", 2),
        ("- !!python/object:x.y {}\n", 1),
    ],
)
def test_a_file_that_cannot_be_read_counts_as_absent(tmp_path: Path, text: str, line: int) -> None:
    path = written(tmp_path, text)
    vocabulary, (told,) = read(tmp_path)
    assert vocabulary == Vocabulary()
    assert (told.file, told.line, told.severity) == (str(path), line, "error") and told.remedy


def test_a_file_that_is_no_text_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / "topics.yml").write_bytes(b"- name: \xff\xfe\n")
    vocabulary, (told,) = read(tmp_path)
    assert vocabulary == Vocabulary() and told.line == 1


def test_the_vocabulary_of_this_project_is_in_order() -> None:
    vocabulary, told = read(CHECKOUT)
    assert not told
    assert len(vocabulary.topics or ()) >= 40
