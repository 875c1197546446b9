"""Parses what a reader types into a tree.

    query   = all { "OR" all }
    all     = one { [ "AND" ] one }
    one     = not ( "(" query ")" | [ field ":" not ] what )
    not     = { "NOT" | "-" }
    what    = word | '"' words '"' [ "~" number ] | "(" query ")"
    word    = prefix* | wild?card | fuzzy~1 | plain

`AND`, `OR` and `NOT` are capitals. A question mark at the end of a word is punctuation.
The browser's engine has a twin of this module, `browser/search/parse.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from commonplace.analysis import TOKEN, characters, is_spaceless, normal, tokens
from commonplace.query.language import (
    DEEPEST,
    FILTERS,
    KINDS,
    SHORTEST_TYPED,
    STOP_WORDS,
    WORD_FIELDS,
    Message,
)
from commonplace.query.tree import (
    All,
    Any,
    Between,
    Fuzzy,
    Kind,
    Node,
    Not,
    Prefix,
    Typed,
    Wildcard,
    Words,
    joined,
    tidy,
)

_LEXEME = re.compile(
    r"(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w\"(]))"
    r"|(?P<field>[a-z]{2,12}):(?=[^\s)])"
    r"|\"(?P<phrase>[^\"]*)\"(?:~(?P<slop>[0-9]{1,2}))?"
    r"|(?P<quote>\")"
    r"|(?P<word>[^\s()\"]+)"
)
_QUOTES = str.maketrans("“”„", '"""')  # as phones and word processors set them
_ELIDED = re.compile("['’]")
#: `e-ma`, which is `ema` while it is typed, since its first piece says too little.
_HYPHENATED = re.compile(r"[^0-9-]{1,2}-[^0-9-]{2,}\Z")
_FUZZY = re.compile(r"(?P<word>[^~*?]+)~(?P<distance>[12]?)\Z")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")


class Spelled(NamedTuple):
    """A word of a query that can be misspelt: where it is in the text, and its field."""

    start: int
    end: int
    term: str
    field: str | None


class Parsed(NamedTuple):
    """A query as a tree, None if nothing was asked; `error` says what was wrong with it.

    `text` is the query with composed characters; `spelled` are its words in order.
    """

    tree: Node | None
    error: str | None
    text: str
    spelled: tuple[Spelled, ...]


def is_quoted(text: str, at: int) -> bool:
    """Whether a place of a query is inside of quotation marks.

    >>> is_quoted('newt "old reed" mud', 7), is_quoted('newt "old reed" mud', 17)
    (True, False)
    """
    return text[:at].translate(_QUOTES).count('"') % 2 == 1


def parse(text: str, typing: bool = False) -> Parsed:
    """Parse a query; on a mistake, explain it and read the query as plain words.

    While `typing`, the last word also stands for all words that begin with it.

    >>> parse("reward -speaker:ada").tree.parts[1].part.field
    'speaker'
    >>> parse('(reward').error
    'A bracket is not closed, so these are searched as plain words.'
    >>> parse('reward mod', typing=True).tree.parts[1]
    Typed(text='mod', field=None)
    """
    text = normal(text)
    quoted = text.translate(_QUOTES)
    open_end = len(text) if typing else None
    try:
        reader = _Reader(_lexed(quoted), open_end)
        tree = reader.any_of()
        if reader.kind() == ")":
            raise _Mistake(Message.UNOPENED_BRACKET)
        error = None
    except _Mistake as mistake:
        reader = _Reader(
            [_Lexeme("word", match[0], match.start()) for match in TOKEN.finditer(text)], open_end
        )
        tree = reader.any_of()
        error = Message.PLAIN_WORDS.format(mistake)
    return Parsed(tidy(tree) if tree else None, error, text, tuple(reader.spelled))


class _Mistake(Exception):
    """What is wrong with a query, in words."""

    def __init__(self, message: Message, piece: str = "") -> None:
        super().__init__(message.format(piece))


class _Lexeme(NamedTuple):
    kind: str
    text: str
    start: int
    slop: int = 1


def _lexed(text: str) -> list[_Lexeme]:
    found = []
    for match in _LEXEME.finditer(text):
        kind = str(match.lastgroup)
        if match["phrase"] is not None:
            slop = int(match["slop"] or 1)
            found.append(_Lexeme('"', match["phrase"], match.start("phrase"), slop))
        elif kind == "quote":
            raise _Mistake(Message.UNCLOSED_QUOTE)
        elif kind == "word" and match["word"] in ("AND", "OR", "NOT"):
            found.append(_Lexeme(match["word"], "", match.start()))
        elif kind == "minus" and not found and text[match.end()].isdecimal():
            pass  # the sign of a number: there is nothing yet that it could take something from
        elif kind != "space":
            signs = {"open": "(", "close": ")", "minus": "-"}
            found.append(_Lexeme(signs.get(kind, kind), match[kind], match.start()))
    return found


class _Reader:
    """Reads tokens from left to right; one method for each line of the grammar.

    A word that ends at `open_end` is still being typed.
    """

    def __init__(self, lexemes: list[_Lexeme], open_end: int | None) -> None:
        self.lexemes = lexemes
        self.open_end = open_end
        self.at = 0
        self.depth = 0
        self.spelled: list[Spelled] = []

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
        return joined(Any, filter(None, parts))

    def all_of(self, field: str | None) -> Node | None:
        parts: list[Node] = []
        while self.kind() not in ("", ")", "OR"):
            if self.kind() == "AND":
                self.next()
                continue
            part = self.one(field)
            if part:
                parts.append(part)
        return joined(All, parts)

    def one(self, field: str | None) -> Node | None:
        negated = self.negated()
        if self.kind() == "field":
            field = _known(self.next().text)
            negated ^= self.negated()
            if self.kind() not in ("word", '"', "("):
                raise _Mistake(Message.LONE_FIELD, field)
        part = self.what(field)
        return Not(part) if part and negated else part

    def negated(self) -> bool:
        negated = False
        while self.kind() in ("NOT", "-"):
            self.next()
            negated = not negated
            if self.kind() in ("", ")", "OR", "AND"):
                raise _Mistake(Message.LONE_NOT)
        return negated

    def what(self, field: str | None) -> Node | None:
        if self.kind() == "(":
            self.next()
            self.depth += 1
            if self.depth > DEEPEST:
                raise _Mistake(Message.TOO_DEEP)
            inner = self.any_of(field)
            if self.kind() != ")":
                raise _Mistake(Message.UNCLOSED_BRACKET)
            self.next()
            self.depth -= 1
            return inner
        lexeme = self.next()
        if field in FILTERS:
            return _filter(str(field), lexeme.text)
        special = _special(lexeme.text, field) if lexeme.kind == "word" else None
        return special or self.words(lexeme, field)

    def words(self, lexeme: _Lexeme, field: str | None) -> Node | None:
        quoted = lexeme.kind == '"'
        found = list(_spelled(lexeme, field))
        self.spelled.extend(found)
        if not found:
            return None
        last = found[-1]
        terms = [word.term for word in found]
        is_typed = last.end == self.open_end and not quoted and not is_spaceless(last.term)
        if is_typed and _HYPHENATED.match(lexeme.text):
            return Typed("".join(terms), field)
        long_enough = len(last.term) >= SHORTEST_TYPED and last.term not in STOP_WORDS
        typed: list[Node] = []
        if is_typed and long_enough:
            typed = [Typed(terms.pop(), field)]
        slop = max(1, lexeme.slop)
        rows = [Words(row, field, slop, quoted=quoted) for row in _rows(terms)]
        return joined(All, (*rows, *typed))


def _spelled(lexeme: _Lexeme, field: str | None) -> Iterator[Spelled]:
    """The words of a lexeme. What is elided, as in `l'été`, is asked for in phrases and names."""
    for match in TOKEN.finditer(lexeme.text):
        start, end = lexeme.start + match.start(), lexeme.start + match.end()
        terms = tokens(match[0])
        if lexeme.kind == "word" and not field and len(terms) == 2 and _ELIDED.search(match[0]):
            del terms[0]
        yield from (Spelled(start, end, term, field) for term in terms)


def _rows(terms: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Terms that stand in a row, one or more together.

    A single character of a script without spaces is a row of its own: it may be a part of any
    pair of the text.
    """
    for alone, group in groupby(terms, key=lambda term: len(characters(term)) == 1):
        row = tuple(group)
        yield from ((term,) for term in row) if alone else (row,)


def _known(field: str) -> str:
    if field not in WORD_FIELDS | FILTERS:
        raise _Mistake(Message.NO_FIELD, field)
    return field


def _filter(field: str, value: str) -> Node:
    if field == "kind":
        kind = value.lower().removesuffix("s")
        if kind not in KINDS:
            raise _Mistake(Message.NO_KIND, value)
        return Kind(kind)
    if not _DATE.match(value) or (field == "year" and len(value) != 4):
        raise _Mistake(Message.NO_YEAR if field == "year" else Message.NO_DATE, value)
    if field == "year":
        return Between(value, str(int(value) + 1).zfill(4))
    return Between(value, "") if field == "after" else Between("", value)


def _special(word: str, field: str | None) -> Node | None:
    """A word with `*`, `?` or `~`; None if it has none, or is of a script without spaces."""
    if is_spaceless(word):
        return None
    fuzzy = _FUZZY.match(word)
    if fuzzy and len(tokens(fuzzy["word"])) == 1:
        return Fuzzy(tokens(fuzzy["word"])[0], int(fuzzy["distance"] or 1), field)
    bare = word.rstrip("*")
    if bare != word and bare and not re.search(r"[*?]", bare) and len(tokens(bare)) == 1:
        return Prefix(tokens(bare)[0], field)
    if re.search(r"[*?]", word) and not word.endswith("?"):
        pattern = normal(word.lower())
        if not re.fullmatch(r"[^\W_]+[*?](?:[^\W_]|[*?])*", pattern):
            raise _Mistake(Message.NO_LETTER, word)
        return Wildcard(pattern, field)
    return None
