"""Where an export writes: never over a file that it did not write, or that was edited since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

#: In the folder of an export: by its format, the hashes of the files it wrote.
LIST = ".commonplace-export"
_Hashes = dict[str, dict[str, str]]


def hand_out(folder: Path, made: Mapping[str, Mapping[str, bytes]]) -> int:
    """Write the files of some formats, by their paths below a folder, and say how many.

    What an earlier export of these formats wrote there and this one does not is removed, unless
    somebody edited it. Raises FileExistsError, before anything is written, where a file is not
    as an export left it.
    """
    before = _read(folder / LIST)
    known = {path: sha for files in before.values() for path, sha in files.items()}
    for files in made.values():
        for path, data in files.items():
            _check(folder / path, known.get(path), data)
    now = {**before, **{name: _hashes(files) for name, files in made.items()}}
    wanted = {path for files in now.values() for path in files}
    folder.mkdir(parents=True, exist_ok=True)
    # What was there is on the list until it is gone, so that the next export can go on.
    both = {name: {**before.get(name, {}), **files} for name, files in now.items()}
    _put(folder / LIST, _listed(both))
    for path, data in _each(made):
        _put(folder / path, data)
    for path in sorted(known.keys() - wanted):
        _remove(folder, path, known[path])
    _put(folder / LIST, _listed(now))
    return sum(map(len, made.values()))


def _check(place: Path, known: str | None, data: bytes) -> None:
    if place.is_symlink() or place.is_dir():
        raise FileExistsError(f"{place}: this is not a file; move it away or use another --to")
    if place.is_file() and _hash(place.read_bytes()) not in (known, _hash(data)):
        why = "was edited since it was exported" if known else "was not written by an export"
        raise FileExistsError(f"{place}: the file {why}; move it away or use another --to")


def _each(made: Mapping[str, Mapping[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for files in made.values():
        yield from files.items()


def _put(place: Path, data: bytes) -> None:
    """Write a file whole, or not at all; one that is the same stays."""
    if place.is_file() and place.read_bytes() == data:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.new")
    fresh.write_bytes(data)
    fresh.replace(place)


def _remove(folder: Path, path: str, sha: str) -> None:
    """Remove a file that is still as it was written, and the folders that are empty then."""
    place = folder / path
    if place.is_symlink() or not place.is_file() or _hash(place.read_bytes()) != sha:
        return
    place.unlink()
    for above in place.relative_to(folder).parents:
        here = folder / above
        if here == folder or any(here.iterdir()):
            return
        here.rmdir()


def _read(file: Path) -> _Hashes:
    """The list; empty where there is none, or one that cannot be trusted."""
    try:
        found = json.loads(file.read_bytes())["formats"]
        return {
            str(name): {path: str(sha) for path, sha in files.items() if _is_below(path)}
            for name, files in found.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_below(path: str) -> bool:
    """Whether a path of the list stays in the folder."""
    parts = path.replace("\\", "/").split("/")
    return not {"", ".", ".."} & set(parts) and ":" not in parts[0]


def _listed(formats: Mapping[str, Mapping[str, str]]) -> bytes:
    note = "commonplace export wrote these files, and the next one replaces them. Do not edit."
    whole = {"note": note, "formats": formats}
    return (json.dumps(whole, indent=0, sort_keys=True) + "\n").encode()


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: _hash(data) for path, data in files.items()}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
