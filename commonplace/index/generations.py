"""Complete generations of the index; a link names the current one.

`build/index` is a link into `build/index.generations/`, where each generation is a
folder named by a number. An update is made on a copy, and one renamed link makes it the
index. Files of an index are never written again once they are there, so that a copy is
made of hard links and costs next to nothing. docs/decisions/0012-generations.md has
the reasons.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from commonplace.disk import durable

#: Whoosh's own lock, which means nothing in a copy.
_LOCK = "MAIN_WRITELOCK"
#: The files by which a folder of an earlier version is recognised as an index.
_SHAPES = (
    *("_MAIN_*.toc", "MAIN_*.seg", _LOCK, "version", "exported"),
    *("lengths.json", "aliases.json", "entries.json", "meaning.bin"),
)


def begin(live: Path, *, copied: bool, without: str = "") -> Path:
    """A folder for the next generation: a copy of the current one, or empty.

    What killed builds left is removed. The file `without` is not copied. Raises
    FileExistsError if something other than an index has its place.
    """
    place = _place(live)
    _check(place)
    store = _store(place)
    store.mkdir(parents=True, exist_ok=True)
    now = _number(place)
    _remove(store, {now, max((one for one in _numbers(store) if one < now), default=0)})
    fresh = store / str(now + 1)
    durable.remove(fresh)
    fresh.mkdir()
    for path in sorted(place.iterdir()) if copied else ():
        if path.is_file() and path.name not in (_LOCK, without):
            durable.copy(path, fresh / path.name)
    return fresh


def _check(place: Path) -> None:
    """Refuse to replace anything but an index, of this or an earlier version."""
    if place.is_symlink() or not place.exists():
        return
    strange = "" if place.is_dir() else place.name
    for path in place.iterdir() if place.is_dir() else ():
        if path.is_dir() or not any(fnmatchcase(path.name, shape) for shape in _SHAPES):
            strange = path.name
    if strange:
        raise FileExistsError(
            f"{place}: {strange} is not part of an index and would be lost; choose another folder"
        )


def publish(live: Path, fresh: Path) -> None:
    """Make a generation current. The one before stays for whoever has just opened it."""
    place = _place(live)
    store = _store(place)
    before = _number(place)
    durable.sync_all(fresh)
    durable.sync([store, store.parent])
    target = f"{store.name}/{fresh.name}"
    if place.is_symlink() or not place.exists():
        durable.link(place, target)
    else:  # a folder of an earlier version
        _take_over(place, target)
    _remove(store, {before, int(fresh.name)})


def _take_over(place: Path, target: str) -> None:
    """Put a link where a folder is, in one operation, and remove the folder."""
    beside = place.with_name(f".{place.name}.new")
    durable.remove(beside)
    beside.symlink_to(target, target_is_directory=True)
    durable.swap(beside, place)
    durable.discard(beside)


def _place(live: Path) -> Path:
    """Where the link belongs, following a user's own link to another folder."""
    if live.is_symlink() and live.readlink().parent != Path(_store(live).name):
        return live.resolve()
    return live


def _store(place: Path) -> Path:
    return place.with_name(f"{place.name}.generations")


def _number(place: Path) -> int:
    """The number of the current generation; 0 if there is none."""
    if not place.is_symlink():
        return 0
    name = place.readlink().name
    return int(name) if name.isdigit() else 0


def _numbers(store: Path) -> list[int]:
    return [int(path.name) for path in store.iterdir() if path.name.isdigit()]


def _remove(store: Path, kept: set[int]) -> None:
    """Remove all generations except some; one still being read may stay until later."""
    for path in store.iterdir():
        if path.name.isdigit() and int(path.name) not in kept:
            durable.discard(path)
