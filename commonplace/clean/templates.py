"""What of a blog engine's templates prints nothing of the text: loops, and what is kept aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.clean.tags import label_of
from commonplace.markup.blocks import touched
from commonplace.model import Edit

#: Tags that hold a part of a template up to the tag that ends them.
_HOLDING = frozenset({"for", "tablerow", "capture"})
_PRINTED = re.compile(
    r"\{\{-?[ \t]{0,8}(?P<name>[\w-]{1,80})(?:[ \t]*\|[^{}\n]{0,80})?[ \t]{0,8}-?\}\}"
)


def templates(text: str, tags: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The spans of loops, which print a site's data, and of what is kept for another file.

    `tags` are the Liquid tags in order, with their `name` and `args`. What is kept in a
    variable and printed further down stays, and the mark that prints it goes.
    """
    printed: dict[str, list[re.Match[str]]] = {}
    spans = [tag.span() for tag in tags]
    for mark in _PRINTED.finditer(text) if tags else ():
        if not any(touched(*mark.span(), spans)):
            printed.setdefault(mark["name"], []).append(mark)
    opened: list[re.Match[str]] = []
    for tag in tags:
        if tag["name"] in _HOLDING:
            opened.append(tag)
        elif opened and tag["name"] == f"end{opened[-1]['name']}":
            first = opened.pop()
            name = first["args"].strip(" \t-")
            marks = printed.pop(name, []) if first["name"] == "capture" else []
            if marks and marks[-1].start() > tag.end():
                yield from (mark.span() for mark in marks)
            elif not opened:
                yield first.start(), tag.end()


_UNLINKED = re.compile(
    r"(?<![\w!\]\\])\[(?P<words>[^\[\]]{1,300})\]\[(?P<label>[^\[\]^]{0,200})\](?![\[(:])"
)
_DEFINED = re.compile(r"^ {0,3}\[(?P<label>[^\]\n]{1,200})\]:[ \t]*\S", re.M)


def unlinked(
    text: str, tags: Sequence[re.Match[str]], shut: list[tuple[int, int]]
) -> Iterator[Edit]:
    """Links by a name that an included file would have defined become their words.

    What is in `shut`, such as code, stays as it is.

    >>> tags = list(re.finditer(r"{% (?P<name>\\w+) [^%]*%}", "{% include links.md %}"))
    >>> text = "See [the weir][weir 2] and [x][y].\\n\\n[y]: /y"
    >>> [text[edit.start : edit.end] for edit in unlinked(text, tags, [])]
    ['[', '][weir 2]']
    """
    if not any(tag["name"].startswith("include") for tag in tags):
        return
    known = {label_of(one["label"]) for one in _DEFINED.finditer(text)}
    for found in _UNLINKED.finditer(text):
        marks = (found.start(), found.start() + 1), (found.end("words"), found.end())
        if "\n\n" in found[0] or any(any(touched(*mark, shut)) for mark in marks):
            continue
        if label_of(found["label"] or found["words"]) not in known:
            yield from (Edit(*mark) for mark in marks)


def is_inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether a tag is in one of the spans; one that is inside the tag does not count."""
    inner = touched(*match.span(), spans)
    return any(start <= match.start() or match.end() <= end for start, end in inner)


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, overlapping ones merged."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
