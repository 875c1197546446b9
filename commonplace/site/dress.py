"""What a site gets beside its pages: templates, styles, scripts, extensions, navigation.

All of it is put behind what the maker's `mkdocs.yml` says, so that a site joins with the
plugin's line alone and its own `custom_dir`, styles and navigation come first. A site that
names all of it itself is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.utils import nest_paths
from mkdocs.utils.meta import get_data
from pathspec.gitignore import GitIgnoreSpec

from commonplace.model.identity import PAGES
from commonplace.model.texts import ENGLISH, Texts, noted
from commonplace.project.project import Project
from commonplace.render.styles import SHEET

THEME = Path(__file__).resolve().parents[1] / "theme" / "overrides"
_ASSETS = "assets/commonplace"
_EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc")
#: Our pages that a navigation may name; all others are reached from these.
SECTIONS = (
    (noted("Posts"), "posts/index.md"),
    (noted("Transcripts"), "transcripts/index.md"),
    (noted("Timeline"), "timeline/index.md"),
    (noted("Topics"), "topics/index.md"),
    (noted("People"), "people/index.md"),
    (noted("References"), "references/index.md"),
    (noted("Abbreviations"), "abbreviations/index.md"),
)
#: Sections that list the pages below them.
_LISTS = ("posts/index.md", "transcripts/index.md", "topics/index.md", "people/index.md")
_APART = """
/search/*
/book/*
/offline/*
/posts/*
!/posts/index.md
/transcripts/*
!/transcripts/index.md
/timeline/*
!/timeline/index.md
/topics/*
!/topics/index.md
/people/*
!/people/index.md
/references/*
!/references/index.md
"""
_SCHEMES = (
    (
        "(prefers-color-scheme)",
        "default",
        "brightness-auto",
        noted("Colours: as the system has them. Switch to light"),
    ),
    (
        "(prefers-color-scheme: light)",
        "default",
        "weather-sunny",
        noted("Colours: light. Switch to dark"),
    ),
    (
        "(prefers-color-scheme: dark)",
        "slate",
        "weather-night",
        noted("Colours: dark. Switch to those of the system"),
    ),
)
_MARK = f"{_ASSETS}/mark.svg"
#: How our templates ask for a text, with a macro, since Zensical has no functions of ours.
_TEXT = re.compile(r'\bt\("([^"]+)"\)')
_FEATURES = ("content.code.copy", "navigation.tabs", "navigation.top", "toc.follow")


def dress(config: MkDocsConfig, known: Project, theme: Mapping[str, Any]) -> None:
    """Add what is missing to the configuration of a project.

    Colours, fonts and icons are ours only if the project wants that, and where the maker's own
    words about the `theme` say nothing of them.
    """
    identity = known.identity
    given = config.extra.get("texts")
    given = given if isinstance(given, Mapping) else {}
    config.extra["texts"] = {**of_theme(identity.texts), **given}
    under = config.extra["under"] = identity.under
    dirs = config.theme.dirs
    if str(THEME) not in map(str, dirs):
        dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    sheet = f"{under}{SHEET}"
    if sheet not in config.extra_css:
        config.extra_css.insert(0, sheet)
    if not any(_ASSETS in str(one) for one in config.extra_javascript):
        script = ExtraScriptValue(f"{under}{_ASSETS}/page.js")
        script.defer = True
        config.extra_javascript.insert(0, script)
    for name in _EXTENSIONS:
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    apart = GitIgnoreSpec.from_lines(_apart(under))
    before = config.not_in_nav.patterns if config.not_in_nav else ()
    config.not_in_nav = GitIgnoreSpec([*apart.patterns, *before])
    first, say = [page for page in identity.pages if page in PAGES[:2]], identity.texts.say
    browse = [{"name": say(page.capitalize()), "page": f"{under}{page}/"} for page in first]
    config.extra.setdefault("browse", browse)
    config.extra["search_boxes"] = _boxes(config, known)
    config.extra.setdefault("book", identity.book)
    config.extra.setdefault("offline_zip", identity.offline_zip)
    if "features" in config.theme:
        kept = [one for one in config.theme["features"] if not one.startswith("navigation.instant")]
        config.theme["features"] = kept
    if known.dress and config.theme.name == "material":
        _colour(config, theme, identity.texts)


def of_theme(texts: Texts) -> dict[str, str]:
    """What our templates say in a language, as far as it is not English."""
    return {key: texts.say(key) for key in theme_texts() if texts.say(key) != key}


@cache
def theme_texts() -> tuple[str, ...]:
    """The texts in our templates of the theme, in English."""
    pages = sorted(THEME.rglob("*.html"))
    found = (_TEXT.findall(page.read_text(encoding="utf-8")) for page in pages)
    return tuple(sorted(set(chain.from_iterable(found))))


def _apart(under: str) -> Iterator[str]:
    """Patterns of the pages that are not in the navigation unless somebody puts them there."""
    for line in _APART.split():
        yield f"!/{under}{line[2:]}" if line.startswith("!") else f"/{under}{line[1:]}"


def _boxes(config: MkDocsConfig, known: Project) -> list[str]:
    """Whose search boxes the header has."""
    there = any(name in config.plugins for name in ("material/search", "search"))
    chosen = known.search or ("both" if known.identity.under else "ours")
    if chosen == "ours" or (chosen == "both" and not there):
        return ["ours"]
    return ["theirs"] if chosen == "theirs" else ["ours", "theirs"]


def _colour(config: MkDocsConfig, said: Mapping[str, Any], texts: Texts) -> None:
    usual: dict[str, Any] = {
        "font": False,  # no page asks anybody else for anything
        "favicon": _MARK,
        "palette": list(_palette(texts)),
        "features": list(_FEATURES),
    }
    for name, value in usual.items():
        if name not in said:
            config.theme[name] = value
    icons = said.get("icon") or {}
    if "logo" not in said and "logo" not in icons:
        config.theme["icon"] = {**icons, "logo": "material/bookmark-outline"}
    toc = config.mdx_configs.setdefault("toc", {})
    if not toc:
        link = texts.say("Link to this heading")
        toc.update(title=texts.say("On this page"), permalink="¶", permalink_title=link)


def _palette(texts: Texts) -> Iterator[dict[str, Any]]:
    for media, scheme, icon, name in _SCHEMES:
        yield {
            "media": media,
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {
                "icon": f"material/{icon}",
                "name": texts.say(name),
            },
        }


class Navigator:
    """Gives a site without a navigation of its own one, for as long as MkDocs needs it."""

    def __init__(self) -> None:
        self._given = False
        self.texts = ENGLISH

    def give(self, files: Files, config: MkDocsConfig) -> None:
        """Have home, what there is of ours, and the rest, where the maker says nothing."""
        self._given = config.nav is None
        if self._given:
            config.nav = _navigation(
                files, Path(config.docs_dir), config.extra["under"], self.texts
            )

    def take_back(self, config: MkDocsConfig) -> None:
        """Leave the configuration as the maker has it: other plugins look there, too."""
        if self._given:
            config.nav = None


def _navigation(files: Files, docs: Path, under: str, texts: Texts) -> list[Any]:
    """Home, our sections, the rest; where ours are in a folder, the rest and then that folder."""
    pages = [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)]
    ours = {f"{under}{page}": texts.say(name) for name, page in SECTIONS}
    named = {page: name for page, name in ours.items() if page in pages and _filled(docs, page)}
    for page in ours.keys() - named.keys():
        file = files.get_file_from_path(page)
        if file is not None:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    sections: list[Any] = [{name: page} for page, name in named.items()]
    homes = ("index.md", "README.md") if not under else (f"{under}index.md", f"{under}README.md")
    first = [page for page in homes if page in pages][:1]
    rest: list[Any] = nest_paths(  # type: ignore[no-untyped-call]
        [page for page in pages if page not in ours and page not in first]
    )
    if not under:
        return [*({texts.say("Home"): page} for page in first), *sections, *rest]
    name = under.rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()
    return [*rest, {name: [*first, *sections]}]


def _filled(docs: Path, page: str) -> bool:
    """Whether a section has anything in it: pages below it, or what its page lists."""
    if page.endswith(_LISTS):
        return any((docs / page).parent.glob("*/*.md"))
    return not get_data((docs / page).read_text(encoding="utf-8"))[1].get("empty")
