"""Which words the parts of a query stand for, in an index and in a text.

The browser's engine has a twin of this module, `browser/search/matching.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.analysis import Marking, apart, fold, stem
from commonplace.analysis.languages import spoken
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

Shape = Prefix | Wildcard | Fuzzy | Typed


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


def marker(tree: Node | None, languages: Sequence[str] = ("",)) -> Marking:
    """A function that names the part of a query that each of some tokens answers; None for none.

    The tokens stand one after another, as `analysis.located` gives them, and may be of any of
    the languages. The words of a phrase answer it where they stand together.

    >>> mark = marker(All((Words(("reward", "model"), quoted=True), Prefix("mud"))))
    >>> mark(["reward", "models", "muddy", "model"])
    ['reward', 'model', 'mud*', None]
    """
    leaves = list(_leaves(tree)) if tree else []
    readers = [_Marker(leaves, language) for language in languages]

    def mark(tokens: Sequence[str]) -> list[str | None]:
        found = [one.parts(tokens) for one in readers]
        return [next(filter(None, parts), None) for parts in zip(*found, strict=True)]

    return mark


class _Marker:
    """What a query looks for in texts in one language."""

    def __init__(self, leaves: Sequence[Words | Shape], language: str) -> None:
        self.language = language
        self.shapes = [node for node in leaves if not isinstance(node, Words)]
        self.words = {node.text for node in self.shapes if isinstance(node, Typed)}
        self.rows: list[tuple[list[str], int]] = []
        for node in leaves:
            if not isinstance(node, Words):
                continue
            terms = apart(node.terms)
            if len(terms) > 1:
                self.rows.append((list(map(self.key, terms)), node.slop))
            if len(terms) == 1 or not node.quoted:
                self.words.add("".join(terms))
        self.stems = set(map(self.key, self.words))
        self.plain = {self.key(fold(word)): self.key(word) for word in sorted(self.words)}

    def key(self, token: str) -> str:
        """A token's stem."""
        return stem(spoken(token, self.language))

    def parts(self, tokens: Sequence[str]) -> list[str | None]:
        """The part that each token answers."""
        keys = list(map(self.key, tokens))
        found = [self.part(*one) for one in zip(tokens, keys, strict=True)]
        for row, slop in self.rows:
            for place in in_a_row(keys, row, slop):
                found[place] = found[place] or keys[place]
        for place, token in enumerate(tokens):
            if found[place] or not any(word.startswith(token) for word in self.words):
                continue
            for end in (place + 2, place + 3):  # `email` is there as `e-mail`
                word = "".join(tokens[place:end])
                if end <= len(tokens) and (part := self.part(word, self.key(word))):
                    found[place:end] = [part] * (end - place)
        return found

    def part(self, token: str, key: str) -> str | None:
        """The part that a token answers wherever it stands."""
        if key in self.stems:
            return key
        folded = fold(token)
        if (without := self.key(folded)) in self.plain:
            return self.plain[without]
        shapes = (node for node in self.shapes if matches(node, token) or matches(node, folded))
        return next(map(_shown, shapes), None)


def in_a_row(keys: Sequence[str], row: Sequence[str], slop: int) -> set[int]:
    """The places of keys that stand in a row, each at most `slop` behind the one before.

    >>> sorted(in_a_row("a b c b".split(), ["a", "b"], 1))
    [0, 1]
    """
    steps = [{place for place, key in enumerate(keys) if key == row[0]}]
    for part in row[1:]:
        near = {place + n for place in steps[-1] for n in range(1, slop + 1)}
        steps.append({place for place in near if keys[place : place + 1] == [part]})
    kept = last = steps[-1]
    for step in steps[-2::-1]:
        last = step & {place - n for place in last for n in range(1, slop + 1)}
        kept = kept | last
    return kept


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
