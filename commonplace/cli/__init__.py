"""The command line: `commonplace build`, `check`, `search`, and more."""

from commonplace.cli.commands import build, main

__all__ = ["build", "main"]
