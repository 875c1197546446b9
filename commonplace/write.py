"""Files written below `docs/`: whole, only where they changed, and never over a hand's work.

What a build writes is listed in `docs/.gitignore`, which is thereby two things: the
reason why no generated page is ever committed, and the next build's list of what
it may replace and take away.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from commonplace.collect import IMAGES
from commonplace.model import Diagnostic
from commonplace.slugs import image_address

LIST = ".gitignore"
_HEAD = "# Written by the build: every file that it made, one a line. Do not edit.\n"
#: Files that are many and all generated: the list names them together, in one line.
_TOGETHER = ("search/*.bin",)
_IMAGE = re.compile(r"\b(images/[a-z0-9-]+\.[a-z0-9]+)\"")


@dataclass(frozen=True, kw_only=True)
class Written:
    """How many files were written or removed, and what could not be."""

    changed: int
    diagnostics: tuple[Diagnostic, ...]


def hand_written(docs: Path) -> frozenset[str]:
    """The top-level names below `docs` that a person made, in lower case, without suffix."""
    tops = (path.relative_to(docs).parts[0] for path in by_hand(docs))
    return frozenset(Path(top).stem.lower() for top in tops)


def by_hand(docs: Path) -> Iterator[Path]:
    """What a person made below `docs`: whole folders where nothing in them is generated."""
    ours = written_by_builds(docs)
    folders = {parent.as_posix() for name in ours for parent in Path(name).parents}
    yield from _by_hand(docs, docs, ours, folders)


def _by_hand(docs: Path, folder: Path, ours: frozenset[str], folders: set[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = path.relative_to(docs).as_posix()
        if name in folders:
            yield from _by_hand(docs, path, ours, folders)
        elif name not in ours and name != LIST:
            yield path


def write(
    docs: Path,
    files: Mapping[str, str | bytes],
    folders: Iterable[Path] = (),
    *,
    kept: str | None = None,
) -> Written:
    """Bring the generated files below `docs` to what `files` says, and no others.

    A file whose content is the same is not touched, so that nothing is rebuilt for
    it; one that is not wanted any more is removed. Images that pages show are
    copied from the folders of seeds. A page written by hand is never replaced. Of the
    files in the folder `kept`, those that an earlier build made stay as they are.
    """
    before = written_by_builds(docs)
    wanted = {
        name: text.encode() if isinstance(text, str) else text for name, text in files.items()
    }
    wanted |= _images((text for text in files.values() if isinstance(text, str)), folders)
    told: list[Diagnostic] = []
    made = [name for name in before if kept and name.startswith(f"{kept}/")]
    changed = 0
    # The list comes first: a build that is killed leaves no file that the next one
    # would take for a person's.
    owned = before | {name for name in wanted if not (docs / name).exists()}
    _put(docs / LIST, _list(owned))
    for name in sorted(wanted):
        path = docs / name
        if name not in owned:
            message = "a page written by hand stands where a generated one belongs"
            told.append(
                Diagnostic(
                    severity="error",
                    file=str(path),
                    line=1,
                    message=message,
                    remedy="rename it, or the seed",
                )
            )
            continue
        made.append(name)
        if not path.exists() or path.read_bytes() != wanted[name]:
            _put(path, wanted[name])
            changed += 1
    for name in sorted(before - set(made)):
        (docs / name).unlink(missing_ok=True)
        _remove_empty(docs, (docs / name).parent)
        changed += 1
    _put(docs / LIST, _list(made))
    return Written(changed=changed, diagnostics=tuple(told))


def _list(names: Iterable[str]) -> bytes:
    lines = {next((many for many in _TOGETHER if fnmatchcase(name, many)), name) for name in names}
    return (_HEAD + "".join(f"/{line}\n" for line in sorted({*lines, LIST}))).encode()


def written_by_builds(docs: Path) -> frozenset[str]:
    """The files that the last build made; nothing that leads out of the folder."""
    try:
        lines = (docs / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    names = {line[1:] for line in lines if line.startswith("/")}
    for many in names.intersection(_TOGETHER):
        names |= {path.relative_to(docs).as_posix() for path in docs.glob(many)}
    names -= {LIST, *_TOGETHER}
    return frozenset(name for name in names if ".." not in name.split("/"))


def _put(path: Path, data: bytes) -> None:
    """Write a file whole: beside its place first, then into it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink()
        raise


def _remove_empty(docs: Path, folder: Path) -> None:
    while folder != docs and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _images(pages: Iterable[str], folders: Iterable[Path]) -> dict[str, bytes]:
    """The images that pages show, by the names under which they are published."""
    shown = {name for page in pages for name in _IMAGE.findall(page)}
    found: dict[str, bytes] = {}
    for folder in folders if shown else ():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in IMAGES or path.is_symlink() or not path.is_file():
                continue
            name = image_address(path.relative_to(folder).as_posix())
            if name in shown:
                found.setdefault(name, path.read_bytes())
    return found
