"""The glossary: names for one thing, and what is said of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.project.glossary import Glossary, read
from commonplace.project.project import CHECKOUT


def written(folder: Path, aliases: str) -> Path:
    path = folder / "glossary.yml"
    path.write_text(f"misheard:\n  - {{heard: a, said: b}}\n{aliases}", encoding="utf-8")
    return path


def test_names_are_read_in_their_groups(tmp_path: Path) -> None:
    path = written(tmp_path, "aliases:\n  - [RL, reinforcement learning]\n  - [LLM, GPT, B]\n")
    glossary, told = read(path)
    assert glossary.aliases == (("RL", "reinforcement learning"), ("LLM", "GPT", "B"))
    assert not told


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ("[RL]", "a group needs at least two names"),
        ("RL", "a group needs at least two names"),
        ("{RL: x}", "a group needs at least two names"),
        ("[RL, 3]", "`3` must be text"),
        ("[RL, '…']", "'…' has no letter or digit"),
        ("[RL, Language Models]", "'Language Models' is also in line 4"),
        ("[reward, Rewards]", "'reward' is listed twice"),
    ],
)
def test_a_bad_group_costs_itself_and_is_named(tmp_path: Path, group: str, message: str) -> None:
    path = written(tmp_path, f"aliases:\n  - [LLM, language model]\n  - {group}\n  - [C, D]\n")
    glossary, (told,) = read(path)
    assert glossary.aliases == (("LLM", "language model"), ("C", "D")) and glossary.misheard
    assert str(told).startswith(f"{path}:5: ") and message in str(told) and told.remedy
    assert told.severity == "error"


def test_aliases_that_are_no_list_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "aliases: {RL: reinforcement learning}\n")
    glossary, (told,) = read(path)
    assert not glossary.aliases and glossary.misheard
    assert (told.line, told.message) == (3, "`aliases` must be a list")


def test_no_glossary_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path / "glossary.yml") == (Glossary(), ())


def test_the_glossary_of_this_project_is_in_order() -> None:
    glossary, told = read(CHECKOUT / "glossary.yml")
    assert not told and len(glossary.aliases) > 10
