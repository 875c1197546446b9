"""What a page says of itself in JSON-LD, in the words of https://schema.org/Article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from commonplace.markup.entities import unescape
from commonplace.readers.tokens import Token

#: field → what is said of it, in order
Described = Mapping[str, list[str]]

_LONGEST = 500_000  #: characters of a script that is looked at
_MOST = 5000  #: nodes
_KINDS = re.compile(r"(?:.*Article|.*Posting|Report|Review|PodcastEpisode|.*Recipe)\Z")
_WIDER = frozenset(["WebPage", "ItemPage", "VideoObject", "CreativeWork", "Episode"])
_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"(?P<said>[^"\\\n]{4,40})"')
_AUTHOR = re.compile(
    r'"author"\s{0,9}:\s{0,9}\[?\s{0,9}\{[^{}\[\]]{0,300}?"name"\s{0,9}:\s{0,9}"(?P<said>[^"\\\n]{1,100})"'
)


def describe(words: str, found: Sequence[Token]) -> Described:
    """The fields of the article that the scripts of a page describe.

    >>> from commonplace.readers.tokens import tokens
    >>> said = '{"@type": "Article", "headline": "Tea", "author": {"name": "Ida"}}'
    >>> page = f'<script type="application/ld+json">{said}</script>'
    >>> describe(page, tokens(page))
    {'title': ['Tea'], 'author': ['Ida']}
    """
    scripts = list(_scripts(words, found))
    nodes = [node for script in scripts for node in _nodes(_read(script))]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    article = next((node for node in nodes if _is_kind(node)), None)
    wider = next((node for node in nodes if _WIDER & set(_types(node))), {})
    site = next((node for node in nodes if "WebSite" in _types(node)), {})
    node = article or wider
    fields = {
        "title": _texts(node.get("headline") or (article and node.get("name"))),
        "author": _names(node.get("author") or node.get("creator"), known),
        "date": _texts(node.get("datePublished") or wider.get("datePublished")),
        "description": _texts(node.get("description")),
        "image": _addresses(node.get("image"), known),
        "site": _texts(site.get("name")) or _names(node.get("publisher"), known),
        "tags": [", ".join(_texts(node.get("keywords")))],
    }
    if not nodes:  # what is no JSON still says these two
        fields["date"] = [m["said"] for s in scripts if (m := _DATE.search(s))]
        fields["author"] = [m["said"] for s in scripts if (m := _AUTHOR.search(s))]
    found_fields = {name: [v for v in values if v] for name, values in fields.items()}
    return {name: values for name, values in found_fields.items() if values}


def _scripts(words: str, found: Sequence[Token]) -> Iterator[str]:
    for token, raw in pairwise(found):
        kind = token.attributes.get("type", "").lower().strip()
        is_ours = token.name == "script" and kind == "application/ld+json"
        if is_ours and raw.kind == "raw" and raw.end - raw.start <= _LONGEST:
            yield words[raw.start : raw.end]


def _read(script: str) -> Any:
    script = re.sub(
        r"\A\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>);?\s*\Z", "", script
    )
    try:
        return json.loads(script.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects, the outer ones first."""
    waiting = [value]
    for seen, one in enumerate(waiting):
        if isinstance(one, dict):
            yield one
        inside = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        if seen < _MOST:
            waiting += [other for other in inside if isinstance(other, dict | list)]


def _types(node: Mapping[str, Any]) -> list[str]:
    said = node.get("@type")
    return [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]


def _is_kind(node: Mapping[str, Any]) -> bool:
    return any(_KINDS.match(kind.rpartition("/")[2]) for kind in _types(node))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [" ".join(unescape(one).split()) for one in values if isinstance(one, str)]


def _names(value: Any, known: Mapping[str, Any]) -> list[str]:
    """The names of persons or things: texts, objects, or references to objects."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("name") or known.get(str(one.get("@id")), {}).get("name")
        names += _texts(one)
    return names


def _addresses(value: Any, known: Mapping[str, Any]) -> list[str]:
    addresses = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            there = (
                one if "url" in one or "contentUrl" in one else known.get(str(one.get("@id")), {})
            )
            one = there.get("url") or there.get("contentUrl")
        addresses += _texts(one)
    return addresses
