"""Where long talks are cut into chapters, beside simpler ways: `make bench-chapters`."""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from benchmarks import machine
from benchmarks.corpora import corpus
from commonplace.collect import collect
from commonplace.derive.chapters import boundaries
from commonplace.document import make_document

#: Where the four source documents and the corpus are, if they are there.
SHARED = Path(__file__).resolve().parents[2] / "shared"
_TALKS, _SEED = 60, 7
_BLOCK, _PIECE = 3, 120
Cuts = list[int]
Talk = tuple[list[str], Cuts]


def main(arguments: Sequence[str]) -> None:
    """Print the tables for the transcripts in a folder or archive."""
    where = Path(arguments[0]) if arguments else SHARED / "corpus" / "practicalai.tar.gz"
    episodes = [texts for texts, _ in _talks(where)]
    sets = {"joined": list(joined(episodes, random.Random(_SEED)))}
    people = [talk for talk in _talks(SHARED / "seeds") if talk[1]]
    if people:
        sets["by people"] = people
    print("# Where long talks are cut\n")
    print("`make bench-chapters` printed these lines; README.md explains them.\n")
    print(machine.described())
    print("\n| talks | how | Pk | WindowDiff | cuts | right cuts |\n|---|---|---|---|---|---|")
    for name, talks in sets.items():
        for way, cut in WAYS.items():
            print(_row(f"{name} ({len(talks)})", way, talks, cut))


def _row(name: str, way: str, talks: Sequence[Talk], cut: Callable[[Talk], Cuts]) -> str:
    found = [cut(talk) for talk in talks]
    errors = [
        measures(right, one, len(texts)) for (texts, right), one in zip(talks, found, strict=True)
    ]
    pk, difference = (sum(column) / len(errors) for column in zip(*errors, strict=True))
    counts = f"{sum(map(len, found))} | {sum(len(right) for _, right in talks)}"
    return f"| {name} | {way} | {pk:.3f} | {difference:.3f} | {counts} |"


def _talks(where: Path) -> Iterator[Talk]:
    """The turns of each transcript of a folder, and where its own headings stand."""
    if not where.exists():
        return
    for seed in collect((corpus(where).seeds,))[0]:
        document, _ = make_document(seed)
        if document is None or document.kind != "transcript":
            continue
        spoken = [p.note is None and bool(p.html) for p in document.passages]
        before = [0, *accumulate(map(int, spoken))]
        right = sorted({before[heading.before] for heading in document.headings} - {0})
        texts = [
            p.text for p, is_spoken in zip(document.passages, spoken, strict=True) if is_spoken
        ]
        yield texts, right


def joined(episodes: Sequence[Sequence[str]], chance: random.Random) -> Iterator[Talk]:
    """Talks made of pieces of different episodes, and where one piece meets the next."""
    for _ in range(_TALKS):
        texts: list[str] = []
        right: Cuts = []
        for _ in range(chance.randint(6, 10)):
            episode = chance.choice(episodes)
            start = chance.randint(0, max(0, len(episode) - 20))
            if texts:
                right.append(len(texts))
            texts += episode[start : start + chance.randint(6, 22)]
        yield texts, [one for one in right if one < len(texts)]


def measures(right: Cuts, found: Cuts, turns: int) -> tuple[float, float]:
    """Pk and WindowDiff of some cuts of a talk."""
    window = max(1, round(turns / (len(right) + 1) / 2))
    one, two = (
        [0, *accumulate(int(at in cuts) for at in range(turns + 1))]
        for cuts in (set(right), set(found))
    )
    places = range(turns - window)
    pairs = [
        (one[at + window + 1] - one[at + 1], two[at + window + 1] - two[at + 1]) for at in places
    ]
    whole = max(1, len(pairs))
    return (
        sum((a == 0) != (b == 0) for a, b in pairs) / whole,
        sum(a != b for a, b in pairs) / whole,
    )


def _equal(talk: Talk) -> Cuts:
    texts, right = talk
    return [round(len(texts) * (n + 1) / (len(right) + 1)) for n in range(len(right))]


def _texttiling(talk: Talk) -> Cuts:
    pieces: list[tuple[int, Counter[str]]] = []
    counts, words, first = Counter[str](), 0, 0
    for number, text in enumerate(talk[0]):
        found = text.lower().split()
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
    "ours": lambda talk: boundaries(talk[0]),
    "equal distances": _equal,
    "TextTiling": _texttiling,
}

if __name__ == "__main__":
    main(sys.argv[1:])
