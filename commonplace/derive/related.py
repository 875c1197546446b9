"""The nearest other documents and passages, by the weighted terms that they share."""

from __future__ import annotations

import hashlib
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from commonplace.analysis import TOKEN
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
Held = dict[str, list[tuple[int, float]]]
#: The most similar passages of a passage, by a hash of all that they were chosen by.
Known = MutableMapping[bytes, tuple[str, ...]]


def related(
    library: Library,
    weights: Iterable[tuple[str, Weights]],
    known: Known | None = None,
    each: Each = in_turn,
) -> Related:
    """The documents to read next to each, and the passages like each of a long transcript.

    `weights` are the strongest terms of every passage by its address, in any order.
    Nearness is the cosine of the angle between two sets of weights. Passages of other
    documents are preferred to those of the same, which have to be far away.

    What `known` has from an earlier call is not worked out again; when this one is
    done, `known` has what it needed, and nothing else. `each` looks at one document alone.
    """
    terms = dict(weights)
    return Related(
        documents=_documents(library, terms),
        passages=_passages(library, terms, {} if known is None else known, each),
    )


def _documents(library: Library, terms: Mapping[str, Weights]) -> dict[str, tuple[str, ...]]:
    """The nearest other documents of each."""
    addresses = sorted(document.address for document in library.documents)
    if len(addresses) == 2:  # each is all that there is to read next to the other
        return {addresses[0]: (addresses[1],), addresses[1]: (addresses[0],)}
    documents = {document.address: document for document in library.documents}
    whole = [_vector(documents[address], terms) for address in addresses]
    having = Counter(term for vector in whole for term in vector)
    # A term that most documents have says nothing of what one is about.
    rare = {term: math.log(len(whole) / count) for term, count in having.items() if count > 1}
    vectors = [
        _unit({t: weight * rare[t] for t, weight in vector.items() if rare.get(t)}, DOCUMENT_TERMS)
        for vector in whole
    ]
    held = _held(vectors)
    found: dict[str, tuple[str, ...]] = {}
    for number, address in enumerate(addresses):
        near = _nearest(vectors[number], held, LEAST_DOCUMENTS, len(vectors))
        others = [(-cosine, addresses[other]) for cosine, other in near if other != number]
        shown = [
            other
            for place, (cosine, other) in enumerate(others[:MOST_DOCUMENTS])
            if place < FEWEST_DOCUMENTS or cosine >= NEAR_DOCUMENTS
        ]
        if shown:
            found[address] = tuple(shown)
    return found


def _vector(document: Document, terms: Mapping[str, Weights]) -> dict[str, float]:
    """The terms of a document, by the sum of their weights, in which passages fade.

    A root of the sum keeps a word that one passage repeats from standing for it all.
    """
    sums: dict[str, float] = defaultdict(float)
    for passage in document.passages:
        for term, weight in terms.get(f"{document.address}#{passage.anchor}", {}).items():
            sums[term] += weight
    return {term: math.sqrt(sums[term]) for term in sorted(sums)}


def _passages(
    library: Library, terms: Mapping[str, Weights], known: Known, each: Each
) -> dict[str, tuple[str, ...]]:
    """The most similar passages of each passage that is long enough."""
    places: dict[str, tuple[str, int]] = {}
    asked = []
    for document, numbered in zip(
        library.documents, each(_with_words, library.documents), strict=True
    ):
        long = document.kind == "transcript" and len(document.passages) >= LONG
        home = document.address
        for number in numbered:
            address = f"{home}#{document.passages[number].anchor}"
            places[address] = (home, number)
            asked += [address] if long else []
    addresses = sorted(address for address in places if terms.get(address))
    numbers = {address: number for number, address in enumerate(addresses)}
    vectors = [_unit(terms[address]) for address in addresses]
    held = _held(vectors)
    states = _states(held, addresses, places)
    found: dict[str, tuple[str, ...]] = {}
    needed: dict[bytes, tuple[str, ...]] = {}
    for address in asked:
        if address not in numbers:
            continue
        number = numbers[address]
        home, here = places[address]
        own = b"".join([states[term] for term in vectors[number]])
        state = _hash(f"{home} {here} ".encode() + own)
        if state in known:
            needed[state] = found[address] = known[state]
            continue
        telling = {
            term for term in vectors[number] if len(held[term]) <= LOOKED_UP and not term.isdigit()
        }
        near = []
        for cosine, other in _nearest(vectors[number], held, NEAR_PASSAGES, LOOKED_UP):
            there, at = places[addresses[other]]
            nearness = -cosine
            if there == home:
                nearness = round(nearness - NEARER, DIGITS)
                if abs(at - here) < APART or nearness < NEAR_PASSAGES:
                    continue
            if len(telling & vectors[other].keys()) >= SHARED and -cosine < REPEATED:
                near.append((-nearness, addresses[other]))
        needed[state] = tuple(other for _, other in sorted(near)[:MOST_PASSAGES])
        found[address] = needed[state]
    known.clear()
    known.update(needed)
    return {address: others for address, others in found.items() if others}


def _states(
    held: Held, addresses: Sequence[str], places: Mapping[str, tuple[str, int]]
) -> dict[str, bytes]:
    """For each term a hash of itself and of all that its passages are compared by."""
    marks = [_hash(f"{address} {places[address][1]}".encode()) for address in addresses]
    pack = struct.Struct("<d").pack
    return {
        term: _hash(
            term.encode()
            + b"\0"
            + b"".join(
                [marks[number] + pack(weight) for number, weight in passages]
                if len(passages) <= LOOKED_UP
                else []
            )
        )
        for term, passages in held.items()
    }


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _with_words(document: Document) -> tuple[int, ...]:
    """The numbers of the passages that are long enough to be compared."""
    passages = enumerate(document.passages)
    return tuple(number for number, passage in passages if _has_words(passage.text))


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


def _held(vectors: Sequence[Weights]) -> Held:
    """For each term the numbers of the vectors that have it, with its weight there."""
    held: Held = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            held[term].append((number, weight))
    return held


def _nearest(vector: Weights, held: Held, least: float, most: int) -> list[tuple[float, int]]:
    """The cosine, less than 0, and number of all that are near enough, the nearest first.

    Ties are in the order of numbers. A term that more than `most` have is not looked up.
    Sums are in the order of terms.
    """
    sums: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        others = held[term]
        if len(others) <= most:
            for other, its_weight in others:
                sums[other] += weight * its_weight
    floor = least - 10**-DIGITS
    near = ((round(cosine, DIGITS), other) for other, cosine in sums.items() if cosine > floor)
    return sorted((-cosine, other) for cosine, other in near if cosine >= least)
