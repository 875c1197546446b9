"""Captions in XML: TTML, and YouTube's srv1, srv2 and srv3.

TTML is the W3C's "Timed Text Markup Language" (https://www.w3.org/TR/ttml2/). YouTube's
files have `<transcript>` or `<timedtext>` around captions with a start and a length, in
seconds (srv1) or milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from commonplace.markup.entities import unescape
from commonplace.model import Claim, Place, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.reading import Caption, as_reading
from commonplace.readers.tokens import Token, tokens

_ROOT = re.compile(
    r"(?:\s*<(?:\?[^>]*|!--(?:[^-]|-(?!->))*--|!DOCTYPE[^>]*)>)*\s*"
    r"<(?:[\w.-]{1,40}:)?(?P<name>tt|timedtext|transcript)(?=[\s>])",
    re.I,
)
_TIMED = re.compile(r"<(?:[\w.-]{1,40}:)?(?:p|text|span)\s[^<>]*(?:\bt|start|begin)\s*=", re.I)
_SUFFIXES = frozenset({".xml", ".ttml", ".dfxp", ".srv1", ".srv2", ".srv3"})
_CDATA = "<![CDATA["
#: Elements whose text is never visible.
_UNSEEN = frozenset({"metadata", "desc", "title", "copyright", "name", "agent", "styling", "rp"})
_CLOCK = re.compile(
    r"(?:(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,3}):)?(?P<s>\d{1,6}(?:\.\d{1,9})?)(?::(?P<f>\d{1,3}))?\Z"
)
_OFFSET = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,9})?)(?P<unit>h|ms|m|s|f|t)\Z")
#: An identifier that is a voice's only name.
_VOICE = re.compile(r"speaker[ _-]?\w{1,3}\Z", re.I)
#: Where Apple's transcripts say that an element is a word, or a sentence.
_UNIT = "podcasts:unit"
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def _claims(text: str, suffix: str) -> Claim:
    if _ROOT.match(text) and _TIMED.search(text):
        return Claim(score=0.99)
    score = 0.4 if suffix in _SUFFIXES else 0.0
    return Claim(score=score, why="it has no timed captions in <tt>, <timedtext> or <transcript>")


@dataclass(kw_only=True)
class _Open:
    """An open caption: its head, and the pieces of its words."""

    at: int
    start: float | None
    end: float | None
    speaker: str | None
    pieces: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)


@dataclass(kw_only=True)
class _Found:
    """What a file holds: captions in order, and its fields."""

    captions: list[_Open] = field(default_factory=list)
    fields: dict[str, object] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    root = _ROOT.match(words)
    found = _walk(words, tokens(words, raw=frozenset()))
    captions: list[Caption] = []
    inner: list[NamedEdit] = []
    for one in found.captions:
        pieces = [piece for piece in one.pieces if words[slice(*piece)].strip()]
        if not pieces:
            continue
        first, last = pieces[0][0], pieces[-1][1]
        unnamed = one.speaker if _VOICE.match(one.speaker or "") else None
        speaker = found.names.get(one.speaker or "", unnamed)
        captions.append(Caption(one.at, first, last, one.start, one.end, speaker))
        inner += _gaps(one, first, last)
    youtube = bool(root) and (root["name"] if root else "").lower() != "tt"
    return as_reading(
        text,
        captions,
        format=READER.name,
        file=file,
        inner=inner,
        fields=found.fields,
        places=found.places,
        overlaps=youtube,
        escaped_twice=youtube,
    )


def _gaps(one: _Open, first: int, last: int) -> Iterator[NamedEdit]:
    """Edits for the tags between the pieces of a caption's words."""
    inside = [piece for piece in one.pieces if first <= piece[0] and piece[1] <= last]
    for (_, end), (start, _) in pairwise(inside):
        if end < start:
            broken, apart = (
                any(end <= at < start for at in ats) for ats in (one.breaks, one.spaces)
            )
            yield NamedEdit(end, start, "\n" if broken else " " if apart else "", "cue-tag")


def _walk(words: str, found: Sequence[Token]) -> _Found:
    """Go through the tokens of a file once."""
    result = _Found()
    above: list[str] = []  # the elements that are open and whose text is no caption
    caption: _Open | None = None
    agent = ""
    rates: Mapping[str, str] = {}
    for token in found:
        name = token.name.rpartition(":")[2]
        if token.kind == "open":
            closed = words[token.end - 2] == "/"
            if name == "tt":
                rates = token.attributes
                if token.attributes.get("xml:lang"):
                    result.fields["language"] = token.attributes["xml:lang"]
            elif name == "agent":
                agent = token.attributes.get("xml:id", "")
            if name in _UNSEEN and not closed:
                above.append(name)
            elif name == "br" and caption:
                caption.breaks.append(token.start)
            elif name in ("p", "text", "span"):
                above.clear()
                caption = _opened(token, name, caption, rates, result)
        elif token.kind == "close":
            if above and name == above[-1]:
                above.pop()
            elif name in ("p", "text"):
                caption = None
        elif above or not caption:
            _aside(words, token, above, agent, result)
        elif token.kind == "text":
            caption.pieces.append((token.start, token.end))
        elif words.startswith(_CDATA, token.start) and words.endswith("]]>", 0, token.end):
            caption.pieces.append((token.start + len(_CDATA), token.end - 3))
        else:
            result.places.append(Place(token.start, token.end))
    return result


def _opened(
    token: Token, name: str, caption: _Open | None, rates: Mapping[str, str], result: _Found
) -> _Open | None:
    """The caption that is open after a start tag: a new one if the tag has a time."""
    start, end = _times(token.attributes, rates)
    unit = token.attributes.get(_UNIT)
    if name == "span" and caption and unit == "word":
        caption.spaces.append(token.start)
    timed = start is not None and (unit == "sentence" or not caption or caption.start is None)
    if name == "span" and not timed:
        return caption
    agent = token.attributes.get("ttm:agent") or (caption.speaker if caption else None)
    opened = _Open(at=token.start, start=start, end=end, speaker=agent)
    result.captions.append(opened)
    return opened


def _aside(words: str, token: Token, above: list[str], agent: str, result: _Found) -> None:
    """What is not captions: the title, the names of voices, comments."""
    said = " ".join(unescape(words[token.start : token.end]).split())
    if token.kind == "text" and above[-1:] == ["title"]:
        result.fields.setdefault("title", said)
        result.places.append(Place(token.start, token.end, "title"))
    elif token.kind == "text" and above[-1:] == ["name"] and agent and said:
        result.names.setdefault(agent, said)
    elif said and not words.startswith("<?", token.start):
        result.places.append(Place(token.start, token.end))


# Times --------------------------------------------------------------------------------


def _times(
    attributes: Mapping[str, str], rates: Mapping[str, str]
) -> tuple[float | None, float | None]:
    """Start and end of an element, in seconds."""
    if "t" in attributes:
        start, length = (_number(attributes.get(name, ""), 1000) for name in ("t", "d"))
    elif "start" in attributes:
        start, length = (_number(attributes.get(name, ""), 1) for name in ("start", "dur"))
    else:
        start, length, end = (
            _time(attributes.get(name, ""), rates) for name in ("begin", "dur", "end")
        )
        if end is not None:
            return start, end
    both = start is not None and length is not None
    return start, round((start or 0) + (length or 0), 3) if both else None


def _number(words: str, unit: int) -> float | None:
    if not re.fullmatch(r"\d{1,12}(?:\.\d{1,9})?", words.strip()):
        return None
    return round(float(words) / unit, 3)


def _time(words: str, rates: Mapping[str, str]) -> float | None:
    """Seconds for a time of TTML: a clock time, or a number with a unit."""
    words = words.strip()
    frames = _number(rates.get("ttp:framerate", ""), 1) or 30.0
    if offset := _OFFSET.match(words):
        number = float(offset["number"])
        if offset["unit"] == "t":
            return round(number / (_number(rates.get("ttp:tickrate", ""), 1) or 1.0), 3)
        if offset["unit"] == "f":
            return round(number / frames, 3)
        return round(number * _SECONDS[offset["unit"]], 3)
    if not (clock := _CLOCK.match(words)):
        return None
    hours, minutes, frame = (float(clock[name] or 0) for name in ("h", "m", "f"))
    return round(3600 * hours + 60 * minutes + float(clock["s"]) + frame / frames, 3)


READER = Reader(name="timedtext", claims=_claims, read=_read)
