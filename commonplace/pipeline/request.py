"""What a build is asked for, and the files that lie beside its index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from commonplace.addresses import ledger
from commonplace.disk import lock
from commonplace.model import Failed, Mapper
from commonplace.project.project import NO_PROJECT, Project


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a build is asked for: from which folders of seeds, to where, and how.

    `site` is the address at which the pages will stand, if that is known; `propose` puts
    topics that the vocabulary does not have into the report. For another build of the same
    index this one waits up to `wait` seconds. In the file `cached`, if that is named, builds
    remember what they have worked out; what they make is the same without. In the file
    `memory` they remember the addresses that they gave; it lies beside the index if none is
    named. Documents in `docs` and in the site `replaced` are not to go all at once, unless
    `allow_empty` says so. Without `indexing` there is no Whoosh index: only the command line
    reads it, and no page does.
    """

    folders: tuple[Path, ...]
    docs: Path
    index_folder: Path
    project: Project = NO_PROJECT
    site: str | None = None
    propose: bool = False
    mapper: Mapper[Failed] = map
    wait: float = lock.WAIT
    cached: Path | None = None
    memory: Path | None = None
    allow_empty: bool = False
    replaced: Path | None = None
    indexing: bool = True

    @property
    def memory_file(self) -> Path:
        """The file in which the build remembers the addresses that it gave."""
        return self.memory or memory_of(self.index_folder)

    @property
    def guarded(self) -> tuple[Path, ...]:
        """The folders whose documents are not to go all at once."""
        site = self.replaced and self.replaced / self.project.identity.under
        return () if self.allow_empty else tuple(filter(None, (self.docs, site)))

    def dated(self) -> Request:
        """The same with the day of today, if it has none."""
        project = replace(self.project, publishing=self.project.publishing.dated())
        return replace(self, project=project)


def lock_of(index_folder: Path) -> Path:
    """The lock file of builds of an index."""
    return index_folder.with_name(f"{index_folder.name}.lock")


def memory_of(index_folder: Path) -> Path:
    """The file in which builds of an index remember the addresses they gave."""
    return index_folder.with_name(f"{index_folder.name}.{ledger.FILE}")
