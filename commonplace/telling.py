"""What a command says at the end: lines, a report, and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from commonplace.diagnostics.report import Report, failed, lines
from commonplace.model import Diagnostic

#: The exit status if the program itself fails.
FAULT = 3


def finish(done: Report, told: tuple[Diagnostic, ...], strict: bool, report: Path | None) -> None:
    """Show the diagnostics of a build and those `told` before; exit with 1 if `strict` says so."""
    done = done.with_more(told)
    write_report(done, report)
    tell(done.diagnostics)
    if strict:
        leave(done.diagnostics, strict)


def write_report(done: Report, file: Path | None) -> None:
    """Write a report as JSON, if a file was given."""
    if file:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(done.as_json(), encoding="utf-8")
        except OSError as problem:
            raise click.ClickException(str(problem)) from problem


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to stderr, for a person."""
    colours = {"error": "red", "warning": "yellow", "note": "blue"}
    for severity, text in lines(diagnostics):
        click.secho(text, err=True, fg=colours[severity])


def leave(diagnostics: Iterable[Diagnostic], strict: bool) -> None:
    """Exit with a status that says what went wrong, unless all is well."""
    diagnostics = tuple(diagnostics)
    if any(diagnostic.issue for diagnostic in diagnostics):
        sys.exit(FAULT)
    if failed(diagnostics, strict=strict):
        sys.exit(1)
