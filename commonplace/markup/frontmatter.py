"""Front matter: YAML, TOML or JSON at the head of a file, or YAML in a sidecar beside it.

It is often written by hand or by broken exporters, so a block that does not parse is read
again field by field, and what parses is kept.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml

from commonplace.markup.field_places import of_json, of_toml, of_yaml, without_remark
from commonplace.markup.fields import FIELDS, PUBLIC, plain_name
from commonplace.markup.safe_yaml import load_yaml
from commonplace.markup.states import STATES, in_lines
from commonplace.model import Diagnostic, Place
from commonplace.model.diagnostics import line_of, note, warning

_warning = partial(warning, why="title, date, people and topics come from these fields")

#: Characters. Longer front matter is never parsed; `commonplace.diagnostics.limits` has the
#: limit that a project can set, which is far lower.
LIMIT = 262_144

_YAML = re.compile(
    r"\A(?:[ \t]*\n)*---[ \t]*\n(?P<block>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M
)
_TOML = re.compile(
    r"\A(?:[ \t]*\n)*\+\+\+[ \t]*\n(?P<block>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M
)
#: A line with which a field begins, or a table of TOML.
_BEGINS = re.compile(
    r"""[{"']*+[ \t]*+[\w<%][\w.<-]*+(?:[ ][\w.-]++){0,2}["']*+[ \t]*+[:=]|\[++[\w.-]++\]++\s*\Z"""
)
#: What a line begins with that says nothing of whether it is one of fields or of prose.
_NEITHER = (" ", "\t", "#", "?", ":", "- ", "]", "}", "{\n")
_OPEN = re.compile(
    r"""\A\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<above>(?:[ \t]*\n|\#[^\n]*\n)*+)"""
    r"""["']?(?P<key>[\w-]+)["']?[ \t]*[:=]"""
)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)[ \t]*:(?P<value>.*)", re.S)


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """Fields as found; `end` is where the body begins (0 without front matter).

    `places` are where the fields are, in offsets of the text.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    places: tuple[Place, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def extent(text: str) -> tuple[int, int]:
    """Where the body begins, and the length of the front matter before it in bytes.

    >>> extent("---\\ntitle: Two\\n---\\nBody")
    (19, 11)
    """
    match = _YAML.match(text) or _TOML.match(text)
    if match and not _is_prose(match["block"]):
        return match.end(), len(match["block"].encode("utf-8", "replace"))
    # Otherwise it is a line across the page, and another one further down.
    found = _json(text)
    return (found[1], len(text[: found[1]].encode("utf-8", "replace"))) if found else (0, 0)


def _json(text: str) -> tuple[dict[str, Any], int] | None:
    """The fields of an object of JSON at the head of a text, and where the body begins.

    An object without any known field is text.

    >>> _json('{"title": "A"}\\nBody'), _json('{"a": 1}\\nBody')
    (({'title': 'A'}, 15), None)
    """
    begin = re.match(r"\s*\{\s*\"", text)
    if not begin:
        return None
    try:
        value, end = json.JSONDecoder().raw_decode(text, text.index("{"))
    except (ValueError, RecursionError):
        return None
    line = re.compile(r"[ \t]*(?:\n|\Z)").match(text, end)
    ours = isinstance(value, dict) and any(plain_name(key) in PUBLIC | STATES for key in value)
    return (value, line.end()) if ours and line and text[line.end() :].strip() else None


def _is_prose(block: str) -> bool:
    """Whether what is between two marks is text, not a block of fields or comments.

    >>> _is_prose("title: A\\nsome slip\\n"), _is_prose("Then: a storm.\\nIt came at\\nnoon.\\n")
    (False, True)
    """
    lines = [line for line in block.split("\n") if line.strip()]
    told = [line for line in lines if not f"{line}\n".startswith(_NEITHER)]
    fields = sum(1 for line in told if _BEGINS.match(line))
    return 2 * fields < len(told) if told else any(line.startswith("- ") for line in lines)


def split(text: str, file: str) -> FrontMatter:
    """Find and read the front matter at the head of a text.

    Fields that cannot be read are dropped with a warning each; the others stay.

    >>> split("---\\ntitle: Two words\\n---\\nBody", "a.md").fields
    {'title': 'Two words'}
    >>> broken = split('---\\ntitle: "He said "no" twice"\\ndate: 2024\\n---\\n', "a.md")
    >>> broken.fields, len(broken.diagnostics)
    ({'title': 'He said "no" twice', 'date': 2024}, 1)
    """
    head = text[: LIMIT * 2]
    match = _YAML.match(head) or _TOML.match(head)
    if not match and (found := _json(text)):
        fields, end = found
        return FrontMatter(fields=fields, end=end, places=tuple(of_json(text[:end])))
    if not match:
        begun = _OPEN.match(head)
        # After a blank line any word and a colon may be prose under a line across the page.
        if begun and ("\n\n" not in f"\n{begun['above']}" or begun["key"].lower() in FIELDS):
            remedy = f"close it with a line of {begun['mark']}"
            block = head.lstrip().partition("\n\n")[0]
            return FrontMatter(
                fields=in_lines(block),
                diagnostics=(_warning(file, 1, "the front matter is not closed", remedy),),
            )
        return FrontMatter()
    block = match["block"]
    first = line_of(text, match.start("block"))
    if _is_prose(block):
        message = (
            "there are no fields between the first two lines of dashes, so they were read as text"
        )
        told = note(
            file=file,
            line=first,
            message=message,
            why="lines of dashes also draw a rule across the page",
            remedy="write its fields as name: value if it is front matter",
        )
        return FrontMatter(diagnostics=(told,))
    if len(block) > LIMIT:
        message = f"the front matter is longer than {LIMIT:,} characters and was left out"
        return FrontMatter(
            fields=in_lines(block),
            end=match.end(),
            places=(Place(match.start("block"), match.end("block")),),
            diagnostics=(_warning(file, first, message, "shorten it"),),
        )
    if match.re is _TOML:
        fields, diagnostics = _toml(block, file, first)
        places = of_toml(block)
    else:
        fields, diagnostics = fields_of(block, file, first)
        places = of_yaml(block, _chunks_at(block))
    at = match.start("block")
    return FrontMatter(
        fields=_with_inner(fields),
        end=match.end(),
        places=tuple(Place(one.start + at, one.end + at, one.name) for one in places),
        diagnostics=tuple(diagnostics),
    )


#: Who a text is by, where Zola and Hugo have the fields of a theme.
_INNER = frozenset("author authors guest guests host hosts speaker speakers interviewer".split())


def _with_inner(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields with the persons among those of the theme, if there are no others."""
    result = dict(fields)
    for outer in ("extra", "params"):
        inner = fields.get(outer)
        for key, value in inner.items() if isinstance(inner, dict) else ():
            if plain_name(str(key)) in _INNER:
                result.setdefault(str(key), value)
    return result


#: Tags as notes write them, with a sign that begins a comment in YAML.
_LINE_OF_TAGS = re.compile(
    r"^(?P<key>(?:tags?|topics|keywords|categories):[ \t]+)\[?[ \t]*"
    r"(?P<tags>[\"']?#\w[^\s,\[\]\"']*(?:[\"']?[ \t,]+[\"']?#\w[^\s,\[\]\"']*)*)[\"']?"
    r"[ \t]*\]?[ \t]*$",
    re.M | re.I,
)
_ITEM_TAG = re.compile(r"^([ \t]{0,8}-[ \t]{1,4})#(\w[^\s'\"]*)[ \t]*$", re.M)
#: A tab before a value, which YAML allows and PyYAML does not.
_TAB = re.compile(r"^([ ]{0,16}(?:- )?[\w-]{1,60}:)[ ]{0,80}\t[ \t]{0,80}(?=\S)", re.M)


def _as_list(found: re.Match[str]) -> str:
    tags = re.findall(r"#([^\s,\"']+)", found["tags"])
    return found["key"] + "[" + ", ".join(f"'{tag}'" for tag in tags) + "]"


def fields_of(block: str, file: str, first: int = 1) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Read a block of YAML fields, whole if it parses and else field by field."""
    if len(block) > LIMIT:
        return {}, [
            _warning(
                file, first, f"the fields are longer than {LIMIT:,} characters", "shorten them"
            )
        ]
    block = _ITEM_TAG.sub(r"\g<1>'\2'", _LINE_OF_TAGS.sub(_as_list, block))
    try:
        fields = load_yaml(block, fields=True)
    except yaml.scanner.ScannerError:
        block = _TAB.sub(r"\1 ", block)
        try:
            fields = load_yaml(block, fields=True)
        except (yaml.YAMLError, ValueError, RecursionError):
            return _field_by_field(block, file, first)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _field_by_field(block, file, first)
    if fields is None:
        return {}, []
    if not isinstance(fields, dict):
        return {}, [
            _warning(file, first, "the front matter has no fields", "write them as name: value")
        ]
    return {str(key): value for key, value in fields.items()}, []


def _field_by_field(block: str, file: str, first: int) -> tuple[dict[str, Any], list[Diagnostic]]:
    fields: dict[str, Any] = {}
    diagnostics: list[Diagnostic] = []
    for offset, chunk in _chunks(block):
        line = first + offset
        match = _FIELD.match(chunk)
        if not match:
            message = f"{chunk.strip().splitlines()[0][:40]!r} is not a field and was left out"
            diagnostics.append(_warning(file, line, message, "write it as name: value"))
            continue
        key = match["key"]
        if key in fields:
            message = f"the field {key!r} appears twice; only the first is used"
            diagnostics.append(_warning(file, line, message, "delete one of them"))
            continue
        try:
            fields[key] = next(iter(load_yaml(chunk, fields=True).values()))
            continue
        except (yaml.YAMLError, ValueError, RecursionError, AttributeError) as problem:
            reason = str(getattr(problem, "problem", None) or problem)
        raw = without_remark(match["value"]).strip()
        if "\n" in raw or not raw or raw[0] in "[{&*!|>":
            message = f"the field {key!r} was left out: {reason}"
            diagnostics.append(_warning(file, line, message, "correct it"))
            continue
        plain = raw[1:-1] if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'" else raw
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?.*", plain):
            message = f"the field {key!r} was left out: {plain} is not a date ({reason})"
            diagnostics.append(_warning(file, line, message, "write a date that exists"))
            continue
        fields[key] = plain
        message = f"the field {key!r} is not valid YAML and was read as {plain[:60]!r}"
        remedy = "put it in single quotes, and double any single quotes inside it"
        diagnostics.append(_warning(file, line, message, remedy))
    return fields, diagnostics


def _chunks(block: str) -> Iterator[tuple[int, str]]:
    """The lines of each top-level field, with the number of the first, from 0."""
    lines = block.split("\n")
    begin = 0
    for number, line in enumerate([*lines, "end:"]):
        starts = line and not line[0].isspace() and not line.startswith(("#", "-", "]", "}"))
        if starts and number > begin:
            chunk = "\n".join(lines[begin:number])
            if chunk.strip() and not chunk.lstrip().startswith("#"):
                yield begin, chunk
            begin = number


def _chunks_at(block: str) -> Iterator[tuple[int, str]]:
    """The same with the offset at which each begins."""
    begins = [0, *(match.end() for match in re.finditer("\n", block))]
    for number, chunk in _chunks(block):
        yield begins[number], chunk


def _toml(block: str, file: str, first: int) -> tuple[dict[str, Any], list[Diagnostic]]:
    try:
        return tomllib.loads(block), []
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as problem:
        reason = str(problem)
    fields: dict[str, Any] = {}
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(block.split("\n")):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            for key, value in tomllib.loads(line).items():
                fields.setdefault(key, value)
        except (tomllib.TOMLDecodeError, ValueError, RecursionError):
            message = f"this line of the front matter was left out: {reason}"
            diagnostics.append(_warning(file, first + number, message, "write it as TOML"))
    return fields, diagnostics
