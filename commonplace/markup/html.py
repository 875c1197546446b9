"""Markdown to HTML that is safe to put on a page, and the plain words of it.

Seeds are untrusted. So their Markdown is rendered here, once, and the result is sanitised
from an allow-list; no other program ever sees a seed's own markup.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import markdown
import nh3

from commonplace.markup import active, tex
from commonplace.markup.blocks import addresses, fenced, touched, verbatim
from commonplace.markup.fences import code_of
from commonplace.markup.marks import Marks
from commonplace.markup.web import as_read, bare_address, is_local

_BLOCKS = "p h1 h2 h3 h4 h5 h6 li blockquote pre div figure figcaption tr dt dd table ul ol hr"
#: The elements that a page may have.
SHOWN = frozenset(
    (
        "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption "
        "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong "
        "sub summary sup table tbody td tfoot th thead tr u ul var"
    ).split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "figure": {"class", "data-video"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"value"},
    "ol": {"start"},
    "span": {"class"},
    "div": {"class"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style"},
}
_DROPPED = {"script", "style", "template", "svg", "math", "noscript", "title", "textarea", "select"}
_CLASSES = re.compile(r"(?:cp-missing|cp-video|highlight|[a-z][a-z0-9]{0,2})\Z")
_VIDEO = re.compile(r"(?:youtube|vimeo):[\w-]{1,32}\Z")
_ALIGN = re.compile(r"text-align: (left|center|right);?\Z")
_NOTE = re.compile(r"\[\^([^\[\]]+)\]")
# What a character reference must not bring back, since the decoder has taken it out.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f]")
# Text without any of this is the same in Markdown as in HTML.
_MARKUP = re.compile(r"[*_`\[\]<>&~|\\!\n$:=]")
_BEGINS = re.compile(r"\s*(?:[-+>#]|\d+[.)])|\s{4}")
# Nor is there any in lines without this, of which each blank line ends a paragraph.
_NOT_PLAIN = re.compile(
    r"[*_`<>&~|\\$=]|://|www\.|\]\(|\[\^|\]:|^(?:[-+>#:]|\d+[.)])"
    r"|[^\S\n]{2}|\n{3}|\A\n|\n\Z|[^\S \n]|^[^\S\n]|[^\S\n]$|[\x00-\x08\x0e-\x1f\x7f-\x9f]",
    re.M,
)


class Note(NamedTuple):
    """A footnote: the number by which the text refers to it, and its part of an id."""

    number: int
    name: str


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep the few attributes whose values are checked; nh3 checks the addresses."""
    if name == "class":
        return " ".join(part for part in value.split() if _CLASSES.match(part)) or None
    if name == "data-video":
        return value if _VIDEO.match(value) else None
    if name == "style":
        return value if _ALIGN.match(value) else None
    if name == "src":  # no page asks a third party for anything
        return as_read(value) if is_local(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(SHOWN),
    clean_content_tags=_DROPPED - {"math"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "wiki"},
    link_rel="noopener",
    strip_comments=True,
)


_HERE = threading.local()


def _renderer() -> markdown.Markdown:
    """One renderer per thread, because it keeps state; it is reset before each use."""
    if not hasattr(_HERE, "renderer"):
        _HERE.renderer = markdown.Markdown(
            extensions=[
                "tables",
                "def_list",
                "sane_lists",
                "md_in_html",
                "pymdownx.superfences",
                "pymdownx.highlight",
                "pymdownx.tilde",
            ],
            extension_configs={
                "pymdownx.highlight": {"guess_lang": False, "css_class": "highlight"},
                "pymdownx.tilde": {"subscript": False},
            },
            output_format="html",
        )
    renderer: markdown.Markdown = _HERE.renderer
    return renderer


def render(
    body: str,
    *,
    notes: Mapping[str, Note] | None = None,
    inserts: Sequence[tuple[int, int, Callable[[str], str]]] = (),
    references: str = "",
    removed: set[str] | None = None,
) -> tuple[str, str]:
    """Render a passage's Markdown; returns the safe HTML and its plain words.

    `notes` are the document's footnotes by their labels. `inserts` are spans of the body to
    wrap in our own HTML: each function gets the escaped words and returns the HTML.
    `references` are the link definitions of the document. `removed` collects the names of
    active content that was removed.

    >>> render("A *word*<script>alert(1)</script> and [more](javascript:x).")
    ('<p>A <em>word</em> and <a rel="noopener">more</a>.</p>', 'A word and more.')
    """
    if not inserts and not (_MARKUP.search(body) or "www." in body or _BEGINS.match(body)):
        return f"<p>{html.escape(body, quote=False)}</p>", body
    if not inserts and not references and not _NOT_PLAIN.search(body):
        return _plain(body)
    marks = Marks(f"{body}\n\n{references}")
    source = _with_inserts(body, inserts, marks)
    source = _with_formulas_and_notes(_with_code(source, marks), notes or {}, marks)
    source = _with_addresses(_with_code_links(source, references))
    raw = _converted(f"{source}\n\n{references}" if references else source)
    page = marks.alone(_CONTROLS.sub("", _CLEANER.clean(raw)))
    if removed is not None:
        removed |= active.removed(raw, page)
    return marks.page(page), marks.words(_words(page))


#: What would begin a block if it stood at the start of a line of text.
_BEGINS_BLOCK = re.compile(
    r"\A(?P<number>\d{0,9})(?P<sign>(?<=\d)\.(?=\s)|(?<!\d)(?:[-+*](?=\s)|[>#]))"
)


def in_a_line(words: str) -> str:
    r"""Markdown of one line, such as a heading's, that begins no block of its own.

    >>> in_a_line("1. A pond"), in_a_line("*Two* newts")
    ('1\\. A pond', '*Two* newts')
    """
    return _BEGINS_BLOCK.sub(r"\g<number>\\\g<sign>", words)


def _plain(body: str) -> tuple[str, str]:
    """Paragraphs without any markup as HTML, and their words."""
    page = "\n".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    return page, body.replace("\n\n", "\n")


_CODE_LINK = re.compile(
    r"\[(?P<words>`[^`\n]{1,200}`)\](?:\[(?P<label>[^\[\]\n]{0,200})\])?(?![(:\[])"
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?([^\s<>]+)", re.M)


def _with_code_links(source: str, references: str) -> str:
    """Reference links whose words are code, because the renderer knows no label with backticks."""
    if not references or "[`" not in source:
        return source
    known = {" ".join(label.lower().split()): to for label, to in _DEFINITION.findall(references)}

    def linked(found: re.Match[str]) -> str:
        to = known.get(" ".join((found["label"] or found["words"]).lower().split()))
        return f"[{found['words']}](<{to}>)" if to else found[0]

    return _CODE_LINK.sub(linked, source)


_BARE = re.compile(r"(?:https?://|www\.)[^\s<>]")
#: What has an address in it and is no text: the words of a link, and elements that link.
_LINKED = re.compile(r"\[[^\[\]]{0,1000}\](?=[(\[:])|<a\b[^<>]{0,2000}>[^<>]{0,1000}</a>", re.I)


def _with_addresses(source: str) -> str:
    """The text with its bare addresses as links."""
    if "://" not in source and "www." not in source:
        return source
    shut = verbatim(source), [found.span() for found in _LINKED.finditer(source)]
    done, at = [], 0
    for start, end in addresses(source):
        valued = source[max(0, start - 2) : start] in ('="', "='")  # of an attribute
        if (
            valued
            or not _BARE.match(source, start)
            or any(any(touched(start, start + 1, spans)) for spans in shut)
        ):
            continue
        end = start + len(bare_address(source[start:end]))
        to = source[start:end]
        full = to if "://" in to else f"https://{to}"
        label = re.sub(r"([\\`*_\[\]])", r"\\\1", to)
        done += [source[at:start], f"[{label}](<{full}>)"]
        at = end
    return "".join([*done, source[at:]])


def _converted(source: str) -> str:
    renderer = _renderer()
    renderer.reset()
    # A page has one heading of the first level.
    return str(renderer.convert(source)).replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def _with_code(source: str, marks: Marks) -> str:
    """The text with marks for its fenced code, each a paragraph of its own.

    The renderer knows only one spelling of fences.
    """
    done, at = [], 0
    found = fenced(source) if "```" in source or "~~~" in source else []
    for one in (one for _, inside in found for one in inside):
        language, code = code_of(source, one)
        if language == "math":
            mark = marks.put(tex.mathml(code.strip(), block=True), code, code)
            done += [source[at : one.start], f"{one.lead}{mark}"]
            at = one.end
            continue
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", code))])
        page = _CONTROLS.sub("", _CLEANER.clean(_converted(f"{fence}{language}\n{code}\n{fence}")))
        page = marks.page(page)
        quotes = one.lead[: one.lead.rfind(">") + 1]
        above = "" if one.lead[len(quotes) :].strip() else f"{quotes}\n"
        mark = marks.put(page, _words(page), source[one.start : one.end])
        done += [source[at : one.start], f"{above}{one.lead}{mark}\n{quotes}"]
        at = one.end
    return "".join([*done, source[at:]])


def _with_formulas_and_notes(source: str, notes: Mapping[str, Note], marks: Marks) -> str:
    """The text with marks for formulas and footnote references, but not in code."""
    code = verbatim(source) if "$" in source or "\\" in source or "[^" in source else []
    done, at, end = [], 0, 0
    formula, note = tex.found(source), _NOTE.search(source)
    while match := min((m for m in (formula, note) if m), key=re.Match.start, default=None):
        inside = next(touched(match.start(), match.start() + 1, code), None)
        at = inside[1] if inside else match.end()
        if not inside and (mark := _mark(match, match is note, notes, marks)):
            done += [source[end : match.start()], mark]
            end = match.end()
        formula = tex.found(source, at) if formula and formula.start() < at else formula
        note = _NOTE.search(source, at) if note and note.start() < at else note
    return "".join([*done, source[end:]])


def _mark(match: re.Match[str], is_note: bool, notes: Mapping[str, Note], marks: Marks) -> str:
    if not is_note:
        return marks.put(*tex.formula(match), match[0])
    note = notes.get(match[1])
    if note is None:
        return ""
    link = f'<a href="#fn-{note.name}" id="fnref-{note.name}">{note.number}</a>'
    return marks.put(f'<sup class="cp-noteref">{link}</sup>', "", match[0])


def _with_inserts(
    body: str, inserts: Sequence[tuple[int, int, Callable[[str], str]]], marks: Marks
) -> str:
    for start, end, wrap in sorted(inserts, key=lambda insert: -insert[0]):
        words = body[start:end]
        body = body[:start] + marks.put(wrap(html.escape(words)), words, words) + body[end:]
    return body


_BLOCK = "|".join(_BLOCKS.split())
_BLOCK_END = re.compile(rf"</(?:{_BLOCK})>|(?=<(?:{_BLOCK})[ >])|<[bh]r>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")


def _words(page: str) -> str:
    """The text of sanitised HTML, a line for each block."""
    text = _BLOCK_END.sub("\n", _CELL_END.sub(" ", page))
    text = html.unescape(_TAG.sub("", text))
    lines = (re.sub(r"[ \t\r]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def paragraph(text: str, inserts: Sequence[tuple[int, int, Callable[[str], str]]] = ()) -> str:
    """Plain text as one HTML paragraph; see `render` for `inserts`.

    >>> paragraph("2 * 3 < 7")
    '<p>2 * 3 &lt; 7</p>'
    """
    result, end = [], 0
    for start, stop, wrap in sorted(inserts, key=lambda insert: insert[0]):
        result += [html.escape(text[end:start], quote=False), wrap(html.escape(text[start:stop]))]
        end = stop
    result.append(html.escape(text[end:], quote=False))
    return f"<p>{''.join(result)}</p>"


def escape_markdown(text: str) -> str:
    """Plain text as Markdown that renders to the same text.

    >>> escape_markdown("2 * 3 and [x] at #1")
    '2 \\\\* 3 and \\\\[x\\\\] at #1'
    """
    text = re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)
    return re.sub(r"^(\s*)([-+#]|\d+(?=[.)]))", r"\1\\\2", text, flags=re.M)
