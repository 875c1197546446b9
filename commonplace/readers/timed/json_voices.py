"""Who speaks in a transcript in JSON, where the pieces themselves do not say it.

Some files give numbers to voices and names to the numbers; others say in a list of its own
from when to when each voice speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from commonplace.readers.timed.json_keys import (
    called,
    keys_of,
    plain_key,
    speaker_of,
    texts_of,
    times_in,
)

#: Keys under which a file says what its voices are called.
_NAMES = frozenset("speakers speakernames speakermap speakermapping participants names".split())
#: The share of a piece in which a voice speaks if the piece is that voice's.
_MOST = 0.7
_NEAR = 8  #: spans before a time that may go on until then


class SpokenSpan(NamedTuple):
    """From when to when a voice speaks, in the unit of the file."""

    start: float
    end: float
    voice: str


def names_in(value: object) -> dict[str, str]:
    """The names that a file gives to the numbers of its voices, if any.

    >>> names_in({"speakers": {"S1": "Ada"}}), names_in({"speakers": ["Ada", "Bo"]})
    ({'S1': 'Ada'}, {'0': 'Ada', '1': 'Bo'})
    """
    if not isinstance(value, dict):
        return {}
    names: dict[str, str] = {}
    for key, listed in value.items():
        if plain_key(key) in _NAMES:
            names |= dict(_pairs(listed))
    return names


def _pairs(listed: object) -> Iterator[tuple[str, str]]:
    if isinstance(listed, dict):
        pairs = [(str(key), called(one)) for key, one in listed.items()]
    elif isinstance(listed, list) and all(isinstance(one, str) for one in listed):
        pairs = [(str(number), called(one)) for number, one in enumerate(listed)]
    elif isinstance(listed, list):
        every = [keys_of(one) for one in listed if isinstance(one, dict)]
        pairs = [(called(one.get("id")) or "", called(one.get("name"))) for one in every]
    else:
        return
    yield from ((number, name) for number, name in pairs if number and name and number != name)


def named(speaker: str | None, names: Mapping[str, str]) -> str | None:
    """A speaker's name; a letter or number alone becomes "Speaker N"."""
    if speaker is None or speaker in names:
        return names.get(speaker or "")
    bare = re.fullmatch(r"(?:spk_|speaker_|S)?([A-Z]|\d{1,3})", speaker)
    return f"Speaker {bare[1]}" if bare else speaker


#: What a program calls a voice, which says nothing to people: `3f2504e0-4f89-41d3-9a0c`,
#: `lLwmPELBQwaKUhp4Yl`, `16778240`. A word with a number, such as `guest_2`, is none.
_OPAQUE = re.compile(r"\d{5,}\Z|(?=[\w-]*\d[-_]?[A-Za-z])[\w-]{12,}\Z", re.ASCII)
_TOLD = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)*[-_]?\d{1,4}\Z")


def numbered(voices: Iterable[str | None]) -> dict[str, str]:
    """Names such as "Speaker 1" for voices that have only the identifiers of a program.

    >>> numbered(["a81bc81b-dead-4e5d-abff", "a81bc81b-beef-4e5d-abff", "a81bc81b-dead-4e5d-abff"])
    {'a81bc81b-dead-4e5d-abff': 'Speaker 1', 'a81bc81b-beef-4e5d-abff': 'Speaker 2'}
    >>> numbered(["guest_2", "Ada Marsh"])
    {}
    """
    order = list(dict.fromkeys(voice for voice in voices if voice))
    if not order or not all(_OPAQUE.match(one) and not _TOLD.match(one) for one in order):
        return {}
    return {voice: f"Speaker {number}" for number, voice in enumerate(order, 1)}


def spans_in(value: object) -> list[SpokenSpan]:
    """From when to when each voice speaks, from lists that say nothing else."""
    found: list[SpokenSpan] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        inner = list(one.values()) if isinstance(one, dict) else one
        if isinstance(inner, list):
            waiting += [part for part in inner if isinstance(part, dict | list)]
        keys = keys_of(one) if isinstance(one, dict) else {}
        if (voice := speaker_of(keys)) and not texts_of(keys):
            start, end = times_in(keys)
            if start is not None and end is not None:
                found.append(SpokenSpan(start, end, voice))
    return sorted(set(found))


def voice_of(start: float | None, end: float | None, spans: list[SpokenSpan]) -> str | None:
    """Who speaks from one time to another; None if that is nobody in particular.

    >>> spans = [SpokenSpan(0.0, 2.0, "A"), SpokenSpan(2.0, 9.0, "B")]
    >>> voice_of(0.5, 1.0, spans), voice_of(1.0, 3.0, spans), voice_of(1.8, 4.0, spans)
    ('A', None, 'B')
    """
    if start is None:
        return None
    end = start if end is None else max(start, end)
    last = bisect_right(spans, end, key=lambda span: span.start)
    shares: dict[str, float] = {}
    # Every voice that began within the piece counts, and a few that may have begun before.
    first = bisect_right(spans, start, key=lambda span: span.start)
    for span in spans[max(0, first - _NEAR) : last]:
        both = min(end, span.end) - max(start, span.start)
        if both >= 0:
            shares[span.voice] = shares.get(span.voice, 0.0) + max(both, 1e-6)
    total = sum(shares.values())
    best = max(shares, key=lambda voice: shares[voice], default=None)
    return best if best and shares[best] >= _MOST * total else None
