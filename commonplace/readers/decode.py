"""Bytes to text: encodings, byte order marks and newlines."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from commonplace.markup.blocks import touched, verbatim
from commonplace.model import Diagnostic, Edit, Seed, Tracked
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


def decode(seed: Seed) -> tuple[Tracked | None, tuple[Diagnostic, ...]]:
    """Decode a seed's bytes; newlines become `\\n`, invisible characters go.

    UTF-8 and marked UTF-16 and UTF-32 are read as they are; other bytes are read as
    Windows-1252 with a warning. Returns None with an error if the bytes are not text at all.
    """
    diagnostics: list[Diagnostic] = []

    def say(severity: str, message: str, remedy: str, why: str, line: int = 1) -> None:
        diagnostics.append(
            Diagnostic(
                severity="error" if severity == "error" else "warning",
                file=seed.file,
                line=line,
                message=message,
                why=why,
                remedy=remedy,
            )
        )

    other = next((what for begin, what in _OTHERS.items() if seed.data.startswith(begin)), "")
    if other:
        why = "its bytes would be shown instead of text"
        say("error", f"this is {other}", "put the text itself into the file", why)
        return None, tuple(diagnostics)
    encoding = next((name for bom, name in _BOMS if seed.data.startswith(bom)), "utf-8")
    if encoding == "utf-16" and _is_utf_8(seed.data[2:]):
        encoding, seed = "utf-8", replace(seed, data=seed.data[2:])
        why = "read as UTF-16, it would be a different text"
        say(
            "warning",
            "the byte order mark says UTF-16, but the bytes are UTF-8",
            "save it as UTF-8",
            why,
        )
    try:
        source = seed.data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = seed.data.count(b"\n", 0, problem.start) + 1
        if encoding != "utf-8" or b"\x00" in seed.data:
            why = "a guess would put wrong letters on the page"
            say("error", f"the bytes are not valid {encoding}", "save the file as UTF-8", why, line)
            return None, tuple(diagnostics)
        # The five bytes that Windows-1252 leaves undefined are read as Latin-1.
        source = seed.data.decode("cp1252", errors="replace")
        look = f", in which {_LOOK}" if misread(source) else ""
        say(
            "warning",
            f"the bytes are not UTF-8 from line {line} on and were read as Windows-1252{look}",
            "save the file as UTF-8",
            "this is a guess, and accents and quotation marks may be wrong",
            line,
        )
    else:
        if (at := _misread_at(source)) is not None:
            say(
                "warning",
                f"{_LOOK} that was once read as Windows-1252",
                "save the file as UTF-8 again, from a program that shows it correctly",
                "nobody can read or find these words",
                source.count("\n", 0, at) + 1,
            )
    if source.count("\x00") > len(source) // 100:
        why = "text has no NUL bytes, but programs, pictures and UTF-16 do"
        say("error", "this is not text: it is full of NUL bytes", "save the file as UTF-8", why)
        return None, tuple(diagnostics)
    lost = source.count(_LOST)
    if lost and _LOST.encode() in seed.data:
        say(
            "warning",
            f"{lost:,} characters were already lost (U+FFFD)",
            "type them again, or save the file again from an intact copy",
            "a program read it in the wrong encoding, and the original characters are gone",
            source.count("\n", 0, source.index(_LOST)) + 1,
        )
    text = Tracked(source)
    text = text.edit("newline", [Edit(*m.span(), "\n") for m in _NEWLINE.finditer(str(text))])
    text = text.edit("control", [Edit(*m.span()) for m in _CONTROLS.finditer(str(text))])
    text = text.edit("invisible", [Edit(*m.span()) for m in _INVISIBLE.finditer(str(text))])
    if any(change.rule in ("control", "invisible") for change in text.changes()):
        first = next(c for c in text.changes() if c.rule in ("control", "invisible"))
        if first.start or first.before != "\ufeff":
            say(
                "warning",
                f"invisible or control characters (U+{ord(first.before[0]):04X}) were removed",
                "delete them from the file",
                "they can hide words or reverse a line",
                source.count("\n", 0, first.start) + 1,
            )
    return text, tuple(diagnostics)


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
