"""The workflows, ours and those of a new site: what they may do, and what runs in them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from commonplace.project.project import CHECKOUT
from commonplace.starter import new as starter
from tools.release import faults

OURS = CHECKOUT / ".github" / "workflows"
#: An action is a commit, since somebody could move a tag; the tag is named behind it.
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
_USES = re.compile(r"^\s*(?:- )?uses: (.*)$", re.M)
#: What comes from whoever opened a pull request, and would be run if it stood in a script.
_UNTRUSTED = re.compile(r"\$\{\{[^}]*\b(?:head_branch|head_ref|title|body|login|message)\b")
_WHO = starter.Answers(name="Pond Notes")


def workflows() -> dict[str, str]:
    """The text of every workflow, by its name."""
    ours = {f"ours/{path.name}": path.read_text(encoding="utf-8") for path in OURS.glob("*.yml")}
    new = starter.files(_WHO)
    theirs = {name: text for name, text in new.items() if name.startswith(".github/")}
    return dict(sorted((ours | theirs).items()))


def jobs(text: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load(text)["jobs"].values())


@pytest.mark.parametrize("name", workflows())
def test_every_action_is_a_commit(name: str) -> None:
    for used in _USES.findall(workflows()[name]):
        assert _PINNED.fullmatch(used), used


@pytest.mark.parametrize("name", workflows())
def test_what_may_write_runs_no_code_of_the_repository(name: str) -> None:
    text = workflows()[name]
    whole = yaml.safe_load(text)
    events = whole[True]  # YAML 1.1 takes `on` for true
    assert "pull_request_target" not in str(events)
    for job in jobs(text):
        allowed = job.get("permissions", whole["permissions"])
        writes = [scope for scope, level in allowed.items() if level == "write"]
        steps = job["steps"]
        assert not (writes and any("checkout" in str(step.get("uses")) for step in steps))
        assert not (writes and events == {"pull_request": None})
        assert not any(_UNTRUSTED.search(str(step.get("run"))) for step in steps)


@pytest.mark.parametrize("name", workflows())
def test_every_script_is_one(name: str) -> None:
    for job in jobs(workflows()[name]):
        for step in job["steps"]:
            script = re.sub(r"\$\{\{.*?\}\}", "x", step.get("run", ""))
            done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True)
            assert done.returncode == 0, done.stderr


def test_one_comment_for_ours_and_for_a_new_site() -> None:
    ours, theirs = (jobs(workflows()[name]) for name in ("ours/comment.yml", COMMENT))
    assert ours[0]["env"] == theirs[0]["env"]
    assert ours[0]["steps"][0]["run"] == theirs[0]["steps"][0]["run"]


COMMENT = ".github/workflows/comment.yml"


@pytest.mark.parametrize(
    ("tag", "heading", "count"),
    [
        ("v1.2.0", "## 1.2.0 - 2026-01-02", 0),
        ("1.2.0", "## 1.2.0 - 2026-01-02", 1),
        ("v1.2.1", "## Unreleased", 2),
        ("v1.2.0", "## 1.2.0", 1),
    ],
)
def test_a_tag_is_the_version_and_has_changes(
    tmp_path: Path, tag: str, heading: str, count: int
) -> None:
    (tmp_path / "commonplace").mkdir()
    (tmp_path / "commonplace" / "__init__.py").write_text('__version__ = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading}\n")
    assert len(list(faults(tag, tmp_path))) == count
