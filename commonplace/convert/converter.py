"""What a converter is, and what it makes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from commonplace.diagnostics.limits import Limits
from commonplace.model import Diagnostic

_NEWLINE = re.compile("\r\n?")


class ConversionError(Exception):
    """The bytes are not what they should be; the message completes "this is no DOCX: …"."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, kw_only=True)
class Converted:
    """The text of a document as Markdown or HTML, and what made it.

    The diagnostics in `told` name no file.
    """

    text: str
    by: str
    told: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Converter:
    """One format: its name, its suffixes, and the function that turns it into text.

    `needs` is the module from the extra that has to be installed.
    """

    name: str
    suffixes: tuple[str, ...]
    convert: Callable[[bytes, Limits], Converted]
    needs: str = ""


def text_of(data: bytes) -> str:
    """Bytes as text with plain newlines, decoded as forgivingly as readers do."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return _NEWLINE.sub("\n", text)


def front_matter(fields: Mapping[str, Any]) -> str:
    """Fields as a block of YAML at the head of a text; nothing for those without a value.

    >>> front_matter({"title": "The lamp", "author": ""})
    '---\\ntitle: The lamp\\n---\\n\\n'
    """
    said = as_yaml(fields)
    return f"---\n{said}---\n\n" if said else ""


def as_yaml(fields: Mapping[str, Any]) -> str:
    """The fields that have a value, one per line."""
    known = {name: value for name, value in fields.items() if value}
    if not known:
        return ""
    return str(yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=2**31))


def with_fields(text: str, fields: Mapping[str, Any]) -> str:
    """A text with fields at its head that win over those that it has there.

    >>> with_fields("---\\ntitle: Tea\\nlang: en\\n---\\n\\nHot.", {"title": "The kettle"})
    '---\\ntitle: The kettle\\nlang: en\\n---\\n\\nHot.'
    """
    head, mark, body = text.partition("\n---\n")
    known = yaml.safe_load(head) if mark and head.startswith("---\n") else None
    if not isinstance(known, dict):
        return front_matter(fields) + text
    return front_matter({**known, **fields}) + body.lstrip("\n")
