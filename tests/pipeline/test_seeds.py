"""The seeds that ship: each one cleaned is a golden, and their site has no faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commonplace.collect import collect
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from commonplace.project.project import CHECKOUT, read
from commonplace.render.markdown import as_markdown
from tests.conftest import OwnSite
from tests.site_check import faults

SEEDS, TOLD = collect([CHECKOUT / "seeds"])
GOLDENS = Path(__file__).parents[1] / "goldens" / "seeds"


def _document(seed: Seed) -> Document:
    made, told = make_document(seed, read(CHECKOUT)[0].glossary)
    assert made
    assert not [one for one in told if one.severity != "note"], told
    return made


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seed_is_cleaned_as_expected(seed: Seed, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / f"{seed.name}.md", as_markdown(_document(seed)))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seed_says_whose_words_it_is_made_of(seed: Seed) -> None:
    made = _document(seed)
    assert made.licence == "CC BY 4.0" and made.date and made.description
    linked = any(p.html.count("https://") for p in made.passages if p.heading == "Sources")
    assert linked or made.sources


def test_there_is_something_of_every_kind_to_show() -> None:
    assert not TOLD
    documents = [_document(seed) for seed in SEEDS]
    assert len(documents) >= 10
    assert {"jekyll", "substack", "speaker", "caption", "vtt", "html"} <= {
        document.source.reader for document in documents
    }
    assert sum(bool(document.notice) for document in documents) >= 3
    assert any(document.video for document in documents)
    assert {(one.kind, one.date.at.year) for one in documents if one.date} >= {
        ("post", 2024),
        ("transcript", 2025),
        ("post", 2025),
        ("transcript", 2026),
    }


def test_a_recording_can_be_played_and_has_chapters_made_by_a_person() -> None:
    (heard,) = (one for one in map(_document, SEEDS) if one.audio)
    assert heard.length == 432 and not heard.chapters
    assert len(heard.headings) > 4
    sound = CHECKOUT / "seeds" / "reward-models-and-verifiers.mp3"
    assert 500_000 < sound.stat().st_size < 1_050_000


def test_the_seeds_stay_as_they_are_and_so_does_the_checkout(own_site: OwnSite) -> None:
    """The site is built and has no faults; no file of the checkout is touched by that."""
    assert own_site.report.documents == len(SEEDS)
    assert not own_site.report.count("error") and not own_site.report.count("warning")
    assert not own_site.touched
    assert not list(faults(own_site.folder))
