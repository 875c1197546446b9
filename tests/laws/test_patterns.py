"""No regular expression of the program is slow on text that is made for it.

Every pattern that is compiled while the modules are imported is tried on texts made from its own
syntax: for each of its repetitions a text that leads there and then repeats what is repeated,
and one that repeats the way there, too. On a few hundred characters, what takes the square of
the length is still quick; what takes its cube, or is doubled by each character, is not. What
takes the square is for test_linear.py.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commonplace
from tests.thorough import part

ROOT = Path(__file__).parents[2]
#: Characters of a text, seconds for a pattern over one, and the alternatives that are followed.
SIZE, LIMIT, WAYS = 400, 0.25, part(8, 2)
_COMPILED = re.compile(r"^(?:\w+ = |    )?re\.compile\(", re.M)
#: What a class of characters is tried with.
_TRIED = "a1 .,-:\"'<>[](){}/\\|=#*_~`!\n\tA@\u00e9\u4e16"

_parser: Any = importlib.import_module("re._parser")
_codes: Any = importlib.import_module("re._constants")
_compiler: Any = importlib.import_module("re._compiler")
_REPEATED = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)


def texts(pattern: re.Pattern[Any]) -> list[Any]:
    """Texts in which a pattern has to try much, each once."""
    source, flags = pattern.pattern, pattern.flags
    if isinstance(source, bytes):
        source, flags = source.decode("latin-1"), flags | re.ASCII
    tree = _parser.parse(source, flags)
    found: dict[tuple[str, str], None] = {}
    for way in range(WAYS):
        found["", _example(tree, way)] = None
        for before, piece in _repeated(tree, "", way):
            found |= dict.fromkeys([(before, piece), ("", before + piece), ("", before)])
    made = dict.fromkeys(
        before + piece * (SIZE // len(piece) + 1) + end
        for before, piece in found
        if piece
        for end in ("", "\0")
    )
    return list(made) if source is pattern.pattern else [one.encode() for one in made]


def _example(tree: Any, way: int) -> str:
    """A text that a part of a pattern may match; `way` chooses among alternatives."""
    return "".join(_of(code, value, way) for code, value in tree)


def _of(code: Any, value: Any, way: int) -> str:
    if code is _codes.LITERAL:
        return chr(value)
    if code is _codes.BRANCH:
        return _example(value[1][way % len(value[1])], way)
    if code in (_codes.SUBPATTERN, _codes.ATOMIC_GROUP):
        return _example(value[-1] if code is _codes.SUBPATTERN else value, way)
    if code in _REPEATED:
        return _example(value[2], way) * max(1, min(value[0], 3))
    if code in (_codes.IN, _codes.NOT_LITERAL, _codes.ANY):
        return _member(code, value)
    return ""


def _member(code: Any, value: Any) -> str:
    """A character of a class."""
    node = _parser.SubPattern(_parser.State(), [(code, value)])
    if code is _codes.IN and value[0][0] in (_codes.LITERAL, _codes.RANGE):
        first = value[0][1]
        return chr(first if value[0][0] is _codes.LITERAL else first[0])
    matcher = _compiler.compile(node)
    return next((sign for sign in _TRIED if matcher.match(sign)), "")


def _repeated(tree: Any, before: str, way: int) -> Iterator[tuple[str, str]]:
    """What leads to each repetition of a pattern, and what is repeated there."""
    for code, value in tree:
        inner = []
        if code in _REPEATED:
            inner = [value[2]]
            if value[1] >= 4:
                yield before, _example(value[2], way)
        elif code in (_codes.SUBPATTERN, _codes.ASSERT, _codes.ASSERT_NOT):
            inner = [value[-1]]
        elif code is _codes.ATOMIC_GROUP:
            inner = [value]
        elif code is _codes.BRANCH:
            inner = value[1]
        for one in inner:
            yield from _repeated(one, before, way)
        before += _of(code, value, way)


def compiled() -> dict[str, dict[tuple[Any, int], re.Pattern[Any]]]:
    """The patterns that each module compiles while it is imported for the first time."""
    found: dict[str, dict[tuple[Any, int], re.Pattern[Any]]] = {}
    compile_ = re.compile

    def noted(pattern: Any, flags: Any = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compile_(pattern, flags)
        module = sys._getframe(1).f_globals.get("__name__", "")
        if module.startswith("commonplace.") and made.pattern is pattern:
            found.setdefault(module, {})[made.pattern, made.flags] = made
        return made

    re.compile = noted  # type: ignore[assignment]
    try:
        for module in pkgutil.walk_packages(commonplace.__path__, "commonplace."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    finally:
        re.compile = compile_  # type: ignore[assignment]
    return found


def main() -> None:
    """Say each pattern before it is tried, so that the last one said is the slow one."""
    known = compiled()
    print(json.dumps(sorted(known)), flush=True)
    for module, pattern in [(name, one) for name, made in known.items() for one in made.values()]:
        print(module, repr(pattern.pattern[:100]), flush=True)
        for text in texts(pattern):
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
            for _ in pattern.finditer(text):
                pass
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print("DONE", flush=True)


def test_no_pattern_takes_more_than_the_square_of_a_text() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.laws.test_patterns"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    said = done.stdout.splitlines()
    if done.returncode == -signal.SIGVTALRM:
        pytest.fail(f"too slow: {said[-1]}")
    assert done.returncode == 0, done.stderr[-3000:]
    assert said[-1] == "DONE"
    modules = (path for path in ROOT.glob("commonplace/**/*.py") if _compiles(path))
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules}
    assert {name.removesuffix(".__init__") for name in names} <= set(json.loads(said[0]))


def _compiles(path: Path) -> bool:
    """Whether a module compiles patterns while it is imported."""
    return bool(_COMPILED.search(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("slow", [r"(?:a|aa)+b", r"(\w+\s?)*!", r"\[(?:[^]]|!?\[a\])*\}"])
def test_a_pattern_that_is_doubled_by_each_character_is_noticed(slow: str) -> None:
    program = f"""
import re, signal
from tests.laws.test_patterns import texts
pattern = re.compile({slow!r})
signal.setitimer(signal.ITIMER_VIRTUAL, 1)
for text in texts(pattern):
    list(pattern.finditer(text))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGVTALRM


if __name__ == "__main__":
    main()
