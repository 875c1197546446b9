"""What a site gets beside its pages: templates, styles, scripts, extensions, navigation.

All of it is put behind what the maker's `mkdocs.yml` says, so that a site joins with the
plugin's line alone and its own `custom_dir`, styles and navigation come first. A site that
names all of it itself is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.utils import nest_paths
from pathspec.gitignore import GitIgnoreSpec

from commonplace.model.identity import PAGES, Identity

THEME = Path(__file__).resolve().parents[1] / "theme" / "overrides"
_ASSETS = "assets/commonplace"
_STYLES = (
    "tokens",
    "frame",
    "reading",
    "search",
    "timeline",
    "topics",
    "keeping",
    "listening",
    "print",
)
_EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc")
#: Our pages that a navigation may name; all others are reached from these.
SECTIONS = (
    ("Posts", "posts/index.md"),
    ("Transcripts", "transcripts/index.md"),
    ("Timeline", "timeline/index.md"),
    ("Topics", "topics/index.md"),
    ("People", "people/index.md"),
    ("References", "references/index.md"),
)
#: Sections that say nothing where nothing is below them.
_LISTS = frozenset({"posts/index.md", "transcripts/index.md", "topics/index.md", "people/index.md"})
_APART = """
/search/*
/book/*
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
    ("(prefers-color-scheme)", "default", "brightness-auto", "as the system has them", "light"),
    ("(prefers-color-scheme: light)", "default", "weather-sunny", "light", "dark"),
    ("(prefers-color-scheme: dark)", "slate", "weather-night", "dark", "those of the system"),
)
_MARK = f"{_ASSETS}/mark.svg"
_FEATURES = ("content.code.copy", "navigation.tabs", "navigation.top", "toc.follow")


def dress(
    config: MkDocsConfig, identity: Identity, theme: Mapping[str, Any], *, ours: bool
) -> None:
    """Add what is missing to a configuration; `identity` says which pages there are.

    `ours` says whether colours, fonts and icons of which the maker's own words about the
    `theme` say nothing are ours.
    """
    dirs = config.theme.dirs
    if str(THEME) not in map(str, dirs):
        dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    styles = [f"{_ASSETS}/{name}.css" for name in _STYLES]
    config.extra_css[:0] = [one for one in styles if one not in config.extra_css]
    if not any(str(one).startswith(_ASSETS) for one in config.extra_javascript):
        script = ExtraScriptValue(f"{_ASSETS}/page.js")
        script.defer = True
        config.extra_javascript.insert(0, script)
    for name in _EXTENSIONS:
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    apart = GitIgnoreSpec.from_lines(_APART.splitlines())
    before = config.not_in_nav.patterns if config.not_in_nav else ()
    config.not_in_nav = GitIgnoreSpec([*apart.patterns, *before])
    browse = [{"name": p.capitalize(), "page": f"{p}/"} for p in identity.pages if p in PAGES[:2]]
    config.extra.setdefault("browse", browse)
    config.extra.setdefault("book", identity.book)
    if ours and config.theme.name == "material":
        _colour(config, theme)


def _colour(config: MkDocsConfig, said: Mapping[str, Any]) -> None:
    usual: dict[str, Any] = {
        "font": False,  # no page asks anybody else for anything
        "favicon": _MARK,
        "palette": list(_palette()),
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
        toc.update(title="On this page", permalink="¶", permalink_title="Link to this heading")


def _palette() -> Iterator[dict[str, Any]]:
    for media, scheme, icon, name, following in _SCHEMES:
        yield {
            "media": media,
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {
                "icon": f"material/{icon}",
                "name": f"Colours: {name}. Switch to {following}",
            },
        }


def navigate(files: Files, config: MkDocsConfig) -> None:
    """Give a site without a navigation of its own one: home, what there is of ours, the rest."""
    if config.nav is not None:
        return
    shown = [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)]
    docs = Path(config.docs_dir)
    sections = [(name, page) for name, page in SECTIONS if page in shown and _filled(docs, page)]
    first = [page for page in ("index.md", "README.md") if page in shown][:1]
    ours = {page for _, page in SECTIONS}
    rest: list[Any] = nest_paths(  # type: ignore[no-untyped-call]
        [page for page in shown if page not in ours and page not in first]
    )
    config.nav = [*({"Home": page} for page in first), *({n: page} for n, page in sections), *rest]
    named = {page for _, page in sections}
    for _, page in SECTIONS:
        file = files.get_file_from_path(page)
        if file is not None and page not in named:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _filled(docs: Path, page: str) -> bool:
    """Whether a list has anything in it: a list of documents that is empty is no section."""
    folder = docs / page.rpartition("/")[0]
    return page not in _LISTS or any(folder.glob("*/*.md"))
