"""What `mkdocs serve` tells whoever edits seeds: messages once each, a page of them, a banner.

Nothing of it is in a site that is built to be published.
"""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from commonplace.diagnostics import faults
from commonplace.diagnostics.report import ordered
from commonplace.disk.lock import LockedError
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error
from commonplace.pipeline import EmptyError
from commonplace.render import messages

PAGE = "report.md"
#: The name of the value below `extra` that makes the theme show the banner.
BANNER = "report"
#: What stands in the place of a file that nobody knows.
_BUILD = "the build"


class Messages:
    """The messages of the last build; `serving` is whether anybody will see more than a log."""

    def __init__(self) -> None:
        self.serving = False
        self.told: tuple[Diagnostic, ...] = ()
        self._shown = False

    def take(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Keep the messages of a build, and return those that the one before did not have."""
        before, self.told = set(self.told), ordered(diagnostics)
        return tuple(one for one in self.told if one not in before)

    def show(self, files: Files, config: MkDocsConfig) -> None:
        """Add the page and the banner, if this is `mkdocs serve` and there is something to say.

        A page that was there once stays, and says when nothing is left, because pages that
        were not rendered since still lead to it. One that a person wrote is never replaced.
        """
        ours = self.serving and files.get_file_from_path(PAGE) is None
        config.extra[BANNER] = "report/" if ours and self.told else None
        self._shown = self._shown or bool(self.told)
        if ours and self._shown:
            page = messages.page(self.told)
            there = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, PAGE, content=page, inclusion=there))


def stopped(problem: Exception) -> Diagnostic:
    """The message of a build that did not come to its end; the pages are those before it."""
    why = "what you see is what was built before"
    if isinstance(problem, LockedError):
        return error(_BUILD, 1, str(problem), "save something again when it has ended", why)
    if isinstance(problem, EmptyError):
        remedy = "put the seeds back; a site that is to be removed, delete yourself"
        return error(_BUILD, 1, str(problem), remedy, why)
    if isinstance(problem, OSError):
        remedy = "do that, and build again"
        if problem.strerror:
            remedy = "see whether the file is there, its rights, and the space on the disk"
        message = f"the build stopped: {problem.strerror or problem}"
        return error(str(problem.filename or _BUILD), 1, message, remedy, why)
    message = f"the program failed ({type(problem).__name__})"
    issue = faults.issue(problem, again="build")
    return error(_BUILD, 1, message, "take back the last change, and report this", why, issue)
