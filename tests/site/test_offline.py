"""The site as a zip: which links change, what becomes of the index, what is left out."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

import pytest

from commonplace.site import offline
from tests.conftest import OwnSite
from tests.site_check import faults

PAGE = """<!doctype html>
<title>A &amp; b</title>
<!-- <a href="pond/"> -->
<link rel=canonical href="../posts/"><link rel="stylesheet" href="a.css">
<meta http-equiv="refresh" content="0; url=../posts/pond/#p-1">
<meta name="description" content="pond/">
<script>const link = '<a href="pond/">';</script>
<h1>Posts</h1><p>Tom & Jerry &copy; <a
  class='x "y"' href="pond/?a=1&amp;b=2#p-1" data-href="pond/" hidden>pond</a>
<a href=.>here</a> <a href="..">up</a> <a href="#p-1">a place</a> <a href="?q=a">asked</a>
<a href="https://example.org/posts/">away</a> <a href="//example.org/">away</a>
<a href="/posts/">root</a> <a href="gone/">gone</a> <a href="../../">out</a>
<a href="../data/x.json">data</a> <a href="mailto:a@b.c">write</a> <a name="pond/">no link</a>
<form action="../search/"><input name="q"></form><a href="p%6Fnd/">coded</a>
"""
REWRITTEN = """<!doctype html>
<title>A &amp; b</title>
<!-- <a href="pond/"> -->
<link rel="canonical" href="../posts/index.html"><link rel="stylesheet" href="a.css">
<meta http-equiv="refresh" content="0; url=../posts/pond/index.html#p-1">
<meta name="description" content="pond/">
<script>const link = '<a href="pond/">';</script>
<h1>Posts</h1><p>Tom & Jerry &copy; <a class="x &quot;y&quot;"\
 href="pond/index.html?a=1&amp;b=2#p-1" data-href="pond/" hidden>pond</a>
<a href="./index.html">here</a> <a href="../index.html">up</a> <a href="#p-1">a place</a>\
 <a href="?q=a">asked</a>
<a href="https://example.org/posts/">away</a> <a href="//example.org/">away</a>
<a href="/posts/">root</a> <a href="gone/">gone</a> <a href="../../">out</a>
<a href="../data/x.json">data</a> <a href="mailto:a@b.c">write</a> <a name="pond/">no link</a>
<form action="../search/index.html"><input name="q"></form><a href="p%6Fnd/index.html">coded</a>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site as a builder leaves it."""
    texts = {
        "index.html": '<h1>Home</h1><a href="posts/">Posts</a>',
        "404.html": '<a href="/posts/">Posts</a>',
        "sitemap.xml": "<urlset/>",
        "posts/index.html": PAGE,
        "posts/pond/index.html": "<h1>Pond</h1>",
        "search/index.html": "<h1>Search</h1>",
        "search/manifest.bin": "version 1",
        "data/x.json": "{}",
    }
    for name, text in texts.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (tmp_path / "site" / "search" / "0a1b-2.bin").write_bytes(bytes(range(256)))
    return tmp_path / "site"


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_links_to_folders_and_nothing_else_are_rewritten(site: Path) -> None:
    assert dict(offline.files(site))["posts/index.html"].decode() == REWRITTEN


def test_files_of_the_index_become_scripts_with_the_same_bytes(site: Path) -> None:
    found = dict(offline.files(site))
    script = found["search/0a1b-2.bin.js"].decode()
    call, coded = script.rstrip(");\n").split(", ")
    assert call == 'commonplaceFile("0a1b-2.bin"'
    assert base64.b64decode(coded.strip('"')) == bytes(range(256))
    assert "search/manifest.bin.js" in found
    assert not any(name.endswith(".bin") for name in found)
    assert "data/x.json" in found


def test_a_zip_holds_one_folder_and_is_the_same_every_time(site: Path, tmp_path: Path) -> None:
    count = offline.bundle(site, tmp_path / "new" / "notes.zip")
    first = (tmp_path / "new" / "notes.zip").read_bytes()
    found = unpacked(tmp_path / "new" / "notes.zip")
    assert len(found) == count and all(name.startswith("notes/") for name in found)
    assert "notes/index.html" in found
    assert "notes/404.html" not in found and "notes/sitemap.xml" not in found
    offline.bundle(site, tmp_path / "new" / "notes.zip")
    assert (tmp_path / "new" / "notes.zip").read_bytes() == first
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["notes.zip"]


def test_the_copy_of_a_real_site_has_no_link_that_leads_to_a_folder(
    own_site: OwnSite, tmp_path: Path
) -> None:
    offline.bundle(own_site.folder, tmp_path / "notes.zip")
    with zipfile.ZipFile(tmp_path / "notes.zip") as archive:
        archive.extractall(tmp_path)
    assert list(faults(tmp_path / "notes", served=False)) == []


def test_where_there_is_no_site_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no built site"):
        offline.bundle(tmp_path, tmp_path / "notes.zip")
    assert list(tmp_path.iterdir()) == []
