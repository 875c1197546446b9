"""The vocabulary of a project: `topics.yml` and `people.yml`, each a list of entries.

An entry is a `name`, a `definition` in our own words, and `aliases`: other names for it.
An alias that could mean something else is written `{as: Go, near: [AlphaGo, board game]}`
and then counts only in documents with one of those words. A person may have `credits`, such
as `{author: [a title]}`, for documents that do not name their people themselves.
"""

from __future__ import annotations

from pathlib import Path

from commonplace.derive.matching import forms, key, names
from commonplace.model import ROLES, Alias, Diagnostic, Entry, Role, Vocabulary
from commonplace.project import works
from commonplace.project.lists import MistakeError, entries, name, short

_WHY = "the pages about topics and people are made from these lists"

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
    listed, told_of_works = works.read(folder / "references.yml")
    told = (*told_of_topics, *told_of_people, *told_of_works)
    return Vocabulary(topics=topics, people=people or (), works=listed), told


def _entries(path: Path) -> tuple[tuple[Entry, ...] | None, tuple[Diagnostic, ...]]:
    """The entries of one file; None if it has no list."""
    taken: dict[str, int] = {}

    def made(given: object, line: int) -> Entry:
        entry = _entry(given, line)
        _take(entry, taken)
        return entry

    return entries(path, made, _WHY, "write each entry as - name: …")


def _entry(given: object, line: int) -> Entry:
    """An entry as given in the file; raises MistakeError."""
    if not isinstance(given, dict):
        raise MistakeError(f"{short(given)} has no name", "write it as - name: …")
    unknown = [str(field) for field in given if field not in _FIELDS]
    if unknown:
        raise MistakeError(
            f"unknown field {unknown[0]!r}", "use name, definition, aliases and credits"
        )
    if "name" not in given:
        raise MistakeError("it has no name", "give it one")
    aliases = given.get("aliases")
    if aliases is not None and not isinstance(aliases, list):
        raise MistakeError("`aliases` must be a list", "write them as [one, other]")
    definition = given.get("definition")
    if definition is not None and not isinstance(definition, str):
        raise MistakeError("`definition` must be text", "put it in quotes")
    return Entry(
        name=name(given["name"]),
        aliases=tuple(map(_alias, aliases or ())),
        definition=" ".join((definition or "").split()),
        line=line,
        credits=_credits(given.get("credits")),
    )


def _credits(given: object) -> tuple[tuple[str, Role], ...]:
    """Titles and the person's role in each; raises MistakeError."""
    if given is None:
        return ()
    if not (
        isinstance(given, dict)
        and set(given) <= set(ROLES)
        and all(isinstance(titles, list) for titles in given.values())
    ):
        raise MistakeError(
            "`credits` must map roles to titles",
            "write them as {author: [a title]}, or host, guest, speaker",
        )
    return tuple((name(title), role) for role in ROLES for title in given.get(role, ()))


def _alias(given: object) -> Alias:
    """An alias: a text, or a text with words that must be near it; raises MistakeError."""
    if not isinstance(given, dict):
        return Alias(text=name(given))
    near = given.get("near")
    if set(given) != {"as", "near"} or not isinstance(near, list) or not near:
        raise MistakeError(
            f"{short(given)} is not an alias", "write it as {as: one, near: [other, words]}"
        )
    return Alias(text=name(given["as"]), near=tuple(map(name, near)))


def _take(entry: Entry, taken: dict[str, int]) -> None:
    """Note the names of an entry; raises MistakeError if one of them is taken.

    Several entries may share a name that needs other words nearby.
    """
    keys = [key(alias.text) for alias in entry.aliases]
    again = next((a.text for a in entry.aliases if keys.count(key(a.text)) > 1), None)
    if again:
        raise MistakeError(
            f"{again!r} is listed twice", "delete one, as case and hyphens do not count"
        )
    own = [form for alias in names(entry) if not alias.near for form in forms(alias.text)]
    title = f"{_NAME}{key(entry.name)}"
    for form in [title, *own]:
        if form in taken:
            raise MistakeError(
                f"{form.removeprefix(_NAME)!r} is also in line {taken[form]}",
                "put all names of one thing in one entry, or say with `near` when this one counts",
            )
    taken |= dict.fromkeys([title, *own], entry.line)
