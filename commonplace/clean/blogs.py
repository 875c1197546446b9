"""Rules for what blog engines would have acted on: Liquid, kramdown, shortcodes, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.video import figure, youtube
from commonplace.model import Edit

_LIQUID = re.compile(
    r"\{%-?[ \t]*(?P<name>\w+)(?P<args>[^%\n]{0,300}(?:%(?!\})[^%\n]{0,300}){0,5})-?%\}"
)
_OUTPUT = re.compile(r"\{\{-?[ \t]*(?P<name>[\w.]+)(?P<filters>[^{}\n]{0,200})\}\}")
_SHORTCODE = re.compile(r"\{\{[<%][ \t]*(?P<name>[\w-]+)(?P<args>[^{}\n]{0,400}?)[ \t]*/?[>%]\}\}")
_HIGHLIGHT = re.compile(
    r"\{%-?[ \t]*highlight[ \t]+(?P<language>[\w+-]+)[^%\n]{0,100}%\}(?P<code>.{0,20000}?)"
    r"\{%-?[ \t]*endhighlight[ \t]*-?%\}",
    re.S,
)
_VIDEO_ID = re.compile(
    r"(?:\bid|youtube_?id|video)?[ \t]*[=:]?[ \t]*[\"']?(?P<id>[\w-]{11})(?=[\"'\s]|\Z)"
)
_QUOTED = re.compile(r"(?P<key>[\w-]+)=\"(?P<value>[^\"\n]{0,400})\"")
_SITE = frozenset({"site.baseurl", "site.url", "base_path", "site.github.url"})
_SILENT = frozenset(
    (
        "raw endraw comment endcomment include include_relative assign capture endcapture if "
        "elsif else endif unless endunless for endfor case when endcase layout render section"
    ).split()
)


def _liquid(text: str, context: Context) -> Iterator[Edit]:
    """Liquid tags and Hugo shortcodes: code becomes code, a video a video, the rest goes.

    >>> text = "[a]({{ site.baseurl }}/b) {{ x }}"
    >>> [edit.after for edit in _liquid(text, Context(format="jekyll"))]
    ['']
    """
    taken = -1
    for match in _HIGHLIGHT.finditer(text):
        code = match["code"].strip("\n")
        begin = match.start("code")
        begin += match["code"].index(code) if code else 0
        yield Edit(match.start(), begin, f"```{match['language']}\n")
        yield Edit(begin + len(code), match.end(), "\n```")
        taken = match.end()
    spans = [match.span() for match in _HIGHLIGHT.finditer(text)] if taken >= 0 else []
    for match in _LIQUID.finditer(text):
        if any(start <= match.start() < end for start, end in spans):
            continue
        name = match["name"]
        video = _VIDEO_ID.search(match["args"])
        if (name in ("youtube", "vimeo") or "youtube" in match["args"]) and video:
            yield Edit(*match.span(), figure(youtube(video["id"])))
        elif name == "post_url":
            slug = re.sub(r"\A(?:.*/)?\d{4}-\d\d-\d\d-", "", match["args"].strip())
            yield Edit(*match.span(), f"/{slug}/")
        elif name == "link":
            yield Edit(*match.span(), "/" + match["args"].strip())
        elif name in _SILENT:
            yield Edit(*match.span())
    for match in _OUTPUT.finditer(text):
        if match["name"] in _SITE:
            yield Edit(*match.span())
    for match in _SHORTCODE.finditer(text):
        yield from _shortcode(match)


def _shortcode(match: re.Match[str]) -> Iterator[Edit]:
    values = {pair["key"]: pair["value"] for pair in _QUOTED.finditer(match["args"])}
    video = _VIDEO_ID.search(match["args"])
    if match["name"] == "youtube" and video:
        yield Edit(*match.span(), figure(youtube(video["id"])))
    elif match["name"] == "figure" and "src" in values:
        caption = values.get("caption") or values.get("alt") or values.get("title") or ""
        yield Edit(*match.span(), f"![{caption}]({values['src']})")
    elif match["name"] in ("ref", "relref"):
        yield Edit(*match.span(), "/" + match["args"].strip(" \"'"))


_BLOCK_ATTRIBUTE = re.compile(r"(?:^|(?<=\n))[ \t]*\{:(?!:)[^{}\n]{0,400}\}[ \t]*(?:\n|\Z)")
_TOC = re.compile(
    r"^[ \t]*[-*+1.]{1,2}[ \t]+\S[^\n]{0,80}\n[ \t]*\{:[ \t]*toc[^{}\n]{0,80}\}[ \t]*$", re.M | re.I
)
_SPAN_ATTRIBUTE = re.compile(r"(?<=[)\]*_`>])\{:(?!:)[^{}\n]{0,400}\}")
_EXTENSION = re.compile(
    r"\{::(?:comment)\}.{0,20000}?\{:/(?:comment)?\}|\{:?:?/?(?:nomarkdown|options)[^{}\n]{0,200}\}",
    re.S,
)
_HEADING_ID = re.compile(
    r"^#{1,6}[ \t][^\n]{0,300}?(?P<id>[ \t]*\{#[\w-]{1,80}\})[ \t]*#*[ \t]*$", re.M
)


def _attributes(text: str, context: Context) -> Iterator[Edit]:
    """kramdown's attribute lists, on lines of their own and behind what they dress.

    >>> [text[e.start : e.end] for text in ["Words.\\n{: .wide }\\n", "[a](b){: rel=x}"]
    ...     for e in _attributes(text, Context(format="jekyll"))]
    ['\\n{: .wide }', '{: rel=x}']
    """
    taken: set[int] = set()
    for pattern in (_TOC, _EXTENSION, _BLOCK_ATTRIBUTE, _SPAN_ATTRIBUTE):
        for match in pattern.finditer(text):
            start, end = match.span()
            if pattern is _BLOCK_ATTRIBUTE:
                # The line goes with the break before it, the break behind it stays.
                start = start - 1 if start and text[start - 1] == "\n" else start
                end = end - 1 if end > start and text[end - 1] == "\n" else end
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield Edit(start, end)
    for match in _HEADING_ID.finditer(text):
        yield Edit(*match.span("id"))


_ACTIVE = re.compile(
    r"<(?P<tag>script|style|noscript|template|object|embed|applet)\b[^>]{0,2000}>"
    r".{0,50000}?</(?P=tag)[ \t]*>|<!--.{0,20000}?-->|<(?:link|meta|base)\b[^>]{0,1000}>",
    re.S | re.I,
)


def _active(text: str, context: Context) -> Iterator[Edit]:
    for match in _ACTIVE.finditer(text):
        yield Edit(*match.span())


LIQUID = Rule(
    id="liquid",
    one="template tag resolved",
    many="template tags resolved",
    why="Jekyll or Hugo would have acted on these tags; no page shows them.",
    formats=frozenset({"jekyll", "speaker"}),
    find=_liquid,
    code=True,
)
ATTRIBUTES = Rule(
    id="attribute",
    one="attribute list removed",
    many="attribute lists removed",
    why="They dress an element for the blog's own style sheet.",
    formats=MARKDOWN,
    find=_attributes,
)
ACTIVE = Rule(
    id="active",
    one="script, style or comment removed",
    many="scripts, styles and comments removed",
    why="They are not for reading.",
    formats=MARKDOWN,
    find=_active,
)
