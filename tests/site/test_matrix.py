"""Sites with other plugins, themes and options: each is built, and every link is followed."""

from __future__ import annotations

import shutil
from importlib import util
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from commonplace.starter import new as starter
from tests.site_check import faults

ANSWERS = starter.Answers(name="Pond Notes", about="Ten summers at one pond.", licence="CC0 1.0")
HEAD = """\
site_name: Harbour Log
docs_dir: pages
site_dir: {out}
"""
MATERIAL = "theme: {name: material}\n"
OURS = "  - commonplace: {seeds: texts}\n"
#: A site each: what its `mkdocs.yml` says, and the module of the plugin that it needs.
SITES = {
    "material": (MATERIAL + "plugins:\n  - search\n" + OURS, ""),
    "instant": (
        "site_url: https://example.org/deep/log/\n"
        "theme: {name: material, features: [navigation.instant, navigation.tracking]}\n"
        "plugins:\n  - search\n" + OURS,
        "",
    ),
    "flat": (MATERIAL + "use_directory_urls: false\nplugins:\n  - search\n" + OURS, ""),
    "mkdocs": ("theme: {name: mkdocs, highlightjs: false}\nplugins:\n  - search\n" + OURS, ""),
    "readthedocs": ("theme: {name: readthedocs, highlightjs: false}\nplugins:\n  - search\n" + OURS, ""),
    "tags": (MATERIAL + "plugins:\n  - search\n  - tags\n" + OURS, ""),
    "blog": (MATERIAL + "plugins:\n  - search\n  - blog\n" + OURS, ""),
    "privacy": (MATERIAL + "plugins:\n  - search\n  - privacy: {assets_exclude: [unpkg.com/*]}\n" + OURS, ""),
    "awesome": (MATERIAL + "plugins:\n  - search\n  - awesome-nav\n" + OURS, "mkdocs_awesome_nav"),
    "literate": (MATERIAL + "plugins:\n  - search\n  - literate-nav\n" + OURS, "mkdocs_literate_nav"),
    "redirects": (
        MATERIAL + "plugins:\n  - redirects:\n      redirect_maps: {old.md: notes/a.md}\n" + OURS,
        "mkdocs_redirects",
    ),
    "minify": (
        MATERIAL + "plugins:\n  - search\n" + OURS + "  - minify: {minify_html: true}\n",
        "mkdocs_minify_plugin",
    ),
    "i18n": (
        MATERIAL
        + "plugins:\n  - search\n  - i18n:\n      docs_structure: suffix\n      languages:\n"
        "        - {locale: en, default: true, name: English, build: true}\n"
        "        - {locale: fr, name: Français, build: true}\n" + OURS,
        "mkdocs_static_i18n",
    ),
    "mike": (MATERIAL + "plugins:\n  - search\n  - mike\n" + OURS, "mike"),
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three texts and two pages, for which each test writes a `mkdocs.yml`."""
    folder = tmp_path_factory.mktemp("harbour")
    starter.write(folder / "new", ANSWERS)
    shutil.move(folder / "new" / "seeds", folder / "texts")
    shutil.rmtree(folder / "new")
    (folder / "pages" / "notes").mkdir(parents=True)
    (folder / "pages" / "index.md").write_text("# My harbour\n\n[A note](notes/a.md)\n")
    (folder / "pages" / "notes" / "a.md").write_text("---\ntags: [Tides]\n---\n# A note\n\nWords.\n")
    return folder


def built(folder: Path, name: str, config: str) -> Path:
    """The site of a folder with this configuration, built as `mkdocs build --strict` does."""
    (folder / "mkdocs.yml").write_text(HEAD.format(out=f"out/{name}") + config)
    loaded = load_config(str(folder / "mkdocs.yml"), strict=True)
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return folder / "out" / name


@pytest.mark.parametrize("name", SITES)
def test_every_link_leads_somewhere(harbour: Path, name: str) -> None:
    config, module = SITES[name]
    if module and util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    site = built(harbour, name, config)
    assert list(faults(site, served="use_directory_urls: false" not in config)) == []
    assert "Harbour" in (site / "index.html").read_text(encoding="utf-8")
    pages = {path.parent.name for path in site.glob("posts/*/index.html")}
    assert "how-to-keep-a-rain-gauge" in pages
