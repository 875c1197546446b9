"""What Logseq and Roam write into Markdown beside links to notes: part of the rule `vault`."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from commonplace.markup import video as hosts
from commonplace.markup.clock import clock, seconds
from commonplace.markup.fences import closes, opened
from commonplace.markup.scan import at_lines
from commonplace.model import Edit

_UUID = r"\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)"
#: A reference to a block, or the block itself in its place.
REFERENCE = rf"(?:\{{\{{embed[ \t]{{1,8}}{_UUID}\}}\}}|{_UUID})"
#: What a program puts in the place of a macro: other notes, the result of a query.
PUT_IN = (
    rf"\{{\{{(?:query|embed(?![ \t]{{1,8}}{_UUID})|renderer|function|namespace|table|kanban)"
    r"\b[^{}\n]{0,1000}\}\}"
)
_MACRO = re.compile(
    rf"(?P<put_in>{PUT_IN})"
    r"|\{\{(?:(?P<link>video|youtube|vimeo|tweet|twitter|pdf|iframe)[ \t:]{1,8}"
    r"(?P<address>https?://[^\s{}]{1,1000})[ \t]{0,8}|(?P<hidden>cloze)[ \t]{1,8}"
    r"(?P<words>[^{}\n]{1,1000}))\}\}"
)
_REFERENCE = re.compile(rf"(?<!\()\[(?P<words>[^\[\]\n]{{1,300}})\]\({_UUID}\)|{REFERENCE}")
_BOX = re.compile(
    r"^[ \t]{0,40}[-*][ \t]+(?P<mark>TODO|DOING|LATER|NOW|WAITING|DONE)(?=[ \t])", re.M
)
#: What no other program writes; only beside it a mark such as TODO is a box.
_SIGN = re.compile(rf"^[ \t]{{0,40}}(?:[-*][ \t]+)?(?:id|collapsed)::[ \t]|{_UUID}", re.M)
_HTML = re.compile(r"(?P<open>@@[a-z]{1,12}:[ \t]{0,8})[^\n@]{1,4000}(?P<close>@@)")
#: An item of a numbered list, with the property that says so among its own.
_NUMBERED = re.compile(
    r"^[ \t]{0,40}(?P<mark>-)[ \t][^\n]*\n(?:[ \t]{1,40}[\w.-]{2,40}::[^\n]*\n){0,6}?"
    r"[ \t]{1,40}logseq\.order-list-type::[ \t]*number",
    re.M,
)
_VIDEO = re.compile(r"\{\{(?:video|youtube)[ \t:]{1,8}(?P<address>https?://[^\s{}]{1,1000})")
_STAMP = re.compile(r"\{\{youtube-timestamp[ \t]{1,8}(?P<time>[\d:]{1,12})[ \t]{0,8}\}\}")
#: A block that others refer to.
_BLOCK = re.compile(
    r"^[ \t]{0,40}[-*][ \t]+(?P<words>[^\n]*)\n(?:[ \t]{1,40}[\w.-]{2,40}::[^\n]*\n){0,6}?"
    r"[ \t]{1,40}id::[ \t]*(?P<id>[0-9a-f-]{36})[ \t]*$",
    re.M,
)
_NO_WORDS = re.compile(r"\(\(|\{\{|`|\A#{1,6}[ \t]")
_ORG = re.compile(
    r"#\+BEGIN_(?P<kind>QUOTE|NOTE|TIP|IMPORTANT|CAUTION|WARNING|PINNED)[ \t]*\n"
    r"(?P<inside>(?:(?![^\n]*#\+(?:BEGIN|END)_)[^\n]*\n){1,200})"
    r"(?P<end>[ \t]*#\+END_(?P=kind)[ \t]*)$",
    re.M | re.I,
)


def _soft_ends(text: str) -> Iterator[Edit]:
    """Line ends in an item, which are line ends for Logseq."""
    fence, last = "", -1  # where the words of an item's last line end
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        held, fence = fence, ("" if closes(line, fence) else fence) if fence else opened(line)
        begins = _ITEM.match(line)
        if held or fence or not line.strip() or _APART.match(line):
            last = last if _OWN.match(line) else -1
        elif begins or not line[0].isspace():
            last = end if begins and not _OWN.match(line) else -1
        elif last >= 0:
            if not text.endswith("  ", 0, last):
                yield Edit(last, last, "  ")
            last = end
        at = end + 1


_ITEM = re.compile(r"[ \t]{0,40}[-*+][ \t]")
_OWN = re.compile(r"[ \t]{0,40}(?:[-*+][ \t]+)?[\w.-]{2,40}::(?:[ \t]|\Z)")
#: Lines of another kind than words: properties, tables, formulas, quotations, headings, marks.
_APART = re.compile(
    r"[ \t]{0,40}(?:[\w.-]{2,40}::|[|>$:]|(?:[-*+][ \t]+)?(?:#|SCHEDULED|DEADLINE|CLOCK|\$\$))"
)


def logseq(text: str) -> Iterator[Edit]:
    """Macros, references to blocks, boxes and quotations become Markdown, or go.

    >>> [edit.after for edit in logseq("{{video https://example.org/v}} {{query (todo)}}")]
    ['<https://example.org/v>', '']
    """
    for found in _MACRO.finditer(text) if "{{" in text else ():
        link = f"<{found['address']}>" if found["link"] else found["words"] or ""
        yield Edit(*found.span(), link)
    if _SIGN.search(text):
        yield from _soft_ends(text)
    if "((" in text:
        said = {one["id"]: one["words"] for one in _BLOCK.finditer(text)}
        for found in _REFERENCE.finditer(text):
            yield Edit(*found.span(), found["words"] or _said(found[0].rstrip("})")[-36:], said))
    for found in _HTML.finditer(text) if "@@" in text else ():
        yield from (Edit(*found.span("open")), Edit(*found.span("close")))
    if "logseq.order" in text:
        yield from (Edit(*one.span("mark"), "1.") for one in at_lines(_NUMBERED, text))
    yield from _stamps(text) if "{{youtube-timestamp" in text else ()
    if ("::" in text or "((" in text) and _SIGN.search(text):
        for found in at_lines(_BOX, text):
            yield Edit(*found.span("mark"), "☑" if found["mark"] == "DONE" else "☐")
    for found in _ORG.finditer(text) if "#+" in text else ():
        yield from _quotation(found)


def _said(block: str, said: dict[str, str]) -> str:
    """The words of a block of the same note, without its links; empty for those of another."""
    words = said.get(block, "")
    return "" if _NO_WORDS.search(words) else words.replace("[[", "").replace("]]", "").strip()


def _stamps(text: str) -> Iterator[Edit]:
    """Times in a video become links to them, or the times alone where no video is named."""
    videos = deque((one.start(), hosts.video(one["address"])) for one in _VIDEO.finditer(text))
    named = None
    for found in _STAMP.finditer(text):
        said = found["time"]
        time = float(said) if said.isdecimal() else seconds(said)
        while videos and videos[0][0] < found.start():
            named = videos.popleft()[1]
        if time is not None:
            said = clock(time)
            said = f"[{said}]({hosts.at(named.address, time)})" if named else said
        yield Edit(*found.span(), said)


def _quotation(found: re.Match[str]) -> Iterator[Edit]:
    """The lines of a quotation behind its signs, below the name of its kind if that is another."""
    first, *lines = found["inside"].splitlines(keepends=True)
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    kind = found["kind"].upper()
    name = "" if kind == "QUOTE" else f"> **{kind.capitalize()}**\n{indent}>\n{indent}"
    at = found.start("inside")
    yield Edit(found.start(), at + len(indent), f"{name}> ")
    at += len(first)
    for line in lines:
        begin = at + len(line) - len(line.lstrip(" \t"))
        yield Edit(begin, begin, "> ")
        at += len(line)
    yield Edit(found.start("end") - 1, found.end("end"))
