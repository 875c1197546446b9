"""What a command says at the end: lines, a report, and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonplace.cli.progress import quiet
from commonplace.diagnostics.report import Report, failed, lines
from commonplace.model import Diagnostic

if TYPE_CHECKING:
    from commonplace import index

#: The exit status if the program itself fails.
FAULT = 3


def finish(done: Report, told: tuple[Diagnostic, ...], strict: bool, report: Path | None) -> None:
    """Show the diagnostics of a build and those `told` before; exit with 1 if `strict` says so."""
    done = done.with_more(told)
    write_report(done, report)
    tell(done.diagnostics)
    if strict:
        leave(done.diagnostics, strict)


def tell_nothing(done: Report, folders: Iterable[Path]) -> None:
    """Say what to do where there is no document and nothing has said why."""
    if not done.documents and not done.count("error"):
        where = ", ".join(map(str, folders)) or "the files"
        click.secho(
            f"{where}: warning: no text to read; put posts or transcripts there, or name another "
            "folder with --seeds",
            err=True,
            fg="yellow",
        )


def write_report(done: Report, file: Path | None) -> None:
    """Write a report as JSON, if a file was given."""
    if file:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(done.as_json(), encoding="utf-8")
        except OSError as problem:
            raise click.ClickException(str(problem)) from problem


def say(line: str) -> None:
    """Print what was done, unless nobody wants to know."""
    if not quiet():
        click.echo(line)


def say_made(done: Report) -> None:
    """Print what a build has made, and how many files it refused."""
    say(
        f"{done.documents} documents, {done.passages} passages; "
        f"{done.written} files changed, {done.indexed} documents indexed.{done.refused}"
    )


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to stderr, for a person; with --quiet, no notes."""
    diagnostics = [one for one in diagnostics if not (quiet() and one.severity == "note")]
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


def found_in_words(answer: index.Answer) -> Iterator[str]:
    """What a search found, line by line: what it could not find, then pages and passages."""
    if answer.error:
        yield answer.error
    if answer.corrected:
        yield f"Showing results for: {answer.suggestion}"
    if answer.unknown:
        words = " or ".join(f"“{word}”" for word in answer.unknown)
        yield f"No passage has {words}."
    for one in answer.nobody:
        who = "There is no topic" if one.field == "topic" else "Nobody here has the name"
        near = f" Similar names: {', '.join(one.nearest)}." if one.nearest else ""
        yield f"{who} “{one.asked}”.{near}"
    if answer.suggestion and not answer.corrected:
        yield f"Did you mean: {answer.suggestion}"
    if answer.relaxed:
        have = {0: "No passage has", 1: "1 passage has"}.get(answer.complete)
        have = have or f"{answer.complete} passages have"
        yield f"{have} all of these words; the others have some of them."
    for page in answer.pages:
        yield f"{page.title} ({page.kind})  {click.style(page.address, fg='cyan')}"
    for number, hit in enumerate(answer.hits):
        who = ", ".join(part for part in (hit.speaker, hit.time, hit.date) if part)
        yield f"\n{click.style(hit.title, bold=True)}" + (f" ({who})" if who else "")
        yield f"  {hit.snippet}\n  {click.style(hit.address, fg='cyan')}  {hit.score:.2f}"
        if hit.similar:
            yield "  similar in meaning"
        if answer.more and answer.more[number]:
            yield f"  {answer.more[number]} more on this page"
    if not answer.hits:
        yield "Nothing found."
