"""Files beside a transcript that describe it: details of the video, and its chapters.

Download programs write `NAME.info.json` (https://github.com/yt-dlp/yt-dlp); chapters are
as Podcasting 2.0 has them (https://github.com/Podcastindex-org/podcast-namespace), or in
the same file as the rest.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from commonplace.markup.clock import seconds
from commonplace.markup.entities import visible
from commonplace.markup.video import video

_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
_LONGEST = {
    "title": 1_000,
    "author": 200,
    "description": 5_000,
}  #: characters that a field may have
_LONGEST_CHAPTER = 200


class FactsBeside(NamedTuple):
    """What such a file says: fields as in front matter, chapters, and what is wrong with it."""

    fields: dict[str, object]
    chapters: tuple[tuple[float, str], ...]
    problem: str = ""


def read(words: str) -> FactsBeside:
    """What a file beside a transcript says, from its text.

    >>> read('{"title": "The boat", "upload_date": "20230401"}').fields
    {'title': 'The boat', 'date': '2023-04-01'}
    >>> read('{"chapters": [{"startTime": 60, "title": "The lamp"}]}').chapters
    ((60.0, 'The lamp'),)
    """
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return FactsBeside({}, (), "it is not JSON")
    listed = value.get("chapters") if isinstance(value, dict) else value
    found: dict[float, str] = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and (chapter := _chapter(one)):
            found.setdefault(*chapter)
    fields = _fields(value) if isinstance(value, dict) else {}
    problem = "" if found or fields else "it has neither chapters nor details of a video"
    return FactsBeside(fields, tuple(sorted(found.items())), problem)


def is_facts(value: object) -> bool:
    """Whether a JSON value describes a video, as download programs write it."""
    return (
        isinstance(value, dict)
        and "id" in value
        and bool({"webpage_url", "upload_date", "extractor"} & value.keys())
    )


def _chapter(one: Mapping[str, object]) -> tuple[float, str] | None:
    title = _text(one.get("title"), _LONGEST_CHAPTER)
    start = next((one[name] for name in ("startTime", "start_time", "start") if name in one), None)
    time = seconds(start) if isinstance(start, str) else start
    # A chapter that is not for the table of contents marks a picture.
    if not title or isinstance(time, bool) or one.get("toc") is False:
        return None
    if not isinstance(time, int | float) or not math.isfinite(time) or time < 0:
        return None
    return float(time), title


def _fields(value: Mapping[str, object]) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": _text(value.get("title") or value.get("fulltitle"), _LONGEST["title"]),
        "date": _day(value.get("upload_date")) or _day(value.get("release_date")),
        "author": _text(value.get("channel") or value.get("uploader"), _LONGEST["author"]),
        "language": _text(value.get("language"), 20),
        # A description goes on with links and advertisements.
        "description": _text(
            str(value.get("description") or "").strip().partition("\n\n")[0],
            _LONGEST["description"],
        ),
        "visibility": _text(value.get("availability"), 40),
    }
    address = _text(value.get("webpage_url") or value.get("original_url"), 1_000)
    name = _text(value.get("id"), 20)
    if re.fullmatch(r"[\w-]{11}", name) and not address:
        address = f"https://www.youtube.com/watch?v={name}"
    if address.startswith(("https://", "http://")):
        fields["source"] = address
        fields["video"] = address if video(address) else ""
    return {key: one for key, one in fields.items() if one}


def _text(value: object, most: int) -> str:
    return " ".join(visible(value).split())[:most].strip() if isinstance(value, str) else ""


def _day(value: object) -> str:
    match = _DAY.match(str(value or ""))
    return "-".join(match.groups()) if match else ""
