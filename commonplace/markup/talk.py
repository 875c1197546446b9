"""Markdown with front matter, and with speaker turns if there are any."""

from __future__ import annotations

import re

from commonplace.markup import frontmatter
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
    """Read Markdown: front matter becomes fields, speaker labels become marks.

    Labels of one text are all named or all unnamed.
    """
    words = str(text)
    matter = frontmatter.split(words, file)
    labels = dialogue(words, matter.end)
    marks = [
        Mark(
            at=text.source_offset(label.start),
            speaker=label.speaker,
            start=label.time,
            new_voice=not label.said,
        )
        for label in labels
    ]
    if labels:
        begins = {label.start for label in labels}
        ends = (match.start() for match in _TURN_END.finditer(words, labels[0].end))
        marks += [Mark(at=text.source_offset(end)) for end in ends if end not in begins]
    # Later spans first, so that the offsets of the earlier ones stay true.
    named = [Edit(label.start, label.end) for label in labels if label.said]
    named += [Edit(label.closing, label.closing + 2) for label in labels if label.closing]
    unnamed = [Edit(label.start, label.end) for label in labels if not label.said]
    text = text.edit("label", named) if named else text.edit("speaker-change", unnamed)
    if matter.end:
        text = text.edit("front-matter", [Edit(0, matter.end)])
    hosts = tuple(dict.fromkeys(label.said for label in labels if label.role == "host"))
    guests = tuple(dict.fromkeys(label.said for label in labels if label.role == "guest"))
    found = {"hosts": list(hosts)} if hosts else {}
    found |= {"guests": list(guests)} if guests else {}
    return Reading(
        format=name,
        text=text,
        fields={**found, **matter.fields},
        marks=tuple(sorted(marks, key=lambda mark: mark.at)),
        diagnostics=matter.diagnostics,
    )
