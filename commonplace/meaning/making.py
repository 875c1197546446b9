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
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from commonplace import analysis
from commonplace.analysis.languages import bare, spoken
from commonplace.analysis.terms import numbered, terms_of
from commonplace.meaning.files import NOTHING, Meant, packed
from commonplace.meaning.fitting import fitted, joined, narrowed
from commonplace.meaning.model import vectors
from commonplace.model import Document, Each, in_turn
from commonplace.query import is_stop_word

if TYPE_CHECKING:  # they take a while to load, and most commands do without
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

SIZE = 96  #: numbers of a vector
APART = 8  #: contexts for each of them; with fewer, vectors say no more than words do
CONTEXT = 400  #: words that count as standing together, about; a document's end ends them
EXACT = 512  #: contexts of which all directions are worked out, and not only the strongest
FAINT = 1e-6  #: as strong as the strongest direction; those below are there by rounding
FEWEST = 2  #: contexts that must have a word
BESIDE = 0.5  #: how much a passage is drawn towards each of those beside it


class Scale(NamedTuple):
    """How much is said of a collection of so many passages at most.

    Which is so many words, passages of a file, how many different words the shortest of these has,
    and how coarse the numbers of both are: what a query loads is to stay small where the
    collection is large.
    """

    passages: float
    words: int
    together: int
    shortest: int
    word_step: float
    passage_step: float


class Trust(NamedTuple):
    """What it is worth to a passage to say the very same, in best scores, and how often that is
    squared for one that is less near."""

    most: float
    squared: int


#: How much is thought of vectors from the texts alone, and of those that a model has a say in.
OF_TEXTS, OF_A_MODEL = Trust(0.5, 1), Trust(1.5, 0)
SCALES = (
    Scale(1_536, 1_500, 768, 1, 0.7, 0.6),
    Scale(16_384, 1_000, 256, 2, 1.0, 1.0),
    Scale(math.inf, 550, 192, 3, 2.0, 1.2),
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


#: What a model says: rows of all passages, rows of words, and the stems of these.
Said = tuple[Any, Any, tuple[str, ...]]
_stem = lru_cache(1 << 16)(analysis.stem)


def made(
    documents: Sequence[Document],
    each: Each = in_turn,
    model: str = "",
    here: Each | None = None,
) -> Meant:
    """The vectors of a collection; nothing where it is too small to tell.

    They depend on the texts alone, or on these and what the sentence model `model` says of
    them. `here` does what is better done in one process, such as loading that model. Rounding
    makes the vectors the same on every machine of one kind; on others a number may differ by one.
    """
    ordered = sorted(documents, key=lambda document: document.address)
    bags = tuple(each(_bags, ordered))
    said = (
        _said(ordered, each, here or each, model)
        if model and any(one.sizes for one in bags)
        else None
    )
    return next(iter(each(_made, [(bags, said)])))


def _said(documents: Sequence[Document], each: Each, here: Each, model: str) -> Said:
    """What a model says of each passage, and of the words that several documents have."""
    texts = [
        tuple(f"{passage.heading} {passage.text}".strip() for passage in document.passages)
        for document in documents
    ]
    often: Counter[str] = Counter()
    for found in each(_spelled, documents):
        often.update(dict(found))
    words: dict[str, str] = {}
    for word, _ in sorted(often.items(), key=lambda one: (-one[1], one[0])):
        words.setdefault(_stem(word), bare(word))
    stems = sorted(words)
    alike = [list(found) for _, found in groupby(stems, lambda stem: stem[:1])]
    spelled = [tuple(words[stem] for stem in found) for found in alike]
    rows = (vectors(held, model, here).astype("f4") for held in (texts, spelled))
    return *rows, tuple(stems)


def _spelled(document: Document) -> tuple[tuple[str, int], ...]:
    """The words of a document as they are written, and how often it has each."""
    texts = (f"{passage.heading} {passage.text}" for passage in document.passages)
    language = terms_of(document).language
    found = (word for text in (document.title, *texts) for word in analysis.tokens(text))
    words = (spoken(word, language) for word in found if not is_stop_word(word, language))
    return tuple(Counter(words).items())


def _bags(document: Document) -> Bags:
    """The words of each passage; the title is among those of the first."""
    terms = terms_of(document)
    stems = [_counted_as(word) for word in terms.words.split()]
    places: dict[str, int] = {}
    sizes: list[int] = []
    listed, times = array("I"), array("I")
    for passage, numbers in zip(document.passages, numbered(terms), strict=True):
        above = passage.heading if sizes else f"{document.title} {passage.heading}"
        words = (spoken(word, terms.language) for word in analysis.tokens(above))
        bag = Counter(filter(None, map(_counted_as, words)))
        for number, often in Counter(numbers).items():
            if stems[number]:
                bag[stems[number]] += often
        sizes.append(len(bag))
        listed.extend(places.setdefault(word, len(places)) for word in bag)
        times.extend(bag.values())
    return Bags(tuple(places), tuple(sizes), listed, times)


def _counted_as(word: str) -> str:
    """The stem of a word, which may have the sign of its language; empty for a stop word."""
    return "" if is_stop_word(*word.split("@")) else _stem(word)


def _made(known: tuple[Sequence[Bags], Said | None]) -> Meant:
    """The vectors of a collection from the words of its passages, and what a model says."""
    import numpy as np

    documents, said = known
    if not documents:
        return NOTHING
    counts, words = _counted(documents)
    lengths = [len(one.sizes) for one in documents]
    contexts = _contexts(counts, lengths)
    held = np.bincount(contexts.indices, minlength=len(words))
    several = np.flatnonzero(held >= FEWEST)
    size = min(SIZE, len(several) - 1, contexts.shape[0] // APART)
    if size < 2:
        return NOTHING
    rare = np.log1p(contexts.shape[0] / held[several])
    bags = counts[:, several].sqrt()
    bags.sort_indices()
    names = [words[number] for number in several]
    spread = contexts[:, several].sqrt().multiply(rare).tocsr()
    vectors = _basis(spread, size) * rare[:, None]
    if vectors.shape[1] < 2:
        return NOTHING
    places = _unit(bags @ vectors)
    if said is not None:
        other, others = _fitted(bags, rare, names, said)
        places, vectors = joined(bags, (places, others), (vectors, other), SIZE)
        places = _unit(places)
    trust = OF_A_MODEL if said else OF_TEXTS
    return _files(bags, _smoothed(places, lengths), names, vectors, trust)


def _fitted(bags: Any, rare: Any, names: Sequence[str], said: Said) -> tuple[Matrix, Matrix]:
    """The vectors of words and passages from what a model says."""
    import numpy as np
    from scipy.sparse import diags

    passages, single, stems = said
    at = {stem: number for number, stem in enumerate(stems)}
    chosen = single[[at[name] for name in names]].astype(float)
    wide, alone = narrowed(passages.astype(float), chosen, SIZE)
    places = _unit(wide)
    weighed = (bags @ diags(rare)).tocsr()
    lengths = np.sqrt(weighed.multiply(weighed).sum(axis=1).A1)
    even = (diags(1 / np.maximum(lengths, 1e-12)) @ weighed).tocsr()
    return fitted(even, places, _unit(alone)) * rare[:, None], places


def _smoothed(places: Matrix, lengths: Iterable[int]) -> Matrix:
    """Each passage drawn towards those beside it, which mostly speak of the same.

    What a short answer is about is said in the question before it.
    """
    import numpy as np

    ends = np.cumsum([0, *lengths])
    drawn = places.copy()
    inside = np.ones(len(places) + 1, dtype=bool)
    inside[ends] = False  # no passage there has one of its document before it
    with_one_before = np.flatnonzero(inside)
    drawn[with_one_before] += BESIDE * places[with_one_before - 1]
    drawn[with_one_before - 1] += BESIDE * places[with_one_before]
    return _unit(drawn)


def _files(bags: Any, every: Matrix, names: Sequence[str], vectors: Matrix, trust: Trust) -> Meant:
    """Rounded vectors of passages and of those words that tell most, as files."""
    import numpy as np

    number = np.diff(bags.indptr)
    scale = next(scale for scale in SCALES if bags.shape[0] <= scale.passages)
    shown = np.flatnonzero(number >= scale.shortest)
    if not len(shown):
        return NOTHING
    size = vectors.shape[1]
    places = every[shown]
    groups = _groups(places, scale.together)
    chosen = _telling(vectors, np.bincount(bags.indices, minlength=len(names)), scale.words)
    middles = _unit(np.array([places[group].mean(axis=0) for group in groups]))
    step = scale.passage_step / math.sqrt(size)
    usual = math.sqrt(float((vectors**2).mean()))
    small = _whole(vectors[chosen], scale.word_step * usual)
    told = {"size": size, **trust._asdict(), "groups": len(groups)}
    head = {**told, "words": [names[n] for n in chosen]}
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

    Directions that only rounding tells from nothing are left out: texts that repeat each other
    have few. Vectors have a sign by chance, which is turned so that the largest number of each is
    above 0.
    """
    import numpy as np
    from scipy.sparse import diags

    lengths = np.sqrt(contexts.multiply(contexts).sum(axis=1).A1)
    even = (diags(1 / np.maximum(lengths, 1e-12)) @ contexts).tocsr()
    strengths, found = _exactly(even) if even.shape[0] <= EXACT else _about(even, size)
    strong = np.argsort(-strengths, kind="stable")[:size]
    found = found[strong[strengths[strong] > FAINT * strengths.max()]]
    largest = np.abs(found).argmax(axis=1)
    basis: Matrix = (found * np.sign(found[np.arange(len(found)), largest])[:, None]).T
    return basis


def _exactly(even: Any) -> tuple[Matrix, Matrix]:
    """Singular values of a small matrix and its right vectors: all, and the same each time."""
    import numpy as np

    squares, left = np.linalg.eigh((even @ even.T).toarray())
    strengths = np.sqrt(np.maximum(squares, 0))
    return strengths, (even.T @ left).T / np.maximum(strengths, 1e-12)[:, None]


def _about(even: Any, size: int) -> tuple[Matrix, Matrix]:
    """The largest singular values of a matrix, and its right vectors.

    The solver starts from fixed numbers. Only where several directions are equally strong does it
    go on from random ones, and that is rare in a large collection.
    """
    import numpy as np
    from scipy.sparse.linalg import svds

    start = np.cos(np.arange(min(even.shape), dtype=float))
    _, strengths, found = svds(even, k=size, v0=start, return_singular_vectors="vh")
    return strengths, found


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
