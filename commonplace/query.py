"""The query language: from what a reader types to a tree that both engines understand.

    query   = all { "OR" all }
    all     = one { [ "AND" ] one }
    one     = [ "NOT" | "-" ] ( "(" query ")" | [ field ":" ] what )
    what    = word | '"' words '"' [ "~" number ] | "(" query ")"
    word    = prefix* | wild?card | fuzzy~1 | plain

`AND`, `OR` and `NOT` are capitals. The browser's engine has a twin of this module,
`search/query.js`; `tests/search/queries.json` holds what both of them have to make of a
query, and tests/test_twins.py compares them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from commonplace.analysis import tokens

#: Fields that hold words; a plain word is looked for in several of them.
WORD_FIELDS = frozenset({"text", "title", "heading", "speaker", "topic"})
FILTERS = frozenset({"kind", "year", "after", "before"})
KINDS = ("post", "transcript")

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w\"(]))"
    r"|(?P<field>[a-z]{2,12}):(?=[^\s)])"
    r"|\"(?P<phrase>[^\"]*)\"(?:~(?P<slop>[0-9]{1,2}))?"
    r"|(?P<quote>\")"
    r"|(?P<word>[^\s()\"]+)"
)
_QUOTES = str.maketrans("“”„", '"""')  # as phones and word processors set them
_FUZZY = re.compile(r"(?P<word>[^~*?]+)~(?P<distance>[12]?)\Z")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")


@dataclass(frozen=True)
class Words:
    """Terms that stand one behind the other: one term, or several from one word or phrase."""

    terms: tuple[str, ...]
    field: str | None = None
    slop: int = 1
    times: int = 1
    quoted: bool = False


@dataclass(frozen=True)
class Prefix:
    """Every word that begins with a text."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Wildcard:
    """Every word of a shape: `?` is one character, `*` any number of them."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True)
class Fuzzy:
    """Every word at most `distance` edits away that begins with the same character."""

    text: str
    distance: int
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


#: A name, as its terms → the other names for the same thing.
Aliases = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
Node = Words | Prefix | Wildcard | Fuzzy | Between | Kind | All | Any | Not


class Parsed(NamedTuple):
    """A query as a tree, None where nothing was asked; `error` says what was mended."""

    tree: Node | None
    error: str | None


def parse(text: str) -> Parsed:
    """Read a query; a mistake is put into words and the query read as plain words.

    >>> parse('reward "test time"~2 -speaker:ada').tree
    All(parts=(Words(terms=('reward',), field=None, slop=1, times=1, quoted=False), \
Words(terms=('test', 'time'), field=None, slop=2, times=1, quoted=True), \
Not(part=Words(terms=('ada',), field='speaker', slop=1, times=1, quoted=False))))
    >>> parse('(reward').error
    'A bracket is not closed, so these are searched as plain words.'
    """
    try:
        reader = _Reader(_lexed(text.translate(_QUOTES)))
        tree = reader.any_of()
        if reader.kind() == ")":
            raise _Mistake("A bracket is closed that was never opened")
        return Parsed(_tidy(tree) if tree else None, None)
    except _Mistake as mistake:
        words = tuple(Words((term,)) for term in tokens(text))
        error = f"{mistake}, so these are searched as plain words."
        return Parsed(_tidy(All(words)) if words else None, error)


class _Mistake(Exception):
    """What is wrong with a query, in words."""


class _Lexeme(NamedTuple):
    kind: str
    text: str
    slop: int = 1


def _lexed(text: str) -> list[_Lexeme]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if match["phrase"] is not None:
            found.append(_Lexeme('"', match["phrase"], int(match["slop"] or 1)))
        elif kind == "quote":
            raise _Mistake("A quotation mark is not closed")
        elif kind == "word" and match["word"] in ("AND", "OR", "NOT"):
            found.append(_Lexeme(match["word"], ""))
        elif kind != "space":
            signs = {"open": "(", "close": ")", "minus": "-"}
            found.append(_Lexeme(signs.get(kind, kind), match[kind]))
    return found


class _Reader:
    """Reads lexemes from left to right; one method a line of the grammar."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self.lexemes = lexemes
        self.at = 0
        self.depth = 0

    def kind(self) -> str:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else ""

    def next(self) -> _Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def any_of(self, field: str | None = None) -> Node | None:
        parts = [self.all_of(field)]
        while self.kind() == "OR":
            self.next()
            parts.append(self.all_of(field))
        found = tuple(part for part in parts if part)
        return found[0] if len(found) == 1 else Any(found) if found else None

    def all_of(self, field: str | None) -> Node | None:
        parts: list[Node] = []
        while self.kind() not in ("", ")", "OR"):
            if self.kind() == "AND":
                self.next()
                continue
            part = self.one(field)
            if part:
                parts.append(part)
        return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None

    def one(self, field: str | None) -> Node | None:
        negated = False
        while self.kind() in ("NOT", "-"):
            self.next()
            negated = not negated
            if self.kind() in ("", ")", "OR", "AND"):
                raise _Mistake("NOT stands before nothing")
        part = self.what(_known(self.next().text) if self.kind() == "field" else field)
        return Not(part) if part and negated else part

    def what(self, field: str | None) -> Node | None:
        if self.kind() == "(":
            self.next()
            self.depth += 1
            if self.depth > 20:
                raise _Mistake("The brackets are nested too deep")
            inner = self.any_of(field)
            if self.kind() != ")":
                raise _Mistake("A bracket is not closed")
            self.next()
            self.depth -= 1
            return inner
        lexeme = self.next()
        if field in FILTERS:
            return _filter(str(field), lexeme.text)
        if lexeme.kind == '"':
            terms = tuple(tokens(lexeme.text))
            return Words(terms, field, max(1, lexeme.slop), quoted=True) if terms else None
        return _word(lexeme.text, field)


def _known(field: str) -> str:
    if field not in WORD_FIELDS | FILTERS:
        known = ", ".join(sorted(WORD_FIELDS | FILTERS))
        raise _Mistake(f"There is no field {field} (there are {known})")
    return field


def _filter(field: str, value: str) -> Node:
    if field == "kind":
        kind = value.lower().removesuffix("s")
        if kind not in KINDS:
            raise _Mistake(f"There is no kind {value} (there are {' and '.join(KINDS)})")
        return Kind(kind)
    if not _DATE.match(value) or (field == "year" and len(value) != 4):
        raise _Mistake(f"{value} is no {'year' if field == 'year' else 'date'} such as 2024")
    if field == "year":
        return Between(value, str(int(value) + 1).zfill(4))
    return Between(value, "") if field == "after" else Between("", value)


def _word(word: str, field: str | None) -> Node | None:
    fuzzy = _FUZZY.match(word)
    if fuzzy and len(tokens(fuzzy["word"])) == 1:
        return Fuzzy(tokens(fuzzy["word"])[0], int(fuzzy["distance"] or 1), field)
    bare = word.rstrip("*")
    if bare != word and bare and not re.search(r"[*?]", bare) and len(tokens(bare)) == 1:
        return Prefix(tokens(bare)[0], field)
    if re.search(r"[*?]", word) and not word.endswith("?"):
        pattern = word.lower()
        if not re.fullmatch(r"[^\W_]+[*?](?:[^\W_]|[*?])*", pattern):
            raise _Mistake(f"{word} needs a letter in front of * or ?")
        return Wildcard(pattern, field)
    terms = tuple(tokens(word))
    return Words(terms, field) if terms else None


def _tidy(tree: Node) -> Node:
    """Nested parts of a kind become one, and words asked for twice count twice."""
    if isinstance(tree, Not):
        part = _tidy(tree.part)
        return part.part if isinstance(part, Not) else Not(part)
    if not isinstance(tree, All | Any):
        return tree
    flat: list[Node] = []
    for part in map(_tidy, tree.parts):
        flat.extend(part.parts if type(part) is type(tree) else [part])
    merged: dict[Node, int] = {}
    for part in flat:
        once = replace(part, times=1) if isinstance(part, Words) else part
        merged[once] = merged.get(once, 0) + (part.times if isinstance(part, Words) else 1)
    parts = tuple(
        replace(part, times=times) if isinstance(part, Words) else part
        for part, times in merged.items()
    )
    return parts[0] if len(parts) == 1 else type(tree)(parts)


#: Words that carry grammar and no subject. They are indexed, for phrases, and asked
#: for where nothing else is; among other words they do not count.
STOP_WORDS = frozenset(
    (
        "a about after all also am an and any are as at be because been before being both but by "
        "can could did do does doing done down during each either else ever every few for from "
        "further had has have having he her here hers him his how however i if in into is it its "
        "itself just like many may me might more most much must my no nor not of off on once one "
        "only or other our out over own per same shall she should since so some such than that "
        "the their them then there these they this those though through thus to too under until "
        "up upon us very was we well were what when where whether which while who whom whose why "
        "will with within without would yet you your"
    ).split()
)


def without_stop_words(tree: Node) -> Node:
    """The tree without stop words, where other words remain beside them.

    >>> without_stop_words(parse("what is a reward").tree).terms
    ('reward',)
    >>> without_stop_words(parse("who").tree).terms
    ('who',)
    """
    if not isinstance(tree, All | Any):
        return tree
    kept = tuple(part for part in tree.parts if not _is_stop_word(part))
    if not any(isinstance(part, Words | Prefix | Wildcard | Fuzzy | All | Any) for part in kept):
        return tree
    return kept[0] if len(kept) == 1 else type(tree)(kept)


def _is_stop_word(node: Node) -> bool:
    return (
        isinstance(node, Words)
        and not node.quoted
        and not node.field
        and len(node.terms) == 1
        and node.terms[0] in STOP_WORDS
    )


def relaxed(tree: Node) -> Node | None:
    """The tree with any of its words instead of all; None where that is no different.

    What filters, what excludes, and what is asked of a field still holds.
    """
    parts = tree.parts if isinstance(tree, All) else (tree,)
    strict = tuple(part for part in parts if _holds(part))
    loose = tuple(one for part in parts if part not in strict for one in _singly(part))
    if len(loose) < 2:
        return None
    some = _tidy(Any(loose))
    return All((*strict, some)) if strict else some


def _holds(node: Node) -> bool:
    """Whether a node narrows the search down instead of saying what it is for."""
    if isinstance(node, All | Any):
        return all(map(_holds, node.parts))
    return isinstance(node, Between | Kind | Not) or bool(node.field)


def _singly(node: Node) -> tuple[Node, ...]:
    """The terms of a word such as `high-speed` each on its own; a phrase stays whole."""
    if isinstance(node, Words) and not node.quoted:
        return tuple(replace(node, terms=(term,)) for term in node.terms)
    return (node,)


def with_aliases(
    tree: Node, aliases: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
) -> Node:
    """The tree with every name that has other names widened to all of them.

    >>> aliases = {("rlhf",): (("learning", "from", "feedback"),)}
    >>> with_aliases(Words(("rlhf",)), aliases).parts[1].terms
    ('learning', 'from', 'feedback')
    """
    if isinstance(tree, All | Any):
        return type(tree)(tuple(with_aliases(part, aliases) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(with_aliases(tree.part, aliases))
    if not isinstance(tree, Words) or tree.field or tree.terms not in aliases:
        return tree
    others = (replace(tree, terms=terms, quoted=True, slop=1) for terms in aliases[tree.terms])
    return Any((tree, *others))


def matches(node: Prefix | Wildcard | Fuzzy, word: str) -> bool:
    """Whether a word is one of those that a node stands for.

    >>> matches(Wildcard("gen?ral"), "general"), matches(Fuzzy("tworek", 1), "tworke")
    (True, True)
    """
    if isinstance(node, Prefix):
        return word.startswith(node.text)
    if isinstance(node, Fuzzy):
        return word[:1] == node.text[:1] and distance(word, node.text) <= node.distance
    shape = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in node.pattern)
    return re.fullmatch(shape, word, re.DOTALL) is not None


def literal(pattern: str) -> str:
    """What stands in a wildcard's pattern before its first `*` or `?`."""
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
