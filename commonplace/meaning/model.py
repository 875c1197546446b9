"""Vectors of texts by a sentence model that the maker of a site names.

It is loaded where the site is built, and by no reader. What it says is fitted to the words of
the collection in `fitting`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from commonplace.model import Each

INSTALL = "pip install 'commonplace-site[meaning]'"
KEPT = "<f2"  #: how a number of a vector is kept: half the bytes, and the same on any machine


class ModelError(OSError):
    """A sentence model that cannot be loaded; the message says what to do."""


def vectors(texts: Sequence[tuple[str, ...]], model: str, each: Each) -> Any:
    """A row for each of some texts, which come in groups.

    `model` is a folder or a name that sentence-transformers knows. `each` may keep the rows of a
    group, which depend on its texts and the files of the model alone.
    """
    import numpy as np

    made = each(partial(_embedded, model=model, digest=digest(model)), texts)
    rows = [np.frombuffer(data, KEPT) for data in made]
    number = sum(map(len, texts))
    return np.concatenate(rows).astype(float).reshape(number, -1)


@lru_cache(4)
def digest(model: str) -> str:
    """A hash of the files of a model, so that another one under its name is noticed."""
    folder = Path(model)
    found = hashlib.blake2b(digest_size=16)
    for path in _files(folder) if folder.is_dir() else ():
        found.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            found.update(hashlib.file_digest(file, "blake2b").digest())
    return found.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _embedded(texts: tuple[str, ...], *, model: str, digest: str) -> bytes:
    """The rows of some texts, one after another; `digest` is there for those who keep them."""
    made = _loaded(model).encode(list(texts), show_progress_bar=False)
    return bytes(made.astype(KEPT).tobytes())


@lru_cache(1)
def _loaded(model: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as problem:
        told = f"`meaning_model` needs sentence-transformers; run `{INSTALL}`"
        raise ModelError(told) from problem
    try:
        return SentenceTransformer(model, device="cpu")
    except Exception as problem:  # whatever it is that the library cannot read or fetch
        told = f"`meaning_model`: {model} cannot be loaded as a sentence model: {problem}"
        raise ModelError(told) from problem
