"""Axe, which finds what keeps a page from readers who cannot see or point."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.built_page import ROOT
from tests.thorough import part

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = ROOT / "tests" / "js" / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "axe is not installed; `make setup` installs it with npm"
#: WCAG 2.2 at level AA, and what axe's authors advise beyond it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What is shown depends on the width, and colours on the scheme.
ALL_LOOKS = [
    pytest.param({"color_scheme": scheme, "viewport": viewport}, id=name)
    for scheme, viewport, name in (
        ("dark", {"width": 1440, "height": 900}, "wide"),
        ("light", {"width": 390, "height": 844}, "phone"),
        ("light", {"width": 1440, "height": 900}, "wide, light"),
        ("dark", {"width": 390, "height": 844}, "phone, dark"),
    )
]
#: Each width and each scheme once: enough for what is open on a page of which all are looked at.
LOOKS = part(ALL_LOOKS, ALL_LOOKS[:2])
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


def violations(page: Page) -> list[str]:
    """What axe finds on an open page as it is now: one line for each element at fault.

    Skips the test where axe is not installed, and fails it in CI.
    """
    page.evaluate(_source())  # not as a script tag, which the page's policy may refuse
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {_place(node['target'])}: "
        + " ".join(node["failureSummary"].split())
        for rule in page.evaluate(RUN, TAGS)["violations"]
        for node in rule["nodes"]
    ]


@cache
def _source() -> str:
    if SCRIPT.exists():
        return SCRIPT.read_text(encoding="utf-8")
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def _place(target: list[str | list[str]]) -> str:
    """Where an element is: selectors, of which those into a frame or a shadow are lists."""
    return " in ".join(part if isinstance(part, str) else " > ".join(part) for part in target)
