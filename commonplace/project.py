"""Where things lie: the checkout with `mkdocs.yml`, and what it says about its texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from commonplace import glossary, ledger, limits, publishing, vocabulary
from commonplace.collect import shown
from commonplace.glossary import NO_GLOSSARY, Glossary
from commonplace.ledger import NO_LEDGER, Ledger
from commonplace.limits import LIMITS, Limits
from commonplace.model import Diagnostic, Vocabulary
from commonplace.publishing import EVERYTHING, Publishing

#: The files of a project that say what is known beforehand.
FILES = ("glossary.yml", "topics.yml", "people.yml", limits.FILE, ledger.FILE)

NO_VOCABULARY = Vocabulary()

CHECKOUT = Path(__file__).resolve().parent.parent


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


def root() -> Path:
    """The folder with `mkdocs.yml`: the working folder's, or else the checkout's own."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "glossary.yml").is_file():
            return folder
    return CHECKOUT


def read(folder: Path) -> tuple[Project, tuple[Diagnostic, ...]]:
    """What the files in a folder say, and what is wrong with them.

    Each of `FILES` may be absent.
    """
    heard, told = glossary.read(folder / "glossary.yml")
    words, more = vocabulary.read(folder)
    most, most_told = limits.read(folder / limits.FILE)
    given, given_told = ledger.read(folder / ledger.FILE)
    told = (*told, *more, *most_told, *given_told)
    named = tuple(replace(one, file=shown(Path(one.file))) for one in told)
    return Project(glossary=heard, vocabulary=words, limits=most, ledger=given), named


def site_url(folder: Path) -> str | None:
    """The absolute address of a project's site, with a slash behind it; None if it has none.

    It is `site_url` of `mkdocs.yml`, which MkDocs itself reads for the pages.
    """
    found = _site(folder).get("site_url")
    return f"{found.rstrip('/')}/" if isinstance(found, str) and found.strip() else None


def published(
    folder: Path, known: Project, *, drafts: bool = False
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """A project with what its `mkdocs.yml` says about publishing, and what is wrong with that.

    That is `extra: commonplace:`; `drafts` brings in the drafts, too.
    """
    extra = _site(folder).get("extra")
    file = folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8", errors="replace") if extra else ""
    said = extra.get("commonplace") if isinstance(extra, dict) else None
    found, told = publishing.read(said, text, shown(file))
    return replace(known, publishing=replace(found, drafts=drafts)), told


def _site(folder: Path) -> dict[str, object]:
    """What `mkdocs.yml` says; nothing where it cannot be read."""
    try:
        with (folder / "mkdocs.yml").open("rb") as file:
            found = yaml_load(file)
    except (OSError, ConfigurationError):
        return {}
    return found if isinstance(found, dict) else {}
