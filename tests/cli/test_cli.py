"""The command line, called as a person calls it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commonplace.cli import main
from commonplace.project.project import CHECKOUT
from commonplace.workers import pool
from tests.waiting import eventually

TALK = "**Ada Marsh** [00:00:01]: Newts, *why* newts?\n\n**Wim Ode** [00:00:09]: They sing.\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


class Here:
    """In the place of processes, which take longer to start than to do all that is asked here.

    The commands of an installed wheel and of a new site are called with them.
    """

    map = staticmethod(map)

    def __init__(self, *given: object) -> None: ...

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *failure: object) -> None: ...

    def warm(self, function: object) -> None:
        """Nothing runs."""

    def run(self, function: Callable[[object], object], thing: object) -> object:
        return function(thing)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pool, "Workers", Here)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "talk.txt").write_text(TALK)
    return tmp_path


def build(folder: Path, *more: str | Path) -> Result:
    places = ("--docs", folder / "docs", "--index", folder / "index")
    return run("build", "--seeds", folder / "seeds", *places, *more)


def test_help_teaches_by_example() -> None:
    for command in ("build", "site", "offline", "policy", "clean", "check", "topics", "search"):
        text = run(command, "--help").output
        assert "Examples:" in text and f"commonplace {command}" in text


def test_build_and_search(folder: Path) -> None:
    done = build(folder)
    assert done.exit_code == 0 and "1 documents, 2 passages" in done.output
    found = run("search", "newt", "--index", folder / "index")
    assert "Ada Marsh, 00:00:01" in found.output
    assert "transcripts/talk/#t-00-00-01" in found.output


def test_search_as_json(folder: Path) -> None:
    build(folder)
    answer = json.loads(run("search", "newt", "--json", "--index", folder / "index").output)
    assert (answer["total"], answer["relaxed"], answer["error"]) == (1, False, None)
    hit = answer["hits"][0]
    assert (hit["speaker"], hit["start"], hit["time"]) == ("Ada Marsh", 1.0, "00:00:01")
    assert hit["title"] == "Talk" and hit["score"] > 0 and hit["snippet"] == "Newts, why newts?"


def test_search_says_when_it_had_to_relax_and_what_was_meant(folder: Path) -> None:
    build(folder)
    answer = json.loads(
        run("search", "newts submarine", "--json", "--index", folder / "index").output
    )
    assert answer["relaxed"] and answer["hits"]
    answer = json.loads(run("search", "newtz", "--json", "--index", folder / "index").output)
    assert answer["suggestion"] == "newts" and answer["corrected"] and answer["hits"]
    said = run("search", "newtz", "--index", folder / "index").output
    assert "Showing results for: newts" in said and "Ada Marsh" in said


def test_search_without_an_index_says_what_to_do(folder: Path) -> None:
    done = run("search", "newt", "--index", folder / "nothing")
    assert done.exit_code == 1 and "commonplace build" in done.output


def test_strict_ends_with_one_on_a_warning(folder: Path) -> None:
    (folder / "seeds" / "odd.md").write_text('---\ntitle: "a "b" c"\n---\nWords.\n')
    assert build(folder).exit_code == 0
    done = build(folder, "--strict")
    assert done.exit_code == 1
    assert "odd.md:2: warning: the field 'title'" in done.output


def test_the_report_is_json(folder: Path) -> None:
    (folder / "seeds" / "bad.json").write_text("{")
    done = build(folder, "--report", folder / "report.json")
    assert done.exit_code == 0
    report = json.loads((folder / "report.json").read_text())
    assert report["documents"] == 1
    told = report["diagnostics"][0]
    assert set(told) == {"severity", "file", "line", "message", "why", "remedy"}
    assert told["severity"] == "error"


def test_clean_prints_markdown(folder: Path) -> None:
    done = run("clean", folder / "seeds" / "talk.txt")
    assert done.exit_code == 0
    assert "**Ada Marsh** [00:00:01]: Newts, *why* newts?\n" in done.output


def test_clean_prints_the_record(folder: Path) -> None:
    record = json.loads(run("clean", folder / "seeds" / "talk.txt", "--json").stdout)
    passage = record["passages"][0]
    assert passage["anchor"] == "t-00-00-01" and passage["speaker"] == "Ada Marsh"
    assert passage["start"] == 1.0 and passage["text"] == "Newts, why newts?"
    label = "**Ada Marsh** [00:00:01]: "
    assert record["changes"][0] == {
        "rule": "label",
        "start": 0,
        "end": len(label),
        "before": label,
        "after": "",
    }


LAMPS = "# Lamps\n\n" + "\n\n".join(
    f"The Fresnel lens of lighthouse {number} bends light. A Fresnel lens is dear."
    for number in "abcd"
)
BEACON = "- {name: Beacon, definition: A light. It warns ships., aliases: [lighthouse]}\n"


def test_topics_are_proposed_and_those_that_are_there_are_not(folder: Path) -> None:
    (folder / "seeds" / "lamps.md").write_text(LAMPS)
    (folder / "words").mkdir()
    where = ("--seeds", folder / "seeds", "--vocabulary", folder / "words")
    proposed = run("topics", *where)
    assert proposed.exit_code == 0 and "name: lighthouse" in proposed.output
    (folder / "words" / "topics.yml").write_text(BEACON)
    assert "name: lighthouse" not in run("topics", *where).output


def test_the_vocabulary_makes_the_topics_and_without_one_the_proposals_do(folder: Path) -> None:
    (folder / "seeds" / "lamps.md").write_text(LAMPS)
    (folder / "words").mkdir()
    report = folder / "report.json"
    done = build(folder, "--vocabulary", folder / "words", "--report", report)
    assert done.exit_code == 0
    assert (folder / "docs" / "topics" / "lighthouse" / "index.md").exists()
    assert "name: lighthouse" in json.loads(report.read_text())["proposed"]
    (folder / "words" / "topics.yml").write_text(BEACON)
    build(folder, "--vocabulary", folder / "words")
    assert not (folder / "docs" / "topics" / "lighthouse" / "index.md").exists()
    assert (folder / "docs" / "topics" / "beacon" / "index.md").exists()
    (folder / "words" / "topics.yml").write_text(
        "- {name: 7}\n- {name: Beacon, aliases: [lighthouse]}\n"
    )
    told = build(folder, "--vocabulary", folder / "words")
    assert "topics.yml:1: error" in told.stderr
    assert (folder / "docs" / "topics" / "beacon" / "index.md").exists()


def test_diagnostics_go_to_standard_error(folder: Path) -> None:
    path = folder / "odd.md"
    path.write_text('---\ntitle: "a "b" c"\n---\nWords.\n')
    done = run("clean", path)
    assert "warning" in done.stderr and "warning" not in done.stdout


def test_check_ends_with_one_on_an_error(folder: Path) -> None:
    bad = folder / "bad.json"
    bad.write_text("{")
    assert run("check", folder / "seeds" / "talk.txt").exit_code == 0
    done = run("check", folder / "seeds" / "talk.txt", bad)
    assert done.exit_code == 1 and "bad.json:1: error:" in done.output


def test_a_file_that_is_not_there(folder: Path) -> None:
    done = run("clean", folder / "none.md")
    assert done.exit_code == 1 and "the file does not exist" in done.output
    assert "Traceback" not in done.output


def test_no_progress_in_a_pipe(folder: Path) -> None:
    assert "Reading" not in build(folder).output


def test_a_site_replaces_only_a_site(folder: Path) -> None:
    (folder / "keep").mkdir()
    (folder / "keep" / "thesis.txt").write_text("years of work")
    done = run("site", "--seeds", folder / "seeds", "--to", folder / "keep")
    assert done.exit_code == 1 and "has no mark of a build" in done.output
    assert (folder / "keep" / "thesis.txt").exists()
    for _ in range(2):
        done = run("site", "--seeds", folder / "seeds", "--to", folder / "site")
        assert done.exit_code == 0, done.output
    assert (folder / "site" / "transcripts" / "talk" / "index.html").exists()
    assert sorted(path.name for path in folder.iterdir()) == [
        ".site.addresses.yml",
        ".site.lock",
        "keep",
        "seeds",
        "site",
    ]


def test_build_index_takes_the_same_options() -> None:
    done = subprocess.run(
        [sys.executable, "build_index.py", "--help"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    for option in ("--seeds", "--docs", "--index", "--strict", "--report", "--jobs"):
        assert option in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="ends the server with a signal")
def test_serve_builds_first_and_shows_a_changed_seed(folder: Path) -> None:
    """`mkdocs serve` in a project of its own; no one edits the checkout's seeds for this."""
    config = (
        (CHECKOUT / "mkdocs.yml").read_text().replace("commonplace/", f"{CHECKOUT}/commonplace/")
    )
    nav = config.index("\nnav:\n")
    config = config[:nav] + config[config.index("\nnot_in_nav:") :]
    (folder / "mkdocs.yml").write_text(config)
    (folder / "docs").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}/transcripts/talk/"
        assert "They sing." in eventually(address, "They sing.")
        (folder / "seeds" / "talk.txt").write_text(TALK.replace("sing", "whistle"))
        assert "They whistle." in eventually(address, "They whistle.")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
