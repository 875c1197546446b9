"""Ghost's export: one JSON with a table of posts, one of tags and one of authors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from commonplace.convert.converter import ConversionError, text_of
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.part import Names, Part, article

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"(?:db|meta|data)\"\s*:")
_POSTS = re.compile(rb"\"posts\"\s*:\s*\[")
_LONGEST = 4_000


def claims(suffix: str, data: bytes) -> bool:
    """Whether this is an export of Ghost."""
    return suffix == ".json" and bool(_HEAD.match(data) and _POSTS.search(data))


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """A page of HTML for each post and page, with its fields beside it."""
    found = json.loads(text_of(seed.data))
    whole = found["db"][0] if "db" in found else found
    tables = whole["data"]
    tags = _named(tables, "tags", "posts_tags", "tag_id")
    authors = _named(tables, "users", "posts_authors", "author_id")
    names = Names(".html")
    missing = 0
    for post in tables["posts"]:
        key, title = str(post.get("id")), str(post.get("title") or "")
        body = post.get("html")
        if not isinstance(body, str) or not body.strip():
            missing += 1
            continue
        fields = {
            "title": title,
            "author": authors.get(key, []),
            "date": post.get("published_at") or post.get("created_at"),
            "description": str(post.get("custom_excerpt") or "")[:_LONGEST],
            "tags": [tag for tag in tags.get(key, []) if not tag.startswith("#")],
            "slug": str(post.get("slug") or "")[:200],
            "status": post.get("status"),
            "visibility": post.get("visibility"),
        }
        name = names.of(str(post.get("slug") or title), key)
        yield Part(name=name, data=article(body), fields=fields)
    if missing and missing == len(tables["posts"]):
        raise ConversionError("its posts have no HTML", "export it from Ghost 1 or newer")


def _named(tables: Mapping[str, Any], of: str, pairs: str, key: str) -> dict[str, list[str]]:
    """The names of tags or authors by the posts that have them, in order."""
    names = {str(one["id"]): str(one.get("name") or "") for one in tables.get(of) or []}
    found: dict[str, list[str]] = {}
    for pair in sorted(tables.get(pairs) or [], key=lambda one: one.get("sort_order") or 0):
        if name := names.get(str(pair[key])):
            found.setdefault(str(pair["post_id"]), []).append(name)
    return found
