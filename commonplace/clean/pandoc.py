"""Rules for Markdown that pandoc made from a newsletter's HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import blocks, touched, verbatim
from commonplace.markup.video import Video, figure, video, vimeo, youtube
from commonplace.markup.web import is_web
from commonplace.model import Edit, Phrase

_FENCE = re.compile(
    r"^(?:[ \t]{0,3}>){0,8}[ \t]{0,12}(?P<colons>:{3,})(?P<what>[^\n]*)(?:\n|\Z)", re.M
)
_YOUTUBE_ID = re.compile(
    r"#youtube2?-(?P<one>[\w-]{11})|videoId\\?\"?[\\\":= ]{1,6}(?P<two>[\w-]{11})"
)
_VIMEO_ID = re.compile(r"#vimeo-(?P<id>\d{5,12})|videoId\\?\"?[\\\":= ]{1,6}(?P<two>\d{5,12})")
#: Divs of a newsletter that hold no words of the author.
_FURNITURE = re.compile(
    r"player-unavailable|subscri(?:be|ption)-widget|share-dialog|\bpaywall|"
    r"install-substack|community-(?:chat|post)|poll-embed|cashtag|referral"
)
_BUTTON = re.compile(r"button-wrap")
#: What is written on the buttons that every newsletter has.
_BUTTON_WORDS = re.compile(
    r"\b(?:subscribe|share|comment|upgrade|gift|refer|donate|pledge|start writing|get the app"
    r"|message|follow|invite|sign up|join|listen|restack)\b",
    re.I,
)


#: How Quarto gives a callout its title.
_CALLOUT_TITLE = re.compile(
    r"\.callout-[a-z]{1,20}\b[^\n]{0,200}?\btitle=\"(?P<title>[^\"\n]{1,200})\""
)


class Div(NamedTuple):
    """A fenced div: its attributes and the spans of its two fences."""

    what: str
    start: int
    inner: int
    inner_end: int
    end: int


def divs(text: str) -> list[Div]:
    """The fenced divs of a text, outer ones first; an unclosed one ends at its fence.

    A closing fence belongs to the last div that was opened with as many colons, as
    pandoc writes them; failing that to the last one opened.
    """
    code = verbatim(text) if ":::" in text else []
    found: list[Div] = []
    stack: list[re.Match[str]] = []
    for match in _FENCE.finditer(text):
        if any(touched(*match.span("colons"), code)):
            continue
        if _what(match):
            stack.append(match)
            continue
        opened = _opened_by(stack, match["colons"])
        if opened is None:
            found.append(Div("", match.start(), match.end(), match.end(), match.end()))
        else:
            found.append(
                Div(_what(opened), opened.start(), opened.end(), match.start(), match.end())
            )
    found += [Div(_what(m), m.start(), m.end(), m.end(), m.end()) for m in stack]
    return sorted(found, key=lambda div: (div.start, -div.end))


def _what(fence: re.Match[str]) -> str:
    return fence["what"].strip().rstrip(":").rstrip()


def _opened_by(stack: list[re.Match[str]], colons: str) -> re.Match[str] | None:
    """Pop from the stack what a closing fence closes, and whatever was left open inside it."""
    for back, opened in enumerate(reversed(stack[-40:])):
        if opened["colons"] == colons:
            return stack.pop(len(stack) - 1 - back)
    return stack.pop() if stack else None


_ATTRS = re.compile(r"\battrs=\"(?P<json>(?:[^\"\\]|\\.)*)\"")


def _classes(what: str) -> str:
    """The words that say what a div is: its classes and its id, not its data."""
    return _ATTRS.sub("", what)


def _data(what: str) -> dict[str, object]:
    """What the JSON in `attrs` says about a newsletter's component."""
    match = _ATTRS.search(what)
    if not match:
        return {}
    try:
        found = json.loads(re.sub(r"\\(.)", r"\1", match["json"]))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _said(data: dict[str, object], *names: str) -> str:
    values = (data.get(name) for name in names)
    return next((" ".join(value.split()) for value in values if isinstance(value, str)), "")


def _div_edits(text: str, context: Context) -> Iterator[Edit]:
    """Remove the fences; a video's div becomes a video, page furniture goes as a whole.

    >>> text = "::: note\\nWords.\\n:::\\n"
    >>> [text[e.start : e.end] for e in _div_edits(text, Context(format="substack"))]
    ['::: note\\n', ':::\\n']
    """
    skip = -1
    whole: list[tuple[int, int]] = []
    for div in divs(text):
        if div.start < skip:
            continue
        inner = text[div.inner : div.inner_end]
        stands_for = _component(div, inner)
        if stands_for is not None:
            gap = "" if not stands_for or text[div.end : div.end + 1] in ("", "\n") else "\n"
            yield Edit(div.start, div.end, stands_for + gap)
            skip = div.end
            whole.append((div.start, div.end))
            continue
        yield Edit(div.start, div.inner, _admonition(div.what))
        if div.inner < div.inner_end and "image-container" in div.what:
            yield from _caption_gap(text, div)
        if div.inner_end < div.end:
            yield Edit(div.inner_end, div.end)
    yield from (edit for edit in _raw(text) if not any(touched(*edit[:2], whole)))


#: Characters that no button has.
_LONG_BUTTON = 2_000  # mutants: one more or less cannot be seen


def _component(div: Div, inner: str) -> str | None:
    """What replaces a newsletter's component; None if its own words stay."""
    names = _classes(div.what)
    data = _data(div.what)
    found = _video(div, inner)
    if found:
        return figure(found) + "\n"
    if _BUTTON.search(names):
        words = _said(data, "text") or inner
        return "" if len(inner) < _LONG_BUTTON and _BUTTON_WORDS.search(words) else None
    if _FURNITURE.search(names):
        return ""
    if (
        inner.strip()
        and len(re.sub(r":{3,}[^\n]*|!?\[[^\]\n]*\]\([^()\n]*\)", "", inner).split()) > 2
    ):
        return None
    return _from_data(names, data)


def _from_data(names: str, data: dict[str, object]) -> str | None:
    """The words and the address of an empty component, from its data."""
    formula = _said(data, "persistentExpression")
    if formula:
        return f"$$\n{formula}\n$$\n"
    address = _said(data, "url", "canonical_url", "src")
    words = _said(data, "full_text", "title", "name", "filename")
    if not is_web(address) or re.search(r"[\s<>()]", address):
        return None
    if "tweet" in names:
        by = " ".join(filter(None, (_said(data, "name"), _handle(_said(data, "username")))))
        said = f"> {words}\n>\n" if words else ""
        return f"{said}> — [{_bare(by) or 'Tweet'}]({address})\n"
    if re.search(r"embed|wrap|container|spotify|apple|soundcloud|instagram|file", names):
        return f"[{_bare(words) or address}]({address})\n"
    return None


def _handle(name: str) -> str:
    return f"(@{name.lstrip('@')})" if name else ""


def _bare(words: str) -> str:
    return re.sub(r"[\[\]]", "", words)


def _admonition(what: str) -> str:
    """The title of a box, if it has one: `::: tip Read this first`, `:::tip[Read this]`."""
    title = re.match(r"[a-z]{2,20}[ \t]+(?P<title>[^{}\n]*\w[^{}\n]*)\Z", what)
    title = title or re.match(r"[a-z]{2,20}\[(?P<title>[^\n]*\w[^\n]*)\](?:\{[^{}\n]*\})?\Z", what)
    title = title or _CALLOUT_TITLE.search(what)
    return f"**{title['title'].strip().replace('**', '')}**\n\n" if title else ""


_CAPTION_GAP = re.compile(
    r"\s*\[?!\[[^\n]*\n(?P<gap>[ \t]{0,80}\n\s{0,80})(?=(?:[^\s!\[:<]|\[(?!!))[^\n]*\s*\Z)"
)


def _caption_gap(text: str, div: Div) -> Iterator[Edit]:
    """A caption goes right under its picture, so that it is recognised."""
    inner = text[div.inner : div.inner_end]
    match = _CAPTION_GAP.match(inner)
    if match:
        yield Edit(div.inner + match.start("gap"), div.inner + match.end("gap"))


_RAW_FENCE = re.compile(
    r"^(?P<fence>`{3,})[ \t]?\{=html5?\}[ \t]*\n"
    r"(?P<page>(?:(?!(?P=fence))[^\n]*\n){0,200})(?P=fence)[ \t]*$",
    re.M,
)
_RAW_SPAN = re.compile(r"`(?P<page><[^`\n]{1,1000}>)`\{=html5?\}")


def _raw(text: str) -> Iterator[Edit]:
    """Pandoc's raw HTML becomes HTML again, for the rules after this one."""
    if "{=html" not in text:
        return
    for match in _RAW_FENCE.finditer(text):
        yield Edit(match.start(), match.start("page"))
        yield Edit(match.end("page"), match.end())
    for match in _RAW_SPAN.finditer(text):
        yield Edit(match.start(), match.start() + 1)
        yield Edit(match.end("page"), match.end())


def _video(div: Div, inner: str) -> Video | None:
    what = div.what
    if not re.search(r"youtube|vimeo", _classes(what)):
        return None
    match = _YOUTUBE_ID.search(what) if "youtube" in what else None
    if match:
        return youtube(match["one"] or match["two"])
    match = _VIMEO_ID.search(what) if "vimeo" in what else None
    if match:
        return vimeo(match["id"] or match["two"])
    for address in re.finditer(r"https?://[^\s\"'<>()\\]{1,300}", f"{what}\n{inner[:5000]}"):
        found = video(address[0])
        if found:
            return found
    return None


_LABEL = r"\[(?:\\\[|\[)?(?P<label>[\w*†‡]{1,8})(?:\\\]|\])?\]"
_LIST = r"(?:\{(?:[^{}\"\n]|\"(?:[^\"\\\n]|\\.){0,2000}\"){0,2000}\})?"
_NOTE_REFERENCE = re.compile(
    r"[ \t]?(?P<sup>\^)?(?:<sup>)?"
    r"\[(?P<sup2>\^)?(?:\\\[|\[)?(?P<label>[\w*†‡]{1,8})(?:\\\]|\])?(?(sup2)\^)\]"
    rf"\(#(?:footnote-|fn:?-?|_ftn)(?!anchor|ref)(?P<number>[\w-]{{1,40}})\){_LIST}"
    r"(?:</sup>)?(?(sup)\^)"
)
_NOTE_HEAD = re.compile(
    rf"[ \t]{{0,3}}{_LABEL}\(#(?:footnote-anchor-|fnref:?-?|_ftnref)[\w-]{{1,40}}\){_LIST}"
    r"[.:]?\s{0,20}"
)
_CONTENT_FENCE = re.compile(
    r"[ \t]{0,12}:{3,}[ \t]{0,8}(?:\{[^\n]*footnote-content[^\n]*\}|footnote-content)[ \t:]*\n"
    r"\s{0,20}"
)
_AT_ONCE = re.compile(r"^[ \t]{0,3}\[", re.M)


class _Note(NamedTuple):
    """A footnote: where it begins, its words, and where it ends."""

    label: str
    start: int
    words: int
    words_end: int
    end: int


def _notes(text: str) -> Iterator[_Note]:
    """The footnotes of a newsletter: in divs of their own, or as paragraphs."""
    found = divs(text)
    last = 0
    boxes = {}
    for div in found:
        if "footnote" in _classes(div.what) and div.inner < div.inner_end:
            head = re.compile(r"\s{0,20}").match(text, div.inner)
            boxes[head.end() if head else div.inner] = div
    contents = {div.start: div for div in found if "footnote-content" in div.what}
    for begin in _AT_ONCE.finditer(text):
        match = _NOTE_HEAD.match(text, begin.start())
        if not match or match.start() < last:
            continue
        box = boxes.get(begin.start())
        words, end = match.end(), 0
        content = _CONTENT_FENCE.match(text, words)
        if content and words in contents and contents[words].inner_end > words:
            words, end = content.end(), contents[words].inner_end
        blank = text.find("\n\n", words)
        end = end or (box.inner_end if box else blank if blank >= 0 else len(text))
        said = text[words:end].rstrip()
        if said:
            last = box.end if box else end
            start = box.start if box else match.start()
            stop = words + len(said)
            yield _Note(match["label"], start, words, stop, max(last, stop) if box else stop)


def _footnotes(text: str, context: Context) -> Iterator[Edit]:
    r"""A newsletter's footnote anchors become Markdown footnotes.

    A reference without its note, as behind a paywall, becomes a superscript number.

    >>> text = "Well [1](#footnote-1){.footnote-anchor} said.\n\n[1](#footnote-anchor-1) Is it?\n"
    >>> [edit.after for edit in sorted(_footnotes(text, Context(format="substack")))]
    ['[^1]', '[^1]: ']
    """
    notes = list(_notes(text)) if "](#" in text else []
    labels = {note.label for note in notes}
    spans = [(note.start, note.words) for note in notes]
    for note in notes:
        line = text.rfind("\n", 0, note.start) + 1
        lead = "" if not text[line : note.start].strip() else "\n"
        yield Edit(note.start, note.words, f"{lead}[^{note.label}]: ")
        # Further paragraphs of a note are its own only if they are indented.
        for match in re.compile(r"\n(?=[^\s:])").finditer(text, note.words, note.words_end):
            yield Edit(match.end(), match.end(), "    ")
        if note.end > note.words_end:
            yield Edit(note.words_end, note.end, "\n")
    for match in _NOTE_REFERENCE.finditer(text) if "](#" in text else ():
        if not any(touched(*match.span(), spans)):
            found = match["label"] in labels
            after = f"[^{match['label']}]" if found else f"<sup>{match['label']}</sup>"
            yield Edit(*match.span(), after)


_QUOTED_LIST = (
    r"\{(?:[ \t\n]{0,8}(?:[#.][\w:-]+|[\w:-]+=(?:\"(?:[^\"\\]|\\.){0,8000}\"|[^\s{}\"]{1,400})))"
    r"{1,40}[ \t\n]{0,8}\}"
)
_ATTRIBUTE = re.compile(rf"(?<=[\])`*_>~^]){_QUOTED_LIST}")
_HEADING_ATTRIBUTE = re.compile(
    r"(?P<list>\{[ \t]{0,8}(?:[#.][^{}\n]{0,400}|-)\})[ \t]{0,80}#{0,6}[ \t]{0,80}\Z"
)
_SPAN = re.compile(
    r"(?<![!\]\\])\[(?P<words>(?:[^\[\]\n\\!]|!(?!\[)|\\[^\n]|!?\[[^\[\]\n]{0,300}\]){0,600})\]"
    r"(?P<list>\{[.#][^{}\n]{0,400}\})"
)


def _attributes(text: str, context: Context) -> Iterator[Edit]:
    """Attributes after links, images, spans and headings.

    >>> text = "[Small]{.smallcaps} and [a link](b){.c #d}"
    >>> [text[e.start : e.end] for e in _attributes(text, Context(format="substack"))]
    ['[', ']{.smallcaps}', '{.c #d}']
    """
    if "{" not in text:
        return
    done: list[tuple[int, int]] = []
    code = verbatim(text)
    for match in _SPAN.finditer(text):
        if any(touched(match.start(), match.start() + 1, code)) or any(
            touched(*match.span("list"), code)
        ):
            continue
        yield Edit(match.start(), match.start() + 1)
        yield Edit(match.end("words"), match.end())
        done.append(match.span("list"))
    for match in _ATTRIBUTE.finditer(text):
        if not any(touched(*match.span(), done)):
            yield Edit(*match.span())
    for block in blocks(text):
        if block.kind != "heading":
            continue
        line = text[block.start : block.end].split("\n")[0]
        found = _HEADING_ATTRIBUTE.match(line, max(0, line.rfind("{")))
        begin = block.start + len(line[: found.start()].rstrip()) if found else 0
        if found and not any(touched(begin, block.start + found.end(), done)):
            at = block.start + found.start()
            if line[: found.start()].endswith((" ", "\t")) or not _ATTRIBUTE.match(text, at):
                yield Edit(begin, block.start + found.end())


DIVS = Rule(
    id="div",
    phrase=Phrase("fence of a div removed", "fences of divs removed"),
    why="Pandoc fences boxes of the newsletter's page; page furniture goes, videos stay.",
    formats=frozenset({"jekyll", "substack", "speaker"}),
    find=_div_edits,
    code=True,
)
FOOTNOTES = Rule(
    id="footnote",
    phrase=Phrase(
        "footnote anchor turned into a footnote",
        "footnote anchors turned into footnotes",
        moved=True,
    ),
    why="The newsletter's footnotes were links with anchors.",
    formats=MARKDOWN,
    find=_footnotes,
)
ATTRIBUTES = Rule(
    id="pandoc-attribute",
    phrase=Phrase("pandoc attribute removed", "pandoc attributes removed"),
    why="They are classes and identifiers of the newsletter's page.",
    formats=frozenset({"jekyll", "substack", "speaker"}),
    find=_attributes,
)
