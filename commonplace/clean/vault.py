"""The rule for syntax of Obsidian, Logseq and GitHub that no Markdown renderer knows."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote

from commonplace.addresses.linking import WIKI
from commonplace.clean import hashtags
from commonplace.clean.logseq import PUT_IN, REFERENCE, logseq
from commonplace.clean.queries import queries
from commonplace.clean.raised import raised
from commonplace.clean.rule import Context, Rule
from commonplace.markup import tex
from commonplace.markup.blocks import ITEM, Block, addresses, blocks, fenced, touched, verbatim
from commonplace.markup.clock import CLOCK
from commonplace.markup.lines import line_end
from commonplace.markup.scan import at_lines, begun
from commonplace.markup.withheld import joined
from commonplace.model import Edit, Phrase

_LINK = re.compile(
    r"(?P<shown>!?)\[\[(?P<target>[^\[\]|\n#^]{0,200})(?P<part>[#^][^\[\]|\n]{0,200})?"
    r"(?:\\?\|(?P<words>[^\[\]\n]{1,300}))?\]\](?!\()"
)
_DENDRON = "dendron://"  #: begins the address of a note in a vault
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)\Z", re.I)
#: Of an image, how large it is and where it stands.
_LOOKS = re.compile(
    r"(?:(?:\d+(?:x\d+)?|center|left|right|inline|float|invert|wrap|cover|contain|round|banner"
    r"|[a-z]{0,3}-?(?:small|med|medium|large|tall|short|wide|full|sm|lg))(?:[ ,]+|\Z)){1,6}",
    re.I,
)
#: Numbers and signs alone are not a note but a list in a list.
_NO_NOTE = re.compile(
    r"(?!(?:1[5-9]|20)\d\d\Z|\d{4}-(?:\d\d|W\d\d?|Q\d)(?:-\d\d)?\Z"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}\Z)"
    r"(?:[\d\s,.:;'\"-]*\Z|.*[,=]\s*\d)"
)
_CALLOUT = re.compile(
    r"^(?P<mark>(?:[ \t]{0,8}>)+[ \t]?)"
    r"(?P<sign>\[!(?P<kind>[A-Za-z][\w-]{0,30})(?P<looks>\|[^\]\n]{0,40})?\][+-]?[ \t]*)"
    r"(?P<title>[^\n]*)$",
    re.M,
)
#: What is told above a drawing, and the headings of its data.
_DRAWING = re.compile(r"^==\u26a0[^\n]{0,200}EXCALIDRAW[^\n]{0,400}$\n?", re.M)
_DATA = re.compile(r"^# Excalidraw Data[ \t]*$", re.M)
_DRAWN = re.compile(r"^#{1,2} (?:Excalidraw Data|Text Elements)[ \t]*$\n{1,4}", re.M)
#: Of Quarto, how a cell of code is to be run.
_OPTION = re.compile(r"^[ \t]*(?:#|//|--|%%)\|[^\n]*\n", re.M)
#: A query in a line looks like code, and is known by the words of its language: much else in
#: code begins with `=`.
_INLINE_QUERY = re.compile(
    r"`\$?=(?![=>~])(?=[^`\n]{0,400}?(?:\bthis\b|\[\[|\bdv\.|\b(?:date|dur|dateformat"
    r"|durationformat|choice|default|link|embed|elink|filter|localtime|striptime)\())[^`\n]{1,400}`"
    r"|`(?:INPUT|VIEW|BUTTON)\[[^`\n]{1,2000}`"
)
#: What may stand around queries on a line that has nothing else.
_AROUND = re.compile(r"(?:[ \t>*_=~]|#{1,6}[ \t]|[-+][ \t]|\d{1,9}[.)][ \t])*")
_BELOW = re.compile(r"\n(?:[ \t]*\n)*+(?P<indent>[ \t]*)\S")
_EMPHASIS = ("***", "**", "__", "==", "~~", "*", "_")
_PROPERTY = re.compile(
    r"^[ \t]{0,40}(?:[-*+][ \t]+)?(?P<key>[A-Za-z](?:[\w -]{0,30}[\w-])?)::"
    r"(?:[ \t]+(?=\S)|[ \t]*$)",
    re.M,
)
_LOGSEQ = frozenset(
    "id collapsed background-color heading created-at updated-at card-last-score "
    "card-repeats card-next-schedule card-last-interval card-ease-factor card-last-reviewed "
    "logseq.order-list-type ls-type hl-page hl-color hl-stamp public filters icon "
    "exclude-from-graph-view query-table query-properties query-sort-by query-sort-desc".split()
)
_SYSTEM = re.compile(
    r"^[ \t]{0,40}(?:[-*+][ \t]+)?(?P<key>[\w.-]{2,30})::[^\n]*\n?"
    r"|^[ \t]{0,40}:LOGBOOK:[^\n]*\n(?:[ \t]{0,40}CLOCK:[^\n]*\n)*[ \t]{0,40}:END:[ \t]*\n?",
    re.M,
)
_MARK = re.compile(r"(?<![=\w])==(?![\s=])(?P<words>[^=\n]{1,500})(?<!\s)==(?![=\w])")
_TASK = re.compile(
    r"^[ \t>]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<task>\[(?P<box>[ xX/<>!?*-])\])(?=[ \t])", re.M
)
_BOX = re.compile(r"\[[ xX/<>!?*-]\][ \t]")
_BOXES = {"x": "☑", "X": "☑", "-": "☒"}
#: A field inside a sentence, in brackets.
_INLINE_FIELD = re.compile(
    r"(?<![\w\]\[(])(?P<open>[\[(])(?P<key>[A-Za-z][\w -]{0,30})::[ \t]+"
    r"(?P<value>(?:[^\[\]()\n]|\[\[[^\[\]\n]{1,200}\]\]){1,200})(?P<close>[\])])(?![(\[])"
)
_BOLD_KEY = re.compile(
    r"^[ \t>]{0,40}(?:[-*+][ \t]+)?\*\*[^\W\d_][\w -]{0,30}(?P<end>\*\*::|::\*\*)(?=[ \t]|$)", re.M
)
#: A note inside the sentence that it belongs to.
_NOTE = re.compile(
    r"(?<=[\w.,;:!?)\"”’*_`])(?P<open>\^\[)"
    r"(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,300}\](?:\([^()\s]{0,500}\))?){1,1000})(?P<close>\])"
)
#: A link that leads nowhere yet.
_EMPTY_LINK = re.compile(
    r"(?<![\w!\]\\])\[(?:(?P<words>[^\[\]\n]{0,300})\]\((?:<>)?\)|\]\([^()\s]{1,500}\)(?=\w))"
)
#: What looks like one, and is a call of a function: `handlers[0]()`.
_CALL = re.compile(r"(?<=\w)\[[^\[\]\n]{0,300}\]\(\)")
#: A table of contents, which is none of our notes.
_CONTENTS = re.compile(r"_{0,2}TOC_{0,2}\Z", re.I)
#: With which signs these begin.
_OPENS, _SHOWN, _EQUALS = re.compile(r"[\[(]"), re.compile(r"[!\[]"), re.compile("=")
_CLOCK_ALONE = re.compile(CLOCK + r"\Z")
_BLOCK_ID = re.compile(
    r"(?<=\S)[ \t]+\^(?P<id>[A-Za-z0-9-]{1,40})[ \t]*$|^\^[a-z0-9-]{4,40}[ \t]*$", re.M
)


def _vault(text: str, context: Context) -> Iterator[Edit]:
    """Links to notes, callouts, highlights and properties become Markdown; queries are removed.

    >>> text = "See [[A note#Part|words]]; ==so== it is. ^ab12"
    >>> [edit.after for edit in _vault(text, Context(format="jekyll"))]
    ['[words](<wiki:A%20note#Part>)', '', '<mark>', '</mark>']
    """
    code = verbatim(text)
    places = addresses(text) if "==" in text else []
    asked = queries(text) + _drawings(text)
    yield from asked
    for _, inside in fenced(text) if "{" in text else ():
        for one in inside:
            if one.info.startswith("{"):
                yield from (Edit(*found.span()) for found in _OPTION.finditer(text, *one.code))
    yield from _inline_queries(text, code)
    edits = [*_empty_items(text), *_links(text, context), *_callouts(text), *_properties(text)]
    for found in at_lines(_TASK, text) if _BOX.search(text) else ():
        box = _BOXES.get(found["box"], "☐")
        edits.append(Edit(found.start("task"), found.end("task"), box))
    edits += _inline_fields(text) if "::" in text else ()
    edits += _notes(text)
    for found in begun(_EMPTY_LINK, _OPENS, text) if "](" in text else ():
        words = found["words"] or ""
        edits.append(Edit(*found.span(), f"[{words}]" if _CLOCK_ALONE.match(words) else words))
    edits += [Edit(at, at, "\\") for at in _calls(text)]
    edits += logseq(text)
    edits += [Edit(*span) for span in _templates(text)]
    if "^" in text:
        edits += [Edit(*found.span()) for found in _BLOCK_ID.finditer(text)]
    edits += [Edit(*found.span()) for found in at_lines(_MODULE, text)]
    if context.format in hashtags.FORMATS:
        edits += [Edit(*span) for span in hashtags.lines(text)]
    edits += raised(text)
    for found in _component(text):
        label, end = _label(found), found.end()
        # Of the spaces around what goes, one stays.
        spaces = not label and text[found.start() - 1 : found.start()] == " " == text[end : end + 1]
        edits.append(Edit(found.start(), end + spaces, label))
    for found in begun(_MARK, _EQUALS, text):
        ends = (found.start(), found.start() + 2), (found.end() - 2, found.end())
        cut = any(any(touched(*end, code)) for end in ends)
        if not cut and not any(touched(*found.span(), places)):
            edits += [Edit(*ends[0], "<mark>"), Edit(*ends[1], "</mark>")]
    formulas = tex.spans(text) if "$" in text or "\\" in text else []
    shut = list(joined([*code, *formulas, *(edit[:2] for edit in asked)]))
    for edit in edits:
        if not any(touched(edit.start, max(edit.end, edit.start + 1), shut)):
            yield edit


def _inline_queries(text: str, code: list[tuple[int, int]]) -> Iterator[Edit]:
    """Queries in a line, with emphasis around them; a line of nothing else goes as a whole."""
    lines: dict[int, list[tuple[int, int]]] = {}
    for start, end in (span for span in code if _INLINE_QUERY.fullmatch(text, *span)):
        for mark in _EMPHASIS:
            if text.startswith(mark, end) and text.endswith(mark, 0, start):
                start, end = start - len(mark), end + len(mark)
                break
        lines.setdefault(text.rfind("\n", 0, start) + 1, []).append((start, end))
    for line, spans in lines.items():
        stop = line_end(text, line)
        at, left = line, ""
        for start, end in spans:
            left, at = left + text[at:start], end
        if not _AROUND.fullmatch(left + text[at:stop]):
            yield from (Edit(*span) for span in spans)
        elif _has_more(text, line, spans[0][0], stop):
            yield Edit(spans[0][0], stop, "&nbsp;")  # as in `_empty_items`
        else:
            yield Edit(line, min(stop + 1, len(text)))


def _has_more(text: str, line: int, words: int, stop: int) -> bool:
    """Whether a line, with its words from an offset on, is an item that goes on below it."""
    own = text[line:words]
    indent = len(own) - len(own.lstrip())
    below = _BELOW.match(text, stop)
    return bool(below and ITEM.match(own, indent) and len(below["indent"]) > indent)


def _calls(text: str) -> Iterator[int]:
    """Where the brackets of calls begin that would be read as links."""
    yield from (found.start() for found in begun(_CALL, _OPENS, text) if "]()" in text)


def _drawings(text: str) -> list[Edit]:
    """What a drawing tells of itself, and the headings of its data."""
    if not (_DRAWING.search(text) or _DATA.search(text)):
        return []
    return [Edit(*found.span()) for one in (_DRAWING, _DRAWN) for found in one.finditer(text)]


def _templates(text: str) -> Iterator[tuple[int, int]]:
    """The spans of Templater's commands, with the line break behind."""
    at = text.find("<%")
    while at >= 0:
        end = text.find("%>", at + 2)
        if end < 0:
            return
        end += 2 + (text[end + 2 : end + 3] == "\n")
        yield at, end
        at = text.find("<%", end)


def _inline_fields(text: str) -> Iterator[Edit]:
    """Fields in brackets lose the brackets, those in parentheses keep them."""
    for found in _INLINE_FIELD.finditer(text):
        if found["open"] == "[":
            yield Edit(found.start(), found.start("key"))
            value = found["value"].rstrip()
            yield Edit(found.start("value") + len(value), found.end())
        yield Edit(found.end("key"), found.start("value"), ": ")
    for found in _BOLD_KEY.finditer(text):
        yield Edit(*found.span("end"), ":**")


def _notes(text: str) -> Iterator[Edit]:
    """A note of several words inside a sentence goes into parentheses."""
    for found in _NOTE.finditer(text) if "^[" in text else ():
        if " " in found["words"].strip():
            yield Edit(*found.span("open"), " (")
            yield Edit(*found.span("close"), ")")


#: Lines of MDX for the program, at the start of a line, and its components.
_MODULE = re.compile(
    r"^(?:import[ \t]+(?:[^'\"\n]{1,200}[ \t]from[ \t]+)?['\"][^'\"\n]{1,200}['\"];?"
    r"|export[ \t]+(?:const|let|default|function)\b[^\n]{0,400})[ \t]*$\n?",
    re.M,
)
_COMPONENT = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Z][A-Za-z0-9.]{0,40})(?P<rest>(?:[ \t\n]+[\w:-]{1,40}"
    r"(?:=(?:\{[^{}\n]{0,300}(?:\{[^{}\n]{0,300}\}[^{}\n]{0,300})?\}|\"[^\"\n]{0,300}\"))?){0,20})"
    r"[ \t\n]*(?P<alone>/?)>"
)


_LABEL = re.compile(r"\b(?:label|title)=\"(?P<words>[^\"\n]{1,200})\"")


def _label(component: re.Match[str]) -> str:
    """The title that a tab or a box shows above what it holds."""
    label = None if component["alone"] else _LABEL.search(component["rest"])
    return f"**{label['words']}**" if label else ""


def _component(text: str) -> Iterator[re.Match[str]]:
    """Tags of components: those that are alone, have attributes, or are closed."""
    found = list(_COMPONENT.finditer(text))
    closed = {one["name"] for one in found if one["end"]}
    opened = {one["name"] for one in found if not one["end"]}
    for one in found:
        if one["alone"] or "=" in one["rest"] or one["name"] in closed & opened:
            yield one


#: Of HTML, what is code.
_HTML_CODE = re.compile(
    r"<(?P<name>pre|code|script|style|textarea)\b[^<>]*>(?:(?!</(?P=name)\b).)*", re.I | re.S
)


def _kept(text: str, raw: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where brackets are not of a link: in tags with attributes, and in code in `raw` HTML."""
    code = [one.span() for span in raw for one in _HTML_CODE.finditer(text, *span)]
    tags = (span for span in addresses(text) if text[span[0]] == "<")
    return list(joined([*code, *(one for one in tags if _has_value(text[slice(*one)]))]))


def _has_value(tag: str) -> bool:
    """Whether a tag has a value in quotes; from `a < b` to `c > d` there may be a paragraph."""
    return "\n\n" not in tag and ('="' in tag or "='" in tag)


def _links(text: str, context: Context) -> Iterator[Edit]:
    raw = [(block.start, block.end) for block in blocks(text) if block.kind == "html"]
    kept = _kept(text, raw) if "[[" in text else []
    for found in begun(_LINK, _SHOWN, text) if "[[" in text else ():
        if any(touched(*found.span(), kept)):
            continue
        # In a table, a backslash stands before the sign between a note and its words.
        target, part = ((found[name] or "").rstrip("\\").strip() for name in ("target", "part"))
        words = (found["words"] or "").strip()
        if words.startswith(_DENDRON):
            target, words = words, target
        target = target.rpartition("/")[2] if target.startswith(_DENDRON) else target
        if words and not (target or part):
            yield Edit(*found.span(), words)
        if found["shown"] and not target and part.startswith("#") and part[1:2] != "^":
            yield Edit(*found.span())  # a section of this note, which is there
            continue
        if not (target or part) or (target and _NO_NOTE.match(target)):
            continue
        if _CONTENTS.match(target) and not (part or words):
            continue
        if found["shown"] and _IMAGE.search(target):
            parts = (part.strip() for part in words.split("|"))
            alt = " ".join(part for part in parts if part and not _LOOKS.fullmatch(part))
            alt = alt or posixpath.splitext(target.rpartition("/")[2])[0]
            apart = "\n" if _is_above_words(text, found) else ""
            yield Edit(*found.span(), f"![{alt}](<{_image(target, context)}>){apart}")
            continue
        if re.match(r"https?://", target):
            yield Edit(*found.span(), f"[{words or target}](<{target}{part}>)")
            continue
        last = target.rpartition("/")[2]
        said = words or last or part.lstrip("#^")
        if not words and last and part and not part.startswith(("#^", "^")):
            said = f"{last}, {part.lstrip('#').replace('#', ', ')}"
        place = f"#{quote(part[1:])}" if part else ""
        address = f"{WIKI}{quote(target)}{place}" if target else place
        if text[found.start() - 2 : found.start()] == "](" and text.startswith(")", found.end()):
            yield Edit(*found.span(), f"<{address}>")
            continue
        if any(touched(*found.span(), raw)):  # where no Markdown is read
            yield Edit(*found.span(), f'<a href="{html.escape(address)}">{html.escape(said)}</a>')
            continue
        # What is shown on a line of its own is no caption of a picture above it.
        line = found["shown"] and text[found.start() - 1 : found.start()] == "\n"
        apart = "\n" if line and text[found.end() : found.end() + 1] in ("\n", "") else ""
        yield Edit(*found.span(), f"{apart}[{said}](<{address}>)")


def _is_above_words(text: str, found: re.Match[str]) -> bool:
    """Whether an image has a line of its own, right above words; notes have no captions."""
    before = text[found.start() - 1 : found.start()]
    following = text[found.end() : found.end() + 2]
    words = following[:1] == "\n" and following[1:].strip() not in ("", "*", "_", "!")
    return words and before in ("\n", "")


def _image(target: str, context: Context) -> str:
    """The image that a note names, anywhere in the folder of seeds."""
    last = target.rpartition("/")[2].casefold()
    for name in sorted(context.images):
        if name.rpartition("/")[2].casefold() == last:
            return "/" + name
    return target


#: What of an item may go: a box without words, what another program puts in, nothing at all.
_EMPTY_ITEM = re.compile(
    rf"(?P<indent>[ \t]{{0,40}})[-*+](?:[ \t]+\[ \])?(?:[ \t]+(?:{PUT_IN}|{REFERENCE}))?[ \t]*\Z"
)

_EMPTY_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]*[-*+]?[ \t]*(?:\n|\Z)){1,20}\Z")


def _empty_items(text: str) -> Iterator[Edit]:
    """Items of lists with nothing in them and nothing below them, and quotations of just one."""
    for block in blocks(text):
        if block.kind == "quote" and _EMPTY_QUOTE.match(text[block.start : block.end]):
            yield Edit(block.start, block.end)
        elif block.kind == "quote":
            yield from _empty_quoted(text, block)
        if block.kind != "list":
            continue
        lines, at = text[block.start : block.end].split("\n"), block.start
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            end = min(at + len(line) + 1, len(text))
            empty = _EMPTY_ITEM.match(line)
            deeper = len(following) - len(following.lstrip()) > len(
                empty["indent"] if empty else ""
            )
            if empty and not (following.strip() and deeper):
                yield Edit(at, end)
            elif empty and line.strip() in ("-", "*", "+"):
                # No item without words holds others for Python-Markdown.
                yield Edit(at + len(line.rstrip()), at + len(line), " &nbsp;")
            at += len(line) + 1


#: Callouts that place what is in them, and have no name for readers.
_UNNAMED = re.compile(
    r"(?:infobox|blank|multi-?columns?|columns?|col-?\w*|grid\w*|div-?\w*|tabbed-?[\w-]*|container"
    r"|aside|card|cards|kanban|float-?\w*|wrap-?\w*)\Z",
    re.I,
)
_NO_TITLE = re.compile(r"\bno-t(?:itle)?\b")


_QUOTED_ITEM = re.compile(r"(?:[ \t]{0,3}>)+[ \t]{0,40}[-*+](?P<words>[ \t]+\S|[ \t]*\Z)?")


def _empty_quoted(text: str, block: Block) -> Iterator[Edit]:
    """Items with nothing in them below others in a quotation, where they would underline them."""
    at, item = block.start, False
    for line in text[block.start : block.end].split("\n"):
        found = _QUOTED_ITEM.match(line)
        empty = found is not None and found["words"] is not None and not found["words"].strip()
        if empty and item:
            yield Edit(at - 1, at + len(line))
        item = found is not None and found["words"] is not None
        at += len(line) + 1


def _callouts(text: str) -> Iterator[Edit]:
    """A callout is a quotation under its title, or under the name of its kind."""
    for found in at_lines(_CALLOUT, text) if "[!" in text else ():
        line = max(0, found.start() - 1)
        above = text[text.rfind("\n", 0, line) + 1 : line]
        if above.lstrip().startswith(">") and found["mark"].count(">") <= above.count(">"):
            continue
        title = found["title"].rstrip("\\ ").strip()
        if not title and (_UNNAMED.match(found["kind"]) or _NO_TITLE.search(found["looks"] or "")):
            yield Edit(found.start("sign"), found.end())
            continue
        mark = found["mark"].rstrip()
        if any(sign in title for sign in "`$\\["):  # code, formulas and links are others' affair
            said = found.start("title") + _words_end(found["title"])
            yield Edit(found.start("sign"), found.start("title"), "**")
            yield Edit(said, said, "**" if said < found.end() else f"**\n{mark}")
            if said < found.end():
                yield Edit(found.end(), found.end(), f"\n{mark}")
            continue
        title = title or found["kind"].replace("-", " ").capitalize()
        yield Edit(found.start("sign"), found.end(), f"**{title}**\n{mark}")


def _words_end(title: str) -> int:
    """Where the words of a title end, before queries at its end."""
    begins = {one.end(): one.start() for one in _INLINE_QUERY.finditer(title)}
    at = len(title)
    while at and (at in begins or title[at - 1] in " \t"):
        at = begins.get(at, at - 1)
    return at


def _with_item(text: str, found: re.Match[str]) -> tuple[int, int]:
    """The line of a property; of an item that begins with it, up to the words of the item."""
    line = found[0]
    indent = len(line) - len(line.lstrip(" \t"))
    stop = found.end()
    while text[stop : stop + 1] in (" ", "\t"):
        stop += 1
    opens = found["key"] and line[indent : indent + 1] in ("-", "*", "+")
    if opens and stop - found.end() > indent and text[stop : stop + 1] not in ("-", "*", "\n", ""):
        return found.start("key"), stop
    return found.span()


def _is_system(key: str) -> bool:
    return key.lower() in _LOGSEQ or key.lower().startswith("logseq")


def _properties(text: str) -> Iterator[Edit]:
    """`key:: value` becomes words; properties for the program itself are removed."""
    for found in at_lines(_SYSTEM, text) if "::" in text or ":LOGBOOK:" in text else ():
        if not found["key"] or _is_system(found["key"]):
            yield Edit(*_with_item(text, found))
    for found in at_lines(_PROPERTY, text) if "::" in text else ():
        if not _is_system(found["key"]):
            yield Edit(found.start("key"), found.end(), f"**{found['key']}:** ".rstrip(" ") + " ")


VAULT = Rule(
    id="vault",
    phrase=Phrase("piece of note-taking syntax resolved", "pieces of note-taking syntax resolved"),
    why="Links to notes, callouts and highlights became Markdown; the program's queries "
    "and properties are not for readers.",
    formats=frozenset({"jekyll", "speaker", "caption-markdown", "table"}),
    find=_vault,
    code=True,
)
