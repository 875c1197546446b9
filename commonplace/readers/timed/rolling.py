"""Captions that roll up the screen: each line is in the file several times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from commonplace.markup.line_rolls import find_rolled
from commonplace.model import Edit, Tracked
from commonplace.readers.timed.cues import Cue, Line, lines_of

BRIDGE = 0.05  #: seconds; a cue as short as this is never seen, it only keeps a line on the screen
_ANY_VOICE = re.compile(r"</?v(?=[\s.>])[^<>\n]*>")
_TOUCH = 0.1  # seconds between two cues that follow one another on the screen
_TELLING = 3  # words of a repeated line on average, below which it may be what somebody says
_SHARE = 0.3  # of the cues at least roll in a file that rolls


class _Shown(NamedTuple):
    """A cue with words: its lines in offsets of the text, and what they say."""

    cue: Cue
    lines: list[Line]
    words: list[str]
    raw: str


def unroll(text: Tracked, cues: Sequence[Cue]) -> tuple[Tracked, bool]:
    """Keep each line of rolling captions once, in the cue in which it first appears.

    The automatic captions of YouTube keep the line before on the screen while the next one is
    written, and put a cue of 10 ms between: each line is in the file three times. Whether a
    file rolls is decided for the whole file, because a person may well say the same thing
    twice. Returns whether it does.

    What cues do not show, the lines do, as in captions that are copied from a page: cues that
    are there twice, that extend the one before, or that hold two lines as one.
    """
    text, rolls = _unroll_cues(text, cues)
    words = str(text)
    again = [] if rolls else find_rolled(words)
    lines = [one for start, end in again for one in words[start:end].splitlines() if one.strip()]
    if sum(len(one.split()) for one in lines) < _TELLING * len(lines):
        again = []  # somebody may well say "No." three times
    return text.edit("rolling-caption", [Edit(*span) for span in again]), rolls or bool(again)


def _unroll_cues(text: Tracked, cues: Sequence[Cue]) -> tuple[Tracked, bool]:
    shown = list(_shown(text, cues))
    pairs = list(pairwise(shown))
    signs = sum(1 for before, cue in pairs if _rolls(before, cue))
    if signs < 2 or signs < _SHARE * len(pairs):
        return text, False
    # "no" and then "no no" is a line that grows only where others do that cannot have rolled.
    growing = sum(_grown(*pair) > 0 and not _repeated(*pair) for pair in pairs)
    grows, alone = growing > 0, growing >= _SHARE * len(pairs)
    words = str(text)
    edits = []
    for before, cue in pairs:
        count = _repeated(before, cue)
        if grown := 0 if count or not grows else _grown(before, cue, alone=alone):
            start, end = cue.lines[0].start, cue.lines[grown - 1].start
            end += _length(cue.lines[grown - 1].words, before.words[-1])
            # A word that was half written continues where it stopped.
            glued = not words[end - 1].isspace() and words[start - 1 : start] == "\n"
            edits.append(Edit(start - 1 if glued else start, end))
        elif count == len(cue.lines):
            edits.append(Edit(cue.lines[0].start, min(cue.lines[-1].end + 1, len(words))))
        elif count:
            edits.append(Edit(cue.lines[0].start, cue.lines[count].start))
    return text.edit("rolling-caption", edits), True


def _shown(text: Tracked, cues: Sequence[Cue]) -> Iterator[_Shown]:
    words = str(text)
    places = [text.offset(at) for cue in cues for at in (cue.first, cue.last)]
    for number, cue in enumerate(cues):
        start, end = places[2 * number : 2 * number + 2]
        lines = [
            Line(start + line.start, start + line.end, line.words)
            for line in lines_of(words[start:end])
            if line.words.strip()
        ]
        if lines:
            said = [" ".join(line.words.split()) for line in lines]
            yield _Shown(cue, lines, said, text.source[cue.first : cue.last])


def _repeated(before: _Shown, cue: _Shown) -> int:
    """How many lines at the start of a cue were already on the screen."""
    for count in range(min(len(before.words), len(cue.words) - 1), 0, -1):
        if before.words[-count:] == cue.words[:count]:
            return count
    whole = len(cue.words)
    return whole if before.words[-whole:] == cue.words and _touch(before.cue, cue.cue) else 0


def _grown(before: _Shown, cue: _Shown, *, alone: bool = False) -> int:
    """The number of the line, from 1, that extends the previous last line; 0 if there is none.

    Live captions show a line while it is being written, with everything above it. If most of
    a file grows, so does a line that is `alone`.
    """
    last = before.words[-1]
    tagged = _ANY_VOICE.sub("", cue.raw).count("<") > 0
    for number in range(min(len(before.words), len(cue.words)), 0, -1):
        line = cue.words[number - 1]
        above = before.words[-number:-1] == cue.words[: number - 1]
        # Without tags, and with nothing above, somebody may really be repeating words.
        if above and line != last and line.startswith(last) and (tagged or alone or number > 1):
            return number
    return 0


def _length(line: str, words: str) -> int:
    """The length of some words at the start of a line, with the spaces after them."""
    at = 0
    for letter in words:
        while line[at].isspace() and not letter.isspace():
            at += 1
        while letter.isspace() and at + 1 < len(line) and line[at + 1].isspace():
            at += 1
        at += 1
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def _rolls(before: _Shown, cue: _Shown) -> bool:
    """Whether a cue shows that a file rolls: old words with new ones, or with other tags."""
    count = _repeated(before, cue)
    if count < len(cue.words):
        return count > 0 or _grown(before, cue) > 0
    short = cue.cue.start is not None and cue.cue.end is not None
    bridge = short and (cue.cue.end or 0) - (cue.cue.start or 0) <= BRIDGE
    return bridge or _marked_up(cue.raw) != _marked_up(before.raw)


def _marked_up(raw: str) -> list[str]:
    """A cue's words with the tags that move from word to word, as two voices may say the same."""
    return _ANY_VOICE.sub("", raw).split()


def _touch(before: Cue, cue: Cue) -> bool:
    if before.end is None or cue.start is None:
        return True
    return cue.start <= before.end + _TOUCH
