"""A test of many cases tries them all, and says which failed."""

from __future__ import annotations

import sys

import pytest

from tests.in_groups import in_groups


def tried(number: int) -> None:
    if number == 0:
        pytest.skip("nothing")
    if number == 5:
        pytest.fail("five is too much")
    assert number < 3


of_all = in_groups("number", range(6), str, "case {}".format)(tried)


def test_each_case_that_fails_is_named() -> None:
    with pytest.raises(BaseExceptionGroup, match="3 cases of 6") as caught:
        of_all(number=range(6))
    assert [one.__notes__ for one in caught.value.exceptions] == [
        [f"the case: case {number}"] for number in (3, 4, 5)
    ]


def test_one_that_fails_is_shown_as_it_is() -> None:
    with pytest.raises(pytest.fail.Exception, match="too much") as caught:
        of_all(number=[1, 5, 2])
    assert caught.value.__notes__ == ["the case: case 5"]


def test_what_exits_and_groups_of_groups_end_nothing() -> None:
    done = []

    def exits(number: int, letter: str) -> None:
        done.append(f"{number}{letter}")
        if number == 1:
            sys.exit(2)
        assert number != 3

    of_both = in_groups("letter", "ab", str)(in_groups("number", range(4), str)(exits))
    with pytest.raises(BaseExceptionGroup, match="2 cases of 2") as caught:
        of_both(letter="ab", number=range(4))
    assert done == [f"{number}{letter}" for letter in "ab" for number in range(4)]
    assert [one.__notes__ for one in caught.value.exceptions] == [
        ["the case: 'a'"],
        ["the case: 'b'"],
    ]


def test_a_group_is_skipped_if_each_of_its_cases_is() -> None:
    of_all(number=[0, 1])
    with pytest.raises(pytest.skip.Exception, match="nothing"):
        of_all(number=[0, 0])


@in_groups("number", range(4), lambda number: "odd" if number % 2 else "even")
def test_cases_are_in_groups_and_may_have_fixtures(
    number: int, request: pytest.FixtureRequest
) -> None:
    assert request.node.callspec.id == ("odd" if number % 2 else "even")
