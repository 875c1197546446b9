"""How the program is cut: small functions and files, and one meaning for one name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sorted(
    path for top in ("commonplace", "benchmarks", "tools") for path in (ROOT / top).rglob("*.py")
)
SCRIPTS = sorted((ROOT / "commonplace" / "browser").rglob("*.js"))
#: Lines that a function, and a file, may have.
FUNCTION, FILE = 80, 500
#: How a line ends that begins a function, once scripts are set as they are.
_BEGINS = re.compile(r"(\s*)(?:.*\bfunction\b.*|.*=>|(?:async |static |get |\*)*#?\w+\(.*\)) \{$")
_BRANCHES = re.compile(r"\s*(?:if|for|while|switch|catch)\b")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a module of Python, and how many lines each has."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield node.name, (node.end_lineno or first) - first + 1


def script_functions(text: str) -> Iterator[tuple[int, int]]:
    """The lines at which the functions of a script begin, and how many lines each has."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if (begun := _BEGINS.match(line)) and not _BRANCHES.match(line):
            end = re.compile(rf"{begun[1]}\}}")
            last = next(n for n in range(number + 1, len(lines)) if end.match(lines[n]))
            yield number + 1, last - number + 1


def public(path: Path) -> Iterator[str]:
    """The names of a module's classes and types that begin with a capital letter."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [node.name] if isinstance(node, ast.ClassDef) else []
        if isinstance(node, ast.Assign):
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
        yield from (one for one in names if one[0].isupper() and not one.isupper())


def test_no_function_is_long() -> None:
    long = [
        f"{name(path)}: {function} has {length} lines"
        for path in PYTHON
        for function, length in functions(path)
        if length > FUNCTION
    ]
    assert not long


def test_no_function_of_a_script_is_long() -> None:
    long, count = [], 0
    for path in SCRIPTS:
        for line, length in script_functions(path.read_text(encoding="utf-8")):
            count += 1
            if length > FUNCTION:
                long.append(f"{name(path)}:{line}: {length} lines")
    assert not long and count > 200


def test_functions_of_scripts_are_seen() -> None:
    text = "export function a() {\n  const b = (x) => {\n  };\n}\nclass C {\n  d(x) {\n  }\n}\n"
    assert list(script_functions(text)) == [(1, 4), (2, 2), (6, 2)]
    assert not list(script_functions("if (a(b)) {\n}\n  for (const c of d()) {\n  }\n"))


def test_no_file_is_long() -> None:
    lines = {name(p): p.read_text(encoding="utf-8").count("\n") for p in (*PYTHON, *SCRIPTS)}
    assert not {path: count for path, count in lines.items() if count > FILE}


def test_one_name_has_one_meaning() -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for path in PYTHON:
        if path.is_relative_to(ROOT / "commonplace"):
            for one in public(path):
                where[one].add(name(path))
    assert len(where) > 150
    assert not {one: paths for one, paths in where.items() if len(paths) > 1}
