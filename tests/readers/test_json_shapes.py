"""Transcripts in JSON are read whatever their keys are called and however deep they are.

One invented talk is laid out in the shapes that recognisers, services and scripts write. Of
every shape the same words, voices and times have to come, and no message. Beside them is JSON
that is no transcript.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from commonplace.document import make_document
from commonplace.model import Document, Seed

TURNS = (
    ("Ada Marsh", "Welcome to the heron hour. Today we count what stands in the reeds."),
    ("Bo Reed", "Thank you. I have sat in that hide for three winters, and I am still cold."),
    ("Ada Marsh", "So how many did you see?"),
    ("Bo Reed", "Eleven at dawn, two at noon. The rest had gone up the river to fish."),
    ("Cy Lund", "May I say something? They were fourteen, since three stood behind the mill."),
    ("Ada Marsh", "Behind the mill! Who would have looked there?"),
    ("Cy Lund", "Anybody who brings a ladder. It is a good ladder, and not heavy."),
)
NAMES = ("Ada Marsh", "Bo Reed", "Cy Lund")
START = tuple(0.5 + 6.25 * number for number in range(len(TURNS)))
Row = dict[str, Any]
ROWS: list[Row] = [
    {"name": name, "voice": NAMES.index(name), "text": text, "start": start, "end": start + 5.5}
    for (name, text), start in zip(TURNS, START, strict=True)
]
WORDS: list[Row] = [
    {
        **row,
        "word": word,
        "at": row["start"] + 0.25 * number,
        "to": row["start"] + 0.25 * number + 0.2,
    }
    for row in ROWS
    for number, word in enumerate(row["text"].split())
]


def _clock(time: float, sign: str = ".") -> str:
    return f"00:{int(time // 60):02}:{int(time % 60):02}{sign}{round(time % 1 * 1000):03}"


def _short(time: float) -> str:
    return f"{int(time // 60):02}:{int(time % 60):02}"


def _date(time: float) -> str:
    return f"2024-03-05T10:{int(time // 60):02}:{time % 60:06.3f}Z"


def _lines(values: list[object]) -> str:
    return "\n".join(json.dumps(value) for value in values)


def _each(make: Callable[[Row], object]) -> list[object]:
    return [make(row) for row in ROWS]


def _renamed(start: str, end: str, name: str, text: str) -> list[object]:
    return _each(lambda r: {start: r["start"], end: r["end"], name: r["name"], text: r["text"]})


#: Shapes whose pieces are named.
NAMED: dict[str, object] = {
    "times for keys": {_short(r["start"]): {"who": r["name"], "said": r["text"]} for r in ROWS},
    "keys nobody uses": {"payload": {"rows": _renamed("in", "out", "who", "what")}},
    "keys of one letter": _renamed("s", "e", "p", "t"),
    "keys far in": {"a": [{"b": {"c": _renamed("cue_in", "cue_out", "label", "phrase_text")}}]},
    "lists of four": _each(lambda r: [r["start"], r["end"], r["name"], r["text"]]),
    "lists with clock times": _each(lambda r: [_clock(r["start"]), r["name"], r["text"]]),
    "a display name": _each(
        lambda r: {
            "speaker": {"display_name": r["name"]},
            "timestamp": _clock(r["start"]),
            "text": r["text"],
        }
    ),
    "first and last name": _each(
        lambda r: {
            "speaker": dict(zip(("first_name", "last_name"), r["name"].split(), strict=True)),
            "start": r["start"],
            "text": r["text"],
        }
    ),
    "dates for times": {
        "messages": _each(
            lambda r: {
                "text": r["text"],
                "from": {"name": r["name"]},
                "startTime": _date(r["start"]),
                "endTime": _date(r["end"]),
            }
        )
    },
    "data of a block": {
        "blocks": _each(
            lambda r: {
                "key": "k",
                "text": r["text"],
                "data": {"speaker": r["name"], "start": r["start"], "words": []},
            }
        )
    },
    "children of a block": _each(
        lambda r: {
            "speaker": r["name"],
            "start": r["start"],
            "children": [{"text": r["text"], "words": []}],
        }
    ),
    "names by number": {
        "speakers": {f"spk_{number}": name for number, name in enumerate(NAMES)},
        "segments": _each(
            lambda r: {
                "speakerLabel": f"spk_{r['voice']}",
                "start": r["start"],
                "end": r["end"],
                "text": r["text"],
            }
        ),
    },
    "names in a list": {
        "speakers": list(NAMES),
        "utterances": _each(
            lambda r: {"speaker": r["voice"], "start": r["start"], "text": r["text"]}
        ),
    },
    "voices beside the words": {
        "words": [{"start": w["at"], "end": w["to"], "text": w["word"]} for w in WORDS],
        "paragraphs": _each(lambda r: {"start": r["start"], "end": r["end"], "speaker": r["name"]}),
    },
    "labels in one string": {
        "title": "Herons",
        "transcript": "\n".join(f"[{_short(r['start'])}] {r['name']}: {r['text']}" for r in ROWS),
    },
    "labels in lines": {
        "transcript": [f"[{_short(r['start'])}] {r['name']}: {r['text']}" for r in ROWS]
    },
}
#: Shapes without times, whose pieces are named.
UNTIMED: dict[str, object] = {
    "names for keys": {"script": _each(lambda r: {r["name"]: r["text"]})},
    "pairs": _each(lambda r: [r["name"], r["text"]]),
    "pairs of a dialogue": {"dialogue": _each(lambda r: [r["name"], r["text"]])},
    "a key nobody uses": {"scene": _each(lambda r: {"character": r["name"], "utters": r["text"]})},
}
#: Shapes with numbers for voices.
NUMBERED: dict[str, object] = {
    "hosts for keys": _each(lambda r: {f"host{r['voice'] + 1}": r["text"]}),
    "segments of voices": {
        "results": {
            "speaker_labels": {
                "segments": _each(
                    lambda r: {
                        "start_time": str(r["start"]),
                        "end_time": str(r["end"]),
                        "speaker_label": f"spk_{r['voice']}",
                    }
                )
            },
            "items": [
                {
                    "start_time": str(w["at"]),
                    "end_time": str(w["to"]),
                    "alternatives": [{"content": w["word"]}],
                }
                for w in WORDS
            ],
        }
    },
    "labels by from and to": {
        "results": _each(
            lambda r: {
                "alternatives": [
                    {
                        "transcript": r["text"],
                        "timestamps": [
                            [w["word"], w["at"], w["to"]] for w in WORDS if w["start"] == r["start"]
                        ],
                    }
                ]
            }
        ),
        "speaker_labels": [{"from": w["at"], "to": w["to"], "speaker": w["voice"]} for w in WORDS],
    },
    "all again with voices": {
        "results": [
            *_each(
                lambda r: {
                    "alternatives": [
                        {
                            "transcript": r["text"],
                            "words": [
                                {
                                    "startTime": f"{w['at']}s",
                                    "endTime": f"{w['to']}s",
                                    "word": w["word"],
                                }
                                for w in WORDS
                                if w["start"] == r["start"]
                            ],
                        }
                    ]
                }
            ),
            {
                "alternatives": [
                    {
                        "words": [
                            {
                                "startTime": f"{w['at']}s",
                                "endTime": f"{w['to']}s",
                                "word": w["word"],
                                "speakerTag": w["voice"],
                            }
                            for w in WORDS
                        ]
                    }
                ]
            },
        ]
    },
}
#: Shapes without voices.
NAMELESS: dict[str, object] = {
    "times for keys": {_clock(r["start"]): r["text"] for r in ROWS},
    "seconds for keys": {"transcript": {str(r["start"]): r["text"] for r in ROWS}},
    "whole seconds for keys": {str(int(r["start"])): r["text"] for r in ROWS},
    "ranges for keys": {f"{r['start']}-{r['end']}": r["text"] for r in ROWS},
    "a range": _each(
        lambda r: {"timestamp": f"{_short(r['start'])} - {_short(r['end'])}", "text": r["text"]}
    ),
    "an arrow": _each(
        lambda r: {
            "time": f"{_clock(r['start'], ',')} --> {_clock(r['end'], ',')}",
            "text": r["text"],
        }
    ),
    "brackets": _each(lambda r: {"time": f"[{_clock(r['start'])}]", "text": r["text"]}),
    "columns": {
        "start": [int(1000 * r["start"]) for r in ROWS],
        "end": [int(1000 * r["end"]) for r in ROWS],
        "text": [r["text"] for r in ROWS],
    },
    "a cue in a cue": _each(
        lambda r: {
            "type": "cue",
            "data": {
                "start": int(1000 * r["start"]),
                "end": int(1000 * r["end"]),
                "text": r["text"],
            },
        }
    ),
    "lines of a caption": {
        "captions": [
            {
                "hash": {
                    "lines": _each(
                        lambda r: {
                            "start": r["start"],
                            "end": r["end"],
                            "text": [r["text"][:20], r["text"][20:]],
                        }
                    )
                }
            }
        ]
    },
    "startTime in milliseconds": {
        "captions": _each(
            lambda r: {"startTime": int(1000 * r["start"]), "duration": 5500, "content": r["text"]}
        )
    },
    "a renderer in a renderer": {
        "actions": [
            {
                "cueGroups": _each(
                    lambda r: {
                        "groupRenderer": {
                            "formattedStartOffset": {"simpleText": _short(r["start"])},
                            "cues": [
                                {
                                    "cueRenderer": {
                                        "cue": {"simpleText": r["text"]},
                                        "startOffsetMs": str(int(1000 * r["start"])),
                                    }
                                }
                            ],
                        }
                    }
                )
            }
        ]
    },
    "runs of a snippet": {
        "initialSegments": _each(
            lambda r: {
                "segmentRenderer": {
                    "startMs": str(int(1000 * r["start"])),
                    "endMs": str(int(1000 * r["end"])),
                    "snippet": {"runs": [{"text": r["text"]}]},
                    "startTimeText": {"simpleText": _short(r["start"])},
                }
            }
        )
    },
    "words with keys of one letter": [
        {"m": int(1000 * w["at"]), "d": 200, "t": w["word"]} for w in WORDS
    ],
}
#: Texts that are no JSON, and are meant to be.
WRITTEN = {
    "a line each": _lines(_renamed("start", "end", "speaker", "text")),
    "an object after another": "\n".join(
        json.dumps(row, indent=1) for row in _renamed("from", "to", "who", "body")
    ),
    "as Python prints it": repr(_renamed("start", "end", "speaker", "text")),
}


def _made(text: str, name: str = "talk.json") -> Document:
    document, told = make_document(Seed(name=name, file=name, data=text.encode()))
    assert document is not None and not told, told
    return document


def _said(document: Document) -> list[tuple[str | None, str]]:
    """The words of a document, each with its voice."""
    return [(one.speaker, word) for one in document.passages for word in one.text.split()]


EXPECTED = [(name, word) for name, text in TURNS for word in text.split()]


def _is_timed(document: Document) -> bool:
    return all(
        one.start is not None and any(abs(one.start - start) <= 1 for start in START)
        for one in document.passages
    )


@pytest.mark.parametrize("shape", NAMED)
def test_voices_and_times_are_found_in_every_shape(shape: str) -> None:
    document = _made(json.dumps(NAMED[shape], indent=1))
    assert _said(document) == EXPECTED
    assert _is_timed(document)


@pytest.mark.parametrize("shape", UNTIMED)
def test_voices_are_found_where_there_are_no_times(shape: str) -> None:
    assert _said(_made(json.dumps(UNTIMED[shape]))) == EXPECTED


@pytest.mark.parametrize("shape", NUMBERED)
def test_numbers_stand_for_voices(shape: str) -> None:
    said = _said(_made(json.dumps(NUMBERED[shape])))
    assert [word for _, word in said] == [word for _, word in EXPECTED]
    pairs = {(one, voice) for (one, _), (voice, _) in zip(EXPECTED, said, strict=True)}
    assert len(pairs) == len({voice for _, voice in pairs}) == len(NAMES)


@pytest.mark.parametrize("shape", NAMELESS)
def test_nobody_is_named_where_nobody_is(shape: str) -> None:
    document = _made(json.dumps(NAMELESS[shape]))
    said = _said(document)
    assert "".join(word for _, word in said) == "".join(word for _, word in EXPECTED)
    assert {voice for voice, _ in said} == {None}
    assert _is_timed(document)


@pytest.mark.parametrize("suffix", ["json", "jsonl", "ndjson", "txt"])
@pytest.mark.parametrize("form", WRITTEN)
def test_what_is_nearly_json_is_read(form: str, suffix: str) -> None:
    document, _ = make_document(
        Seed(name=f"talk.{suffix}", file="talk", data=WRITTEN[form].encode())
    )
    assert document is not None
    assert _said(document) == EXPECTED
    assert _is_timed(document)


_OTHER: dict[str, object] = {
    "settings": {
        "name": "mill",
        "files": ["a", "b", "c"],
        "scripts": {"build": "make all of it", "test": "run them all"},
    },
    "chapters": [
        {"heading": f"What we saw in year {n} of the count", "begins": 400 * n} for n in range(5)
    ],
    "songs": [
        {"title": f"The song of the {w} mill", "artist": a, "length": 200 + n}
        for n, (w, a) in enumerate(
            [("old", "Ada Marsh"), ("new", "Bo Reed"), ("wet", "Ada Marsh"), ("dry", "Bo Reed")]
        )
    ],
    "years": {
        str(1990 + 2 * n + n // 3): f"The herons came back in week {n} of this year."
        for n in range(8)
    },
    "questions": [
        {"ask": "How deep is it, and why?", "reply": "Two metres."},
        {"ask": "Who fed them?", "reply": "Nobody."},
        {"ask": "When?", "reply": "In May."},
    ],
    "tasks": [
        {"assignee": a, "summary": f"Mend the {w} before the frost"}
        for a, w in [
            ("Ada Marsh", "gate"),
            ("Bo Reed", "roof"),
            ("Ada Marsh", "door"),
            ("Bo Reed", "wheel"),
        ]
    ],
    "changes": [
        {
            "author": a,
            "date": f"2024-03-{3 * n + 1:02}T10:00:00Z",
            "message": f"Mend the {w}. Does it hold?",
        }
        for n, (a, w) in enumerate(
            [
                ("Ada Marsh", "leaking gate"),
                ("Bo Reed", "dripping roof"),
                ("Ada Marsh", "jammed door"),
                ("Bo Reed", "old wheel"),
            ]
        )
    ],
    "a log": [
        {
            "time": f"2024-03-05T10:00:{n:02}Z",
            "level": "info",
            "msg": f"took request number {n} from the queue",
        }
        for n in range(20)
    ],
    "a chat with a program": [
        {"role": ("user", "assistant")[n % 2], "content": f"What of mill number {n}, then?"}
        for n in range(8)
    ],
    "words": [
        {"word": w, "meaning": f"What one calls a {w} when it is old."}
        for w in "mill pond gate wheel".split()
    ],
    "readings": [{"t": 1.5 * n, "temperature": 4.5 + n, "station": "Lower gate"} for n in range(9)],
    "pairs of a list": [
        ["Mill Lane", "A lane with a mill."],
        ["Pond Row", "A row of ponds."],
        ["Gate End", "An end."],
    ],
    "columns": {"weights": [0.1, 0.5, 0.9], "labels": ["low water", "middle water", "high water"]},
}


@pytest.mark.parametrize("shape", _OTHER)
def test_other_json_is_no_transcript(shape: str) -> None:
    document, told = make_document(
        Seed(name="other.json", file="other.json", data=json.dumps(_OTHER[shape]).encode())
    )
    assert document is None
    assert [one.severity for one in told] == ["error"]


def test_what_a_feeling_is_called_is_no_voice() -> None:
    moods = ["Calm", "Glad", "Calm", "Glad", "Calm", "Glad", "Calm"]
    rows = [
        {"start": r["start"], "text": r["text"], "mood": m}
        for r, m in zip(ROWS, moods, strict=True)
    ]
    assert {voice for voice, _ in _said(_made(json.dumps(rows)))} == {None}


def test_a_caption_of_two_voices_is_nobodys() -> None:
    spans = [
        {"start": 0.0, "end": 3.25, "speaker": "A"},
        {"start": 3.25, "end": 50.0, "speaker": "B"},
    ]
    rows = [{"start": r["start"], "end": r["end"], "text": r["text"]} for r in ROWS]
    said = _said(_made(json.dumps({"segments": rows, "diarization": spans})))
    first = len(TURNS[0][1].split())
    assert {voice for voice, _ in said[:first]} == {None}
    assert {voice for voice, _ in said[first:]} == {"Speaker B"}


def test_a_page_below_json_front_matter_is_no_list() -> None:
    text = '{"title": "Herons"}\n\nThey stand in the reeds.\n'
    document, _ = make_document(Seed(name="a.md", file="a.md", data=text.encode()))
    assert document is not None and document.title == "Herons"
