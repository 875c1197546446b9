"""What is said about files: whole, as lines, as JSON, as GitHub shows it, and as a page."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import jsonschema
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from commonplace import document
from commonplace.diagnostics import faults, report
from commonplace.diagnostics.report import Report, failed, github, lines, ordered
from commonplace.document import make_document
from commonplace.model import Diagnostic, Seed
from commonplace.project.project import CHECKOUT
from commonplace.render import messages
from commonplace.site.serve_messages import Messages, stopped
from tests.waiting import eventually

SECRET = "the words of the seed"
HOSTILE = (
    "</p></script><script>canary()</script>",
    '"><img src=x onerror=canary()>',
    "{{ 7 * 7 }} {% raw %} --8<-- [TOC]",
    "\n\n# A heading\n\n[link](javascript:canary()) ![](x)\n\n```\ncode\n```\n",
    "&lt;script&gt;canary()&lt;/script&gt;",
    "{: #__config onclick=canary() }",
    "\x02wzxhzdk:0\x03 \x00 \x1b[31m \u202e\ud800",
    "::error::canary\n::set-env name=x::y\r%0A::z",
)


def told(**fields: object) -> Diagnostic:
    usual = {"severity": "error", "file": "seeds/a.md", "line": 3, "message": "it is wrong"}
    return Diagnostic(**{**usual, "remedy": "mend it", "why": "it matters", **fields})  # type: ignore[arg-type]


def whole(*diagnostics: Diagnostic) -> Report:
    return Report(documents=1, passages=2, written=3, indexed=4, diagnostics=diagnostics)


anything = st.text() | st.sampled_from(HOSTILE)
diagnostics = st.builds(
    Diagnostic,
    severity=st.sampled_from(report.SEVERITIES),
    file=anything,
    line=st.integers(1, 9999),
    message=anything,
    remedy=anything,
    why=anything,
    issue=st.just("") | anything,
)


# Whole --------------------------------------------------------------------------------


MAKERS = frozenset({"Failed", "error", "warning", "note"})


def calls(names: frozenset[str] = MAKERS) -> Iterator[tuple[str, ast.Call]]:
    """Every place in the program that makes a diagnostic."""
    for path in sorted((CHECKOUT / "commonplace").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in names:
                yield f"{path.relative_to(CHECKOUT).as_posix()}:{node.lineno}", node


def test_diagnostics_are_made_in_one_place() -> None:
    places = [place.split(":")[0] for place, _ in calls(frozenset({"Diagnostic"}))]
    assert places == ["commonplace/model/diagnostics.py"]


def test_every_diagnostic_of_the_program_says_why() -> None:
    found = list(calls())
    assert len(found) > 50
    for place, call in found:
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            continue  # its values are one constant, with `why` at the end
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        given = named.get("why") or (call.args[4] if len(call.args) > 4 else None)
        assert given is not None, f"{place} makes a diagnostic without `why`"
        assert not (isinstance(given, ast.Constant) and not given.value), place


CASES = sorted((CHECKOUT / "tests" / "readers").glob("*/*/source.*"))


def test_every_diagnostic_of_the_cases_is_whole_and_reads_as_a_sentence() -> None:
    found = []
    for path in CASES:
        name = path.relative_to(CHECKOUT).as_posix()
        found += make_document(Seed(name=name, file=name, data=path.read_bytes()))[1]
    assert len({one.message for one in found}) > 10
    for one in found:
        assert one.file and one.line >= 1
        for text in (one.message, one.remedy, one.why):
            assert text.strip() and not text.endswith("."), text
        for text in (one.remedy, one.why):
            assert not text[0].isupper() or text.split()[0].isupper(), text
            assert ";" not in text, text
    jsonschema.validate(json.loads(whole(*found).as_json()), schema())


# Lines --------------------------------------------------------------------------------


def test_a_reason_is_given_once_and_an_issue_last() -> None:
    first, again = told(), told(line=5)
    other = told(why="another reason", issue="```text\nx\n```\n")
    text = [line for _, line in lines([first, other, again])]
    assert text[0] == "seeds/a.md:3: error: it is wrong; mend it\n    why: it matters"
    assert text[2] == "seeds/a.md:5: error: it is wrong; mend it"
    assert len(text) == 4 and text[3].endswith("```text\nx\n```\n")


def test_what_is_the_same_in_many_files_is_told_of_a_few() -> None:
    many = [
        Diagnostic(
            severity="note",
            file=f"{n}.md",
            line=n,
            message=f"link to /{n}/ leads nowhere",
            why="readers cannot follow it",
            remedy="add `base:`",
        )
        for n in range(1, 8)
    ]
    told = [text for _, text in lines(many)]
    assert [text.partition(":")[0] for text in told] == ["1.md", "2.md", "3.md", "4.md"]
    assert told[-1] == (
        "4.md:4: note: the same here and in 3 more files: readers cannot follow it; add `base:`"
    )
    errors = [replace(one, severity="error") for one in many]
    assert len(list(lines(errors))) == len(many)


@given(diagnostics)
def test_a_diagnostic_is_one_line_that_any_terminal_can_show(one: Diagnostic) -> None:
    text = str(one)
    assert len(text.splitlines()) == 1
    text.encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@given(st.lists(diagnostics, max_size=5))
def test_no_message_gets_out_of_its_workflow_command(found: list[Diagnostic]) -> None:
    commands = list(github(found))
    assert len(commands) == len(found)
    for command in commands:
        assert "\n" not in command and "\r" not in command
        head = re.match(r"::(error|warning|notice) file=([^:,\r\n]*),line=(\d+)::", command)
        assert head
        command.encode("utf-8")


def test_strict_fails_on_warnings() -> None:
    assert failed([told()], strict=False)
    warned = [told(severity="warning"), told(severity="note")]
    assert not failed(warned, strict=False) and failed(warned, strict=True)
    assert not failed([told(severity="note")], strict=True)


# JSON ---------------------------------------------------------------------------------


def schema() -> dict[str, object]:
    found: dict[str, object] = json.loads(report.SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def test_the_report_keeps_to_its_schema() -> None:
    found = json.loads(whole(told(), told(severity="note", issue="x")).as_json())
    jsonschema.validate(found, schema())
    assert found["counts"] == {"error": 1, "warning": 0, "note": 1}
    assert "issue" not in found["diagnostics"][0] and found["diagnostics"][1]["issue"] == "x"


@pytest.mark.parametrize(
    "broken",
    [{"format": 2}, {"documents": -1}, {"counts": {}}, {"diagnostics": [{"file": "a"}]}, {"x": 1}],
)
def test_the_schema_can_fail(broken: dict[str, object]) -> None:
    found = json.loads(whole(told()).as_json())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**found, **broken}, schema())


@given(st.lists(diagnostics, max_size=5))
def test_every_message_comes_back_from_json(found: list[Diagnostic]) -> None:
    text = whole(*found).as_json()
    text.encode("utf-8")
    back = json.loads(text)["diagnostics"]
    assert [one["message"] for one in back] == [one.message for one in found]


def test_the_schema_is_documented() -> None:
    page = (CHECKOUT / "docs" / "contributing.md").read_text(encoding="utf-8")
    table = page[page.index("### The report as JSON") :]
    properties = schema()["properties"]
    assert isinstance(properties, dict)
    inner = properties["diagnostics"]["items"]["properties"]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert set(chain(properties, inner)) <= named


def test_the_order_is_that_of_files_and_lines_and_nothing_stands_there_twice() -> None:
    a, b, c = told(line=9), told(line=2), told(file="seeds/0.md")
    assert ordered([a, b, a, c]) == (c, b, a)


# Faults of the program ----------------------------------------------------------------


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Diagnostic:
    """What is said of a file over which the program stumbles while it quotes the file."""

    def stumble(*given: object, **more: object) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as inner:
            raise ValueError(f"cannot use {SECRET!r}") from inner

    monkeypatch.setattr(document, "clean", stumble)
    found, (one,) = make_document(
        Seed(name="talk.md", file="seeds/talk.md", data=f"# {SECRET}".encode())
    )
    assert found is None
    return one


def test_a_fault_can_be_pasted_into_an_issue(fault: Diagnostic) -> None:
    for words in (
        *("commonplace ", "CPython", "seeds/talk.md", "SHA-256 ", "reader: jekyll"),
        *("ValueError", "caused by: builtins.KeyError", "commonplace/document.py:"),
        "to reproduce it: commonplace check seeds/talk.md",
    ):
        assert words in fault.issue
    assert fault.issue.startswith("```text\n") and fault.issue.count("```") == 2


def test_an_issue_quotes_neither_the_file_nor_the_machine(fault: Diagnostic) -> None:
    assert SECRET not in fault.issue and SECRET not in fault.message
    for place in (str(CHECKOUT), str(Path.home()), sys.prefix):
        assert place not in fault.issue


@given(name=st.text(min_size=1))
def test_no_name_of_a_file_gets_out_of_the_block(name: str) -> None:
    one = faults.diagnostic(Seed(name=name, file=name, data=b""), RuntimeError())
    assert one.issue.count("```") == 2 and one.issue.endswith("\n```\n")
    one.issue.encode("utf-8")


def test_a_file_outside_is_named_without_its_folder() -> None:
    seed = Seed(name="talk.md", file="/srv/private/talk.md", data=b"")
    assert "private" not in faults.diagnostic(seed, RuntimeError()).issue


def test_a_long_traceback_is_cut_in_the_middle() -> None:
    def down(depth: int) -> None:
        if not depth:
            raise RecursionError
        down(depth - 1)

    with pytest.raises(RecursionError) as found:
        down(500)
    text = faults.issue(found.value, again="build")
    assert len(text.splitlines()) < 40 and "more …" in text


# The page -----------------------------------------------------------------------------


class Elements(HTMLParser):
    """What a page consists of, as a browser would take it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(found: list[Diagnostic]) -> Elements:
    text = messages.page(found)
    body = text[text.index("\n---\n") + 5 :]
    return Elements(markdown.markdown(body, extensions=["admonition", "attr_list", "md_in_html"]))


def test_the_page_names_errors_first_and_everything_about_them() -> None:
    page = rendered([told(severity="note", file="seeds/0.md"), told(issue="```text\nx\n```\n")])
    text = " ".join(page.text.split())
    assert "1 error and 1 note" in text
    assert text.index("seeds/a.md:3") < text.index("seeds/0.md:3")
    for words in ("Error", "it is wrong", "mend it", "it matters", "```text x ```"):
        assert words in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_message_becomes_part_of_the_page(hostile: str) -> None:
    calm = rendered([told(issue="x")])
    page = rendered(
        [told(file=hostile, message=hostile, why=hostile, remedy=hostile, issue=hostile)]
    )
    assert page.names == calm.names and page.attributes == calm.attributes
    if "canary" in hostile and hostile.isprintable():
        assert hostile in page.text


@given(st.lists(diagnostics, min_size=1, max_size=4))
def test_the_page_has_the_same_elements_whatever_it_quotes(found: list[Diagnostic]) -> None:
    calm = {"h1", "h2", "p", "div", "ul", "li", "strong", "code", "pre"}
    page = rendered(found)
    assert page.names <= calm and page.attributes <= {"id", "class", "tabindex"}


# In `mkdocs serve` ---------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project of its own with a good seed, a broken one and an odd one."""
    config = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("commonplace/", f"{CHECKOUT.as_posix()}/commonplace/")
    nav = config.index("\nnav:\n")
    config = config[:nav] + config[config.index("\nnot_in_nav:") :]
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "glossary.yml").write_text("misheard: []\n")
    for name in ("docs", "seeds"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds" / "good.md").write_text("# Good\n\nWords.\n")
    (tmp_path / "seeds" / "bad.json").write_text("{")
    (tmp_path / "seeds" / "odd.md").write_text('---\ntitle: "a "<b>" c"\n---\nWords.\n')
    return tmp_path


def shown(
    place: Path,
    *,
    serving: bool,
    found: list[Diagnostic],
    then: list[Diagnostic] | None = None,
) -> tuple[list[str], object]:
    config = load_config(str(place / "mkdocs.yml"))
    board = Messages()
    board.serving = serving
    board.take(found)
    files = Files([])
    config.plugins._current_plugin = "commonplace"  # as MkDocs does around each event
    board.show(files, config)
    if then is not None:
        board.take(then)
        files = Files([])
        board.show(files, config)
    return [file.src_uri for file in files], config.extra["report"]


def test_the_page_is_there_only_in_serve_and_only_with_something_to_say(place: Path) -> None:
    assert shown(place, serving=True, found=[told()]) == (["report.md"], "report/")
    assert shown(place, serving=False, found=[told()]) == ([], None)
    assert shown(place, serving=True, found=[]) == ([], None)
    # Pages that are not rendered again still lead to it.
    assert shown(place, serving=True, found=[told()], then=[]) == (["report.md"], None)
    assert "reported nothing" in rendered([]).text


def test_a_message_is_new_once_for_each_change() -> None:
    board = Messages()
    a, b = told(), told(line=9)
    assert board.take([a, b]) == (a, b)
    assert board.take([a, b]) == ()
    assert board.take([b]) == ()
    assert board.take([a, b]) == (a,)


def test_a_build_that_stops_says_why() -> None:
    full = stopped(OSError(28, "No space left on device", "build/index"))
    assert "No space left on device" in full.message and full.file == "build/index"
    assert not full.issue and full.why and full.remedy
    assert "RuntimeError" in stopped(RuntimeError(SECRET)).issue
    assert SECRET not in str(stopped(RuntimeError(SECRET)))


def test_a_built_site_has_no_page_of_messages(place: Path) -> None:
    config = load_config(str(place / "mkdocs.yml"))
    mkdocs_build(config)
    config.plugins.on_shutdown()  # ends the processes of the hook
    page = (place / "site" / "posts" / "good" / "index.html").read_text(encoding="utf-8")
    assert "Words." in page and "cp-served" not in page
    assert not (place / "site" / "report").exists()
    assert not any("report" in path.name for path in (place / "docs").rglob("*"))


@pytest.mark.skipif(os.name != "posix", reason="ends the server with a signal")
def test_serve_goes_on_whatever_a_seed_or_a_disk_does(place: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = place / "log.txt"
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=place,
            stdout=said,
            stderr=said,
        )
    base = f"http://127.0.0.1:{port}/"
    try:
        page = eventually(f"{base}report/", "odd.md")
        assert "bad.json:1" in page and "<b>" not in page
        assert 'href="../../report/"' in eventually(f"{base}posts/good/", "cp-served")
        # Nothing can be written where the index should be: the site stays, and says so.
        (place / "build").rename(place / "aside")
        (place / "build").write_text("in the way")
        (place / "seeds" / "good.md").write_text("# Good\n\nOther words.\n")
        assert "you see the pages of the previous build" in eventually(f"{base}report/", "stopped")
        assert "Words." in eventually(f"{base}posts/good/", "Words.")
        (place / "build").unlink()
        (place / "aside").rename(place / "build")
        (place / "seeds" / "bad.json").unlink()
        (place / "seeds" / "good.md").write_text("# Good\n\nThird words.\n")
        eventually(f"{base}posts/good/", "Third words.")
        page = eventually(f"{base}report/", "odd.md")
        assert "bad.json" not in page and "stopped" not in page
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
    assert server.returncode == 0, log.read_text()
    text = log.read_text()
    assert text.count("bad.json:1: error") == 1, text
    assert "likely lead to inaccurate navigation" not in text
