"""Short ways to say what is wrong with a file, and on which line."""

from __future__ import annotations

from commonplace.model import Diagnostic


def error(file: str, line: int, message: str, remedy: str, why: str = "") -> Diagnostic:
    """A diagnostic for a file that has to be left out."""
    return Diagnostic(
        severity="error", file=file, line=line, message=message, remedy=remedy, why=why
    )


def warning(file: str, line: int, message: str, remedy: str, why: str = "") -> Diagnostic:
    """A diagnostic for something that was repaired or dropped."""
    return Diagnostic(
        severity="warning", file=file, line=line, message=message, remedy=remedy, why=why
    )


def note(file: str, line: int, message: str, remedy: str, why: str = "") -> Diagnostic:
    """A diagnostic for something that somebody may want to look at."""
    return Diagnostic(
        severity="note", file=file, line=line, message=message, remedy=remedy, why=why
    )


def others(count: int) -> str:
    """What to append to a message that stands for several of its kind.

    >>> others(0), others(2)
    ('', ' (and 2 more like it)')
    """
    return f" (and {count} more like it)" if count else ""


def line_of(text: str, at: int) -> int:
    """The number of the line that holds offset `at`, from 1, as editors count."""
    return text.count("\n", 0, at) + 1
