"""Sites with other plugins, themes and options: each is built, and every link is followed."""

from __future__ import annotations

import os
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path
from subprocess import run

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from PIL import ImageFont

from commonplace.starter import new as starter
from tests.site_check import faults

ANSWERS = starter.Answers(name="Pond Notes", about="Ten summers at one pond.", licence="CC0 1.0")
TRANSLATED = (
    "i18n: {docs_structure: suffix, languages: ["
    "{locale: en, default: true, name: English}, {locale: fr, name: Français}]}"
)
#: A site each: its plugins beside ours, the module that they need, and what else it says.
SITES: dict[str, tuple[str, str, str]] = {
    "material": ("search", "", ""),
    "instant": (
        "search",
        "",
        "site_url: https://example.org/deep/log/\n"
        "theme: {name: material, features: [navigation.instant, navigation.tracking]}\n",
    ),
    "flat": ("search", "", "use_directory_urls: false\n"),
    "mkdocs": ("search", "", "theme: {name: mkdocs, highlightjs: false}\n"),
    "readthedocs": ("search", "", "theme: {name: readthedocs, highlightjs: false}\n"),
    "tags": ("search, tags", "", ""),
    "privacy": ("search, privacy: {assets_exclude: [unpkg.com/*]}", "", ""),
    "awesome": ("search, awesome-nav", "mkdocs_awesome_nav", ""),
    "literate": ("search, literate-nav", "mkdocs_literate_nav", ""),
    "redirects": (
        "search, redirects: {redirect_maps: {old.md: notes/a.md}}",
        "mkdocs_redirects",
        "",
    ),
    "minify": ("search, minify: {minify_html: true}", "mkdocs_minify_plugin", ""),
    "translated": (
        f"search, {TRANSLATED}",
        "mkdocs_static_i18n",
        "",
    ),
    "mike": ("search, mike", "mike", ""),
    "blog": ("search, blog", "", ""),
    "social": (
        "search, social",
        "cairosvg",
        "site_url: https://example.org/log/\n",
    ),
}
#: Where our pages are, and for which of the sites that is tried.
PLACES = {"top": "", "archive": "under: archive"}
BELOW = ("material", "flat", "readthedocs", "awesome", "literate", "translated")
TRIED = [("top", name) for name in SITES] + [("archive", name) for name in BELOW]


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each place of ours a folder, for which each test writes a `mkdocs.yml`."""
    return {place: harbour(tmp_path_factory.mktemp(place)) for place in PLACES}


def harbour(folder: Path) -> Path:
    """The folder with three texts and two pages."""
    starter.write(folder / "new", ANSWERS)
    shutil.move(folder / "new" / "seeds", folder / "texts")
    shutil.rmtree(folder / "new")
    (folder / "pages" / "notes").mkdir(parents=True)
    (folder / "pages" / "index.md").write_text("# My harbour\n\n[A note](notes/a.md)\n")
    (folder / "texts" / "pond.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with (folder / "texts" / "a-post.md").open("a") as post:
        post.write("\n![The pond](pond.png)\n")
    (folder / "pages" / "notes" / "a.md").write_text(
        "---\ntags: [Tides]\n---\n# A note\n\nWords.\n"
    )
    return folder


def built(folder: Path, name: str, plugins: str, said: str, ours: str) -> Path:
    """The site of a folder with this configuration, built as `mkdocs build --strict` does."""
    out = folder / "out" / name
    ours = ours if "seeds" in ours else f"seeds: texts, {ours}"
    theme = "" if "theme:" in said else "theme: {name: material}\n"
    (folder / "mkdocs.yml").write_text(
        f"site_name: Harbour Log\ndocs_dir: pages\nsite_dir: {out}\n{theme}{said}"
        f"plugins: [{plugins}, commonplace: {{{ours}}}]\n"
    )
    loaded = load_config(str(folder / "mkdocs.yml"), strict=True)
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return out


@pytest.mark.parametrize(("place", "name"), TRIED)
def test_every_link_leads_somewhere(
    harbours: dict[str, Path], place: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins, module, said = SITES[name]
    try:
        import_module(module or "mkdocs")
    except (ImportError, OSError) as reason:  # `cairosvg` wants a library of the system
        pytest.skip(f"{module} does not load: {reason}")
    if name == "social":
        give_a_font(harbours[place])
        monkeypatch.chdir(harbours[place])
    site = built(harbours[place], name, plugins, said, PLACES[place])
    # The choice of languages has addresses that count from the top of a host.
    found = (one for one in faults(site, served=name != "flat") if ": /" not in one)
    assert list(found) == []
    top = site if place == "top" else site / place
    assert "Harbour" in (site / "index.html").read_text(encoding="utf-8")
    post = top / "posts" / "how-to-keep-a-rain-gauge" / "index.html"
    assert "rain gauge" in post.read_text(encoding="utf-8")
    assert (top / "search" / "manifest.bin").is_file()
    assert place == "top" or not (site / "posts").exists()
    if name == "translated":
        assert (site / "fr" / "notes" / "a" / "index.html").is_file()
    if name == "social":
        card = "assets/images/social/posts/how-to-keep-a-rain-gauge/index.png"
        assert (site / card).is_file()
        # One picture and one title for each page, the plugin's.
        assert re.findall('og:image" content="(.*?)"', post.read_text("utf-8")) == [
            f"https://example.org/log/{card}"
        ]
        assert post.read_text("utf-8").count('"og:title"') == 1


def give_a_font(folder: Path) -> None:
    """Put Pillow's own font where the plugin that draws cards keeps those it has fetched."""
    fonts = folder / ".cache" / "plugin" / "social" / "fonts" / "Roboto"
    fonts.mkdir(parents=True)
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    (fonts / "Regular.ttf").write_bytes(font.font_bytes)


@pytest.mark.parametrize(
    ("plugins", "ours", "said"),
    [
        (f"search, {TRANSLATED.replace('suffix', 'folder')}", "", "docs_structure: suffix"),
        ("blog: {blog_dir: .}", "", "`under: archive`"),
        ("search", "seeds: pages/texts", "move the folder out of it"),
        ("search", "under: ../archive", "a folder of the site"),
        ("tags", "search: theirs", "add the plugin `search`"),
        ("search", "search: mine", "`ours`, `theirs` or `both`"),
        ("search", "undr: archive", "use `under`"),
    ],
)
def test_what_cannot_work_is_refused_before_anything_is_built(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, plugins: str, ours: str, said: str
) -> None:
    if "i18n" in plugins:
        pytest.importorskip("mkdocs_static_i18n")
    folder = harbour(tmp_path)
    pages = sorted((folder / "pages").rglob("*"))
    with pytest.raises(Abort):
        built(folder, "site", plugins, "", ours)
    assert said in caplog.text and "mkdocs.yml:5: error" in caplog.text
    assert sorted((folder / "pages").rglob("*")) == pages and not (folder / "out").exists()


def test_feeds_of_a_version_are_its_own(tmp_path: Path) -> None:
    """`mike deploy 1.0 latest` in a repository: two addresses, and each is whole."""
    folder = harbour(tmp_path)
    (folder / "mkdocs.yml").write_text(
        "site_name: Harbour Log\ndocs_dir: pages\nsite_url: https://example.org/log/\n"
        "theme: {name: material}\nplugins: [search, mike, commonplace: {seeds: texts}]\n"
    )
    named = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {
        **os.environ,
        **named,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    for command in (
        "git init -q .",
        "git commit -q --allow-empty -m First",
        "mike deploy 1.0 latest",
        "git checkout -qf gh-pages",
    ):
        run(command.split(), cwd=folder, env=environment, check=True, capture_output=True)
    assert (folder / "latest" / "index.html").is_file()
    site = folder / "1.0"
    assert list(faults(site)) == []
    for name in ("data/feeds/all.xml", "opensearch.xml", "sitemap.xml", "robots.txt", "llms.txt"):
        text = (site / name).read_text(encoding="utf-8")
        addresses = re.findall(r"https://example\.org/log/[^\s<\"]*", text)
        assert addresses and all("/log/1.0/" in address for address in addresses), name


def test_pages_that_moved_below_a_folder_are_not_there_twice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = harbour(tmp_path)
    built(folder, "site", "search", "", "")
    with pytest.raises(Abort):
        built(folder, "site", "search", "", "under: archive")
    assert "an earlier build left its pages" in caplog.text


@pytest.mark.parametrize("place", PLACES)
def test_other_programs_find_tags_dates_images_and_sources(
    harbours: dict[str, Path], place: str
) -> None:
    said = (
        "site_url: https://example.org/log/\nrepo_url: https://example.org/pond\n"
        "edit_uri: edit/main/pages/\n"
        "theme: {name: material, features: [content.action.edit]}\n"
    )
    site = built(harbours[place], "offered", "search, tags", said, PLACES[place])
    top, under = (site, "") if place == "top" else (site / place, f"{place}/")
    post = (top / "posts" / "how-to-keep-a-rain-gauge" / "index.html").read_text("utf-8")
    assert 'href="https://example.org/pond/edit/main/texts/a-post.md"' in post
    image = re.search(r'<meta property="og:image" content="(.*?)">', post)
    assert image and (site / image[1].removeprefix("https://example.org/log/")).is_file()
    assert re.search(r'class="md-tag"[^<]*>\s*rain gauge', post)
    people = (top / "people" / "index.html").read_text("utf-8")
    assert "pond/edit" not in people and "og:image" not in people
    assert "log/edit" not in people
    note = (site / "notes" / "a" / "index.html").read_text("utf-8")
    assert "https://example.org/pond/edit/main/pages/notes/a.md" in note
    assert f'href="../../{under}data/feeds/all.rss"' in note


@pytest.mark.parametrize("ours", ["", "under: archive"])
@pytest.mark.parametrize("search", ["ours", "theirs", "both"])
def test_the_header_has_the_search_that_was_asked_for(
    harbours: dict[str, Path], search: str, ours: str
) -> None:
    place = "archive" if ours else "top"
    site = built(harbours[place], "boxes", "search", "", f"{ours}, search: {search}".lstrip(", "))
    note = (site / "notes" / "a" / "index.html").read_text(encoding="utf-8")
    shown = ("cp-box" in note, 'data-md-component="search"' in note)
    assert shown == {"ours": (True, False), "theirs": (False, True), "both": (True, True)}[search]
