"""What pandoc reads, as its own Markdown for GitHub: https://pandoc.org/MANUAL.html

The program comes with a wheel (`pypandoc_binary`). It runs as a separate process in its
sandbox, in which it opens no files and no addresses, and gets the document on its standard
input.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from commonplace.convert import headed
from commonplace.convert.converter import (
    ConversionError,
    Converted,
    front_matter,
    text_of,
    with_fields,
)
from commonplace.convert.zipped import checked
from commonplace.diagnostics.limits import FILE, Limits
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import warning

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: Plain tables and fences, notes as `[^1]`, formulas between dollars, the fields at the head.
_TO = "gfm-tex_math_gfm+tex_math_dollars+yaml_metadata_block"
_PART = ("--sandbox", "--wrap=none", f"--to={_TO}")
_WHOLE = (*_PART, "--standalone")
#: The text of a Word document, and the list of parts that leads to it, which some programs leave
#: out: ECMA-376, part 2, section 6.5.
_WORDS, _PARTS = "word/document.xml", "_rels/.rels"
_ONE_PART = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)
#: Seconds of the clock for each second of processor time, on a busy machine.
_PATIENCE = 5
_MOST_WARNINGS = 3
_WARNING = re.compile(r"\[WARNING\] (?P<words>[^\n]+(?:\n  [^\n]+)*)")
#: Paths in messages are of our own making: the document comes from the standard input.
_AT = re.compile(r" at (?:- |stdin )?line (?P<line>\d+)(?: column \d+)?")


def docx(data: bytes, limits: Limits) -> Converted:
    """Word: comments and what was deleted go, what was inserted stays."""
    return _of_zip(data, "docx", limits)


def odt(data: bytes, limits: Limits) -> Converted:
    """LibreOffice and OpenOffice. A paragraph in the title style is the title."""
    made = _of_zip(data, "odt", limits)
    title = headed.title_of_odt(data, limits)
    first, _, rest = made.text.partition("\n")
    if not title or first.startswith("---"):
        return made
    text = rest.lstrip("\n") if " ".join(first.split()) == title else made.text
    return replace(made, text=front_matter({"title": title}) + text)


def epub(data: bytes, limits: Limits) -> Converted:
    """Books, all chapters as one text."""
    return _of_zip(data, "epub", limits)


def rtf(data: bytes, limits: Limits) -> Converted:
    """Rich Text Format."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ConversionError("it does not start like RTF", "save it again as RTF or DOCX")
    return _run(data, "rtf", limits)


def rst(data: bytes, limits: Limits) -> Converted:
    """What Sphinx, Pelican and Nikola read."""
    text, fields = headed.rst(text_of(data))
    made = _run(text.encode(), "rst", limits)
    # Where a post has both, its comments are what Nikola goes by.
    return replace(made, text=with_fields(made.text, fields)) if fields else made


def asciidoc(data: bytes, limits: Limits) -> Converted:
    """What Asciidoctor and Antora read. Included files are not read."""
    text, told = headed.asciidoc(text_of(data))
    made = _run(text.encode(), "asciidoc", limits)
    return replace(made, told=(*told, *made.told))


def org(data: bytes, limits: Limits) -> Converted:
    """Emacs's Org. All fields at its head count; tags are not part of a heading."""
    text = text_of(data)
    made = _run(f"#+OPTIONS: tags:nil\n{text}".encode(), "org", limits, options=_PART)
    told = tuple(replace(one, line=max(1, one.line - 1)) for one in made.told)
    return replace(made, text=front_matter(headed.org(text)) + made.text, told=told)


def _of_zip(data: bytes, format: str, limits: Limits) -> Converted:
    """A format whose files are archives, which must not unpack to more than allowed.

    What is in it decides, since a Word document may bear the suffix of a book.
    """
    names = checked(io.BytesIO(data), limits).namelist()
    if _WORDS not in names:
        return _run(data, format, limits)
    return _run(data if _PARTS in names else _with_parts(data), "docx", limits)


def _with_parts(data: bytes) -> bytes:
    """A Word document with the list of its parts, without which pandoc does not find the text."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(_PARTS, _ONE_PART)
    return file.getvalue()


def _run(data: bytes, format: str, limits: Limits, options: Sequence[str] = _WHOLE) -> Converted:
    process = subprocess.Popen(
        [_program(), "+RTS", f"-M{limits.memory}", "-RTS", f"--from={format}", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"LANG": "C.UTF-8"},
    )
    _limit_time(process.pid, limits)
    try:
        text, said = process.communicate(data, timeout=limits.seconds * _PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise _beyond() from None
    except BaseException:
        process.kill()
        process.wait()
        raise
    messages = said.decode("utf-8", "replace")
    if process.returncode < 0 or process.returncode == 251:  # ended by a limit, or out of memory
        raise _beyond()
    if process.returncode:
        last = " ".join(messages.split())[:200] or f"pandoc ended with {process.returncode}"
        raise ConversionError(f"pandoc cannot read it: {last}", "save it again, or as Markdown")
    return Converted(text=text.decode("utf-8", "replace"), by=_name(), told=tuple(_told(messages)))


def _beyond() -> ConversionError:
    message = "converting it takes more time or memory than one file may use"
    return ConversionError(message, f"split it, or raise `seconds` and `memory` in {FILE}")


def _told(messages: str) -> Sequence[Diagnostic]:
    """The first of pandoc's warnings, as ours."""
    found = []
    for match in list(_WARNING.finditer(messages))[:_MOST_WARNINGS]:
        at = _AT.search(match["words"])
        words = " ".join(_AT.sub("", match["words"]).split())[:200]
        found.append(
            warning(
                "",
                int(at["line"]) if at else 1,
                f"pandoc says: {words}",
                "fix it there, or write the text itself into the file",
                "part of the document may be missing from the page",
            )
        )
    return found


@cache
def _program() -> str:
    """The program in the wheel; another one on this machine could have any version."""
    found = find_spec("pypandoc")
    folder = Path(found.origin).parent / "files" if found and found.origin else Path()
    path = next((one for one in sorted(folder.glob("pandoc*")) if one.is_file()), None)
    if path is None:
        remedy = "run `pip install pypandoc_binary`"
        raise ConversionError("the package that reads it does not contain pandoc", remedy)
    return str(path)


@cache
def _name() -> str:
    """The program and its version, because another version may convert differently."""
    said = subprocess.run([_program(), "--version"], capture_output=True, check=True, text=True)
    return " ".join(said.stdout.splitlines()[0].replace(".exe", "").split()[:2])


def _limit_time(pid: int, limits: Limits) -> None:
    """Limit the processor time, so that the process ends even if we are killed."""
    with suppress(OSError, ValueError, AttributeError, OverflowError):
        most = min(limits.seconds, 10_000_000)
        resource.prlimit(pid, resource.RLIMIT_CPU, (most, most + 1))
