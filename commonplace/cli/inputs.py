"""What a command starts from: the project, the folders of seeds, and what is known about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commonplace import pipeline
from commonplace.cli.options import Given
from commonplace.collect import collect, collect_file, owner
from commonplace.disk import places
from commonplace.incremental import cache
from commonplace.model import Diagnostic, Seed
from commonplace.project import project, settings
from commonplace.project.project import NoProjectError, Project


@dataclass(frozen=True, kw_only=True)
class Start:
    """`root` is the project, if there is one; `told` is what is wrong with the `known` files."""

    root: Path | None
    seeds: tuple[Path, ...]
    known: Project
    told: tuple[Diagnostic, ...]

    @property
    def whole(self) -> bool:
        """Whether building means the site, too.

        MkDocs runs what the project's `mkdocs.yml` names. So it does only where one stands in
        the very folder and builds its own seeds, and the file has the plugin and no hooks.
        """
        root = self.root
        return (
            root is not None
            and root == Path.cwd().resolve()
            and self.seeds == (project.seeds_of(root),)
            and project.has_plugin(root)
        )

    @property
    def memory(self) -> Path | None:
        """The file in which builds of the project remember their addresses."""
        return pipeline.memory_of(self.root / "build" / "index") if self.root else None

    def outputs(self, docs: Path | None, index: Path | None) -> tuple[Path, Path, Path]:
        """Where the pages, the index and the cache go; raises NoProjectError if unknown.

        The cache is beside the index, named after it if `index` was given.
        """
        docs = docs or project.pages_of(project.needed(self.root, "and no --docs given"))
        if index is not None:
            return docs, index, index.with_name(f"{index.name}.{cache.NAME}")
        build = project.needed(self.root, "and no --index given") / "build"
        return docs, build / "index", build / cache.NAME


def start(asked: Given, report: Path | None = None) -> Start:
    """Start with a named project, or else the current one.

    If no seeds are named, the project's own are used. Raises NoProjectError if there is no
    project either, and FileExistsError if `report` is somebody's file.
    """
    root = _project(asked, asked.seeds)
    return _start(asked, root, root, report)


def start_site(asked: Given, report: Path | None = None) -> Start:
    """The same for a whole site, which runs the project's hooks.

    The current folder may belong to somebody else, so the project is the one that was named,
    or the command's own. Raises NoProjectError inside another project if no seeds are named.
    """
    here = project.found(asked.seeds)
    root = _project(asked, asked.seeds) if asked.project else project.own(asked.seeds)
    if not (asked.project or asked.seeds) and here not in (None, root):
        raise NoProjectError(
            f"{here}: a site runs the hooks of its project; if you trust this one, name it: "
            f"--project {here}"
        )
    return _start(asked, root, here, report)


def start_check(asked: Given, paths: Sequence[Path], report: Path | None) -> Start:
    """The same for checking some paths; folders among them are folders of seeds.

    If no seeds are named, the folder to which the paths may belong is the project's own.
    """
    given = asked.seeds or tuple(path for path in paths if path.is_dir())
    root = _project(asked, given)
    if not paths:
        return _start(asked, root, root, report)
    tops = asked.seeds or ((project.seeds_of(root),) if root else ())
    if report:
        places.check_report(report, (*tops, *given))
    known, told = known_to(project.home(given, root), root, asked.drafts)
    return Start(root=root, seeds=tops, known=known, told=told)


def gather(begun: Start, paths: Sequence[Path]) -> tuple[tuple[Seed, ...], tuple[Diagnostic, ...]]:
    """The seeds at some paths, which may be folders; all seeds if there are no paths.

    Each gets the name and the images that a build of its folder would give it.
    """
    limits, chats = begun.known.limits, begun.known.publishing.chats
    if not paths:
        return collect(begun.seeds, limits, chats)
    seeds: list[Seed] = []
    told: list[Diagnostic] = []
    images: dict[Path, frozenset[str]] = {}
    for path in dict.fromkeys(map(owner, paths)):
        top = next((one for one in begun.seeds if places.within(path, one)), None)
        if path.is_dir():
            found, more = collect([top or path], limits, chats)
            seeds += (one for one in found if places.within(Path(one.file).parent, path))
            told += (one for one in more if places.within(Path(one.file).parent, path))
        else:
            found, more = collect_file(path, limits, seeds=top, known=images, chats=chats)
            seeds += found
            told += more
    return tuple({seed.file: seed for seed in seeds}.values()), tuple(told)


def _project(asked: Given, seeds: Sequence[Path]) -> Path | None:
    return project.named(asked.project, seeds) if asked.project else project.found(seeds)


def _start(asked: Given, root: Path | None, here: Path | None, report: Path | None) -> Start:
    """Start in a project; `here` is the current one, whose vocabulary may apply, too."""
    seeds = asked.seeds or (project.seeds_of(project.needed(root, "and no --seeds given")),)
    if report:
        places.check_report(report, seeds)
    words = asked.words or project.home(asked.seeds, root, here)
    known, told = known_to(words, root, asked.drafts)
    return Start(root=root, seeds=seeds, known=known, told=told)


def known_to(
    words: Path | None, root: Path | None, drafts: bool = False
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """What the folder `words` says, and what the project `root` says about publishing."""
    known, told = project.read(words)
    known, more = project.published(root, known, drafts=drafts)
    settings.refuse(more)
    return known, (*told, *more)
