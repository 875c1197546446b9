"""Passages that are similar in meaning to the words of a query, by Whoosh's numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from whoosh.searching import Searcher

from commonplace import meaning, query
from commonplace.index import statistics
from commonplace.index.scores import Scores

FILE = "meaning.bin"  #: beside the index


@dataclass(frozen=True, kw_only=True)
class Near:
    """A query by meaning; it tells passages by Whoosh's numbers."""

    folder: Path
    searcher: Searcher
    asked: meaning.Sought

    @cached_property
    def _found(self) -> tuple[meaning.Cosines, dict[int, int]]:
        found = self.asked.near()
        return found, self._numbered(found)

    def worth(self) -> dict[int, float]:
        """What the nearest passages are worth, in best scores."""
        found, numbers = self._found
        return {number: found[own] for number, own in numbers.items()}

    def drawn(self, number: int) -> Near:
        """The same query, drawn towards one of the nearest passages."""
        return replace(self, asked=self.asked.drawn(self._found[1][number]))

    def _numbered(self, found: Iterable[int]) -> dict[int, int]:
        """Whoosh's numbers of passages that count them by address and place."""
        states = sorted(
            statistics.read(self.folder).items(), key=lambda one: one[0].rpartition(" ")[0]
        )
        ends = accumulate(row[0] for _, row in states)
        wanted = sorted(found)
        result: dict[int, int] = {}
        for (state, row), end in zip(states, ends, strict=True):
            mine = [number for number in wanted if end - row[0] <= number < end]
            if mine:
                numbers = sorted(self.searcher.postings("document", state).all_ids())
                result |= {numbers[one - end + row[0]]: one for one in mine}
        return result


def similar(folder: Path, scores: Scores, parsed: query.Parsed) -> Near | None:
    """A query by its meaning; None for one that is more than words, or has too few."""
    words = query.plain_words(parsed.tree) if parsed.tree else None
    if not words or not (folder / FILE).exists():
        return None
    meant = meaning.Meant.read((folder / FILE).read_bytes())
    stops = scores.stop_words(parsed)
    asked = meaning.asked(meant, [scores.asked("text", one) for one in words if one not in stops])
    return Near(folder=folder, searcher=scores.searcher, asked=asked) if asked else None
