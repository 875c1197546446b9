"""Short ways to say what is wrong with a file, and on which line."""

from __future__ import annotations

from pathlib import PurePath

from commonplace.model.records import Diagnostic, Severity


def error(
    file: str | PurePath, line: int, message: str, remedy: str, why: str = "", issue: str = ""
) -> Diagnostic:
    """A diagnostic for a file that has to be left out."""
    return _diagnostic("error", file, line, message, remedy, why, issue)


def warning(
    file: str | PurePath, line: int, message: str, remedy: str, why: str = ""
) -> Diagnostic:
    """A diagnostic for something that was repaired or dropped."""
    return _diagnostic("warning", file, line, message, remedy, why)


def note(file: str | PurePath, line: int, message: str, remedy: str, why: str = "") -> Diagnostic:
    """A diagnostic for something that somebody may want to look at."""
    return _diagnostic("note", file, line, message, remedy, why)


def _diagnostic(
    severity: Severity,
    file: str | PurePath,
    line: int,
    message: str,
    remedy: str,
    why: str,
    issue: str = "",
) -> Diagnostic:
    return Diagnostic(
        severity=severity,
        file=str(file),
        line=line,
        message=message,
        remedy=remedy,
        why=why,
        issue=issue,
    )


def others(count: int) -> str:
    """What goes behind a message that stands for several slips of its kind.

    >>> others(0), others(2)
    ('', ' (and 2 more like it)')
    """
    return f" (and {count} more like it)" if count else ""


def line_of(text: str, at: int) -> int:
    """The number of the line that holds offset `at`, from 1, as editors count."""
    return text.count("\n", 0, at) + 1
