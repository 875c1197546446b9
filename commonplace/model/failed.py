"""What stands in the place of a result where the process that was to make it ended."""

from __future__ import annotations

from dataclasses import dataclass

from commonplace.model.diagnostics import error
from commonplace.model.records import Diagnostic


@dataclass(frozen=True, kw_only=True)
class Failed:
    """One thing whose result could not be made, and why: the fields are a Diagnostic's.

    It says nothing about the next try, so it is never kept in a cache.
    """

    message: str
    why: str
    remedy: str

    def of(self, file: str) -> Diagnostic:
        """The error of the file that is lost."""
        return error(
            file=file,
            line=1,
            message=self.message,
            why=self.why,
            remedy=self.remedy,
        )
