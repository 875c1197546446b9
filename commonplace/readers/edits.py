"""Edits of several rules at once.

A reader finds all edits of a text in one pass, with their rules. `Tracked.edit` takes one
rule at a time, and every edit moves the characters after it, so offsets have to be adjusted
from rule to rule; that is done here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from commonplace.model import Edit, Tracked


class NamedEdit(NamedTuple):
    """An edit by `rule`: replace characters `start` to `end` with `after`."""

    start: int
    end: int
    after: str
    rule: str


def edit_all(text: Tracked, edits: Iterable[NamedEdit]) -> Tracked:
    """Apply edits of many rules, all given in offsets of the current text.

    They must not overlap, and nothing may be inserted where another edit begins or ends,
    because their order would be unclear.

    >>> edits = [NamedEdit(0, 3, "**", "tag"), NamedEdit(4, 9, "&", "entity")]
    >>> text = edit_all(Tracked("<b>a&amp;b"), edits)
    >>> str(text), [change.rule for change in text.changes()]
    ('**a&b', ['tag', 'entity'])
    """
    waiting = sorted(edits)
    done: list[NamedEdit] = []
    for rule in dict.fromkeys(edit.rule for edit in waiting):
        ends = [edit.end for edit in done]
        moves = [0, *accumulate(len(edit.after) - edit.end + edit.start for edit in done)]
        now = [edit for edit in waiting if edit.rule == rule]
        text = text.edit(
            rule,
            [
                Edit(
                    edit.start + moves[bisect_right(ends, edit.start)],
                    edit.end + moves[bisect_right(ends, edit.start)],
                    edit.after,
                )
                for edit in now
            ],
        )
        done = sorted([*done, *now])
    return text
