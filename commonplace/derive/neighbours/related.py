"""The nearest other documents and passages, by the weighted terms that they share."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from commonplace.analysis import TOKEN
from commonplace.derive.neighbours.weights import Rare, strongest
from commonplace.model import Document, Each, Library, Related, in_turn

#: Of a document: terms that stand for it, and others shown, unless they are too far.
DOCUMENT_TERMS = 60
FEWEST_DOCUMENTS, MOST_DOCUMENTS = 3, 5
NEAR_DOCUMENTS = 0.1  #: cosine from which more than the fewest are shown
LEAST_DOCUMENTS = 0.02  #: cosine below which documents are not related
#: A long transcript has so many passages, and a passage that is compared so many words.
LONG, WORDS = 20, 25
MOST_PASSAGES = 3
NEAR_PASSAGES = 0.22  #: cosine from which passages are similar
REPEATED = 0.9  #: cosine from which one says the other again, such as a greeting
SHARED = 4  #: words that similar passages have in common at least, of those looked up
#: Passages for which shared terms are counted at once, by a matrix; for fewer it is not made.
TOGETHER = 256
#: In the same document, passages have to be so far apart, and so much nearer.
APART, NEARER = 15, 0.1
#: A term in more passages than this says too little to be looked up.
LOOKED_UP = 150
#: Where a larger part of the passages is new, all are looked at.
MOST_FRESH = 0.2
DIGITS = 6  #: of a cosine, so that ties are ties on every machine
_LITTLE = 1e-3  #: more than the rounding of a cosine can make

Weights = Mapping[str, float]
#: For each term the numbers of those that have it, with its weight there.
Holders = Mapping[str, Sequence[tuple[int, float]]]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a document is compared by.

    `whole` are the terms of the document. `terms` are those of each passage that is long
    enough, by the passage's number; `held` has their weights the other way round, and `marks`
    for each passage a hash of its place, its terms and weights.
    """

    whole: Weights
    terms: Mapping[int, tuple[str, ...]]
    held: Holders
    marks: Mapping[int, bytes]


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The related passages that were found, for the next build.

    `addresses` are those of all passages by their marks, `similar` what is similar to each
    for which it was asked, and `common` the terms too frequent to be looked up.
    """

    addresses: Mapping[bytes, str]
    similar: Mapping[bytes, tuple[str, ...]]
    common: frozenset[str]


NOBODY = Neighbours(addresses={}, similar={}, common=frozenset())


def related(
    library: Library, rare: Sequence[Rare], before: Neighbours = NOBODY, each: Each = in_turn
) -> tuple[Related, Neighbours]:
    """The documents to read next to each, and the passages like each of a long transcript.

    `rare` are the documents of the library as `rarities` gives them; `each` looks at one
    alone. For `before` and the second result see `among`.
    """
    return among(library, list(each(_compared, rare)), before)


def among(
    library: Library, compared: Sequence[Compared], before: Neighbours = NOBODY
) -> tuple[Related, Neighbours]:
    """What is related, given what each document is compared by.

    Nearness is the cosine of the angle between two sets of weights. Passages of other
    documents are preferred to those of the same, which have to be far away. What was found
    `before` is not worked out again where it cannot have changed; with it the result is
    the same as without. The neighbours returned are for the next time.
    """
    found, neighbours = _passages(library, compared, before)
    return Related(documents=_documents(library, compared), passages=found), neighbours


def comparable(document: Document, weights: Sequence[Weights]) -> Compared:
    """A document as it is compared, from the strongest terms of each of its passages."""
    sums: dict[str, float] = defaultdict(float)
    terms: dict[int, tuple[str, ...]] = {}
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    marks: dict[int, bytes] = {}
    for number, (passage, vector) in enumerate(zip(document.passages, weights, strict=True)):
        for term, weight in vector.items():
            sums[term] += weight
        if not vector or not _has_words(passage.text):
            continue
        unit = _unit(vector)
        terms[number] = tuple(unit)
        place = (document.address, passage.anchor, number)
        marks[number] = _hash(repr((place, list(unit.items()))).encode())
        for term, weight in unit.items():
            held[term].append((number, weight))
    return Compared(
        # A root of the sum keeps a word that one passage repeats from standing for it all.
        whole={term: math.sqrt(sums[term]) for term in sorted(sums)},
        terms=terms,
        held=dict(held),
        marks=marks,
    )


def _compared(document: Rare) -> Compared:
    return comparable(document[0], strongest(document))


def _documents(library: Library, compared: Sequence[Compared]) -> dict[str, tuple[str, ...]]:
    """The nearest other documents of each."""
    whole = {
        document.address: one.whole
        for document, one in zip(library.documents, compared, strict=True)
    }
    addresses = sorted(whole)
    if len(addresses) == 2:  # each is all that there is to read next to the other
        return {addresses[0]: (addresses[1],), addresses[1]: (addresses[0],)}
    having = Counter(term for vector in whole.values() for term in vector)
    # A term that most documents have says nothing of what one is about.
    rare = {term: math.log(len(whole) / count) for term, count in having.items() if count > 1}
    vectors = [
        _unit(
            {t: weight * rare[t] for t, weight in whole[address].items() if rare.get(t)},
            DOCUMENT_TERMS,
        )
        for address in addresses
    ]
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            held[term].append((number, weight))
    found: dict[str, tuple[str, ...]] = {}
    for number, address in enumerate(addresses):
        near = sorted(_near(vectors[number], held, LEAST_DOCUMENTS))
        others = [(cosine, addresses[other]) for cosine, other in near if other != number]
        shown = [
            other
            for place, (cosine, other) in enumerate(others[:MOST_DOCUMENTS])
            if place < FEWEST_DOCUMENTS or -cosine >= NEAR_DOCUMENTS
        ]
        if shown:
            found[address] = tuple(shown)
    return found


def _passages(
    library: Library, compared: Sequence[Compared], before: Neighbours
) -> tuple[dict[str, tuple[str, ...]], Neighbours]:
    """The most similar passages of each passage that is long enough."""
    addresses = {
        mark: f"{document.address}#{document.passages[number].anchor}"
        for document, own in zip(library.documents, compared, strict=True)
        for number, mark in own.marks.items()
    }
    having: Counter[str] = Counter()
    for one in compared:
        having.update({term: len(passages) for term, passages in one.held.items()})
    common = frozenset(term for term, count in having.items() if count > LOOKED_UP)
    if len(addresses.keys() - before.addresses.keys()) > MOST_FRESH * len(addresses):
        before = NOBODY  # to see what they change would take longer
    doubtful = _Doubtful(compared, addresses, common, before)
    similar: dict[bytes, tuple[str, ...]] = {}
    asked: list[tuple[int, int]] = []
    for place, (document, own) in enumerate(zip(library.documents, compared, strict=True)):
        if document.kind == "transcript" and len(document.passages) >= LONG:
            for number, mark in own.marks.items():
                known = before.similar.get(mark)
                if known is None or doubtful.of(place, number, known):
                    asked.append((place, number))
                else:
                    similar[mark] = known
    like = _Passages(library, compared, common).like(asked)
    for (place, number), others in zip(asked, like, strict=True):
        similar[compared[place].marks[number]] = others
    found = {addresses[mark]: others for mark, others in similar.items() if others}
    return found, Neighbours(addresses=addresses, similar=similar, common=common)


class _Doubtful:
    """Says for which passages the earlier result may no longer be true.

    These are passages related to one that is gone or changed, passages near one that is new
    or changed, and passages with a term that became, or is no longer, too frequent to look
    up.
    """

    def __init__(
        self,
        compared: Sequence[Compared],
        addresses: Mapping[bytes, str],
        common: frozenset[str],
        before: Neighbours,
    ) -> None:
        self._compared = compared
        self._turned = common ^ before.common
        self._gone = {before.addresses[m] for m in before.addresses.keys() - addresses.keys()}
        self._near: set[tuple[int, int]] = set()
        if before.similar:
            self._look_around(addresses.keys() - before.addresses.keys(), common)

    def of(self, place: int, number: int, known: Iterable[str]) -> bool:
        """Whether the result for a passage, `known` from before, may be out of date."""
        return (
            (place, number) in self._near
            or not self._gone.isdisjoint(known)
            or not self._turned.isdisjoint(self._compared[place].terms[number])
        )

    def _look_around(self, fresh: Set[bytes], common: frozenset[str]) -> None:
        """Note the passages to which a fresh one may be near enough."""
        held: dict[str, list[tuple[int, float]]] = defaultdict(list)
        numbers = 0
        for one in self._compared:
            for number, mark in one.marks.items():
                if mark in fresh:
                    for term in one.terms[number]:
                        if term not in common:
                            held[term].append((numbers, dict(one.held[term])[number]))
                    numbers += 1
        for place, one in enumerate(self._compared):
            sums: dict[tuple[int, int], float] = defaultdict(float)
            for term in held.keys() & one.held.keys():
                for number, weight in one.held[term]:
                    for other, its_weight in held[term]:
                        sums[number, other] += weight * its_weight
            # Sums in another order than that of terms are a little different.
            self._near |= {
                (place, number) for (number, _), s in sums.items() if s > NEAR_PASSAGES - _LITTLE
            }


class _Passages:
    """The passages of a library, compared by the terms of which few passages have each."""

    def __init__(
        self, library: Library, compared: Sequence[Compared], common: frozenset[str]
    ) -> None:
        self._library = library
        self._compared = compared
        self._common = common
        self._places = [
            (place, number) for place, one in enumerate(compared) for number in one.terms
        ]

    def like(self, asked: Sequence[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
        """For some passages, by document and number, those that are most like each."""
        sharing = self._sharing if len(asked) > TOGETHER else self._looked_up
        for (home, here), others in zip(asked, sharing(asked), strict=True):
            near = []
            for there, at in others:
                nearness = self._nearness(home, here, there, at)
                if nearness >= NEAR_PASSAGES:
                    document = self._library.documents[there]
                    near.append((-nearness, f"{document.address}#{document.passages[at].anchor}"))
            yield tuple(other for _, other in sorted(near)[:MOST_PASSAGES])

    def _looked_up(self, asked: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """What `_sharing` finds, where only the terms of these passages are looked up."""
        terms = [
            [term for term in self._compared[place].terms[number] if term not in self._common]
            for place, number in asked
        ]
        having: dict[str, list[tuple[int, int]]] = {term: [] for one in terms for term in one}
        for place, one in enumerate(self._compared):
            for term in having.keys() & one.held.keys():
                having[term] += [(place, number) for number, _ in one.held[term]]
        for own in terms:
            times = Counter(chain.from_iterable(having[term] for term in own))
            yield [pair for pair, shared in times.items() if shared >= SHARED]

    def _sharing(self, asked: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """For some passages those that share as many terms with each as similar ones do.

        They are few, and only those are compared. Terms are counted for many at once, as the
        product of a matrix with itself.
        """
        from scipy.sparse import csr_matrix

        columns: dict[str, int] = {}
        terms, ends = array("i"), array("i", [0])
        for place, number in self._places:
            for term in self._compared[place].terms[number]:
                if term not in self._common:
                    terms.append(columns.setdefault(term, len(columns)))
            ends.append(len(terms))
        shape = (len(self._places), max(1, len(columns)))
        having = csr_matrix((array("h", [1]) * len(terms), terms, ends), shape=shape)
        turned = having.T.tocsr()
        numbers = {pair: number for number, pair in enumerate(self._places)}
        for some in range(0, len(asked), TOGETHER):
            shared = having[[numbers[pair] for pair in asked[some : some + TOGETHER]]] @ turned
            for start, end in pairwise(shared.indptr.tolist()):
                enough = shared.data[start:end] >= SHARED
                found = shared.indices[start:end][enough].tolist()
                yield [self._places[other] for other in found]

    def _nearness(self, home: int, here: int, there: int, at: int) -> float:
        """How similar two passages are; 0 if they are not to be shown together."""
        if there == home and abs(at - here) < APART:
            return 0
        own, its = self._compared[home], self._compared[there]
        its_terms = {*its.terms[at]} - self._common
        both = [term for term in own.terms[here] if term in its_terms]
        if sum(not term.isdigit() for term in both) < SHARED:
            return 0
        cosine = 0.0
        for term in both:
            cosine += dict(own.held[term])[here] * dict(its.held[term])[at]
        nearness = round(cosine, DIGITS)
        if nearness >= REPEATED:
            return 0
        return round(nearness - NEARER, DIGITS) if there == home else nearness


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _has_words(text: str) -> bool:
    """Whether a text has as many words as a passage needs to be compared."""
    return next(islice(TOKEN.finditer(text), WORDS - 1, None), None) is not None


def _unit(vector: Weights, most: int | None = None) -> dict[str, float]:
    """The strongest weights of a vector, in the order of their terms, at length 1."""
    strongest: Iterable[tuple[str, float]] = vector.items()
    if most is not None and len(vector) > most:
        least = sorted(vector.values(), reverse=True)[most - 1]
        enough = ((term, weight) for term, weight in strongest if weight >= least)
        strongest = sorted(enough, key=lambda pair: (-pair[1], pair[0]))[:most]
    length = math.sqrt(math.fsum([weight * weight for _, weight in strongest])) or 1.0
    return {term: weight / length for term, weight in sorted(strongest)}


def _near(vector: Weights, held: Holders, least: float) -> list[tuple[float, int]]:
    """The negative cosine and the number of all passages that are near enough, in any order.

    Sums are in the order of terms.
    """
    sums: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        for other, its_weight in held[term]:
            sums[other] += weight * its_weight
    floor = least - 10**-DIGITS  # mutants: a lower one only takes longer
    near = ((round(cosine, DIGITS), other) for other, cosine in sums.items() if cosine > floor)
    return [(-cosine, other) for cosine, other in near if cosine >= least]
