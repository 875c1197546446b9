"""What a build notes of its stages, and that it notes nothing unless it is asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.diagnostics import laps


def test_each_stage_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "laps"
    laps.lap("start")
    assert not file.exists()
    monkeypatch.setenv(laps.FILE, str(file))
    laps.lap("read and clean")
    laps.lap("derive")
    lines = [line.split(" ", 3) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [name for *_, name in lines] == ["read and clean", "derive"]
    assert all(float(number) >= 0 for line in lines for number in line[:3])
