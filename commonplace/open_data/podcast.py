"""Cues as the JSON of Podcasting 2.0.

The format is that of the podcast namespace, "Transcripts":
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from commonplace.open_data.captions import WrittenCue


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


def _segments(cues: Sequence[WrittenCue]) -> Iterator[str]:
    for cue in cues:
        speaker = {"speaker": cue.speaker} if cue.speaker else {}
        segment = {**speaker, "startTime": cue.start, "endTime": cue.end, "body": cue.text}
        yield json.dumps(segment, ensure_ascii=False, separators=(",", ":"))
