"""The files of texts: each has every text of the program, and none that it does not have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commonplace.markup.safe_yaml import read_yaml
from commonplace.project import texts
from tests.languages import extraction

SHIPPED = sorted(path.stem for path in texts.LANGUAGES.glob("*.yml"))


def test_the_english_file_has_every_text(golden: Callable[[Path, str], None]) -> None:
    content, table = extraction.english()
    golden(texts.LANGUAGES / "en.yml", content)
    assert texts.english() == table and len(table) > 500


@pytest.mark.parametrize("language", SHIPPED)
def test_a_language_that_is_shipped_is_complete(language: str) -> None:
    """As if it were a maker's own file, and with nothing that stayed English by mistake."""
    file = texts.LANGUAGES / f"{language}.yml"
    found, told = texts.read("tlh", file)
    assert told == () and found.table.keys() == texts.english().keys()
    read, _ = read_yaml(file)
    same = [key for key, said in read.items() if said == key and len(key) > 25]
    assert language == "en" or same == []


def test_english_and_german_are_shipped() -> None:
    assert {"de", "en"} <= set(SHIPPED)
