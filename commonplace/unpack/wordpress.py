"""WordPress's export (WXR): its posts and pages, without comments and drafts of others.

https://developer.wordpress.org/rest-api/, and `wp-admin/includes/export.php`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from commonplace.convert.trees import bare, parsed, text
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.part import Names, Part, article

_MARK = re.compile(rb"xmlns:wp\s*=\s*[\"']https?://wordpress\.org/export/")
_HEAD = 20_000
_POSTS = frozenset({"post", "page"})
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure|section)[\s>/]", re.IGNORECASE)
_EDITOR = re.compile(r"<!--\s*/?wp:[^<>]*-->")
_CAPTION = re.compile(r"\[/?caption\b[^\]\n]{0,500}\]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LONGEST = 4_000


def claims(suffix: str, data: bytes) -> bool:
    """Whether this is an export of WordPress."""
    return suffix == ".xml" and bool(_MARK.search(data[:_HEAD]))


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """A page of HTML for each post and page, with its fields beside it."""
    root = parsed(seed.data, limits)
    people = {
        text(one, "author_login"): text(one, "author_display_name")
        for one in root.iter()
        if bare(one) == "author"
    }
    names = Names(".html")
    for item in root.iter():
        if bare(item) == "item" and (text(item, "post_type") or "post") in _POSTS:
            body = _body(item)
            fields = _fields(item, people)
            if body:
                key = text(item, "post_id") or text(item, "guid") or text(item, "link") or body
                title = text(item, "post_name") or str(fields["title"])
                yield Part(name=names.of(title, key), data=article(body), fields=fields)


def _body(item: Element) -> str:
    """The content, with paragraphs added if it was written in the old editor."""
    body = next((one.text or "" for one in item if one.tag.endswith("content/}encoded")), "")
    body = _CAPTION.sub("", _EDITOR.sub("", body)).replace("\r\n", "\n").strip()
    if not _BLOCK.search(body):
        parts = _PARAGRAPH.split(body)
        body = "\n".join("<p>" + part.replace("\n", "<br>\n") + "</p>" for part in parts if part)
    return body


def _fields(item: Element, people: Mapping[str, str]) -> dict[str, object]:
    excerpt = next((one.text or "" for one in item if one.tag.endswith("excerpt/}encoded")), "")
    tags = [
        (one.text or "").strip()
        for one in item
        if bare(one) == "category" and one.get("domain") in ("category", "post_tag")
    ]
    login = text(item, "creator")
    link = text(item, "link")
    return {
        "title": text(item, "title"),
        "author": people.get(login) or login,
        "date": _date(item),
        "description": " ".join(re.sub(r"<[^<>]*>", "", excerpt).split())[:_LONGEST],
        "tags": [tag for tag in dict.fromkeys(tags) if tag and tag != "Uncategorized"],
        "slug": text(item, "post_name")[:200],
        "source": link if link.startswith(("http://", "https://")) and "?" not in link else "",
        "status": text(item, "status"),
        "password": "set" if text(item, "post_password") else "",
    }


def _date(item: Element) -> str:
    for name in ("post_date_gmt", "post_date"):
        value = text(item, name)
        if value and not value.startswith("0000"):
            return value
    return text(item, "pubDate")
