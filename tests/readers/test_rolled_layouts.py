"""However a screen, a program or a page repeats lines, each word comes out once.

A talk of invented words is laid out in every way in which captions roll, as text, SubRip,
WebVTT and JSON. What people say twice themselves is in it, and stays.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from commonplace.document import make_document
from commonplace.model import Seed

TALK = """So we came down to the weir before six - it was still dark, very dark - and the miller
was there. He said, no, no, not today. Me too, I said. And you know what -- he laughed. That that
water was high we had all seen, but nobody had looked at the sluice. The sluice was open. Who opens
a sluice at night? Yes. Yes, I know. We stood there and counted the boards, eleven of them, and one
was new. It was new, and it was not ours. So my brother went over - he is the careful one - and he
put his hand on it and it was warm. Warm! In that water, and at that hour of the day. What would
you have done? We closed it, and we went home, and we never said a word about it until today."""

Lines = Sequence[str]


def _grown(lines: Lines, step: int) -> list[str]:
    return [
        " ".join(words[:count])
        for words in map(str.split, lines)
        for count in [*range(step, len(words), step), len(words)]
    ]


def _growing_below(lines: Lines) -> list[str]:
    pairs = pairwise(["", *lines])
    return [f"{above}\n{part}".strip() for above, line in pairs for part in _grown([line], 2)]


LAYOUTS: dict[str, Callable[[Lines], list[str]]] = {
    "each twice": lambda lines: [line for one in lines for line in (one, one)],
    "each three times": lambda lines: [line for one in lines for line in (one,) * 3],
    "two lines": lambda lines: [f"{one}\n{two}" for one, two in pairwise(lines)],
    "two lines that fill": lambda lines: [
        f"{one}\n{two}".strip() for one, two in pairwise(["", *lines])
    ],
    "two lines as one": lambda lines: [f"{one} {two}" for one, two in pairwise(lines)],
    "word by word": lambda lines: _grown(lines, 1),
    "two words more": lambda lines: _grown(lines, 2),
    "growing below": _growing_below,
    "once": list,
}


def _clock(second: int, sign: str) -> str:
    return f"00:{second // 60:02}:{second % 60:02}{sign}000"


def _cues(cues: Lines, sign: str) -> str:
    return "\n\n".join(
        f"{n + 1}\n{_clock(2 * n, sign)} --> {_clock(2 * n + 2, sign)}\n{cue}"
        for n, cue in enumerate(cues)
    )


FORMS: dict[str, Callable[[Lines], str]] = {
    "txt": "\n".join,
    "srt": lambda cues: _cues(cues, ","),
    "vtt": lambda cues: f"WEBVTT\n\n{_cues(cues, '.')}",
    "json": lambda cues: json.dumps(
        [{"start": 2.0 * n, "end": 2.0 * n + 2, "text": cue} for n, cue in enumerate(cues)]
    ),
}


def _lines(seed: int) -> list[str]:
    dice, words, lines = random.Random(seed), TALK.split(), []
    while words:
        count = dice.randint(5, 9)
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return lines


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_word_comes_out_once(layout: str, form: str) -> None:
    for seed in range(3):
        text = FORMS[form](LAYOUTS[layout](_lines(seed)))
        name = f"talk.{form}"
        document, _ = make_document(Seed(name=name, file=name, data=text.encode()))
        assert document is not None
        said = [word for one in document.passages for word in one.text.split()]
        assert " ".join(said) == " ".join(TALK.split())


@pytest.mark.parametrize("form", ["srt", "vtt", "json"])
def test_what_somebody_says_again_and_again_stays(form: str) -> None:
    cues = ["No.", "No.", "No.", "Not today.", "Not today.", "No."]
    name = f"talk.{form}"
    document, _ = make_document(Seed(name=name, file=name, data=FORMS[form](cues).encode()))
    assert document is not None
    assert " ".join(one.text for one in document.passages) == " ".join(cues)


def test_a_time_that_stands_for_words_is_no_caption() -> None:
    lines = [f"{line} in the" for line in _lines(1)]
    lines[4] += " unintelligible 00:04:16.07 water"
    lines[9] = "00:05:10 was on the board, " + lines[9]
    text = "\n".join(lines)
    document, _ = make_document(Seed(name="talk.txt", file="talk.txt", data=text.encode()))
    assert document is not None
    assert "00:04:16.07" in " ".join(one.text for one in document.passages)
