"""The glossary of a project: misheard names, and names for the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from commonplace.analysis import stem, tokens
from commonplace.clean.misheard import read_glossary
from commonplace.markup.safe_yaml import UnreadableError, read_yaml
from commonplace.model import Diagnostic, Misheard
from commonplace.model.diagnostics import error

_error = partial(
    error, why="only what the glossary says is corrected, and found under another name"
)


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """What captioning software misheard, and groups of names for the same thing.

    Misheard names are corrected only in texts in `language` or of unknown language.
    """

    misheard: tuple[Misheard, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    language: str = "en"


NO_GLOSSARY = Glossary()


def read(path: Path) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """The glossary in a file; empty, with a diagnostic, if it cannot be read.

    A mistake in a group of names affects only that group.
    """
    try:
        fields, root = read_yaml(path)
        misheard = read_glossary(fields)
    except FileNotFoundError:
        return Glossary(), ()
    except (ValueError, TypeError) as problem:
        message = f"the glossary cannot be read: {problem}"
        remedy = "fix it (until then, no name is corrected)"
        line = problem.line if isinstance(problem, UnreadableError) else 1
        return Glossary(), (_error(path, line, message, remedy),)
    aliases, told_of_aliases = _aliases(path, root, fields.get("aliases"))
    language = str(fields.get("language") or "en").partition("-")[0].strip().lower()
    return Glossary(misheard=misheard, aliases=aliases, language=language), told_of_aliases


def _aliases(
    path: Path, root: yaml.Node | None, entries: object
) -> tuple[tuple[tuple[str, ...], ...], tuple[Diagnostic, ...]]:
    """The valid groups of names, and what is wrong with the others."""
    if entries is None:
        return (), ()
    lines = _lines(root)
    if not isinstance(entries, list):
        message = "`aliases` must be a list"
        return (), (_error(path, lines[0], message, "write each group of names as - [one, other]"),)
    groups, told = [], []
    taken: dict[tuple[str, ...], int] = {}
    for entry, line in zip(entries, lines[1:], strict=True):
        problem, remedy = _problem(entry, taken)
        if problem:
            told.append(_error(path, line, f"these aliases were left out: {problem}", remedy))
            continue
        taken |= {_key(name): line for name in entry}
        groups.append(tuple(entry))
    return tuple(groups), tuple(told)


def _problem(entry: object, taken: dict[tuple[str, ...], int]) -> tuple[str, str]:
    """What is wrong with a group of names, and how to fix it; empty if nothing is."""
    if not isinstance(entry, list) or len(entry) < 2:
        return "a group needs at least two names", "write all names for one thing as - [one, other]"
    for name in entry:
        if not isinstance(name, str):
            return f"`{name}` must be text", "put it in quotes"
        if not tokens(name):
            return f"{name!r} has no letter or digit", "write a name with letters or digits"
        if _key(name) in taken:
            where = f"line {taken[_key(name)]}"
            return f"{name!r} is also in {where}", "put all names for one thing in one group"
    keys = [_key(name) for name in entry]
    again = next((name for name, key in zip(entry, keys, strict=True) if keys.count(key) > 1), None)
    if again:
        return f"{again!r} is listed twice", "delete one, as search treats both as the same"
    return "", ""


def _key(name: str) -> tuple[str, ...]:
    """The normal form of a name in searches."""
    return tuple(map(stem, tokens(name)))


def _lines(root: yaml.Node | None) -> list[int]:
    """The line of `aliases`, and those of its entries."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    key, value = next(pair for pair in pairs if pair[0].value == "aliases")
    entries = value.value if isinstance(value, yaml.SequenceNode) else []
    return [key.start_mark.line + 1, *(entry.start_mark.line + 1 for entry in entries)]
