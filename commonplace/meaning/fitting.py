"""Vectors of words that say what a sentence model says of whole passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

DRAWN = 0.5  #: how much a word is drawn to its own vector: as if so many passages said so
SINGLE = 0.3  #: how long the vector is to which a word alone is drawn
SHARES = 0.3, 0.7  #: of the texts and of the model, in how near two vectors are
ROUNDS = 20  #: of conjugate gradients; further ones change nothing that can be measured


def narrowed(passages: Matrix, words: Matrix, size: int) -> tuple[Matrix, Matrix]:
    """Vectors of passages and words in the directions in which the passages differ most."""
    return _turned(passages - passages.mean(axis=0), words - words.mean(axis=0), size)


def joined(
    bags: Any, passages: Sequence[Matrix], words: Sequence[Matrix], size: int
) -> tuple[Matrix, Matrix]:
    """One vector of each passage and word for the texts' and the model's, as `SHARES` has them.

    The passages' are of length 1. Those of words are scaled so that their sums, over the words
    of a passage in `bags`, are as long on average: a query is such a sum.
    """
    import numpy as np

    roots = np.sqrt(SHARES)
    sums = [np.sqrt(((bags @ one) ** 2).sum(axis=1).mean()) for one in words]
    wide = [one * root for one, root in zip(passages, roots, strict=True)]
    scales = roots / np.maximum(sums, 1e-12)  # a model may say the same of all: 0
    even = [one * scale for one, scale in zip(words, scales, strict=True)]
    return _turned(np.hstack(wide), np.hstack(even), size)


def _turned(passages: Matrix, words: Matrix, size: int) -> tuple[Matrix, Matrix]:
    """Vectors in the directions that tell most about the passages.

    The signs are turned so that the largest number of each direction is above 0.
    """
    import numpy as np

    _, directions = np.linalg.eigh(passages.T @ passages)
    basis = directions[:, ::-1][:, :size]
    largest = np.abs(basis).argmax(axis=0)
    basis = basis * np.sign(basis[largest, np.arange(basis.shape[1])])
    return passages @ basis, words @ basis


def fitted(bags: Any, passages: Matrix, words: Matrix) -> Matrix:
    """The vectors of words whose sums are nearest to the vectors of passages.

    It is a ridge regression of `passages` on their words, the rows of `bags`; instead of to 0,
    each word is drawn to what the model says of it alone, in `words`.
    """
    import numpy as np

    found = SINGLE * words
    left = bags.T @ (passages - bags @ found)
    step = left.copy()
    length = (left * left).sum(axis=0)
    for _ in range(ROUNDS):
        slope = bags.T @ (bags @ step) + DRAWN * step
        far = length / np.maximum((step * slope).sum(axis=0), 1e-30)
        found = found + far * step
        left = left - far * slope
        before, length = length, (left * left).sum(axis=0)
        step = left + (length / np.maximum(before, 1e-30)) * step
    return found
