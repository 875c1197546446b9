"""Queries put together of pieces, and all that becomes of each, as a file to read a change in.

`--update-goldens` writes the file anew; the table of test_query.py is the one that both
engines share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import product
from pathlib import Path

from commonplace import query
from commonplace.query import Node

GOLDEN = Path(__file__).parents[1] / "goldens" / "queries.txt"
#: Words, of each kind that the grammar has, and what may stand between two of them.
WORDS = (
    "newts", "newt", "the", '"old reeds"', '"old reeds"~3', '"the"', "ree*", "r?ed", "reid~",
    "reid~2", "speaker:ada", "speaker:the", "text:newts", "year:2024", "after:2024-06",
    "kind:posts", "(mud OR newts)", "-mud", "qlx", "mud's", "ab", "abc", "old", "Tülu",
)  # fmt: skip
BETWEEN = (" ", " OR ", " -")
#: Whole queries: longer ones, and mistakes of every kind.
QUERIES = (
    *Path(__file__).with_name("sweep.txt").read_text(encoding="utf-8").splitlines(),
    "",
    " ",
    *("(" * deep + "newts" + ")" * deep for deep in (20, 21)),
    "(newts) " * 21,
)
#: Names for one thing, of one word and of several.
ALIASES = query.other_names(
    [
        (("qlx",), ("quick", "lock", "exchange"), ("quick", "lock")),
        (("newt",), ("mud", "dog"), ("old", "reeds")),
    ]
)
TOKENS = (
    "newts",
    "newt",
    "the",
    "old",
    "reed",
    "reeds",
    "read",
    "reid",
    "ried",
    "rid",
    "ada",
    "mud",
    "tulu",
)


def shown(node: Node | None) -> str:
    """A tree on one line, each node as its name and its fields, without those that say nothing."""
    if node is None:
        return "nothing"
    said = [
        " ".join(map(str, value)) if name == "terms" else f"{value}"
        for name, value in ((field.name, getattr(node, field.name)) for field in fields(node))
        if name not in ("parts", "part") and value not in (None, False)
    ]
    inner = getattr(node, "parts", ()) or filter(None, [getattr(node, "part", None)])
    return f"{type(node).__name__}({', '.join([*said, *map(shown, inner)])})"


def of_query(text: str) -> Iterator[str]:
    """Each step that a query goes through, where it changes something."""
    tree, error, read, spelled = query.parse(text)
    yield f"{text!r} {shown(tree)}"
    typed = query.parse(text, typing=True).tree
    steps: list[tuple[str, object]] = [
        ("error", error),
        ("read", read if read != text else ""),
        ("spelled", " ".join(f"{s.term}@{s.start}-{s.end}:{s.field or ''}" for s in spelled)),
        ("typed", shown(typed) if typed != tree else ""),
    ]
    if tree:
        asked = query.without_stop_words(tree)
        named = query.with_aliases(asked, ALIASES)
        looser = query.relaxed(asked)
        mark = query.marker(typed)
        begun = query.with_aliases(typed, ALIASES) if typed else None
        marked = ((token, mark(token)) for token in TOKENS)
        steps += [
            ("asked", shown(asked) if asked != tree else ""),
            ("named", shown(named) if named != asked else ""),
            ("begun", shown(begun) if begun != typed else ""),
            ("relaxed", shown(looser) if looser else ""),
            ("of pages", shown(query.of_pages(asked)) if query.of_pages(asked) else ""),
            ("words", " ".join(query.plain_words(asked) or ())),
            ("marked", " ".join(f"{token}={part}" for token, part in marked if part)),
        ]
    yield from (f"  {name}: {value}" for name, value in steps if value)


def test_what_becomes_of_queries(golden: Callable[[Path, str], None]) -> None:
    pairs = (f"{a}{sign}{b}" for a, sign, b in product(WORDS[::3], BETWEEN, WORDS[1::3]))
    lines = [line for text in (*WORDS, *QUERIES, *pairs) for line in of_query(text)]
    golden(GOLDEN, "\n".join(lines) + "\n")


def test_a_place_is_quoted_or_not() -> None:
    for text in ('a "b c" d', "a “b c„ d", '"', ""):
        quoted = [query.is_quoted(text, at) for at in range(len(text) + 1)]
        signs = [at for at, sign in enumerate(text) if sign in '"“”„']
        expected = [sum(at > one for one in signs) % 2 == 1 for at in range(len(text) + 1)]
        assert quoted == expected


def test_a_phrase_is_a_name_where_no_name_is_one_word() -> None:
    aliases = query.other_names([(("mud", "dog"), ("old", "reeds"))])
    for text in ('"mud dog"', "mud dog", "x mud dog", 'NOT "mud dog"'):
        tree = query.parse(text).tree
        assert tree and query.with_aliases(tree, aliases) != tree
    tree = query.parse("dog mud").tree
    assert tree and query.with_aliases(tree, aliases) == tree
