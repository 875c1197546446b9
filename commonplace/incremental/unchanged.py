"""Whether anything has changed since the last build: its inputs, and its outputs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from commonplace.collect import IMAGES, SOUNDS
from commonplace.disk.generations import current
from commonplace.disk.write import LIST, by_hand, written_by_builds
from commonplace.incremental.cache import Cache, digest, program
from commonplace.model import Diagnostic, Seed


def inputs(
    cache: Cache,
    seeds: Sequence[Seed],
    told: Sequence[Diagnostic],
    folders: Iterable[Path],
    docs: Path,
    *options: object,
) -> bytes:
    """A hash of everything a build depends on; `told` is what collecting the seeds reported."""
    images = [
        _state(path)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in IMAGES | SOUNDS
    ]
    by_people = [str(path) for top in by_hand(docs) for path in _leaves(top)]
    found = [cache.digest(seed) for seed in seeds]
    return digest((program(), found, tuple(told), images, by_people, str(docs.resolve()), options))


def _leaves(path: Path) -> Iterator[Path]:
    """The files in a folder, without folders that a build may write to."""
    within = sorted(path.iterdir()) if path.is_dir() and not path.is_symlink() else ()
    if not within:
        yield path
    for one in within:
        yield from _leaves(one)


def outputs(docs: Path, index_folder: Path) -> bytes:
    """A hash of the sizes and times of a build's outputs, to see if anybody touched them."""
    return digest(list(_made(docs, index_folder)))


def _made(docs: Path, index_folder: Path) -> Iterator[tuple[str, int, int]]:
    for name in sorted(written_by_builds(docs) | {LIST}):
        yield _state(f"{docs}/{name}")
    for path in sorted(current(index_folder).rglob("*")):
        if path.is_file():
            yield _state(path)


def _state(path: Path | str) -> tuple[str, int, int]:
    """A path, its size and the time of its last change; -1 if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return str(path), -1, -1
    return str(path), status.st_size, status.st_mtime_ns
