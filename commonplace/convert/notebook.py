"""Jupyter notebooks: https://nbformat.readthedocs.io/

Markdown cells as they are, code in fences, and what it printed. Pictures drawn by code are
left out, and so are cells tagged for removal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from commonplace.convert.converter import ConversionError, Converted, front_matter
from commonplace.diagnostics.limits import Limits
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import warning

_FENCE = re.compile(r"^ {0,3}(`{3,})", re.M)
_WORD = re.compile(r"[A-Za-z][\w+-]{0,20}")
#: A heading of the first level at the head of a cell.
_HEAD = re.compile(r"# \S")
_ABOVE = 3  #: cells that may stand above the title
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
#: Jupyter Book's, nbconvert's and Quarto's own words for what is not to be shown.
_NO_CELL = frozenset({"remove-cell", "remove_cell", "hide-cell", "private", "draft"})
_NO_INPUT = frozenset({"remove-input", "remove_input", "hide-input", "hide_input"})
_NO_OUTPUT = frozenset({"remove-output", "remove_output", "hide-output", "hide_output"})
_NOT_SHOWN = re.compile(r"^#\| *include: *false *$", re.M)


def convert(data: bytes, limits: Limits) -> Converted:
    """A notebook of the formats 3 and 4 as Markdown."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
        cells = found["cells"] if "cells" in found else found["worksheets"][0]["cells"]
        cells = [cell for cell in cells if isinstance(cell, dict)]
        metadata = found.get("metadata") or {}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise ConversionError(
            "it has no cells that can be read", "save it again in Jupyter"
        ) from problem
    language = _language(metadata)
    parts, lost = [], 0
    for cell in cells:
        parts += [part for part in _cell(cell, language) if part.strip()]
        lost += sum(1 for one in _outputs(cell) if _is_picture(one))
    head = ""
    if not (parts and parts[0].startswith("---\n")):
        title = metadata.get("title") if isinstance(metadata, dict) else ""
        if not isinstance(title, str) or not title.strip():
            title = _titled(parts)
        head = front_matter({"title": title})
    told: tuple[Diagnostic, ...] = ()
    if lost:
        pictures = "picture was" if lost == 1 else "pictures were"
        message = f"{lost:,} {pictures} left out of the outputs"
        remedy = "save those that matter beside the file, and show them in a Markdown cell"
        told = (warning("", 1, message, remedy, "a picture in a notebook has no description"),)
    return Converted(text=head + "\n\n".join(parts) + "\n", by="Commonplace", told=told)


def _titled(parts: list[str]) -> str:
    """Takes the title out of the parts: their only heading of the first level, if it is below
    a line or two about the notebook; where it is the first, it is found without us.
    """
    heads = [
        number
        for number, part in enumerate(parts)
        if not part.startswith("```") and _HEAD.match(part.lstrip())
    ]
    if len(heads) != 1 or not 0 < heads[0] <= _ABOVE:
        return ""
    number = heads[0]
    first, _, rest = parts[number].lstrip().partition("\n")
    parts[number : number + 1] = [rest] if rest.strip() else []
    return first.lstrip("#").strip()


def _language(metadata: Any) -> str:
    """The name of the language that the code is in."""
    for key in ("kernelspec", "language_info"):
        known = metadata.get(key) if isinstance(metadata, dict) else None
        name = (known or {}).get("language" if key == "kernelspec" else "name", "")
        if isinstance(name, str) and _WORD.fullmatch(name):
            return name.lower()
    return ""


def _cell(cell: dict[str, Any], language: str) -> Iterator[str]:
    source = _text(cell.get("source", cell.get("input", "")))
    tags = frozenset(map(str, _list((cell.get("metadata") or {}).get("tags"))))
    if tags & _NO_CELL or _NOT_SHOWN.search(source):
        return
    kind = cell.get("cell_type")
    if kind == "code":
        if source.strip() and not tags & _NO_INPUT:
            yield _fenced(source, language)
        if not tags & _NO_OUTPUT:
            yield from map(_output, _outputs(cell))
    elif kind == "heading":
        level = cell.get("level")
        yield "#" * (level if isinstance(level, int) and 0 < level < 7 else 2) + f" {source}"
    else:
        yield source


def _outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in _list(cell.get("outputs")) if isinstance(one, dict)]


def _output(output: dict[str, Any]) -> str:
    """What code has printed or returned, as text; warnings and tracebacks have paths in them."""
    kind = output.get("output_type")
    if kind == "stream":
        text = "" if output.get("name") == "stderr" else _text(output.get("text"))
    elif kind in ("error", "pyerr"):
        text = f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
    else:
        data = output.get("data", output)
        data = data if isinstance(data, dict) else {}
        if marked := _text(data.get("text/markdown")):
            return marked
        text = "" if _is_picture(output) else _text(data.get("text/plain", data.get("text")))
    return _fenced(_COLOURS.sub("", text), "text") if text.strip() else ""


def _is_picture(output: dict[str, Any]) -> bool:
    data = output.get("data", output)
    return isinstance(data, dict) and any(str(key).startswith(("image/", "png")) for key in data)


def _fenced(text: str, language: str) -> str:
    """Text in a fence that is longer than any in it."""
    longest = max((len(found[1]) for found in _FENCE.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


def _text(value: Any) -> str:
    """A text, which may be a list of its lines."""
    if isinstance(value, list):
        return "".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
