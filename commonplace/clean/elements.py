"""The rules for tags: what is not a tag is text, and tags that no page has are removed.

The sanitiser would remove them too, but it keeps no record. After these rules, nothing with
words is left for it to remove.
"""

from __future__ import annotations

from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.elements import Tag, names, tags
from commonplace.markup.html import SHOWN
from commonplace.model import Edit, Phrase

#: Elements that are removed with their content.
_WHOLE = names("script style noscript template svg math title textarea select applet")
#: What is shown in the place of an element that no page has; of others the words stay.
_INSTEAD = {
    **dict.fromkeys(
        "address article aside body center fieldset footer form header hgroup main nav search "
        "section".split(),
        "div",
    ),
    "h1": "h2",
    **dict.fromkeys(("dir", "menu"), "ul"),
    **dict.fromkeys(("listing", "xmp"), "pre"),
    **{"acronym": "abbr", "strike": "s", "tt": "code"},
}


def _angles(text: str, context: Context) -> Iterator[Edit]:
    """Angle brackets that do not begin a tag are escaped.

    >>> [edit.after for edit in _angles("Press <Enter> <b>now</b>", Context(format="jekyll"))]
    ['&lt;']
    """
    for tag in tags(text):
        if tag.kind == "bracket":
            yield Edit(tag.start, tag.end, "&lt;")


def _elements(text: str, context: Context) -> Iterator[Edit]:
    """Tags that no page has are removed, and so is what is not text to read.

    >>> [edit.after for edit in _elements("<center>a</center>", Context(format="jekyll"))]
    ['<div', '</div']
    """
    found = tags(text)
    end = 0
    for tag in found:
        if tag.start < end or tag.kind == "bracket":
            continue
        edit = _edit(tag, found)
        if edit:
            end = edit.end
            yield edit


def _edit(tag: Tag, found: list[Tag]) -> Edit | None:
    whole = tag.kind == "open" and tag.partner >= 0 and tag.name in _WHOLE
    if whole:
        return Edit(tag.start, found[tag.partner].end)
    alone = tag.kind == "close" and tag.partner < 0
    if alone and tag.name == "br":  # as browsers take it
        return Edit(tag.start, tag.end, "<br>")
    if tag.kind == "doctype" or alone:
        return Edit(tag.start, tag.end)
    if tag.name in SHOWN and not tag.loose:
        return None
    slash = "/" if tag.kind == "close" else ""
    instead = "div" if tag.loose else _INSTEAD.get(tag.name)
    if instead and tag.partner >= 0:
        return Edit(tag.start, tag.start + len(f"<{slash}{tag.name}"), f"<{slash}{instead}")
    return Edit(tag.start, tag.end)


ANGLES = Rule(
    id="angle",
    phrase=Phrase("angle bracket shown as text", "angle brackets shown as text", moved=True),
    why="They do not begin an HTML element, so they are part of the text.",
    formats=MARKDOWN,
    find=_angles,
)
ELEMENTS = Rule(
    id="element",
    phrase=Phrase("HTML tag removed or replaced", "HTML tags removed or replaced"),
    why="They run code, or style another site's page. Any text in them stays.",
    formats=MARKDOWN,
    find=_elements,
)
