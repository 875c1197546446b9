"""The query language: what becomes of a query, as a table that every engine shares."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace import query
from commonplace.query.language import DEEPEST

TABLE = Path(__file__).parents[1] / "search" / "queries.json"

QUERIES = """
reward model
Reward MODEL
"reward model"
"reward model"~3
“curly quotes”
reward reward model
test-time compute
"test-time compute"
o1 OR o3
alphago OR muzero search
(alphago OR muzero) search
alphago AND muzero
alphago NOT muzero
alphago -muzero
-muzero
-"monte carlo"
NOT NOT muzero
speaker:timbers
speaker:"Finbarr Timbers" "reward model"
speaker:(timbers OR lambert) dpo
topic:"reward models"
title:notes
heading:exploration
text:exploration
kind:post o1
kind:transcripts
year:2024 o1
after:2024-06 before:2025
after:2024-06-15
reason*
reas*n
gen?ral
gen?r*l
speaker:timb*
speaker:-timbers
speaker:NOT (timbers lambert)
title:OR
text:text:reward
tworek~
tworek~1
tworek~2 continual
what is a reward model?
who
what is it
C
C++
don't
don’t
GPT-5.2
5.2
10:30
https://arxiv.org/abs/1312.5602
naïve Tülu
nai\u0308v?\u0301
Ünïcode ÇA VA
a_b
foo:bar
kind:book
year:20
after:soon
(reward
reward)
"reward
NOT
alphago NOT
OR
AND AND
*
?
*ing
reward *
~
""
()
-
- reward
reward - model
((((((((((((((((((((((deep))))))))))))))))))))))
""".strip("\n").split("\n")


def as_json(node: object) -> object:
    """A tree as JSON: each node by its name and its fields."""
    if isinstance(node, tuple):
        return [as_json(part) for part in node]
    if is_dataclass(node) and not isinstance(node, type):
        values = {field.name: as_json(getattr(node, field.name)) for field in fields(node)}
        return {"node": type(node).__name__, **values}
    return node


def test_queries_are_read_as_the_table_says(golden: Callable[[Path, str], None]) -> None:
    table = []
    for text in QUERIES:
        tree, error, *_ = query.parse(text)
        asked = query.without_stop_words(tree) if tree else None
        looser = query.relaxed(asked) if asked else None
        table.append(
            {
                "query": text,
                "error": error,
                "tree": as_json(asked),
                "relaxed": as_json(looser),
            }
        )
    golden(TABLE, json.dumps(table, ensure_ascii=False, indent=1) + "\n")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_too_much(text: str) -> None:
    tree, error, *_ = query.parse(text)
    assert error is None or error.endswith("plain words.")
    if tree:
        asked = query.without_stop_words(tree)
        query.relaxed(asked)


PIECES = st.sampled_from(
    'reward model " ( ) OR AND NOT - speaker: year:2024 * ? ~2 kind:post a the after:2024'.split()
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_signs_in_any_order_are_read(pieces: list[str]) -> None:
    query.parse("".join(pieces))
    query.parse(" ".join(pieces))


@settings(deadline=None)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_one(one: str, two: str) -> None:
    there = query.distance(one, two)
    assert there == query.distance(two, one)
    assert (there == 0) == (one == two)
    assert abs(len(one) - len(two)) <= there <= max(len(one), len(two))


def test_only_brackets_within_brackets_are_too_deep() -> None:
    deepest = query.parse("(" * DEEPEST + "newt" + ")" * DEEPEST)
    assert not deepest.error and deepest.tree == query.parse("newt").tree
    assert query.parse("(" * (DEEPEST + 1) + "newt" + ")" * (DEEPEST + 1)).error
    assert not query.parse("(newt) " * (DEEPEST + 5)).error
    assert not query.parse("(a OR (b)) " * DEEPEST).error


def test_the_word_being_typed_is_a_beginning_unless_short_or_a_stop_word() -> None:
    for text in ("newt", "two newts", "new"):
        assert query.parse(text, typing=True).tree != query.parse(text).tree
    for text in ("ne", "the", "newt the", "newt "):
        assert query.parse(text, typing=True).tree == query.parse(text).tree
