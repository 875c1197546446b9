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


#: Fields that Nikola's posts have in comments at their head, by their names there.
_COMMENT = re.compile(r"\.\. (?P<name>[a-z_]{2,20}):(?:[ \t]+(?P<value>[^\n]*))?\Z")
_OF_NIKOLA = {name: name for name in ("title", "slug", "date", "author", "description")} | {
    "tags": "tags", "category": "category", "status": "status"
}  # fmt: skip
#: A link of Sphinx or Nikola to another of their documents, which has no address here.
_ROLE = re.compile(
    r"(?P<code>``[^\n]+?``)"
    r"|:(?:doc|ref|any|term|download|listing):`(?P<words>[^`<>\n]{1,200})(?:<[^`<>\n]{0,200}>)?`"
)
#: The target of a link without a name that takes the address of the target below.
_CHAINED = re.compile(
    r"^__[ \t]*$(?=(?:\n\.\. _[^\n:]{1,200}:[ \t]+(?P<address>\S[^\n]{0,500}))?)", re.M
)
_DAY_ALONE = re.compile(
    r"\A(?P<above>= [^\n]*\n[^\n:]{1,200}\n)(?P<day>\d{4}-\d\d-\d\d)[ \t]*$", re.M
)
_SET = re.compile(r"^:(?P<name>[A-Za-z0-9_][\w-]{0,60}):[ \t]+(?P<value>[^\n]{1,500})$", re.M)
_USED = re.compile(r"(?<!\\)\{(?P<name>[A-Za-z0-9_][\w-]{0,60})\}")
_FENCES = ("----", "....", "++++", "////", "```")


def rst(text: str) -> tuple[str, dict[str, object]]:
    """A document in a form that pandoc understands, and the fields in comments at its head.

    >>> rst(".. title: Tea\\n.. tags: pier, boats\\n\\nSee :doc:`the kettle <kettle>`.\\n")
    ('\\n\\n\\nSee the kettle.\\n', {'title': 'Tea', 'tags': ['pier', 'boats']})
    """
    fields: dict[str, object] = {}
    lines = text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines):
        found = _COMMENT.match(line)
        if not found:
            break
        lines[number] = ""  # a line stays where one was
        field, value = _OF_NIKOLA.get(found["name"], ""), (found["value"] or "").strip()
        if field == "tags":
            tags = [tag.strip() for tag in value.split(",")]
            fields["tags"] = [tag for tag in tags if tag not in STATES]
            fields |= {tag: True for tag in tags if tag in STATES}
        elif field == "status" and value in STATES:
            fields[value] = True
        elif field and value:
            fields[field] = value
    # Code is indented.
    lines = [line if line[:1].isspace() else _ROLE.sub(_words, line) for line in lines]
    return _CHAINED.sub(_target, "\n".join(lines)), fields


def _words(role: re.Match[str]) -> str:
    return role["code"] or role["words"].strip()


def _target(chained: re.Match[str]) -> str:
    return f"__ {chained['address'] or '#'}"


def _plain(head: str, body: str) -> str:
    """The text below a head in AsciiDoc with the head's attributes, and without comments."""
    known = {found["name"]: found["value"].strip() for found in _SET.finditer(head)}
    result: list[str] = []
    fence, gone = "", 0
    for line in body.split("\n"):
        mark = next((one for one in _FENCES if line.startswith(one)), "")
        if fence:
            fence = "" if mark == fence else fence
        elif mark:
            fence = mark
        elif line.startswith("//"):
            gone += 1
            continue
        elif not line.strip():  # below the paragraph, so that no line moves further
            result += [""] * gone
            gone = 0
        elif known:
            line = _USED.sub(lambda used: known.get(used["name"], used[0]), line)
        result.append(line)
    return "\n".join(result)


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
    head = _DAY_ALONE.sub(r"\g<above>:date: \g<day>", _ADDRESS.sub(r"\g<author>", head))
    text = f"{head}{gap}{_plain(head, body)}"
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
