"""The template engine, set up so that a template cannot forget to escape.

Every value that a template prints passes through `plain` and is then escaped for HTML, unless
it is `Markup`: passages, which were sanitised during cleaning, and what the functions below
have already escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from commonplace.markup.entities import visible
from commonplace.markup.plain import plain
from commonplace.model.identity import UNTITLED

#: Fills in a template: `render`, or what remembers what it has returned. The values can be
#: pickled, and none of them is a set.
Fill = Callable[[str, Mapping[str, object]], str]

# All that is, or might become, syntax in Markdown, in one of its extensions or in
# HTML. A colon is only where a word follows it, as in `:emoji:` or `https://`.
_SYNTAX = re.compile(r"[\\`*_{}\[\]<>&#+=~^|!$]|:(?=\S)")
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_SPACE = re.compile(r"\s+")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)
_NEWLINE = re.compile(r"[ \n\r\t]*[\n\r\t][ \n\r\t]*")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_PICTURES: dict[int, int | str] = {code: 0x2400 + code for code in range(0x20)}
_PICTURES |= {0x7F: 0x2421, 0x0A: "⏎"}


def render(template: str, values: Mapping[str, object]) -> str:
    """A template filled in, with no more than one blank line anywhere."""
    text = _environment().get_template(template).render(values)
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("commonplace.render"),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "address": address,
        "heading": heading,
        "one_block": one_block,
        "front_matter": front_matter,
        "shown": shown,
        "thousands": thousands,
    }
    return environment


def _printed(value: object) -> object:
    return value if isinstance(value, Markup) else _plain(str(value))


_plain = lru_cache(1 << 12)(plain)  # names, classes and addresses are printed again and again


def heading(text: str, anchor: str, level: int = 1, attributes: str = "") -> Markup:
    """A Markdown heading of words, in which no character is syntax.

    Numeric character references do what backslashes cannot: no extension of
    Python-Markdown, and no other builder, takes them for anything but characters.

    >>> str(heading("Q: {curly} *star*", "q", 2))
    '## Q: &#123;curly&#125; &#42;star&#42; {#q}'
    """
    words = _SYNTAX.sub(lambda found: f"&#{ord(found[0])};", plain(text))
    return Markup(f"{'#' * level} {words or UNTITLED} {{#{anchor}{attributes}}}")


def address(text: str) -> Markup:
    """An address for an attribute, in which nothing is read as a character reference.

    >>> str(address("https://example.org/?a=1&copy=2"))
    'https://example.org/?a=1&amp;copy=2'
    """
    return Markup(html.escape(_CONTROLS.sub("", text)))


def front_matter(fields: Mapping[str, object]) -> Markup:
    """YAML front matter, in which the text fields are escaped for HTML.

    Material's templates print a page's title and description without escaping
    them, the latter between quotation marks.
    """
    safe = {
        name: html.escape(plain(value)) if isinstance(value, str) else value
        for name, value in fields.items()
        if value
    }
    dumped = yaml.safe_dump(safe, allow_unicode=True, sort_keys=False, width=float("inf"))
    return Markup(f"---\n{dumped}---")


def page_fields(title: str, description: str, *hide: str, empty: bool = False) -> dict[str, object]:
    """A page's front matter. Beside a text the navigation would be noise; tabs have it.

    A navigation that the site's maker did not write leaves out what is `empty`.
    """
    hidden = ["navigation", *hide]
    fields: dict[str, object] = {"title": title, "description": description, "hide": hidden}
    return {**fields, "empty": True} if empty else fields


def one_line(passage: str) -> Markup:
    """Finished HTML on a single line, so that no Markdown can begin in it.

    A line of a passage may begin with a code fence or be blank; Python-Markdown would look at
    either. In `pre`, newlines and tabs become character references.
    """
    parts = _PRE.split(passage.strip())
    return Markup(
        "".join(
            part.replace("\r", "").replace("\n", "&#10;").replace("\t", "&#9;")
            if index % 2
            else _NEWLINE.sub(" ", part)
            for index, part in enumerate(parts)
        )
    )


def one_block(block: str) -> Markup:
    """A piece of a template as one raw HTML block: no indents, no blank lines."""
    lines = (line.strip() for line in str(block).split("\n"))
    return Markup("\n".join(line for line in lines if line))


def quoted(text: str) -> Markup:
    """A piece of a passage, escaped, on one line, with every word unchanged.

    >>> str(quoted("if a < b,\\n&lt; is"))
    'if a &lt; b, &amp;lt; is'
    """
    return Markup(escaped(text))


def escaped(text: str) -> str:
    """What `quoted` makes of a piece, as HTML to be joined with other pieces."""
    return html.escape(_SPACE.sub(" ", visible(text)), quote=False)


def shown(text: str, limit: int = 60) -> Markup:
    """A piece of the source, cut to `limit`, with invisible characters made visible.

    >>> str(shown("a <b>\\n")), str(shown(" ")), str(shown("\\u202e"))
    ('a &lt;b&gt;⏎', '␣', '⟨U+202E⟩')
    """
    if text and not text.strip(" \u00a0"):
        return Markup("␣" * min(len(text), limit))
    cut = text if len(text) <= limit else f"{text[: limit - 1]}…"
    pictured = cut.translate(_PICTURES)
    return Markup("".join(_pictured(character) for character in pictured))


def _pictured(character: str) -> str:
    if character == "\u00a0" or character.isprintable():
        return html.escape(character)
    return f"⟨U+{ord(character):04X}⟩"


def thousands(number: int) -> str:
    """A number as people read it.

    >>> thousands(12345)
    '12,345'
    """
    return f"{number:,}"
