"""Lists that a person writes as YAML: each entry is read alone, and a mistake costs only that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml

from commonplace.markup.safe_yaml import UnreadableError, read_yaml
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error

T = TypeVar("T")


class MistakeError(Exception):
    """What is wrong with an entry, and how to fix it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def entries(
    path: Path, made: Callable[[object, int], T], why: str, shape: str
) -> tuple[tuple[T, ...] | None, tuple[Diagnostic, ...]]:
    """The entries of a file, and what is wrong with it; None if it has no list.

    `made` turns an entry and its line into a record, or raises MistakeError. `why` says what
    the list is for, and `shape` how an entry is written.
    """
    try:
        listed, root = read_yaml(path)
    except FileNotFoundError:
        return None, ()
    except UnreadableError as problem:
        message = f"this list cannot be read: {problem}"
        remedy = "fix it (until then, it is ignored)"
        return None, (error(path, problem.line, message, remedy, why),)
    if listed is None:
        return None, ()
    if not isinstance(root, yaml.SequenceNode):
        return None, (error(path, 1, "the file must be a list", shape, why),)
    found: list[T] = []
    told: list[Diagnostic] = []
    for given, node in zip(listed, root.value, strict=True):
        line = node.start_mark.line + 1
        try:
            found.append(made(given, line))
        except MistakeError as mistake:
            message = f"this entry was left out: {mistake.message}"
            told.append(error(path, line, message, mistake.remedy, why))
    return tuple(found), tuple(told)


def name(given: object) -> str:
    """A name as text on one line; raises MistakeError if it is not one."""
    if not isinstance(given, str):
        raise MistakeError(f"`{short(given)}` must be text", "put it in quotes")
    if not any(map(str.isalnum, given)):
        raise MistakeError(
            f"{given!r} has no letter or digit", "write a name with letters or digits"
        )
    return " ".join(given.split())


def short(given: object) -> str:
    """An entry as a message shows it."""
    text = str(given)
    return text if len(text) <= 40 else f"{text[:39]}…"
