"""The template engine, set up so that a template cannot forget to escape.

Every value that a template prints passes through `plain` and is then escaped for HTML, unless
it is `Markup`: passages, which were sanitised during cleaning, and what the functions below
have already escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from commonplace.markup.entities import visible
from commonplace.markup.plain import plain
from commonplace.model.identity import UNTITLED
from commonplace.model.texts import ENGLISH, Texts, filled

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


def render(template: str, values: Mapping[str, object], texts: Texts = ENGLISH) -> str:
    """A template filled in, in a language, with no more than one blank line anywhere."""
    text = _environment(texts).get_template(template).render(values)
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


@lru_cache(4)
def _environment(texts: Texts) -> Environment:
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
        "thousands": texts.number,
    }
    environment.globals |= {"t": _say(texts), "n": _many(texts)}
    return environment


def _say(texts: Texts) -> Callable[..., Markup]:
    """What templates call `t`: a text in the language of the site, with values in its places."""

    def say(text: str, /, **values: object) -> Markup:
        return _filled(texts.say(text), values)

    return say


def _many(texts: Texts) -> Callable[..., Markup]:
    """What templates call `n`: the text for a number, which goes where it says `{n}`."""

    def many(number: int, one: str, more: str, /, **values: object) -> Markup:
        return _filled(texts.form(number, one, more), {"n": texts.number(number), **values})

    return many


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    """A text as HTML, with values that are escaped unless they are `Markup`."""
    if not values:
        return _escaped(text)
    escaped_values = {name: escape(_printed(value)) for name, value in values.items()}
    return Markup(filled(_escaped(text), escaped_values))


def _printed(value: object) -> object:
    return value if isinstance(value, Markup) else _plain(str(value))


_escaped = lru_cache(1 << 10)(escape)
_plain = lru_cache(1 << 12)(plain)  # names, classes and addresses are printed again and again


def heading(text: str, anchor: str, level: int = 1, attributes: str = "") -> Markup:
    """A Markdown heading of words, in which no character is syntax.

    Numeric character references do what backslashes cannot: no extension of
    Python-Markdown, and no other builder, takes them for anything but characters.

    >>> str(heading("Q: {curly} *star*", "q", 2))
    '## Q: &#123;curly&#125; &#42;star&#42; {#q}'
    """
    text = text.unescape() if isinstance(text, Markup) else text
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
    passage = passage.strip()
    if not any(sign in passage for sign in "\n\r\t"):
        return Markup(passage)
    parts = _PRE.split(passage)
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
