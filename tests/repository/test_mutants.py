"""The mutation run sees what tests see, says where the others are, and touches nothing."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tools.mutants import GROUPS, Group, alternatives, mutants, table, tried

ROOT = Path(__file__).parents[2]
POND = """
DEEP = 3


def deep(metres):
    return metres > DEEP


def shallow(metres):
    return metres <= DEEP


def unseen(metres):
    if metres < 0:  # mutants: nobody measures upwards
        return 0
    return metres + 1
"""
TESTS = """
from pond.pond import deep, shallow


def test_depths():
    assert deep(4) and not deep(3) and shallow(1)
"""
TOY = Group(name="pond", code="pond", tests=("tests",))


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    for name, text in (
        ("pond/pond.py", POND),
        ("pond/__init__.py", ""),
        ("tests/test_pond.py", TESTS),
    ):
        path = tmp_path / "toy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "toy", check=True)
    return tmp_path / "toy"


def files(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts}


def test_what_no_test_notices_is_listed(toy: Path) -> None:
    before = files(toy)
    sample, survived = tried(toy, TOY, 100, "1")
    changes = {(mutant.line, mutant.change) for mutant in survived}
    assert changes == {
        (10, "metres <= DEEP → metres < DEEP"),
        (16, "return metres + 1 → return None"),
        (16, "metres + 1 → metres - 1"),
        (16, "1 → 2"),
        (16, "1 → 0"),
        (15, "0 → 1"),
        (15, "0 → -1"),
    }
    killed = {mutant.change for mutant in sample} - {change for _, change in changes}
    assert {"3 → 4", "3 → 2", "metres > DEEP → metres >= DEEP"} <= killed
    assert not any("< 0" in mutant.change for mutant in sample)
    printed = list(table([(TOY, sample, survived)]))
    share = 100 * (len(sample) - 7) / len(sample)
    assert printed[2] == f"| `pond` | {len(sample)} | {len(sample) - 7} | {share:.0f} % |"
    assert "- `pond/pond.py:10`: `metres <= DEEP → metres < DEEP`" in printed
    assert files(toy) == before


def test_tests_that_fail_without_a_mutant_say_so(toy: Path) -> None:
    (toy / "tests" / "test_pond.py").write_text(TESTS + "    assert deep(3)\n")
    with pytest.raises(SystemExit, match="fail without a mutant"):
        tried(toy, TOY, 1, "1")


def test_the_same_seed_draws_the_same_sample(toy: Path) -> None:
    drawn = mutants(toy, TOY, "1")
    assert drawn == mutants(toy, TOY, "1")
    assert [one.change for one in drawn] != [one.change for one in mutants(toy, TOY, "2")]
    path = toy / "pond" / "pond.py"
    path.write_text("def other(metres):\n    return metres - 8\n\n" + path.read_text())
    kept = [one.change for one in mutants(toy, TOY, "1") if one.line > 3]
    assert kept == [one.change for one in drawn]  # a new function leaves the others' sample


def test_every_group_has_code_and_tests() -> None:
    for group in GROUPS:
        assert all((ROOT / one.partition("::")[0]).exists() for one in group.tests), group.name
        assert mutants(ROOT, group, "1"), group.name


def test_a_limit_is_doubled_and_halved_and_another_number_moved_by_one() -> None:
    for number, others in ((100, {200, 50}), (99, {100, 98}), (0.5, {1.5, -0.5})):
        assert {one.value for one in alternatives(ast.Constant(number))} == others
