"""Words that the corpus does not have: what was meant, and who is near.

The browser's engine has a twin of this module, `browser/search/suggestions.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commonplace import query
from commonplace.analysis import fold, stem, tokens
from commonplace.analysis.languages import bare
from commonplace.index.entries import NamedPage
from commonplace.index.general import is_general
from commonplace.index.schema import STEMMED
from commonplace.index.scores import Scores

NEAREST = 3  #: names that are offered for one that nobody has


class Unknown(NamedTuple):
    """A word that no passage has, and the nearest that some have; `edits` are between them.

    It is `sure` to be meant where no other is as near and the word itself is no English.
    """

    word: query.Spelled
    best: str | None = None
    edits: int = 0
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class Nobody:
    """A name that nobody and nothing has in a field, and the names nearest to it."""

    field: str
    asked: str
    nearest: tuple[str, ...]


def unknown(
    scores: Scores, parsed: query.Parsed, typing: bool, aliases: query.Aliases
) -> list[Unknown]:
    """The words of a query that the corpus does not have, in their order."""
    other = {term for name in aliases for term in name}
    pieces = Counter(word.start for word in parsed.spelled)
    stops = scores.stop_words(parsed)
    return [
        _judged(scores, word, query.is_quoted(parsed.text, word.start))
        for word in parsed.spelled
        if word.term not in stops
        and pieces[word.start] == 1
        and stem(word.term) not in other
        and not _is_known(scores, word, typing and word.end == len(parsed.text))
    ]


def replaced(text: str, words: Sequence[Unknown]) -> str | None:
    """A query with the nearest words in place of unknown ones; None where that is the same."""
    result = text
    for one in reversed(words):
        if one.best:
            result = result[: one.word.start] + one.best + result[one.word.end :]
    return result if result != text else None


def nobody(scores: Scores, entries: Sequence[NamedPage], tree: query.Node) -> tuple[Nobody, ...]:
    """The names of a query that nobody and nothing has, with those nearest to them."""
    found = []
    for node in _named(tree):
        if scores.hits(node):
            continue
        terms = node.terms if isinstance(node, query.Words) else (node.text,)
        near = _nearest(scores, str(node.field), terms)
        shown = {query.whole_name(tokens(one.name)): one.name for one in entries}
        names = tuple(shown.get(name, name[1:]) for name in near)
        found.append(Nobody(field=str(node.field), asked=" ".join(terms), nearest=names))
    return tuple(found)


def _is_known(scores: Scores, word: query.Spelled, open_end: bool) -> bool:
    """Whether the corpus has a word, in any form, or a longer one where it is being typed."""
    written = query.WRITTEN.get(word.field or "")
    if not written:
        return True
    plain = fold(word.term)
    stemmed = sorted(STEMMED) if word.field is None else ["text"] if word.field == "text" else []
    return (
        any(_has(scores, field, word.term) for field in (*written, *stemmed))
        or any(_has(scores, field, plain) for field in ("folded", "text"))
        or (open_end and any(any(_begin(scores, field, word.term)) for field in written))
    )


def _has(scores: Scores, field: str, word: str) -> bool:
    """Whether any passage has a word in a field, in any language."""
    return any(scores.counts.frequency(field, one) for one in scores.asked(field, word))


def _begin(scores: Scores, field: str, prefix: str) -> Iterator[tuple[str, int]]:
    """The words of a field that begin so, and how many passages have them."""
    for known in (one.decode() for one in scores.reader.expand_prefix(field, prefix)):
        if frequency := scores.counts.frequency(field, known):
            yield bare(known), frequency


def _judged(scores: Scores, word: query.Spelled, quoted: bool) -> Unknown:
    """An unknown word with the nearest known one, the most frequent of equals.

    They begin alike, and are one edit apart, or two where the word is long. One that is
    `quoted` is meant as it stands.
    """
    length = len(word.term)
    if length < query.SHORTEST_CORRECTED:
        return Unknown(word)
    most = query.MOST_EDITS if length > query.LONGEST_SHORT else 1
    near = sorted(
        (edits, -frequency, known)
        for field in query.WRITTEN[word.field or ""]
        for known, frequency in _begin(scores, field, word.term[0])
        if abs(len(known) - length) <= most
        and known not in query.STOP_WORDS
        and (edits := query.distance(word.term, known)) <= most
    )
    if not near:
        return Unknown(word)
    edits, _, best = near[0]
    meant = {stem(known) for apart, _, known in near if apart == 1}
    sure = len(meant) == 1 and not quoted and not is_general(word.term)
    return Unknown(word, best, edits, sure)


def _named(tree: query.Node) -> Iterator[query.Words | query.Typed]:
    """What a query asks of fields of names, and does not exclude."""
    if isinstance(tree, query.All | query.Any):
        for part in tree.parts:
            yield from _named(part)
    elif isinstance(tree, query.Words | query.Typed) and (
        tree.field in query.NAME_FIELDS or tree.field == "by"
    ):
        yield tree


def _nearest(scores: Scores, field: str, terms: Sequence[str]) -> list[str]:
    """The whole names of a field that are nearest to some words, as terms."""
    names = {
        name
        for one in query.TOGETHER.get(field, (field,))
        for name, _ in _begin(scores, one, query.whole_name(()))
    }
    near = sorted((_apart(terms, name[1:].split(" ")), name) for name in names)
    return [name for apart, name in near if apart <= 0.5][:NEAREST]


def _apart(terms: Sequence[str], name: Sequence[str]) -> float:
    """How far words are from a name: for each the part of it that is wrong, on average."""
    return sum(
        min(query.distance(term, word) / max(len(term), len(word)) for word in name)
        for term in terms
    ) / len(terms)
