"""A dash behind a time is the time's, a new voice's, or part of what is said."""

from __future__ import annotations

import pytest

from commonplace.markup.clock import stamps


def _left(text: str) -> str:
    """A text without its times."""
    for one in reversed(stamps(text)):
        text = text[: one.start] + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("0:01 - we went\n0:04 - to the pond\n0:07 - of newts", "we went\nto the pond\nof newts"),
        ("0:01 we went\n0:04 - to the pond -\n0:07 of newts", "we went\n- to the pond -\nof newts"),
        (
            "0:01 We. I went to\n0:04 - I say\n0:07 the\n0:09 - So.",
            "We. I went to\n- I say\nthe\n- So.",
        ),
        (
            "0:01 We went.\n0:04 - Did you?\n0:07 To it.\n0:09 - So.",
            "We went.\nDid you?\nTo it.\nSo.",
        ),
        ("0:01 we went\n0:04 -- well, we\n0:07 went home", "we went\n-- well, we\nwent home"),
        ("## 0:01 - The pond\n\nWe went.\n\n0:09 home", "The pond\n\nWe went.\n\nhome"),
    ],
)
def test_a_dash_stays_where_it_was_said(text: str, left: str) -> None:
    assert _left(text) == left
