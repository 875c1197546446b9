"""Seed files found on disk, and nothing else.

Only regular files with known suffixes are opened: a symbolic link, a device or a pipe named
`talk.md` is reported and left alone.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Literal

from commonplace import convert, unpack
from commonplace.diagnostics.limits import (
    LIMITS,
    Limits,
    exceeded,
    front_matter_left_out,
    image_left_out,
)
from commonplace.markup.file_names import bare, folders_needed, notes_of, told_of
from commonplace.model import Diagnostic, Seed
from commonplace.model.diagnostics import error, note, warning
from commonplace.unpack.unread import unread

#: Of what readers read as it is, and of what becomes that or is taken apart first.
SUFFIXES = (
    frozenset(
        ".md .markdown .mdx .qmd .txt .vtt .srt .sbv .ass .ssa .lrc .tsv .ttml .dfxp .xml .srv1 "
        ".srv2 .srv3 .smi .sami .json .json3 .jsonl .ndjson .html .htm .xhtml".split()
    )
    | convert.SUFFIXES
    | unpack.SUFFIXES
)
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
SOUNDS = frozenset({".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav"})
SIDECARS = (".yml", ".yaml")
#: The endings of files that describe the seed beside them.
BESIDE = (".info.json", ".chapters.json", "-chapters.json", "_chapters.json", " chapters.json")
#: Files that a folder of seeds may hold beside seeds.
ASIDE = frozenset({"readme", "license", "licence"})
#: Vocabularies that are beside seeds and are no sidecars.
VOCABULARIES = frozenset({"_defaults", "glossary", "topics", "people", "limits", "addresses"})
#: Fields for all seeds of a folder and of those below it.
DEFAULTS = ("_defaults.yml", "_defaults.yaml")
#: Files among which a single seed's images are looked for, where its folder is no folder of
#: seeds: it may be a whole home folder.
_MOST_ENTRIES = 20_000
#: What is said of a link: message, remedy, and why.
_LINK = (
    "symbolic links are not followed",
    "put the file itself into the folder",
    "it could point to any file on this machine",
)
#: And of a device or a pipe.
_SPECIAL = ("this is not a regular file", "delete it", "reading a device or a pipe may never end")
#: A link is not followed, a pipe not waited for, where the system knows how.
_CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def collect(
    folders: Iterable[Path], limits: Limits = LIMITS, chats: bool = False
) -> tuple[tuple[Seed, ...], tuple[Diagnostic, ...]]:
    """Read all seeds below some folders, in the order of their names.

    A file that holds many texts becomes a seed for each; chats are read only if allowed.
    Raises FileNotFoundError if a folder does not exist.
    """
    seeds: list[Seed] = []
    diagnostics: list[Diagnostic] = []
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(_no_folder(folder))
        names = _names(folder, diagnostics)
        images = frozenset(name for name in names if _is_shown(folder / name, limits))
        present = frozenset(names)
        for name in names:
            seed = _seed(folder, name, present, images, limits, diagnostics)
            if seed:
                seeds.append(seed)
    found = _unpacked(seeds, limits, chats, diagnostics)
    return tuple(sorted(found, key=lambda seed: (seed.name, seed.file))), tuple(diagnostics)


def _unpacked(
    seeds: Iterable[Seed], limits: Limits, chats: bool, diagnostics: list[Diagnostic]
) -> tuple[Seed, ...]:
    """The seeds, with files that hold many texts split up."""
    found, told = unpack.unpacked(seeds, limits, known=SUFFIXES, aside=ASIDE, with_chats=chats)
    diagnostics.extend(told)
    return found


def collect_file(
    path: Path,
    limits: Limits = LIMITS,
    *,
    seeds: Path | None = None,
    known: dict[Path, frozenset[str]] | None = None,
    chats: bool = False,
) -> tuple[tuple[Seed, ...], tuple[Diagnostic, ...]]:
    """Read one file, with its sidecar if there is one beside it: a seed, or as many as it holds.

    A file below the folder `seeds` gets the name and the images that a build of that folder
    would give it; any other file gets those of its own folder, or of as many folders as its
    title needs. `known` caches the images of folders between files. Raises FileNotFoundError
    if the file does not exist.
    """
    if not path.exists() and not path.is_symlink():
        raise FileNotFoundError(f"{path}: the file does not exist; check the spelling")
    if path.is_dir():
        raise IsADirectoryError(f"{path}: this is a folder; name one file in it")
    diagnostics: list[Diagnostic] = []
    folder = path.parent
    names = [path.name for path in folder.iterdir() if path.is_file()]
    data = _read(path, str(path), "bytes", limits, diagnostics)
    if data is None:
        return (), tuple(diagnostics)
    here = folder.resolve()
    inside = seeds is not None and here.is_relative_to(seeds.resolve())
    top = seeds.resolve() if seeds is not None and inside else here
    known = {} if known is None else known
    if top not in known:
        known[top] = _images_below(top, None if inside else _MOST_ENTRIES, limits)
    seed = _with_sidecar(folder, path.name, frozenset(names), known[top], data, limits, diagnostics)
    full = here / path.name
    # Captions called `captions.srt` have their title from the folders.
    named_from = top if inside else full.parents[folders_needed(full)]
    name = unicodedata.normalize("NFC", full.relative_to(named_from).as_posix())
    above = _defaults(top, full.relative_to(top).as_posix(), limits, diagnostics)
    found = _unpacked([replace(seed, name=name, defaults=above)], limits, chats, diagnostics)
    return found, tuple(diagnostics)


def _images_below(folder: Path, most: int | None, limits: Limits) -> frozenset[str]:
    """The images below a folder, hidden ones apart, found among its first `most` files."""
    files = (
        Path(here) / name
        for here, folders, names in os.walk(folder)
        for name in _seen(folders, names)
    )
    return frozenset(
        path.relative_to(folder).as_posix()
        for path in islice(files, most)
        if _is_shown(path, limits)
    )


def _seen(folders: list[str], names: list[str]) -> list[str]:
    """The files of a folder that are not hidden; hidden folders are not entered."""
    folders[:] = sorted(name for name in folders if not name.startswith("."))
    return sorted(name for name in names if not name.startswith("."))


def owner(path: Path) -> Path:
    """The seed that a sidecar belongs to; any other path unchanged."""
    if told_of(path.name) and path.parent.is_dir():
        names = sorted(one.name for one in path.parent.iterdir() if one.is_file())
        tells = (name for name in names if path.name in _telling(name, frozenset(names)))
        return next((path.with_name(name) for name in tells), path)
    if path.suffix.lower() not in SIDECARS:
        return path
    stem = path.with_suffix("")
    owners = [stem, *(stem.with_name(stem.name + suffix) for suffix in sorted(SUFFIXES))]
    return next((o for o in owners if o.suffix.lower() in SUFFIXES and o.is_file()), path)


def _is_shown(path: Path, limits: Limits) -> bool:
    """Whether this is an image or a sound that a page can have: a regular file, not a link."""
    suffix = path.suffix.lower()
    if suffix not in IMAGES | SOUNDS or not path.is_file() or path.is_symlink():
        return False
    return suffix in SOUNDS or path.stat().st_size <= limits.image


@lru_cache(maxsize=8)
def _having(names: frozenset[str], suffixes: frozenset[str]) -> frozenset[str]:
    """The files with certain suffixes; cached, since all seeds of a folder share them."""
    return frozenset(name for name in names if PurePosixPath(name).suffix.lower() in suffixes)


def is_bare(folder: Path) -> bool:
    """Whether a folder has no file that could be a seed, as if no disk were mounted."""
    return not any(
        Path(name).suffix.lower() in SUFFIXES and Path(name).stem.lower() not in ASIDE
        for _, folders, names in os.walk(folder)
        for name in _seen(folders, names)
    )


def _names(folder: Path, diagnostics: list[Diagnostic]) -> list[str]:
    """Paths below a folder, sorted; hidden files and folders are passed over."""
    found = []

    def unread(problem: OSError) -> None:
        message = f"this folder cannot be read: {problem.strerror}"
        why = "what cannot be read cannot be shown"
        file = shown(Path(problem.filename))
        diagnostics.append(error(file, 1, message, "check its permissions", why))

    for here, folders, files in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            diagnostics.extend(_odd_folder(Path(here) / name))
        base = Path(here).relative_to(folder).as_posix()
        for name in files:
            if not name.startswith("."):
                found.append(name if base == "." else f"{base}/{name}")
            elif Path(name).suffix.lower() in SUFFIXES:
                why = "names that begin with a dot belong to the system and to editors"
                file, remedy = shown(Path(here) / name), "rename it without the dot, or delete it"
                diagnostics.append(note(file, 1, "hidden files are not read", remedy, why))
    return sorted(found)


def _odd_folder(path: Path) -> Iterator[Diagnostic]:
    """The message about a folder that is a link or is named like a file."""
    if path.is_symlink():
        yield error(shown(path), 1, *_LINK)
    elif path.suffix.lower() in SUFFIXES | IMAGES | SOUNDS:
        message, remedy = (
            "this is a folder, not a file",
            "rename it (the files in it are read anyway)",
        )
        yield warning(shown(path), 1, message, remedy, "it is named like a seed")


def _seed(
    folder: Path,
    name: str,
    names: frozenset[str],
    images: frozenset[str],
    limits: Limits,
    diagnostics: list[Diagnostic],
) -> Seed | None:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    file = shown(folder / name)
    if path.stem.lower() in ASIDE:
        return None
    if suffix in IMAGES | SOUNDS:
        if name not in images:
            diagnostics.append(_no_image(folder / name, file, limits))
        elif suffix in SOUNDS and str(path.with_suffix("")) not in _transcripts(names):
            diagnostics.append(unread(file, suffix, SUFFIXES))  # a sound without a transcript
        return None
    if suffix in SIDECARS:
        stem = str(path.with_suffix(""))
        owners = {f"{stem}{one}" for one in SUFFIXES} | {stem}
        read = {_beside(owner, names) for owner in owners & names}
        if read and name not in read:
            message = "this sidecar is not read"
            other = next(iter(sorted(filter(None, read))), "")
            remedy = f"keep only {other}" if other else f"name it {path.stem}.yml"
            why = "a seed has one sidecar: talk.yml beside talk.md, in lower case"
            diagnostics.append(warning(file, 1, message, remedy, why))
        elif not read and path.stem.lower() not in VOCABULARIES:
            message = "this sidecar belongs to no seed"
            remedy = f"name it after its seed, for example {path.stem}.md and {path.name}"
            why = "its fields apply to nothing"
            diagnostics.append(warning(file, 1, message, remedy, why))
        return None
    if suffix not in SUFFIXES:
        diagnostics.append(unread(file, suffix, SUFFIXES))
        return None
    if told_of(name) in _transcripts(names):
        return None
    data = _read(folder / name, file, "bytes", limits, diagnostics)
    if data is None:
        return None
    seed = _with_sidecar(folder, name, names, images, data, limits, diagnostics)
    return replace(seed, defaults=_defaults(folder, name, limits, diagnostics))


def _defaults(
    top: Path, name: str, limits: Limits, diagnostics: list[Diagnostic]
) -> tuple[tuple[str, bytes], ...]:
    """The files with fields for a seed's folder and those above it, the outermost first."""
    found = []
    for parent in reversed(PurePosixPath(name).parents):
        path = next((p for p in (top / parent / one for one in DEFAULTS) if p.is_file()), None)
        if path is None:
            continue
        data = _read(path, shown(path), "front_matter", limits, diagnostics)
        if data is not None:
            found.append((shown(path), data))
    return tuple(found)


def _no_folder(folder: Path) -> str:
    """Why a folder of seeds cannot be read, and what to do."""
    if folder.exists():
        return f"{folder}: this is a file; name the folder that it is in"
    return f"{folder}: the folder of seeds does not exist; check the spelling, or make the folder"


def _no_image(path: Path, file: str, limits: Limits) -> Diagnostic:
    """Why something named like an image cannot be shown."""
    if path.is_file() and not path.is_symlink():
        return image_left_out(file, path.stat().st_size, limits)
    return error(file, 1, *(_LINK if path.is_symlink() else _SPECIAL))


def _with_sidecar(
    folder: Path,
    name: str,
    names: frozenset[str],
    images: frozenset[str],
    data: bytes,
    limits: Limits,
    diagnostics: list[Diagnostic],
) -> Seed:
    beside = _beside(name, names)
    sidecar_file = shown(folder / beside) if beside else ""
    sidecar = None
    if beside:
        sidecar = _read(folder / beside, sidecar_file, "front_matter", limits, diagnostics)
    beside_it = [
        (shown(folder / one), found)
        for one in _telling(name, names)
        if (found := _read(folder / one, shown(folder / one), "bytes", limits, diagnostics))
    ]
    return Seed(
        name=unicodedata.normalize("NFC", name),
        file=shown(folder / name),
        data=data,
        sidecar=sidecar,
        sidecar_file=sidecar_file,
        images=_having(images, IMAGES),
        sounds=_having(images, SOUNDS),
        beside=tuple(beside_it),
    )


@lru_cache(maxsize=2)
def _transcripts(names: frozenset[str]) -> frozenset[str | None]:
    """The names that files describing these seeds may have."""
    seeds = (one for one in names if PurePosixPath(one).suffix.lower() in SUFFIXES)
    return frozenset(form for one in seeds if not told_of(one) for form in _forms(one))


def _forms(name: str) -> tuple[str, str]:
    return bare(name), str(PurePosixPath(name).with_suffix(""))


def _telling(name: str, names: frozenset[str]) -> tuple[str, ...]:
    """The files that describe a seed, in the order of their names."""
    if told_of(name):
        return ()
    found = {form + end for form in _forms(name) for end in BESIDE} & names
    notes = [one for one in notes_of(name) if one in names]
    return (*notes, *sorted(found, key=lambda one: (not one.endswith(".info.json"), one)))


def _beside(name: str, names: frozenset[str]) -> str | None:
    """The sidecar of a seed; of several, the one whose name is most specific."""
    stems = (name, str(PurePosixPath(name).with_suffix("")))
    return next((stem + end for stem in stems for end in SIDECARS if stem + end in names), None)


def holds(ask: Callable[[], bool]) -> bool:
    """What a path answers to a question such as `is_file`; no, if no file can have its name."""
    try:
        return ask()
    except OSError:
        return False


def shown(path: Path) -> str:
    """How messages name a file: relative to the current folder if it is inside it.

    A link is named as itself and not as its target, which may be itself again.
    """
    try:
        shown = (path.parent.resolve() / path.name).relative_to(Path.cwd().resolve())
    except ValueError:
        shown = path
    return shown.as_posix().encode("utf-8", "replace").decode()


def _read(
    path: Path,
    file: str,
    kind: Literal["bytes", "front_matter"],
    limits: Limits,
    diagnostics: list[Diagnostic],
) -> bytes | None:
    """The bytes of a regular file, None with a diagnostic for anything else.

    `kind` names the limit for its size.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _CAREFULLY)
    except OSError as problem:
        message = f"cannot be read: {problem.strerror}"
        why = "what cannot be read cannot be shown"
        said = _LINK if path.is_symlink() else (message, "check its permissions", why)
        diagnostics.append(error(file, 1, *said))
        return None
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode):
            diagnostics.append(error(file, 1, *_SPECIAL))
            return None
        most = limits.bytes if kind == "bytes" else limits.front_matter
        if status.st_size > most:
            told = (
                exceeded("bytes", file, 1, f"{status.st_size:,} bytes", limits)
                if kind == "bytes"
                else front_matter_left_out(file, status.st_size, limits)
            )
            diagnostics.append(told)
            return None
        return opened.read(status.st_size)
