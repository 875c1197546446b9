"""Where things lie: the checkout with `mkdocs.yml`, its glossary, its folders."""

from __future__ import annotations

from pathlib import Path

from commonplace.glossary import Glossary, read
from commonplace.model import Diagnostic

CHECKOUT = Path(__file__).resolve().parent.parent


def root() -> Path:
    """The folder with `mkdocs.yml`: the working folder's, or else the checkout's own."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "glossary.yml").is_file():
            return folder
    return CHECKOUT


def glossary(folder: Path) -> tuple[Glossary, tuple[Diagnostic, ...]]:
    """The glossary of a project; empty, with a diagnostic, where it cannot be read."""
    return read(folder / "glossary.yml")
