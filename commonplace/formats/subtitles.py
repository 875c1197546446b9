"""Cues as SubRip (.srt), which nearly every player reads."""

from __future__ import annotations

from collections.abc import Sequence

from commonplace.model import Catalogue
from commonplace.open_data.captions import WrittenCue, cues
from commonplace.open_data.common import in_order


def srt(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`subtitles/SLUG.srt` for every transcript with times."""
    found = ((document, cues(document)) for document in in_order(catalogue))
    return {f"subtitles/{document.slug}.srt": written(told) for document, told in found if told}


def written(found: Sequence[WrittenCue]) -> str:
    """Cues as a file; a speaker is named where the voice changes.

    >>> print(written([WrittenCue(start=1.5, end=3661, text="So?", speaker="Ada")]), end="")
    1
    00:00:01,500 --> 01:01:01,000
    Ada: So?
    """
    blocks = []
    voice = None
    for number, cue in enumerate(found, 1):
        name = f"{cue.speaker}: " if cue.speaker and cue.speaker != voice else ""
        voice = cue.speaker
        # An arrow in the words would be taken for a time.
        words = f"{name}{cue.text}".replace("-->", "→")
        blocks.append(f"{number}\n{_time(cue.start)} --> {_time(cue.end)}\n{words}\n")
    return "\n".join(blocks)


def _time(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{thousandths:03}"
