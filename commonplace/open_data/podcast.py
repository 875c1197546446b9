"""Cues and chapters as the JSON of Podcasting 2.0.

The formats are those of the podcast namespace, "Transcripts" and "JSON Chapters":
https://github.com/Podcastindex-org/podcast-namespace/tree/main/docs/examples
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from commonplace.markup.plain import plain, title_of
from commonplace.model import Document
from commonplace.open_data.captions import WrittenCue, has_cues

#: The type of a file of chapters.
CHAPTERS = "application/json+chapters"


def podcast(cues: Sequence[WrittenCue]) -> str:
    """A transcript in version 1.0.0 of the format, one segment a line.

    >>> print(podcast([WrittenCue(start=1.5, end=3, text="So?", speaker="Ada")]))
    {"version":"1.0.0","segments":[
    {"speaker":"Ada","startTime":1.5,"endTime":3,"body":"So?"}
    ]}
    <BLANKLINE>
    """
    lines = ",\n".join(_segments(cues))
    return f'{{"version":"1.0.0","segments":[\n{lines}\n]}}\n'


def chapters(document: Document) -> str | None:
    """The chapters of a transcript in version 1.2.0 of the format, one a line.

    A chapter is a heading before a passage that begins at a known time, or what the program has
    found where there are no headings. None if fewer than two are known.
    """
    found = chapter_times(document)
    if len(found) < 2:
        return None
    lines = ",\n".join(
        _written({"startTime": start, "title": title}) for start, title in found.items()
    )
    return (
        f'{{"version":"1.2.0","title":{_written(title_of(document))},"chapters":[\n{lines}\n]}}\n'
    )


def chapter_times(document: Document) -> dict[float, str]:
    """The titles of a transcript's chapters by the second at which they begin, in order."""
    found: dict[float, str] = {}
    for heading in (document.headings or document.chapters) if has_cues(document) else ():
        start = next((one.start for one in document.passages[heading.before :][:1]), None)
        if start is not None and (title := plain(heading.text)):
            found[start] = title  # of headings that follow one another, the last
    return dict(sorted(found.items()))


def _segments(cues: Sequence[WrittenCue]) -> Iterator[str]:
    for cue in cues:
        speaker = {"speaker": cue.speaker} if cue.speaker else {}
        segment = {**speaker, "startTime": cue.start, "endTime": cue.end, "body": cue.text}
        yield _written(segment)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
