"""The cases in `tests/readers/` are the specification of the readers.

A case is a folder `tests/readers/READER/CASE/` with a `source.*` and what has to
come of it, `expected.json`. A case may also show what no reader takes.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

import commonplace.readers
from commonplace.model import Diagnostic, Reading, Seed
from commonplace.readers import READERS
from tests.in_groups import in_groups

CASES = Path(__file__).parents[1] / "readers"
SOURCES = sorted(CASES.glob("*/*/source.*"))
Golden = Callable[[Path, str], None]


def name_of(source: Path) -> str:
    return f"{source.parent.parent.name}/{source.parent.name}"


#: The cases of a reader are tried in one test.
of_readers = partial(in_groups, group=lambda source: source.parents[1].name, name=name_of)


@cache
def read(source: Path) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    seed = Seed(name=source.name, file=source.name, data=source.read_bytes())
    return commonplace.readers.read(seed)


def dump(reading: Reading | None, diagnostics: tuple[Diagnostic, ...]) -> str:
    """What a reader made of a source, for people to read and for git to compare."""
    shown: dict[str, object] = {"format": None}
    if reading:
        words = str(reading.text)
        places = [*(reading.text.offset(mark.at) for mark in reading.marks), len(words)]
        shown = {
            "format": reading.format,
            "fields": dict(reading.fields),
            "markdown": reading.markdown,
            "rolling": reading.rolling,
            "before": words[: places[0]],
            "turns": [
                {"speaker": mark.speaker, "start": mark.start, "text": words[start:end]}
                for mark, start, end in zip(reading.marks, places, places[1:], strict=False)
            ],
        }
    shown["diagnostics"] = [str(diagnostic) for diagnostic in diagnostics]
    return json.dumps(shown, indent=2, ensure_ascii=False, default=str) + "\n"


@of_readers("source", SOURCES)
def test_a_source_is_read_as_expected(source: Path, golden: Golden) -> None:
    golden(source.parent / "expected.json", dump(*read(source)))


@of_readers("source", SOURCES)
def test_every_character_of_a_source_is_accounted_for(source: Path) -> None:
    reading, _ = read(source)
    if reading is None:
        return
    end = 0
    for piece in reading.text.pieces:
        assert piece.start == end
        end = piece.end
        if piece.rule is None:
            assert piece.text == reading.text.source[piece.start : piece.end]
    assert end == len(reading.text.source)


@of_readers("source", SOURCES)
def test_marks_rise_within_the_source(source: Path) -> None:
    reading, _ = read(source)
    if reading is None:
        return
    ats = [mark.at for mark in reading.marks]
    assert ats == sorted(set(ats))
    assert all(0 <= at <= len(reading.text.source) for at in ats)


def test_every_module_with_a_reader_is_registered() -> None:
    package = commonplace.readers
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    readers = {id(module.READER) for module in modules if hasattr(module, "READER")}
    assert readers == set(map(id, READERS))


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
def test_every_reader_has_at_least_three_cases(name: str) -> None:
    assert len({path.parent for path in SOURCES if path.parent.parent.name == name}) >= 3
