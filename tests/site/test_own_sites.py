"""Sites of other people: nothing of ours is on them, and no link leads nowhere."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.utils.yaml import yaml_load

from commonplace.cli import main
from commonplace.project.project import CHECKOUT
from commonplace.starter import new as starter
from tests.site_check import faults

#: What stands on our own site alone.
OURS = re.compile(
    r"Commonplace|Architecture|Decisions|How to contribute|Okafor|[Tt]worek|alphago|AlphaGo"
)
ANSWERS = starter.Answers(
    name="Pond Notes", about="Ten summers at one pond.", licence="CC0 1.0", language="en"
)


def mkdocs(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def texts(site: Path) -> dict[str, str]:
    """Every file that is published, as far as it is text; the theme's own are not ours."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix not in (".bin", ".gz", ".png")
    }


@pytest.fixture(scope="module")
def pond(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site as it is written, built by its own command."""
    folder = tmp_path_factory.mktemp("own") / "pond-notes"
    starter.write(folder, ANSWERS)
    done = subprocess.run(
        [sys.executable, "-m", "commonplace", "build", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_new_site_says_nothing_of_ours(pond: Path) -> None:
    published = texts(pond / "site")
    names = {path.stem for path in (CHECKOUT / "seeds").iterdir()}
    names |= {path.stem for path in (CHECKOUT / "docs").glob("*.md")} & {"about", "hosting"}
    for name, text in published.items():
        assert not (found := OURS.search(text)), (name, found)
        assert not names & set(Path(name).parts), name
    assert "<h1" in published["index.html"] and "Ten summers" in published["index.html"]
    assert published["llms.txt"].startswith("# Pond Notes\n\n> Ten summers at one pond.\n")
    feed = published["data/feeds/all.xml"]
    assert "<title>Pond Notes</title>" in feed and "CC0 1.0" in feed
    assert '<meta property="og:title" content="Pond Notes">' in published["index.html"]
    assert "CC0 1.0" in published["posts/how-to-keep-a-rain-gauge/index.html"]


def test_a_new_site_has_no_dead_link_and_asks_nobody_else(pond: Path) -> None:
    assert list(faults(pond / "site")) == []
    shown = re.findall(r'class="md-tabs__link">\s*(\w+)', texts(pond / "site")["index.html"])
    # No text explains an abbreviation, so there is no section for them.
    assert shown == ["Home", "Posts", "Transcripts", "Timeline", "Topics", "People", "References"]


def test_the_help_asks_what_the_collection_answers(pond: Path) -> None:
    script = (pond / "site/assets/commonplace/page.js").read_text(encoding="utf-8")
    assert "rain gauge" in script and 'speaker:"Ivo Lind"' in script
    for query in ('"rain gauge"', 'speaker:"Ivo Lind"', "year:2024"):
        done = run("search", query, "--index", str(pond / "build" / "index"))
        assert "Nothing found" not in done.output, query


@pytest.mark.parametrize("host", list(starter.HOSTS))
def test_what_is_written_can_be_read(host: str, tmp_path: Path) -> None:
    folder = tmp_path / "notes: a list"
    done = run("new", str(folder), "--yes", "--name", "Notes: # a list", "--host", host, "--home")
    assert done.exit_code == 0, done.output
    assert "commonplace serve" in done.output
    for path in folder.rglob("*.yml"):
        yaml_load(path.read_text(encoding="utf-8"))
    assert yaml_load((folder / "mkdocs.yml").read_text())["site_name"] == "Notes: # a list"
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"docs/index.md", "requirements.txt", *starter.HOSTS[host]} <= made
    assert run("new", str(folder), "--yes").exit_code == 1


def test_a_new_site_asks_four_questions(tmp_path: Path) -> None:
    answers = "Rain Notes\nWhat the gauge says.\nde\nCC0 1.0\n"
    done = CliRunner().invoke(main, ["new", str(tmp_path / "rain")], input=answers)
    assert done.exit_code == 0 and done.output.count("?") == 4
    config = yaml_load((tmp_path / "rain" / "mkdocs.yml").read_text(encoding="utf-8"))
    assert (config["site_name"], config["theme"]["language"]) == ("Rain Notes", "de")


@pytest.fixture
def joined(tmp_path: Path) -> Path:
    """A site with Material that was there before, and takes in the plugin."""
    starter.write(tmp_path / "new", ANSWERS)
    shutil.copytree(tmp_path / "new" / "seeds", tmp_path / "texts")
    (tmp_path / "pages" / "notes").mkdir(parents=True)
    (tmp_path / "pages" / "index.md").write_text("# My harbour\n\n[A note](notes/a.md)\n")
    (tmp_path / "pages" / "notes" / "a.md").write_text("# A note\n\nWords.\n")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "mine.html").write_text(
        '{% extends "main.html" %}{% block content %}<p id="mine">{{ super() }}</p>{% endblock %}'
    )
    (tmp_path / "pages" / "own.md").write_text("---\ntemplate: mine.html\n---\n# Own\n")
    return tmp_path


CONFIG = """\
site_name: Harbour Log
site_url: https://example.org/deep/log/
docs_dir: pages
site_dir: out
theme:
  name: material
  custom_dir: overrides
  palette: {primary: indigo}
plugins:
  - search
  - commonplace:
      seeds: texts
      pages: [timeline, people]
"""


def test_a_site_that_was_there_joins(joined: Path) -> None:
    (joined / "mkdocs.yml").write_text(CONFIG)
    done = mkdocs(joined)
    assert done.returncode == 0, done.stderr
    assert list(faults(joined / "out")) == []
    published = texts(joined / "out")
    assert "My harbour" in published["index.html"]
    assert 'id="mine"' in published["own/index.html"]
    assert 'data-md-color-primary="indigo"' in published["index.html"]
    assert not any(name.startswith(("topics/", "references/")) for name in published)
    assert all(not OURS.search(text) for text in published.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [("theme:", "use_directory_urls: false\ntheme:"), ("  - search", "  - search\n  - offline")],
    ids=["flat", "offline"],
)
def test_a_site_whose_links_name_files(joined: Path, before: str, after: str) -> None:
    (joined / "pages" / "adding.md").write_text("# Adding\n\n[Home](index.md)\n")
    text = CONFIG.replace(before, after).replace(
        "      seeds", "      contributing: adding.md\n      seeds"
    )
    (joined / "mkdocs.yml").write_text(text)
    done = mkdocs(joined)
    assert done.returncode == 0, done.stderr
    site = joined / "out"
    assert list(faults(site, served=False)) == []
    published = texts(site)
    assert {"adding.html", "notes/a.html", "timeline/index.html"} <= set(published)
    assert 'href="../adding.html"' in published["timeline/index.html"]
    scripts = {path.name for path in (site / "search").glob("*.bin.js")}
    files = {f"{path.name}.js" for path in (site / "search").glob("*.bin")}
    assert files and scripts == (files if "offline" in after else set())


@pytest.mark.parametrize("pages", ["[]", "[topics]", "[references, people]"])
def test_no_page_leads_to_one_that_is_not_made(joined: Path, pages: str) -> None:
    (joined / "mkdocs.yml").write_text(CONFIG.replace("[timeline, people]", pages))
    done = mkdocs(joined)
    assert done.returncode == 0, done.stderr
    assert list(faults(joined / "out")) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("seeds: texts", "seed: texts", "use `seeds`"),
        ("pages: [timeline, people]", "pages: [timelines]", "`pages` must be a list"),
    ],
)
def test_what_cannot_be_built_is_refused_before_anything_is(
    joined: Path, before: str, after: str, said: str
) -> None:
    (joined / "mkdocs.yml").write_text(CONFIG.replace(before, after))
    done = mkdocs(joined)
    assert done.returncode != 0 and said in done.stderr + done.stdout
    assert not (joined / "out").exists() and not (joined / "pages" / "posts").exists()


def test_serve_shows_a_new_site(tmp_path: Path) -> None:
    starter.write(tmp_path / "site", ANSWERS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "commonplace", "serve", "--address", address],
        cwd=tmp_path / "site",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        text = ""
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"http://{address}/", timeout=5) as answer:
                    text = answer.read().decode()
                break
            except OSError:
                time.sleep(0.5)
        assert "Pond Notes" in text
    finally:
        server.terminate()
        _, told = server.communicate(timeout=20)
    assert f"Serving on http://{address}/" in told


def test_a_site_can_be_taken_along(tmp_path: Path) -> None:
    folder = tmp_path / "pond-notes"
    starter.write(folder, ANSWERS)
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  - commonplace: {}\n" in text
    text = text.replace("commonplace: {}", "commonplace: {keep_offline: true, offline_zip: true}")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    assert list(faults(site)) == []
    worker = (site / "sw.js").read_text(encoding="utf-8")
    index = [path.relative_to(site).as_posix() for path in (site / "search").glob("*.bin")]
    for name in (*index, "assets/commonplace/site.css", "assets/commonplace/engine.js"):
        assert name in worker and (site / name).is_file()
    assert "You are offline" in (site / "offline" / "index.html").read_text(encoding="utf-8")
    for page in site.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        assert 'offline.zip"' in text or "http-equiv" in text
    with zipfile.ZipFile(site / "offline.zip") as archive:
        held = set(archive.namelist())
    assert "offline/index.html" in held
    assert not {"offline/sw.js", "offline/offline.zip"} & held
