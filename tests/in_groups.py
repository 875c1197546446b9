"""Many cases in one test: an item of its own for each takes pytest longer than trying it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
Test = Callable[..., None]
#: What a case may fail with; a group of failures is that of another `in_groups`.
FAILURES = (Exception, SystemExit, pytest.fail.Exception, BaseExceptionGroup)


def in_groups(
    argument: str,
    cases: Iterable[T],
    group: Callable[[T], str],
    name: Callable[[T], object] = repr,
) -> Callable[[Test], Test]:
    """Like `pytest.mark.parametrize`, with one item for each group of cases.

    The item tries all of its cases whatever becomes of the first, and says by their names which
    failed and why. It is skipped only if each of them is.
    """
    groups: dict[str, list[T]] = {}
    for case in cases:
        groups.setdefault(group(case), []).append(case)

    def parametrized(test: Test) -> Test:
        @wraps(test)
        def try_all(**arguments: Any) -> None:
            __tracebackhide__ = True
            several = arguments.pop(argument)
            failed, skipped = [], []
            for case in several:
                try:
                    test(**{argument: case}, **arguments)
                except pytest.skip.Exception as reason:
                    skipped.append(reason)
                except FAILURES as problem:
                    problem.add_note(f"the case: {name(case)}")
                    failed.append(problem)
            if len(failed) > 1:
                raise BaseExceptionGroup(f"{len(failed)} cases of {len(several)}", failed)
            for one in failed or (skipped if len(skipped) == len(several) else ()):
                raise one

        return pytest.mark.parametrize(argument, list(groups.values()), ids=list(groups))(try_all)

    return parametrized
