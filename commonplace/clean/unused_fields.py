"""Notes on fields of front matter that no page uses, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from commonplace.clean import recordings
from commonplace.markup.fields import PUBLIC, meant
from commonplace.markup.states import STATES
from commonplace.markup.tongues import tag
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import note

#: A file on disk that a field names.
_MEDIA_FILE = re.compile(
    r"[^:\n]{1,200}\.(?:mp4|m4v|mov|mkv|webm|avi|mp3|m4a|wav|ogg|opus|flac)\Z", re.I
)


def unused(
    fields: Mapping[str, Any], place: Callable[[str], tuple[str, int]]
) -> Iterator[Diagnostic]:
    """A note on each field that is unknown but like one of ours, or says nothing to us."""
    for key in sorted(fields):
        value = fields[key]
        said = isinstance(value, str) and value.strip()
        if key not in PUBLIC | STATES and (like := meant(key, PUBLIC)) and like not in fields:
            message = f"unknown field `{key}`: did you mean `{like}`?"
            why = "unknown fields are ignored"
            remedy = f"rename it to `{like}` if that is what you meant"
        elif key in ("lang", "language") and said and not tag(value):
            message = f"{key}: {short(value)!r} is not the tag of a language"
            why = "pages name their language by a tag; the field was left out"
            remedy = "write it as en"
        elif key == "duration" and said and recordings.length({key: value}) is None:
            message = f"{key}: {short(value)!r} is not a length of time"
            why = "a page says how long its recording is; the field was left out"
            remedy = "write it as 1:02:03"
        elif key in ("media", "media_link") and said and _MEDIA_FILE.match(value.strip()):
            message = f"{key}: {short(value)!r} is a file, which no page plays"
            why = "pages play videos of YouTube and Vimeo, and sound; the field was left out"
            remedy = "give the address of the video, or name a sound file in `audio`"
        else:
            continue
        file, line = place(key)
        yield note(file=file, line=line, message=message, why=why, remedy=remedy)


def short(value: object) -> str:
    """The beginning of a value, for a message."""
    try:
        return str(value)[:60]
    except ValueError:
        return "a number with thousands of digits"
