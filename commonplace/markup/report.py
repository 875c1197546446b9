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


def line_of(text: str, at: int) -> int:
    """The number of the line that holds offset `at`, from 1, as editors count."""
    return text.count("\n", 0, at) + 1
