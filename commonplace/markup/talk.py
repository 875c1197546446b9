"""Markdown with front matter, and with speaker turns if there are any."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from commonplace.markup import frontmatter
from commonplace.markup.comments import comments
from commonplace.markup.edits import Named, edit_all
from commonplace.markup.labels import Label, find_labels
from commonplace.markup.report import line_of, warning
from commonplace.model import Diagnostic, Edit, Mark, Place, Reading, Tracked

#: The name of the edit that takes a comment away.
COMMENT = "comment"

# What ends a turn without a new label: a heading, or the notes at a page's foot.
_TURN_END = re.compile(
    r"^(?:#{1,6}[ \t]+\S|\[\^[^\]\n]{1,40}\]:|:{3,}[ \t]*(?:\{[^}\n]*\.footnote|footnote))", re.M
)


def dialogue(text: str, begin: int = 0) -> tuple[Label, ...]:
    """The speaker labels of a text that is mostly talk; none for a post that quotes some.

    >>> dialogue("**Ada:** Hello.\\n\\n**Bo:** Hi.\\n\\n**Ada:** So?\\n\\n**Bo:** Yes.")[0].speaker
    'Ada'
    """
    labels = find_labels(text, begin=begin)
    if not labels:
        return ()
    opens = not text[begin : labels[0].start].strip()
    share = (labels[-1].end - labels[0].start) / max(1, len(text) - begin)
    return labels if opens or share >= 0.4 else ()


def read_markdown(
    text: Tracked, file: str, name: str, find: Callable[[str], tuple[Label, ...]] = dialogue
) -> Reading:
    """Read Markdown: front matter becomes fields, speaker labels become marks.

    `find` finds the labels. Comments go before anything is looked for, since no page may
    show what is found there.
    """
    matter = frontmatter.split(str(text), file)
    places = in_source(text, matter.places)
    if matter.end:
        text = text.edit("front-matter", [Edit(0, matter.end)])
    found = comments(str(text))
    places += in_source(text, (Place(one.start, one.end) for one in found))
    told = [_open(text, one.start, file) for one in found if not one.closed]
    text = text.edit(COMMENT, [Edit(one.start, one.end) for one in found])
    return with_turns(
        Reading(
            format=name,
            text=text,
            fields=matter.fields,
            places=places,
            diagnostics=(*matter.diagnostics, *told),
        ),
        find,
    )


def in_source(text: Tracked, places: Iterable[Place]) -> tuple[Place, ...]:
    """Places of a text as it is now, in offsets of its source."""
    return tuple(
        Place(text.source_offset(one.start), text.source_offset(one.end), one.name)
        for one in places
    )


def _open(text: Tracked, at: int, file: str) -> Diagnostic:
    line = line_of(text.source, text.source_offset(at))
    remedy, why = "write --> where it ends", "all behind it is hidden"
    return warning(file, line, "a comment has no end", remedy, why)


def with_turns(reading: Reading, find: Callable[[str], tuple[Label, ...]] = dialogue) -> Reading:
    """The same reading with its speaker labels made marks, if it is mostly talk."""
    text, words = reading.text, str(reading.text)
    labels = find(words)
    if not labels:
        return reading
    marks = [
        Mark(
            at=text.source_offset(label.start),
            speaker=label.speaker,
            start=label.time,
            new_voice=not label.said,
        )
        for label in labels
    ]
    begins = {label.start for label in labels}
    ends = (match.start() for match in _TURN_END.finditer(words, labels[0].end))
    marks += [Mark(at=text.source_offset(end)) for end in ends if end not in begins]
    edits = [
        Named(label.start, label.end, "", "label" if label.said else "speaker-change")
        for label in labels
    ]
    edits += [Named(at, at + 2, "", "label") for at in (one.closing for one in labels) if at]
    credited = {
        field: list(dict.fromkeys(label.said for label in labels if label.role == role))
        for field, role in (("hosts", "host"), ("guests", "guest"))
    }
    return replace(
        reading,
        text=edit_all(text, edits),
        fields={**{field: names for field, names in credited.items() if names}, **reading.fields},
        marks=tuple(sorted(marks, key=lambda mark: mark.at)),
    )
