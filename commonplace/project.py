"""Where things lie: the checkout with `mkdocs.yml`, its glossary, its folders."""

from __future__ import annotations

from pathlib import Path

import yaml

from commonplace.clean.misheard import read_glossary
from commonplace.markup.frontmatter import load_yaml
from commonplace.model import Diagnostic, Misheard

CHECKOUT = Path(__file__).resolve().parent.parent


def root() -> Path:
    """The folder with `mkdocs.yml`: the working folder's, or else the checkout's own."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "glossary.yml").is_file():
            return folder
    return CHECKOUT


def glossary(folder: Path) -> tuple[tuple[Misheard, ...], tuple[Diagnostic, ...]]:
    """The glossary of a project; empty, with a diagnostic, where it cannot be read."""
    path = folder / "glossary.yml"
    try:
        return read_glossary(load_yaml(path.read_text(encoding="utf-8"))), ()
    except FileNotFoundError:
        return (), ()
    except (OSError, ValueError, TypeError, yaml.YAMLError) as problem:
        return (), (
            Diagnostic(
                severity="error",
                file=str(path),
                line=1,
                message=f"the glossary cannot be read: {problem}",
                remedy="mend it; until then no name is corrected",
            ),
        )
