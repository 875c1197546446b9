"""Untrusted archives: how much they may unpack to."""

from __future__ import annotations

import zipfile
from typing import IO

from commonplace.convert.converter import ConversionError
from commonplace.diagnostics.limits import FILE, Limits

#: Files of an archive, and how many times larger than the archive they may be together:
#: texts shrink to a tenth, captions that repeat themselves to a fortieth.
MOST, RATIO = 5_000, 200
#: The limit for one file holds so many times for all of them.
TIMES = 8


def checked(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The opened archive; raises UnreadableError if it is not one or would unpack to too much.

    The module never reads more than the sizes in the archive's directory.
    """
    try:
        archive = zipfile.ZipFile(file)
        found = archive.infolist()
    # zipfile raises NotImplementedError for archives of a version that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        said = str(problem).lower() or "its directory cannot be read"
        raise ConversionError(f"it is not a zip archive: {said}", "save it again") from problem
    size = file.seek(0, 2)
    whole = sum(one.file_size for one in found)
    if len(found) > MOST:
        raise ConversionError(
            f"it holds {len(found):,} files; the limit is {MOST:,}", "split it, or unpack it"
        )
    if whole > limits.bytes * TIMES or (whole > limits.bytes and whole > size * RATIO):
        remedy = f"unpack it yourself if you trust it, or raise `bytes` in {FILE}"
        raise ConversionError(f"it unpacks to {whole:,} bytes, which is too much", remedy)
    if any(one.flag_bits & 1 for one in found):
        raise ConversionError("it is protected by a password", "save it without one")
    return archive
