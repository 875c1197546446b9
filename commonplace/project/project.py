"""Where things lie: the folder of a project, and what its files say about its texts.

A project is a folder whose `mkdocs.yml` says that it is one: it has our hook, or the plugin
`commonplace`, or `commonplace` below `extra`. Any other `mkdocs.yml` is somebody else's.
What it says is read without running anything; MkDocs, which runs its hooks, is only ever
called for a project that somebody named or stands in, never for a folder of seeds.
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
    """What is known beforehand: names misheard and aliases, topics, persons, limits, addresses.

    And what of it all is published.
    """

    glossary: Glossary = NO_GLOSSARY
    vocabulary: Vocabulary = NO_VOCABULARY
    limits: Limits = LIMITS
    ledger: Ledger = NO_LEDGER
    publishing: Publishing = EVERYTHING


#: Of which nothing is known.
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
    """There is no project where one is needed; the message says how to come by one."""


def found(seeds: Sequence[Path] = ()) -> Path | None:
    """The project in which one stands: the working folder, or the nearest above it.

    A folder of seeds that was named is none, nor is what lies in it.
    """
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if _is_project(one, seeds)), None)


def own() -> Path | None:
    """The project that the command's own files are in: the checkout; None where there is none."""
    return CHECKOUT if _is_project(CHECKOUT) else None


def named(folder: Path, seeds: Sequence[Path] = ()) -> Path:
    """The project in a folder that somebody named; raises NoProjectError where it is none."""
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
    """The folder, which must be there for `what`; raises NoProjectError."""
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
    """The names in a list of MkDocs, whose entries may have options."""
    for one in listed if isinstance(listed, list | dict) else ():
        yield from map(str, one if isinstance(one, dict) else (one,))


def _mark(file: Path) -> Mapping[str, Any]:
    """What a `mkdocs.yml` itself says; nothing if it is broken."""
    try:
        config = yaml.load(file.read_bytes(), _loader())
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        return {}
    return config if isinstance(config, Mapping) else {}


def _loader() -> Any:
    """Reads what MkDocs reads, and makes nothing of tags that would run code there."""
    loader = get_yaml_loader(yaml.SafeLoader)
    loader.add_multi_constructor("", lambda loader, suffix, node: None)
    return loader


def home(seeds: Sequence[Path], *projects: Path | None) -> Path | None:
    """The folder whose vocabulary and limits hold for some folders of seeds; None for none.

    It is the project for the project's own seeds, and for none that were named. For
    any other folder it is what lies in that folder, or else beside it: what this project
    calls things says nothing about somebody else's texts.
    """
    if not seeds:
        return next(filter(None, projects), None)
    for one in filter(None, projects):
        if all(within(folder, one / SEEDS) for folder in seeds):
            return one
    places = [place for folder in seeds for place in (folder, folder.resolve().parent)]
    return next((one for one in places if _says_something(one)), None)


def _says_something(folder: Path) -> bool:
    """Whether a stranger's folder has a file that says what is known, and no seed's sidecar.

    As with seeds, links, devices and pipes are not opened. Raises OSError for one.
    """
    found = [path for path in map(folder.joinpath, FILES) if os.path.lexists(path)]
    for path in found:
        if path.is_symlink() or not path.is_file():
            raise OSError(f"{shown(path)}: this is not a regular file and is not read; delete it")
    return any(owner(path) == path for path in found)


def read(folder: Path | None) -> tuple[Project, tuple[Diagnostic, ...]]:
    """What the files in a folder say, and what is wrong with them; nothing for no folder.

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
    """The absolute address of a project's site, with a slash behind it; None if it has none.

    It is `site_url` of `mkdocs.yml`, which MkDocs itself reads for the pages.
    """
    found = _config(folder).get("site_url")
    return f"{found.rstrip('/')}/" if isinstance(found, str) and found.strip() else None


def published(
    folder: Path | None, known: Project, *, drafts: bool = False
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """A project with what its `mkdocs.yml` says about publishing, and what is wrong with that.

    That is `extra: commonplace:`; `drafts` brings in the drafts, too.
    """
    extra = _config(folder).get("extra")
    said = extra.get(_NAME) if isinstance(extra, Mapping) else None
    if folder is None or said is None:
        return replace(known, publishing=replace(EVERYTHING, drafts=drafts)), ()
    text = (folder / CONFIG).read_text(encoding="utf-8", errors="replace")
    found, told = publishing.read(said, text, shown(folder / CONFIG))
    return replace(known, publishing=replace(found, drafts=drafts)), told


def _config(folder: Path | None) -> Mapping[str, Any]:
    """What `mkdocs.yml` and those that it inherits say; nothing where it cannot be read."""
    if folder is None:
        return {}
    try:
        with (folder / CONFIG).open("rb") as file:
            found = yaml_load(file, _loader())
    except (OSError, ConfigurationError):
        return {}
    return found if isinstance(found, Mapping) else {}
