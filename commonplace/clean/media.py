"""Rules for images and embedded players.

Most blogs' images are not in the folder of seeds. A page must not show a broken
image, nor fetch one from somebody else, so what is not there becomes a figure
that says what was to be seen, with the caption that stood under it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.video import figure, video
from commonplace.model import Edit

_ATTRS = r"(?:\{:?[^{}\n]{0,300}\})?"
_MARKDOWN_IMAGE = (
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]\n]{0,200}\]){0,1000})\]"
    r"\([ \t]*<?(?P<src>(?:[^\s()<>]|\([^\s()]{0,200}\)){0,1000})>?"
    r"(?:[ \t]+(?:\"(?P<title>[^\"\n]{0,500})\"|'[^'\n]{0,500}'))?[ \t]*\)" + _ATTRS
)
_IMAGE = re.compile(
    rf"(?P<linked>\[)?(?:(?P<tag><img\b(?P<attributes>[^>]{{0,2000}})>)|{_MARKDOWN_IMAGE})"
    rf"(?(linked)\]\((?P<target>[^()\s]{{0,1000}}(?:\([^()\s]{{0,200}}\))?)\){_ATTRS})"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w-]{1,40})[ \t\n]{0,8}=[ \t\n]{0,8}"
    r"(?:\"(?P<a>[^\"]{0,1500})\"|'(?P<b>[^']{0,1500})'|(?P<c>[^\s\"'>]{1,1500}))"
)
_BETWEEN = re.compile(r"(?:[ \t]|<br[ \t]*/?>|&nbsp;|\{:[^{}\n]{0,300}\}|\n(?![ \t]*\n))*")
_IAL = r"[ \t]*(?:\n[ \t]*\{:[^{}\n]{0,300}\}[ \t]*)?"
_CENTERED = r"\n[ \t]*\{:[^{}\n]{0,200}(?:center|caption)[^{}\n]{0,200}\}[ \t]*"
# The caption under an image: the lines right under it, or, a blank line on, a
# paragraph that is centred, all in italics, or all in parentheses.
_CAPTION_RIGHT_UNDER = re.compile(
    r"[ \t]*\n(?P<words>(?![ \t]*(?:\n|\{:|!\[|<|#|[-*+>] |\d+\. |:::))[^\n]+"
    r"(?:\n(?![ \t]*(?:\n|\{:|!\[|<img|#|:::))[^\n]+){0,8})"
)
_CAPTION_BELOW = re.compile(
    rf"{_IAL}\n[ \t]*\n(?P<words>(?:\([^\n]{{1,400}}\)"
    rf"|(?:Figure|Fig\.?|Image|Photo)[ \t]?\d{{0,3}}[:.][^\n]{{1,400}}"
    rf"|\*(?!\*)[^*\n]{{1,400}}\*|_[^_\n]{{1,400}}_))(?=[ \t]*(?:\n[ \t]*\{{:|\n[ \t]*\n|\n?\Z))"
)
_CAPTION_CENTERED = re.compile(
    rf"{_IAL}\n[ \t]*\n(?P<words>\([^\n]{{1,400}}\)|[^\n\[(#>*-][^\n]{{0,200}})"
    rf"(?={_CENTERED}(?:\n|\Z))"
)
_FIGURE_TAG = re.compile(r"</?figure\b[^>]{0,500}>\s*|\s*</?figcaption\b[^>]{0,500}>\s*", re.I)


class Image(NamedTuple):
    """An image as found: `src` is its address, `alt` the span of its words."""

    start: int
    end: int
    src: str
    alt: str


def _images(text: str) -> list[Image]:
    found = []
    for match in _IMAGE.finditer(text):
        if match["tag"]:
            attributes = {
                pair["name"].lower(): html.unescape(pair["a"] or pair["b"] or pair["c"] or "")
                for pair in _ATTRIBUTE.finditer(match["attributes"])
            }
            src, alt = attributes.get("src", ""), attributes.get("alt", "")
        else:
            src, alt = match["src"], match["alt"] or match["title"] or ""
        found.append(Image(match.start(), match.end(), src.strip(), alt.strip()))
    return found


def _figures(text: str, context: Context) -> Iterator[Edit]:
    """Images on lines of their own become figures, with the caption under them.

    >>> text = "![A chart](/none.png)\\n{: .centered }\\n"
    >>> [edit.after for edit in _figures(text, Context(format="jekyll"))]  # doctest: +ELLIPSIS
    ['<figure class="cp-missing">\\n<figcaption markdown="span">A chart</figcaption>\\n...']
    """
    images = _images(text)
    number = 0
    while number < len(images):
        group = [images[number]]
        while number + 1 < len(images):
            gap = text[group[-1].end : images[number + 1].start]
            if not _BETWEEN.fullmatch(gap):
                break
            number += 1
            group.append(images[number])
        number += 1
        begin, end = group[0].start, group[-1].end
        line = text.rfind("\n", 0, begin) + 1
        before = text[line:begin]
        rest = text[end : _line_end(text, end)]
        in_html = bool(
            re.search(r"<(?:figure|p|div|center|a)\b[^>]*>\s*\Z", text[max(0, begin - 400) : begin])
        )
        alone = (not before.strip() or in_html) and not re.sub(
            r"</?\w+[^>]*>|\{:[^{}]*\}", "", rest
        ).strip()
        if alone and not in_html:
            yield from _figure(text, group, line, context)
        else:
            yield from (_inline(image, context) for image in group)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _figure(text: str, group: list[Image], line: int, context: Context) -> Iterator[Edit]:
    end = group[-1].end
    caption = (
        _CAPTION_RIGHT_UNDER.match(text, end)
        or _CAPTION_BELOW.match(text, end)
        or _CAPTION_CENTERED.match(text, end)
    )
    words = (caption["words"] if caption else "").strip()
    there = [(image, _address(image.src, context)) for image in group]
    lines = [_tag(image, address) for image, address in there if address]
    alts = list(dict.fromkeys(image.alt for image in group if image.alt and image.alt != words))
    gone = [image for image, address in there if not address]
    legend = "; ".join(alts)
    if not legend and not words:
        names = [posixpath.basename(urlsplit(image.src).path) for image in gone]
        legend = ", ".join(name for name in names if name) or "an image"
    links = [image.src for image in gone if image.src.startswith(("http://", "https://"))]
    kind = ' class="cp-missing"' if not lines else ""
    lead = _parted(text, line)
    opened = "\n".join([f"<figure{kind}>", *lines, '<figcaption markdown="span">'])
    opened += "<br>".join(part for part in (legend, words and "\0") if part).rstrip("\0")
    closed = "".join(f" [{urlsplit(link).hostname}]({link})" for link in links)
    closed += "</figcaption>\n</figure>\n"
    if caption and words:
        stop = caption.end("words")
        yield Edit(line, caption.start("words"), lead + opened)
        after = _after_attributes(text, stop)
        yield Edit(
            stop, after, closed + ("" if text[after : after + 2] in ("", "\n", "\n\n") else "\n")
        )
    else:
        after = _after_attributes(text, end)
        yield Edit(line, after, lead + opened + closed)


def _parted(text: str, line: int) -> str:
    """The line break that parts a figure from a paragraph right above it."""
    above = text[:line].rstrip("\n")
    return "\n" if above and line - len(above) < 2 else ""


def _after_attributes(text: str, end: int) -> int:
    match = re.compile(rf"{_IAL}(?=\n|\Z)").match(text, end)
    return match.end() if match else end


def _inline(image: Image, context: Context) -> Edit:
    """An image inside a line, or inside somebody's HTML."""
    address = _address(image.src, context)
    if address:
        return Edit(image.start, image.end, _tag(image, address))
    if image.src.startswith(("http://", "https://")):
        words = image.alt or "image"
        return Edit(
            image.start, image.end, f'<a href="{html.escape(image.src)}">{html.escape(words)}</a>'
        )
    return Edit(image.start, image.end, f"<em>{html.escape(image.alt)}</em>" if image.alt else "")


def _tag(image: Image, address: str) -> str:
    return f'<img src="{html.escape(address)}" alt="{html.escape(image.alt)}">'


def _address(src: str, context: Context) -> str | None:
    """Where the image is published if its file lies beside the seeds, else None."""
    parts = urlsplit(src) if "://" not in src[:12] else None
    if not parts or parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    for base in ("", context.folder):
        name = posixpath.normpath(posixpath.join(base, path.lstrip("/") if not base else path))
        if name in context.images:
            return context.images[name]
    return None


_IFRAME = re.compile(r"<iframe\b(?P<attributes>[^>]{0,3000})>(?:[^<]{0,500}</iframe[ \t]*>)?", re.I)
_PLAYER = re.compile(
    r"<(?P<tag>video|audio)\b(?P<attributes>[^>]{0,2000})>(?P<inner>.{0,3000}?)</(?P=tag)[ \t]*>",
    re.I | re.S,
)


def _embeds(text: str, context: Context) -> Iterator[Edit]:
    """Players become click-to-load videos, other frames links to what they framed."""
    for match in _IFRAME.finditer(text):
        attributes = _attributes_of(match["attributes"])
        src = attributes.get("src", "").strip()
        src = f"https:{src}" if src.startswith("//") else src
        found = video(src)
        title = attributes.get("title", "")
        if found:
            generic = not title or title.lower().startswith(
                ("youtube video", "vimeo video", "embedded")
            )
            yield Edit(*match.span(), figure(found, "" if generic else title))
        else:
            yield Edit(*match.span(), _link(src, title))
    for match in _PLAYER.finditer(text):
        attributes = _attributes_of(match["attributes"] + " " + match["inner"])
        yield Edit(*match.span(), _link(attributes.get("src", ""), attributes.get("title", "")))


def _attributes_of(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair in _ATTRIBUTE.finditer(text):
        value = html.unescape(pair["a"] or pair["b"] or pair["c"] or "")
        pairs.setdefault(pair["name"].lower(), value)
    return pairs


def _link(src: str, title: str) -> str:
    if not src.startswith(("http://", "https://")):
        return ""
    host = urlsplit(src).hostname or src
    return f'<a href="{html.escape(src)}">{html.escape(title or f"Embedded from {host}")}</a>'


IMAGES = Rule(
    id="image",
    one="image turned into a figure",
    many="images turned into figures",
    why="The picture is not here; what it showed and the caption under it stay.",
    formats=MARKDOWN,
    find=_figures,
    counted=lambda change: len(_IMAGE.findall(change.before)),
)
EMBEDS = Rule(
    id="embed",
    one="embedded player turned into a link that plays on a click",
    many="embedded players turned into links that play on a click",
    why="An embedded player asks a third party before the reader does.",
    formats=MARKDOWN,
    find=_embeds,
)
