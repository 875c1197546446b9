"""Caption text copied from a video page or a summary tool.

Such a page gives a title, a by-line, a summary and a list of topics, and then the
captions in lines that overlap, without speakers and often without times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from commonplace.markup.clock import CLOCK, Stamp, seconds, stamps, stamps_inside
from commonplace.markup.line_rolls import find_rolled
from commonplace.markup.repeats import find_repeats
from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.captioned import caption_marks, taken_out, voices

_TRANSCRIPT = re.compile(
    r"^(?:full |complete |video |auto-?generated )?(?:transcript|captions)"
    r"(?: \(.{0,40}\))?:?[ \t]*$",
    re.M | re.I,
)
_SECTION = re.compile(
    r"^(?P<name>summary|description|topics(?: covered)?|key (?:takeaways|points|moments|insights)"
    r"|highlights|chapters|about)[ \t]*:?[ \t]*$",
    re.I,
)
_TITLED = re.compile(r"\A(?:meeting |video |episode )?title:[ \t]*(?=\S)", re.I)
_BYLINE = re.compile(r"^(?:by|channel:|from:|podcast:)[ \t]+(?P<name>\S.{0,118})$", re.I)
_DATE = re.compile(
    r"^(?:published|date|uploaded|premiered|recorded)(?: on)?:?[ \t]+(?P<date>.{4,40})$", re.I
)
_ADDRESS = re.compile(
    r"^(?:(?:source|url|video|link):[ \t]*)?(?P<address>https?://\S{4,300})$", re.I
)
_POINT = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])[ \t]+(?P<text>\S.*)$")
#: What the page said about itself while it loaded.
_PAGE_TALK = re.compile(
    r"^(?:loading\b.{0,60}(?:\.\.\.|…)|show (?:more|less|transcript)|"
    r"search in (?:video|transcript)|sync to video time|read more|download transcript"
    r"|={3,20} [^\n=]{1,120} ={3,20})[ \t]*$",  # what a recogniser notes of its session
    re.I | re.M,
)
#: Words to each time, from which times are too few to be those of captions: in brackets or
#: inside lines, and at the starts of some lines; the fewest of these, and of bare ones.
_SELDOM, _RARELY, _FEWEST, _BARE = 150, 600, 3, 5
_INLINE_CLOCK = re.compile(rf"(?<![^\s])(?P<time>{CLOCK})(?=\s)[ \t]{{0,8}}")
_MARKUP = re.compile(
    r"^(?:#{1,6} \S|\*\*|---[ \t]*$|> |```|[-*] .{200})|\]\(|</?[a-z]{1,10}[ >]", re.M
)
#: Share of lines with markup above which a text is not captions; somebody may mention a tag.
_MARKED_UP = 0.03


def _claims(text: str, suffix: str) -> Claim:
    if suffix in (".md", ".markdown", ".mdx", ".qmd"):
        return Claim(score=0.2, why="its suffix says Markdown")
    body = [line for line in text.split("\n") if line.strip()]
    marks = sum(1 for _ in _MARKUP.finditer(text))
    if marks <= 3 * _MARKED_UP * len(body) and _repeats(text):
        return Claim(score=0.95)
    if marks > _MARKED_UP * len(body):
        return Claim(score=0.2, why="it has markup, which captions do not")
    if _TRANSCRIPT.search(text[:20_000]):
        return Claim(score=0.85)
    clocks = stamps(text)
    spans = sum(1 for one in clocks if one.until)  # as Whisper prints them
    if len(clocks) > len(body) / 3 and (len(body) > 5 or spans > 1):
        return Claim(score=0.8)
    open_ends = sum(1 for line in body if line.rstrip()[-1] not in ".?!:…”\"’'*")
    blank = text.strip().count("\n\n")
    if len(body) > 5 and open_ends > len(body) / 3 and blank <= max(1, len(body) / 8):
        return Claim(score=0.6)
    return Claim(score=0.2, why="no line repeats the end of the one before, and none has a time")


def _repeats(text: str) -> bool:
    """Whether a text repeats itself as only captions do."""
    return bool(find_rolled(text)) or len(list(islice(find_repeats(text), 3))) == 3


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    transcript = _TRANSCRIPT.search(words[:20_000])
    fields: dict[str, Any] = {}
    edits: list[NamedEdit] = []
    begin = 0
    if transcript:
        begin = transcript.end()
        fields, edits = _header(words[:begin])
    elif _has_title(words):
        fields, edits = _header(words[: _has_title(words)])
        begin = _has_title(words)
    edits += [NamedEdit(*m.span(), "", "header") for m in _PAGE_TALK.finditer(words, begin)]
    clocks = list(_clocks(words, begin))
    labels = voices(words, clocks, begin, ())
    edits += taken_out(words, clocks, labels)
    marks = tuple(caption_marks(text, begin, clocks, labels, ends=False))
    return Reading(
        format=READER.name,
        text=edit_all(text, edits),
        fields=fields,
        marks=marks,
        times=tuple((mark.at, mark.start) for mark in marks if mark.start is not None),
        markdown=False,
        rolling=True,
    )


def _has_title(words: str) -> int:
    """Where the captions begin after a title and a byline; 0 without them.

    A short first line followed by a blank line is a title too.
    """
    byline = re.match(r"\s*\S[^\n]{3,200}\n+[ \t]*by [^\n]{2,118}\n", words, re.I)
    alone = re.match(r"\s{0,8}[^\W\d_][^\n]{3,118}[^\n.,]\n[ \t]*\n", words)
    match = byline or alone
    return match.end() if match else 0


def _header(head: str) -> tuple[dict[str, Any], list[NamedEdit]]:
    """Fields from the lines above the captions, and the edits that remove the lines."""
    fields: dict[str, Any] = {}
    edits: list[NamedEdit] = []
    section = ""
    for match in re.finditer(r"^[ \t]*(?P<line>\S.*?)[ \t]*(?:\n|\Z)", head, re.M):
        line = match["line"]
        if not _header_line(line, fields, section):
            name = _SECTION.match(line)
            if name:
                section = name["name"].lower()
            elif not _TRANSCRIPT.match(line) and not _PAGE_TALK.match(line):
                continue
        edits.append(NamedEdit(*match.span(), "", "header"))
    return fields, edits


def _header_line(line: str, fields: dict[str, Any], section: str) -> bool:
    """Take a line of the header into the fields, if it is of a known kind."""
    point = _POINT.match(line)
    if section.startswith(("topics", "key", "highlights", "chapters")):
        if point or not (_SECTION.match(line) or _TRANSCRIPT.match(line)):
            fields.setdefault("covered", []).append(point["text"] if point else line)
            return True
        return False
    if _SECTION.match(line) or _TRANSCRIPT.match(line) or _PAGE_TALK.match(line):
        return False
    for name, pattern in (("author", _BYLINE), ("date", _DATE), ("address", _ADDRESS)):
        match = pattern.match(line)
        if match:
            key = {"address": "source"}.get(name, name)
            if key not in fields:
                fields[key] = match["name" if name == "author" else name].strip()
                return True
    if section in ("summary", "description", "about"):
        fields["description"] = f"{fields.get('description', '')} {line}".strip()
        return True
    if "title" not in fields:
        fields["title"] = _TITLED.sub("", line)
        return True
    return False


def _clocks(words: str, begin: int) -> Iterator[Stamp]:
    """Times between the captions: at the start of lines, in brackets, or bare and rising."""
    said = len(words[begin:].split())
    heads = stamps(words, begin)
    inside = stamps_inside(words, begin)
    bare = [
        Stamp(*match.span(), time)
        for match in _INLINE_CLOCK.finditer(words, begin)
        if (time := seconds(match["time"])) is not None
    ]
    # A time here and there was said, or stands for what could not be understood.
    found = heads if said <= (_SELDOM if len(heads) < _FEWEST else _RARELY) * len(heads) else []
    if said <= _SELDOM * len(heads + inside):
        found = heads + inside
    if len(bare) >= _BARE and said <= _SELDOM * len(bare) and _rise(bare):
        found = found + bare
    last = -1
    for clock in sorted(found, key=lambda one: (one.start, -one.end)):
        if clock.start >= last:
            yield clock
            last = clock.end


def _rise(times: list[Stamp]) -> bool:
    return all(one.time <= two.time for one, two in pairwise(times))


READER = Reader(name="caption", claims=_claims, read=_read)
