"""`commonplace check`, as a contributor, a hook before the commit, and a pull request call it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from commonplace import document, pipeline
from commonplace.cli import main, processes
from commonplace.cli.output import FAULT
from commonplace.collect import SIDECARS, SUFFIXES, owner
from commonplace.diagnostics import report
from commonplace.pipeline import without_building
from commonplace.project.project import CHECKOUT

WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))
HOOK = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
SECRET = "the words of the seed"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in whose folder one stands, with a seed that is good."""
    for name in ("docs", "seeds"):
        (tmp_path / name).mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Own\nextra: {commonplace: {}}\n")
    (tmp_path / "seeds" / "good.md").write_text("# Good\n\nWords.\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "mapper_of", lambda *given: nullcontext(map))  # in this process
    return tmp_path


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", "--jobs", "1", *map(str, arguments)])


def add_odd(place: Path) -> Path:
    path = place / "seeds" / "odd.md"
    path.write_text('---\ntitle: "a "b" c"\n---\nWords.\n')
    return path


def add_bad(place: Path) -> Path:
    path = place / "seeds" / "bad.json"
    path.write_text("{")
    return path


# Exit status --------------------------------------------------------------------------


def test_the_status_says_how_it_went(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check().exit_code == check("--strict").exit_code == 0
    add_odd(place)
    assert (check().exit_code, check("--strict").exit_code) == (0, 1)
    add_bad(place)
    assert check().exit_code == 1
    assert check("--format", "no").exit_code == 2
    monkeypatch.setattr(document, "clean", stumble)
    done = check(place / "seeds" / "good.md")
    assert done.exit_code == FAULT == 3
    assert "report it with this text" in done.stderr and "```text" in done.stderr
    assert SECRET not in done.output and "Traceback" not in done.output


def stumble(*given: object, **more: object) -> None:
    raise RuntimeError(SECRET)


def test_a_fault_outside_of_any_file_is_told_too(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(without_building, "assemble", stumble)
    done = check()
    assert done.exit_code == FAULT and "commonplace check" in done.stderr
    assert "RuntimeError" in done.stderr and SECRET not in done.output


def test_a_fault_of_the_disk_is_one_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object, **more: object) -> None:
        raise OSError(28, "No space left on device", "build/index")

    monkeypatch.setattr(pipeline, "build", full)
    done = CliRunner().invoke(main, ["build", "--jobs", "1"])
    assert done.exit_code == 1 and "No space left on device" in done.output
    assert "```" not in done.output


# What is said -------------------------------------------------------------------------


def test_it_writes_nothing(place: Path) -> None:
    add_bad(place)
    before = sorted(path for path in place.rglob("*"))
    check("--strict")
    assert sorted(path for path in place.rglob("*")) == before


def test_file_line_what_why_and_remedy(place: Path) -> None:
    add_odd(place)
    done = check()
    first, why = done.stderr.splitlines()[:2]
    assert first.startswith("seeds/odd.md:2: warning: the field 'title'")
    assert first.endswith("; put it in single quotes, and double any single quotes inside it")
    assert why.startswith("    why: ")
    assert "2 of 2 files can be built; 0 errors, 1 warning, 0 notes." in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.md", "---\ntitle: A\nvideo: nowhere\n---\nWords.\n", 3),
        ("a.md", "---\r\ntitle: A\r\nPublished: soon\r\n---\r\nWords.\r\n", 3),
        ("a.md", "+++\ntitle = 'A'\ndate = 'soon'\n+++\nWords.\n", 3),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_line(
    place: Path, name: str, text: str, line: int
) -> None:
    (place / "seeds" / name).write_bytes(text.encode())
    assert f"seeds/{name}:{line}: warning: " in check().stderr


def test_what_concerns_two_files_is_said_too(place: Path) -> None:
    (place / "seeds" / "again.md").write_text("# Good\n\nOther words.\n")
    assert "the address posts/good/ is taken" in check().stderr
    assert "is taken" not in check(place / "seeds" / "again.md").stderr


def test_a_file_alone_sees_the_images_of_all_seeds(place: Path) -> None:
    post = place / "seeds" / "posts" / "a.md"
    for folder in (post.parent, place / "seeds" / "pics"):
        folder.mkdir()
    post.write_text("# A\n\n![There](../pics/newt.png)\n\n![Gone](../pics/toad.png)\n")
    (place / "seeds" / "pics" / "newt.png").write_bytes(b"\x89PNG")
    for done in (check(), check(post), check("seeds/posts/a.md")):
        assert (
            "a.md:5: warning: the image ../pics/toad.png was not found among the seeds"
            in done.stderr
        )
        assert "1 warning" in done.stdout


def test_files_of_the_project_are_named_from_where_one_stands(place: Path) -> None:
    (place / "topics.yml").write_text("- {name: 3}\n")
    (place / "limits.yml").write_text("lines: none\n")
    done = check()
    assert {line.split(":")[0] for line in done.stderr.splitlines() if line[0] != " "} == {
        "topics.yml",
        "limits.yml",
    }


def test_the_limits_of_the_project_hold(place: Path) -> None:
    (place / "limits.yml").write_text("lines: 2\n")
    for done in (check(), check(place / "seeds" / "good.md")):
        assert done.exit_code == 1
        assert "seeds/good.md:3: error" in done.stderr.replace(f"{place}/", "")


def test_the_report_is_json(place: Path) -> None:
    add_odd(place)
    (place / "people.yml").write_text("- {name: 3}\n")
    assert check("--report", place / "out" / "report.json").exit_code == 1
    found = json.loads((place / "out" / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, json.loads(report.SCHEMA.read_text(encoding="utf-8")))
    assert [one["file"] for one in found["diagnostics"]] == ["people.yml", "seeds/odd.md"]
    assert (found["documents"], found["written"]) == (2, 0)


def test_a_build_reports_the_files_of_the_project_too(place: Path) -> None:
    (place / "people.yml").write_text("- {name: 3}\n")
    done = CliRunner().invoke(main, ["build", "--jobs", "1", "--strict", "--report", "r.json"])
    assert done.exit_code == 1
    assert json.loads((place / "r.json").read_text())["counts"]["error"] == 1


def test_github_shows_messages_beside_lines(place: Path) -> None:
    add_odd(place)
    done = check("--format", "github")
    assert "::warning file=seeds/odd.md,line=2::the field 'title'" in done.stdout


def test_a_sidecar_stands_for_its_seed(place: Path) -> None:
    sidecar = place / "seeds" / "good.yml"
    sidecar.write_text("title: Good\nPublish-Date: 2024\ndate: never\n")
    done = check(sidecar, place / "seeds" / "good.md")
    assert "good.yml:3: warning: date: 'never' is not a date" in done.stderr
    assert "1 of 1 files" in done.stdout
    assert owner(place / "seeds" / "alone.yml") == place / "seeds" / "alone.yml"


def test_a_file_that_has_gone_is_no_traceback(place: Path) -> None:
    done = check(place / "seeds" / "gone.md")
    assert done.exit_code == 1 and "does not exist" in done.output


# Before the commit --------------------------------------------------------------------


def test_the_hook_looks_at_every_kind_of_seed_and_nothing_else() -> None:
    def looked_at(name: str) -> bool:
        return bool(re.search(HOOK["files"], name)) and not re.search(HOOK["exclude"], name)

    for suffix in (*SUFFIXES, *SIDECARS):
        assert looked_at(f"seeds/talk{suffix}") and looked_at(f"seeds/deep/er/talk{suffix}")
    for name in ("README.md", "seeds/LICENSE.md", "seeds/a/readme.txt", "seeds/glossary.yml"):
        assert not looked_at(name)
    for name in ("docs/a.md", "seeds/picture.png", "other/seeds/a.md", "seeds/.hidden.md"):
        assert not looked_at(name)


@pytest.mark.parametrize(("odd", "status"), [(False, 0), (True, 1)])
def test_the_entry_of_the_hook_works(place: Path, odd: bool, status: int) -> None:
    """As pre-commit runs it: the entry, its arguments, then the names of the files."""
    if odd:
        add_odd(place)
    names = sorted(path.relative_to(place).as_posix() for path in (place / "seeds").iterdir())
    command, *rest = shlex.split(HOOK["entry"])
    assert command in _scripts() and HOOK["language"] == "python"
    done = subprocess.run(
        [sys.executable, "-m", command, *rest, *HOOK["args"], *names],
        cwd=place,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stderr
    assert ("seeds/odd.md:2: warning" in done.stderr) is odd


def _scripts() -> str:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    return text[text.index("[project.scripts]") :].split("[tool")[0]


# On GitHub ----------------------------------------------------------------------------


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_gives_anything_away(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    events = workflow[True]  # YAML 1.1 takes the word "on" for a truth value
    assert "pull_request_target" not in events
    if "workflow_run" in events:  # it may write a comment, so it runs nothing that others wrote
        assert workflow["permissions"] == {"actions": "read", "pull-requests": "write"}
        assert not any("uses" in step for step in steps(workflow))
    else:
        assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text and "actions/cache" not in text and "cache:" not in text
    for step in steps(workflow):
        assert "${{" not in step.get("run", ""), "an expression in a script can be code"
        if "uses" in step:
            line = next(line for line in text.splitlines() if step["uses"] in line)
            assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] and job["runs-on"] != "ubuntu-latest"
        if "permissions" in job:
            assert not any("checkout" in one.get("uses", "") for one in job["steps"])
            assert not any("run" in one for one in job["steps"])


def test_a_pull_request_writes_nothing_and_leaves_two_files_to_download() -> None:
    workflow = yaml.safe_load((CHECKOUT / ".github/workflows/check.yml").read_text())
    assert list(workflow[True]) == ["pull_request"]
    assert not any("permissions" in job for job in workflow["jobs"].values())
    kept = [step["with"]["name"] for step in steps(workflow) if "upload" in step.get("uses", "")]
    assert kept == ["report", "preview"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_command_of_a_workflow_exists(path: Path) -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z]+):", makefile, re.M), ".venv/.runtime"}
    found = [step["run"] for step in steps(yaml.safe_load(path.read_text())) if "run" in step]
    assert found
    for line in (line for script in found for line in script.splitlines()):
        words = line.partition(">")[0].split()  # without where its output goes
        if words[:1] == ["make"]:
            assert set(words[1:]) <= targets, line
        elif words[:3] == ["python", "-m", "commonplace"]:  # where .venv/bin is not called that
            _takes(words[3:])
        elif words[:1] == [".venv/bin/commonplace"]:
            _takes(words[1:])


def _takes(words: list[str]) -> None:
    """Fail unless `commonplace` has such a command, with those options."""
    top = click.Context(main, **main.context_settings)
    main.commands[words[0]].make_context(words[0], words[1:], parent=top)


def test_both_workflows_are_documented() -> None:
    for page in ("hosting.md", "contributing.md"):
        text = (CHECKOUT / "docs" / page).read_text(encoding="utf-8")
        assert ".github/workflows/" in text
    assert HOOK["id"] in (CHECKOUT / "docs" / "contributing.md").read_text(encoding="utf-8")
    assert f"\n| {FAULT} | a bug in the program" in text
