"""The strongest terms of each passage, for those who compare passages."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from commonplace.index.schema import opened, place

STRONGEST = 16  #: terms of a passage, at most
#: A term in more of the passages than this part of them, or than this many, tells nothing.
COMMON, MOST = 0.25, 1500
#: Small sites have few passages, in which a term is soon in a quarter of them.
FEW = 50
DIGITS = 4  #: of a weight, so that sums differ on no machine


def weights(folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """The address of each passage and its strongest terms, by tf-idf, in order of address.

    The weight of a term is (1 + ln f) ln(N / n), for f times in the passage and n of N
    passages that have it (Manning, Raghavan and Schütze, Introduction to Information
    Retrieval, 2008, section 6.4). Terms of a single passage are left out, since nothing
    shares them, and so are those of very many. Raises FileNotFoundError where the folder
    holds no index.
    """
    with opened(folder).searcher() as searcher:
        reader = searcher.reader()
        passages = list(reader.all_doc_ids())
        found: dict[int, list[tuple[float, str]]] = {number: [] for number in passages}
        count = len(passages)
        most = min(MOST, max(FEW, int(count * COMMON)))
        exact = not reader.has_deletions()
        for term in reader.lexicon("text"):
            # What is deleted still counts here until its segment is merged.
            if exact and not 2 <= reader.doc_frequency("text", term) <= most:
                continue
            matcher = reader.postings("text", term)
            held = []
            while matcher.is_active():
                held.append((matcher.id(), matcher.weight()))
                matcher.next()
            if not 2 <= len(held) <= most:
                continue
            text, rare = term.decode(), math.log(count / len(held))
            for number, frequency in held:
                weight = round((1 + math.log(frequency)) * rare, DIGITS)
                found[number].append((-weight, text))
        for number in sorted(passages, key=lambda number: place(searcher, number)):
            strongest = sorted(found.pop(number))[:STRONGEST]
            yield (
                searcher.stored_fields(number)["address"],
                {text: -weight for weight, text in strongest},
            )
