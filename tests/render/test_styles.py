"""The styles of a site are one file, with every part in it once."""

from __future__ import annotations

from commonplace.render.styles import PARTS, SHEET, STYLES, styles


def test_every_file_is_a_part() -> None:
    assert {path.stem for path in STYLES.glob("*.css")} == set(PARTS)


def test_the_parts_are_joined_without_what_only_people_read() -> None:
    ((name, data),) = styles().items()
    assert name == SHEET
    parts = [(STYLES / f"{part}.css").read_bytes() for part in PARTS]
    assert len(data) < 0.9 * sum(map(len, parts))
    assert b"/*" not in data
