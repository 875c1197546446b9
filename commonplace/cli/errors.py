"""How a command ends that cannot finish: one line for a person, and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from commonplace.cli import progress
from commonplace.cli.output import FAULT, finish
from commonplace.diagnostics.report import ASK
from commonplace.model import Diagnostic

#: The exit status after Ctrl-C, as shells have it.
STOPPED = 130


class Commands(click.Group):
    """A group of commands that show what they do, and end with 130 and one line on Ctrl-C."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        if progress.without_colours():
            ctx.color = False
        try:
            with progress.shown():
                return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            _stopped()


@contextmanager
def errors(told: tuple[Diagnostic, ...] = (), report: Path | None = None) -> Iterator[None]:
    """Show user and disk errors as one line, and bugs in the program as text for an issue.

    A refused build still writes its report, with what was `told` before.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        _stopped()
    except OSError as problem:
        raise click.ClickException(str(problem)) from problem
    except Exception as fault:
        from commonplace import pipeline
        from commonplace.diagnostics import faults
        from commonplace.site.build_site import SiteError
        from commonplace.workers.process import WorkersError

        if isinstance(fault, pipeline.EmptyError):
            finish(fault.report, told, False, report)
        if isinstance(fault, pipeline.EmptyError | SiteError | WorkersError):
            raise click.ClickException(str(fault)) from fault
        again = click.get_current_context().info_name or "build"
        click.secho(f"{ASK}\n\n{faults.issue(fault, again=again)}", err=True, fg="red")
        sys.exit(FAULT)


def _stopped() -> None:
    click.echo("\nStopped. What the last build made is still in place.", err=True)
    sys.exit(STOPPED)
