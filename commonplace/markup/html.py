"""Markdown to HTML that is safe to put on a page, and the plain words of it.

Seeds are untrusted. So their Markdown is rendered here, once, and what comes out
is sanitised from an allow-list; no other program ever sees a seed's own markup.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Mapping, Sequence

import markdown
import nh3

from commonplace.markup import active, tex

_BLOCKS = "p h1 h2 h3 h4 h5 h6 li blockquote pre div figure figcaption tr dt dd table ul ol hr"
_TAGS = set(
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
_MARK = re.compile("\ue000(\\d+)\ue001")
# Text without any of this is the same in Markdown as in HTML.
_MARKUP = re.compile(r"[*_`\[\]<>&~|\\!\n\ue000$:=]|^\s*(?:[-+>#]|\d+[.)])|^\s{4}")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep the few attributes whose values are checked; nh3 checks the addresses."""
    if name == "class":
        return " ".join(part for part in value.split() if _CLASSES.match(part)) or None
    if name == "data-video":
        return value if _VIDEO.match(value) else None
    if name == "style":
        return value if _ALIGN.match(value) else None
    if name == "src" and re.match(r"[a-z][a-z0-9+.-]*:|//", value.strip(), re.I):
        return None  # no page asks a third party for anything
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED - {"math"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
    strip_comments=True,
)


_HERE = threading.local()


def _renderer() -> markdown.Markdown:
    """One renderer a thread, since it holds what it renders; it is reset before each use."""
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
    notes: Mapping[str, int] | None = None,
    inserts: Sequence[tuple[int, int, Callable[[str], str]]] = (),
    references: str = "",
    removed: set[str] | None = None,
) -> tuple[str, str]:
    """Render a passage's Markdown; returns the safe HTML and its plain words.

    `notes` maps the labels of the document's footnotes to their numbers.
    `inserts` are spans of the body whose words are to be wrapped in HTML of ours:
    the function gets the words, escaped, and returns the HTML. `references` are
    the link definitions of the document. `removed` collects the names of active
    content that is not let through.

    >>> render("A *word*<script>alert(1)</script> and [more](javascript:x).")
    ('<p>A <em>word</em> and <a rel="noopener">more</a>.</p>', 'A word and more.')
    """
    if not inserts and not _MARKUP.search(body):
        return f"<p>{html.escape(body, quote=False)}</p>", body
    kept: list[tuple[str, str]] = []

    def keep(page: str, words: str) -> str:
        kept.append((page, words))
        return f"\ue000{len(kept) - 1}\ue001"

    source = _with_inserts(body.replace("\ue000", "").replace("\ue001", ""), inserts, keep)
    source = tex.replace(source, keep)

    def refer(found: re.Match[str]) -> str:
        number = (notes or {}).get(found[1])
        if number is None:
            return found[0]
        name = note_id(found[1])
        return keep(
            f'<sup class="cp-noteref"><a href="#fn-{name}" id="fnref-{name}">{number}</a></sup>', ""
        )

    source = _NOTE.sub(refer, source)
    renderer = _renderer()
    renderer.reset()
    raw = renderer.convert(f"{source}\n\n{references}" if references else source)
    page = _CLEANER.clean(raw)
    if removed is not None:
        removed |= active.removed(raw, page)
    text = _words(page)
    return (
        _MARK.sub(lambda m: kept[int(m[1])][0], page),
        _MARK.sub(lambda m: kept[int(m[1])][1], text),
    )


def note_id(label: str) -> str:
    """The part of an id that stands for a footnote's label.

    >>> note_id("Date 2")
    'date-2'
    """
    return re.sub(r"[^a-z0-9-]", "-", label.lower())


def _with_inserts(
    body: str,
    inserts: Sequence[tuple[int, int, Callable[[str], str]]],
    keep: Callable[[str, str], str],
) -> str:
    for start, end, wrap in sorted(inserts, key=lambda insert: -insert[0]):
        words = body[start:end]
        body = body[:start] + keep(wrap(html.escape(words)), words) + body[end:]
    return body


_BLOCK_END = re.compile(rf"</(?:{'|'.join(_BLOCKS.split())})>|<[bh]r>")
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
