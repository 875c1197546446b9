"""Where the public fields of front matter are, and where the rest is.

Only what is certainly a public field is kept: names, values, and the signs between them.
Everything else is withheld: other fields, comments, and what cannot be read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import pairwise

import yaml

from commonplace.markup.fields import PUBLIC, WITHIN, plain_name
from commonplace.markup.safe_yaml import nodes
from commonplace.model import Place

#: What is between the parts of front matter and says nothing.
_SIGNS = re.compile(r"\A[\s:=,\-?\[\]{}]*+")
_REMARK = re.compile(r"[ \t]#[^\n]*")
_FIELD = re.compile(r"(?P<key>[\w.-]+)[ \t]*:(?=\s)(?P<value>[^\n]*)\s*\Z")
_TOML_FIELD = re.compile(r"^(?:[\"']?(?P<key>[\w-]+)[\"']?[ \t]*=|\[)", re.M)
_TOML_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\']|\'(?!\'\'))*+\'\'\''
    r'|"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*\'|(?P<remark>#[^\n]*)',
    re.S,
)
_JSON_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\'|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.S
)


def of_yaml(block: str, chunks: Iterable[tuple[int, str]]) -> list[Place]:
    """The places in a block of YAML; `chunks` are its fields, in case it does not parse."""
    try:
        return _with_gaps(block, _yaml(block, 0))
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    kept: list[Place] = []
    for at, chunk in chunks:
        try:
            kept += _yaml(chunk, at)
        except (yaml.YAMLError, ValueError, RecursionError):
            kept += _as_words(chunk, at)
    return _with_gaps(block, kept)


def _yaml(block: str, at: int) -> list[Place]:
    """The names and values of public fields; raises yaml.YAMLError or ValueError."""
    root = nodes(block)
    if not isinstance(root, yaml.MappingNode):
        return []
    kept: list[Place] = []
    for key, value in root.value:
        name = plain_name(key.value)
        if isinstance(key, yaml.ScalarNode) and name in PUBLIC:
            kept.append(_placed(key, name, at))
            kept += _scalars(value, name, at, block)
    return kept


def _scalars(node: yaml.Node, name: str, at: int, block: str) -> Iterator[Place]:
    """What is read of a value: all words of a list, some of a mapping."""
    if isinstance(node, yaml.ScalarNode):
        place = _placed(node, name, at)
        if node.style in ("|", ">"):
            # The first line has the sign and perhaps a remark, the last ones may be blank.
            begin, end = place.start - at, place.end - at
            first = block.find("\n", begin, end)
            if first < 0:
                return
            yield Place(begin + at, begin + at + 1, name)
            place = Place(first + at, at + len(block[:end].rstrip()), name)
        yield place
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one, name, at, block)
    elif isinstance(node, yaml.MappingNode):
        keys = {plain_name(key.value) for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        voices = name == "speakers" and "name" not in keys  # which says who each voice is
        for key, value in node.value:
            within = isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
            if within and (voices or plain_name(key.value) in WITHIN.get(name, ())):
                yield _placed(key, name, at)
                yield from _scalars(value, name, at, block)


def _placed(node: yaml.Node, name: str, at: int) -> Place:
    return Place(node.start_mark.index + at, node.end_mark.index + at, name)


def _as_words(chunk: str, at: int) -> Iterator[Place]:
    """A one-line field that is not YAML and is read as written."""
    match = _FIELD.match(chunk)
    if match and (name := plain_name(match["key"])) in PUBLIC:
        end = match.start("value") + len(without_remark(match["value"]))
        yield Place(at, at + end, name)


def without_remark(value: str) -> str:
    """A value that is not YAML, without the comment after it.

    >>> without_remark(' He said "no #1" twice # who?'), without_remark(' "C # D" or "E" # F')
    (' He said "no', ' "C # D" or "E"')
    """
    stripped = value.strip()
    quoted = stripped[:1] if stripped[:1] in ("'", '"') else ""
    begin = value.rfind(quoted) if quoted else 0
    remark = _REMARK.search(value, begin)
    return (value[: remark.start()] if remark else value).rstrip()


def of_toml(block: str) -> list[Place]:
    """The places in a block of TOML. What is in tables is not a field of a page."""
    begins = list(_TOML_FIELD.finditer(block))
    kept: list[Place] = []
    for match, following in pairwise([*begins, None]):
        if match is None or not match["key"]:  # a table, which continues to the end
            break
        start, end = match.start(), following.start() if following else len(block)
        chunk = block[start:end].rstrip()
        name = plain_name(match["key"])
        if name not in PUBLIC or not _is_flat(chunk):
            continue
        at = 0
        for token in _TOML_TOKEN.finditer(chunk):
            if token["remark"]:
                kept.append(Place(start + at, start + len(chunk[: token.start()].rstrip()), name))
                at = token.end()
        kept.append(Place(start + at, start + len(chunk), name))
    return _with_gaps(block, kept)


def _is_flat(chunk: str) -> bool:
    """Whether a piece of TOML is one field with text or a list of texts."""
    try:
        values = list(tomllib.loads(chunk).values())
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return False
    listed = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    return len(values) == 1 and not any(isinstance(one, dict | list) for one in listed)


def of_json(text: str, public: frozenset[str] = PUBLIC) -> list[Place]:
    """The places in a JSON text that is known to be sound.

    `public` are the names that count, on any level; of mappings in a text field, only what is
    read.

    >>> text = '{"title": "A", "fee": [1, {"a": 2}], "author": {"name": "B", "tel": 3}}'
    >>> [(text[one.start : one.end], one.name) for one in of_json(text)][::2]
    [('"title": "A"', 'title'), ('"name": "B"', 'author')]
    """
    found: list[Place] = []
    open_: list[tuple[str, str]] = []  # the brackets around, each with the field it belongs to
    key, begin, wants_key = "", 0, False
    passed = -1  # how many brackets are around the field that is withheld
    for match in _JSON_TOKEN.finditer(text):
        sign = match[0]
        if sign in ("{", "["):
            open_.append((sign, _owner(open_, key)))
            key, wants_key = "", sign == "{"
        elif sign == ",":
            wants_key = bool(open_) and open_[-1][0] == "{"
        elif sign in ("}", "]"):
            del open_[-1:]
            if len(open_) == passed:
                found.append(Place(begin, match.end()))
                passed = -1
        elif sign != ":" and wants_key and passed < 0:
            key, begin, wants_key = plain_name(sign[1:-1]), match.start(), False
            if not _is_read(key, open_, public):
                passed = len(open_)
        elif sign != ":" and len(open_) == passed:
            found.append(Place(begin, match.end()))
            passed = -1
        elif sign != ":" and passed < 0:
            if owner := _owner(open_, key):
                found.append(Place(begin if key else match.start(), match.end(), owner))
            key = ""
    return found


def _owner(open_: list[tuple[str, str]], key: str) -> str:
    """The field that a value belongs to: that of what is around it, or its own."""
    around = open_[-1][1] if open_ else ""
    return around or (key if key in PUBLIC else "")


def _is_read(key: str, open_: list[tuple[str, str]], public: frozenset[str]) -> bool:
    around = open_[-1][1]
    return key in (WITHIN.get(around, frozenset()) if around else public)


def _with_gaps(block: str, kept: Iterable[Place]) -> list[Place]:
    """The places of public fields, and of whatever is between them."""
    found, at = [], 0
    for place in [*sorted(kept), Place(len(block), len(block))]:
        gap = block[at : place.start]
        begin = at + len(gap) - len(_SIGNS.sub("", gap, count=1))
        end = at + len(gap.rstrip())
        found += [one for one in (Place(begin, end), place) if one.start < one.end]
        at = place.end
    return found
