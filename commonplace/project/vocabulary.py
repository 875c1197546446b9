"""The vocabulary of a project: `topics.yml` and `people.yml`, each a list of entries.

An entry is a `name`, a `definition` in our own words, and `aliases`: other names for it.
An alias that could mean something else is written `{as: Go, near: [AlphaGo, board game]}`
and then counts only in documents with one of those words. A person may have `credits`, such
as `{author: [a title]}`, for documents that do not name their people themselves.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import yaml

from commonplace.derive.matching import forms, key, names
from commonplace.markup.safe_yaml import UnreadableError, read_yaml
from commonplace.model import ROLES, Alias, Diagnostic, Entry, Role, Vocabulary
from commonplace.model.diagnostics import error

_error = partial(error, why="the pages about topics and people are made from these lists")

_FIELDS = frozenset({"name", "definition", "aliases", "credits"})
#: Marks names among all that is taken: no two entries share one, even if it finds nothing.
_NAME = "name: "


def read(folder: Path) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
    """The vocabulary in a project's folder, and what is wrong with it.

    A mistake in an entry affects only that entry. Without a readable `topics.yml`, the topics
    are None.
    """
    topics, told_of_topics = _entries(folder / "topics.yml")
    people, told_of_people = _entries(folder / "people.yml")
    return Vocabulary(topics=topics, people=people or ()), (*told_of_topics, *told_of_people)


def _entries(path: Path) -> tuple[tuple[Entry, ...] | None, tuple[Diagnostic, ...]]:
    """The entries of one file; None if it has no list."""
    try:
        listed, root = read_yaml(path)
    except FileNotFoundError:
        return None, ()
    except UnreadableError as problem:
        message = f"this list cannot be read: {problem}"
        remedy = "fix it (until then, it is ignored)"
        return None, (_error(path, problem.line, message, remedy),)
    if listed is None:
        return None, ()
    if not isinstance(root, yaml.SequenceNode):
        message = "the file must be a list"
        return None, (_error(path, 1, message, "write each entry as - name: …"),)
    entries, told = [], []
    taken: dict[str, int] = {}
    for given, node in zip(listed, root.value, strict=True):
        line = node.start_mark.line + 1
        try:
            entry = _entry(given, line)
            _take(entry, taken)
        except _MistakeError as mistake:
            message = f"this entry was left out: {mistake.message}"
            told.append(_error(path, line, message, mistake.remedy))
        else:
            entries.append(entry)
    return tuple(entries), tuple(told)


class _MistakeError(Exception):
    """What is wrong with an entry, and how to fix it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def _entry(given: object, line: int) -> Entry:
    """An entry as given in the file; raises _MistakeError."""
    if not isinstance(given, dict):
        raise _MistakeError(f"{_short(given)} has no name", "write it as - name: …")
    unknown = [str(field) for field in given if field not in _FIELDS]
    if unknown:
        raise _MistakeError(
            f"unknown field {unknown[0]!r}", "use name, definition, aliases and credits"
        )
    if "name" not in given:
        raise _MistakeError("it has no name", "give it one")
    aliases = given.get("aliases")
    if aliases is not None and not isinstance(aliases, list):
        raise _MistakeError("`aliases` must be a list", "write them as [one, other]")
    definition = given.get("definition")
    if definition is not None and not isinstance(definition, str):
        raise _MistakeError("`definition` must be text", "put it in quotes")
    return Entry(
        name=_name(given["name"]),
        aliases=tuple(map(_alias, aliases or ())),
        definition=" ".join((definition or "").split()),
        line=line,
        credits=_credits(given.get("credits")),
    )


def _credits(given: object) -> tuple[tuple[str, Role], ...]:
    """Titles and the person's role in each; raises _MistakeError."""
    if given is None:
        return ()
    if not (
        isinstance(given, dict)
        and set(given) <= set(ROLES)
        and all(isinstance(titles, list) for titles in given.values())
    ):
        raise _MistakeError(
            "`credits` must map roles to titles",
            "write them as {author: [a title]}, or host, guest, speaker",
        )
    return tuple((_name(title), role) for role in ROLES for title in given.get(role, ()))


def _alias(given: object) -> Alias:
    """An alias: a text, or a text with words that must be near it; raises _MistakeError."""
    if not isinstance(given, dict):
        return Alias(text=_name(given))
    near = given.get("near")
    if set(given) != {"as", "near"} or not isinstance(near, list) or not near:
        raise _MistakeError(
            f"{_short(given)} is not an alias", "write it as {as: one, near: [other, words]}"
        )
    return Alias(text=_name(given["as"]), near=tuple(map(_name, near)))


def _name(given: object) -> str:
    """A name as text on one line; raises _MistakeError if it is not one."""
    if not isinstance(given, str):
        raise _MistakeError(f"`{_short(given)}` must be text", "put it in quotes")
    if not any(map(str.isalnum, given)):
        raise _MistakeError(
            f"{given!r} has no letter or digit", "write a name with letters or digits"
        )
    return " ".join(given.split())


def _take(entry: Entry, taken: dict[str, int]) -> None:
    """Note the names of an entry; raises _MistakeError if one of them is taken.

    Several entries may share a name that needs other words nearby.
    """
    keys = [key(alias.text) for alias in entry.aliases]
    again = next((a.text for a in entry.aliases if keys.count(key(a.text)) > 1), None)
    if again:
        raise _MistakeError(
            f"{again!r} is listed twice", "delete one, as case and hyphens do not count"
        )
    own = [form for alias in names(entry) if not alias.near for form in forms(alias.text)]
    title = f"{_NAME}{key(entry.name)}"
    for form in [title, *own]:
        if form in taken:
            raise _MistakeError(
                f"{form.removeprefix(_NAME)!r} is also in line {taken[form]}",
                "put all names of one thing in one entry, or say with `near` when this one counts",
            )
    taken |= dict.fromkeys([title, *own], entry.line)


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:39]}…"
