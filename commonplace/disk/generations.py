"""Complete generations of the index; a small file names the current one.

`build/index` holds one line, such as `index.generations/3`: each generation is a folder
there, named by a number. It is a file since Windows lets few people make links; earlier
versions made a link of it. An update is made on a copy, and one renamed file makes it the
index. Files of an index are never written again once they are there, so that a copy is
made of hard links and costs next to nothing. docs/decisions/0012-generations.md has
the reasons.
"""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

from commonplace.disk import durable

#: Whoosh's own lock, which means nothing in a copy.
_LOCK = "MAIN_WRITELOCK"
_LONGEST = 1000  #: bytes that are read of what may be the file
#: The files by which a folder of an earlier version is recognised as an index.
_SHAPES = (
    *("_MAIN_*.toc", "MAIN_*.seg", _LOCK, "version", "exported"),
    *("lengths.json", "aliases.json", "entries.json", "meaning.bin"),
)


def current(live: Path) -> Path:
    """The folder of the current generation; `live` itself where it is no file that names one."""
    place = _place(live)
    number = _number(place)
    return _store(place) / str(number) if number else place


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
    for path in sorted(current(place).iterdir()) if copied else ():
        if path.is_file() and path.name not in (_LOCK, without):
            durable.copy(path, fresh / path.name)
    return fresh


def _check(place: Path) -> None:
    """Refuse to replace anything but an index, of this or an earlier version."""
    if _number(place) or not place.exists():
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
    line = f"{store.name}/{fresh.name}\n".encode()
    beside = place.with_name(f".{place.name}.new")
    durable.remove(beside)  # whatever a killed build has left
    if place.is_dir() and not place.is_symlink():  # a folder of an earlier version
        beside.write_bytes(line)
        durable.sync([beside])
        durable.swap(beside, place)
        durable.discard(beside)
    else:
        durable.put(place, line)
    _remove(store, {before, int(fresh.name)})


def _place(live: Path) -> Path:
    """Where the file belongs, following a user's own link to another place."""
    return live.resolve() if live.is_symlink() and not _number(live) else live


def _store(place: Path) -> Path:
    return place.with_name(f"{place.name}.generations")


def _number(place: Path) -> int:
    """The number of the current generation, which a file or link names; 0 if there is none."""
    try:
        if place.is_symlink():
            line = os.fsencode(place.readlink().as_posix())
        else:
            with place.open("rb") as file:
                line = file.read(_LONGEST)
    except OSError:  # nothing, or a folder
        return 0
    store, _, number = line.decode(errors="replace").strip().rpartition("/")
    ours = store == _store(place).name and number.isascii() and number.isdigit()
    return int(number) if ours else 0


def _numbers(store: Path) -> list[int]:
    return [int(path.name) for path in store.iterdir() if path.name.isdigit()]


def _remove(store: Path, kept: set[int]) -> None:
    """Remove all generations except some; one still being read may stay until later."""
    for path in store.iterdir():
        if path.name.isdigit() and int(path.name) not in kept:
            durable.discard(path)
