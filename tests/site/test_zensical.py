"""The way from Material to Zensical, as `docs/zensical.md` tells it, tried."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.utils.yaml import yaml_load

from commonplace.project.project import CHECKOUT
from commonplace.render.styles import SHEET
from commonplace.site.dress import THEME
from commonplace.starter import new as starter
from tests.site_check import faults

pytestmark = pytest.mark.skipif(
    util.find_spec("zensical") is None, reason="Zensical is not installed"
)
PAGE = CHECKOUT / "docs" / "zensical.md"


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def added() -> dict[str, Any]:
    """What the page has a maker add to `mkdocs.yml`."""
    (found,) = re.findall(r"^ +```yaml\n(.*?)^ +```$", PAGE.read_text("utf-8"), re.M | re.S)
    return dict(yaml.safe_load(found))


def test_the_page_names_the_styles() -> None:
    assert added()["extra_css"] == [SHEET]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, after the steps of the page."""
    folder = tmp_path_factory.mktemp("zensical") / "pond"
    starter.write(folder, starter.Answers(name="Pond Notes", about="Ten summers.", licence="CC0"))
    config = yaml_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    del config["plugins"]
    more = added()
    config["theme"] |= more.pop("theme")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({**config, **more}), encoding="utf-8")
    shutil.copytree(THEME, folder / "overrides")
    run(folder, "commonplace", "build", "--strict")
    assert not (folder / "site").exists()
    run(folder, "zensical", "build", "--strict")
    return folder


def test_no_link_is_dead(folder: Path) -> None:
    assert list(faults(folder / "site")) == []


def test_pages_have_what_they_had(folder: Path) -> None:
    site = folder / "site"
    home = (site / "index.html").read_text(encoding="utf-8")
    assert 'role="search"' in home and "assets/commonplace/page.js" in home
    assert "Pond Notes" in home and 'type="application/atom+xml"' in home
    (post, *_) = site.glob("posts/*/index.html")
    assert "application/ld+json" in post.read_text(encoding="utf-8")
    for name in ("search/manifest.bin", "data/documents.json", "llms.txt"):
        assert (site / name).is_file()
    for page in ("search", "timeline", "topics", "people", "references"):
        assert (site / page / "index.html").is_file()


def test_links_in_pages_by_hand(shared: Path, tmp_path: Path) -> None:
    """Finished HTML in `DIR/index.md`: both builders take its links as they stand."""
    case = shared / "cases" / "adoption" / "zensical-links"
    if not case.is_dir():
        pytest.skip("the shared cases are not here")
    shutil.copytree(case, tmp_path / "site")
    pages = tmp_path / "site" / "docs"
    (pages / "posts" / "lamp").mkdir()
    (pages / "posts" / "lamp.md").rename(pages / "posts" / "lamp" / "index.md")
    for builder in ("mkdocs", "zensical"):
        run(tmp_path / "site", builder, "build")
        assert list(faults(tmp_path / "site" / "site")) == [], builder
        shutil.rmtree(tmp_path / "site" / "site")
