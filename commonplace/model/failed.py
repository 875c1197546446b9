"""What replaces a result if the process that should make it died."""

from __future__ import annotations

from dataclasses import dataclass

from commonplace.model.diagnostics import error
from commonplace.model.records import Diagnostic


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A thing whose result could not be made, and why, with the fields of a Diagnostic.

    The next try may succeed, so it is never cached.
    """

    message: str
    why: str
    remedy: str

    def of(self, file: str) -> Diagnostic:
        """The error for a file whose result could not be made."""
        return error(
            file=file,
            line=1,
            message=self.message,
            why=self.why,
            remedy=self.remedy,
        )
