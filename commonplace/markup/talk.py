"""Markdown with front matter, and with speaker turns if there are any."""

from __future__ import annotations

import re
from dataclasses import replace

from commonplace.markup import frontmatter
from commonplace.markup.edits import Named, edit_all
from commonplace.markup.labels import Label, find_labels
from commonplace.model import Edit, Mark, Reading, Tracked

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


def read_markdown(text: Tracked, file: str, name: str) -> Reading:
    """Read Markdown: front matter becomes fields, speaker labels become marks."""
    matter = frontmatter.split(str(text), file)
    if matter.end:
        text = text.edit("front-matter", [Edit(0, matter.end)])
    return with_turns(
        Reading(format=name, text=text, fields=matter.fields, diagnostics=matter.diagnostics)
    )


def with_turns(reading: Reading) -> Reading:
    """The same reading with its speaker labels made marks, if it is mostly talk."""
    text, words = reading.text, str(reading.text)
    labels = dialogue(words)
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
