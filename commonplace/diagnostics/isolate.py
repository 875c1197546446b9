"""Finds the documents on which a stage fails that needs all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from commonplace.diagnostics import faults
from commonplace.model import Document, Library, Seed

#: What is no document's fault: the disk, the memory, and what this must not hide.
NOBODYS = (OSError, MemoryError)


def without(
    library: Library, seeds: Sequence[Seed], work: Callable[[Library], object], fault: Exception
) -> Library:
    """The library without the documents on which `work` fails, each reported as an error.

    Raises `fault`, the exception for the whole library, if every part is fine by itself.
    """
    found = _found(library.documents, lambda some: work(_of(library, some)))
    if not found:
        raise fault
    left = [one for one in library.documents if not any(one is bad for bad, _ in found)]
    by_file = {seed.file: seed for seed in seeds}
    told = [faults.diagnostic(by_file[bad.source.file], why) for bad, why in found]
    return replace(_of(library, left), diagnostics=(*library.diagnostics, *told))


def _found(
    documents: Sequence[Document], work: Callable[[Sequence[Document]], object]
) -> list[tuple[Document, Exception]]:
    """The documents on which `work` fails, with the exceptions, found by halving."""
    try:
        work(documents)
    except NOBODYS:
        raise
    except Exception as fault:
        if len(documents) == 1:
            return [(documents[0], fault)]
        middle = len(documents) // 2
        return [*_found(documents[:middle], work), *_found(documents[middle:], work)]
    return []


def _of(library: Library, documents: Sequence[Document]) -> Library:
    """The library with some of its documents, and the redirects that lead to them."""
    addresses = {document.address for document in documents}
    redirects = {old: new for old, new in library.redirects.items() if new in addresses}
    return replace(library, documents=tuple(documents), redirects=redirects)
