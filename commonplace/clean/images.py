"""The rule for images.

Most images of blogs are not in the folder of seeds. A page must not show a broken image or
fetch one from another host, so a missing image becomes a figure with its description and its
caption.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.clean.tags import attributes_of, file_name, label_of, split_address
from commonplace.markup.blocks import blocks, touched, verbatim
from commonplace.markup.lines import line_end
from commonplace.markup.video import figure, video
from commonplace.markup.web import as_read, is_web, parts_of
from commonplace.model import Change, Edit, Phrase

# Attribute lists of kramdown's or pandoc's; what is in quotes may hold braces.
_ATTRS = r"(?:\{:?(?:[^{}\"\n]|\"(?:[^\"\\]|\\.){0,6000}\"){0,6000}\}){0,4}"
_MARKDOWN_IMAGE = (
    r"!\[(?!\^)(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]\n]{0,200}\]){0,1000})\]"
    r"(?:\([ \t]{0,8}(?:<(?P<angled>[^<>\n]{0,2000})>"
    r"|(?P<src>data:[^\s()<>]*|(?:[^\s()<>]|\([^\s()]{0,200}\)){0,2000}))"
    r"(?:[ \t\n]{1,8}(?:\"(?P<title>[^\"\n]{0,500})\"|'(?P<title2>[^'\n]{0,500})'))?"
    r"(?:[ \t]{1,8}=[\dx*%]{1,12})?[ \t]{0,8}\)"
    r"|(?P<label>\[[^\[\]\n]{0,200}\])?(?![(\[:]))" + _ATTRS
)
# What is in quotes may hold a `>`, and a `<` where the quotes are plainly a value's; where they
# do not match, the tag ends at the first.
_VALUE = r"(?<==)(?:\"(?:[^\"\n]|\n(?!\n)){0,1000}\"|'(?:[^'\n]|\n(?!\n)){0,1000}')(?=[\s/>])"
_HTML_IMAGE = (
    r"<(?:img\b|image(?=\s))(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*"
    rf"|(?:[^<>\"']++|{_VALUE}){{0,60}}+|[^<>]*)>(?:[ \t\n]{{0,8}}</img>)?"
)
_TARGET = (
    r"(?:[ \t\n]{0,8}\]\([ \t]{0,8}<?(?P<target>[^()\s<>]{0,2000}(?:\([^()\s]{0,200}\))?)>?"
    r"(?:[ \t]{1,8}\"[^\"\n]{0,300}\")?\)"
    rf"|[ \t\n]{{0,8}}\]\[(?P<target_label>[^\[\]\n]{{1,200}})\]){_ATTRS}"
)
_IMAGE = re.compile(
    rf"(?P<linked>\[)?(?:(?P<tag>{_HTML_IMAGE})|{_MARKDOWN_IMAGE})(?(linked){_TARGET})"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\]\n]{1,200})\]:[ \t]{0,8}<?(?P<address>[^\s<>]{1,2000})", re.M
)
_BETWEEN = re.compile(r"(?:[ \t]|<br[ \t]*/?>|&nbsp;|\{:[^{}\n]{0,300}\}|\n(?![ \t]*\n))*")
_IAL = r"[ \t]{0,80}(?:\n[ \t]{0,8}(?:\{:[^{}\n]{0,300}\}[ \t]{0,80}){1,20})?"
_CENTERED = r"\n[ \t]{0,8}\{:[^{}\n]{0,200}(?:center|caption)[^{}\n]{0,200}\}[ \t]{0,80}"
# The caption under an image: the lines right under it, or, a blank line on, a
# paragraph that is centred, all in italics, or all in parentheses.
_NO_CAPTION = (
    r"(?![ \t]*(?:\n|\{[:{%]|!\[|\[!\[|#|>|[-*+] |\d+\. |:::|```|~~~|\||\[\^"
    r"|<(?!/?(?:a|b|cite|em|i|small|span|strong|sub|sup|u)\b)))"
)
_CAPTION_RIGHT_UNDER = re.compile(
    rf"[ \t]{{0,80}}\n(?P<words>{_NO_CAPTION}[^\n]+(?:\n{_NO_CAPTION}[^\n]+){{0,8}})"
)
_CAPTIONED = re.compile(r"[*_(<]|(?:Figure|Fig\.?|Image|Photo)[ \t]?\d{0,3}[:.]")
_CAPTION_BELOW = re.compile(
    rf"{_IAL}\n[ \t]{{0,80}}\n(?P<words>(?:\([^\n]{{1,400}}\)"
    rf"|(?:Figure|Fig\.?|Image|Photo)[ \t]?\d{{0,3}}[:.][^\n]{{1,400}}"
    rf"|\*(?!\*)[^*\n]{{1,400}}\*|_[^_\n]{{1,400}}_))"
    rf"(?=[ \t]{{0,80}}(?:\n[ \t]{{0,8}}\{{:|\n[ \t]{{0,80}}\n|\n?\Z))"
)
_CAPTION_CENTERED = re.compile(
    rf"{_IAL}\n[ \t]{{0,80}}\n(?P<words>\([^\n]{{1,400}}\)|[^\n\[(#>*-][^\n]{{0,200}})"
    rf"(?={_CENTERED}(?:\n|\Z))"
)
#: Characters; what is longer under an image is a paragraph that happens to follow it.
_LONGEST_CAPTION = 600
#: What says nothing of a picture, as tools put it into the place of words.
_NO_WORDS = re.compile(
    r"(?:alt(?:[ _-]?text)?|image|img|png|jpe?g|gif|svg|picture|photo|drawing|untitled|null"
    r"|figure|text|screen[ -]?shot|placeholder|missing|no description|image-?\d*"
    r"|[\w-]+\.(?:png|jpe?g|gif|svg|webp))\Z",
    re.I,
)
#: How wide an image is to be, as Obsidian has it behind the words.
_SIZE = re.compile(r"(?:\A|\|)\d{2,4}(?:x\d{2,4})?\Z|[ ]=\d{1,4}x\d{0,4}\Z")
_BACKSLASH = re.compile(r"\\(?=[^\w\s])")


class Image(NamedTuple):
    """An image as found: `src` is its address, `alt` its words, `target` its link."""

    start: int
    end: int
    src: str
    alt: str
    target: str = ""


def _images(text: str) -> list[Image]:
    if "![" not in text and "<im" not in text.lower():
        return []
    defined = {label_of(match["label"]): match["address"] for match in _DEFINITION.finditer(text)}
    found = []
    for match in _IMAGE.finditer(text):
        if match["tag"]:
            attributes = attributes_of(match["attributes"])
            src = attributes.get("src", "") or attributes.get("data-src", "")
            if src.startswith("data:"):  # a placeholder until the script of a page has run
                src = attributes.get("data-src", "")
            alt = attributes.get("alt", "") or attributes.get("title", "")
        else:
            label = (match["label"] or "")[1:-1] or match["alt"]
            by_label = match["src"] is None and match["angled"] is None
            if by_label and label_of(label) not in defined:
                continue
            src = defined[label_of(label)] if by_label else match["src"] or match["angled"] or ""
            alt = _SIZE.sub("", match["alt"]) or match["title"] or match["title2"] or ""
            alt = html.unescape(_BACKSLASH.sub("", alt))
        alt = " ".join(alt.split())
        target = match["target"] or defined.get(label_of(match["target_label"] or ""), "")
        found.append(
            Image(
                match.start(),
                match.end(),
                src.strip(),
                "" if _NO_WORDS.match(alt) else alt,
                target,
            )
        )
    return found


def images_of(text: str) -> list[Image]:
    """The images of a Markdown text in order, including HTML but not code."""
    images = _images(text)
    code = verbatim(text) if images else []
    return [i for i in images if not any(s <= i.start for s, _ in touched(i.start, i.end, code))]


def _figures(text: str, context: Context) -> Iterator[Edit]:
    """Images on lines of their own become figures with their captions.

    >>> text = "![A chart](/none.png)\\n{: .centered }\\n"
    >>> [edit.after for edit in _figures(text, Context(format="jekyll"))]  # doctest: +ELLIPSIS
    ['<figure class="cp-missing">\\n<figcaption markdown="span">A chart</figcaption>\\n...']
    """
    images = images_of(text)
    if not images:
        return
    found = blocks(text)
    tables = [(block.start, block.end) for block in found if block.kind == "table"]
    lists = [(block.start, block.end) for block in found if block.kind == "list"]
    number = 0
    last = 0  # up to here the text is spoken for
    while number < len(images):
        group = [images[number]]
        while number + 1 < len(images):
            gap = text[group[-1].end : images[number + 1].start]
            if len(gap) > 600 or not _BETWEEN.fullmatch(gap):
                break
            number += 1
            group.append(images[number])
        number += 1
        box = None
        if any(touched(group[0].start, group[-1].end, tables)):
            edits = [_inline(text, image, context) for image in group]
        elif box := _box(text, group, last):
            edits = [_boxed(text, box, context)]
        else:
            listed = any(touched(group[0].start, group[-1].end, lists))
            edits = list(_group(text, group, context, listed))
        yield from edits
        last = max(group[-1].end, edits[-1].end)
        while number < len(images) and images[number].start < last:
            number += 1


_ITEMS = re.compile(r"(?:[ \t]{0,40}(?:[-*+>]|\d{1,9}[.)])){1,8}")


def _group(text: str, group: list[Image], context: Context, listed: bool) -> Iterator[Edit]:
    """The edits for a group of images: on their own line, or in a line with words.

    A figure would end a list, so images in list items stay inline.
    """
    begin, end = group[0].start, group[-1].end
    line = text.rfind("\n", 0, begin) + 1
    rest = text[end : min(line_end(text, end), end + 400)]
    behind = re.sub(r"</?\w+[^<>]*>|\{:[^{}]*\}", "", rest)
    if listed and line < begin and not _ITEMS.sub("", text[line:begin]).strip():
        group = [i._replace(alt=i.alt or file_name(i.src)) for i in group]
    if listed or text[line:begin].strip() or behind.strip(" \t\\"):
        yield from (_inline(text, image, context) for image in group)
        return
    yield from _figure(text, group, line, context)


_OPENER = re.compile(
    r"<(?:figure|center|div|p|a|picture|span|noscript|section|source|br)\b[^<>]*>", re.I
)
_PIECE = re.compile(r"<[^<>]*>|[^<\s]+|<")
_PART = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,3000}>"
    r"|(?P<words>(?:[^<!\[]|!(?!\[)|\[(?!!\[)){1,1500})"
)
_WRAPPERS = frozenset("figure center div p a picture span noscript section figcaption".split())
_BOXES = frozenset("figure center div p section".split())
_FORMATTING = frozenset("b br code em i small strong sub sup u cite source".split())
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: How many tags and stretches of words are looked at after an image.
_MOST_PARTS = 60
#: How far before an image the HTML around it may begin.
_FAR = 3_000  # mutants: one more or less cannot be seen


class _Box(NamedTuple):
    """HTML that holds nothing but images, a link around them, and a caption."""

    start: int
    end: int
    images: tuple[Image, ...]
    words: str
    target: str


def _box(text: str, group: list[Image], last: int) -> _Box | None:
    """The largest piece of HTML around images with nothing else in it."""
    opened = _opened(text, max(last, group[0].start - _FAR), group[0].start)
    if not opened:
        return None
    target = next((attributes_of(tag).get("href", "") for _, n, tag in opened if n == "a"), "")
    images, words, at = list(group), "", group[-1].end
    inner: list[str] = []
    best: _Box | None = None
    for _ in range(_MOST_PARTS):
        more = _images_at(text, at)
        if more:
            images, at = [*images, *more], more[-1].end
            continue
        part = _PART.match(text, at)
        if not part or not opened:
            break
        at = part.end()
        tag = (part["tag"] or "").lower()
        if not tag:
            if _BLANK_LINE.search(part["words"].strip()):
                break  # paragraphs are no caption
            words += part["words"]
        elif tag in _FORMATTING:
            words += "" if tag == "source" or (tag == "br" and not words.strip()) else part[0]
        elif tag not in _WRAPPERS:
            break
        elif not part["close"] or inner:
            words += part[0] if tag == "a" else " "
            if part["close"]:
                inner.pop()
            else:
                inner.append(tag)
        else:
            start, name, _ = opened.pop()
            if name != tag:
                break
            if name in _BOXES or not opened:
                best = _Box(start, at, tuple(images), words, target)
    return best if best and _stands_alone(text, best) else None


def _opened(text: str, begin: int, end: int) -> list[tuple[int, str, str]]:
    """The elements open at the end of a stretch that has nothing but tags."""
    found: list[tuple[int, str, str]] = []
    if not text[max(begin, end - 200) : end].rstrip().endswith(">"):
        return found
    for piece in _PIECE.finditer(text, begin, end):
        if not _OPENER.fullmatch(piece[0]):
            found.clear()
            continue
        name = re.match(r"<([a-zA-Z]+)", piece[0])
        if name and name[1].lower() in _WRAPPERS:
            found.append((piece.start(), name[1].lower(), piece[0]))
    return found


def _images_at(text: str, at: int) -> list[Image]:
    if not text.startswith(("![", "[![", "<im", "[<im", "<IM"), at):
        return []
    match = _IMAGE.match(text, at)
    found = _images(text[at : match.end()]) if match else []
    return [image._replace(start=image.start + at, end=image.end + at) for image in found]


def _stands_alone(text: str, box: _Box) -> bool:
    """Whether the HTML has no words beside it, and few enough in it for a caption."""
    line = text.rfind("\n", 0, box.start) + 1
    before = text[max(line, box.start - 400) : box.start]
    behind = text[box.end : min(line_end(text, box.end), box.end + 400)]
    beside = re.sub(r"<[^<>]*>|\{:[^{}]*\}", "", f"{before} {behind}").strip(" \t\\")
    return not beside and len(_plain(box.words)) <= _LONGEST_CAPTION


def _boxed(text: str, box: _Box, context: Context) -> Edit:
    """A figure in place of HTML from a seed."""
    words = " ".join(box.words.split()) if _plain(box.words) else ""
    for start, stop, tag in sorted(_formatting(words), reverse=True):
        words = words[:start] + tag + words[stop:]
    target = box.target or next((image.target for image in box.images if image.target), "")
    opened, closed = _ends(list(box.images), words, target, context)
    line = text.rfind("\n", 0, box.start) + 1
    alone = not text[line : box.start].strip()
    lead = _parted(text, line) if alone else ""
    after = lead + (f"{opened}{words}{closed}" if words else closed)
    rest = text[box.end : line_end(text, box.end)]
    stop = box.end + len(rest) if not rest.strip() else box.end
    return Edit(line if alone else box.start, stop, after + _gap(text, stop))


def _plain(words: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", words).split())


_CAPTION_LINK = re.compile(
    r"(?<![!\\])\[(?P<words>[^\[\]\n]{1,400})\]"
    r"\((?P<href>[^()\s<>\"]{1,1000}(?:\([^()\s<>\"]{0,200}\)[^()\s<>\"]{0,200})?)"
    r"(?:[ \t]\"[^\"\n]{0,200}\")?\)"
)
#: Emphasis around the whole of a caption, within which that mark is not used by itself.
_ALL_OF_IT = re.compile(
    r"\s{0,20}(?P<mark>(?P<one>[*_])(?P=one)?)(?![*_\s])"
    r"(?P<words>(?:(?!(?P=mark)(?!(?P=one)))[^`]|(?P=one)(?P=one)){1,700}?)(?P=mark)\s{0,20}\Z",
    re.S,
)
_CAPTION_MARK = re.compile(
    r"(?P<code>(?<!`)`[^`\n]{1,400}`(?!`))|(?P<tag><[^<>]{1,2000}>)"
    r"|(?<![\w*\\])(?P<strong>\*\*|__)(?=\S)[^*_\n]{1,600}(?<=\S)(?P=strong)(?![\w*])"
    r"|(?<![\w*_\\])(?P<em>[*_])(?=\S)[^*_\n]{1,600}(?<=\S)(?P=em)(?![\w*_])"
)


def _formatting(words: str) -> Iterator[tuple[int, int, str]]:
    """The Markdown in a caption as HTML; inside a figure nothing else would render it.

    >>> list(_formatting("*A* [b](c)"))
    [(0, 1, '<em>'), (2, 3, '</em>'), (4, 5, '<a href="c">'), (6, 10, '</a>')]
    """
    yield from sorted(_spans_of_formatting(words))


def _spans_of_formatting(words: str) -> Iterator[tuple[int, int, str]]:
    around = _ALL_OF_IT.match(words)
    if around:
        tag = {1: "em", 2: "strong"}[len(around["mark"])]
        begin, end = around.span("words")
        yield around.start("mark"), begin, f"<{tag}>"
        yield end, end + len(around["mark"]), f"</{tag}>"
        inner = _spans_of_formatting(around["words"])
        yield from ((begin + start, begin + stop, after) for start, stop, after in inner)
        return
    links = list(_CAPTION_LINK.finditer(words))
    targets = [(match.end("words"), match.end()) for match in links]
    for match in links:
        yield match.start(), match.start() + 1, f'<a href="{html.escape(match["href"])}">'
        yield match.end("words"), match.end(), "</a>"
    for match in _CAPTION_MARK.finditer(words):
        marks = "`" if match["code"] else match["strong"] or match["em"]
        if not marks or any(touched(*match.span(), targets)):
            continue
        name = {1: "em", 2: "strong"}[len(marks)] if marks != "`" else "code"
        yield match.start(), match.start() + len(marks), f"<{name}>"
        yield match.end() - len(marks), match.end(), f"</{name}>"


def _figure(text: str, group: list[Image], line: int, context: Context) -> Iterator[Edit]:
    end = group[-1].end
    above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line].strip()
    under = _CAPTION_RIGHT_UNDER.match(text, end)
    if under and above[:1].isalpha() and not _CAPTIONED.match(under["words"]):
        under = None  # the paragraph goes on
    caption = under or _CAPTION_BELOW.match(text, end) or _CAPTION_CENTERED.match(text, end)
    if caption and len(caption["words"]) > _LONGEST_CAPTION:
        caption = None
    words = (caption["words"] if caption else "").strip()
    target = next((image.target for image in group if image.target), "")
    opened, closed = _ends(group, words, target, context)
    lead = _parted(text, line)
    if caption and words:
        begin, stop = caption.span("words")
        yield Edit(line, begin, lead + opened)
        for start, finish, tag in _formatting(caption["words"]):
            yield Edit(begin + start, begin + finish, tag)
        after = _after_attributes(text, stop)
        yield Edit(stop, after, closed + _gap(text, after))
    else:
        after = _after_attributes(text, end)
        yield Edit(line, after, lead + closed + _gap(text, after))


def _gap(text: str, after: int) -> str:
    """The line break between a figure and the words after it on its line."""
    return "\n" if text[after : after + 1] not in ("", "\n") else ""


def _ends(group: list[Image], words: str, target: str, context: Context) -> tuple[str, str]:
    """What goes before and after a caption's words.

    A picture that links to a video becomes the video.
    """
    played = video(target) if target else None
    if played:
        title = "" if words else next((image.alt for image in group if image.alt), "")
        if not words:
            return "", figure(played, title) + "\n"
        return f"{figure(played, group[0].alt)}\n\n", "\n"
    there = [(image, address_of(image.src, context)) for image in group]
    lines = [_tag(image, address) for image, address in there if address]
    alts = list(dict.fromkeys(i.alt for i in group if i.alt and i.alt.lower() != words.lower()))
    gone = [image for image, address in there if not address]
    each = len(gone) > 1 and not words and all(image.alt for image in gone)
    links: dict[str, str] = {}
    for image in gone if each else ():
        links[image.alt] = links.get(image.alt, "") + _link_to_host(image.src)
    legend = "; ".join(html.escape(alt, quote=False) + links.get(alt, "") for alt in alts)
    if not legend and not words:
        legend = ", ".join(filter(None, (file_name(image.src) for image in gone))) or "an image"
        legend = html.escape(legend, quote=False)
    kind = ' class="cp-missing"' if not lines else ""
    opened = "\n".join([f"<figure{kind}>", *lines, '<figcaption markdown="span">'])
    opened += f"{legend}<br>" if legend and words else legend
    sources = "" if each else "".join(_link_to_host(image.src) for image in gone)
    sources = sources or _link_to_host(target)
    closed = f"{sources}</figcaption>\n</figure>\n"
    return opened, closed if words else opened + closed


def _link_to_host(src: str) -> str:
    """The link to a picture on the web, named by its host."""
    if not is_web(src):
        return ""
    return f' <a href="{html.escape(as_read(src))}">{html.escape(split_address(src)[0])}</a>'


def _parted(text: str, line: int) -> str:
    """The line break between a figure and the paragraph right above it."""
    above = text[max(0, line - 2) : line]
    return "\n" if line and above != "\n\n" and text[:line].strip() else ""


_BEHIND_FIGURE = re.compile(rf"{_IAL}(?=\n|\Z)")


def _after_attributes(text: str, end: int) -> int:
    match = _BEHIND_FIGURE.match(text, end)
    return match.end() if match else end


_IN_LINK = re.compile(r"<a\b[^<>]*>[ \t\n]*\Z", re.I)


def _inline(text: str, image: Image, context: Context) -> Edit:
    """An image inside a line, a table, or HTML from a seed."""
    address = address_of(image.src, context)
    if address:
        return Edit(image.start, image.end, _tag(image, address))
    words = html.escape(image.alt or "image")
    if _IN_LINK.search(text[max(0, image.start - 500) : image.start]):
        return Edit(image.start, image.end, words)
    target = next((one for one in (image.target, image.src) if is_web(one)), "")
    if target:
        href = html.escape(as_read(target))
        return Edit(image.start, image.end, f'<a href="{href}">{words}</a>')
    return Edit(image.start, image.end, f"<em>{html.escape(image.alt)}</em>" if image.alt else "")


def _tag(image: Image, address: str) -> str:
    return f'<img src="{html.escape(address)}" alt="{html.escape(image.alt)}">'


def address_of(src: str, context: Context) -> str | None:
    """Where the image is published; None if its file is not among the seeds."""
    parts = parts_of(src)
    if not parts or parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    for base in ("", context.folder):
        name = posixpath.normpath(posixpath.join(base, path.lstrip("/") if not base else path))
        if name in context.images:
            return context.images[name]
    return None


def _images_in(change: Change) -> int:
    return len(_IMAGE.findall(change.before))


IMAGES = Rule(
    id="image",
    phrase=Phrase("image turned into a figure", "images turned into figures", counted=_images_in),
    why="The picture is not available here; its description and caption stay.",
    formats=MARKDOWN,
    find=_figures,
)
