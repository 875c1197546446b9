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
}


def as_it_is(text: str) -> list[str]:
    """Every word as it is."""
    return text.split()


def without_equal_lines(text: str) -> list[str]:
    """The simplest rule: a line that equals the one before goes."""
    lines = [line for line in text.split("\n") if line.strip()]
    return " ".join(two for one, two in pairwise(["", *lines]) if one != two).split()


def without_extended_lines(text: str) -> list[str]:
    """A rule of three lines: a line that the next one begins with goes, too."""
    lines = [line for line in text.split("\n") if line.strip()]
    return " ".join(one for one, two in pairwise([*lines, ""]) if not two.startswith(one)).split()


def ours(text: str) -> list[str]:
    """The words of the page that Commonplace makes."""
    document, _ = make_document(Seed(name="talk.txt", file="talk.txt", data=text.encode()))
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
