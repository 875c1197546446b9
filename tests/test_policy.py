"""The Content-Security-Policy that is printed for a built site."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from commonplace.policy import policy


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def site(folder: Path, *pages: str) -> Path:
    (folder / "index.html").write_text("".join(pages[:1]))
    for number, page in enumerate(pages[1:]):
        (folder / str(number)).mkdir()
        (folder / str(number) / "index.html").write_text(page)
    return folder


def directives(text: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in text.split("; ")}


def test_scripts_in_pages_are_named_by_their_hashes_each_once(tmp_path: Path) -> None:
    script = "\n if (a && b < c) d('&amp;')\n"
    found = directives(
        policy(
            site(
                tmp_path,
                f"<script>{script}</script><script src=a.js></script>",
                f"<script type=module>{script}</script><SCRIPT>two()</SCRIPT>",
                '<script type="application/json">{"data": 1}</script>',
            )
        )
    )
    assert found["script-src"] == ["'self'", *sorted([hashed(script), hashed("two()")])]


def test_styles_in_pages_are_named_by_their_hashes(tmp_path: Path) -> None:
    found = directives(policy(site(tmp_path, "<style>p{color:red}</style>")))
    assert found["style-src"] == ["'self'", hashed("p{color:red}")]


def test_scripts_have_no_way_around_it(tmp_path: Path) -> None:
    found = directives(policy(site(tmp_path, "<p>Words.</p>")))
    assert found["script-src"] == ["'self'"]
    assert found["default-src"] == found["object-src"] == found["base-uri"] == ["'none'"]
    assert [name for name, values in found.items() if "'unsafe-inline'" in values] == [
        "style-src-attr"
    ]


def test_where_there_is_no_site_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no built site"):
        policy(tmp_path)
