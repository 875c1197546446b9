"""How many files and bytes a site takes for each document. No test here looks at a clock."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from commonplace.open_data import parts
from commonplace.project.project import PLAIN
from commonplace.site.build_site import build_site

DOCUMENTS, TURNS, WORDS = 20, 60, 80
#: Of a site of transcripts, beside the search index and the theme: files for each document,
#: files of the site and of its few speakers, and bytes for each byte of the seeds.
FILES, SITE, BYTES = 2, 32, 6
NAMES = ("Ada Brook", "Ivo Lind", "Mara Quill")


def transcript(number: int) -> str:
    """A talk of invented words, with a time for each turn."""
    chosen = random.Random(number)
    common = [f"{a}{b}{c}" for a in "bdklmnprst" for b in "aeiou" for c in "lmnrst"]
    turns = []
    for turn in range(TURNS):
        words = " ".join(chosen.choices(common, k=WORDS)).capitalize()
        clock = f"{turn * 30 // 60:02}:{turn * 30 % 60:02}"
        turns.append(f"**{NAMES[(turn + number) % 3]}** [00:{clock}]: {words}.\n")
    return "\n".join(turns)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("budget")
    (top / "seeds").mkdir()
    for number in range(DOCUMENTS):
        (top / "seeds" / f"talk-{number}.md").write_text(transcript(number), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LONG", 100_000)  # as if there were many more
        build_site([top / "seeds"], top / "site", root=PLAIN)
    return top / "site"


def files(site: Path) -> dict[str, int]:
    """The files of a site but those of the theme, and their sizes."""
    found = {
        p.relative_to(site).as_posix(): p.stat().st_size for p in site.rglob("*") if p.is_file()
    }
    return {name: size for name, size in found.items() if not name.startswith("assets/")}


def test_the_files_of_a_document(site: Path) -> None:
    found = [name for name in files(site) if not name.endswith(".bin")]
    assert len([name for name in found if name.startswith("transcripts/")]) == DOCUMENTS + 1
    assert len(found) <= FILES * DOCUMENTS + SITE, sorted(found)


def test_the_bytes_of_a_document(site: Path) -> None:
    seeds = sum(path.stat().st_size for path in (site.parent / "seeds").iterdir())
    found = files(site)
    assert sum(found.values()) / seeds <= BYTES, found
    data = sum(size for name, size in found.items() if name.startswith("data/"))
    assert data <= 1.2 * seeds, "the open data have the texts twice, and both compressed"
    assert max(size for name, size in found.items() if name.startswith("data/")) < seeds / 2
