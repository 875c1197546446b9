"""What a command is doing, for whoever waits: on a terminal, or with --verbose."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

#: The stages log here that they begin.
_LOG = logging.getLogger("commonplace")
_QUIET, _VERBOSE = "commonplace.quiet", "commonplace.verbose"


def choose(context: click.Context, option: click.Parameter, given: bool) -> None:
    """Note that --quiet or --verbose was given: the callback of these options."""
    context.meta[f"commonplace.{option.name}"] = given


def quiet() -> bool:
    """Whether only errors and warnings are to be shown."""
    return _chosen(_QUIET)


def watched() -> bool:
    """Whether somebody sees a bar move: on a terminal, and not with --quiet."""
    return sys.stderr.isatty() and not quiet()


def without_colours() -> bool:
    """Whether the environment asks for plain text, as https://no-color.org has it."""
    return bool(os.environ.get("NO_COLOR"))


@contextmanager
def shown() -> Iterator[None]:
    """Show each stage when it begins; with --verbose also in a pipe, and with the seconds."""
    handler, level = _Shown(), _LOG.level
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        _LOG.removeHandler(handler)
        _LOG.setLevel(level)


class _Shown(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.begun = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        if _chosen(_VERBOSE):
            spent = time.monotonic() - self.begun
            click.echo(f"{spent:7.1f} s  {record.getMessage()}", err=True)
        elif watched():
            click.echo(f"{record.getMessage()} …", err=True)


def _chosen(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(name))
