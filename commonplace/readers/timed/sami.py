"""Captions in SAMI (.smi), Microsoft's Synchronized Accessible Media Interchange.

`<SYNC Start=1000>` says from which millisecond on its paragraphs are shown, until the next
one. A paragraph's class is its language; one of only `&nbsp;` clears the screen. See
https://learn.microsoft.com/previous-versions/windows/desktop/dnacc/understanding-sami-1.0
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from commonplace.markup.entities import unescape
from commonplace.model import Claim, Place, Reader, Reading, Tracked
from commonplace.model.diagnostics import line_of, warning
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.reading import Caption, as_reading
from commonplace.readers.tokens import Token, tokens

_ROOT = re.compile(r"\s*<SAMI[\s>]", re.I)
_SYNC = re.compile(r"<SYNC\s[^<>]{0,100}?Start\s{0,8}=", re.I)
_LANGUAGE = re.compile(r"\.(?P<name>[\w-]{1,40})\s{0,40}\{[^{}]{0,300}?\blang\s{0,8}:\s{0,8}", re.I)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-\w{2,8}){0,3}")
#: A title that is only the name of the video's file.
_FILE = re.compile(r"\S+\.(?:avi|flv|m4v|mkv|mov|mp4|mpe?g|ts|webm|wmv)\Z", re.I)
_SUFFIXES = (".smi", ".sami")


def _claims(text: str, suffix: str) -> Claim:
    if _ROOT.match(text) and _SYNC.search(text):
        return Claim(score=0.99)
    score = 0.4 if suffix in _SUFFIXES else 0.0
    return Claim(score=score, why="it has no <SAMI> with captions in <SYNC Start=…>")


@dataclass(kw_only=True)
class _Paragraph:
    """A paragraph: where it begins, its class, and the pieces of its words."""

    at: int
    start: float | None
    name: str
    is_source: bool = False
    pieces: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    found = tokens(words, raw=frozenset({"style", "title"}))
    every = list(_paragraphs(words, found))
    counts = Counter(one.name for one in every if _said(words, one))
    name = counts.most_common(1)[0][0] if counts else ""
    kept = [one for one in every if one.name == name]
    fields = dict(_fields(words, found, name))
    reading = as_reading(
        text,
        _captions(words, kept),
        format=READER.name,
        file=file,
        inner=[edit for one in kept for edit in _gaps(one)],
        fields=fields,
        places=[Place(one.start, one.end) for one in found if one.kind == "comment"],
        overlaps=True,
    )
    others = [one for one in every if one.name != name and _said(words, one)]
    if not others:
        return reading
    message = f"captions of the class {others[0].name} are left out; those of {name} are read"
    remedy, why = "put them into a file of their own", "a document is in one language"
    told = warning(file, line_of(words, others[0].at), message, remedy, why)
    return replace(reading, diagnostics=(*reading.diagnostics, told))


def _paragraphs(words: str, found: Sequence[Token]) -> Iterator[_Paragraph]:
    """The paragraphs of a file in order, with or without words."""
    start: float | None = None
    open_: _Paragraph | None = None
    shown = False
    for token in found:
        if token.kind == "open" and token.name in ("sync", "p"):
            if open_:
                yield open_
            open_ = None
            if token.name == "sync":
                start, shown = _seconds(token.attributes), True
            elif shown:
                name = token.attributes.get("class", "").upper()
                source = token.attributes.get("id", "").lower() == "source"
                open_ = _Paragraph(at=token.start, start=start, name=name, is_source=source)
        elif token.kind == "open" and token.name == "br" and open_:
            open_.breaks.append(token.start)
        elif token.kind == "text" and shown and words[token.start : token.end].strip():
            open_ = open_ or _Paragraph(at=token.start, start=start, name="")
            open_.pieces.append((token.start, token.end))
        elif token.kind == "close" and token.name in ("body", "sami"):
            shown = False
    if open_:
        yield open_


def _seconds(attributes: Mapping[str, str]) -> float | None:
    time = attributes.get("start", "").strip().removesuffix("ms")
    return int(time) / 1000 if time.isdecimal() and len(time) < 12 else None


def _said(words: str, one: _Paragraph) -> str:
    """What a paragraph says; nothing, if it only clears the screen."""
    said = " ".join(unescape(words[start:end]) for start, end in one.pieces)
    return " ".join(said.split())


def _captions(words: str, kept: Sequence[_Paragraph]) -> Iterator[Caption]:
    """The captions of one language; a source is the voice of what follows."""
    voice = None
    for one, end in zip(kept, _ends(kept), strict=True):
        if one.is_source:
            voice = _said(words, one) or None
        elif _said(words, one):
            first, last = one.pieces[0][0], one.pieces[-1][1]
            yield Caption(one.at, first, last, one.start, end, voice)


def _ends(kept: Sequence[_Paragraph]) -> list[float | None]:
    """When the next paragraph of another time begins, for each; None behind the last time."""
    ends: list[float | None] = []
    later: _Paragraph | None = None
    for one in reversed(kept):
        if later and later.start == one.start:
            ends.append(ends[-1])
        else:
            ends.append(later.start if later else None)
        later = one
    return ends[::-1]


def _gaps(one: _Paragraph) -> Iterator[NamedEdit]:
    """Edits for the tags between the pieces of a paragraph's words."""
    if one.is_source:
        return
    for (_, end), (start, _) in pairwise(one.pieces):
        broken = any(end <= at < start for at in one.breaks)
        yield NamedEdit(end, start, "\n" if broken else "", "cue-tag")


def _fields(words: str, found: Sequence[Token], name: str) -> Iterator[tuple[str, object]]:
    """The title, unless it is that of a file, and the language of a class."""
    for token in found:
        said = " ".join(unescape(words[token.start : token.end]).split())
        if token.kind == "raw" and token.name == "title" and said and not _FILE.match(said):
            yield "title", said
        if token.kind == "raw" and token.name == "style":
            for match in _LANGUAGE.finditer(words, token.start, token.end):
                tag = _TAG.match(words, match.end())
                if match["name"].upper() == name and tag:
                    yield "language", tag[0]


READER = Reader(name="sami", claims=_claims, read=_read)
