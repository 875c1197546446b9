"""How large, deep and slow one file may be, and `limits.yml`, which changes that.

A limit does not judge a file. It keeps a broken or hostile one from using up everybody else's
time and memory. Each default is several times the largest genuine file that we know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path

from commonplace.markup.frontmatter import LIMIT
from commonplace.markup.safe_yaml import UnreadableError, read_yaml
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error, warning

_error = partial(error, why="a limit that is not understood protects nothing")

FILE = "limits.yml"
_UNITS = {"": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}
_SIZE = re.compile(r"(?P<number>\d{1,15})(?:[ _]?(?P<unit>kB|MB|GB))?", re.IGNORECASE)
#: What is more is no limit, and no number for a system.
_NONE = 2**53


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How large one file may be, and what it may take to read and clean it."""

    #: Bytes of a seed; images and sidecars are not seeds.
    bytes: int = 16 * 1024**2
    #: Bytes of an image.
    image: int = 32 * 1024**2
    #: Lines of a seed.
    lines: int = 200_000
    #: Quotations, lists, elements or brackets inside one another.
    nesting: int = 100
    #: Passages of a document.
    passages: int = 20_000
    #: Different speakers of a document.
    speakers: int = 500
    #: Bytes of front matter, or of a sidecar.
    front_matter: int = 16_384
    #: Seconds of processor time for one file.
    seconds: int = 30
    #: Bytes of memory for one file, beside what the program itself takes.
    memory: int = 1024**3


#: The defaults of a project without limits of its own.
LIMITS = Limits()

#: Why there is each of them; for messages and the documentation.
WHY: Mapping[str, str] = {
    "bytes": "a file this large is rarely text, and all of it has to fit in memory",
    "image": "a page that shows it would load slowly, and the site holds a copy of it",
    "lines": "every rule looks at every line",
    "nesting": "parsers recurse once per level, and run out of stack",
    "passages": "all passages of a document are on one page, which a browser has to show",
    "speakers": "this many speakers suggest that something else was mistaken for names",
    "front_matter": "YAML is slow to parse, and front matter is short",
    "seconds": "some texts take hours, and the build has to wait for them",
    "memory": "one text must not take the memory that everything else needs",
}
#: What may not be exceeded in `limits.yml` itself.
_AT_MOST = {"front_matter": LIMIT}


def read(path: Path) -> tuple[Limits, tuple[Diagnostic, ...]]:
    """The limits in a file, and what is wrong with it; the defaults if there is none.

    Each line is `name: number`; numbers of bytes may have kB, MB or GB. A mistake affects
    only that line.
    """
    try:
        found, root = read_yaml(path)
    except FileNotFoundError:
        return LIMITS, ()
    except UnreadableError as problem:
        message = f"the limits cannot be read: {problem}"
        remedy = "fix it (until then, the defaults apply)"
        return LIMITS, (_error(path, problem.line, message, remedy),)
    if found is None:
        return LIMITS, ()
    if not isinstance(found, dict):
        return LIMITS, (
            _error(path, 1, "the limits must be a mapping", "write each one as name: number"),
        )
    limits, told = LIMITS, []
    lines = [key.start_mark.line + 1 for key, _ in root.value] if root else []
    for (name, value), line in zip(found.items(), lines, strict=True):
        number = _number(value)
        mistake = _mistake(name, number)
        if mistake:
            message = f"this limit was ignored: {mistake[0]}"
            told.append(_error(path, line, message, mistake[1]))
        elif number:
            limits = replace(limits, **{str(name): min(number, _NONE)})
    return limits, tuple(told)


def _number(value: object) -> int | None:
    """A whole number, or a size such as `4 MB`; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    match = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(match["number"]) * _UNITS[(match["unit"] or "").lower()] if match else None


def _mistake(name: object, number: int | None) -> tuple[str, str] | None:
    names = [field.name for field in fields(Limits)]
    if name not in names:
        return f"unknown limit {str(name)[:40]!r}", f"use one of {', '.join(names)}"
    if number is None or number < 1:
        return (
            f"`{name}` must be a number above 0",
            f"write, for example, {name}: {asdict(LIMITS)[name]}",
        )
    most = _AT_MOST.get(str(name))
    if most and number > most:
        return f"`{name}` must be at most {most:,}", f"write {name}: {most}"
    return None


def exceeded(limit: str, file: str, line: int, found: str, limits: Limits) -> Diagnostic:
    """The error for a file that exceeds a limit; `found` says what it has.

    >>> exceeded("lines", "a.vtt", 11, "11 lines", Limits(lines=10)).message
    'the file has 11 lines; the limit is 10'
    """
    most = asdict(limits)[limit]
    return error(
        file=file,
        line=line,
        message=f"the file has {found}; the limit is {most:,}",
        why=WHY[limit],
        remedy=f"split the file, or raise `{limit}` in {FILE}",
    )


def image_left_out(file: str, size: int, limits: Limits) -> Diagnostic:
    """The warning for an image that is too large to be shown."""
    return warning(
        file=file,
        line=1,
        message=f"the image has {size:,} bytes and was left out; the limit is {limits.image:,}",
        why=WHY["image"],
        remedy=f"make it smaller, or raise `image` in {FILE}",
    )


def front_matter_left_out(file: str, size: int, limits: Limits) -> Diagnostic:
    """The warning for front matter, or a sidecar, that is too large to be read."""
    return warning(
        file=file,
        line=1,
        message=f"{size:,} bytes of front matter left out; the limit is {limits.front_matter:,}",
        why=WHY["front_matter"],
        remedy=f"shorten it, or raise `front_matter` in {FILE}",
    )
