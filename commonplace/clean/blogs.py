"""Rules for what blog engines would have processed: Liquid, kramdown, shortcodes, scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from commonplace.clean.boxes import boxes
from commonplace.clean.code_titles import code_titles
from commonplace.clean.contents import contents, lists_headings
from commonplace.clean.media import image, played
from commonplace.clean.queries import emptied
from commonplace.clean.rule import MARKDOWN, Context, Rule, first_come
from commonplace.clean.shortcodes import (
    DRAWN,
    OF_SCRIPTS,
    OWN_FILES,
    Arguments,
    arguments,
    around,
    in_parentheses,
    included,
    paired,
)
from commonplace.clean.templates import is_inside, merged, templates, unlinked
from commonplace.clean.titles import without_attributes
from commonplace.markup.blocks import blocks, touched, verbatim
from commonplace.markup.lines import line_end
from commonplace.markup.video import figure
from commonplace.markup.web import as_read, is_web
from commonplace.model import Edit, Phrase

_TAG = re.compile(
    r"(?<!\{)\{%-?[ \t]*(?P<name>\w+)"
    r"(?P<args>(?:[^%\n]|\n(?![ \t]*\n)){0,400}(?:%(?!\})[^%\n]{0,400}){0,5})-?%\}"
)
_OUTPUT = re.compile(r"\{\{-?(?P<what>[^{}\n]{1,300})\}\}")
_SHORTCODE = re.compile(
    r"\{\{(?P<kind>[<%])[ \t]{0,8}(?P<end>/?)[ \t]{0,8}(?P<name>[\w-]+)"
    r"(?P<args>(?:[^{}\"`\n>%]++|[>%](?!\}\})|\"(?:[^\"\\\n]|\\.){0,400}+\"|`[^`\n]{0,400}+`"
    r"|\n(?![ \t]*\n)){0,60}+|[^{}\n]{0,600})[>%]\}\}"
)
_SHOWN_SHORTCODE = re.compile(r"\{\{[<%]/\*[^{}\n]{0,400}\*/[>%]\}\}")
_LITERAL = re.compile(r"\"(?P<a>[^\"\n]*)\"|'(?P<b>[^'\n]*)'")
#: What a blog's theme would have filled in; other names are none that we know.
_FILLED_IN = re.compile(
    r"(?:site|page|layout|theme|include|post|paginator|content|base_path|root_url)(?:[.\s|\[]|\Z)"
)
#: How Zola writes its shortcodes.
_CALL = re.compile(r"[ \t]{0,8}(?P<name>\w{1,60})\((?P<args>[^()]{0,300})\)[ \t]{0,8}")
#: Arguments about the looks of a thing, which have no words.
_LOOKS = re.compile(r"(?:class|id|style|icon|colou?r|width|height|rel|target|allow|data-.*)\Z")


def _liquid(text: str, context: Context) -> Iterator[Edit]:
    """Liquid tags and Hugo shortcodes: code and videos are kept as such, the rest goes.

    Code is left alone, except for marks that kept an engine from processing it.

    >>> text = "[a]({{ site.baseurl }}/b) `{{ site.url }}` {% raw %}{{ x }}{% endraw %}"
    >>> [text[e.start : e.end] for e in _liquid(text, Context(format="jekyll"))]
    ['{{ site.baseurl }}', '{% raw %}', '{% endraw %}']
    """
    # A tag may hold a variable; then the tag is what counts.
    edits = first_come(_resolved(text, context))
    gone = [one[:2] for one in edits if not one.after and text[one.start] == "{"]
    empty = sorted(emptied(text, gone)) if gone else []
    inside = [one[:2] for one in empty]
    yield from (one for one in edits if not any(touched(*one[:2], inside)))
    yield from empty


def _resolved(text: str, context: Context) -> Iterator[Edit]:
    tags = list(_TAG.finditer(text)) if "{%" in text else []
    shortcodes = list(_SHORTCODE.finditer(text)) if "{{" in text else []
    code = verbatim(text)
    shown = [match.span() for match in _SHOWN_SHORTCODE.finditer(text)]
    for start, end in shown:
        yield Edit(start + 3, start + 5)
        yield Edit(end - 5, end - 3)
    shut: list[tuple[int, int]] = []  # where nothing is to be acted on any more
    for kind, first, last in _paired(text, tags):
        if any(touched(first.start(), last.end(), shown)):
            continue
        if kind == "raw":
            yield from (_placed(text, tag, "", False) for tag in (first, last))
        elif any(touched(*first.span(), code)):
            continue
        else:
            yield from _code_block(text, first, last)
        shut.append((first.start(), last.end()))
    shut = merged([*shown, *shut, *code])
    fenced: list[tuple[int, int]] = []
    for first, last in paired(shortcodes):
        if not any(touched(first.start(), last.end(), shut)):
            if first["name"] in OF_SCRIPTS:
                yield Edit(first.start(), last.end())
            else:
                yield from _code_block(text, first, last)
            fenced.append((first.start(), last.end()))
    shut = merged([*shut, *fenced])
    boxed: set[int] = set()
    outside = [one for one in shortcodes if not any(touched(*one.span(), code))]
    for pair, edits in boxes(text, outside, merged([*shown, *fenced])):
        boxed |= set(pair)
        yield from edits
    acting = [tag for tag in tags if not any(touched(*tag.span(), shut))]
    unseen = list(templates(text, acting))
    yield from (Edit(*one) for one in unseen)
    shut = merged([*shut, *unseen])
    for match in tags:
        if not any(touched(*match.span(), shut)):
            yield _placed(text, match, *_tag(match["name"], match["args"]))
    yield from unlinked(text, acting, shut)
    closed = {match["name"] for match in shortcodes if match["end"]}
    pairs = dict(around(text, shortcodes))
    for match in (one for one in shortcodes if one.start() not in boxed):
        if match.start() in pairs and not is_inside(match, shut):
            yield pairs[match.start()]
        elif not is_inside(match, shut):
            after, block = _shortcode(match)
            if match["name"] in closed and after.startswith("<http"):
                after = ""  # what it holds has the words
            if not after and not match["end"] and match["name"] in closed:
                after = _title(match)
            if after and match["name"] in closed and not block and _is_alone(text, match):
                after, block = f"**{after}**", True  # the title of what it holds
            yield _placed(text, match, after, block)
    for match in _OUTPUT.finditer(text):
        call = _CALL.fullmatch(match["what"]) if _is_alone(text, match) else None
        filled = _output(match["what"], context)
        if (call or filled is not None) and not any(touched(*match.span(), shut)):
            made = _tag(call["name"], call["args"]) if call else (filled or "", False)
            yield _placed(text, match, *made)
    for match in OWN_FILES.finditer(text) if re.search(r"[{|]|%7B", text) else ():
        if not any(touched(*match.span(), shut)):
            yield Edit(*match.span())
    yield from code_titles(text)
    for span in contents(text):
        if not any(touched(*span, shut)):
            yield Edit(*span)


_FEW = 400  #: characters, in which other shortcodes are looked for


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a tag has a line of its own, or with other shortcodes."""
    line = text.rfind("\n", 0, match.start()) + 1
    behind = text[match.end() : line_end(text, match.end())]
    beside = text[line : match.start()] + behind
    return not (_SHORTCODE.sub("", beside) if len(beside) < _FEW else beside).strip()


#: Tags whose content is for a program, up to the tag that ends them.
_CLOSED = {
    "raw": "endraw",
    "highlight": "endhighlight",
    "codeblock": "endcodeblock",
}


#: Shortcodes of which the first word is a title.
_TITLED = re.compile(r"tab|detail|expand|accordion|collapse|spoiler|step", re.I)


def _paired(
    text: str, tags: list[re.Match[str]]
) -> Iterator[tuple[str, re.Match[str], re.Match[str]]]:
    """Pairs of tags with what is between them, including raw text inside code."""
    opened: re.Match[str] | None = None
    for tag in tags:
        name = tag["name"]
        if text[tag.start() - 1 : tag.start()] == "`" == text[tag.end() : tag.end() + 1]:
            continue  # the text is about the tag
        if opened and name == _CLOSED[opened["name"]]:
            yield opened["name"], opened, tag
            opened = None
        elif name in _CLOSED and (not opened or name == "raw" != opened["name"]):
            if opened:  # raw inside of code: only the raw tags go, with the code's own
                continue
            opened = tag


_RAW = re.compile(r"\{%-?[ \t]{0,8}(?:end)?raw[ \t]{0,8}-?%\}\n?")
_RAW_END = re.compile(r"\n?\{%-?[ \t]{0,8}endraw[ \t]{0,8}-?%\}\Z")


def _code_block(text: str, begin: re.Match[str], end: re.Match[str]) -> Iterator[Edit]:
    """A code fence in place of the tags around code."""
    raw = text[begin.end() : end.start()]
    code = raw.rstrip()
    closing = _RAW_END.search(code, max(0, len(code) - 40))
    code = (code[: closing.start()] if closing else code).strip("\n").rstrip()
    opening = _RAW.match(code)
    code = (code[opening.end() :] if opening else code).strip("\n")
    if not code.strip():
        yield Edit(begin.start(), end.end())
        return
    language = next((w for w in arguments(begin["args"]).plain if re.match(r"[\w+#-]+\Z", w)), "")
    language = begin["name"] if begin["name"] in DRAWN else language
    line = text.rfind("\n", 0, begin.start()) + 1
    lead = text[line : begin.start()]
    indent = lead if not lead.strip() else ""
    parted = "\n\n" if lead.strip() else ""
    fence = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(code))])
    start = begin.end() + raw.index(code)
    yield Edit(begin.start(), start, f"{parted}{fence}{language}\n")
    for match in _RAW.finditer(text, start, start + len(code)):
        yield Edit(*match.span())
    rest = text[end.end() : line_end(text, end.end())]
    yield Edit(
        start + len(code), end.end(), f"\n{indent}{fence}" + ("\n\n" if rest.strip() else "")
    )


_TICKS = re.compile(r"`{3,}")


_INDENTED_TAG = re.compile(r"(?:[ \t]{0,40}\{%[^%\n]{0,400}%\}[ \t]*\n){0,8}[ \t]{0,40}(?=<)")


def _placed(text: str, match: re.Match[str], after: str, block: bool) -> Edit:
    """An edit for a tag; what is a block gets blank lines around it."""
    line = text.rfind("\n", 0, match.start()) + 1
    if not block:
        # A blank line would end HTML.
        stop = line_end(text, match.end()) + 1
        if not after and _INDENTED_TAG.match(text, stop) and _is_alone(text, match):
            return Edit(line, stop)
        return Edit(*match.span(), after)
    above = text[max(0, line - 2) : line]
    before = text[line : match.start()]
    behind = text[match.end() : match.end() + 2]
    if before.strip() or (line and above != "\n\n" and above.strip("\n")):
        after = ("\n\n" if before.strip() else "\n") + after
    if behind and not behind.startswith("\n\n") and behind != "\n":
        after += "\n" if behind.startswith("\n") else "\n\n"
    return Edit(*match.span(), after)


#: Tags of which the arguments are for the engine.
_OF_TEMPLATES = frozenset(
    "assign if elsif unless for case when capture cycle comment paginate tablerow".split()
)


def _tag(name: str, args: str) -> tuple[str, bool]:
    """What replaces a Liquid tag, and whether it is a block."""
    said = arguments(args)
    found = played(name, said)
    if found:
        return figure(found, said.first("title", "caption")), True
    if name == "post_url" and said.plain:
        return f"/{_post(said.plain[0])}/", False
    if name == "link" and said.plain:
        return _page(said.plain[0]), False
    if name == "gist" and said.plain:
        return f"[Gist {said.plain[0]}](https://gist.github.com/{said.plain[0]})", False
    if name in ("twitter", "tweet", "x", "embed", "oembed", "bookmark") and said.plain:
        return (f"<{as_read(said.plain[0])}>" if is_web(said.plain[0]) else ""), False
    if shown := image(name, said):
        return shown, True
    if name in _OF_TEMPLATES:
        return "", False
    if name.startswith("include"):
        file = said.plain[0] if said.plain else ""
        words = "" if lists_headings(file) else included(said)
        return words or _address(file, said), False
    return in_parentheses(name, _words(said)) or _address(name, said), False


def _address(name: str, said: Arguments) -> str:
    """A link to what a tag would have brought in, if that is a page of the web or a file there."""
    found = [value for value in [*said.plain, *said.named.values()] if is_web(value)]
    if len(found) != 1 or _FOR_PROGRAMS.search(f"{name} {found[0]}"):
        return ""
    return f"<{as_read(found[0])}>"


#: Tags and files that are no text to read.
_FOR_PROGRAMS = re.compile(
    r"\A\w*(?:script|style|css|font|icon|analytics|comment|button|link)|\.(?:js|css|woff2?)\Z", re.I
)


def _title(match: re.Match[str]) -> str:
    """The title, be it one word, of what a pair of shortcodes holds."""
    said = arguments(match["args"])
    title = said.first("title", "name", "header", "label", "summary", "tabname", "tab")
    return title or (said.plain[0] if said.plain and _TITLED.search(match["name"]) else "")


def _words(said: Arguments) -> str:
    """What an unknown tag would have printed: its arguments of several words."""
    named = [value for name, value in said.named.items() if not _LOOKS.match(name)]
    return " ".join(value for value in [*named, *said.plain] if " " in value)


def _post(name: str) -> str:
    """The slug in the name of a post's file.

    >>> _post("2020-01-02-a-day.md"), _post("series/2020-01-02-a-day")
    ('a-day', 'a-day')
    """
    return re.sub(r"\A(?:.*/)?\d{4}-\d\d-\d\d-|\.(?:md|markdown|html)\Z", "", name)


def _page(name: str) -> str:
    """The address of a page or a file of the blog, from its path there.

    >>> _page("_posts/2020-01-02-a-day.md"), _page("notes.md#two"), _page("files/a.pdf")
    ('/a-day/', '/notes/#two', '/files/a.pdf')
    """
    path, hash_, fragment = name.strip("/").partition("#")
    if re.search(r"(?:\A|/)\d{4}-\d\d-\d\d-", path):
        path = f"{_post(path)}/"
    else:
        path = re.sub(r"(?:(?:\A|/)_?index)?\.(?:md|markdown|html)\Z", "/", path)
    return f"/{path.lstrip('/')}{hash_}{fragment}"


def _shortcode(match: re.Match[str]) -> tuple[str, bool]:
    """What replaces one of Hugo's shortcodes, and whether it is a block."""
    said = arguments(match["args"])
    name = match["name"].lower()
    if match["end"] or name == "style":
        return "", False
    found = played(name, said)
    if found:
        return figure(found, said.first("title")), True
    if name in ("ref", "relref") and (said.plain or said.named):
        return _page((said.plain or [said.first("path")])[0]), False
    if name == "gist" and len(said.plain) > 1:
        return "[Gist]({})".format("https://gist.github.com/" + "/".join(said.plain[:2])), False
    if name in ("tweet", "x", "twitter"):
        number = said.first("id") or (said.plain[-1] if said.plain else "")
        who = said.first("user") or (said.plain[0] if len(said.plain) > 1 else "i/web")
        return (f"<https://x.com/{who}/status/{number}>" if number.isdigit() else ""), False
    if shown := image(name, said):
        return shown, True
    if match.string.startswith("](", match.start() - 2):  # where a link leads
        paths = (value for value in [*said.plain, *said.named.values()] if "/" in value)
        return _page(next(paths, "")), False
    return in_parentheses(name, _words(said)) or _address(name, said), False


def _output(what: str, context: Context) -> str | None:
    """What a variable in double braces means; None if it may not be a template."""
    what = what.strip(" \t-")
    literal = _LITERAL.match(what)
    if literal and (not what[literal.end() :].strip() or "|" in what[literal.end() :]):
        return literal["a"] or literal["b"] or ""
    if re.match(r"page\.title\b", what):
        return context.title
    return "" if _FILLED_IN.match(what) else None


_ONE_LIST = r"\{:(?!:)[^{}\n]{0,1000}\}"
_BLOCK_ATTRIBUTE = re.compile(rf"^[ \t>]{{0,40}}(?:{_ONE_LIST}[ \t]{{0,80}}){{1,20}}$", re.M)
_TOC = re.compile(
    r"^[ \t]{0,8}(?:[-*+]|\d\.)[ \t]{1,8}\S[^\n]{0,80}\n"
    r"[ \t]{0,8}\{:[ \t]{0,8}\.?toc[^{}\n]{0,80}\}(?:\{:[^{}\n]{0,80}\}|[ \t]){0,80}$",
    re.M | re.I,
)
_SPAN_ATTRIBUTE = re.compile(r"(?<=[)\]*_`>\"])(?:" + _ONE_LIST + "){1,20}")
_ITEM_ATTRIBUTE = re.compile(
    rf"^[ \t]{{0,12}}(?:[-*+]|\d{{1,9}}\.)[ \t]{{1,4}}(?P<list>(?:{_ONE_LIST}[ \t]{{0,8}})+)", re.M
)
_EXTENSION = re.compile(r"\{::(?P<name>comment|nomarkdown|options)\b[^{}\n]{0,400}?(?P<alone>/?)\}")
_EXTENSION_END = re.compile(r"\{:/(?:comment|nomarkdown|options)?\}")


def _attributes(text: str, context: Context) -> Iterator[Edit]:
    """kramdown's attribute lists, on lines of their own and after what they apply to.

    >>> [text[e.start : e.end] for text in ["Words.\\n{: .wide }\\n", "[a](b){: rel=x}"]
    ...     for e in _attributes(text, Context(format="jekyll"))]
    ['\\n{: .wide }', '{: rel=x}']
    """
    if "{" not in text:
        return
    taken: list[tuple[int, int]] = []
    for start, end in sorted([*_extensions(text), *_lists(text)]):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
            yield Edit(start, end)
    # A heading's list may be one of those already, in kramdown's spelling.
    for start, end in _heading_lists(text):
        if not any(touched(start, end, taken)):
            yield Edit(start, end)


def _lists(text: str) -> Iterator[tuple[int, int]]:
    for match in _BLOCK_ATTRIBUTE.finditer(text):
        # The line goes with the break before it, the break after it stays.
        yield (match.start() - 1 if match.start() else 0), match.end()
    yield from (match.span() for match in _TOC.finditer(text))
    yield from (match.span("list") for match in _ITEM_ATTRIBUTE.finditer(text))
    yield from (match.span() for match in _SPAN_ATTRIBUTE.finditer(text))


def _extensions(text: str) -> Iterator[tuple[int, int]]:
    """The tags of kramdown's extensions. Its comments are gone by now."""
    opened = [match.span() for match in _EXTENSION.finditer(text)]
    yield from opened
    yield from (match.span() for match in _EXTENSION_END.finditer(text)) if opened else ()


def _heading_lists(text: str) -> Iterator[tuple[int, int]]:
    for block in (one for one in blocks(text) if one.kind == "heading"):
        line = text[block.start : block.end].split("\n")[0]
        words = without_attributes(line)
        if words != line:
            yield block.start + len(words), block.start + len(line)


_ACTIVE = re.compile(
    r"<(?P<tag>script|style|noscript|template|applet)\b[^<>]{0,4000}>"
    r"|<(?:link|meta|base)\b[^<>=]{0,2000}=[^<>]{0,2000}>",
    re.I,
)
_GIST = re.compile(r"src=[\"']?https://gist\.github\.com/(?P<name>[\w./-]{3,100}?)\.js\b", re.I)


def _active(text: str, context: Context) -> Iterator[Edit]:
    """Scripts and styles; a gist becomes a link to it.

    >>> text = "One<style>p {}</style> two."
    >>> [text[e.start : e.end] for e in _active(text, Context(format="jekyll"))]
    ['<style>p {}</style>']
    """
    ends = _Ends(text)
    at = 0
    while match := _ACTIVE.search(text, at):
        at = match.end()
        if match["tag"]:
            end = ends.behind(f"</{match['tag'].lower()}", match.end())
            end = text.find(">", end) + 1 if end else 0
        else:
            end = match.end()
        if not end:
            continue
        gist = _GIST.search(match[0])
        name = html.escape(gist["name"]) if gist else ""
        link = f'<a href="https://gist.github.com/{name}">Gist {name}</a>' if gist else ""
        yield Edit(match.start(), end, link)
        at = end


class _Ends:
    """Where something next ends. If asked in rising order, it scans a text only once."""

    def __init__(self, text: str) -> None:
        self._text = text.lower() if len(text.lower()) == len(text) else text
        self._found: dict[str, int] = {}

    def behind(self, mark: str, at: int) -> int:
        """The offset after the next such mark, 0 without one."""
        found = self._found.get(mark, -1)
        if found != len(self._text) and found < at:
            found = self._text.find(mark, at)
            found = found if found >= 0 else len(self._text)
            self._found[mark] = found
        return 0 if found == len(self._text) else found + len(mark)


LIQUID = Rule(
    id="liquid",
    phrase=Phrase("template tag resolved", "template tags resolved"),
    why="Jekyll or Hugo would have processed these tags; they are not text to read.",
    formats=frozenset({"jekyll", "speaker"}),
    find=_liquid,
    code=True,
)
ATTRIBUTES = Rule(
    id="attribute",
    phrase=Phrase("attribute list removed", "attribute lists removed"),
    why="They style an element with the blog's own style sheet.",
    formats=MARKDOWN,
    find=_attributes,
)
ACTIVE = Rule(
    id="active",
    phrase=Phrase("script or style removed", "scripts and styles removed"),
    why="They are not text to read.",
    formats=MARKDOWN,
    find=_active,
)
