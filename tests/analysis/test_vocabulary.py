"""Both stemmers give the published Snowball vocabulary the stems published with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from commonplace.analysis import stem
from tests.export.test_twins import in_node

#: Where Debian's package snowball-data puts it.
PUBLISHED = Path("/usr/share/snowball/data/english")
MISSING = "the Snowball vocabulary is not here; Debian's package snowball-data has it"

#: Words whose stems Snowball 3 changed for the better, after that package was made.
CHANGED = {
    # A doubled consonant stays in a stem of three letters.
    "added": "add",
    "adding": "add",
    "ebbed": "ebb",
    "ebbing": "ebb",
    "erred": "err",
    "erring": "err",
    "offing": "off",
    # -ogist is a suffix.
    "apologists": "apolog",
    "archaeologists": "archaeolog",
    "entomologist": "entomolog",
    "genealogist": "genealog",
    "geologist": "geolog",
    "geologists": "geolog",
    "ornithologist": "ornitholog",
    "ornithologists": "ornitholog",
    "psychologist": "psycholog",
    # Words that were taken for forms of others: even, inter, later, organ, universe.
    "emergency": "emergenc",
    "evening": "evening",
    "evenings": "evening",
    "interfered": "interfer",
    "interfering": "interfer",
    "internal": "internal",
    "internally": "internal",
    "international": "internat",
    "interval": "interval",
    "intervals": "interval",
    "lateral": "lateral",
    "laterally": "lateral",
    "organic": "organic",
    "organically": "organic",
    "organism": "organism",
    "organization": "organiz",
    "organizations": "organiz",
    "organized": "organiz",
    "pasted": "paste",
    "universal": "universal",
    "universally": "universal",
    "university": "universiti",
}


def in_python(words: Sequence[str]) -> list[str]:
    return [stem(word) for word in words]


def in_the_browser(words: Sequence[str]) -> list[str]:
    return in_node("stem", [[word] for word in words])


@pytest.mark.parametrize("stems", [in_python, in_the_browser])
def test_the_published_vocabulary(stems: Callable[[Sequence[str]], list[str]]) -> None:
    if not PUBLISHED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    words, published = (
        (PUBLISHED / name).read_text(encoding="utf-8").splitlines()
        for name in ("voc.txt", "output.txt")
    )
    assert len(words) > 29_000
    expected = {**dict(zip(words, published, strict=True)), **CHANGED}
    assert dict(zip(words, stems(words), strict=True)) == expected
