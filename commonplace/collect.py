"""Seed files found on disk, and nothing else.

Only regular files with known suffixes are opened: a link that leads out of the
folder, a device or a pipe named `talk.md` is reported and left alone.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from commonplace.model import Diagnostic, Seed

SUFFIXES = frozenset(
    {".md", ".markdown", ".txt", ".vtt", ".srt", ".json", ".json3", ".html", ".htm", ".xhtml"}
)
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
SIDECARS = (".yml", ".yaml")
#: Files that a folder of seeds may hold beside seeds.
ASIDE = frozenset({"readme", "license", "licence"})
#: Vocabularies that lie beside seeds and are no sidecars.
VOCABULARIES = frozenset({"glossary", "topics", "people"})
#: A link is not followed, a pipe not waited for, where the system knows how.
_CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
LARGEST = 16 * 1024 * 1024  #: bytes; the longest transcripts have a tenth of a megabyte


def collect(folders: Iterable[Path]) -> tuple[tuple[Seed, ...], tuple[Diagnostic, ...]]:
    """Read all seeds below some folders, in the order of their names.

    Raises FileNotFoundError for a folder that is not there.
    """
    seeds: list[Seed] = []
    diagnostics: list[Diagnostic] = []
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: there is no such folder of seeds")
        names = _names(folder)
        images = frozenset(name for name in names if PurePosixPath(name).suffix.lower() in IMAGES)
        for name in names:
            seed = _seed(folder, name, names, images, diagnostics)
            if seed:
                seeds.append(seed)
    return tuple(sorted(seeds, key=lambda seed: (seed.name, seed.file))), tuple(diagnostics)


def collect_file(path: Path) -> tuple[Seed | None, tuple[Diagnostic, ...]]:
    """Read one seed, with its sidecar if there is one beside it.

    Raises FileNotFoundError where there is no such file.
    """
    if not path.exists() and not path.is_symlink():
        raise FileNotFoundError(f"{path}: there is no such file")
    diagnostics: list[Diagnostic] = []
    folder = path.parent
    names = [path.name for path in folder.iterdir() if path.is_file()]
    images = frozenset(name for name in names if PurePosixPath(name).suffix.lower() in IMAGES)
    data = _read(path, str(path), diagnostics)
    if data is None:
        return None, tuple(diagnostics)
    return _with_sidecar(folder, path.name, set(names), images, data, diagnostics), tuple(
        diagnostics
    )


def _names(folder: Path) -> list[str]:
    """Paths below a folder, sorted; hidden files and folders are passed over."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        base = Path(here).relative_to(folder).as_posix()
        for name in files:
            if not name.startswith("."):
                found.append(name if base == "." else f"{base}/{name}")
    return sorted(found)


def _seed(
    folder: Path,
    name: str,
    names: list[str],
    images: frozenset[str],
    diagnostics: list[Diagnostic],
) -> Seed | None:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    file = _shown(folder / name)
    if path.stem.lower() in ASIDE or suffix in IMAGES:
        return None
    if suffix in SIDECARS:
        stem = str(path.with_suffix(""))
        owners = {f"{stem}{one}" for one in SUFFIXES} | {stem}
        if not owners & set(names) and path.stem.lower() not in VOCABULARIES:
            message = "this sidecar stands beside no seed"
            remedy = f"name it as its seed, for example {path.stem}.md and {path.name}"
            diagnostics.append(_diagnostic("warning", file, message, remedy))
        return None
    if suffix not in SUFFIXES:
        message = (
            f"files with the suffix {suffix!r} are not read"
            if suffix
            else "a file without a suffix is not read"
        )
        known = ", ".join(sorted(SUFFIXES))
        diagnostics.append(_diagnostic("warning", file, message, f"use one of {known}"))
        return None
    data = _read(folder / name, file, diagnostics)
    if data is None:
        return None
    return _with_sidecar(folder, name, set(names), images, data, diagnostics)


def _with_sidecar(
    folder: Path,
    name: str,
    names: set[str],
    images: frozenset[str],
    data: bytes,
    diagnostics: list[Diagnostic],
) -> Seed:
    path = PurePosixPath(name)
    stems = (str(path), str(path.with_suffix("")))
    beside = next((s + e for s in stems for e in SIDECARS if s + e in names), None)
    sidecar_file = _shown(folder / beside) if beside else ""
    return Seed(
        name=unicodedata.normalize("NFC", name),
        file=_shown(folder / name),
        data=data,
        sidecar=_read(folder / beside, sidecar_file, diagnostics) if beside else None,
        sidecar_file=sidecar_file,
        images=images,
    )


def _shown(path: Path) -> str:
    """How messages name a file: from the working folder, if it is below it."""
    try:
        shown = path.resolve().relative_to(Path.cwd().resolve())
    except ValueError:
        shown = path
    return shown.as_posix().encode("utf-8", "replace").decode()


def _read(path: Path, file: str, diagnostics: list[Diagnostic]) -> bytes | None:
    """The bytes of a regular file, None with a diagnostic for anything else."""
    try:
        handle = os.open(path, os.O_RDONLY | _CAREFULLY)
    except OSError as problem:
        message = (
            "a link is not followed" if path.is_symlink() else f"cannot be read: {problem.strerror}"
        )
        remedy = "put the file itself into the folder" if path.is_symlink() else "check its rights"
        diagnostics.append(_diagnostic("error", file, message, remedy))
        return None
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode):
            diagnostics.append(_diagnostic("error", file, "this is no regular file", "delete it"))
            return None
        if status.st_size > LARGEST:
            message = f"the file has {status.st_size:,} bytes; more than {LARGEST:,} are not read"
            diagnostics.append(_diagnostic("error", file, message, "split it"))
            return None
        return opened.read(LARGEST + 1)


def _diagnostic(severity: str, file: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(
        severity="error" if severity == "error" else "warning",
        file=file,
        line=1,
        message=message,
        remedy=remedy,
    )
