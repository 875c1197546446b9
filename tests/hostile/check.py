"""What must never stand on a page, whatever the seeds are, found with an HTML parser.

Nothing here shares code with the sanitiser: it would miss what that misses.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

#: Elements that act, load, send, or change what the rest of the page means.
_FORBIDDEN = frozenset(
    "script style iframe frame frameset object embed applet base meta link form input button "
    "select textarea template noscript noembed xmp plaintext marquee portal dialog audio video "
    "source track picture map area foreignobject animate set use image isindex param "
    "annotation annotation-xml maction".split()
)
#: Attributes that are fetched without a click.
_LOADED = frozenset({"src", "srcset", "poster", "background", "data", "ping", "manifest"})
_ADDRESSES = _LOADED | {"href", "action", "formaction", "cite", "longdesc", "usemap", "xlink:href"}
_SCHEMES = frozenset({"", "http", "https", "mailto"})
_STYLE = re.compile(r"text-align: (?:left|right|center);?|--[a-z-]+: ?[\d.]+%?;?")
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f]")
#: The theme's own ids and the names that scripts ask the window for.
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
#: Fields of records that are addresses.
_LINKS = frozenset({"url", "address", "href", "link", "source_url", "video"})
#: Elements of which ours consist, where they stand inside of a form of ours.
_FILTERS = frozenset({"form", "select", "button", "input"})
#: Class and action of the forms of ours: the timeline's filters, the search of the home page.
_FORMS = {("cp-narrow", "./"), ("cp-front-search", "search/")}


#: Links in the head of a page that load nothing.
_LEADING = {"prev", "next", "alternate", "canonical"}


class _Fragment(HTMLParser):
    """Collects what is wrong with a piece of HTML that came from seeds and templates."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.ids: Counter[str] = Counter()
        self.ours = False  # inside of a form of ours, which no seed can make

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and (said.get("class"), said.get("action")) in _FORMS:
            self.ours = True
        if tag in _FORBIDDEN and not (self.ours and tag in _FILTERS):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if not (self.ours and (tag, name) in {("select", "name"), ("input", "name")}):
                self._attribute(tag, name, value or "")
        if len({name for name, _ in attrs}) < len(attrs):
            self.found.append(f"<{tag}> has an attribute twice")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.ours = False

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        here = f"<{tag} {name}={value[:60]!r}>"
        if name.startswith("on") or name in ("srcdoc", "formaction", "ping", "is", "slot", "name"):
            self.found.append(here)
        elif not re.fullmatch(r"[a-z][a-z0-9:-]*", name):
            self.found.append(f"{here}: no name of an attribute")
        elif name in _ADDRESSES:
            scheme, stranger = _address(value)
            if scheme not in _SCHEMES:
                self.found.append(here)
            elif name in _LOADED and (stranger or scheme):
                self.found.append(f"{here} asks a stranger")
        elif name == "style" and not _STYLE.fullmatch(value):
            self.found.append(here)
        elif name == "id":
            self.ids[value] += 1
            if value.startswith("__") or not _ID.fullmatch(value):
                self.found.append(here)
        elif name == "class" and re.search(r"(?:^|\s)(?:md-|__)", value):
            self.found.append(f"{here}: a class of the theme")
        elif name == "data-video" and not re.fullmatch(r"(?:youtube|vimeo):[\w-]{1,32}", value):
            self.found.append(here)


def _address(value: str) -> tuple[str, bool]:
    """The scheme as a browser reads it, and whether the address is at another host."""
    bare = _CONTROLS.sub("", value).replace("\\", "/").lower()
    named = re.match(r"([a-z][a-z0-9+.-]*):", bare)
    return (named[1] if named else ""), bare.startswith("//")


def faults_of_html(page: str) -> list[str]:
    """What is wrong with a page's content, as Markdown has rendered it."""
    parser = _Fragment()
    parser.feed(page)
    parser.close()
    twice = [f"the id {name!r} twice" for name, times in parser.ids.items() if times > 1]
    # A parser that stops in the middle of a tag leaves the rest of it behind.
    rest = [f"a tag without an end: {parser.rawdata[:60]!r}"] if parser.rawdata.strip() else []
    return [*parser.found, *twice, *rest]


class _Whole(HTMLParser):
    """The active parts of a whole page of the site, in a form that can be compared."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: set[str] = set()
        self._inside = ""
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("script", "style") and "src" not in found:
            self._inside, self._words = tag, ""
            if found.get("type") == "application/ld+json":
                self._inside = "data"
        elif (
            tag in _FORBIDDEN - {"meta", "svg", "link"}
            or found.get("http-equiv")
            or (tag == "link" and not set(found.get("rel", "").split()) & _LEADING)
        ):
            self.parts.add(f"<{tag} {sorted(_near(found).items())}>")
        for name, value in found.items():
            scheme, stranger = _address(value)
            if name.startswith("on") or (name == "id" and value.startswith("__")):
                self.parts.add(re.sub(r"(?<=__nav_)\d+", "", f"{name}={value}"))
            elif (name in _ADDRESSES and scheme not in _SCHEMES) or (
                name in _LOADED and (scheme or stranger)
            ):
                self.parts.add(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if self._inside == "data":
            json.loads(self._words)
        elif self._inside:
            self.parts.add(f"<{self._inside}>{_near_text(self._words)}")
        self._inside = ""


def _near(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without how far up the site's root is, and which part of it is open."""
    return {
        name: re.sub(
            r"^(?:\.\./|\./)+|^\.\.?$|(?<=^__nav_)\d+|\s*md-toggle--indeterminate|\s+$", "", value
        )
        for name, value in attributes.items()
        if name != "checked"
    }


def _near_text(words: str) -> str:
    """A script of the theme without how far up the site's root is."""
    return re.sub(r'"(?:\.\./?)*\.?"', '""', re.sub(r"(?:\.\./)+(?=\w)", "", words))


def active_parts(page: str) -> set[str]:
    """All scripts, styles, forms, handlers and the like of a whole page."""
    parser = _Whole()
    parser.feed(page)
    parser.close()
    return parser.parts


def faults_of_data(name: str, text: str) -> list[str]:
    """What is wrong with a generated file that is no page: addresses, markup, cue payloads."""
    if name.endswith(".json"):
        return [f"{name}: {fault}" for fault in _in_record(json.loads(text))]
    if name.endswith(".xml"):
        return [f"{name}: {fault}" for fault in _in_feed(ElementTree.fromstring(text))]
    if name.endswith(".vtt"):
        return [f"{name}: {fault}" for fault in _in_captions(text)]
    if name.endswith(".csv"):
        cells = re.findall(r'(?:^|,)"?([=+@\t\r-][^,\n]*)', text, re.M)
        return [f"{name}: a formula: {cell[:60]!r}" for cell in cells]
    if name == "llms.txt":
        targets = re.findall(r"(?<!\\)\]\(([^)]*)\)", text)
        return [f"{name}: {t!r}" for t in targets if _address(t)[0] not in _SCHEMES]
    if name.endswith(".html"):
        return [f"{name}: {fault}" for fault in _in_redirect(text)]
    return []


def _in_record(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _in_record(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_record(inner, key)
    elif isinstance(value, str) and key in _LINKS and _address(value)[0] not in _SCHEMES:
        yield f"{key}: {value[:80]!r}"


def _in_feed(feed: ElementTree.Element) -> Iterator[str]:
    for element in feed.iter():
        if element.get("type") in ("html", "xhtml"):
            yield from faults_of_html("".join(element.itertext()))
        if _address(element.get("href", ""))[0] not in _SCHEMES:
            yield f"href={element.get('href')!r}"


def _in_captions(text: str) -> Iterator[str]:
    for block in text.split("\n\n")[1:]:
        time, _, payload = block.partition("\n")
        if not re.fullmatch(r"\d+:\d\d:\d\d\.\d{3} --> \d+:\d\d:\d\d\.\d{3}", time):
            yield f"no time: {time[:60]!r}"
        if re.search(r"<(?!v [^<>]*>)", payload) or "-->" in payload:
            yield f"markup in a cue: {payload[:60]!r}"


def _in_redirect(page: str) -> Iterator[str]:
    for target in re.findall(r"url=([^\"]*)\"|href=\"([^\"]*)\"", page):
        scheme, stranger = _address(html.unescape("".join(target)))
        if scheme or stranger:
            yield f"leads to {target}"
    content = re.sub(r"<!doctype html>|<meta [^<>]*>|<link rel=\"canonical\" [^<>]*>", "", page)
    yield from faults_of_html(content)


def faults_of_docs(folder: Path) -> Iterator[tuple[str, str]]:
    """Of a folder of generated files, each that is no page: its name and what is wrong."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix().removesuffix(".gz")
        if path.is_file() and name.endswith((".json", ".xml", ".vtt", ".csv", ".txt", ".html")):
            if name.startswith(("assets/", "data/records/", "data/schema/")):
                continue
            data = path.read_bytes()
            text = gzip.decompress(data) if path.suffix == ".gz" else data
            for fault in faults_of_data(name, text.decode()):
                yield name, fault
