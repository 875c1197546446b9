"""WebVTT captions: YouTube's, those of editors and of speech recognition.

The format is the W3C's "WebVTT: The Web Video Text Tracks Format"
(https://www.w3.org/TR/webvtt1/). Files in the wild keep to it loosely: blank
lines get lost or appear, and a cue without words may be followed by words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.markup.fields import FIELDS, plain_name
from commonplace.markup.states import STATES
from commonplace.model import Claim, Place, Reader, Reading, Tracked
from commonplace.model.diagnostics import warning
from commonplace.readers.text.talk import in_source
from commonplace.readers.timed.checks import check_times, check_words
from commonplace.readers.timed.cues import (
    CueBlock,
    Line,
    drop_tags,
    inline_times,
    is_timing,
    lines_of,
    strays,
    take_apart,
)
from commonplace.readers.timed.rolling import unroll
from commonplace.readers.timed.voices import (
    are_named,
    find_speakers,
    find_voices,
    marks_of,
    times_of,
)

_SIGNATURE = re.compile(r"\s*WEBVTT(?=[ \t\n]|\Z)")
_TITLE = re.compile(r"WEBVTT(?:[ \t]+-)?[ \t]*(?P<title>.*)\Z")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]{0,30})[ \t]*[:=][ \t]*(?P<value>\S.*)\Z")
_COMMENT = re.compile(r"NOTE(?:[ \t]+|\Z)")
#: What comes before a header's words, and before those of a note.
_SIGN = re.compile(r"\s*WEBVTT(?:[ \t]+-)?[ \t]*|NOTE(?=[ \t]|\Z)[ \t]*")
_KNOWN = FIELDS | STATES
#: Fields of the format itself.
_STANDARD = frozenset({"kind", "language", "x_timestamp_map"})
_STYLE = re.compile(r"(?:STYLE|REGION)[ \t]*\Z")
#: What is below the head of such a block; after a cue the word alone may be said.
_STYLED = re.compile(r"[ \t]*(?:::cue|/\*|[^\n{}]{0,200}\{|[a-z]+[ \t]*:[ \t]*\S)")


def _claims(text: str, suffix: str) -> Claim:
    if _SIGNATURE.match(text):
        return Claim(score=1.0)
    if suffix == ".vtt" and any(is_timing(line.words) for line in lines_of(text)):
        return Claim(score=0.98)
    score = 0.4 if suffix == ".vtt" else 0.1
    return Claim(score=score, why="the first line is not WEBVTT")


def _read(text: Tracked, file: str) -> Reading:
    lines = lines_of(str(text))
    header, fields = _header(lines)
    blocks = [*header, *_blocks(lines, len(header))]
    blocks = sorted([*blocks, *strays(lines, blocks)], key=lambda block: block.first)
    for block in blocks:
        if block.rule == "cue-header" and block.first >= len(header):
            fields = {**dict(_note_fields(lines, block)), **fields}
    places = in_source(text, _places(lines, blocks))
    diagnostics = list(check_words(lines, blocks, file))
    if not header:
        remedy = "make the first line WEBVTT, and leave the second one blank"
        why = "players ignore a file that does not say what it is"
        diagnostics.append(warning(file, 1, "the first line is not WEBVTT", remedy, why))
    text, cues = take_apart(text, blocks)
    text, points = find_voices(text, cues)
    inside = inline_times(text, cues)
    text = drop_tags(text)
    text, rolling = unroll(text, cues)
    untold = {point.at for point in points if point.speaker is None}
    bare = [cue for cue in cues if cue.first in untold] if points else cues
    text, signs = find_speakers(text, bare)
    points = tuple(sorted([*points, *signs], key=lambda point: point.at))
    return Reading(
        format=READER.name,
        text=text,
        fields=fields,
        marks=marks_of(text, cues, points),
        times=times_of(text, cues, inside),
        markdown=False,
        rolling=not any(point.speaker for point in points),
        places=places,
        diagnostics=(*diagnostics, *check_times(cues, file, overlap=rolling or are_named(points))),
    )


def _header(lines: Sequence[Line]) -> tuple[list[CueBlock], dict[str, object]]:
    """The lines of the header, one block each, and the fields in it.

    Blank lines before the signature count as header too, so that the number of blocks is the
    number of the next line.
    """
    first = next((n for n, line in enumerate(lines) if line.words.strip()), len(lines))
    if first == len(lines) or not _SIGNATURE.match(lines[first].words):
        return [], {}
    last = first + 1
    while last < len(lines) and lines[last].words.strip() and not is_timing(lines[last].words):
        last += 1
    # A cue number directly under the header belongs to the cue.
    if last < len(lines) and last > first + 1 and lines[last - 1].words.strip().isdecimal():
        last -= 1
    fields: dict[str, object] = {}
    title = _TITLE.match(lines[first].words.strip())
    rest = title["title"].strip() if title else ""
    pairs = [*rest.split(";"), *(line.words for line in lines[first + 1 : last])]
    for pair in pairs:
        if (match := _FIELD.match(pair.strip())) and plain_name(match["name"]) in _KNOWN:
            fields.setdefault(plain_name(match["name"]), match["value"].strip())
    if rest and not re.match(r"(?:Kind|Language)[ \t]*:", rest):
        fields.setdefault("title", rest)
    return [CueBlock("cue-header", number, number + 1) for number in range(last)], fields


def _blocks(lines: Sequence[Line], begin: int) -> Iterator[CueBlock]:
    """Cue heads and comments from line `begin` on, in order."""
    number = begin
    cues = spoken = 0  # cues up to here, and lines of the last one
    while number < len(lines):
        words = lines[number].words
        alone = number == begin or not lines[number - 1].words.strip()
        following = lines[number + 1].words if number + 1 < len(lines) else ""
        if is_timing(words):
            yield CueBlock("cue-time", number, number + 1)
            cues, spoken = cues + 1, 0
        elif is_timing(following) and _is_id(words, alone, spoken > 0 or cues == 0):
            yield CueBlock("cue-time", number, number + 2)
            cues, spoken, number = cues + 1, 0, number + 1
        elif alone and _begins_comment(words, following, cues):
            last = _end(lines, number)
            yield _comment(lines, number, last)
            number = last - 1
        elif alone and _begins_header(words, cues):
            # Files that were put together have a header each.
            last = _end(lines, number)
            yield CueBlock("cue-header", number, last)
            number = last - 1
        elif words.strip():
            spoken += 1
        number += 1


def _begins_comment(words: str, following: str, cues: int) -> bool:
    """Whether a line begins a comment or a style sheet."""
    if _COMMENT.match(words):
        return True
    return bool(_STYLE.match(words)) and (cues == 0 or bool(_STYLED.match(following)))


def _begins_header(words: str, cues: int) -> bool:
    """Whether a line begins another header, or was torn off the first one."""
    if _SIGNATURE.match(words):
        return True
    field = _FIELD.match(words.strip())
    return cues == 0 and bool(field) and plain_name(field["name"] if field else "") in _STANDARD


def _end(lines: Sequence[Line], first: int) -> int:
    """The line after a block that begins at `first`: a blank one outside braces, or a time."""
    last, depth = first + 1, 0
    styled = bool(_STYLE.match(lines[first].words))
    while last < len(lines) and not is_timing(lines[last].words):
        words = lines[last].words
        if not words.strip() and depth <= 0:
            break
        depth += words.count("{") - words.count("}") if styled else 0
        last += 1
    return last


def _is_id(words: str, alone: bool, spoken: bool) -> bool:
    """Whether the line above a cue time is the cue's identifier, or stray words.

    An identifier may be any line. Where the cue before has no words yet, as in files
    that have lost the spaces of YouTube's blank lines, a sentence is its words.
    """
    words = words.strip()
    if words.isdecimal():
        return True
    return alone and bool(words) and (spoken or not re.search(r"\s", words))


def _comment(lines: Sequence[Line], first: int, last: int) -> CueBlock:
    if not _COMMENT.match(lines[first].words):
        return CueBlock("cue-style", first, last)
    block = CueBlock("cue-header", first, last)
    return block if dict(_note_fields(lines, block)) else CueBlock("cue-note", first, last)


def _note_fields(lines: Sequence[Line], block: CueBlock) -> Iterator[tuple[str, str]]:
    for line in lines[block.first : block.last]:
        match = _FIELD.match(_COMMENT.sub("", line.words.strip(), count=1))
        if match and plain_name(match["name"]) in _KNOWN:
            yield plain_name(match["name"]), match["value"].strip()


def _places(lines: Sequence[Line], blocks: Sequence[CueBlock]) -> Iterator[Place]:
    """Where comments and fields are: in the header and in notes."""
    for block in blocks:
        if block.rule not in ("cue-header", "cue-note"):
            continue
        for line in lines[block.first : block.last]:
            sign = _SIGN.match(line.words)
            begin = sign.end() if sign else 0
            signed = bool(sign) and line.words.lstrip().startswith("WEBVTT")
            for part in re.finditer(r"[^;\s][^;]*", line.words[begin:]):
                field = _FIELD.match(part[0].strip())
                name = plain_name(field["name"]) if field else ""
                # Words after the signature are the title, whatever they look like.
                name = name if name in FIELDS | _STANDARD else "title" if signed else ""
                at = line.start + begin + part.start()
                yield Place(at, at + len(part[0].rstrip()), name)


READER = Reader(name="vtt", claims=_claims, read=_read)
