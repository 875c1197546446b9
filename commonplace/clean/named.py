"""Names for voices that a text calls otherwise: `speakers: {host1: Ada Marsh}`.

Recognisers number voices, and makers of transcripts abbreviate them. Front matter, a sidecar
or the defaults of a folder may say who is who, as a mapping, or as a list with identifiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from commonplace.markup.fields import plain_name
from commonplace.model import ROLES, Credit, Reading

_FIELDS = frozenset({"speakers", "speaker_names", "speaker_map"})
#: Keys of what a voice is called in the text, and of the voice's name.
_CALLED, _NAME = ("id", "label", "key", "speaker"), "name"
#: What voices are called by their part.
_PARTS = frozenset(
    (
        *ROLES,
        *"co-host cohost interviewer interviewee moderator narrator announcer voice caller".split(),
    )
)


def voices_of(*some: Mapping[str, Any]) -> dict[str, str]:
    """What voices are called in the text, in lower case, and their names; later fields win.

    >>> voices_of({"speakers": {"host1": "Ada Marsh"}})
    {'host1': 'Ada Marsh'}
    >>> voices_of({"Speakers": [{"id": "SPEAKER_00", "name": "Bo Reed"}, "Cy Lund"]})
    {'speaker_00': 'Bo Reed'}
    """
    return {
        str(called).strip().casefold(): name.strip()
        for fields in some
        for field, value in fields.items()
        if plain_name(field) in _FIELDS
        for called, name in _pairs(value)
        if isinstance(name, str) and _is_name(str(called), name.strip())
    }


def _is_name(called: str, said: str) -> bool:
    """Whether what a mapping says of a voice is a name, and not what the person is."""
    if not said[:1].isalpha() or said[:1].islower():
        return False
    return not _is_person(called) or not set(called.split()).isdisjoint(said.split())


def _is_person(called: str) -> bool:
    """Whether a voice has the name of a person already, and not that of a part or a number."""
    words = called.split()
    if not words or words[0].casefold() in _PARTS or not all(word[0].isupper() for word in words):
        return False
    return any(map(str.islower, called)) and not any(one.isdigit() or one == "_" for one in called)


def _pairs(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, dict) and _NAME not in value:
        yield from value.items()
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and _NAME in one:
            yield from ((one[key], one[_NAME]) for key in _CALLED if key in one)


def with_names(
    reading: Reading, sidecar: dict[str, object], defaults: dict[str, object]
) -> tuple[Reading, dict[str, object], dict[str, object]]:
    """A reading, its sidecar and the defaults of its folder, with the names of its voices."""
    voices = voices_of(defaults, reading.fields, sidecar)
    marks = tuple(
        replace(mark, speaker=voices.get((mark.speaker or "").casefold(), mark.speaker))
        for mark in reading.marks
    )
    reading = replace(reading, marks=marks, fields=as_names(reading.fields))
    return reading, as_names(sidecar), as_names(defaults)


def with_full_names(reading: Reading, people: Iterable[Credit]) -> Reading:
    """A reading whose voices have their full names, where a label is just a credited first name.

    A first name that fits several, or nobody, is kept.
    """
    credited = {credit.name for credit in people}
    labels = {mark.speaker for mark in reading.marks if mark.speaker}
    full: dict[str, set[str]] = {}
    for name in credited | labels:
        first, *rest = name.split() or [""]
        if rest and first.casefold() not in _PARTS:
            full.setdefault(first.casefold(), set()).add(name)
    named = {
        label: name
        for label in labels
        for name in full.get(label.casefold(), ())
        if len(full[label.casefold()]) == 1 and name in credited and label not in credited
    }
    marks = tuple(
        replace(mark, speaker=named.get(mark.speaker or "", mark.speaker)) for mark in reading.marks
    )
    return replace(reading, marks=marks)


def as_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with the names alone where a mapping says which voice is whose.

    >>> as_names({"title": "A weir", "speakers": {"host1": "Ada Marsh", "host2": "Bo Reed"}})
    {'title': 'A weir', 'speakers': ['Ada Marsh', 'Bo Reed']}
    """
    return {field: _names(field, value) or value for field, value in fields.items()}


def _names(field: str, value: object) -> list[str]:
    mapped = plain_name(field) == "speakers" and isinstance(value, dict) and _NAME not in value
    return list(dict.fromkeys(voices_of({field: value}).values())) if mapped else []
