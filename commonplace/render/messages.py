"""The page of messages that only `mkdocs serve` shows."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from commonplace.diagnostics.report import SEVERITIES
from commonplace.model import Diagnostic
from commonplace.render.engine import render, shown

#: Characters of a message that are shown; a message may quote what is longer.
_LONGEST = 1000


def page(diagnostics: Iterable[Diagnostic]) -> str:
    """The page as Markdown: what is wrong with each file, why it matters, what to do.

    Files with errors come first. Quoted text is escaped, and invisible characters are made
    visible.
    """
    found = [
        (file, list(told))
        for file, told in groupby(sorted(diagnostics, key=_place), key=lambda one: one.file)
    ]
    found.sort(key=lambda pair: min(_rank(one) for one in pair[1]))
    files = [
        {"name": file[:200], "anchor": f"file-{number}", "told": [_shown(one) for one in told]}
        for number, (file, told) in enumerate(found, 1)
    ]
    fields = {"title": "Report", "description": "What the last build found in the files."}
    return render("report.md.j2", {"fields": fields, "counts": _counts(found), "files": files})


def _counts(found: list[tuple[str, list[Diagnostic]]]) -> str:
    told = [one.severity for _, listed in found for one in listed]
    numbers = [(told.count(severity), severity) for severity in SEVERITIES]
    said = [f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in numbers if count]
    return ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + (said or ["nothing"])[-1]


def _place(told: Diagnostic) -> tuple[str, int, int, str]:
    return (told.file, told.line, _rank(told), told.message)


def _rank(told: Diagnostic) -> int:
    return SEVERITIES.index(told.severity)


def _shown(told: Diagnostic) -> dict[str, object]:
    return {
        "severity": told.severity,
        "name": told.severity.capitalize(),
        "place": _words(f"{told.file}:{told.line}"),
        "message": _words(told.message),
        "why": _words(told.why),
        "remedy": _words(told.remedy),
        "issue": Markup(html.escape(told.issue).replace("\n", "&#10;")),
    }


def _words(text: str) -> Markup:
    return shown(text, _LONGEST)
