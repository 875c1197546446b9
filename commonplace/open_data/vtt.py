"""Cues as WebVTT (https://www.w3.org/TR/webvtt1/), with a voice tag where somebody is named."""

from __future__ import annotations

from collections.abc import Sequence

from commonplace.open_data.captions import WrittenCue


def vtt(title: str, cues: Sequence[WrittenCue]) -> str:
    """A WebVTT file with the title in its header.

    >>> print(vtt("Wells", [WrittenCue(start=1.5, end=3661, text="So a < b?", speaker="Ada")]))
    WEBVTT - Wells
    <BLANKLINE>
    00:00:01.500 --> 01:01:01.000
    <v Ada>So a &lt; b?
    <BLANKLINE>
    """
    blocks = [f"WEBVTT - {title}"]
    for cue in cues:
        # With the tag's end, hyphens at the end of a name would be the arrow of a time.
        voice = f"<v {_escaped(cue.speaker).rstrip('-').rstrip()}>" if cue.speaker else ""
        blocks.append(f"{_time(cue.start)} --> {_time(cue.end)}\n{voice}{_escaped(cue.text)}")
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    """Words in which nothing is a tag or a character reference (WebVTT, section 3.1)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
