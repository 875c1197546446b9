"""What `mkdocs serve` tells whoever edits seeds: each message once, a page of them, a banner.

None of it is in a published site.
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
    """The messages of the last build; `serving` says whether this is `mkdocs serve`."""

    def __init__(self) -> None:
        self.serving = False
        self.told: tuple[Diagnostic, ...] = ()
        self._shown = False

    def take(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Keep the messages of a build, and return those that the previous build did not have."""
        before, self.told = set(self.told), ordered(diagnostics)
        return tuple(one for one in self.told if one not in before)

    def show(self, files: Files, config: MkDocsConfig) -> None:
        """Add the page and the banner, if this is `mkdocs serve` and there is something to say.

        Once shown, the page stays, even with nothing left to say, because pages that were not
        rendered since still link to it. A page that a person wrote is never replaced.
        """
        ours = self.serving and files.get_file_from_path(PAGE) is None
        config.extra[BANNER] = "report/" if ours and self.told else None
        self._shown = self._shown or bool(self.told)
        if ours and self._shown:
            page = messages.page(self.told)
            there = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, PAGE, content=page, inclusion=there))


def stopped(problem: Exception) -> Diagnostic:
    """The message for a build that failed; the pages are those of the build before."""
    why = "you see the pages of the previous build"
    if isinstance(problem, LockedError):
        return error(_BUILD, 1, str(problem), "save a file again when it has finished", why)
    if isinstance(problem, EmptyError):
        remedy = "put the seeds back, or delete the site yourself if it should go"
        return error(_BUILD, 1, str(problem), remedy, why)
    if isinstance(problem, OSError):
        remedy = "do that, and build again"
        if problem.strerror:
            remedy = "check that the file exists, its permissions, and the free disk space"
        message = f"the build stopped: {problem.strerror or problem}"
        return error(str(problem.filename or _BUILD), 1, message, remedy, why)
    message = f"the program failed ({type(problem).__name__})"
    issue = faults.issue(problem, again="build")
    return error(_BUILD, 1, message, "undo the last change, and report this", why, issue)
