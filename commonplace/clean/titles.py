"""Rules for the title of a document and for its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import HEADING, Block, blocks
from commonplace.model import Edit, Phrase


def heading_parts(text: str, block: Block) -> tuple[int, int, int]:
    """The level of a heading block, and where its words start and end."""
    raw = text[block.start : block.end]
    match = HEADING.match(raw.split("\n")[0])
    if match:
        words = match["text"] or ""
        start = block.start + (match.start("text") if words else match.end("marks"))
        return len(match["marks"]), start, start + len(words)
    first = raw.split("\n")[0]
    level = 1 if raw.rstrip()[-1] == "=" else 2
    start = block.start + len(first) - len(first.lstrip())
    return level, start, start + len(first.strip())


def words_of(heading: str) -> str:
    """A heading's words, for comparing: no emphasis, no punctuation, lower case."""
    return " ".join(re.findall(r"\w+", heading.lower()))


#: A line above a title that is about the note: a property, tags, what a picture or a box shows.
_ABOUT = re.compile(
    r"[ \t]*(?:>[ \t]*)?(?:(?:(?:\*\*)?[A-Za-z][\w -]{0,30}(?:\*\*::|::?\*\*|::)(?:[ \t].*)?"
    r"|(?:\\?#[\w/-]{1,60}(?:[ \t]+(?=\\?#))?){1,30}|!\[\[[^\[\]]{1,300}\]\]"
    r"|\[![\w-]{1,30}[^\]]{0,40}\].*)[ \t]*)?\Z"
)


def _is_about(text: str, block: Block) -> bool:
    """Whether a block above a heading does not belong to what the heading begins."""
    return block.kind == "rule" or all(map(_ABOUT.match, text[block.start : block.end].split("\n")))


#: Headings that are those of a part of any text.
_PARTS = frozenset(
    "about abstract background contents description goal goals intro introduction metadata name "
    "notes overview preface prologue properties summary tags tasks tldr todo transcript "
    "transcription type".split()
)


def first_heading(text: str) -> str:
    """The words of the heading that opens a text and stands above all others.

    Empty if there is none. A lower level than the first needs a heading right below it, and
    none beside it.

    >>> first_heading("### A mill\\n\\n#### By night"), first_heading("## A mill\\n\\n## A weir")
    ('A mill', '')
    >>> first_heading("up:: [[Ponds]]\\n#mud\\n\\n# A newt\\n"), first_heading("Mud.\\n\\n# Newt")
    ('A newt', '')
    """
    text = text[:4000]
    for block in blocks(text):
        if block.kind == "heading":
            level, start, end = heading_parts(text, block)
            part = _is_part(text[start:end]) and len(_highest(text)) > 1
            stands = (level == 1 and not part) or _is_above_all(text, block)
            return without_attributes(text[start:end]) if stands else ""
        if not _is_about(text, block):
            break
    return ""


def _is_part(words: str) -> bool:
    return words_of(words).replace(" ", "") in _PARTS


def _highest(text: str) -> list[Block]:
    """The headings of level 1."""
    found = [block for block in blocks(text) if block.kind == "heading"]
    return [block for block in found if heading_parts(text, block)[0] == 1]


def _is_above_all(text: str, heading: Block) -> bool:
    """Whether a heading of a lower level has another right below it, and none beside it."""
    level, start, end = heading_parts(text, heading)
    if _is_part(text[start:end]):
        return False
    following = [block for block in blocks(text) if block.start > heading.start]
    others = [block for block in following if block.kind == "heading"]
    right_below = bool(others) and others[0] is following[0]
    return right_below and all(heading_parts(text, block)[0] > level for block in others)


_ATTRIBUTES = re.compile(
    r"\{:?[ \t]{0,8}(?:[#.][\w:.-]{1,80}|-)(?:[ \t][^{}\n]{0,400})?\}"
    r"[ \t]{0,80}#{0,6}[ \t]{0,80}\Z"
)


def without_attributes(heading: str) -> str:
    """A heading without the attribute lists at its end.

    >>> without_attributes("Two {#second} {.wide}")
    'Two'
    """
    while match := _ATTRIBUTES.match(heading, max(0, heading.rfind("{"))):
        heading = heading[: match.start()].rstrip()
    return heading


def _title(text: str, context: Context) -> Iterator[Edit]:
    """The document's own title where the body repeats it, be it below a box or properties."""
    for block in blocks(text):
        if block.kind == "heading":
            level, start, end = heading_parts(text, block)
            same = words_of(text[start:end]) == words_of(context.title)
            if same and (level == 1 or _is_above_all(text, block)):
                yield Edit(block.start, block.end)
        elif block.kind == "quote" or _is_about(text, block):
            continue
        break


def _headings(text: str, context: Context) -> Iterator[Edit]:
    """Headings begin at level 2, whatever the blog's theme made of level 1.

    >>> [edit.after for edit in _headings("# One\\n\\n## Two\\n", Context(format="jekyll"))]
    ['## ', '### ']
    """
    found = [*_heading_blocks(text)]
    if not found:
        return
    shift = 2 - min(level for _, level, _, _ in found)
    for block, level, start, end in found:
        marks = "#" * min(6, level + shift) + " "
        if text[block.start : start] != marks:
            yield Edit(block.start, start, marks)
        if end < block.end:
            yield Edit(end, block.end)


_TAGGED = re.compile(
    r" {0,3}<h(?P<level>[1-6])(?:[ \t][^<>\n]{0,400})?>[ \t]{0,80}(?P<words>\S[^\n]{0,600}?)"
    r"[ \t]{0,80}</h(?P=level)>[ \t]{0,80}\Z",
    re.I,
)


def _heading_blocks(text: str) -> Iterator[tuple[Block, int, int, int]]:
    """The headings of a text, those in HTML too: level, and where the words start and end."""
    for block in blocks(text):
        if block.kind == "heading":
            yield (block, *heading_parts(text, block))
        elif block.kind == "html":
            tagged = _TAGGED.match(text, block.start, block.end)
            if tagged and not re.search(r"</?h[1-6]\b", tagged["words"], re.I):
                yield block, int(tagged["level"]), *tagged.span("words")


TITLE = Rule(
    id="title",
    phrase=Phrase(
        "heading that repeats the title removed",
        "headings that repeat the title removed",
        moved=True,
    ),
    why="A page has one title.",
    formats=MARKDOWN,
    find=_title,
)
HEADINGS = Rule(
    id="heading",
    phrase=Phrase("heading level adjusted", "heading levels adjusted", moved=True),
    why="The title is level 1, so the body begins at level 2.",
    formats=MARKDOWN,
    find=_headings,
)
