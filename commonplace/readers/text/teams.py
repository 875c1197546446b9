"""Teams' transcripts as they are copied from its pages, or saved as text.

A page writes each time twice, in words for those who listen to it and as a clock, and the name
again above each sentence; a text has brackets where a picture was. Without that, a turn is a
name and a time above what is said, as elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.model import Edit
from commonplace.readers.text.quoted import Unquoted, without

_UNITS = r"(?:\d{1,3} (?:hour|minute|second)s? ?){1,3}"
_CLOCK = r"\d{1,2}(?::\d\d){1,2}"
#: A name, the time in words and as a clock, and the name and the words again.
_TURN = re.compile(
    rf"^(?P<name>[^\W\d_][^\n]{{0,80}})\n(?P<words>{_UNITS})(?P<clock>{_CLOCK})[ \t]*\n"
    rf"(?P<again>(?P=name) {_UNITS}[ \t]*(?:\n|\Z))?",
    re.M,
)
#: The name and a time in words above a sentence.
_AGAIN = re.compile(rf"^(?P<name>[^\W\d_][^\n]{{0,80}}?) {_UNITS}[ \t]*(?:\n|\Z)", re.M)
#: What the page says of itself above the first turn.
_PAGE = re.compile(
    r"^(?:Transcript\. Use arrow keys[^\n]{0,80}|Search|AI-generated content may be incorrect"
    r"|[^\n]{1,80} started transcription)[ \t]*\n",
    re.M,
)
#: Where a picture was, and who ended the transcription.
_PICTURE = re.compile(
    r"^\[\][ \t]*\n(?:(?=[^\n]{1,80} \d{1,2}(?::\d\d){1,2}[ \t]*\n)"
    r"|[^\n]{1,80} (?:started|stopped) transcription[ \t]*(?:\n|\Z))",
    re.M,
)
_FEWEST = 2


def from_page(text: str) -> Unquoted | None:
    """A transcript of Teams' without what only its page needs; None of any other text.

    >>> page = "Ada\\n0 minutes 3 seconds0:03\\nAda 0 minutes 3 seconds\\nYes.\\n"
    >>> from_page(page + "Bo\\n1 minute 4 seconds1:04\\nBo 1 minute 4 seconds\\nNo.\\n").words
    'Ada\\n0:03\\nYes.\\nBo\\n1:04\\nNo.\\n'
    """
    edits = sorted(_of_page(text)) or sorted(_of_text(text))
    return without(text, edits) if edits else None


def _of_page(text: str) -> Iterator[Edit]:
    turns = list(_TURN.finditer(text))
    if len(turns) < _FEWEST:
        return
    names = {turn["name"] for turn in turns}
    taken = []
    for turn in turns:
        yield Edit(*turn.span("words"))
        taken.append((turn.start(), turn.end()))
        if turn["again"]:
            yield Edit(*turn.span("again"))
    inside = {start for start, end in taken}
    ends = {end for _, end in taken}
    for again in _AGAIN.finditer(text, turns[0].end()):
        if again["name"] in names and again.start() not in inside and again.end() not in ends:
            yield Edit(*again.span())
    for line in _PAGE.finditer(text, 0, turns[0].start()):
        yield Edit(*line.span())


def _of_text(text: str) -> Iterator[Edit]:
    pictures = list(_PICTURE.finditer(text))
    if len(pictures) >= _FEWEST:
        for one in pictures:
            yield Edit(*one.span())
