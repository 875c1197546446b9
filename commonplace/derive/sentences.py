"""Sentences of a running text, as spans: each is an exact piece of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# A stop, closing quotes and brackets, white space, and something a sentence starts with; or
# the end of a line. What can be neither is passed quickly, since all begin with one sign of a
# few. Looking behind keeps a run of dots from being tried at each of them.
_STOP = re.compile(
    r"(?P<stop>[.!?…\n](?:(?<=\n)\n*|(?<![.!?…][.!?…])[.!?…]*))"
    r"(?:(?<=\n)|[\"'”’)\]]*(?=(?P<space>\s+)[\"'“‘(\[]*(?:[^\W\d_a-z]|\d|o\d)))"
)
_LAST_WORD = re.compile(r"[\w.&]+\Z")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr vs al cf etc eg ie inc ltd corp fig approx dept messrs".split()
)
#: Written like this alone: a "col" and an "op" are things, and "CA" and "MT" are states.
_AS_WRITTEN = frozenset(
    "Brig Bvt Gen Col Lt Capt Maj Sgt Cpl Adm Cmdr Gov Sen Rep Rev Hon Mme Mlle Mt ca cit".split()
)
#: Behind a title stands a name: "He was a Col. He left."
_NO_NAME = re.compile(
    r"(?:The|An?|He|She|It|They|We|I|In|On|At|This|That|There|But|And|Then|When|After|His|Her)\b"
    r"(?!\.)"
)
#: These are abbreviations only where a number follows: "No. 5", "Feb. 2019".
_BEFORE_NUMBERS = frozenset(
    "no nr vol p pp ch op jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
#: No abbreviation is longer.
_REACH = 12
# The time at which a sentence is spoken, which a transcript has before it: "[04:16] Kilns", and
# the source of the one before: "[Vale, The Mill, p. 12] Kilns".
_SPACE = re.compile(r"\s*")
_TIME = re.compile(
    r"\\?\[(?:\(?\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,3})?\)?"
    r"|[^\[\]\n]{0,200}?\bpp?\.\s?\d[^\[\]\n]{0,120})\\?\]\s+"
)


class Span(NamedTuple):
    """Characters `start` to `end` of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece itself."""
        return text[self.start : self.end]

    def within(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Places of the text as places of the piece; some may be outside."""
        return [(start - self.start, end - self.start) for start, end in places]


def sentences(text: str) -> tuple[Span, ...]:
    """Where each sentence of a text begins and ends, without the space around it.

    A sentence never spans two lines, and a full stop after an abbreviation or an initial does
    not end one. A sentence starts with a capital, a digit or `o1`; a time or a source in brackets
    before it is not a part of it.

    >>> text = "Dr. J. Doe came in 2019. She left... Why? o1 was out."
    >>> [span.of(text) for span in sentences(text)]
    ['Dr. J. Doe came in 2019.', 'She left...', 'Why?', 'o1 was out.']
    """
    found, start = [], _past_space(text, 0)
    for stop in _STOP.finditer(text):
        space = stop.end("space")
        if space < 0:  # a line ends
            end, following = len(text[start : stop.end()].rstrip()) + start, stop.end()
        elif stop["stop"] == "." and _abbreviates(text, stop.start(), space):
            continue
        else:
            end, following = stop.end(), space
        if start < end:
            found.append(Span(_past_time(text, start, end), end))
        start = _past_space(text, following) if space < 0 else following
    end = len(text.rstrip())
    if start < end:
        found.append(Span(_past_time(text, start, end), end))
    return tuple(found)


def _abbreviates(text: str, dot: int, following: int) -> bool:
    """Whether the dot belongs to the word before it."""
    match = _LAST_WORD.search(text, max(0, dot - _REACH), dot)
    if not match:
        return False
    word = match[0].lower()
    if word in _BEFORE_NUMBERS:
        return text[following : following + 1].isdigit()
    initial = len(word) == 1 and match[0].isupper() and match[0] != "I"
    inner = "." in word and not word.replace(".", "").isdigit()  # "i.e", and not "25.5"
    titled = match[0] in _AS_WRITTEN and not _NO_NAME.match(text, following)
    return initial or inner or word in _ABBREVIATIONS or titled


def _past_space(text: str, start: int) -> int:
    return _SPACE.match(text, start).end()  # type: ignore[union-attr]  # it matches anything


def _past_time(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind the time that a transcript has before it."""
    if text[start] not in "[\\":
        return start
    time = _TIME.match(text, start, end)
    return time.end() if time else start
