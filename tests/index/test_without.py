"""A site can be made without the Whoosh index, which none of its pages reads."""

from __future__ import annotations

from pathlib import Path

from commonplace import pipeline
from commonplace.index import current

SEEDS = {
    "newts.md": "---\ndate: 2019-05-02\n---\n# Newts\n\nNewts breathe through their skin.\n",
    "wells.md": "---\ndate: 2020-07-01\n---\n# Wells\n\nA well is cold, and newts like it.\n",
}


def test_the_pages_and_their_search_are_the_same(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, text in SEEDS.items():
        (seeds / name).write_text(text, encoding="utf-8")
    made = {}
    for indexing in (True, False):
        top = tmp_path / str(indexing)
        asked = pipeline.Request(
            folders=(seeds,), docs=top / "docs", index_folder=top / "index", indexing=indexing
        )
        pipeline.build(asked)
        files = (path for path in sorted(top.glob("docs/**/*")) if path.is_file())
        made[indexing] = {path.relative_to(top): path.read_bytes() for path in files}
        assert current(top / "index").exists() == indexing
    assert made[True] == made[False]
