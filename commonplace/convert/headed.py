"""Fields of documents that pandoc misses, or that it reports too fully."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree.ElementTree import Element

from commonplace.convert.converter import ConversionError
from commonplace.convert.trees import bare, parsed
from commonplace.diagnostics.limits import Limits
from commonplace.markup.states import STATES
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import line_of, warning

_KEYWORD = re.compile(r"#\+(?P<name>[A-Za-z_]{2,40}):[ \t]*(?P<value>[^\n]*)")
#: Fields of Org that a page has, by their names there and in its exporters for blogs.
_OF_ORG = {
    "title": "title", "author": "author", "date": "date", "description": "description",
    "subtitle": "description", "language": "language", "slug": "slug", "filetags": "tags",
    "tags": "tags", "keywords": "tags", "export_file_name": "slug", "export_date": "date",
}  # fmt: skip
_STAMP = re.compile(r"[<\[](?P<day>\d{4}-\d\d-\d\d)[^<>\[\]\n]{0,40}[>\]]")
_BLOGS = re.compile(r"\A(?:hugo|jekyll|export_hugo|page|jbake)_")
_INCLUDE = re.compile(r"^include::(?P<file>[^\[\n]{0,300})\[[^\n]*\n?", re.M)
_PICTURE = re.compile(r"^image::(?=\S)", re.M)
_ELSEWHERE = re.compile(r"\bxref:(?=[\w./-]{1,200}\.a(?:scii)?doc\b)")
_ADDRESS = re.compile(r"\A(?P<author>= [^\n]*\n[^\n:<]{1,200}?)[ \t]{0,9}<[^<>\n]*>")
_ATTRIBUTE = re.compile(r"^:(?:page|jbake)-(?=\w)", re.M)
_FLAG = re.compile(r"^:(?P<name>draft|private|unlisted|hidden):[ \t]*$", re.M)


def org(text: str) -> dict[str, object]:
    """The fields at the head of a document in Org, drafts among them.

    >>> org("#+TITLE: Tea\\n#+HUGO_DRAFT: true\\n#+filetags: :pier:boats:\\n* One")
    {'title': 'Tea', 'draft': 'true', 'tags': ['pier', 'boats']}
    """
    fields: dict[str, object] = {}
    for line in text.split("\n"):
        found = _KEYWORD.match(line)
        if not found and line.strip() and not line.startswith((":", "#")):
            break
        if not found or not found["value"].strip():
            continue
        name = _BLOGS.sub("", found["name"].lower())
        field = _OF_ORG.get(name, name if name in STATES else "")
        value = _STAMP.sub(lambda stamp: stamp["day"], found["value"].strip())
        if field == "tags":
            fields["tags"] = [tag for tag in re.split(r"[:,\s]+", value) if tag]
        elif field:
            fields.setdefault(field, value)
    return fields


def asciidoc(text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """A document in a form that pandoc understands, with a warning for included files.

    The author's address is left out; attributes of blogs are fields like others.
    """
    text = text.removeprefix("\ufeff")
    told = tuple(
        warning(
            "",
            line_of(text, found.start()),
            f"the file {found['file']} is not included",
            "put its text into this file",
            "a document is made from one file",
        )
        for found in list(_INCLUDE.finditer(text))[:3]
    )
    head, gap, body = text.partition("\n\n")
    head = _FLAG.sub(r":\g<name>: true", _ATTRIBUTE.sub(":", head))
    text = _ADDRESS.sub(r"\g<author>", f"{head}{gap}{body}")
    # A line stays where one was, so that later messages name the right one.
    text = _INCLUDE.sub("\n", text)
    return _ELSEWHERE.sub("link:", _PICTURE.sub("image:", text)), told


def title_of_odt(data: bytes, limits: Limits) -> str:
    """The words of the first paragraph whose style is that of a title; nothing for none."""
    try:
        root = parsed(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"), limits)
    except (ConversionError, zipfile.BadZipFile, KeyError, OSError, ValueError):
        return ""
    styles = {"Title"}
    for one in root.iter():
        if bare(one) == "style" and _attribute(one, "parent-style-name") == "Title":
            styles.add(_attribute(one, "name"))
        elif bare(one) in ("p", "h") and _attribute(one, "style-name") in styles:
            return " ".join("".join(one.itertext()).split())
    return ""


def _attribute(element: Element, name: str) -> str:
    """An attribute by its name without its namespace."""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")
