"""Vectors of words and passages by latent semantic analysis, as small whole numbers.

Deerwester et al., Indexing by Latent Semantic Analysis, 1990: words that stand in like company
have like vectors. A passage's is the sum of those of its words, and so is a query's.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from commonplace import analysis
from commonplace.analysis.terms import numbered, terms_of
from commonplace.meaning.files import NOTHING, Meant, packed
from commonplace.model import Document, Each, in_turn
from commonplace.query import STOP_WORDS

if TYPE_CHECKING:  # they take a while to load, and most commands do without
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

SIZE = 96  #: numbers of a vector
APART = 8  #: contexts for each of them; with fewer, vectors say no more than words do
CONTEXT = 400  #: words that count as standing together, about; a document's end ends them
FEWEST = 2  #: contexts that must have a word
SHORTEST = 3  #: different words of a passage that has a vector


class Scale(NamedTuple):
    """How much is said of a collection of so many passages at most.

    Which is so many words, passages of a file, and how coarse the numbers of both are: what a
    query loads is to stay small where the collection is large.
    """

    passages: float
    words: int
    together: int
    word_step: float
    passage_step: float


SCALES = (
    Scale(1_536, 1_500, 768, 0.7, 0.6),
    Scale(16_384, 1_000, 256, 1.0, 1.0),
    Scale(math.inf, 550, 192, 2.0, 1.2),
)
LARGER = 1.25  #: times as many passages as that are too many for a file
TRAINED, ROUNDS = 8_192, 6  #: passages from which the groups are found, and how often


class Bags(NamedTuple):
    """What the passages of a document say: stems, and how often each passage has which.

    `sizes` are the numbers of different stems in each passage; `numbers` are those of the stems
    in `words`, and `times` how often each is there, one passage after another.
    """

    words: tuple[str, ...]
    sizes: tuple[int, ...]
    numbers: array[int]
    times: array[int]


_stem = lru_cache(1 << 16)(analysis.stem)


def made(documents: Sequence[Document], each: Each = in_turn) -> Meant:
    """The vectors of a collection; nothing where it is too small to tell.

    They depend on the texts alone. Rounding makes them the same on every machine of one kind;
    on others a number may differ by one.
    """
    ordered = sorted(documents, key=lambda document: document.address)
    return next(iter(each(_made, [tuple(each(_bags, ordered))])))


def _bags(document: Document) -> Bags:
    """The words of each passage; the title is among those of the first."""
    terms = terms_of(document)
    stems = ["" if word in STOP_WORDS else _stem(word) for word in terms.words.split()]
    places: dict[str, int] = {}
    sizes: list[int] = []
    listed, times = array("I"), array("I")
    for passage, numbers in zip(document.passages, numbered(terms), strict=True):
        above = passage.heading if sizes else f"{document.title} {passage.heading}"
        bag = Counter(_stem(word) for word in analysis.tokens(above) if word not in STOP_WORDS)
        for number, often in Counter(numbers).items():
            if stems[number]:
                bag[stems[number]] += often
        sizes.append(len(bag))
        listed.extend(places.setdefault(word, len(places)) for word in bag)
        times.extend(bag.values())
    return Bags(tuple(places), tuple(sizes), listed, times)


def _made(documents: Sequence[Bags]) -> Meant:
    import numpy as np

    if not documents:
        return NOTHING
    counts, words = _counted(documents)
    contexts = _contexts(counts, [len(one.sizes) for one in documents])
    held = np.bincount(contexts.indices, minlength=len(words))
    known = np.flatnonzero(held >= FEWEST)
    size = min(SIZE, len(known) - 1, contexts.shape[0] // APART)
    if size < 2:
        return NOTHING
    rare = np.log1p(contexts.shape[0] / held[known])
    vectors = _basis(contexts[:, known].sqrt().multiply(rare).tocsr(), size) * rare[:, None]
    bags = counts[:, known].sqrt()
    number = np.diff(bags.indptr)
    shown = np.flatnonzero(number >= SHORTEST)
    if not len(shown):
        return NOTHING
    scale = next(scale for scale in SCALES if counts.shape[0] <= scale.passages)
    places = _unit(bags[shown] @ vectors)
    groups = _groups(places, scale.together)
    chosen = _telling(vectors, np.bincount(bags.indices, minlength=len(known)), scale.words)
    middles = _unit(np.array([places[group].mean(axis=0) for group in groups]))
    step = scale.passage_step / math.sqrt(size)
    usual = math.sqrt(float((vectors**2).mean()))
    small = _whole(vectors[chosen], scale.word_step * usual)
    head = {"size": size, "groups": len(groups), "words": [words[n] for n in known[chosen]]}
    files = [packed(head, _whole(middles, step) + small)]
    for group in groups:
        numbers = shown[group]
        said = {"gaps": np.diff(numbers, prepend=0).tolist(), "terms": number[numbers].tolist()}
        files.append(packed(said, _whole(places[group], step)))
    return Meant(files=tuple(files))


def _counted(documents: Sequence[Bags]) -> tuple[Any, list[str]]:
    """A sparse matrix of how often each passage has each word; and the words, sorted."""
    import numpy as np
    from scipy.sparse import csr_matrix

    words = sorted({word for one in documents for word in one.words})
    places = {word: place for place, word in enumerate(words)}
    own = (np.array([places[word] for word in one.words], dtype=int) for one in documents)
    columns = [where[np.array(one.numbers)] for where, one in zip(own, documents, strict=True)]
    values = [np.array(one.times, dtype=float) for one in documents]
    sizes = [size for one in documents for size in one.sizes]
    held = (np.concatenate(values), np.concatenate(columns), np.cumsum([0, *sizes]))
    counts = csr_matrix(held, shape=(len(sizes), len(words)))
    counts.sort_indices()
    return counts, words


def _contexts(counts: Any, lengths: Iterable[int]) -> Any:
    """The counts of passages that stand together, added up."""
    import numpy as np
    from scipy.sparse import csr_matrix

    sizes = counts.sum(axis=1).A1
    starts = []
    first = 0
    for length in lengths:
        held = CONTEXT
        for passage in range(first, first + length):
            if held >= CONTEXT:
                starts.append(passage)
                held = 0
            held += sizes[passage]
        first += length
    parts = (np.ones(first), np.arange(first), [*starts, first])
    joining = csr_matrix(parts, shape=(len(starts), first))
    contexts = joining @ counts
    contexts.sort_indices()
    return contexts


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

    weight = np.round(np.sqrt(np.sqrt(often)) * np.linalg.norm(vectors, axis=1), 6)
    return np.sort(np.argsort(-weight, kind="stable")[:most])


def _groups(places: Matrix, together: int) -> list[Any]:
    """Passages in groups of about so many that are alike, by k-means from evenly spread ones.

    A group that is much larger is parted.
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
    most = int(LARGER * together)
    parted = (np.array_split(one, -(-len(one) // most)) for one in alike if len(one))
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
