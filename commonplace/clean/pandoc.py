"""Rules for Markdown that pandoc made from a newsletter's HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.video import Video, figure, youtube
from commonplace.model import Edit

_FENCE = re.compile(
    r"^(?P<colons>:{3,})[ \t]*(?P<what>[^\n:]?[^\n]*?)[ \t]*:*[ \t]*(?:\n|\Z)", re.M
)
_YOUTUBE_ID = re.compile(
    r"#youtube2?-(?P<one>[\w-]{11})|videoId\\?\"?[\\\":= ]{1,6}(?P<two>[\w-]{11})"
)
_VIMEO_ID = re.compile(r"#vimeo-(?P<id>\d{5,12})")
#: Divs of a newsletter that hold no words of the author.
_FURNITURE = re.compile(
    r"player-unavailable|subscri(?:be|ption)-widget|button-wrap|share-dialog|paywall|"
    r"install-substack|digest-post-embed|community-(?:chat|post)|poll-embed|cashtag|referral"
)


class Div(NamedTuple):
    """A fenced div: its attributes and the spans of its two fences."""

    what: str
    start: int
    inner: int
    inner_end: int
    end: int


def divs(text: str) -> list[Div]:
    """The fenced divs of a text, outer ones first; an unclosed one ends at its fence."""
    found, stack = [], []
    for match in _FENCE.finditer(text):
        if match["what"]:
            stack.append(match)
        elif stack:
            opened = stack.pop()
            found.append(
                Div(opened["what"], opened.start(), opened.end(), match.start(), match.end())
            )
        else:
            found.append(Div("", match.start(), match.end(), match.end(), match.end()))
    found += [Div(m["what"], m.start(), m.end(), m.end(), m.end()) for m in stack]
    return sorted(found, key=lambda div: (div.start, -div.end))


def _div_edits(text: str, context: Context) -> Iterator[Edit]:
    """Take the fences away; a video's div becomes a video, furniture goes whole."""
    skip = -1
    for div in divs(text):
        if div.start < skip:
            continue
        found = _video(text, div)
        if found:
            yield Edit(div.start, div.end, figure(found) + "\n")
            skip = div.end
        elif _FURNITURE.search(div.what):
            yield Edit(div.start, div.end)
            skip = div.end
        else:
            yield Edit(div.start, div.inner)
            yield Edit(div.inner_end, div.end)


def _video(text: str, div: Div) -> Video | None:
    if not re.search(r"youtube|vimeo", div.what):
        return None
    whole = div.what + text[div.inner : div.inner_end]
    match = _YOUTUBE_ID.search(div.what) or re.search(
        r"youtube\.com/(?:watch\?v=|embed/)(?P<one>[\w-]{11})", whole
    )
    if match:
        return youtube(match["one"] or match.groupdict().get("two") or "")
    vimeo = _VIMEO_ID.search(div.what)
    return Video(f"vimeo:{vimeo['id']}", f"https://vimeo.com/{vimeo['id']}") if vimeo else None


_NOTE_REFERENCE = re.compile(
    r"[ \t]?\[\^?\\?\[?(?P<label>[\w*]{1,8})\\?\]?\^?\]"
    r"\(#footnote-(?P<number>[\w-]{1,40})\)(?:\{[^{}\n]{0,400}\})?"
)
_NOTE = re.compile(
    r"(?P<head>^(?::{3,}[ \t]*(?:\{[^\n]*\.footnote[^\n]*\}|footnote)[ \t]*\n\s*)?"
    r"\[(?P<label>[\w*]{1,8})\]\(#footnote-anchor-[\w-]{1,40}\)(?:\{[^{}\n]{0,400}\})?\s*"
    r"(?:^:{3,}[ \t]*(?:\{[^\n]*footnote-content[^\n]*\}|footnote-content)[ \t]*\n\s*)?)"
    r"(?P<words>\S[^\n]*(?:\n(?!:{3}|\[[\w*]{1,8}\]\(#footnote-anchor)[^\n]*){0,60})",
    re.M,
)


def _footnotes(text: str, context: Context) -> Iterator[Edit]:
    r"""A newsletter's footnote anchors become Markdown footnotes.

    >>> text = "Well [1](#footnote-1){.footnote-anchor} said.\n\n[1](#footnote-anchor-1) Is it?\n"
    >>> [edit.after for edit in sorted(_footnotes(text, Context(format="substack")))]
    ['[^1]', '[^1]: ']
    """
    heads = []
    for match in _NOTE.finditer(text):
        heads.append(match.span("head"))
        yield Edit(*match.span("head"), f"[^{match['label']}]: ")
        # Further paragraphs of a note are its own only if they are indented.
        for line in re.finditer(r"\n(?=[^\s:])", match["words"].rstrip()):
            at = match.start("words") + line.end()
            yield Edit(at, at, "    ")
    for match in _NOTE_REFERENCE.finditer(text):
        if not match["number"].startswith("anchor") and not any(
            start <= match.start() < end for start, end in heads
        ):
            yield Edit(*match.span(), f"[^{match['label']}]")


_ATTRIBUTE = re.compile(
    r"(?<=[\])`*_>])\{(?:[ \t]*(?:[#.][\w:-]+"
    r"|[\w:-]+=(?:\"(?:[^\"\\\n]|\\.){0,600}\"|[^\s{}\"]{1,200}))){1,12}[ \t]*\}"
)
_HEADING_ATTRIBUTE = re.compile(
    r"^#{1,6}[ \t][^\n{]{0,300}(?P<list>[ \t]*\{[ \t]*[#.][^{}\n]{0,400}\})[ \t]*$", re.M
)
_SPAN = re.compile(r"(?<![!\]\\])\[(?P<words>[^\[\]\n]{1,300})\]\{[.#][^{}\n]{0,300}\}")


def _attributes(text: str, context: Context) -> Iterator[Edit]:
    """Attributes behind links, images, spans and headings."""
    done: set[int] = set()
    for match in _SPAN.finditer(text):
        yield Edit(match.start(), match.start() + 1)
        yield Edit(match.end("words"), match.end())
        done.add(match.end("words") + 1)
    for match in _ATTRIBUTE.finditer(text):
        if match.start() not in done:
            yield Edit(*match.span())
    for match in _HEADING_ATTRIBUTE.finditer(text):
        yield Edit(*match.span("list"))


DIVS = Rule(
    id="div",
    one="fence of a div removed",
    many="fences of divs removed",
    why="Pandoc fences what was a box on the newsletter's page; its furniture goes, videos stay.",
    formats=frozenset({"substack"}),
    find=_div_edits,
)
FOOTNOTES = Rule(
    id="footnote",
    one="footnote anchor turned into a footnote",
    many="footnote anchors turned into footnotes",
    why="The newsletter's footnotes were links with anchors.",
    formats=MARKDOWN,
    find=_footnotes,
    moved=True,
)
ATTRIBUTES = Rule(
    id="pandoc-attribute",
    one="pandoc attribute removed",
    many="pandoc attributes removed",
    why="Classes and identifiers of the newsletter's page.",
    formats=frozenset({"substack", "speaker"}),
    find=_attributes,
)
