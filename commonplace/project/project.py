"""The folder of a project, and what its files say about its texts.

A project is a folder whose `mkdocs.yml` says that it is one: it has our hook, or the plugin
`commonplace`, or `commonplace` below `extra`. Any other `mkdocs.yml` is somebody else's. It
is read without running anything; MkDocs, which runs hooks, is only called for a project that
was named or is current, never for a folder of seeds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from commonplace import ledger, limits
from commonplace.collect import owner, shown
from commonplace.disk.places import within
from commonplace.ledger import NO_LEDGER, Ledger
from commonplace.limits import LIMITS, Limits
from commonplace.model import Diagnostic, Vocabulary
from commonplace.project import glossary, publishing, vocabulary
from commonplace.project.glossary import NO_GLOSSARY, Glossary
from commonplace.project.publishing import EVERYTHING, Publishing

#: The files of a project that say what is known beforehand.
FILES = ("glossary.yml", "topics.yml", "people.yml", limits.FILE, ledger.FILE)
SEEDS = "seeds"

NO_VOCABULARY = Vocabulary()

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Project:
    """What a project says: glossary, topics, persons, limits, addresses.

    And what is published.
    """

    glossary: Glossary = NO_GLOSSARY
    vocabulary: Vocabulary = NO_VOCABULARY
    limits: Limits = LIMITS
    ledger: Ledger = NO_LEDGER
    publishing: Publishing = EVERYTHING


#: A project that says nothing.
NO_PROJECT = Project()


#: What makes a `mkdocs.yml` that of a project, and how a message says so.
_NAME = "commonplace"
_HOOK = (_NAME, "mkdocs_hook.py")
CONFIG = "mkdocs.yml"
HOW = (
    f"run this in a project, or name one with --project; a project's {CONFIG} has our hook, or "
    "`commonplace: {}` under `extra:`"
)


class NoProjectError(FileNotFoundError):
    """No project was found where one is needed; the message says what to do."""


def found(seeds: Sequence[Path] = ()) -> Path | None:
    """The current project: the working folder, or the nearest one above it.

    A folder given as seeds is never a project, nor is anything in it.
    """
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if _is_project(one, seeds)), None)


def own() -> Path | None:
    """The checkout that the command itself is in; None if it is not in one."""
    return CHECKOUT if _is_project(CHECKOUT) else None


def named(folder: Path, seeds: Sequence[Path] = ()) -> Path:
    """The project in a named folder; raises NoProjectError if it is not one."""
    for one in seeds:
        if within(folder, one):
            raise NoProjectError(
                f"--project {folder} is inside the seeds, {one}, whose files are only ever read as "
                "text; choose another folder"
            )
    if not (folder / CONFIG).is_file():
        raise NoProjectError(f"--project {folder}: this folder has no {CONFIG}")
    return folder.resolve()


def needed(folder: Path | None, what: str) -> Path:
    """The folder, if there is one; otherwise raises NoProjectError, which mentions `what`."""
    if folder is None:
        raise NoProjectError(f"{Path.cwd()}: no project found, {what}; {HOW}")
    return folder


def _is_project(folder: Path, seeds: Sequence[Path] = ()) -> bool:
    if not (folder / CONFIG).is_file() or any(within(folder, one) for one in seeds):
        return False
    config = _mark(folder / CONFIG)
    extra, hooks = config.get("extra"), config.get("hooks")
    return (
        any(PurePath(one).parts[-2:] == _HOOK for one in _names(hooks))
        or _NAME in _names(config.get("plugins"))
        or (isinstance(extra, Mapping) and _NAME in extra)
    )


def _names(listed: object) -> Iterator[str]:
    """The names in a MkDocs list, whose entries may have options."""
    for one in listed if isinstance(listed, list | dict) else ():
        yield from map(str, one if isinstance(one, dict) else (one,))


def _mark(file: Path) -> Mapping[str, Any]:
    """The content of a `mkdocs.yml`; empty if it is broken."""
    try:
        config = yaml.load(file.read_bytes(), _loader())
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        return {}
    return config if isinstance(config, Mapping) else {}


def _loader() -> Any:
    """A loader that reads what MkDocs reads but ignores tags that would run code."""
    loader = get_yaml_loader(yaml.SafeLoader)
    loader.add_multi_constructor("", lambda loader, suffix, node: None)
    return loader


def home(seeds: Sequence[Path], *projects: Path | None) -> Path | None:
    """The folder whose vocabulary and limits apply to some folders of seeds, if any.

    For the project's own seeds, named or not, it is the project. For any other folder it is
    that folder or the one around it: this project's vocabulary says nothing about other
    people's texts.
    """
    if not seeds:
        return next(filter(None, projects), None)
    for one in filter(None, projects):
        if all(within(folder, one / SEEDS) for folder in seeds):
            return one
    places = [place for folder in seeds for place in (folder, folder.resolve().parent)]
    return next((one for one in places if _says_something(one)), None)


def _says_something(folder: Path) -> bool:
    """Whether a folder of seeds has a vocabulary file of its own, not just sidecars.

    As with seeds, links, devices and pipes are not opened. Raises OSError for one.
    """
    found = [path for path in map(folder.joinpath, FILES) if os.path.lexists(path)]
    for path in found:
        if path.is_symlink() or not path.is_file():
            raise OSError(f"{shown(path)}: this is not a regular file and is not read; delete it")
    return any(owner(path) == path for path in found)


def read(folder: Path | None) -> tuple[Project, tuple[Diagnostic, ...]]:
    """The project in a folder, and what is wrong with its files; empty for no folder.

    Each of `FILES` may be absent.
    """
    if folder is None:
        return NO_PROJECT, ()
    heard, told = glossary.read(folder / "glossary.yml")
    words, more = vocabulary.read(folder)
    most, most_told = limits.read(folder / limits.FILE)
    given, given_told = ledger.read(folder / ledger.FILE)
    told = (*told, *more, *most_told, *given_told)
    named = tuple(replace(one, file=shown(Path(one.file))) for one in told)
    return Project(glossary=heard, vocabulary=words, limits=most, ledger=given), named


def site_url(folder: Path | None) -> str | None:
    """The absolute address of a project's site, with a slash at the end, if it has one.

    It is `site_url` of `mkdocs.yml`, which MkDocs itself reads for the pages.
    """
    found = _config(folder).get("site_url")
    return f"{found.rstrip('/')}/" if isinstance(found, str) and found.strip() else None


def published(
    folder: Path | None, known: Project, *, drafts: bool = False
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """A project with what its `mkdocs.yml` says about publishing, and what is wrong with that.

    That is `extra: commonplace:`; `drafts` includes drafts.
    """
    extra = _config(folder).get("extra")
    said = extra.get(_NAME) if isinstance(extra, Mapping) else None
    if folder is None or said is None:
        return replace(known, publishing=replace(EVERYTHING, drafts=drafts)), ()
    text = (folder / CONFIG).read_text(encoding="utf-8", errors="replace")
    found, told = publishing.read(said, text, shown(folder / CONFIG))
    return replace(known, publishing=replace(found, drafts=drafts)), told


def _config(folder: Path | None) -> Mapping[str, Any]:
    """The content of `mkdocs.yml` with what it inherits; empty if it cannot be read."""
    if folder is None:
        return {}
    try:
        with (folder / CONFIG).open("rb") as file:
            found = yaml_load(file, _loader())
    except (OSError, ConfigurationError):
        return {}
    return found if isinstance(found, Mapping) else {}
