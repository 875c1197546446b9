"""What a page is made of, once Markdown has become HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

ROOT = Path(__file__).parent.parent
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Elements(HTMLParser):
    """The elements of a page in order, its ids and links, and the words of its headings."""

    tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._heading: list[str] | None = None
        self._link_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, tuple(attrs)))
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.append(attributes[name] or "")
        if re.fullmatch("h[1-6]", tag):
            self._heading = []
        if attributes.get("class") == "headerlink":
            self._link_mark = True

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag) and self._heading is not None:
            self.headings.append((int(tag[1]), "".join(self._heading)))
            self._heading = None
        if tag == "a":
            self._link_mark = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._heading is not None and not self._link_mark:
            self._heading.append(data)


def elements(page: str) -> Elements:
    """The elements of a page's HTML."""
    found = Elements()
    found.feed(page)
    found.close()
    return found


def site_config(**changes: object) -> MkDocsConfig:
    """The site's configuration, without what would run the build."""
    return load_config(str(ROOT / "mkdocs.yml"), hooks=[], **changes)


def strictly(folder: Path) -> None:
    """Do in this process what `mkdocs build --strict` does in a folder; raises Abort as it does."""
    loaded = load_config(str(folder / "mkdocs.yml"), strict=True)
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)


@cache
def _markdown() -> markdown.Markdown:
    config = site_config()
    return markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


def built(text: str) -> tuple[str, dict[str, object]]:
    """A Markdown file as the site's own extensions turn it into HTML, and its front matter."""
    body, fields = get_data(text)
    renderer = _markdown()
    renderer.reset()
    return renderer.convert(body), fields
