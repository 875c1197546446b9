"""In which order documents are listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from commonplace.model.records import Document


@lru_cache(maxsize=1 << 14)
def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that puts episode 9 before episode 10."""
    parts = re.split(r"(\d+)", text)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """The documents with the latest in front, and those without a date at the end."""
    documents = sorted(documents, key=lambda document: natural(document.address))
    dated = [(document.date.at, document) for document in documents if document.date]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [document for _, document in dated] + [one for one in documents if not one.date]
