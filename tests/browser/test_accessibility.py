"""Axe finds nothing on the site's pages, in either scheme of colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import ALL_LOOKS, violations
from tests.browser.served import Visit
from tests.browser.test_pages import POST, TALK

PAGES = ("", "posts/", POST, TALK)


@pytest.mark.parametrize("look", ALL_LOOKS)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(visit: Callable[..., Visit], address: str, look: dict) -> None:
    assert violations(visit(address, **look).page) == []


def test_axe_is_asked(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any("image-alt" in line for line in violations(page))
