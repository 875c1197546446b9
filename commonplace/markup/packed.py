"""Texts as compressed files: the same bytes for the same texts, whenever they are made."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping

_LEVEL = 9
_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(texts: Mapping[str, str]) -> bytes:
    """A zip with these files.

    >>> zipfile.ZipFile(io.BytesIO(zipped({"a.txt": "newt"}))).read("a.txt")
    b'newt'
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, text in texts.items():
            held = zipfile.ZipInfo(name, _EPOCH)
            held.create_system = 3  # and not the one that runs
            held.external_attr = 0o644 << 16
            archive.writestr(held, encoded(text), zipfile.ZIP_DEFLATED, _LEVEL)
    return whole.getvalue()


def gzipped(text: str) -> bytes:
    """A text as a file of gzip.

    >>> gzip.decompress(gzipped("newt"))
    b'newt'
    """
    return gzip.compress(encoded(text), _LEVEL, mtime=0)


def encoded(text: str) -> bytes:
    """A text in UTF-8; half characters, which no file can hold, are replaced."""
    return text.encode("utf-8", errors="replace")
