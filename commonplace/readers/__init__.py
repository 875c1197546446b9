"""The formats that can be read, and the choice between them.

A new format is one module with a `READER`, one line in `READERS`, and one folder of cases in
`tests/readers/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from commonplace.diagnostics.limits import LIMITS, Limits, exceeded, front_matter_left_out
from commonplace.markup.blocks import verbatim
from commonplace.markup.frontmatter import extent
from commonplace.markup.states import in_lines
from commonplace.model import Diagnostic, Edit, Place, Reader, Reading, Seed, Tracked
from commonplace.model.diagnostics import error, line_of, warning
from commonplace.readers.decode import decode
from commonplace.readers.html import reader
from commonplace.readers.nesting import nesting
from commonplace.readers.text import (
    caption,
    caption_markdown,
    chat,
    jekyll,
    speaker,
    substack,
    table,
)
from commonplace.readers.time_order import check_order
from commonplace.readers.timed import (
    ass,
    lrc,
    sami,
    sbv,
    srt,
    timedtext,
    transcript_json,
    tsv,
    vtt,
)

#: In the order of priority: the first one with the highest claim reads the file.
READERS: tuple[Reader, ...] = (
    vtt.READER,
    srt.READER,
    sbv.READER,
    ass.READER,
    lrc.READER,
    tsv.READER,
    timedtext.READER,
    sami.READER,
    transcript_json.READER,
    reader.READER,
    chat.READER,
    substack.READER,
    speaker.READER,
    table.READER,
    caption_markdown.READER,
    caption.READER,
    jekyll.READER,
)

ENOUGH = 0.5
#: The reader of a suffix that says what a file is; `.md` and `.txt` may be anything.
_SUFFIXES: Mapping[str, frozenset[str]] = {
    "vtt": frozenset({".vtt"}),
    "srt": frozenset({".srt"}),
    "json": frozenset({".json", ".json3", ".jsonl", ".ndjson"}),
    "sbv": frozenset({".sbv"}),
    "ass": frozenset({".ass", ".ssa"}),
    "lrc": frozenset({".lrc"}),
    "tsv": frozenset({".tsv"}),
    "timedtext": frozenset({".ttml", ".dfxp", ".srv1", ".srv2", ".srv3"}),
    "sami": frozenset({".smi", ".sami"}),
    "html": frozenset({".html", ".htm", ".xhtml"}),
}
#: Suffixes of tables, and readers that would take the cells of a row for a label or a time.
_ROWS = frozenset({".csv", ".tsv"})
_OF_LINES = frozenset({"speaker", "caption"})
#: Readers of cues, which look at the times of each cue themselves.
_CHECKED = frozenset({"vtt", "srt", "json", "sbv", "ass", "lrc", "tsv", "timedtext", "sami"})
#: Characters that count as letters or symbols, and are blank.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")
#: The three lines with which git marks a conflict, in order.
_CONFLICT = tuple(re.compile(line, re.M) for line in (r"^<{7} ", r"^={7}$", r"^>{7} "))


def read(seed: Seed, limits: Limits = LIMITS) -> tuple[Reading | None, tuple[Diagnostic, ...]]:
    """Read a seed with the reader that makes the highest claim.

    Returns no reading if the bytes are not text, exceed a limit, or no reader claims the
    text; the diagnostics then name the closest format and why it did not fit.
    """
    text, diagnostics = decode(seed)
    if text is None:
        return None, diagnostics
    text, cut, told = _within(text, seed.file, limits)
    diagnostics = (*diagnostics, *told)
    if text is None:
        return None, diagnostics
    words = str(text)
    if not any(map(_is_seen, words)):
        return None, (
            *diagnostics,
            error(
                file=seed.file,
                line=1,
                message="the file is empty",
                why="a page needs text",
                remedy="put a post or a transcript into it, or delete it",
            ),
        )
    suffix = ".md" if seed.converted else PurePosixPath(seed.name).suffix.lower()
    readers = [one for one in READERS if suffix not in _ROWS or one.name not in _OF_LINES]
    claims = [(reader.claims(words, suffix), reader) for reader in readers]
    claim, reader = max(claims, key=lambda pair: pair[0].score)
    if claim.score < ENOUGH:
        message = f"no reader knows this format; the closest is {reader.name}: {claim.why}"
        return None, (
            *diagnostics,
            error(
                file=seed.file,
                line=1,
                message=message,
                why="a text read the wrong way is worse than one not read",
                remedy="fix the file, or give it front matter and the suffix .md",
            ),
        )
    reading = reader.read(text, seed.file)
    if any(one.severity == "error" for one in reading.diagnostics):
        return None, (*diagnostics, *reading.diagnostics)
    if cut:
        # Who writes that much at the head of a file may also say there that it is a draft.
        fields = {**in_lines(text.source[: cut.end]), **reading.fields}
        reading = replace(reading, fields=fields, places=(cut, *reading.places))
    return reading, (
        *diagnostics,
        *_unlike(reader.name, suffix, seed.file),
        *_torn(words, seed.file),
        *(check_order(reading, seed.file) if reader.name not in _CHECKED else ()),
        *reading.diagnostics,
    )


def _is_seen(character: str) -> bool:
    """Whether a character is visible on a page."""
    return character.isprintable() and not character.isspace() and character not in _BLANKS


def _unlike(name: str, suffix: str, file: str) -> Iterator[Diagnostic]:
    """The warning that a file is not what its suffix says."""
    expected = next((one for one, its in _SUFFIXES.items() if suffix in its), name)
    if name != expected:
        message = f"the suffix {suffix} says {expected}, but the file was read as {name}"
        why = "one of the two is wrong, and a broken file may look like another format"
        yield warning(file, 1, message, "correct the suffix, or fix the file", why)


def _torn(words: str, file: str) -> Iterator[Diagnostic]:
    """The warning that a merge was never finished."""
    at, places = 0, []
    for line in _CONFLICT:
        found = line.search(words, at)
        if not found:
            return
        at = found.end()
        places.append(found.start())
    if not any(start <= places[0] < end for start, end in verbatim(words)):
        message = "the text contains the marks of an unfinished merge"
        remedy = "keep one of the two sides, and delete the marks"
        why = "the page shows both sides, one below the other"
        yield warning(file, line_of(words, places[0]), message, remedy, why)


def _within(
    text: Tracked, file: str, limits: Limits
) -> tuple[Tracked | None, Place | None, tuple[Diagnostic, ...]]:
    """The text within the limits: all of it, all but its front matter, or None.

    If the front matter is left out, the second value is where it was.
    """
    words = str(text)
    lines = words.count("\n") + 1
    if lines > limits.lines:
        where = limits.lines + 1
        return None, None, (exceeded("lines", file, where, f"{lines:,} lines", limits),)
    depth, at = nesting(words)
    if depth > limits.nesting:
        found = f"{depth:,} levels of nesting"
        return None, None, (exceeded("nesting", file, line_of(words, at), found, limits),)
    end, size = extent(words)
    if size > limits.front_matter:
        cut = Place(0, text.source_offset(end))
        text = text.edit("front-matter", [Edit(0, end)])
        return text, cut, (front_matter_left_out(file, size, limits),)
    return text, None, ()
