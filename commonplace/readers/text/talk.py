"""Markdown with front matter, and with speaker turns if there are any."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from commonplace.markup import frontmatter
from commonplace.markup.blocks import touched
from commonplace.markup.clock import CLOCK, Stamp, code_spans, seconds, stamps
from commonplace.markup.scan import at_lines, begun
from commonplace.model import Diagnostic, Edit, Mark, Place, Reading, Tracked
from commonplace.model.diagnostics import line_of, warning
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.captioned import (
    are_captions,
    below_hashes,
    caption_stamps,
    line_above,
    linked_video,
)
from commonplace.readers.text.comments import comments
from commonplace.readers.text.conversation import named_again
from commonplace.readers.text.header import header
from commonplace.readers.text.label_styles import Label
from commonplace.readers.text.labels import find_labels
from commonplace.readers.text.quoted import boxed, unquoted
from commonplace.readers.text.teams import from_page

#: The name of the edit that takes a comment away.
COMMENT = "comment"

# What ends a turn without a new label: a heading, in bold too above a list, the notes at a
# page's foot, what a program writes below its transcript, or a box of a blog's theme that
# begins or ends.
_TURN_END = re.compile(
    r"^(?:Transcribed by https?://|Meeting ended after \d|This editable transcript was computer"
    r"|\{\{[<%][ \t]{0,8}/?[ \t]{0,8}[\w/-]{1,60}(?:[ \t][^{}\n]{0,400})?[>%]\}\}[ \t]*$"
    r"|\*\*(?![a-z])[^*\n]{1,80}\*\*:?[ \t]*\n(?:[ \t]*\n){0,3}(?=[ \t]{0,3}[-*+][ \t]\S)"
    r"|#{1,6}[ \t]+\S|\[\^[^\]\n]{1,40}\]:|:{3,}[ \t]*(?:\{[^}\n]*\.footnote|footnote))",
    re.M,
)

#: What ends the last turn: a line across the page, or how the text was made.
_FOOT = re.compile(
    r"\n[ \t]*\n(?P<foot>(?:-{3,}|\*{3,}|_{3,}|(?:\*[ \t]?){3,})[ \t]*$"
    r"|[*_\[(]{0,3}(?:transcribed|transcript (?:provided|created|generated)|generated|exported)"
    r" (?:by|with|using|from)\b[^\n]{1,200}\s*\Z)",
    re.M | re.I,
)

# A time in brackets in the middle of what somebody says: `\[04:05\]`.
_INLINE = re.compile(rf"(?<![\w\]!^])\\?\[(?P<time>{CLOCK})\\?\][ \t]{{0,4}}")
_BRACKET = re.compile(r"[\\\[]")
#: Times between the words: the fewest that a program puts there, and words to each of them.
_FEWEST, _SELDOM = 3, 150


#: A heading that says what stands below it, however much stands above.
_TRANSCRIPT = re.compile(r"^#{1,6}[ \t]{1,8}(?:\w{1,20}[ \t]{1,4})?transcript\b", re.M | re.I)

#: Fields of front matter that say who takes part.
_CREDITS = tuple("speakers speaker hosts host guests guest authors author people".split())


def credited(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The names of persons credited in the front matter.

    >>> credited({"host": "Ada Marsh, Bo Reed", "guests": [{"name": "Cy Lund"}]})
    ('Ada Marsh', 'Bo Reed', 'Cy Lund')
    """
    names: list[str] = []
    for field in _CREDITS:
        value = fields.get(field)
        if isinstance(value, Mapping) and "name" not in value:
            value = [*map(str, value), *value.values()]  # what voices are called, and their names
        for one in value if isinstance(value, list) else [value]:
            name = one.get("name") if isinstance(one, Mapping) else one
            if isinstance(name, str):
                names += [part.strip() for part in re.split(r",|&| and ", name) if part.strip()]
    return tuple(names)


def dialogue(text: str, begin: int = 0, known: tuple[str, ...] = ()) -> tuple[Label, ...]:
    """The speaker labels of a text that is mostly talk; none for a post that quotes some.

    `known` are the names of those who are credited.

    >>> dialogue("**Ada:** Hello.\\n\\n**Bo:** Hi.\\n\\n**Ada:** So?\\n\\n**Bo:** Yes.")[0].speaker
    'Ada'
    """
    labels = find_labels(text, begin=begin, known=known)
    if not labels and (heading := _TRANSCRIPT.search(text, begin)):
        labels = find_labels(text, begin=heading.end(), known=known)
    if not labels:
        return ()
    times = caption_stamps(text, begin)
    if times and are_captions(text, times, labels):
        return ()
    opens = not text[begin : labels[0].start].strip()
    end = text.find("\n\n", labels[-1].end)
    last = end if end >= 0 else len(text)
    share = (last - labels[0].start) / max(1, len(text) - begin)
    heading = _TRANSCRIPT.search(text, begin, labels[0].start)
    below = heading and not text[heading.end() : labels[0].start].partition("\n")[2].strip()
    said = heading and (below or labels[0].time is not None)
    return labels if opens or said or share >= 0.4 else ()


def laid_bare(text: str) -> tuple[str, tuple[Edit, ...]]:
    """A text without marks around its talk, of quotations or a page, and the edits that do it.

    >>> laid_bare("> **Ada** [0:01]\\n> Yes.\\n\\n> **Bo** [0:05]\\n> No.")[0]
    '**Ada** [0:01]\\nYes.\\n\\n**Bo** [0:05]\\nNo.'
    """
    if page := from_page(text):
        return page.words, page.edits
    for found in filter(None, (unquoted(text), boxed(text))):
        labels = dialogue(found.words)
        if labels[0].start >= found.begin if labels else caption_stamps(found.words, found.begin):
            return found.words, found.edits
    return text, ()


#: What finds the labels of a text.
FindLabels = Callable[[str], tuple[Label, ...]]


def read_markdown(text: Tracked, file: str, name: str, find: FindLabels | None = None) -> Reading:
    """Read Markdown: front matter becomes fields, the labels that `find` finds become marks."""
    return with_turns(read_head(text, file, name), find)


def read_head(text: Tracked, file: str, name: str) -> Reading:
    """Read Markdown without looking for speakers.

    Comments are removed first, since no page may show anything found in them.
    """
    matter = frontmatter.split(str(text), file)
    places = in_source(text, matter.places)
    if matter.end:
        text = text.edit("front-matter", [Edit(0, matter.end)])
    fields = matter.fields
    if head := header(str(text)):
        places += in_source(text, head.places)
        text = text.edit("front-matter", [Edit(*line) for line in head.lines])
        fields = {**head.fields, **fields}
    found = comments(str(text))
    places += in_source(text, (Place(one.start, one.end) for one in found))
    told = [_open(text, one.start, file) for one in found if not one.closed]
    text = text.edit(COMMENT, [Edit(one.start, one.end) for one in found])
    text = text.edit("quotation", laid_bare(str(text))[1])
    return Reading(
        format=name,
        text=text,
        fields=fields,
        places=places,
        diagnostics=(*matter.diagnostics, *told),
    )


def in_source(text: Tracked, places: Iterable[Place]) -> tuple[Place, ...]:
    """Places of the current text, in offsets of its source."""
    return tuple(
        Place(text.source_offset(one.start), text.source_offset(one.end), one.name)
        for one in places
    )


def _open(text: Tracked, at: int, file: str) -> Diagnostic:
    line = line_of(text.source, text.source_offset(at))
    remedy, why = "add --> where it ends", "everything after it is hidden"
    return warning(file, line, "a comment is not closed", remedy, why)


def with_turns(reading: Reading, find: FindLabels | None = None) -> Reading:
    """The same reading with speaker labels turned into marks, if it is mostly talk."""
    text, words = reading.text, str(reading.text)
    labels = find(words) if find else dialogue(words, known=credited(reading.fields))
    if not labels:
        return reading if find else _told(reading)
    # If every label is known, none is doubtful and no time is loose.
    times = [] if find else _loose(words, labels)
    labels = tuple(_with_time(words, label, times) for label in labels)
    marks = [
        Mark(
            at=text.source_offset(label.start),
            speaker=label.speaker,
            start=label.time,
            new_voice=not label.said,
        )
        for label in labels
    ]
    begins = {label.start for label in labels} | {one.start for one in times}
    ends = {match.start() for match in at_lines(_TURN_END, words, labels[0].end)} - begins
    if foot := _FOOT.search(words, labels[-1].end):
        ends.add(foot.start("foot"))
    marks += [Mark(at=text.source_offset(end)) for end in ends]
    others = set() if find else set(_not_theirs(words, labels)) - begins - ends
    if not find and _named_each_time(labels, times):
        heads = {label.start for label in labels}
        others |= {one.start for one in times if not _is_above(words, one, heads)} - ends
    said_at = {one.start: one.time for one in times}
    marks += [
        Mark(at=text.source_offset(at), start=said_at.get(at), new_voice=True) for at in others
    ]
    edits = [
        NamedEdit(label.start, label.end, "", "label" if label.said else "speaker-change")
        for label in labels
    ]
    edits += [NamedEdit(one.start, one.end, "", "time") for one in times]
    edits += [NamedEdit(at, at + 2, "", "label") for at in (one.closing for one in labels) if at]
    edits += _definitions_end(words, labels)
    timed = list(_times(words, labels, times, sorted(ends | others)))
    if not find:
        taken = [(label.start, label.end) for label in labels]
        taken += [(one.start, one.end) for one in times]
        edits += _between_words(words, labels[0].start, {at for at, _ in timed}, sorted(taken))
    roles = {
        field: list(dict.fromkeys(label.said for label in labels if label.role == role))
        for field, role in (("hosts", "host"), ("guests", "guest"))
    }
    return replace(
        reading,
        text=edit_all(text, edits),
        fields={
            **{field: names for field, names in roles.items() if names},
            **linked_video(words, [(one.start, one.end) for one in labels], reading.fields),
        },
        marks=tuple(sorted(marks, key=lambda mark: mark.at)),
        times=tuple((text.source_offset(at), time) for at, time in timed),
    )


#: A heading that says only that a talk is below it.
_OF_TALK = re.compile(
    r"^(?P<marks>#{1,6})[ \t]{1,8}"
    r"(?:(?:full|complete|edited|video|audio|episode|auto-generated)[ \t])?transcript[ \t:]*$",
    re.M | re.I,
)
#: Words, from which what is below it is a talk.
_TOLD = 60


def _told(reading: Reading) -> Reading:
    """The reading of a text in which a talk without names is below a heading that says so."""
    words = str(reading.text)
    heading = _OF_TALK.search(words)
    if not heading:
        return reading
    above = re.compile(rf"^#{{1,{len(heading['marks'])}}}[ \t]", re.M)
    following = above.search(words, heading.end())
    begin = heading.end() + len(words[heading.end() :]) - len(words[heading.end() :].lstrip())
    end = following.start() if following else len(words)
    if len(words[begin:end].split()) < _TOLD:
        return reading
    marks = [Mark(at=reading.text.source_offset(begin), new_voice=True)]
    if following:
        marks.append(Mark(at=reading.text.source_offset(end)))
    return replace(reading, marks=tuple(marks))


#: How a definition in HTML ends, or a list of them.
_DEFINED = re.compile(r"[ \t]{0,8}</d[dl]>[ \t]*", re.I)


def _definitions_end(words: str, labels: Sequence[Label]) -> Iterator[NamedEdit]:
    """The edits that take out the ends of definitions, if labels are the terms of them."""
    taken = [(label.start, label.end) for label in labels]
    if any("<dt" in words[start:end].lower() for start, end in taken):
        for match in _DEFINED.finditer(words, labels[0].end):
            if not any(touched(*match.span(), taken)):
                yield NamedEdit(*match.span(), "", "label")


def _between_words(
    words: str, begin: int, timed: set[int], taken: list[tuple[int, int]]
) -> Iterator[NamedEdit]:
    """The edits that take out times between the words, if a program put them there.

    A program does so again and again. A few stand for what could not be understood there.
    """
    inside = [
        match
        for match in begun(_INLINE, _BRACKET, words, begin)
        if match.start() in timed and not any(touched(*match.span(), taken))
    ]
    often = len(words[begin:].split()) <= _SELDOM * len(inside)
    if len(inside) >= _FEWEST and often:
        yield from (NamedEdit(*match.span(), "", "time") for match in inside)


def _times(
    words: str, labels: Sequence[Label], loose: Sequence[Stamp], ends: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """The times of labels, and those between the words: places in the text, and seconds.

    A time in brackets belongs to the recording if somebody speaks there, and if it is in
    order with the times around it. `loose` are those at the starts of lines, `ends` where
    somebody stops speaking.
    """
    timed = [(label.start, label.time) for label in labels if label.time is not None]
    timed = sorted([*timed, *((one.start, one.time) for one in loose)])
    begins = [at for at, _ in timed]
    known = set(timed)
    stamps = begun(_INLINE, _BRACKET, words, labels[0].end)
    inside = [(match.start(), seconds(match["time"])) for match in stamps]
    speaking = sorted([*((label.start, True) for label in labels), *((at, False) for at in ends)])
    last = 0.0
    for at, time in sorted([*timed, *((at, time) for at, time in inside if time is not None)]):
        following = bisect_right(begins, at)
        until = timed[following][1] if following < len(timed) else time
        spoken = speaking[bisect_right(speaking, (at, True)) - 1][1]
        if (at, time) in known or (spoken and last <= time <= until):
            yield at, time
            last = time


_PARAGRAPH = re.compile(r"(?:\A|\n[ \t]*\n)\s*(?=\S)")


def _not_theirs(words: str, labels: Sequence[Label]) -> Iterator[int]:
    """Where paragraphs begin that do not belong to the voice named above them.

    Names that appear only here and there own only their own paragraphs.
    """
    paragraphs = [match.end() for match in _PARAGRAPH.finditer(words)]
    if not words[: labels[0].start].strip() or not named_again(labels, paragraphs):
        return
    for label, end in zip(labels, [*(one.start for one in labels[1:]), len(words)], strict=True):
        number = bisect_right(paragraphs, label.end)
        if number < len(paragraphs) and paragraphs[number] < end:
            yield paragraphs[number]


def _named_each_time(labels: Sequence[Label], times: Sequence[Stamp]) -> bool:
    """Whether a voice is named again at each time, so that times without a name are nobody's."""
    timed = [label for label in labels if label.time is not None]
    loose = [one.start for one in times]
    again = sum(
        one.said == two.said and bisect_right(loose, one.end) == bisect_right(loose, two.start)
        for one, two in pairwise(timed)
    )
    return 4 * again >= max(1, len(timed) - 1) and 2 * len(timed) >= len(labels)


def _is_above(words: str, one: Stamp, heads: Collection[int]) -> bool:
    """Whether a time is right above a label, to which it then belongs."""
    near = words[one.end : one.end + 20]
    return one.end + len(near) - len(near.lstrip()) in heads


def _loose(words: str, labels: Sequence[Label]) -> list[Stamp]:
    """Times at the starts of lines that belong to no label, in a text whose turns have times.

    If turns have none, they are those alone on their lines, if they rise. A time that is not
    between those of the turns around it was spoken.
    """
    starts = [label.start for label in labels]
    code, found = code_spans(words), []
    for one in (below_hashes(words, one) for one in stamps(words)):
        number = bisect_right(starts, one.start)
        inside = number and labels[number - 1].end > one.start
        if not inside and not any(touched(one.start, one.end, code)):
            found.append((number, one))
    timed = [label.time is not None for label in labels]
    if 2 * sum(timed) < len(labels):
        alone = [one for _, one in found if _is_apart(words, one)]
        rising = all(one.time <= two.time for one, two in pairwise(alone))
        return alone if len(alone) > 1 and rising else []
    return [
        one
        for number, one in found
        if number and _between(one.time, labels[:number], labels[number:])
    ]


def _is_apart(words: str, one: Stamp) -> bool:
    """Whether a time is alone on its line, or at the start of a heading."""
    return words[one.end : one.end + 1] in ("", "\n") or line_above(words, one.start) < one.start


def _between(time: float, before: Sequence[Label], after: Sequence[Label]) -> bool:
    """Whether a time is between the last one before and the first one after it."""
    first = next((label.time for label in reversed(before) if label.time is not None), 0.0)
    last = next((label.time for label in after if label.time is not None), None)
    return first <= time and (last is None or time <= last)


def _with_time(words: str, label: Label, times: Sequence[Stamp]) -> Label:
    """The label with the time right above it, if it has none of its own."""
    number = bisect_right(times, label.start, key=lambda one: one.start) - 1
    if label.time is not None or number < 0:
        return label
    between = words[times[number].end : label.start]
    if line_above(words, times[number].start) < times[number].start:
        between = between.partition("\n")[2]  # below a heading that has a time
    if not between.strip():
        return replace(label, time=times[number].time)
    return label
