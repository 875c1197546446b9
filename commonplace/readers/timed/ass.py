"""Advanced SubStation Alpha (.ass) and its predecessor (.ssa): `Dialogue:` lines with fields.

The format is described at http://www.tcax.org/docs/ass-specs.htm. The last field is the
text, commas and all; `{\\i1}` among the words is a tag, and `\\N` ends a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.model import Claim, Place, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.cues import Line, cue_time, lines_of
from commonplace.readers.timed.reading import Caption, as_reading

_HEAD = re.compile(r"\s*\[Script Info\]", re.I)
_EVENT = re.compile(r"[ \t]*(?P<kind>Dialogue|Comment)[ \t]*:[ \t]*", re.I)
_FORMAT = re.compile(r"[ \t]*Format[ \t]*:(?P<names>[^\n]*)", re.I)
_TITLE = re.compile(r"[ \t]*Title[ \t]*:[ \t]*(?P<title>[^\n]*)", re.I)
_SECTION = re.compile(r"[ \t]*\[(?P<name>[^\]\n]{1,60})\][ \t]*\Z")
_KEY = re.compile(r"[ \t]*(?:;|[A-Za-z ]{1,30}:)")
_USUAL = "layer start end style name marginl marginr marginv effect text".split()
#: Tags and comments in braces, those that begin a drawing, and signs for white space.
_BRACES = re.compile(r"\{[^{}\n]*\}")
_DRAWS = re.compile(r"\\p[1-9]")
_ESCAPE = re.compile(r"\\[Nnh]")


def _claims(text: str, suffix: str) -> Claim:
    spoken = any(_EVENT.match(line.words) for line in lines_of(text))
    if spoken and (_HEAD.match(text) or suffix in (".ass", ".ssa")):
        return Claim(score=0.98)
    score = 0.4 if suffix in (".ass", ".ssa") else 0.0
    return Claim(score=score, why="it has no line like Dialogue: 0,0:00:01.00,0:00:04.00,…")


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    lines = lines_of(words)
    captions = list(_captions(lines))
    inner = [edit for caption in captions for edit in _inner(words, caption)]
    title = next((match["title"].strip() for match in _titles(lines)), "")
    return as_reading(
        text,
        captions,
        format=READER.name,
        file=file,
        inner=inner,
        fields={"title": title} if title else {},
        places=_remarks(lines),
    )


def _titles(lines: Sequence[Line]) -> Iterator[re.Match[str]]:
    for line in lines:
        if (match := _TITLE.match(line.words)) and match["title"].strip() != "Default Aegisub file":
            yield match


def _captions(lines: Sequence[Line]) -> Iterator[Caption]:
    names = _USUAL
    events = False
    for line in lines:
        if section := _SECTION.match(line.words):
            events = section["name"].strip().lower() == "events"
        elif events and line.words.strip() and not _KEY.match(line.words):
            yield Caption(line.start, line.start, line.end, None)  # torn off the line above
        if match := _FORMAT.match(line.words):
            names = [name.strip().lower() for name in match["names"].split(",")]
        event = _EVENT.match(line.words)
        if not event or event["kind"].lower() != "dialogue" or "text" not in names:
            continue
        cells = line.words[event.end() :].split(",", len(names) - 1)
        if len(cells) < len(names) or names[-1] != "text":
            continue
        cell = dict(zip(names, (one.strip() for one in cells), strict=True))
        yield Caption(
            at=line.start,
            first=line.end - len(cells[-1]),
            last=line.end,
            start=cue_time(cell.get("start", "")),
            end=cue_time(cell.get("end", "")),
            speaker=" ".join((cell.get("name") or cell.get("actor") or "").split()) or None,
        )


def _inner(words: str, caption: Caption) -> Iterator[NamedEdit]:
    """Edits among the words of a caption: braces, drawings, new lines."""
    stop = caption.first + len(words[caption.first : caption.last].rstrip())
    begin = caption.first
    for match in (*_BRACES.finditer(words, caption.first, stop), None):
        for escape in _ESCAPE.finditer(words, begin, match.start() if match else stop):
            yield NamedEdit(*escape.span(), " " if escape[0] == r"\h" else "\n", "cue-tag")
        if match:
            begin = match.end()
            if _DRAWS.search(match[0]):
                following = words.find("{", begin, stop)
                begin = following if following >= 0 else stop
            yield NamedEdit(match.start(), begin, "", "cue-tag")


def _remarks(lines: Sequence[Line]) -> Iterator[Place]:
    """What no viewer sees: comments, and header fields other than the title."""
    section = ""
    for line in lines:
        if match := _SECTION.match(line.words):
            section = match["name"].strip().lower()
        elif _TITLE.match(line.words) and section == "script info":
            yield Place(line.start, line.end, "title")
        else:
            event = _EVENT.match(line.words)
            hidden = event["kind"].lower() == "comment" if event else section == "script info"
            if line.words.strip() and (hidden or line.words.lstrip().startswith(";")):
                yield Place(line.start, line.end, "")


READER = Reader(name="ass", claims=_claims, read=_read)
