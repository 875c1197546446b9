"""Times in a text: chapter lists, and time stamps that link to a turn or a second."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from commonplace.addresses.slugs import passage_anchor
from commonplace.markup import video
from commonplace.markup.blocks import blocks
from commonplace.markup.clock import CLOCK, seconds
from commonplace.model import Edit, Mark, Tracked

_STAMP = re.compile(rf"(?<![\w\]\\!^])\[(?P<time>{CLOCK})\](?![(\[\w])")
_ITEM = re.compile(
    rf"^[ \t]{{0,8}}(?:[-*+]|\d{{1,3}}[.)])?[ \t]{{0,8}}(?P<open>[\[(]?)(?P<time>{CLOCK})[\])]?"
    r"(?:[ \t]{0,8}[-–—:][ \t])?[ \t]{1,8}(?P<title>[^\n]{1,200})$",
    re.M,
)


class Chapter(NamedTuple):
    """A chapter's first second, and its title."""

    start: float
    title: str


def chapters(text: str, end: int) -> list[Chapter]:
    """The chapter list in the part of a text before `end`: lines that begin with rising times."""
    for block in blocks(text[:end]):
        if block.kind not in ("list", "paragraph"):
            continue
        found = []
        for match in _ITEM.finditer(text, block.start, block.end):
            time = seconds(match["time"])
            if time is not None:
                found.append(Chapter(time, match["title"].strip()))
        rising = all(one.start < two.start for one, two in pairwise(found))
        if len(found) > 2 and rising:
            return found
    return []


def linked(
    text: Tracked, marks: Sequence[Mark], spoken: Sequence[tuple[int, int]], address: str | None
) -> Tracked:
    """Times in brackets become links: to the turn, or to the second of the video.

    A time that somebody says is just a word, so there it only links to the video. Without
    timed turns and without a video, nothing is linked.
    """
    words = str(text)
    turns = sorted({mark.start for mark in marks if mark.start is not None})
    begins = [start for start, _ in spoken]

    def target(at: int, time: float) -> str | None:
        index = bisect_right(begins, at) - 1
        inside = index >= 0 and at < spoken[index][1]
        if turns and not inside:
            turn = turns[max(0, bisect_right(turns, time + 1) - 1)]
            return f"#{passage_anchor('', turn)}"
        return video.at(address, time) if address else None

    return text.edit("time-link", _links(words, target))


def _links(words: str, target: Callable[[int, float], str | None]) -> Iterator[Edit]:
    for match in _STAMP.finditer(words):
        time = seconds(match["time"])
        # At the head of a line a colon would make it the definition of a reference.
        definition = words.startswith(":", match.end()) and (
            match.start() == 0 or words[match.start() - 1] == "\n"
        )
        found = target(match.start(), time) if time is not None and not definition else None
        if found:
            yield Edit(match.end(), match.end(), f"({found})")
