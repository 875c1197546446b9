"""What the keys of a piece of a transcript in JSON are called, and what is under them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from commonplace.markup.clock import seconds
from commonplace.markup.entities import visible
from commonplace.readers.timed.json_positions import Placed

#: Keys as they are compared: small letters and digits alone. The first that is there counts.
_TEXT = (
    "punctuatedword punct translatedtext text body transcript utterance sentence caption content "
    "value display word utf8 txt phrase input runs segment lines simpletext"
).split()
#: Keys of times, which may end with their unit: `startMs`, `offset_milliseconds`.
_START = (
    "start starttime tstart begin begintime bgn from ts startts starttimestamp startoffset "
    "datastart offset timestamp time t starttimecode timecode inpoint"
).split()
_END = (
    "end endtime tend endsec to endts endtimestamp endoffset dataend stop outpoint endtimecode"
).split()
_LENGTH = "duration dur dduration length".split()
_ALONE = ("end", "endtime")  #: an end that stands alone is the next piece's start
#: Keys that name a voice.
SPEAKER = (
    "speaker speakername speakerdisplayname speakerlabel speakerid speakertag voice participant"
).split()
#: Keys that name a voice in what is a conversation anyway; elsewhere they name many things.
_ROLES = "role who name".split()
#: What an object that stands for a person calls the person.
_CALLED = "name displayname fullname username label speaker id".split()
#: Keys whose first value stands for the piece: `"alternatives": [{"content": "Hi"}]`.
_BEST = ("alternatives", "nbest")
#: Keys that hold both times: `"offsets": {"from": 0, "to": 900}`, `"timestamp": [0, 0.9]`.
_BOTH = ("offsets", "timestamps", "timestamp")
#: Keys of lists of one object that is the piece itself: `"children": [{"text": "Hi"}]`.
_ONLY = frozenset({"children", "content"})
KNOWN = frozenset([*_TEXT, *_START, *_END, *_LENGTH, *SPEAKER, *_BEST, *_BOTH])
#: How deep in a piece its words and times may be, and the most strings that are one caption.
_DEPTH, _LINES = 2, 8
_UNIT = re.compile(r"(?:in)?(?:(?P<thousandths>milliseconds?|millis|msecs?|ms)|seconds?|secs?)\Z")
#: Keys of a time that is an object: `{"relative": 1.5}`, `{"seconds": 1, "nanos": 500000000}`.
_UNITS = {"relative": 1.0, "seconds": 1.0, "nanos": 1e-9, "milliseconds": 1e-3}
#: Digits of a fraction of a second beyond the thousandth, and the number of a frame.
_FINER = re.compile(r"(?<=\.\d{3})\d{1,9}\Z|(?<=:\d\d:\d\d)[:;]\d\d\Z")
#: A duration of ISO 8601 within a day, also without its sign.
_ISO = re.compile(r"(?:PT)?(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?\Z", re.I)
#: Two times in one string: `0:01 - 0:04`, `0.5-2.0`, `00:00:01,000 --> 00:00:04,000`.
_RANGE = re.compile(
    r"(?P<from>\d[\d:.,]{0,15})s?\s*(?:-{1,2}>?|–|—|→|~|to)\s*(?P<to>\d[\d:.,]{0,15})s?\Z"
)
#: A clock time as it stands in names of files: `00_05_00`.
_IN_NAME = re.compile(r"(\d{1,2})_(\d\d)_(\d\d)\Z")
_DATED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


@lru_cache(maxsize=1024)  # objects of one list have the same keys
def plain_key(key: str) -> str:
    """A key as it is compared: `startTime` and `start_time` are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


@lru_cache(maxsize=256)
def _base(key: str) -> tuple[str, int]:
    """A key without its unit, and how many of them are a second; 0 if it names none."""
    unit = _UNIT.search(key)
    if not unit or not unit.start():
        return key, 0
    return key[: unit.start()], 1000 if unit["thousandths"] else 1


def keys_of(one: Mapping[str, object]) -> dict[str, object]:
    """An object's values by their keys as they are compared.

    What objects in it hold counts as its own, where it has nothing of that name itself.

    >>> keys_of({"Text": "Hi", "data": {"start": 1.0, "text": "?"}})["start"]
    1.0
    """
    keys = {plain_key(key): value for key, value in one.items()}
    level = [inner for key, value in keys.items() if (inner := _only(key, value))]
    for _ in range(_DEPTH):
        pairs = [pair for part in level if isinstance(part, dict) for pair in part.items()]
        for key, value in pairs:
            keys.setdefault(plain_key(key), value)
        level = [inner for key, value in pairs if (inner := _only(plain_key(key), value))]
    return keys


def _only(key: str, value: object) -> object:
    """An object, or the only one of a list that stands for it; None for anything else."""
    if isinstance(value, list) and len(value) == 1 and key in _ONLY:
        value = value[0]
    return value if isinstance(value, dict) else None


def texts_of(keys: Mapping[str, object], *, talk: bool = False) -> tuple[Placed, ...]:
    """The words of a piece, a string or several that follow one another.

    An empty text counts where no other stands beside it. In a conversation, `talk`, a message
    is what somebody says.
    """
    some = [words for name in _TEXT if name in keys and (words := _strings(keys[name]))]
    if some:
        return next((words for words in some if any(map(str.strip, words))), some[0])
    best = best_of(keys)
    if talk and not best:
        return _strings(keys.get("message"))
    return texts_of(best) if best else ()


def _strings(value: object) -> tuple[Placed, ...]:
    if isinstance(value, Placed):
        return (value,)
    if not isinstance(value, list) or not 0 < len(value) <= _LINES:
        return ()
    parts = [
        part.get("text") if isinstance(part, dict) and len(part) == 1 else part for part in value
    ]
    found = tuple(part for part in parts if isinstance(part, Placed))
    return found if len(found) == len(value) else ()


def best_of(keys: Mapping[str, object]) -> dict[str, object] | None:
    """The first of several readings of a piece, which is the best one."""
    for name in _BEST:
        some = keys.get(name)
        if isinstance(some, list) and some and isinstance(some[0], dict):
            return keys_of(some[0])
    return None


def has_time(keys: Mapping[str, object]) -> bool:
    """Whether a piece gives a time, good or bad."""
    if any(_both(keys.get(name)) for name in _BOTH):
        return True
    bases = {_base(key)[0] for key, value in keys.items() if not isinstance(value, list)}
    return not bases.isdisjoint((*_START, *_ALONE))


def has_unit(keys: Mapping[str, object]) -> bool:
    """Whether the keys say in which unit a time is; Podcasting 2.0 has seconds."""
    if {"starttime", "endtime", "body"} <= keys.keys():
        return True
    return any(unit and base in _START for base, unit in map(_base, keys))


def times_in(keys: Mapping[str, object]) -> tuple[float | None, float | None]:
    """Where a piece starts and ends, in seconds or in the unit of the file."""
    for name in _BOTH:
        if both := _both(keys.get(name)):
            return both
    start, end = _first(keys, _START), _first(keys, _END)
    length = _first(keys, _LENGTH)
    if end is None and start is not None and length is not None:
        end = start + length
    if end is None and start is not None:
        # One string may hold both.
        end = next((both[1] for name in _START if (both := range_of(keys.get(name)))), None)
    return start, end


def _both(value: object) -> tuple[float | None, float | None] | None:
    """Both times of a value that holds two."""
    if isinstance(value, dict):
        inner = keys_of(value)
        some = {str(name): inner[name] for name in ("from", "to") if name in inner}
        return times_in(some) if some else None
    if (
        isinstance(value, list)
        and len(value) == 2
        and not any(isinstance(one, list) for one in value)
    ):
        return time_of(value[0]), time_of(value[1])
    return None


def range_of(value: object) -> tuple[float | None, float | None] | None:
    """Both times of a string such as `0:01 - 0:04`; None if it has not two."""
    match = _RANGE.match(value.strip("[]() ")) if isinstance(value, str) else None
    return (time_of(match["from"]), time_of(match["to"])) if match else None


def _first(keys: Mapping[str, object], names: Sequence[str]) -> float | None:
    """The first of some times that can be read; one whose key has a unit goes first."""
    found: dict[str, float] = {}
    for key, value in keys.items():
        base, unit = _base(key)
        if base in names and (unit or base not in found) and (time := time_of(value)) is not None:
            found[base] = time / (unit or 1)
    return next((found[name] for name in names if name in found), None)


def time_of(value: object) -> float | None:
    """A time: a number, one in quotes (`"1.5"`, `"1.5s"`, `"PT1.5S"`), or a clock time.

    It may also be an object of such numbers by their units, the first time of a range, or a
    date with a time, which becomes seconds since 1970.
    """
    if isinstance(value, dict):
        parts = {key: time_of(value[key]) for key in _UNITS if key in value}
        known = [time * _UNITS[key] for key, time in parts.items() if time is not None]
        return sum(known) if known else None
    if isinstance(value, str):
        value = value.strip("[]() ")
        if (time := seconds(_FINER.sub("", value))) is not None:
            return time
        return _spelt(value)
    if isinstance(value, bool) or not isinstance(value, float) or not math.isfinite(value):
        return None
    return value if value >= 0 else None


def _spelt(value: str) -> float | None:
    """A time in a string that is no clock time."""
    if both := range_of(value):
        return both[0]
    if value and (lasting := _ISO.match(value)):
        sizes = zip(lasting.groups(), (3600, 60, 1), strict=True)
        return sum(float(part or 0) * size for part, size in sizes)
    if _DATED.match(value):
        try:
            date = datetime.fromisoformat(value)
        except ValueError:
            return None
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    if named := _IN_NAME.match(value):
        return seconds(":".join(named.groups()))
    try:
        return None if "_" in value else time_of(float(value))
    except ValueError:
        return None


def speaker_of(keys: Mapping[str, object], *, talk: bool = False) -> str | None:
    """Who says a piece: a name, or else the number that stands for one.

    In a conversation, `talk`, a role is a voice, too.
    """
    number = None
    for name in (*SPEAKER, *(_ROLES if talk else ())):
        if words := called(keys.get(name)):
            if not words.isdecimal():
                return words
            number = number or words
    best = best_of(keys)
    return number or (speaker_of(best) if best else None)


def called(found: object) -> str | None:
    """What a value calls a person: a name, a number, or an object that holds one."""
    if isinstance(found, dict):
        keys = {plain_key(key): value for key, value in found.items()}
        parts = [keys.get("firstname"), keys.get("lastname")]
        if all(isinstance(part, str) for part in parts):
            return called(" ".join(map(str, parts)))
        return next((words for name in _CALLED if (words := called(keys.get(name)))), None)
    if isinstance(found, float) and found.is_integer():
        found = str(int(found))
    return (" ".join(visible(found).split()) or None) if isinstance(found, str) else None
