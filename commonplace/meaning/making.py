"""Vectors of words and passages by latent semantic analysis, as small whole numbers.

Deerwester et al., Indexing by Latent Semantic Analysis, 1990: words that stand in like company
have like vectors. A passage's is the sum of those of its words, and so is a query's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from commonplace import analysis
from commonplace.meaning.files import NOTHING, Meant, packed
from commonplace.model import Document, Each, in_turn
from commonplace.query import STOP_WORDS

if TYPE_CHECKING:  # they take a while to load, and most commands do without
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

SIZE = 96  #: numbers of a vector
CONTEXT = 400  #: words that count as standing together, about; a document's end ends them
FEWEST = 2  #: contexts that must have a word
SHORTEST = 3  #: different words of a passage that has a vector
#: Words that have a vector, and passages of a file, where there are so many passages at most:
#: what a query loads is to stay small where the collection is large.
SCALES = ((1_536, 1_500, 768), (16_384, 1_500, 400), (None, 800, 256))
TRAINED, ROUNDS = 8_192, 6  #: passages from which the groups are found, and how often

#: The stems of a passage that say something, and how often it has each.
Bag = tuple[tuple[str, int], ...]
_stem = lru_cache(1 << 16)(analysis.stem)


def made(documents: Sequence[Document], each: Each = in_turn) -> Meant:
    """The vectors of a collection; nothing where it is too small to tell.

    They depend on the texts alone. Rounding makes them the same on every machine of one kind;
    on others a number may differ by one.
    """
    ordered = sorted(documents, key=lambda document: document.address)
    return next(iter(each(_made, [tuple(each(_bags, ordered))])))


def _bags(document: Document) -> tuple[Bag, ...]:
    """The words of each passage; the title is among those of the first."""
    return tuple(
        tuple(Counter(_terms(f"{passage.heading} {passage.text}", number, document.title)).items())
        for number, passage in enumerate(document.passages)
    )


def _terms(text: str, number: int, title: str) -> Iterator[str]:
    for word in analysis.tokens(text if number else f"{title} {text}"):
        if word not in STOP_WORDS:
            yield _stem(word)


def _made(documents: Sequence[Sequence[Bag]]) -> Meant:
    import numpy as np

    contexts = [bag for document in documents for bag in _contexts(document)]
    held = Counter(word for bag in contexts for word in bag)
    words = sorted(word for word, number in held.items() if number >= FEWEST)
    size = min(SIZE, len(words) - 1, len(contexts) - 1)
    if size < 2:
        return NOTHING
    rare = np.log1p([len(contexts) / held[word] for word in words])
    vectors = _basis(_weighted(contexts, words, rare), size) * rare[:, None]
    passages = [dict(bag) for document in documents for bag in document]
    bags = _weighted(passages, words, np.ones(len(words)))
    number = np.diff(bags.indptr)
    shown = np.flatnonzero(number >= SHORTEST)
    if not len(shown):
        return NOTHING
    most, together = next(rest for limit, *rest in SCALES if not limit or len(passages) <= limit)
    places = _unit(bags[shown] @ vectors)
    groups = _groups(places, together)
    chosen = _telling(vectors, np.bincount(bags.indices, minlength=len(words)), most)
    middles = _unit(np.array([places[group].mean(axis=0) for group in groups]))
    small = _whole(vectors[chosen], math.sqrt(float((vectors**2).mean())) * 0.7)
    head = {"size": size, "groups": len(groups), "words": [words[n] for n in chosen]}
    step = 0.6 / math.sqrt(size)
    files = [packed(head, _whole(middles, step) + small)]
    for group in groups:
        numbers = shown[group]
        said = {"gaps": np.diff(numbers, prepend=0).tolist(), "terms": number[numbers].tolist()}
        files.append(packed(said, _whole(places[group], step)))
    return Meant(files=tuple(files))


def _contexts(document: Sequence[Bag]) -> Iterator[dict[str, int]]:
    """The words of passages that stand together."""
    together: Counter[str] = Counter()
    for bag in document:
        together.update(dict(bag))
        if together.total() >= CONTEXT:
            yield together
            together = Counter()
    if together:
        yield together


def _weighted(bags: Iterable[dict[str, int]], words: Sequence[str], rare: Matrix) -> Any:
    """A sparse matrix with a row for each bag: roots of counts, times how rare a word is."""
    import numpy as np
    from scipy.sparse import csr_matrix

    places = {word: place for place, word in enumerate(words)}
    ends, columns, counts = [0], [], []
    for bag in bags:
        known = sorted((places[word], count) for word, count in bag.items() if word in places)
        columns += [place for place, _ in known]
        counts += [count for _, count in known]
        ends.append(len(columns))
    values = np.sqrt(np.array(counts, dtype=float)) * rare[columns]
    return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(words)))


def _basis(contexts: Any, size: int) -> Matrix:
    """A row for each word: its place in the space that tells most about the contexts.

    The solver starts from fixed numbers. Its vectors have a sign by chance, which is turned so
    that the largest number of each is above 0.
    """
    import numpy as np
    from scipy.sparse import diags
    from scipy.sparse.linalg import svds

    lengths = np.sqrt(contexts.multiply(contexts).sum(axis=1).A1)
    even = diags(1 / np.maximum(lengths, 1e-12)) @ contexts
    start = np.cos(np.arange(min(even.shape), dtype=float))
    _, strengths, found = svds(even, k=size, v0=start, return_singular_vectors="vh")
    found = found[np.argsort(-strengths, kind="stable")]
    largest = np.abs(found).argmax(axis=1)
    basis: Matrix = (found * np.sign(found[np.arange(size), largest])[:, None]).T
    return basis


def _telling(vectors: Matrix, often: Any, most: int) -> Any:
    """The places of those words that decide the most, in their order."""
    import numpy as np

    weight = np.round(np.sqrt(often) * np.linalg.norm(vectors, axis=1), 6)
    return np.sort(np.argsort(-weight, kind="stable")[:most])


def _groups(places: Matrix, together: int) -> list[Any]:
    """Passages in groups of about so many that are alike, by k-means from evenly spread ones.

    A group that is more than twice as large is parted.
    """
    import numpy as np

    number = -(-len(places) // together)
    some = places[np.linspace(0, len(places) - 1, min(TRAINED, len(places))).astype(int)]
    middles = some[np.linspace(0, len(some) - 1, number).astype(int)]
    for _ in range(ROUNDS):
        nearest = np.round(some @ middles.T, 6).argmax(axis=1)
        sums = np.zeros_like(middles)
        np.add.at(sums, nearest, some)
        middles = np.where(sums.any(axis=1)[:, None], _unit(sums), middles)
    nearest = np.round(places @ middles.T, 6).argmax(axis=1)
    alike = [np.flatnonzero(nearest == group) for group in range(number)]
    parted = (np.array_split(one, -(-len(one) // (2 * together))) for one in alike if len(one))
    return [part for parts in parted for part in parts]


def _unit(vectors: Matrix) -> Matrix:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Matrix = vectors / np.maximum(lengths, 1e-12)
    return scaled


def _whole(vectors: Matrix, step: float) -> bytes:
    """Numbers as multiples of a step, each a signed byte, row by row."""
    import numpy as np

    return bytes(np.clip(np.rint(vectors / step), -127, 127).astype(np.int8).tobytes())
