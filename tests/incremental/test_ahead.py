"""Work on documents alone, done all at once, gives what it gives one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from commonplace import render
from commonplace.derive import ALONE
from commonplace.incremental.ahead import ahead
from commonplace.model import Document, in_turn
from tests import sample_library

DOCUMENTS = sample_library.library().documents
EVERY = (*ALONE, *render.ALONE)


def titles(document: Document) -> str:
    return document.title


def counting(calls: list[int]) -> Any:
    def each(function: Callable[[Any], Any], things: Sequence[Any], /) -> Iterable[Any]:
        calls.append(len(things))
        return map(function, things)

    return each


def test_all_that_is_made_ahead_is_what_each_makes() -> None:
    each = ahead(in_turn, EVERY, DOCUMENTS)
    for function in EVERY:
        assert list(each(function, DOCUMENTS)) == list(map(function, DOCUMENTS))


def test_documents_are_given_out_once_in_any_order() -> None:
    calls: list[int] = []
    each = ahead(counting(calls), [titles], DOCUMENTS)
    assert calls == [len(DOCUMENTS)]
    backwards = DOCUMENTS[::-1]
    assert list(each(titles, backwards)) == [one.title for one in backwards]
    assert calls == [len(DOCUMENTS)]
    assert list(each(titles, backwards)) == [one.title for one in backwards]
    assert len(calls) == 2


def test_other_work_and_other_documents_are_left_to_each() -> None:
    each = ahead(in_turn, [titles], DOCUMENTS[1:])
    assert list(each(titles, DOCUMENTS)) == [one.title for one in DOCUMENTS]
    assert list(each(len, ["a", "bc"])) == [1, 2]


def test_without_documents_there_is_nothing() -> None:
    assert list(ahead(in_turn, EVERY, [])(EVERY[0], [])) == []
