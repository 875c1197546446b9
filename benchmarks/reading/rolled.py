"""Captions as pages and tools lay them out, made from texts that are known, beside simple rules.

Each layout prints the lines of a text more than once, as live captions, viewers and
summary pages do. What comes out should be the text. The score is F1 over the words as a bag.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean

from commonplace.document import make_document
from commonplace.model import Seed

#: Words of each text that are taken.
WORDS = 4_000
_LABEL = re.compile(r"^\*\*[^*\n]+:\*\*", re.M)
_SIGNS = re.compile(r"\\\[[\d:.]+\\\]|https?://\S+|[\[\]*_\\<>#`|]")

Lines = Sequence[str]


def spoken(markdown: str) -> list[str]:
    """The words of a transcript in Markdown, without labels, times and markup."""
    return _SIGNS.sub("", _LABEL.sub("", markdown)).split()[:WORDS]


def _twice(lines: Lines) -> str:
    return "\n".join(line for one in lines for line in (one, one))


def _three_times(lines: Lines) -> str:
    return "\n".join(line for one in lines for line in (one, one, one))


def _window_of_two(lines: Lines) -> str:
    return "\n\n".join(f"{one}\n{two}" for one, two in pairwise(lines))


def _window_on_one_line(lines: Lines) -> str:
    return "\n".join(f"{one} {two}" for one, two in pairwise(lines))


def _window_of_three(lines: Lines) -> str:
    triples = zip(lines, lines[1:], lines[2:], strict=False)
    return "\n".join(line for triple in triples for line in triple)


def _the_one_before_and_more(lines: Lines) -> str:
    halves = (line.rpartition(" ")[0] for line in lines)
    return "\n".join(
        piece for half, line in zip(halves, lines, strict=True) for piece in (half, line) if piece
    )


def _word_by_word(lines: Lines) -> str:
    grown = (line.split()[: n + 1] for line in lines for n in range(len(line.split())))
    return "\n".join(" ".join(words) for words in grown)


def _seams(lines: Lines) -> str:
    """Every third line begins with the one before it."""
    pairs = enumerate(zip(["", *lines], lines, strict=False))
    return "\n".join(f"{one} {two}" if n % 3 == 2 else two for n, (one, two) in pairs)


def _timed(lines: Lines) -> str:
    return "\n".join(f"[{n // 60}:{n % 60:02}] {line}\n{line}" for n, line in enumerate(lines))


def _once(lines: Lines) -> str:
    return "\n".join(lines)


def _clock(thousandths: int) -> str:
    seconds, rest = divmod(thousandths, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _vtt(cues: Iterator[tuple[int, int, str]]) -> str:
    """A file of WebVTT with cues of a start and an end in thousandths of a second."""
    blocks = (f"{_clock(start)} --> {_clock(end)}\n{words}" for start, end, words in cues)
    return "\n\n".join(["WEBVTT\nKind: captions\nLanguage: en", *blocks]) + "\n"


_LENGTH = 3_000  #: thousandths of a second for which a line is new


def _vtt_of_youtube(lines: Lines) -> str:
    """A line below the one before it, each of its words with a time, and then the line alone."""

    def cues() -> Iterator[tuple[int, int, str]]:
        for n, (before, line) in enumerate(zip([" ", *lines], lines, strict=False)):
            start, end = n * _LENGTH, (n + 1) * _LENGTH
            first, *more = line.split()
            step = _LENGTH // (len(more) + 1)
            times = (_clock(start + at * step) for at in range(1, len(more) + 1))
            timed = "".join(f"<{t}><c> {word}</c>" for t, word in zip(times, more, strict=True))
            yield start, end - 10, f"{before}\n{first}{timed}"
            yield end - 10, end, f"{line}\n "

    return _vtt(cues())


def _vtt_window_of_two(lines: Lines) -> str:
    pairs = enumerate(pairwise(lines))
    return _vtt((n * _LENGTH, (n + 1) * _LENGTH, f"{one}\n{two}") for n, (one, two) in pairs)


def _vtt_growing(lines: Lines) -> str:
    def cues() -> Iterator[tuple[int, int, str]]:
        for n, line in enumerate(lines):
            words = line.split()
            step = _LENGTH // len(words)
            for at in range(len(words)):
                start = n * _LENGTH + at * step
                yield start, start + step, " ".join(words[: at + 1])

    return _vtt(cues())


def _vtt_once(lines: Lines) -> str:
    return _vtt((n * _LENGTH, (n + 1) * _LENGTH, line) for n, line in enumerate(lines))


LAYOUTS: dict[str, Callable[[Lines], str]] = {
    "each line twice": _twice,
    "each line three times": _three_times,
    "a window of two lines": _window_of_two,
    "the same on one line": _window_on_one_line,
    "a window of three lines": _window_of_three,
    "the line before and more": _the_one_before_and_more,
    "word by word": _word_by_word,
    "seams": _seams,
    "with times": _timed,
    "nothing twice": _once,
    "VTT of YouTube": _vtt_of_youtube,
    "VTT, a window of two lines": _vtt_window_of_two,
    "VTT, word by word": _vtt_growing,
    "VTT, nothing twice": _vtt_once,
}
_OF_VTT = re.compile(r"\AWEBVTT\n.*\n.*\n|^[\d:.]+ --> [\d:.]+$|<[^<>\n]*>", re.M)


def _written(text: str) -> list[str]:
    """The lines of a text, or of the cues of a file of WebVTT, as anybody would take them."""
    if text.startswith("WEBVTT"):
        text = _OF_VTT.sub("", text)
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_it_is(text: str) -> list[str]:
    """Every word as it is."""
    return " ".join(_written(text)).split()


def without_equal_lines(text: str) -> list[str]:
    """The simplest rule: a line that equals the one before goes."""
    lines = _written(text)
    return " ".join(two for one, two in pairwise(["", *lines]) if one != two).split()


def without_extended_lines(text: str) -> list[str]:
    """A rule of three lines: a line that the next one begins with goes, too."""
    lines = _written(text)
    return " ".join(one for one, two in pairwise([*lines, ""]) if not two.startswith(one)).split()


def ours(text: str) -> list[str]:
    """The words of the page that Commonplace makes."""
    name = "talk.vtt" if text.startswith("WEBVTT") else "talk.txt"
    document, _ = make_document(Seed(name=name, file=name, data=text.encode()))
    return [word for one in document.passages for word in one.text.split()] if document else []


READERS: dict[str, Callable[[str], list[str]]] = {
    "Commonplace": ours,
    "equal lines": without_equal_lines,
    "extended lines": without_extended_lines,
    "as it is": as_it_is,
}


def f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 over words as a bag: twice the words in common by all words.

    >>> f1("a b b".split(), "a b".split())
    0.8
    """
    common = sum((Counter(found) & Counter(wanted)).values())
    return 2 * common / max(1, len(found) + len(wanted))


def _lines(words: Sequence[str], dice: random.Random) -> Iterator[str]:
    at = 0
    while at < len(words):
        length = dice.randint(5, 9)
        yield " ".join(words[at : at + length])
        at += length


def table(files: Sequence[Path]) -> str:
    """A row for each layout: the mean F1 of each reader over the transcripts in some files."""
    rows = ["| layout | " + " | ".join(READERS) + " |", "|---|" + "---:|" * len(READERS)]
    texts = [spoken(path.read_text(encoding="utf-8")) for path in files]
    for name, layout in LAYOUTS.items():
        scores = []
        for read in READERS.values():
            found = [
                f1(read(layout(list(_lines(words, random.Random(number))))), words)
                for number, words in enumerate(texts)
            ]
            scores.append(f"{mean(found):.4f}")
        rows.append(f"| {name} | {' | '.join(scores)} |")
    return "\n".join([*rows, "", f"Made from {len(texts)} transcripts, {WORDS:,} words of each."])
