"""Where long talks are cut into chapters, beside simpler ways: `make bench-chapters`."""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from benchmarks import machine
from benchmarks.corpora import corpus
from commonplace.collect import collect
from commonplace.derive.chapters import Utterance, boundaries
from commonplace.document import make_document
from commonplace.model import Document

#: Where the four source documents and the corpus are, if they are there.
SHARED = Path(__file__).resolve().parents[2] / "shared"
_TALKS, _SEED = 60, 7
_BLOCK, _PIECE = 3, 120
_LETTERS = re.compile(r"\\?\[[^\]\n]{0,40}\]|\*\*[^*\n]{0,80}\*\*|[^a-z]", re.I)
Cuts = list[int]


class Talk(NamedTuple):
    """What is said, and the numbers of the turns with which a part begins."""

    said: list[Utterance]
    right: Cuts


def main(arguments: Sequence[str]) -> None:
    """Print the tables for the transcripts in a folder or archive."""
    where = Path(arguments[0]) if arguments else SHARED / "corpus" / "practicalai.tar.gz"
    read = list(_read(where))
    episodes = [_spoken(document).said for document, _ in read]
    sets = {"joined": list(joined(episodes, random.Random(_SEED)))}
    people = [talk for document, _ in _read(SHARED / "seeds") if (talk := _spoken(document)).right]
    if people:
        sets["by people"] = people
    print("# Where long talks are cut\n")
    print("`make bench-chapters` printed these lines; README.md explains them.\n")
    print(machine.described())
    print("\n| talks | how | Pk | WindowDiff | cuts | right cuts |\n|---|---|---|---|---|---|")
    for name, talks in sets.items():
        for way, cut in WAYS.items():
            print(_row(f"{name} ({len(talks)})", way, talks, cut))
    stopped = [Talk(_spoken(document).said, breaks(document, text)) for document, text in read]
    stopped = [talk for talk in stopped if talk.right]
    if stopped:
        print("\n| breaks | how | found | by chance | words of a part |\n|---|---|---|---|---|")
        for way, cut in WAYS.items():
            print(_row_of_breaks(way, stopped, cut))


def _row(name: str, way: str, talks: Sequence[Talk], cut: Callable[[Talk], Cuts]) -> str:
    found = [cut(talk) for talk in talks]
    errors = [measures(talk, one) for talk, one in zip(talks, found, strict=True)]
    pk, difference = (sum(column) / len(errors) for column in zip(*errors, strict=True))
    counts = f"{sum(map(len, found))} | {sum(len(talk.right) for talk in talks)}"
    return f"| {name} | {way} | {pk:.3f} | {difference:.3f} | {counts} |"


def _row_of_breaks(way: str, talks: Sequence[Talk], cut: Callable[[Talk], Cuts]) -> str:
    """How many breaks have a cut before the turn behind them, or before one beside it."""
    found, chance, parts = 0, 0.0, 0
    for talk in talks:
        cuts = cut(talk)
        near = {at + by for at in cuts for by in (-1, 0, 1)} & set(range(len(talk.said)))
        found += len(near.intersection(talk.right))
        chance += len(talk.right) * len(near) / len(talk.said)
        parts += len(cuts) + 1
    right = sum(len(talk.right) for talk in talks)
    words = sum(_places(talk)[-1] for talk in talks)
    shares = f"{found / right:.3f} | {chance / right:.3f}"
    return f"| {right} in {len(talks)} talks | {way} | {shares} | {words // parts} |"


def _read(where: Path) -> Iterator[tuple[Document, str]]:
    """The transcripts of a folder, each with its source."""
    for seed in collect((corpus(where).seeds,))[0] if where.exists() else ():
        document, _ = make_document(seed)
        if document and document.kind == "transcript":
            yield document, seed.data.decode("utf-8", "replace")


def _spoken(document: Document) -> Talk:
    """The turns of a transcript, and where its own headings stand between them."""
    voices = any(passage.speaker for passage in document.passages)
    spoken = [
        p.note is None and bool(p.html) and (bool(p.speaker) or not voices)
        for p in document.passages
    ]
    before = [0, *accumulate(map(int, spoken))]
    said = [
        Utterance(p.text, p.speaker)
        for p, is_spoken in zip(document.passages, spoken, strict=True)
        if is_spoken
    ]
    right = {before[heading.before] for heading in document.headings} - {0, len(said)}
    return Talk(said, sorted(right))


def breaks(document: Document, source: str) -> Cuts:
    """The turns behind the labels `**Break:**`, at which a host interrupted the talk."""
    turns = [_LETTERS.sub("", one.text)[:25] for one in _spoken(document).said]
    found: Cuts = []
    for change in document.changes:
        if change.rule == "label" and "break" in change.before.lower():
            behind = _LETTERS.sub("", source[change.end : change.end + 200])
            found += [
                at
                for at, turn in enumerate(turns)
                if len(turn) > 15 and behind.startswith(turn) and at > max(found, default=0)
            ][:1]
    return found


def joined(episodes: Sequence[Sequence[Utterance]], chance: random.Random) -> Iterator[Talk]:
    """Talks made of pieces of different episodes, and where one piece meets the next."""
    for _ in range(_TALKS):
        texts: list[Utterance] = []
        right: Cuts = []
        for _ in range(chance.randint(6, 10)):
            episode = chance.choice(episodes)
            start = chance.randint(0, max(0, len(episode) - 20))
            if texts:
                right.append(len(texts))
            texts += episode[start : start + chance.randint(6, 22)]
        yield Talk(texts, [one for one in right if one < len(texts)])


def measures(talk: Talk, found: Cuts) -> tuple[float, float]:
    """Pk and WindowDiff of some cuts of a talk, both counted in words."""
    places = _places(talk)
    window = max(1, round(places[-1] / (len(talk.right) + 1) / 2))
    one, two = (
        [0, *accumulate(int(at in cuts) for at in range(places[-1] + 1))]
        for cuts in ({places[at] for at in talk.right}, {places[at] for at in found})
    )
    pairs = [
        (one[at + window + 1] - one[at + 1], two[at + window + 1] - two[at + 1])
        for at in range(places[-1] - window)
    ]
    whole = max(1, len(pairs))
    return (
        sum((a == 0) != (b == 0) for a, b in pairs) / whole,
        sum(a != b for a, b in pairs) / whole,
    )


def _places(talk: Talk) -> list[int]:
    """How many words are said before each turn, and in all."""
    return [0, *accumulate(len(one.text.split()) for one in talk.said)]


def _equal(talk: Talk) -> Cuts:
    """As many cuts as are right, after as many turns each."""
    turns, parts = len(talk.said), len(talk.right) + 1
    return [round(turns * n / parts) for n in range(1, parts)]


def _texttiling(talk: Talk) -> Cuts:
    pieces: list[tuple[int, Counter[str]]] = []
    counts, words, first = Counter[str](), 0, 0
    for number, one in enumerate(talk.said):
        found = one.text.lower().split()
        counts.update(word for word in found if len(word) > 3)
        words += len(found)
        if words >= _PIECE:
            pieces.append((first, counts))
            counts, words, first = Counter(), 0, number + 1
    likeness = [
        _cosine(
            sum((c for _, c in pieces[max(0, gap - _BLOCK) : gap]), Counter[str]()),
            sum((c for _, c in pieces[gap : gap + _BLOCK]), Counter[str]()),
        )
        for gap in range(1, len(pieces))
    ]
    depths = [_depth(likeness, gap) for gap in range(len(likeness))]
    if not depths:
        return []
    mean = sum(depths) / len(depths)
    deviation = math.sqrt(sum((depth - mean) ** 2 for depth in depths) / len(depths))
    return [
        pieces[gap + 1][0]
        for gap, depth in enumerate(depths)
        if depth > mean - deviation / 2 and depth == max(depths[max(0, gap - 2) : gap + 3])
    ]


def _depth(likeness: Sequence[float], gap: int) -> float:
    left = right = gap
    while left > 0 and likeness[left - 1] >= likeness[left]:
        left -= 1
    while right < len(likeness) - 1 and likeness[right + 1] >= likeness[right]:
        right += 1
    return likeness[left] + likeness[right] - 2 * likeness[gap]


def _cosine(one: Counter[str], two: Counter[str]) -> float:
    lengths = math.hypot(*one.values()) * math.hypot(*two.values())
    return sum(count * two[word] for word, count in one.items()) / lengths if lengths else 0.0


WAYS: dict[str, Callable[[Talk], Cuts]] = {
    "ours": lambda talk: boundaries(talk.said),
    "equal distances": _equal,
    "TextTiling": _texttiling,
}

if __name__ == "__main__":
    main(sys.argv[1:])
