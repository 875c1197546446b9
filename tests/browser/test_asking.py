"""Asking the engine while somebody types."""

from __future__ import annotations

from pathlib import Path

from tests.search_site import node


def test_only_the_last_query_is_answered(tmp_path: Path) -> None:
    node("asking.mjs", tmp_path)
