"""In which order documents are listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from commonplace.model.records import Document

_NUMBERED = re.compile(r"(\D*)(\d*)")


@lru_cache(maxsize=1 << 14)
def natural(text: str) -> tuple[tuple[str, int], ...]:
    """A sort key that puts episode 9 before episode 10: words, each with the number after it."""
    return tuple((words, int(number or "-1")) for words, number in _NUMBERED.findall(text))


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """The documents with the latest in front, and those without a date at the end."""
    documents = sorted(documents, key=lambda document: natural(document.address))
    dated = [(document.date.at, document) for document in documents if document.date]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [document for _, document in dated] + [one for one in documents if not one.date]
