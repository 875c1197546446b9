"""The strongest terms of each passage, for comparing passages."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from itertools import chain

from commonplace.analysis.terms import stems
from commonplace.model import Document, Each, Library, in_turn

STRONGEST = 16  #: terms of a passage, at most
#: A term in more than this share, or this number, of passages says nothing.
COMMON, MOST = 0.25, 1500
#: Small sites have few passages, in which a term is soon in a quarter of them.
FEW = 50
#: Of a weight, so that sums differ on no machine.
DIGITS = 4
#: Of how rare a term is. It is rounded so that an edit somewhere seldom changes the
#: weights of passages that it does not touch.
RARE_DIGITS = 1

#: A document, and how rare each of its terms is, in order; 0 for one to leave out.
Rare = tuple[Document, bytes]


def rarities(library: Library, each: Each = in_turn) -> list[Rare]:
    """Each document with how rare its terms are, for `strongest`.

    The weight of a term is (1 + ln f) ln(N / n), for f times in the passage and n of N
    passages that have it (Manning, Raghavan and Schütze, Introduction to Information
    Retrieval, 2008, section 6.4); the logarithm is rounded. Terms that are in one passage or
    in very many are left out.
    """
    held = list(each(terms_held, library.documents))
    having: Counter[str] = Counter()
    for one in held:
        having.update(one)
    count = _rounded(sum(len(document.passages) for document in library.documents))
    most = min(MOST, max(FEW, int(count * COMMON)))
    rare = {
        term: round(math.log(max(count, number) / number), RARE_DIGITS)
        for term, number in having.items()
        if 2 <= number <= most
    }
    return [
        (document, array("d", [rare.get(term, 0.0) for term in one]).tobytes())
        for document, one in zip(library.documents, held, strict=True)
    ]


def strongest(document: Rare) -> list[dict[str, float]]:
    """The strongest terms of each passage of a document, by tf-idf, the strongest first."""
    every = stems(document[0])
    terms = sorted({term for times in every for term in times})
    rare = dict(zip(terms, array("d", document[1]), strict=True))
    once = {term: -round(weight, DIGITS) for term, weight in rare.items() if weight}
    result = []
    for times in every:
        found = sorted(
            (
                once[term] if often == 1 else -round((1 + math.log(often)) * rare[term], DIGITS),
                term,
            )
            for term, often in times.items()
            if term in once
        )
        result.append({term: -weight for weight, term in found[:STRONGEST]})
    return result


def _rounded(number: int) -> int:
    """A number with its first two digits, and zeros for the others.

    >>> _rounded(7), _rounded(20450)
    (7, 20000)
    """
    unit: int = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit


def terms_held(document: Document) -> dict[str, int]:
    """The terms of a document in order, and how many of its passages have each."""
    having = Counter(chain.from_iterable(stems(document)))
    return dict(sorted(having.items()))
