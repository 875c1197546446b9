"""Every command that a page, a workflow or a message names is there, and takes those options."""

from __future__ import annotations

import ast
import re
import shlex
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from commonplace.cli import main
from tests.repository.test_docs import PAGES, ROOT, committed, relative, text_of

BENCHMARKS = ROOT / "benchmarks"
PROSE = (*PAGES, *sorted(BENCHMARKS.glob("*.md")))
#: Files of which every line may be a command.
RUN = (
    ROOT / ".ci" / "run",
    ROOT / ".pre-commit-hooks.yaml",
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
)
CODE = {".py", ".js", ".j2"}
#: Options of programs that are not ours, where the option stands alone.
THEIRS = {"--root-selector"}

_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_FENCE = re.compile(r"^```(?:sh|yaml|yml|)\n(.*?)^```$", re.M | re.S)
_TARGET = re.compile(r"^([a-z][\w-]*):(?!=)(.*)$", re.M)


def code_of(path: Path) -> Iterator[str]:
    """What may be a command in a file: code of a page, lines of a script, spans of a program."""
    text = text_of(path)
    if path in RUN:
        yield from (re.sub(r"^(- )?(run|entry): ", "", line.strip()) for line in text.splitlines())
    elif path.suffix in CODE:
        yield from _SPAN.findall(text)
    else:
        yield from _SPAN.findall(_FENCE.sub("", text))
        for block in _FENCE.findall(text):
            yield from (re.sub(r"^\s*(- )?(run: )?", "", line) for line in block.splitlines())


@cache
def named() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every line that is a command, in words, and the file that it is in."""
    made = [path for path in committed() if path.suffix in CODE and path != Path(__file__)]
    found = []
    for path in (*PROSE, *RUN, *made):
        for line in code_of(path):
            try:
                words = shlex.split(line, comments=True)
            except ValueError:  # a quotation mark of prose
                continue
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                del words[0]
            if words:
                words[0] = words[0].removeprefix(".venv/bin/")
                found.append((relative(path), tuple(words)))
    return tuple(found)


def calls(*start: str) -> list[tuple[str, list[str]]]:
    """The commands that begin so, without their beginning."""
    return [
        (where, list(words[len(start) :]))
        for where, words in named()
        if tuple(words[: len(start)]) == start
    ]


def targets() -> dict[str, str]:
    """What the Makefile makes, and what it says of each; files that it makes are not named."""
    return dict(_TARGET.findall(text_of(ROOT / "Makefile")))


def test_every_make_target_that_is_named_exists() -> None:
    uses = calls("make")
    assert len(uses) > 30
    for where, words in uses:
        for word in words:
            if "=" in word:
                known = f"\n{word.partition('=')[0]} ?=" in text_of(ROOT / "Makefile")
            else:
                known = word in targets() or word.startswith((".venv/", "{"))
            assert known, f"{where}: make {' '.join(words)}"


def test_every_make_target_is_described() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", text_of(ROOT / "Makefile"), re.M)
    assert phony and set(phony[1].split()) == set(targets())
    listed = text_of(ROOT / "README.md")
    for name, rest in targets().items():
        assert "## " in rest, f"make help does not list {name}"
        assert f"`{name}`" in listed or f"`make {name}`" in listed, name


def takes(command: click.Command) -> set[str]:
    """The options of a command."""
    # A command keeps its option for help, whose names the first context decides.
    top = click.Context(main, **main.context_settings)
    found = command.get_params(click.Context(command, parent=top))
    return {name for one in found if isinstance(one, click.Option) for name in one.opts}


def test_every_command_that_is_named_exists_with_its_options() -> None:
    uses = [*calls("commonplace"), *calls("python", "-m", "commonplace")]
    uses += [(where, ["build", *words]) for where, words in calls("python", "build_index.py")]
    assert len(uses) > 40
    for where, (name, *words) in ((where, words) for where, words in uses if words):
        spoken = f"{where}: commonplace {name} {' '.join(words)}"
        if name.startswith("-"):
            assert name in takes(main), spoken
        else:
            assert name in main.commands, spoken
            assert options(words) <= takes(main.commands[name]), spoken


def options(words: list[str]) -> set[str]:
    """The options among the words of one command."""
    given = words[: next((n for n, word in enumerate(words) if word in "|>"), len(words))]
    return {word.partition("=")[0] for word in given if re.match(r"--?[a-z]", word)}


def added(path: Path) -> set[str]:
    """The options that a program of ours adds to its parser, and pytest's."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("add_argument", "addoption") and node.args
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def test_every_module_that_is_run_exists_with_its_options() -> None:
    uses = calls("python", "-m")
    assert {words[0] for _, words in uses} >= {"benchmarks.search", "tests.hostile", "pytest"}
    for where, (name, *words) in uses:
        found = find_spec(name)
        assert found and found.origin, f"{where}: python -m {name}"
        if name.startswith("benchmarks."):
            given = {word.strip("[]") for word in words if word.strip("[").startswith("-")}
            assert given <= added(Path(found.origin)), f"{where}: python -m {name} {given}"


@pytest.mark.parametrize("page", PROSE, ids=relative)
def test_every_option_that_stands_alone_exists(page: Path) -> None:
    known = {"--help", *THEIRS, *added(ROOT / "tests" / "conftest.py"), *takes(main)}
    for command in main.commands.values():
        known |= takes(command)
    for bench in BENCHMARKS.glob("*.py"):
        known |= added(bench)
    for span in _SPAN.findall(_FENCE.sub("", text_of(page))):
        if re.match(r"--[a-z]", span):
            assert options(span.split()) <= known, span


@pytest.mark.parametrize(
    "line",
    [
        "make bench-nothing",
        "make build NOTHING=1",
        "commonplace nothing",
        "commonplace build --nothing",
        "python -m benchmarks.nothing",
        "python -m benchmarks.search --nothing",
    ],
)
def test_what_is_named_wrongly_is_noticed(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = named()
    monkeypatch.setattr(
        sys.modules[__name__], "named", lambda: (*right, ("a.md", shlex.split(line)))
    )
    with pytest.raises(AssertionError, match=r"a\.md"):
        test_every_make_target_that_is_named_exists()
        test_every_command_that_is_named_exists_with_its_options()
        test_every_module_that_is_run_exists_with_its_options()
