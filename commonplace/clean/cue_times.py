"""Maps the times of a source to the words of passages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from commonplace.clean.bounds import Times
from commonplace.clean.paragraphs import WORD
from commonplace.model import Mark, Tracked

_LONGEST_WORD = 100  # characters, where many words are meant
#: Seconds after a time in which there is no use for another.
_TOGETHER = 1.0
_WORD = re.compile(r"[^\W_]+")


def placed(words: str, text: Tracked, times: Times) -> list[tuple[int, float]]:
    """Times at the offsets of the text at which their words begin.

    Of several in one place only the last has words; the others have lost theirs.
    """
    placed: dict[int, float] = {}
    for at, time in times:
        word = WORD.search(words, text.offset(at))
        if word:
            placed[word.start()] = time
    return sorted(placed.items())


def within(times: Times, start: int, end: int) -> list[tuple[int, float]]:
    """The times in a part of the text, in offsets of that part."""
    first = bisect_left(times, start, key=lambda time: time[0])
    last = bisect_left(times, end, key=lambda time: time[0])
    return [(at - start, time) for at, time in times[first:last]]


def since(mark: Mark, said: str, times: Times) -> list[tuple[int, float]]:
    """The times in what is said from a mark on; it begins when the mark says."""
    lead = len(said) - len(said.lstrip())
    begin = [] if mark.start is None else [(lead, mark.start)]
    return [*begin, *(time for time in times if time[0] > lead)]


def near(words: str, at: int, times: Times, reach: int) -> float | None:
    """The time at a place, or the last one up to `reach` words before it."""
    number = bisect_right(times, at, key=lambda time: time[0])
    if not number:
        return None
    begin, time = times[number - 1]
    far = at - begin > reach * _LONGEST_WORD
    return None if far or len(words[begin:at].split()) >= reach else time


def apart(times: Times, start: float | None) -> list[tuple[int, float]]:
    """Times without those that follow another within a second, as if each word had one.

    The last one stays, since the next passage may begin inside its cue.
    """
    kept: list[tuple[int, float]] = []
    last = start
    for at, time in times:
        if last is None or not 0 <= time - last < _TOGETHER or (at, time) == times[-1]:
            kept.append((at, time))
            last = time
    return kept


def in_rendered(
    raw: str, said: str, times: Times, rendered: Callable[[str], str]
) -> list[tuple[int, float]]:
    """Times at offsets of Markdown as times at those of its words.

    The same place has the same number of words before it in both.
    """
    if not times or raw == said:
        return list(times)
    begins = [match.start() for match in _WORD.finditer(said)]
    placed: dict[int, float] = {}
    for at, time in times:
        before = sum(1 for _ in _WORD.finditer(rendered(raw[:at])))
        if before < len(begins):
            # What hangs on the word before it, such as a bracket, belongs to it.
            lead = said[: begins[before]].split()[-1:] if begins[before] else []
            glued = bool(lead) and not said[begins[before] - 1].isspace()
            placed[begins[before] - (len(lead[0]) if glued else 0)] = time
    return sorted(placed.items())
