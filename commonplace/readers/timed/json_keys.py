"""What the keys of a piece of a transcript in JSON are called, and what is under them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from commonplace.markup.clock import seconds
from commonplace.markup.entities import visible
from commonplace.readers.timed.json_positions import Placed

#: Keys as they are compared: small letters and digits alone. The first that is there counts.
_TEXT = (
    "punctuatedword translatedtext text body transcript utterance sentence caption content value "
    "display word utf8 txt phrase input"
).split()
_START = (
    "start starttime startms starttimems tstartms startmillis startseconds startsec begin "
    "begintime bgn from ts startts starttimestamp startoffset offsetms offset timestamp time t"
).split()
_END = (
    "end endtime endms endtimems tendms endmillis endseconds endsec to endts endtimestamp "
    "endoffset stop"
).split()
_LENGTH = "duration dur durationms ddurationms length".split()
_ALONE = ("end", "endtime")  #: an end that stands alone is the next piece's start
_SPEAKER = (
    "speaker speakername speakerdisplayname speakerlabel speakerid speakertag voice participant"
).split()
#: Keys that name a voice in what is a conversation anyway; elsewhere they name many things.
_ROLES = "role who name".split()
#: Keys whose first value stands for the piece: `"alternatives": [{"content": "Hi"}]`.
_BEST = ("alternatives", "nbest")
#: Keys that hold both times: `"offsets": {"from": 0, "to": 900}`, `"timestamp": [0, 0.9]`.
_BOTH = ("offsets", "timestamps", "timestamp")
KNOWN = frozenset([*_TEXT, *_START, *_END, *_LENGTH, *_SPEAKER, *_BEST, *_BOTH])
#: Keys of a time that is an object: `{"relative": 1.5}`, `{"seconds": 1, "nanos": 500000000}`.
_UNITS = {"relative": 1.0, "seconds": 1.0, "nanos": 1e-9, "milliseconds": 1e-3}
#: Digits of a fraction of a second beyond the thousandth.
_FINER = re.compile(r"(?<=\.\d{3})\d{1,9}\Z")
#: A duration of ISO 8601 within a day.
_ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?\Z")


def plain_key(key: str) -> str:
    """A key as it is compared: `startTime` and `start_time` are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def keys_of(one: Mapping[str, object]) -> dict[str, object]:
    """An object's values by their keys as they are compared."""
    return {plain_key(key): value for key, value in one.items()}


def text_of(keys: Mapping[str, object]) -> Placed | None:
    """The words of a piece; an empty text counts where no other stands beside it."""
    some = [words for name in _TEXT if isinstance(words := keys.get(name), Placed)]
    if some:
        return next((words for words in some if words.strip()), some[0])
    best = best_of(keys)
    return text_of(best) if best else None


def best_of(keys: Mapping[str, object]) -> dict[str, object] | None:
    """The first of several readings of a piece, which is the best one."""
    for name in _BEST:
        some = keys.get(name)
        if isinstance(some, list) and some and isinstance(some[0], dict):
            return keys_of(some[0])
    return None


def has_time(keys: Mapping[str, object]) -> bool:
    """Whether a piece gives a time, good or bad."""
    return any(name in keys for name in (*_START, *_BOTH, *_ALONE))


def has_unit(keys: Mapping[str, object]) -> bool:
    """Whether the key of a time says in which unit it is; `startTime` is Podcasting 2.0's."""
    start = next((name for name in _START if name in keys), "")
    return start.endswith(("ms", "millis", "seconds", "sec")) or start == "starttime"


def times_in(keys: Mapping[str, object]) -> tuple[float | None, float | None]:
    """Where a piece starts and ends, in seconds or in the unit of the file."""
    for name in _BOTH:
        both = keys.get(name)
        if isinstance(both, dict):
            inner = keys_of(both)
            return times_in({name: inner[name] for name in ("from", "to") if name in inner})
        if isinstance(both, list) and len(both) == 2:
            return time_of(both[0]), time_of(both[1])
    start, end = _first(keys, _START), _first(keys, _END)
    length = _first(keys, _LENGTH)
    if end is None and start is not None and length is not None:
        end = start + length
    return start, end


def _first(keys: Mapping[str, object], names: Sequence[str]) -> float | None:
    for name in names:
        if name in keys and (time := time_of(keys[name])) is not None:
            return time / 1000 if name.endswith(("ms", "millis")) else time
    return None


def time_of(value: object) -> float | None:
    """A time: a number, one in quotes (`"1.5"`, `"1.5s"`, `"PT1.5S"`), or a clock time.

    It may also be an object of such numbers by their units.
    """
    if isinstance(value, dict):
        parts = {key: time_of(value[key]) for key in _UNITS if key in value}
        known = [time * _UNITS[key] for key, time in parts.items() if time is not None]
        return sum(known) if known else None
    if isinstance(value, str):
        if (time := seconds(_FINER.sub("", value))) is not None:
            return time
        if lasting := _ISO.match(value):
            sizes = zip(lasting.groups(), (3600, 60, 1), strict=True)
            return sum(float(part or 0) * size for part, size in sizes)
        try:
            value = float(value.removesuffix("s"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, float) or not math.isfinite(value):
        return None
    return value if value >= 0 else None


def speaker_of(keys: Mapping[str, object], *, talk: bool = False) -> str | None:
    """Who says a piece: a name, or else the number that stands for one.

    In a conversation, `talk`, a role is a voice, too.
    """
    number = None
    for name in (*_SPEAKER, *(_ROLES if talk else ())):
        found = keys.get(name)
        if isinstance(found, dict):
            found = found.get("name")
        if isinstance(found, float) and found.is_integer():
            found = str(int(found))
        if isinstance(found, str) and (words := " ".join(visible(found).split())):
            if not words.isdecimal():
                return words
            number = number or words
    best = best_of(keys)
    return number or (speaker_of(best) if best else None)
