"""The formats that can be read, and the choice between them.

A new format is one module here with a `READER`, one line in `READERS`, and one
folder of cases in `tests/readers/`.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from commonplace.markup.decode import decode
from commonplace.model import Diagnostic, Reader, Reading, Seed
from commonplace.readers import (
    caption,
    html,
    jekyll,
    speaker,
    srt,
    substack,
    transcript_json,
    vtt,
)

#: In the order of priority: the first one with the highest claim reads the file.
READERS: tuple[Reader, ...] = (
    vtt.READER,
    srt.READER,
    transcript_json.READER,
    html.READER,
    substack.READER,
    speaker.READER,
    caption.READER,
    jekyll.READER,
)

ENOUGH = 0.5


def read(seed: Seed) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """Read a seed with the reader that claims it most.

    Returns no reading where the bytes are not text or where no reader claims the
    text; the diagnostics then name the closest format and why it did not fit.
    """
    text, diagnostics = decode(seed)
    if text is None:
        return None, diagnostics
    words = str(text)
    if not words.strip():
        return None, (
            *diagnostics,
            Diagnostic(
                severity="error",
                file=seed.file,
                line=1,
                message="the file is empty",
                remedy="put a post or a transcript into it, or delete it",
            ),
        )
    suffix = PurePosixPath(seed.name).suffix.lower()
    claims = [(reader.claims(words, suffix), reader) for reader in READERS]
    claim, reader = max(claims, key=lambda pair: pair[0].score)
    if claim.score < ENOUGH:
        message = f"no reader knows this format; the closest is {reader.name}: {claim.why}"
        return None, (
            *diagnostics,
            Diagnostic(
                severity="error",
                file=seed.file,
                line=1,
                message=message,
                remedy="mend the file, or give it front matter and the suffix .md",
            ),
        )
    reading = reader.read(text, seed.file)
    return reading, (*diagnostics, *reading.diagnostics)
