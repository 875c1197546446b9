"""Which words the parts of a query stand for, in an index and in a text.

The browser's engine has a twin of this module, `browser/search/matching.js`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from commonplace.analysis import fold, stem
from commonplace.query.language import STOP_WORDS
from commonplace.query.tree import (
    All,
    Any,
    Fuzzy,
    Node,
    Prefix,
    Typed,
    Wildcard,
    Words,
)


def matches(node: Prefix | Wildcard | Fuzzy | Typed, word: str) -> bool:
    """Whether a word is one of those that a node stands for.

    >>> matches(Wildcard("gen?ral"), "general"), matches(Fuzzy("tworek", 1), "tworke")
    (True, True)
    """
    if isinstance(node, Fuzzy):
        return word[:1] == node.text[:1] and distance(word, node.text) <= node.distance
    return _fits(node.pattern, word) if isinstance(node, Wildcard) else word.startswith(node.text)


def _fits(pattern: str, word: str) -> bool:
    """Whether a word has the shape of a pattern.

    It takes at most length times length steps, which a regular expression with many stars
    does not guarantee.
    """
    at = n = 0  # in the pattern, in the word
    star: tuple[int, int] | None = None  # behind the last star, and what that leaves to the rest
    while n < len(word):
        sign = pattern[at : at + 1]
        if sign == "*":
            at += 1
            star = at, n
        elif sign == "?" or sign == word[n]:
            at, n = at + 1, n + 1
        elif star:
            at, n = star = star[0], star[1] + 1
        else:
            return False
    return not pattern[at:].strip("*")


def literal(pattern: str) -> str:
    """What comes before the first `*` or `?` in a wildcard pattern."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def distance(one: str, two: str) -> int:
    """Edits between two words: insert, delete, replace, or swap two neighbours.

    The optimal string alignment distance (Damerau and Levenshtein, no substring
    edited twice).

    >>> distance("tworek", "twerk"), distance("lambert", "lmabert")
    (2, 1)
    """
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        above, row, before_now = row, [i], before
        for j, b in enumerate(two, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, before_now[j - 2] + 1)
            row.append(best)
        before = above
    return row[-1]


def marker(tree: Node | None) -> Callable[[str], str | None]:
    """A function that names the part of a query that a token answers; None if no part.

    >>> mark = marker(All((Words(("models",)), Prefix("rew"))))
    >>> mark("model"), mark("reward"), mark("mud")
    ('model', 'rew*', None)
    """
    stems: set[str] = set()
    plain: dict[str, str] = {}
    shapes: list[Prefix | Wildcard | Fuzzy | Typed] = []
    for node in _leaves(tree) if tree else ():
        if isinstance(node, Words):
            counting = [term for term in node.terms if term not in STOP_WORDS]
            stems.update(map(stem, counting or node.terms))
            if len(node.terms) == 1:
                (term,) = node.terms
                plain[stem(fold(term))] = stem(term)
        else:
            shapes.append(node)
            stems.update([stem(node.text)] if isinstance(node, Typed) else [])

    def mark(token: str) -> str | None:
        if stem(token) in stems:
            return stem(token)
        if (without := stem(fold(token))) in plain:
            return plain[without]
        return next((_shown(node) for node in shapes if matches(node, token)), None)

    return mark


def _leaves(tree: Node) -> Iterator[Words | Prefix | Wildcard | Fuzzy | Typed]:
    """The parts of a query that can be found in a text."""
    if isinstance(tree, All | Any):
        for part in tree.parts:
            yield from _leaves(part)
    elif isinstance(tree, Words | Prefix | Wildcard | Fuzzy | Typed) and (
        tree.field in (None, "text")
    ):
        yield tree


def _shown(node: Prefix | Wildcard | Fuzzy | Typed) -> str:
    """A node as written, in a form that no stem can have."""
    if isinstance(node, Wildcard):
        return node.pattern
    return f"{node.text}~" if isinstance(node, Fuzzy) else f"{node.text}*"
