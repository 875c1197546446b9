"""Bytes to text: encodings, byte order marks and newlines."""

from __future__ import annotations

import codecs
import re

from commonplace.markup.blocks import touched, verbatim
from commonplace.markup.scan import begun
from commonplace.model import Diagnostic, Edit, Seed, Tracked
from commonplace.model.diagnostics import error, line_of, warning
from commonplace.readers.mojibake import misread

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Controls that no text needs. Tab, newline, carriage return and form feed stay.
# The upper ones also stay after letters with which UTF-8 begins when it was read as
# something else: the rule for broken characters needs them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]|(?<![\xc2-\xf4\x80-\x9f])[\x80-\x84\x86-\x9f]")
# Marks that turn the direction of the text around, or that nobody can see. Tags spell
# flags after a black flag, and one selector after a character is its form; more of them
# are hidden words.
_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
#: How files begin that are no text, whatever their suffix says, and what they are.
_OTHERS = {
    b"%PDF-": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"%!PS": "a PostScript document",
    b"version https://git-lfs": "a Git LFS pointer to a file stored elsewhere",
}
#: What is said of misread words, with which a sentence can begin or end.
_LOOK = "words look like Cyrillic or Greek"
_LOST = "\ufffd"  #: What programs write for what they cannot read.
_NEWLINE = re.compile("\r\n?|\x0c|\x85|\u2028|\u2029")
#: With which characters these begin.
_ENDS = re.compile("[\r\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(
    "[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ufe00-\ufe0f\U000e0000-\U000e01ef]"
)


def decode(seed: Seed) -> tuple[Tracked | None, tuple[Diagnostic, ...]]:
    """Decode a seed's bytes; newlines become `\\n`, invisible characters go.

    UTF-8 and marked UTF-16 and UTF-32 are read as they are; other bytes are read as
    Windows-1252 with a warning. Returns None with an error if the bytes are not text at all.
    """
    other = next((what for begin, what in _OTHERS.items() if seed.data.startswith(begin)), "")
    if other:
        why = "its bytes would be shown instead of text"
        told = error(seed.file, 1, f"this is {other}", "put the text itself into the file", why)
        return None, (told,)
    source, diagnostics = _source(seed)
    if source is None:
        return None, tuple(diagnostics)
    if source.count("\x00") > len(source) // 100:
        why = "text has no NUL bytes, but programs, pictures and UTF-16 do"
        message = "this is not text: it is full of NUL bytes"
        return None, (*diagnostics, error(seed.file, 1, message, "save the file as UTF-8", why))
    lost = source.count(_LOST)
    if lost and _LOST.encode() in seed.data:
        diagnostics.append(
            warning(
                seed.file,
                line_of(source, source.index(_LOST)),
                f"{lost:,} characters were already lost (U+FFFD)",
                "type them again, or save the file again from an intact copy",
                "a program read it in the wrong encoding, and the original characters are gone",
            )
        )
    text = Tracked(source)
    ends = begun(_NEWLINE, _ENDS, str(text))
    text = text.edit("newline", [Edit(*m.span(), "\n") for m in ends])
    controls = begun(_CONTROLS, _CONTROL, str(text))
    text = text.edit("control", [Edit(*m.span()) for m in controls])
    unseen = begun(_INVISIBLE, _UNSEEN, str(text))
    text = text.edit("invisible", [Edit(*m.span()) for m in unseen])
    first = next((c for c in text.changes() if c.rule in ("control", "invisible")), None)
    if first and (first.start or first.before != "\ufeff"):
        diagnostics.append(
            warning(
                seed.file,
                line_of(source, first.start),
                f"invisible or control characters (U+{ord(first.before[0]):04X}) were removed",
                "delete them from the file",
                "they can hide words or reverse a line",
            )
        )
    return text, tuple(diagnostics)


def _source(seed: Seed) -> tuple[str | None, list[Diagnostic]]:
    """The text of a seed's bytes, None if no encoding fits, with the diagnostics."""
    data, told = seed.data, []
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-16" and _is_utf_8(data[2:]):
        encoding, data = "utf-8", data[2:]
        message = "the byte order mark says UTF-16, but the bytes are UTF-8"
        why = "read as UTF-16, it would be a different text"
        told.append(warning(seed.file, 1, message, "save it as UTF-8", why))
    try:
        source = data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        if encoding != "utf-8" or b"\x00" in data:
            message = f"the bytes are not valid {encoding}"
            why = "a guess would put wrong letters on the page"
            return None, [*told, error(seed.file, line, message, "save the file as UTF-8", why)]
        # The five bytes that Windows-1252 leaves undefined are read as Latin-1.
        source = data.decode("cp1252", errors="replace")
        look = f", in which {_LOOK}" if misread(source) else ""
        told.append(
            warning(
                seed.file,
                line,
                f"the bytes are not UTF-8 from line {line} on and were read as Windows-1252{look}",
                "save the file as UTF-8",
                "this is a guess, and accents and quotation marks may be wrong",
            )
        )
        return source, told
    if (at := _misread_at(source)) is not None:
        told.append(
            warning(
                seed.file,
                line_of(source, at),
                f"{_LOOK} that was once read as Windows-1252",
                "save the file as UTF-8 again, from a program that shows it correctly",
                "nobody can read or find these words",
            )
        )
    return source, told


def _misread_at(source: str) -> int | None:
    """Where misread words of another script begin; those in code are examples and ignored."""
    runs = misread(source)
    code = verbatim(source) if runs else []
    return next((start for start, end in runs if not any(touched(start, end, code))), None)


def _is_utf_8(data: bytes) -> bool:
    """Whether bytes are UTF-8 and not UTF-16, which would have a NUL in each space or newline."""
    try:
        return bool(data.decode("utf-8").strip()) and b"\x00" not in data
    except UnicodeDecodeError:
        return False
