"""Writes files below `docs/`: whole, only if they changed, and never over hand-written ones.

What a build writes is listed in `docs/.gitignore` (`listing.py`), which does two things: it
keeps generated pages out of git, and tells the next build what it may replace and remove.

All that is new is written into `docs/.unfinished/` first, with a plan of where it goes. Once
that is complete and on disk, the build will be finished: if it is killed before, the next one
starts over; if after, the next one carries out the plan. docs/decisions/0012-generations.md
has the reasons.
"""

from __future__ import annotations

import hashlib
import json
import ntpath
import os
import posixpath
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from commonplace.addresses.slugs import image_address
from commonplace.collect import IMAGES, SOUNDS
from commonplace.disk import durable, listing
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error

LIST = listing.FILE
UNFINISHED = ".unfinished"  #: the folder of what is written and not yet in its place
_PLAN, _FILES = "plan.json", "files"
_BESIDE = ".new"  #: the name of a file just before it gets its own
#: Files that are many and all generated: the list names them together, in one line.
_TOGETHER = ("search/*.bin",)
#: What is raised if there is no file of that name.
_NOTHING = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
_IMAGE = re.compile(r"\b(images/[a-z0-9-]+\.[a-z0-9]+)\"")


#: What a file is to hold: a text, bytes, or what another file holds. Texts become bytes one at
#: a time, since all of them together are large.
Content = str | bytes | Path


@dataclass(frozen=True, kw_only=True)
class Written:
    """How many files were written or removed, and what could not be written."""

    changed: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is still to be done with the files that are in `docs/.unfinished/`.

    `put` are the names of new files in order, each with the hash of what it replaces, or
    None; `gone` those that are removed, with their hashes. The hashes tell these files apart
    from what a person may have put there since. `before` and `after` are all generated files,
    as the list has them.
    """

    put: dict[str, str | None]
    gone: dict[str, str]
    before: list[str]
    after: list[str]


@dataclass(frozen=True, kw_only=True)
class Staged:
    """New files, complete and on disk, that still have to be put in place."""

    docs: Path
    plan: Plan
    diagnostics: tuple[Diagnostic, ...]

    def publish(self) -> Written:
        """Put the files in place, and remove those that are no longer wanted."""
        finish(self.docs)
        return Written(
            changed=len(self.plan.put) + len(self.plan.gone), diagnostics=self.diagnostics
        )


def hand_written(docs: Path) -> frozenset[str]:
    """The top-level names below `docs` that a person made, in lower case, without suffix."""
    tops = (path.relative_to(docs).parts[0] for path in by_hand(docs))
    return frozenset(Path(top).stem.lower() for top in tops)


def maker_pages(docs: Path) -> tuple[str, ...]:
    """The generated files in whose place the maker has put one: home, search, book and so on."""
    ours = written_by_builds(docs)
    pages = ("search", "book")
    places = [
        ("index.md", "README.md"),
        *((f"{page}/index.md", f"{page}/README.md", f"{page}.md") for page in pages),
        *((name,) for name in ("robots.txt", "opensearch.xml")),
    ]
    return tuple(
        names[0]
        for names in places
        if any(name not in ours and os.path.lexists(docs / name) for name in names)
    )


def by_hand(docs: Path) -> Iterator[Path]:
    """What a person made below `docs`, as whole folders if nothing in them is generated."""
    ours = written_by_builds(docs)
    folders: set[str] = set()
    for name in ours:
        while (name := name.rpartition("/")[0]) and name not in folders:
            folders.add(name)
    yield from _by_hand(docs, docs, ours, folders)


def by_hand_around(docs: Path, ours: Path) -> Iterator[Path]:
    """The same where a build writes into `ours`, which is `docs` or a folder below it."""
    if docs == ours:
        yield from by_hand(ours)
        return
    for path in sorted(docs.iterdir()):
        if path == ours or path in ours.parents:
            yield from by_hand_around(path, ours)
        else:
            yield path


def _by_hand(docs: Path, folder: Path, ours: frozenset[str], folders: set[str]) -> Iterator[Path]:
    above = "" if folder == docs else f"{folder.relative_to(docs).as_posix()}/"
    within = sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else ()
    for path in within:
        name = f"{above}{path.name}"
        if name in folders:
            yield from _by_hand(docs, path, ours, folders)
        elif name not in ours and name not in (LIST, UNFINISHED):
            yield path


def write(
    docs: Path,
    files: Mapping[str, str | bytes],
    folders: Iterable[Path] = (),
    *,
    kept: str | None = None,
) -> Written:
    """Make the generated files below `docs` exactly `files`: `stage`, then `publish`."""
    return stage(docs, files, folders, kept=kept).publish()


def stage(
    docs: Path,
    files: Mapping[str, str | bytes],
    folders: Iterable[Path] = (),
    *,
    kept: str | None = None,
    same: Collection[str] = (),
    first: str = "",
    last: str = "",
) -> Staged:
    """Prepare to make the generated files below `docs` exactly `files`.

    A file whose content is the same is not touched, so nothing is rebuilt for it; one that is
    no longer wanted is removed. Images that pages show are copied from the folders of seeds.
    A page written by hand is never replaced. Files in the folder `kept` that an earlier build
    made stay as they are, except pages. The files `same`, if they exist, are known to have
    that content. Files in the folder `first` are put in place first, and the file `last` comes
    last.
    """
    finish(docs)
    before = written_by_builds(docs)
    wanted: dict[str, Content] = dict(files)
    wanted |= _images((text for text in files.values() if isinstance(text, str)), folders)
    told: list[Diagnostic] = []
    made = [one for one in before if kept and one.startswith(f"{kept}/") and one[-3:] != ".md"]
    put: dict[str, str | None] = {}
    usable: dict[str, bool] = {}
    for name in sorted(wanted, key=lambda name: (name == last, name.split("/")[0] != first, name)):
        if name in same and name in before:
            made.append(name)
            continue
        path = docs / name
        folder = name.rpartition("/")[0]
        if folder not in usable:
            usable[folder] = _is_folder(docs, path.parent)
        twice = any(one not in before and (docs / one).is_file() for one in _same_page(name))
        if twice or not usable[folder] or not _free(path, ours=name in before):
            message = "a hand-written page has the name of a generated one"
            told.append(
                error(
                    file=str(path),
                    line=1,
                    message=message,
                    remedy="rename it or the seed",
                    why="the build never changes a file that a person wrote",
                )
            )
            continue
        made.append(name)
        if not _holds(path, wanted[name]):
            put[name] = _hash(path)
    gone = {
        name: held
        for name in sorted(before - set(made))
        if (held := _hash(docs / name)) is not None
    }
    plan = Plan(put=put, gone=gone, before=sorted(before), after=sorted(made))
    if put or gone or not _holds(docs / LIST, _list(docs, made)):
        _stage(docs, plan, wanted)
    return Staged(docs=docs, plan=plan, diagnostics=tuple(told))


def _is_folder(docs: Path, folder: Path) -> bool:
    """Whether a place below `docs` is a folder, or can become one."""
    there = next(one for one in (folder, *folder.parents) if one == docs or os.path.lexists(one))
    return there == docs or there.is_dir()


def _free(path: Path, *, ours: bool) -> bool:
    """Whether a generated file can have this place: nobody else's has it."""
    return not path.is_dir() if ours else not os.path.lexists(path)


def _same_page(name: str) -> tuple[str, ...]:
    """The other files of which MkDocs would make the same page.

    >>> _same_page("posts/a/index.md"), _same_page("index.md"), _same_page("data/x.json")
    (('posts/a.md', 'posts/a/README.md'), ('README.md',), ())
    """
    folder, _, last = name.rpartition("/")
    if last != "index.md":
        return ()
    return (f"{folder}.md", f"{folder}/README.md") if folder else ("README.md",)


def _stage(docs: Path, plan: Plan, wanted: Mapping[str, Content]) -> None:
    """Write new files and the plan beside the pages; remove them if that fails."""
    place = docs / UNFINISHED
    try:
        for name in plan.put:
            path = place / _FILES / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _copy(wanted[name], path)
        place.mkdir(parents=True, exist_ok=True)
        durable.sync_all(place)
        durable.sync([docs, docs.parent])
        durable.put(place / _PLAN, json.dumps(vars(plan)).encode())
    except BaseException:
        durable.discard(place)
        raise


def finish(docs: Path) -> None:
    """Carry out the plan that a build left, if it got that far; otherwise discard it.

    Raises FileExistsError where somebody else's file or folder has its name.
    """
    place = docs / UNFINISHED
    names = {path.name for path in place.iterdir()} if place.is_dir() else set()
    other = os.path.lexists(place) and (place.is_symlink() or not place.is_dir())
    if other or (names and names.isdisjoint({_PLAN, _FILES, f".{_PLAN}.new"})):
        raise FileExistsError(
            f"{place}: the build writes here, but did not make this; move it away"
        )
    plan = _plan(place / _PLAN)
    if plan is not None:
        _carry_out(docs, plan)
        # Without the plan, what is left of the folder says nothing.
        (place / _PLAN).unlink()
        durable.sync([place])
    durable.remove(place)


def _plan(path: Path) -> Plan | None:
    """The plan in a file; None if there is none, or if it leads outside the folder."""
    try:
        plan = Plan(**json.loads(path.read_bytes()))
        names = (*plan.put, *plan.gone, *plan.before, *plan.after)
        return plan if all(map(_inside, names)) else None
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, AttributeError):
        return None


@lru_cache(maxsize=1 << 16)
def _inside(name: str) -> bool:
    """Whether a name stays inside its folder."""
    absolute = posixpath.isabs(name) or ntpath.isabs(name)
    return not absolute and ".." not in name.split("/") and "\\" not in name


def _carry_out(docs: Path, plan: Plan) -> None:
    """Carry out a plan; each step may already be done, as a build can be killed at any point."""
    fresh = docs / UNFINISHED / _FILES
    # The list comes first: a build that is killed leaves no file that another program
    # would take for a person's.
    durable.put(docs / LIST, _list(docs, {*plan.before, *plan.put}))
    after = set(plan.after)
    folders: set[Path] = set()
    names = list(plan.put)
    for name in names:
        path, new = docs / name, fresh / name
        if new.is_symlink() or not new.is_file():
            continue
        held = _hash(path)
        beside = path.with_name(_BESIDE)
        beside.unlink(missing_ok=True)
        above = {folder for folder in path.parents if folder.is_relative_to(docs)}
        if held == _hash(new):
            folders |= above
            continue
        if held != plan.put[name]:
            after.discard(name)  # a person's, since then
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if name == names[-1]:
            durable.sync(folders | above)
        # Until all is done, the new file keeps its other name: no disk can lose both.
        durable.copy(new, beside)
        beside.replace(path)
        folders |= above
    durable.sync(folders)
    emptied: set[Path] = set()
    for name, digest in plan.gone.items():
        if _hash(docs / name) == digest:
            (docs / name).unlink()
        emptied.add(_remove_empty(docs, (docs / name).parent))
    durable.sync(folder for folder in emptied if folder.is_dir())
    durable.put(docs / LIST, _list(docs, after))


def _holds(path: Path, wanted: Content) -> bool:
    """Whether a file has the wanted content."""
    if isinstance(wanted, Path):
        held = _hash(path)
        return held is not None and held == _hash(wanted)
    try:
        with path.open("rb", buffering=0) as file:
            data = wanted.encode() if isinstance(wanted, str) else wanted
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except _NOTHING:
        return False


def _copy(content: Content, to: Path) -> None:
    """Write a new file; a copy is written in pieces, if its original still exists."""
    if isinstance(content, Path):
        with suppress(*_NOTHING):
            shutil.copyfile(content, to)
    else:
        to.write_bytes(content.encode() if isinstance(content, str) else content)


def _hash(path: Path) -> str | None:
    """The hash of a file, which is read in pieces; None if there is none."""
    try:
        with path.open("rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except _NOTHING:
        return None


def _list(docs: Path, names: Iterable[str]) -> bytes:
    """The file with the list of some names, and all else that is in it."""
    lines = {next((many for many in _TOGETHER if fnmatchcase(name, many)), name) for name in names}
    return listing.read(docs).of(f"/{line}" for line in (*lines, f"{UNFINISHED}/"))


def written_by_builds(docs: Path) -> frozenset[str]:
    """The files that the last build made, without any that lead out of the folder.

    Raises ListError where the list was edited.
    """
    names = {line[1:] for line in listing.read(docs).lines if line.startswith("/")}
    for many in names.intersection(_TOGETHER):
        folder, _, shape = many.rpartition("/")
        found = (docs / folder).iterdir() if (docs / folder).is_dir() else ()
        names |= {f"{folder}/{one.name}" for one in found if fnmatchcase(one.name, shape)}
    names -= {LIST, f"{UNFINISHED}/", *_TOGETHER}
    return frozenset(filter(_inside, names))


def _remove_empty(docs: Path, folder: Path) -> Path:
    """Remove folders that are now empty, and return the first that stays."""
    while folder != docs and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent
    return folder


def _images(pages: Iterable[str], folders: Iterable[Path]) -> dict[str, Path]:
    """The images and sounds of pages, by the names under which they are published."""
    # Most pages show none, and a pattern is slow to find that out.
    shown = {name for page in pages if "images/" in page for name in _IMAGE.findall(page)}
    found: dict[str, Path] = {}
    for folder in folders if shown else ():
        for path in sorted(folder.rglob("*")):
            if (
                path.suffix.lower() not in IMAGES | SOUNDS
                or path.is_symlink()
                or not path.is_file()
            ):
                continue
            name = image_address(path.relative_to(folder).as_posix())
            if name in shown and name not in found:
                with suppress(OSError), path.open("rb"):  # it may have gone since
                    found[name] = path
    return found
