"""The recording of which a document is: its sound, and how long it takes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from commonplace.addresses.slugs import image_address
from commonplace.markup.clock import seconds
from commonplace.markup.web import as_read, is_web

#: Fields that name a sound file; `enclosure` is what feeds call it.
_AUDIO = ("audio", "audio_url", "audio_file", "mp3", "enclosure")
_LENGTH = ("duration", "length", "runtime")
#: A duration of ISO 8601, such as `PT1H2M3S`.
_ISO = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})(?:\.\d{1,6})?S)?\Z", re.I)
_WORDS = re.compile(
    r"(?:(\d{1,3})\s?(?:h|hr|hrs|hours?)\b[\s,]{0,3})?(?:(\d{1,4})\s?(?:m|min|mins|minutes?)\b)?"
    r"(?:[\s,]{0,3}(\d{1,6})\s?(?:s|sec|secs|seconds?)\b)?\Z",
    re.I,
)
#: The language of captions, between the name and the ending: `talk.en.vtt`.
_LANGUAGE = re.compile(r"\.[a-z]{2,3}(?:-[a-z]{2,4})?\Z", re.I)
_ENDINGS = (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav")
_MOST = 100 * 3600.0  #: seconds; what is longer is a number of something else


def named(fields: Mapping[str, Any]) -> str:
    """The address or file name of a sound that front matter names; empty if there is none."""
    for key in _AUDIO:
        value = fields.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("url") or value.get("href")
        if isinstance(value, str) and value.strip():
            return as_read(value.split()[0] if is_web(value.strip()) else value.strip())
    return ""


def audio(name: str, seed: str, sounds: frozenset[str]) -> str | None:
    """The address of a document's sound: the one that is named, else a file named as the seed.

    `sounds` are the sound files below the folder of seeds, `seed` the document's own file.

    >>> audio("", "talks/a.en.vtt", frozenset({"talks/a.mp3", "talks/b.mp3"}))
    'images/a-972ddfde.mp3'
    """
    if is_web(name):
        return name
    if name:
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(seed), name))
        wanted = [beside, name.lstrip("/")]
    else:
        own = posixpath.splitext(seed)[0]
        wanted = [one + ending for one in (own, _LANGUAGE.sub("", own)) for ending in _ENDINGS]
    found = next((one for one in wanted if one in sounds), None)
    return image_address(found) if found else None


def length(fields: Mapping[str, Any]) -> float | None:
    """How many seconds the recording takes, as front matter says; None if it does not.

    >>> [length({"duration": one}) for one in ("1:02:03", "PT1H2M3S", "62 min", 3723, "long")]
    [3723.0, 3723.0, 3720.0, 3723.0, None]
    """
    for key in _LENGTH:
        found = _seconds(fields.get(key))
        if found is not None and 0 < found <= _MOST:
            return found
    return None


def _seconds(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 < value <= _MOST else None
    if not isinstance(value, str) or not (text := value.strip()):
        return None
    if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", text):
        return float(text)
    if (clocked := seconds(text)) is not None:
        return clocked
    found = _ISO.match(text) or _WORDS.match(text)
    if not found or not any(found.groups()):
        return None
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest
