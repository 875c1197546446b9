"""Captions in a text: lines that begin with times, and the voices among them.

Captions differ from a chapter list, a programme or a diary in their pace: between two times
there are about as many words as somebody can say in that time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from commonplace.markup.blocks import touched, verbatim
from commonplace.markup.clock import Stamp, stamps, stamps_inside
from commonplace.model import Mark, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.text.conversation import named_again
from commonplace.readers.text.label_styles import Label
from commonplace.readers.text.labels import changes, find_labels

#: Words per second: the slowest and the fastest pace of speech.
_SLOWEST, _TALKING, _FASTEST = 0.25, 0.8, 12.0
#: Seconds. A recording begins before the one; a part of it may begin later, but then its
#: times are close together, and not those of a diary.
_LATEST, _CLOSE = 120, 15
_FEWEST = 3
#: One line in so many has a name, below which a name is its own line's alone.
_RARE = 12

# What ends captions: a heading, a line across the page, the notes at a page's foot.
_END = re.compile(r"^(?:#{1,6}[ \t]+\S|(?:---+|\*\*\*+|___+)[ \t]*$|\[\^[^\]\n]{1,40}\]:)", re.M)
_HASHES = re.compile(r"[ \t]{0,3}#{1,6}[ \t]{1,4}")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_BLANK = re.compile(r"\s*")
_TURN = re.compile(
    r"(?:(?<=[.?!…])|(?<=[.?!…][\"”’)]))[ \t]{1,4}[-–—][ \t]{0,2}(?=[^\W\d_a-z]|[\"“‘¿¡(\[])"
)


def caption_stamps(text: str, begin: int = 0) -> list[Stamp]:
    """The times of a text that is captions from some line on; none of any other text.

    >>> text = "0:01 hello and welcome\\n0:04 to the pond\\n0:07 of the newts"
    >>> [one.time for one in caption_stamps(text)]
    [1.0, 4.0, 7.0]
    >>> caption_stamps("0:00 Intro\\n2:12 The pond\\n9:40 Newts")
    []
    """
    code = verbatim(text)
    heads = [below_hashes(text, one) for one in stamps(text, begin)]
    heads = [one for one in heads if not any(touched(one.start, one.end, code))]
    first = _heading_above(text, heads[0].start) if len(heads) >= _FEWEST else begin
    inside = [one for one in stamps_inside(text, first) if not any(touched(*one[:2], code))]
    every = sorted([*heads, *(one for one in inside if not _overlaps(one, heads))])
    if inside:
        slowest = _SLOWEST if len(heads) >= _FEWEST else _TALKING
        if found := _at_pace(text, begin, _until_anew(text, every), slowest):
            return found
    return _at_pace(text, begin, _until_anew(text, heads), _SLOWEST)


def below_hashes(text: str, one: Stamp) -> Stamp:
    """A time without the marks of the heading that it stands in, if that has words besides."""
    hashes = _HASHES.match(text, one.start)
    rest = text[one.end : _line_end(text, one.end)]
    return one._replace(start=hashes.end()) if hashes and rest.strip() else one


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def line_above(text: str, at: int) -> int:
    """Where the heading begins in which a place stands right behind the marks; or the place."""
    line = text.rfind("\n", 0, at) + 1
    return line if _HASHES.match(text, line, at) else at


def _heading_above(text: str, at: int) -> int:
    """Where the heading right above a place begins; the place itself if there is none."""
    above = text[:at].rstrip()
    line = above.rfind("\n") + 1
    return line if _HEADING.match(above, line) else at


def _until_anew(text: str, times: Sequence[Stamp]) -> Sequence[Stamp]:
    """The times up to a heading below which others begin that nobody speaks between.

    Those are of pictures, or of chapters; another part of a talk has words.
    """
    for number, (one, two) in enumerate(pairwise(times), 1):
        heading = _HEADING.search(text, one.end, two.end) if two.time < one.time else None
        if heading and not _at_pace(text, heading.start(), times[number:], _SLOWEST):
            return times[:number]
    return times


def _overlaps(one: Stamp, others: Sequence[Stamp]) -> bool:
    number = bisect_right(others, one.start, key=lambda other: other.start) - 1
    return number >= 0 and one.start < others[number].end


def _at_pace(text: str, begin: int, times: Sequence[Stamp], slowest: float) -> list[Stamp]:
    """The times, if they rise from near zero with words between them at the pace of speech."""
    if len(times) < _FEWEST:
        return []
    steps = [two.time - one.time for one, two in pairwise(times)]
    length = max(times[-1].time - times[0].time, 1.0)
    early = times[0].time <= _LATEST or length <= _CLOSE * len(steps)
    if not early or 10 * sum(step >= 0 for step in steps) < 9 * len(steps):
        return []
    words = len(text[times[0].end : times[-1].start].split()) - len(steps)
    most = 2 * times[0].start <= begin + len(text)  # what is above them is the lesser part
    return list(times) if most and slowest <= words / length <= _FASTEST else []


def are_captions(text: str, times: Sequence[Stamp], labels: Sequence[Label]) -> bool:
    """Whether more lines begin with times than with names, and nobody speaks before them."""
    if labels and labels[0].end < times[0].start:
        return False
    heads = [one for one in times if one.start == 0 or text[one.start - 1] == "\n"]
    alone = sum(not _within(one.start, labels) for one in heads or times)
    return alone > sum(bool(label.said) for label in labels)


def voices(text: str, times: Sequence[Stamp], begin: int, known: tuple[str, ...]) -> list[Label]:
    """Labels and signs of a new voice in captions; a dash is one if few times have it."""
    found = list(find_labels(text, begin=begin, known=known) or changes(text, begin))
    taken = [(label.start, label.end) for label in found]
    dashes = [one.dash for one in times if one.dash is not None]
    if 2 <= len(dashes) <= 0.8 * len(times):
        signs = [(at, at + 1) for at in dashes]
        signs += [match.span() for match in _TURN.finditer(text, times[0].start)]
        found += [
            Label(start=start, end=end, speaker=None)
            for start, end in signs
            if not any(touched(start, end, taken))
        ]
    return sorted(found, key=lambda label: label.start)


def taken_out(times: Sequence[Stamp], labels: Sequence[Label]) -> Iterator[NamedEdit]:
    """The edits that take times and labels out of a text."""
    heads = [label.start for label in labels]
    for label in labels:
        yield NamedEdit(label.start, label.end, "", "label" if label.said else "speaker-change")
    for one in times:
        first = bisect_left(heads, one.start)
        inside = first and labels[first - 1].end > one.start
        end = min(one.end, labels[first].start) if first < len(labels) else one.end
        if not inside and end > one.start:
            yield NamedEdit(one.start, end, "", "time")


def caption_marks(
    text: Tracked, begin: int, times: Sequence[Stamp], labels: Sequence[Label], *, ends: bool
) -> Iterator[Mark]:
    """Marks for times and labels in order; with `ends` also where captions end.

    A time continues the voice before it. If names appear only here and there, or a name is
    repeated although nobody else was named between, the line after a name's line is nobody's.
    """
    words = str(text)
    heads = [one.start for one in times]
    said = [(_said_from(words, one), one) for one in times if not _within(one.start, labels)]
    begins = {*heads, *(label.start for label in labels)}
    own_line = _own_line(heads, labels)
    found: list[tuple[int, Label | Stamp | None]] = [
        *((label.start, label) for label in labels),
        *((at, one) for at, one in said if at == one.start or at not in begins),
    ]
    taken = {at for at, _ in found}
    if ends:
        found += [
            (match.start(), None)
            for match in _END.finditer(words, begin)
            if match.start() not in taken
        ]
    found.sort(key=lambda one: one[0])
    speaker, time, named, out = None, None, False, False
    if begin < len(words) and (not found or found[0][0] > begin):
        yield Mark(at=text.source_offset(begin), new_voice=True)
    for at, one in found:
        source = text.source_offset(at)
        if one is None:
            out = True
            yield Mark(at=source)
        elif isinstance(one, Label):
            number = bisect_right(heads, one.end - 1) - 1
            time = one.time if one.time is not None else times[number].time if number >= 0 else None
            speaker, named, out = one.speaker, bool(one.speaker), False
            yield Mark(at=source, speaker=speaker, start=time, new_voice=not one.said)
        else:
            over = named and own_line
            speaker = None if over else speaker
            yield Mark(at=source, speaker=speaker, start=one.time, new_voice=over or out)
            named, out = named and not over, False


def _said_from(text: str, one: Stamp) -> int:
    """Where what was said at a time begins: below the heading, if it stands in one."""
    if line_above(text, one.start) == one.start:
        return one.start
    below = _BLANK.match(text, _line_end(text, one.end))
    return below.end() if below else one.start


def _within(at: int, labels: Sequence[Label]) -> bool:
    number = bisect_right(labels, at, key=lambda label: label.start) - 1
    return number >= 0 and at < labels[number].end


def _own_line(heads: Sequence[int], labels: Sequence[Label]) -> bool:
    """Whether names own only the lines they are on."""
    named = [label for label in labels if label.said]
    if not heads or not named or len(named) < len(labels):
        return False  # where signs change the voice, a name lasts until the next of them
    return _RARE * len(named) < len(heads) or named_again(named, heads)
