"""The nearest other documents and passages, by the weighted terms that they share."""

from __future__ import annotations

import hashlib
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from commonplace.analysis import TOKEN
from commonplace.derive.weights import Rare, strongest
from commonplace.model import Document, Each, Library, Related, in_turn

#: Of a document: terms that stand for it, and others shown, unless they are too far.
DOCUMENT_TERMS = 60
FEWEST_DOCUMENTS, MOST_DOCUMENTS = 3, 5
NEAR_DOCUMENTS = 0.1  #: cosine from which more than the fewest are shown
LEAST_DOCUMENTS = 0.02  #: cosine below which none is
#: A long transcript has so many passages, and a passage that is compared so many words.
LONG, WORDS = 20, 25
MOST_PASSAGES = 3
NEAR_PASSAGES = 0.22  #: cosine from which passages are similar
REPEATED = 0.9  #: cosine from which one says the other again, such as a greeting
SHARED = 4  #: words that similar passages have in common at least, of those looked up
#: In the same document, passages have to be so far apart, and so much nearer.
APART, NEARER = 15, 0.1
#: A term in more passages than this tells too little to be looked up.
LOOKED_UP = 150
DIGITS = 6  #: of a cosine, so that ties are ties on every machine

Weights = Mapping[str, float]
#: For each term the numbers of those that have it, with its weight there.
Held = Mapping[str, Sequence[tuple[int, float]]]
#: The most similar passages of a passage, by a hash of all that they were chosen by.
Known = MutableMapping[bytes, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a document is compared by.

    `whole` are the terms of it all. `terms` are those of each passage that is long enough,
    by the passage's number; `held` has their weights the other way round, and `states` for
    each term a hash of these passages and weights.
    """

    whole: Weights
    terms: Mapping[int, tuple[str, ...]]
    held: Held
    states: Mapping[str, bytes]


def related(
    library: Library, rare: Sequence[Rare], known: Known | None = None, each: Each = in_turn
) -> Related:
    """The documents to read next to each, and the passages like each of a long transcript.

    `rare` are the documents of the library as `rarities` gives them; `each` looks at one
    alone. For `known` see `among`.
    """
    return among(library, list(each(_compared, rare)), known)


def among(library: Library, compared: Sequence[Compared], known: Known | None = None) -> Related:
    """What is related, of documents with what each is compared by.

    Nearness is the cosine of the angle between two sets of weights. Passages of other
    documents are preferred to those of the same, which have to be far away. What `known`
    has from an earlier call is not worked out again; when this one is done, `known` has
    what it needed, and nothing else.
    """
    return Related(
        documents=_documents(library, compared),
        passages=_passages(library, compared, {} if known is None else known),
    )


def comparable(document: Document, weights: Sequence[Weights]) -> Compared:
    """A document as it is compared, from the strongest terms of each of its passages."""
    sums: dict[str, float] = defaultdict(float)
    terms: dict[int, tuple[str, ...]] = {}
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    states: dict[str, bytes] = defaultdict(bytes)
    pack = struct.Struct("<d").pack
    for number, (passage, vector) in enumerate(zip(document.passages, weights, strict=True)):
        for term, weight in vector.items():
            sums[term] += weight
        if not vector or not _has_words(passage.text):
            continue
        unit = _unit(vector)
        terms[number] = tuple(unit)
        mark = _hash(f"{document.address}#{passage.anchor} {number}".encode())
        for term, weight in unit.items():
            held[term].append((number, weight))
            states[term] += mark + pack(weight)
    return Compared(
        # A root of the sum keeps a word that one passage repeats from standing for it all.
        whole={term: math.sqrt(sums[term]) for term in sorted(sums)},
        terms=terms,
        held=dict(held),
        states={term: _hash(state) for term, state in states.items()},
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
    library: Library, compared: Sequence[Compared], known: Known
) -> dict[str, tuple[str, ...]]:
    """The most similar passages of each passage that is long enough."""
    having = Counter[str]()
    for one in compared:
        having.update({term: len(passages) for term, passages in one.held.items()})
    states = _states(compared, having)
    found: dict[str, tuple[str, ...]] = {}
    needed: dict[bytes, tuple[str, ...]] = {}
    asked: list[tuple[str, bytes, int, int]] = []
    for place, (document, own) in enumerate(zip(library.documents, compared, strict=True)):
        if document.kind != "transcript" or len(document.passages) < LONG:
            continue
        for number, terms in own.terms.items():
            address = f"{document.address}#{document.passages[number].anchor}"
            about = b"".join([states[term] for term in terms])
            state = _hash(f"{address} {number} ".encode() + about)
            if state in known:
                needed[state] = found[address] = known[state]
            else:
                asked.append((address, state, place, number))
    wanted = {term for *_, place, number in asked for term in compared[place].terms[number]}
    passages = _Passages(library, compared, {t for t in wanted if having[t] <= LOOKED_UP})
    for address, state, place, number in asked:
        needed[state] = found[address] = passages.like(place, number)
    known.clear()
    known.update(needed)
    return {address: others for address, others in found.items() if others}


class _Passages:
    """Looks for passages by terms, those of the whole library by numbers of their own."""

    def __init__(
        self, library: Library, compared: Sequence[Compared], wanted: Iterable[str]
    ) -> None:
        self._library = library
        self._compared = compared
        self._places = [
            (place, number) for place, one in enumerate(compared) for number in one.terms
        ]
        numbers = {pair: number for number, pair in enumerate(self._places)}
        self._held: dict[str, list[tuple[int, float]]] = {term: [] for term in wanted}
        for place, one in enumerate(compared):
            for term in self._held.keys() & one.held.keys():
                self._held[term] += [(numbers[place, n], weight) for n, weight in one.held[term]]

    def like(self, home: int, here: int) -> tuple[str, ...]:
        """The passages that are most like one, of the document at a place."""
        own = self._compared[home]
        vector = {
            term: dict(own.held[term])[here] for term in own.terms[here] if term in self._held
        }
        telling = {term for term in vector if not term.isdigit()}
        near = []
        for cosine, other in _near(vector, self._held, NEAR_PASSAGES):
            there, at = self._places[other]
            nearness = -cosine
            if there == home:
                nearness = round(nearness - NEARER, DIGITS)
                if abs(at - here) < APART or nearness < NEAR_PASSAGES:
                    continue
            shared = telling.intersection(self._compared[there].terms[at])
            if len(shared) >= SHARED and -cosine < REPEATED:
                document = self._library.documents[there]
                near.append((-nearness, f"{document.address}#{document.passages[at].anchor}"))
        return tuple(other for _, other in sorted(near)[:MOST_PASSAGES])


def _states(compared: Sequence[Compared], having: Mapping[str, int]) -> dict[str, bytes]:
    """For each term a hash of itself and of all that its passages are compared by."""
    parts: dict[str, list[bytes]] = defaultdict(list)
    for one in compared:
        for term, state in one.states.items():
            parts[term].append(state)
    return {
        term: _hash(term.encode() + b"\0" + b"".join(of if having[term] <= LOOKED_UP else []))
        for term, of in parts.items()
    }


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _has_words(text: str) -> bool:
    """Whether a text has as many words as a passage needs to be compared."""
    return sum(1 for _, _ in zip(TOKEN.finditer(text), range(WORDS), strict=False)) == WORDS


def _unit(vector: Weights, most: int | None = None) -> dict[str, float]:
    """The strongest weights of a vector, in the order of their terms, at length 1."""
    strongest: Iterable[tuple[str, float]] = vector.items()
    if most is not None and len(vector) > most:
        strongest = sorted(strongest, key=lambda pair: (-pair[1], pair[0]))[:most]
    length = math.sqrt(math.fsum([weight * weight for _, weight in strongest])) or 1.0
    return {term: weight / length for term, weight in sorted(strongest)}


def _near(vector: Weights, held: Held, least: float) -> list[tuple[float, int]]:
    """The cosine, less than 0, and the number of all that are near enough, in any order.

    Sums are in the order of terms.
    """
    sums: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        for other, its_weight in held[term]:
            sums[other] += weight * its_weight
    floor = least - 10**-DIGITS
    near = ((round(cosine, DIGITS), other) for other, cosine in sums.items() if cosine > floor)
    return [(-cosine, other) for cosine, other in near if cosine >= least]
