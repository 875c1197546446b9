"""Captions in a text: lines that begin with times, and the voices among them.

Captions differ from a chapter list, a programme or a diary in their pace: between two times
there are about as many words as somebody can say in that time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import Any

from commonplace.markup.blocks import blocks, touched
from commonplace.markup.clock import Stamp, code_spans, stamps, stamps_inside
from commonplace.markup.video import video
from commonplace.model import Mark, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.text.conversation import named_again
from commonplace.readers.text.label_styles import Label
from commonplace.readers.text.labels import changes, find_labels

#: Words per second: the slowest and the fastest pace of speech.
SLOWEST, _TALKING, _FASTEST = 0.25, 0.8, 12.0
#: Seconds. A recording begins before the one; a part of it may begin later, but then its
#: times are close together, and not those of a diary.
_LATEST, _CLOSE = 120, 15
_FEWEST = 3
_SLIP = 5  #: steps from time to time, from which one of them may be a slip
#: One line in so many has a name, below which a name is its own line's alone.
_RARE = 12

# What ends captions: a heading, a line across the page, the notes at a page's foot.
_END = re.compile(r"^(?:#{1,6}[ \t]+\S|(?:---+|\*\*\*+|___+)[ \t]*$|\[\^[^\]\n]{1,40}\]:)", re.M)
_HASHES = re.compile(r"[ \t]{0,3}#{1,6}[ \t]{1,4}")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_PICTURES = re.compile(
    r"(?:[ \t]*(?:!\[\[[^\[\]\n]{1,300}\]\]|\[?!\[[^\]\n]{0,500}\]\([^()\n]{0,1000}\)"
    r"(?:\]\([^()\n]{0,1000}\))?)[ \t]*\n?){1,20}"
)
_SHOWN = re.compile(r"[ \t]{0,3}<(?:figure|iframe|video|audio|table|img|svg)\b", re.I)
_BULLET = re.compile(r"[ \t]{0,8}[-*+][ \t]{1,4}")
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
    code = code_spans(text)
    heads = [below_hashes(text, one) for one in stamps(text, begin)]
    heads = [one for one in heads if not _in_code(one, code)]
    first = _heading_above(text, heads[0].start) if len(heads) >= _FEWEST else begin
    inside = [one for one in stamps_inside(text, first) if not _in_code(one, code)]
    every = sorted([*heads, *(one for one in inside if not _overlaps(one, heads))])
    if inside:
        slowest = SLOWEST if len(heads) >= _FEWEST else _TALKING
        if found := at_pace(text, begin, _from_anew(text, every), slowest):
            return found
    return at_pace(text, begin, _from_anew(text, heads), SLOWEST)


def _in_code(one: Stamp, code: list[tuple[int, int]]) -> bool:
    """Whether a time is in code; one that is all of it is only set off by it."""
    spans = touched(one.start, one.end, code)
    return any(start < one.start or end > one.end for start, end in spans)


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


def _from_anew(text: str, times: Sequence[Stamp]) -> Sequence[Stamp]:
    """The times without those of a list of chapters above them, or of other things below."""
    for number, (one, two) in enumerate(pairwise(times), 1):
        if two.time < one.time and number >= _FEWEST:
            words, length = _pace(text, times[:number])
            if words < SLOWEST * length and at_pace(text, 0, times[number:], SLOWEST):
                return _until_anew(text, times[number:])
            break
    return _until_anew(text, times)


def _until_anew(text: str, times: Sequence[Stamp]) -> Sequence[Stamp]:
    """The times up to a heading below which others begin that nobody speaks between.

    Those are of pictures, or of chapters; another part of a talk has words.
    """
    for number, (one, two) in enumerate(pairwise(times), 1):
        heading = _HEADING.search(text, one.end, two.end) if two.time < one.time else None
        if heading and not at_pace(text, heading.start(), times[number:], SLOWEST):
            return times[:number]
    return times


def _overlaps(one: Stamp, others: Sequence[Stamp]) -> bool:
    number = bisect_right(others, one.start, key=lambda other: other.start) - 1
    return number >= 0 and one.start < others[number].end


def at_pace(text: str, begin: int, times: Sequence[Stamp], slowest: float) -> list[Stamp]:
    """The times, if they rise from near zero with words between them at the pace of speech."""
    if len(times) < _FEWEST:
        return []
    steps = [two.time - one.time for one, two in pairwise(times)]
    words, length = _pace(text, times)
    if times[0].time > _LATEST:
        if length > _CLOSE * len(steps) or _are_of_a_day(times):
            return []
        slowest = max(slowest, _TALKING)
    falls = sum(step < 0 for step in steps)
    if 10 * falls > len(steps) and not (falls == 1 and len(steps) >= _SLIP):
        return []
    most = 2 * times[0].start <= begin + len(text)  # what is above them is the lesser part
    return list(times) if most and slowest <= words / length <= _FASTEST else []


def _pace(text: str, times: Sequence[Stamp]) -> tuple[int, float]:
    """The words between the first time and the last, and the seconds."""
    words = len(text[times[0].end : times[-1].start].split()) - len(times) + 1
    return words, max(times[-1].time - times[0].time, 1.0)


def _are_of_a_day(times: Sequence[Stamp]) -> bool:
    """Whether times are hours and minutes of somebody's day, most of which are round."""
    return 5 * sum(one.time % 5 == 0 for one in times) >= 3 * len(times)


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


_ENDED = re.compile(r"[.?!…。？！][\"”’')\]*_]{0,3}\Z")
#: Words of a paragraph on average, from which paragraphs are written ones.
_WRITTEN = 25


def is_prose(body: str) -> bool:
    """Whether a text is paragraphs that end as sentences do, and not lines of captions.

    >>> text = "It is cold, and the weir is open, as it has been since yesterday at noon, when\\n"
    >>> text += "somebody came and opened it, whom nobody has seen but the miller and the newts."
    >>> is_prose(f"{text}\\n\\n{text}"), is_prose(f"{text}\\n{text}")
    (True, False)
    """
    paragraphs = [one.strip() for one in re.split(r"\n[ \t]*\n", body) if one.strip()]
    ended = sum(bool(_ENDED.search(one)) for one in paragraphs)
    words = sum(len(one.split()) for one in paragraphs)
    most = 5 * ended >= 4 * len(paragraphs)
    return len(paragraphs) > 1 and most and words >= _WRITTEN * len(paragraphs)


_TO_VIDEO = re.compile(r"\((?P<address>https?://[^()\s]{1,300})\)")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`|]{1,300}")


def linked_video(
    words: str, spans: Sequence[tuple[int, int]], fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields with the video of a talk, if they name none.

    It is the one to which most of its times, at the `spans`, link; or else the only one that
    is named above them.
    """
    if any(isinstance(value, str) and video(value) for value in fields.values()):
        return dict(fields)
    links = [link for span in spans if (link := _TO_VIDEO.search(words, *span))]
    found = [one.address for link in links if (one := video(link["address"]))]
    if spans and not found:
        above = _ADDRESS.finditer(words, 0, spans[0][0])
        named = {one.address for match in above if (one := video(match[0]))}
        return {"video": named.pop(), **fields} if len(named) == 1 else dict(fields)
    if not found or 2 * len(found) < len(spans) or len(set(found)) > 1:
        return dict(fields)
    return {"video": found[0], **fields}


def taken_out(words: str, times: Sequence[Stamp], labels: Sequence[Label]) -> Iterator[NamedEdit]:
    """The edits that take times and labels out of a text, and bullets of lines that times end."""
    for at in _trailing(words, times):
        bullet = _BULLET.match(words, words.rfind("\n", 0, at) + 1)
        if bullet and bullet.end() < at:
            yield NamedEdit(*bullet.span(), "", "time")
    heads = [label.start for label in labels]
    for label in labels:
        if label.end > label.start:
            yield NamedEdit(label.start, label.end, "", "label" if label.said else "speaker-change")
    for one in times:
        first = bisect_left(heads, one.start)
        inside = first and labels[first - 1].end > one.start
        end = min(one.end, labels[first].start) if first < len(labels) else one.end
        if not inside and end > one.start:
            yield NamedEdit(one.start, end, "", "time")


class _Sign(Enum):
    """Where captions end, and where something stands among them that nobody says."""

    END = auto()
    ASIDE = auto()
    BEHIND = auto()


def caption_marks(
    text: Tracked, begin: int, times: Sequence[Stamp], labels: Sequence[Label], *, ends: bool
) -> Iterator[Mark]:
    """Marks for times and labels in order; with `ends` also where captions end.

    A time continues the voice before it. If names appear only here and there, or a name is
    repeated although nobody else was named between, the line after a name's line is nobody's.
    """
    words = str(text)
    heads = [one.start for one in times]
    own_line = _own_line(heads, labels)
    found = _places(words, begin, times, labels, ends=ends)
    speaker, time, named, out = None, None, False, False
    if begin < len(words) and (not found or found[0][0] > begin):
        yield Mark(at=text.source_offset(begin), new_voice=True)
    for at, one in found:
        source = text.source_offset(at)
        if one in (_Sign.END, _Sign.ASIDE):
            out = out or one is _Sign.END
            yield Mark(at=source)
        elif one is _Sign.BEHIND:
            if not out:
                yield Mark(at=source, speaker=speaker, new_voice=True)
        elif isinstance(one, Label):
            number = bisect_right(heads, one.end - 1) - 1
            time = one.time if one.time is not None else times[number].time if number >= 0 else None
            speaker, named, out = one.speaker, bool(one.speaker), False
            yield Mark(at=source, speaker=speaker, start=time, new_voice=not one.said)
        elif isinstance(one, Stamp):
            over = named and own_line
            speaker = None if over else speaker
            yield Mark(at=source, speaker=speaker, start=one.time, new_voice=over or out)
            named, out = named and not over, False


def _places(
    words: str, begin: int, times: Sequence[Stamp], labels: Sequence[Label], *, ends: bool
) -> list[tuple[int, Label | Stamp | _Sign]]:
    """Where each time and label applies, in order; with `ends` also what is not said."""
    asides = dict(_asides(words, begin)) if ends else {}
    begins = {*(one.start for one in times), *(label.start for label in labels)}
    trailing = _trailing(words, times)
    found: dict[int, Label | Stamp | _Sign] = {label.start: label for label in labels}
    for one in times:
        if not _within(one.start, labels):
            at = _behind(words, _said_from(words, one, trailing), one, asides)
            if at == one.start or at not in begins:
                found.setdefault(at, one)
    if ends:
        for match in _END.finditer(words, begin):
            found.setdefault(match.start(), _Sign.END)
    for start, end in asides.items():
        found.setdefault(start, _Sign.ASIDE)
        if (below := _next_words(words, end)) < len(words):
            found.setdefault(below, _Sign.ASIDE if below in asides else _Sign.BEHIND)
    return sorted(found.items(), key=lambda one: one[0])


def _asides(words: str, begin: int) -> Iterator[tuple[int, int]]:
    """The blocks from an offset on that nobody says: pictures, tables, code."""
    code = set(code_spans(words))
    for block in blocks(words):
        span = block.start, block.end
        if block.start < begin:
            continue
        picture = block.kind == "paragraph" and _PICTURES.fullmatch(words, *span)
        shown = block.kind == "html" and _SHOWN.match(words, block.start)
        if picture or shown or block.kind == "table" or (block.kind == "code" and span in code):
            yield span


def _trailing(words: str, times: Sequence[Stamp]) -> set[int]:
    """Where times stand that end their lines, in a text whose times do so."""
    inside = [one for one in times if one.start and words[one.start - 1] != "\n"]
    inside = [one for one in inside if line_above(words, one.start) == one.start]
    last = [one.start for one in inside if not words[one.end : _line_end(words, one.end)].strip()]
    return set(last) if len(last) >= _FEWEST and 5 * len(last) >= 4 * len(inside) else set()


def _next_words(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _behind(words: str, at: int, one: Stamp, asides: Mapping[int, int]) -> int:
    """Where what is said at a time begins, if pictures or the like come first."""
    place = _next_words(words, max(at, one.end) if at == one.start else at)
    if place not in asides:
        return at
    while place in asides:
        place = _next_words(words, asides[place])
    return place


def _said_from(text: str, one: Stamp, trailing: Collection[int]) -> int:
    """Where what was said at a time begins: below the heading, if it stands in one."""
    if one.start in trailing:
        return text.rfind("\n", 0, one.start) + 1
    if line_above(text, one.start) == one.start:
        return one.start
    return _next_words(text, _line_end(text, one.end))


def _within(at: int, labels: Sequence[Label]) -> bool:
    number = bisect_right(labels, at, key=lambda label: label.start) - 1
    return number >= 0 and at < labels[number].end


def _own_line(heads: Sequence[int], labels: Sequence[Label]) -> bool:
    """Whether names own only the lines they are on."""
    named = [label for label in labels if label.said]
    if not heads or not named or len(named) < len(labels):
        return False  # where signs change the voice, a name lasts until the next of them
    return _RARE * len(named) < len(heads) or named_again(named, heads)
