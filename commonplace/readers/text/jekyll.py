"""Posts in Markdown: Jekyll, Hugo and plain files."""

from __future__ import annotations

import re

from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.text import talk

_FRONT_MATTER = re.compile(r"\A\s*(?:---|\+\+\+)[ \t]*\n\s*[\w-]+[ \t]*[:=]")
_MARKUP = re.compile(r"^#{1,6} \S|^\{:|\{%|^!?\[[^\]\n]*\]\(|^(?:[-*+]|\d+\.) \S|^> ", re.M)


def _claims(text: str, suffix: str) -> Claim:
    if _FRONT_MATTER.match(text):
        return Claim(score=0.8)
    if suffix in (".md", ".markdown", ".mdx", ".qmd"):
        return Claim(score=0.7)
    if suffix in (".txt", "") and _MARKUP.search(text):
        return Claim(score=0.6)
    words = re.findall(r"[^\W\d_]{2,}", text[:20_000])
    if suffix in (".txt", "") and len(words) > 0.5 * len(text[:20_000].split()):
        return Claim(score=0.5)
    return Claim(
        score=0.3,
        why="it has neither front matter nor the suffix .md, and does not look like prose",
    )


def _read(text: Tracked, file: str) -> Reading:
    return talk.read_markdown(text, file, READER.name)


READER = Reader(name="jekyll", claims=_claims, read=_read)
