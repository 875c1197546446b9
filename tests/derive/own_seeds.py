"""The project's own seeds as a library, made once for all tests that look at them."""

from __future__ import annotations

from functools import cache

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.document import make_document
from commonplace.model import Library
from tests.conftest import ROOT


@cache
def own_seeds() -> Library:
    """The library."""
    seeds, _ = collect([ROOT / "seeds"])
    return assemble([make_document(seed) for seed in seeds], seeds)
