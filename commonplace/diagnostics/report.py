"""The diagnostics of a build or a check: as lines, as JSON, and as GitHub's commands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from commonplace import __version__
from commonplace.model import Diagnostic, Severity

#: Of the JSON: it changes when the shape does.
FORMAT = 1
#: The JSON's shape, as JSON Schema.
SCHEMA = Path(__file__).with_name("report.schema.json")
#: Above the block for an issue.
ASK = "This is a bug in the program. Please report it with this text:"
#: Of how many files a person is told one by one what is the same in many.
SHOWN = 3
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a build did, and its diagnostics.

    `proposed` are topics that the vocabulary might want, as YAML to paste into it.
    """

    documents: int
    passages: int
    written: int
    indexed: int
    diagnostics: tuple[Diagnostic, ...]
    proposed: str = ""

    def count(self, severity: str) -> int:
        """How many diagnostics of a severity there are."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity == severity)

    @property
    def refused(self) -> str:
        """How many files were left out because of an error, as a sentence; empty if none."""
        count = len({one.file for one in self.diagnostics if one.severity == "error"})
        return f" {count} file{' was' if count == 1 else 's were'} refused." if count else ""

    def with_more(self, diagnostics: Iterable[Diagnostic]) -> Report:
        """The same with more diagnostics, in the order of files and lines."""
        return replace(self, diagnostics=ordered((*self.diagnostics, *diagnostics)))

    def as_json(self) -> str:
        """The report as JSON, for `--report`; `report.schema.json` describes it.

        A lone surrogate, which is not a character, is written as a JSON escape.
        """
        whole = {
            "format": FORMAT,
            "version": __version__,
            **{name: value for name, value in asdict(self).items() if name != "diagnostics"},
            "counts": {severity: self.count(severity) for severity in SEVERITIES},
            "diagnostics": [_record(diagnostic) for diagnostic in self.diagnostics],
        }
        text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        return text.encode("utf-8", "backslashreplace").decode()


def _record(diagnostic: Diagnostic) -> dict[str, object]:
    record = asdict(diagnostic)
    if not diagnostic.issue:
        del record["issue"]
    return record


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by file, line and message, without duplicates."""
    found = dict.fromkeys(diagnostics)
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.message)))


def failed(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether a check fails: on an error or, if strict, on a warning."""
    bad = ("error", "warning") if strict else ("error",)
    return any(diagnostic.severity in bad for diagnostic in diagnostics)


def lines(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Severity, str]]:
    """Lines for a person, each with its severity, and below it why it matters.

    The same reason is given once. What is the same in many files, and is no error, is told
    of a few of them, and of the others in one line. Reports of bugs come last, once for each
    place where the program failed.
    """
    given: set[str] = set()
    issues: dict[str, str] = {}
    files: dict[tuple[str, str, str], dict[str, Diagnostic]] = {}
    for diagnostic in diagnostics:
        kind = (diagnostic.severity, diagnostic.why, diagnostic.remedy)
        alike = files.setdefault(kind, {})
        alike.setdefault(diagnostic.file, diagnostic)
        if len(alike) > SHOWN and diagnostic.severity != "error":
            continue
        text = str(diagnostic)
        if diagnostic.why and diagnostic.why not in given:
            given.add(diagnostic.why)
            text += f"\n    why: {diagnostic.why}"
        yield diagnostic.severity, text
        if diagnostic.issue:
            issues.setdefault(diagnostic.message, diagnostic.issue)
    for alike in files.values():
        rest = list(alike.values())[SHOWN:]
        if rest and rest[0].severity != "error":
            yield rest[0].severity, str(replace(rest[0], message=_others(rest)))
    for issue in issues.values():
        yield "error", f"\n{ASK}\n\n{issue}"


def _others(rest: list[Diagnostic]) -> str:
    """The message for all of these files."""
    more = len(rest) - 1
    others = f" and in {more} more file{'s' * (more > 1)}" if more else ""
    return f"the same here{others}: {rest[0].why}"


def github(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Workflow commands that make GitHub show diagnostics beside their lines.

    Nothing in a diagnostic can end its command or begin another one.

    >>> told = Diagnostic(severity="note", file="a,b.md", line=3, message="50%\\n", remedy="no")
    >>> list(github([told]))
    ['::notice file=a%2Cb.md,line=3::50%25%0A; no']
    """
    levels = {"error": "error", "warning": "warning", "note": "notice"}
    for told in diagnostics:
        why = f" ({told.why})" if told.why else ""
        words = _escaped(f"{told.message}{why}; {told.remedy}")
        file = _escaped(told.file).replace(":", "%3A").replace(",", "%2C")
        yield f"::{levels[told.severity]} file={file},line={told.line}::{words}"


def _escaped(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.encode("utf-8", "backslashreplace").decode()
