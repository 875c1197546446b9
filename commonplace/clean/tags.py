"""Tags and addresses inside Markdown: attributes, file names, hosts."""

from __future__ import annotations

import html
import posixpath
import re
from urllib.parse import unquote

from commonplace.markup.web import parts_of

_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:-]{1,40})[ \t\n]{0,8}=[ \t\n]{0,8}"
    r"(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]{1,2000}))"
)


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag by their names in lower case; the first of a name counts."""
    pairs: dict[str, str] = {}
    for pair in _ATTRIBUTE.finditer(text):
        value = html.unescape(pair["a"] or pair["b"] or pair["c"] or "")
        pairs.setdefault(pair["name"].lower(), value)
    return pairs


def label_of(words: str) -> str:
    """The name of a definition, of which neither case nor spaces count."""
    return " ".join(words.split()).lower()


def file_name(src: str) -> str:
    """The last part of an address's path; nothing for data in the address itself."""
    if src.startswith("data:"):
        return ""
    return posixpath.basename(unquote(split_address(src)[1]))


def split_address(src: str) -> tuple[str, str]:
    """Host and path of an address, empty if it is not one."""
    parts = parts_of(src)
    return (parts.hostname or "", parts.path) if parts else ("", "")
