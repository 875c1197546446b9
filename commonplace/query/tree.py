"""The tree of a query, and how it is changed before it is looked up.

The browser's engine has a twin of this module, `browser/search/tree.js`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from commonplace.analysis import stem
from commonplace.query.language import EXPLAINED, NAME_FIELDS, STOP_WORDS


@dataclass(frozen=True)
class Words:
    """Terms that follow one another: one term, or several from one word or phrase."""

    terms: tuple[str, ...]
    field: str | None = None
    slop: int = 1
    times: float = 1
    quoted: bool = False


@dataclass(frozen=True)
class Prefix:
    """Every word that begins with a text."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Wildcard:
    """Every word that matches a pattern: `?` is one character, `*` any number of them."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True)
class Fuzzy:
    """Every word at most `distance` edits away that begins with the same character."""

    text: str
    distance: int
    field: str | None = None


@dataclass(frozen=True)
class Typed:
    """The word being typed: it stands for itself and for all words that begin with it."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Between:
    """Dates from `first` on and before `last`, as text; either may be empty."""

    first: str
    last: str


@dataclass(frozen=True)
class Kind:
    """Documents of a kind."""

    kind: str


@dataclass(frozen=True)
class All:
    """What every one of the parts matches."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    """What at least one of the parts matches."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """What the part does not match."""

    part: Node


#: Fields whose words are no stems.
_WRITTEN_FIELDS = NAME_FIELDS | {"by"}
Node = Words | Prefix | Wildcard | Fuzzy | Typed | Between | Kind | All | Any | Not
#: A name, as the stems of its words → the other names for the same thing, as terms, and how often
#: each counts as asked for.
Aliases = Mapping[tuple[str, ...], tuple[tuple[tuple[str, ...], float], ...]]


def tidy(tree: Node) -> Node:
    """Nested parts of a kind become one, and words asked for twice, in any form, count once."""
    if isinstance(tree, Not):
        part = tidy(tree.part)
        return part.part if isinstance(part, Not) else Not(part)
    if not isinstance(tree, All | Any):
        return tree
    flat: list[Node] = []
    for part in map(tidy, tree.parts):
        flat.extend(part.parts if type(part) is type(tree) else [part])
    merged: dict[Node, Node] = {}
    for part in flat:
        merged.setdefault(_form(part), part)
    parts = tuple(merged.values())
    return parts[0] if len(parts) == 1 else type(tree)(parts)


def _form(part: Node) -> Node:
    """What parts that count as one have in common: their stems, if they ask for the text."""
    if not isinstance(part, Words):
        return part
    terms = part.terms if part.field in _WRITTEN_FIELDS else tuple(map(stem, part.terms))
    return replace(part, terms=terms, times=1)


def without_stop_words(tree: Node, stops: Set[str] = STOP_WORDS) -> Node:
    """The tree without stop words, if other words remain. A word may be typed to its end.

    >>> without_stop_words(All((Words(("a",)), Words(("reward",))))).terms
    ('reward',)
    >>> without_stop_words(Words(("who",))).terms
    ('who',)
    """
    if not isinstance(tree, All | Any):
        return tree
    kept = tuple(part for part in tree.parts if not _is_stop_word(part, stops))
    if all(isinstance(part, Between | Kind | Not) for part in kept):
        return tree
    return kept[0] if len(kept) == 1 else type(tree)(kept)


def _is_stop_word(node: Node, stops: Set[str]) -> bool:
    terms = _plain(node)
    # French turns verbs round (`est-ce`); in English, `how-to` says something.
    single = len(terms) == 1 or stops is not STOP_WORDS
    return bool(terms) and single and all(term in stops for term in terms)


def relaxed(tree: Node) -> Node | None:
    """The tree with any of its words instead of all; None if that makes no difference.

    Filters, exclusions and fields still apply.
    """
    parts = tree.parts if isinstance(tree, All) else (tree,)
    strict = tuple(part for part in parts if _holds(part))
    loose = tuple(one for part in parts if part not in strict for one in _singly(part))
    if len(loose) < 2:
        return None
    some = tidy(Any(loose))
    whole = All((*strict, some)) if strict else some
    return None if whole == tree else whole


def _holds(node: Node) -> bool:
    """Whether a node narrows the search instead of naming what to find."""
    if isinstance(node, All | Any):
        return all(map(_holds, node.parts))
    return isinstance(node, Between | Kind | Not) or bool(node.field)


def _singly(node: Node) -> tuple[Node, ...]:
    """The parts that can match alone: the terms of `high-speed`, the parts of OR; no phrases."""
    if isinstance(node, Words) and not node.quoted:
        return tuple(replace(node, terms=(term,)) for term in node.terms)
    if isinstance(node, Any) or (isinstance(node, All) and not any(map(_holds, node.parts))):
        return tuple(one for part in node.parts for one in _singly(part))
    return (node,)


def plain_words(tree: Node) -> tuple[str, ...] | None:
    """The terms of a tree of plain words only; None for any other.

    >>> plain_words(All((Words(("test", "time")), Words(("compute",)))))
    ('test', 'time', 'compute')
    """
    found: list[str] = []
    for part in tree.parts if isinstance(tree, All) else (tree,):
        terms = _plain(part)
        if not terms:
            return None
        found.extend(terms)
    return tuple(found)


def _plain(node: Node) -> tuple[str, ...]:
    """The terms of a plain word; none for any other node."""
    if isinstance(node, Words) and not node.field and not node.quoted:
        return node.terms
    return (node.text,) if isinstance(node, Typed) and not node.field else ()


def whole_name(words: Iterable[str]) -> str:
    """The term that stands for a name as a whole, which no word looks like.

    >>> whole_name(["ada", "marsh"])
    '=ada marsh'
    """
    return f"={' '.join(words)}"


def of_pages(tree: Node) -> Node | None:
    """What a tree of nothing but words asks of whole pages; None for any other.

    >>> of_pages(Words(("newts",))).field
    'page'
    """
    if isinstance(tree, All):
        parts = tuple(map(of_pages, tree.parts))
        return All(tuple(part for part in parts if part)) if all(parts) else None
    if isinstance(tree, Words | Typed | Prefix) and not tree.field:
        return replace(tree, field="page")
    return None


def other_names(
    groups: Iterable[Sequence[Sequence[str]]],
    explained: Iterable[Sequence[Sequence[str]]] = (),
) -> Aliases:
    """Groups of names for the same thing, as a mapping from each name to the others.

    Those that texts explain count less, and not where a group has the name.

    >>> other_names([(("llm",), ("language", "models"))])[("languag", "model")]
    ((('llm',), 1),)
    """
    return {
        tuple(map(stem, name)): tuple((tuple(other), times) for other in group if other != name)
        for several, times in ((explained, EXPLAINED), (groups, 1))
        for group in several
        for name in group
    }


def with_aliases(tree: Node, aliases: Aliases) -> Node:
    """The tree with every name that has other names widened to all of them.

    A name is one word, a phrase, or plain words one after another.

    >>> aliases = other_names([(("rlhf",), ("learning", "from", "feedback"))])
    >>> with_aliases(Words(("rlhf",)), aliases).parts[1].terms
    ('learning', 'from', 'feedback')
    >>> query = All((Words(("learning",)), Words(("from",)), Words(("feedback",))))
    >>> with_aliases(query, aliases).parts[1].terms
    ('rlhf',)
    """
    if isinstance(tree, All):
        parts = _with_names(tree.parts, aliases)
        return parts[0] if len(parts) == 1 else All(parts)
    if isinstance(tree, Any):
        return Any(tuple(with_aliases(part, aliases) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(with_aliases(tree.part, aliases))
    return _with_names((tree,), aliases)[0]


def _with_names(parts: tuple[Node, ...], aliases: Aliases) -> tuple[Node, ...]:
    """The parts, with those that make up a name widened to its other names, the longest first."""
    lengths = sorted({1, *map(len, aliases)}, reverse=True)
    found: list[Node] = []
    at = 0
    while at < len(parts):
        for length in lengths:
            run = parts[at : at + length]
            others = aliases.get(_name(run))
            if others:
                found.append(_named(run, others))
                break
        else:
            run = parts[at : at + 1]
            inner = isinstance(run[0], All | Any | Not)
            found.append(with_aliases(run[0], aliases) if inner else run[0])
        at += len(run)
    return tuple(found)


def joined(kind: type[All] | type[Any], parts: Iterable[Node]) -> Node | None:
    """Parts as one node of a kind; a single part is itself, and no part is None."""
    found = tuple(parts)
    return kind(found) if len(found) > 1 else next(iter(found), None)


def _name(run: tuple[Node, ...]) -> tuple[str, ...]:
    """The stems of a phrase or of plain words; empty for anything else."""
    if len(run) == 1 and isinstance(run[0], Words) and not run[0].field:
        return tuple(map(stem, run[0].terms))
    terms = [_plain(part) for part in run]
    return tuple(stem(term) for part in terms for term in part) if all(terms) else ()


def _named(run: tuple[Node, ...], others: tuple[tuple[tuple[str, ...], float], ...]) -> Node:
    times = min(part.times if isinstance(part, Words) else 1 for part in run)
    itself = run[0] if len(run) == 1 else without_stop_words(All(run))
    named = (Words(terms, times=times * share, quoted=True) for terms, share in others)
    return Any((itself, *named))
