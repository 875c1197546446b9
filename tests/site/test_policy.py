"""The Content-Security-Policy that is printed for a built site."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from commonplace.site.policy import into_pages, policy


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
                f"<script>{script}</script><script src=a.js></script><SCRIPT>two()</SCRIPT>",
                f"<script type=module>{script}</script>",
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


def test_hosts_of_sounds_are_named_and_nothing_else_gets_in(tmp_path: Path) -> None:
    link = '<a class="cp-recording" data-media="audio" href="{}">Listen</a>'
    pages = ["https://sound.example/a.mp3", "../a.mp3", "https://a.example;script-src&#32;*/b.mp3"]
    found = directives(policy(site(tmp_path, *(link.format(one) for one in pages))))
    assert found["media-src"] == ["'self'", "blob:", "https://sound.example"]
    assert found["script-src"] == ["'self'"]


def test_where_there_is_no_site_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no built site"):
        policy(tmp_path)


def test_a_script_that_only_some_pages_have_is_not_named(tmp_path: Path) -> None:
    """Whatever came out of a seed stays barred, even if it was there when the site was built."""
    theme = '<script>scope=new URL("{}",location),go()</script>'
    pages = (theme.format("."), theme.format("../..") + "<script>stranger()</script>")
    (tmp_path / "404.html").write_text(theme.format("/"))
    found = directives(policy(site(tmp_path, *pages)))
    texts = [f'scope=new URL("{up}",location),go()' for up in (".", "../..", "/")]
    assert found["script-src"] == ["'self'", *sorted(map(hashed, texts))]


def test_in_pages_it_stands_before_all_that_it_could_bar(tmp_path: Path) -> None:
    page = "<!doctype html>\n<html><head>\n<meta charset=utf-8>\n<script>go()</script></head>é"
    folder = site(tmp_path, page, "<p>no head")
    said = policy(folder)
    assert into_pages(folder) == 2
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert text.index("<meta charset") < text.index("<meta http-equiv") < text.index("<script>")
    assert said.replace("'", "&#x27;") in text and text.endswith("é")
    assert (folder / "0" / "index.html").read_text(encoding="utf-8").startswith("<meta http-equiv")
    before = text
    into_pages(folder)
    assert (folder / "index.html").read_text(encoding="utf-8") == before
    assert not [path for path in folder.rglob("*") if path.suffix == ".new"]


def test_the_policy_has_nothing_that_only_a_header_can_say(tmp_path: Path) -> None:
    """A `meta` element cannot say these (Content Security Policy Level 3, section 3.3)."""
    found = directives(policy(site(tmp_path, "<p>Words.</p>")))
    assert not {"frame-ancestors", "sandbox", "report-uri"} & set(found)


def test_a_host_that_was_allowed_may_send_scripts_and_be_asked(tmp_path: Path) -> None:
    found = directives(policy(site(tmp_path, "<p>Words.</p>"), ["https://count.example.org/a.js"]))
    for name in ("script-src", "connect-src", "img-src"):
        assert "https://count.example.org" in found[name]
    assert found["frame-src"] == directives(policy(tmp_path))["frame-src"]


@pytest.mark.parametrize(
    "address", ["count.example.org", "https://", "https://a;script-src *", "javascript:a", "*"]
)
def test_only_a_host_is_allowed(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="no host"):
        policy(site(tmp_path, "<p>Words.</p>"), [address])
