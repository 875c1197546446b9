"""What the keys of a list in JSON mean, told from what is under them.

Scripts invent names for keys. So a list whose keys say nothing is looked at as a table: its
words are in the column with the most of them, its times rise at the pace of speech, and its
voices are few and come back. Tables of other things, such as songs with their lengths, have
no such columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from commonplace.readers.timed.json_keys import SPEAKER, called, keys_of, time_of
from commonplace.readers.timed.json_positions import Placed

#: Words per second: the slowest and the fastest pace of speech.
_SLOWEST, _FASTEST = 0.4, 8.0
_SCALES = (1, 1_000)
#: The fewest pieces that show what they are, and the share of them that has to agree.
_FEWEST, _MOSTLY = 3, 0.9
_WORDS = 12  #: the fewest words of a talk
#: Words on average, from which pieces without times may be turns of a talk.
_TURN = 4
#: The most words of a name.
_NAME = 4
#: The share of all words that the talk is.
_SHARE = 0.7
#: Keys that are a voice's where their values come back as voices do.
_VOICES = frozenset(
    "who name person character author user from sender by actor host presenter role spk sp "
    "talker party member panelist".split()
) | set(SPEAKER)
#: Voices of a chat with a program.
_PROGRAMS = frozenset("user assistant system tool human ai bot model function developer".split())
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,3}\Z")
_NUMBERED = re.compile(r"(?:speaker|spk|voice|person|guest|host)[ _-]?(?:\d{1,3}|[A-Z])\Z", re.I)
_SENTENCE = re.compile(r"[.?!…。？！][\"”’)\]]*\s*\Z")
_SINCE, _DAY = 100_000_000, 86_400  #: seconds; later times are dates, and a talk ends in a day
_LATEST = 120  #: seconds; a recording begins before, and whole numbers may be years

_Row = Mapping[str, object]


def rows_of(listed: Sequence[object]) -> list[dict[str, object]]:
    """The members of a list as rows of a table; those that are lists have numbers for keys.

    An object of one pair says under a name what somebody says: `{"Ada": "Hi."}`.
    """
    pairs = [one for one in listed if isinstance(one, dict) and len(one) == 1]
    if len(pairs) == len(listed) and all(_is_pair(one) for one in pairs):
        found = [(key, said) for one in pairs for key, said in one.items()]
        return [{"speaker": key, "text": said} for key, said in found]
    rows: list[dict[str, object]] = []
    for one in listed:
        if isinstance(one, dict):
            rows.append(keys_of(one))
        elif isinstance(one, list):
            rows.append({str(number): part for number, part in enumerate(one)})
    return rows


def _is_pair(one: Mapping[str, object]) -> bool:
    return all(isinstance(said, Placed) for said in one.values())


def by_structure(rows: Sequence[_Row]) -> list[dict[str, object]]:
    """The rows of a talk with the keys `text`, `start`, `end` and `speaker`, if they have them.

    Empty if the table is no talk.
    """
    if len(rows) < _FEWEST:
        return []
    names = list(dict.fromkeys(key for row in rows for key in row))
    texts = {name: words for name in names if (words := _words(rows, name))}
    said = max(texts, key=lambda name: texts[name], default=None)
    if said is None or texts[said] < _WORDS:
        return []
    rising = [name for name in names if name != said and _rises(rows, name)]
    at_pace = [name for name in rising if _at_pace(rows, name, texts[said])]
    voice = voice_column(rows, [name for name in names if name != said])
    start = min(at_pace, key=lambda name: _time(rows[0], name), default=None)
    end = next(
        (name for name in rising if start and name != start and _ends(rows, start, name)), None
    )
    dated = [name for name in rising if _time(rows[0], name) > _SINCE]
    if any(_time(rows[-1], name) - _time(rows[0], name) > _DAY for name in dated):
        return []
    if (start is None or start in dated) and not (voice and _is_talk(rows, said, voice, texts)):
        return []
    meant = {"text": said, "start": start, "end": end, "speaker": voice}
    return [{key: row[name] for key, name in meant.items() if name and name in row} for row in rows]


def voice_column(rows: Sequence[_Row], names: Sequence[str]) -> str | None:
    """The column that says who speaks: a few names come back and take turns."""
    return next((name for name in names if _is_voice(rows, name)), None)


def _is_voice(rows: Sequence[_Row], name: str) -> bool:
    values = [called(row.get(name)) for row in rows]
    voices = [value for value in values if value]
    few = set(voices)
    if len(voices) < _MOSTLY * len(rows) or not 2 <= len(few) <= len(voices) / 2:
        return False
    if any(len(voice.split()) > _NAME or len(voice) > 40 for voice in few):
        return False
    changes = sum(one != two for one, two in pairwise(voices))
    if few <= _PROGRAMS or changes < len(few):
        return False
    full = sum(bool(_FULL_NAME.match(voice) or _NUMBERED.match(voice)) for voice in few)
    capitals = all(voice[:1].isupper() and not voice.isupper() for voice in few)
    return name in _VOICES or 2 * full > len(few) or (name.isdecimal() and capitals)


def _words(rows: Sequence[_Row], name: str) -> int:
    """How many words a column has, if it is text that differs from row to row."""
    values = [value for row in rows if isinstance(value := row.get(name), Placed)]
    if len(values) < _MOSTLY * len(rows) or 2 * len(set(values)) < len(values):
        return 0
    if not all(any(map(str.isalpha, value)) for value in values if value.strip()):
        return 0
    if any(value.startswith(("http://", "https://")) for value in values):
        return 0
    times = sum(time_of(value) is not None for value in values)
    return 0 if 2 * times > len(values) else sum(len(value.split()) for value in values)


def _time(row: _Row, name: str) -> float:
    return time_of(row.get(name)) or 0.0


def _rises(rows: Sequence[_Row], name: str) -> bool:
    """Whether a column holds times that rise, and does not just count."""
    values = [row.get(name) for row in rows]
    times = [time for value in values if (time := time_of(value)) is not None]
    steps = [two - one for one, two in pairwise(times)]
    rising = sum(step >= 0 for step in steps)
    counts = set(steps) == {1.0} and not any(":" in str(value) for value in values)
    return len(times) >= _MOSTLY * len(rows) and rising >= _MOSTLY * len(steps) and not counts


def _at_pace(rows: Sequence[_Row], name: str, words: int) -> bool:
    """Whether there are about as many words as somebody can say in the time."""
    first, last = _time(rows[0], name), _time(rows[-1], name)
    pace = words * (len(rows) - 1) / len(rows)
    whole = first.is_integer() and ":" not in str(rows[0].get(name))
    return last > first and any(
        _SLOWEST <= pace * scale / (last - first) <= _FASTEST
        for scale in (_SCALES if last.is_integer() else (1,))
        if first <= _LATEST * scale or not whole or first > _SINCE
    )


def _ends(rows: Sequence[_Row], start: str, end: str) -> bool:
    """Whether times of one column follow those of another, up to the next of them."""
    pairs = [(_time(row, start), _time(row, end)) for row in rows]
    return all(one <= two for one, two in pairs) and any(one < two for one, two in pairs)


def _is_talk(rows: Sequence[_Row], said: str, voice: str, texts: Mapping[str, int]) -> bool:
    """Whether what voices say are the turns of a talk: sentences, and now and then a question."""
    words = list(_said(rows, said))
    ends = sum(bool(_SENTENCE.search(one)) for one in words)
    others = sum(count for name, count in texts.items() if name not in (said, voice))
    total = texts[said]
    asked = any("?" in one or "？" in one for one in words)
    whole = total >= _SHARE * (total + others) and total >= _TURN * len(rows)
    return asked and whole and 2 * ends >= len(words)


def _said(rows: Sequence[_Row], name: str) -> Iterator[str]:
    for row in rows:
        if isinstance(words := row.get(name), Placed):
            yield words
