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

from commonplace.addresses import ledger
from commonplace.addresses.ledger import NO_LEDGER, Ledger
from commonplace.collect import holds, owner, shown
from commonplace.diagnostics import limits
from commonplace.diagnostics.limits import LIMITS, Limits
from commonplace.disk.places import within
from commonplace.model import Diagnostic, Vocabulary
from commonplace.model.diagnostics import line_of, note
from commonplace.model.identity import NOBODY, Identity
from commonplace.project import glossary, publishing, settings, texts, vocabulary
from commonplace.project.clashes import clashes
from commonplace.project.glossary import NO_GLOSSARY, Glossary
from commonplace.project.publishing import EVERYTHING, Publishing

#: The files of a project that say what is known beforehand.
FILES = ("glossary.yml", "topics.yml", "people.yml", "references.yml", limits.FILE, ledger.FILE)

NO_VOCABULARY = Vocabulary()

CHECKOUT = Path(__file__).resolve().parents[2]
#: In place of a project, for a site that shows nothing but the texts that it is given.
PLAIN = Path(__file__).resolve().parents[1] / "starter"


@dataclass(frozen=True, kw_only=True)
class Project:
    """What a project says: glossary, topics, persons, limits, addresses.

    And what is published, what the site says of itself, whether it wears our dress, whose
    search box it has, whether its search finds by meaning, and with which sentence model if
    any.
    """

    glossary: Glossary = NO_GLOSSARY
    vocabulary: Vocabulary = NO_VOCABULARY
    limits: Limits = LIMITS
    ledger: Ledger = NO_LEDGER
    publishing: Publishing = EVERYTHING
    identity: Identity = NOBODY
    dress: bool = True
    search: str = ""
    meaning: bool = True
    meaning_model: str = ""


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
    """The current project: the current folder, or the nearest one above it.

    A folder given as seeds is never a project, nor is anything in it.
    """
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if _is_project(one, seeds)), None)


def own(seeds: Sequence[Path] = ()) -> Path | None:
    """The project of the command itself: the checkout, and for other seeds one without pages.

    None where the command is installed and no seeds say that they are what is meant.
    """
    if _is_project(CHECKOUT) and all(within(one, seeds_of(CHECKOUT)) for one in seeds):
        return CHECKOUT
    return PLAIN if seeds else None


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
        if all(within(folder, seeds_of(one)) for folder in seeds):
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
    """The absolute address of a project's pages, with a slash at the end, if it is known.

    It begins with `site_url` of `mkdocs.yml`, which MkDocs itself reads for the pages.
    """
    return pages_url(_config(folder).get("site_url"), _below(_options(folder)))


def pages_url(site: object, under: str) -> str | None:
    """The address of the pages below a site's: None for what is no address."""
    if not isinstance(site, str) or not site.strip():
        return None
    return f"{site.strip().rstrip('/')}/{under}"


def seeds_of(folder: Path) -> Path:
    """The folder of a project's own seeds."""
    return folder / str(_options(folder)["seeds"])


def texts_of(folder: Path) -> str:
    """The name of the maker's own file of texts; empty if there is none."""
    return str(_options(folder)["texts"])


def _options(folder: Path | None) -> dict[str, object]:
    """The values of a project's options, of which what is wrong is told elsewhere."""
    said = _said(_config(folder))
    values, _ = settings.read(said if isinstance(said, Mapping) else None, "", "")
    return values


def docs_of(folder: Path) -> Path:
    """The folder of a project's pages: `docs_dir` of `mkdocs.yml`."""
    return _folder(folder, "docs_dir", "docs")


def pages_of(folder: Path) -> Path:
    """The folder that our pages are written into: that of all pages, or one below it."""
    return docs_of(folder) / str(_options(folder)["under"])


def site_of(folder: Path) -> Path:
    """The folder of a project's built site: `site_dir` of `mkdocs.yml`."""
    return _folder(folder, "site_dir", "site")


def has_plugin(folder: Path) -> bool:
    """Whether MkDocs has the plugin in a project whose `mkdocs.yml` names no code of its own.

    Code are `hooks`, and tags of YAML that make objects of Python.
    """
    found = _config(folder)
    names_code = bool(found.get("hooks")) or "!!python/" in _text(folder / CONFIG)
    return _NAME in _names(found.get("plugins")) and not names_code


def theme_of(folder: Path, config: str = CONFIG) -> Mapping[str, Any]:
    """What the maker says of the theme, without what MkDocs and the theme add to it."""
    found = _config(folder, config).get("theme")
    return found if isinstance(found, Mapping) else {}


def _folder(folder: Path, name: str, usual: str) -> Path:
    found = _config(folder).get(name)
    return folder / (found if isinstance(found, str) and found.strip() else usual)


def published(
    folder: Path | None, known: Project, *, drafts: bool = False, config: str = CONFIG
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """A project with what its `mkdocs.yml` says to readers, and of what is published.

    That is `extra: commonplace:` or the options of the plugin; `drafts` includes drafts, and
    `config` is the name of the file if it is another one. Also returns what is wrong with them.
    """
    if folder is None:
        return replace(known, publishing=replace(EVERYTHING, drafts=drafts)), ()
    found = _config(folder, config)
    file, text = shown(folder / config), _text(folder / config)
    values, told = settings.read(_said(found), text, file)
    docs = docs_of(folder)
    wrong = clashes(found, values, text, file, folder)
    own = folder / str(values["texts"]) if values["texts"] else None
    said, more = texts.read(_language(found), own, file)
    told = (*told, *wrong, *_impossible(values, text, file, docs), *more)
    publishing_ = replace(publishing.of(values), drafts=drafts)
    identity = replace(_identity(found, values, docs), texts=said)
    known = replace(known, publishing=publishing_, identity=identity)
    model = str(values["meaning_model"])
    beside = model and holds((folder / model).is_dir)
    return replace(
        known,
        dress=values["dress"] is True,
        search=str(values["search"]),
        meaning=values["meaning"] is True,
        meaning_model=str((folder / model).resolve()) if beside else model,
    ), told


def _language(found: Mapping[str, Any]) -> str:
    """The language of a site: what its theme is told."""
    theme = found.get("theme")
    said = theme.get("language") or theme.get("locale") if isinstance(theme, Mapping) else None
    return said if isinstance(said, str) else ""


def _identity(found: Mapping[str, Any], values: Mapping[str, object], docs: Path) -> Identity:
    """What a site says of itself."""

    def words(name: str) -> str:
        value = found.get(name)
        return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""

    def address(name: str) -> str:
        page = str(values[name])
        there = bool(page) and holds((docs / page).is_file)
        up = "../" * under.count("/")
        return f"{up}{PurePath(page).with_suffix('').as_posix()}/" if there else ""

    pages, under = values["pages"], _below(values)
    return Identity(
        name=words("site_name") or NOBODY.name,
        description=words("site_description"),
        welcome=str(values["welcome"] or words("site_description")),
        rights=words("copyright"),
        contributing=address("contributing"),
        searching=address("searching"),
        pages=pages if isinstance(pages, tuple) else NOBODY.pages,
        captions=values["captions"] is True,
        book=values["book"] is True,
        under=under,
        keep_offline=values["keep_offline"] is True,
        offline_zip=values["offline_zip"] is True,
    )


def _below(values: Mapping[str, object]) -> str:
    """The folder of the site that our pages are in, as the beginning of addresses."""
    return f"{values['under']}/" if values["under"] else ""


def _impossible(
    values: Mapping[str, object], text: str, file: str, docs: Path
) -> Iterator[Diagnostic]:
    """What is said and cannot be done."""
    for key in ("contributing", "searching"):
        page = str(values[key])
        if page and not holds((docs / page).is_file):
            at = line_of(text, max(0, text.find(f"{key}:")))
            message = f"`{key}` names {page}, but there is no such page in {docs.name}/"
            remedy = "write the page, or delete the line"
            yield note(file, at, message, remedy, "no link leads there, since it would be dead")


def _said(found: Mapping[str, Any]) -> object:
    """The options of a project: those of the plugin, or those below `extra`; None for none."""
    extra = found.get("extra")
    below = extra.get(_NAME) if isinstance(extra, Mapping) else None
    plugins = found.get("plugins")
    listed = [plugins] if isinstance(plugins, dict) else plugins
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, Mapping) and one.get(_NAME) is not None:
            own = one[_NAME]
            if isinstance(own, Mapping) and isinstance(below, Mapping):
                return {**below, **own}
            return own
    return below


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _config(folder: Path | None, name: str = CONFIG) -> Mapping[str, Any]:
    """The content of `mkdocs.yml` with what it inherits; empty if it cannot be read."""
    if folder is None:
        return {}
    try:
        with (folder / name).open("rb") as file:
            found = yaml_load(file, _loader())
    except (OSError, ConfigurationError):
        return {}
    return found if isinstance(found, Mapping) else {}
