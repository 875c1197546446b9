"""Results of pure functions, kept on disk by the hash of their input.

A key is the hash of the program, the function and its arguments, so that what is found is
what the function would return; nothing has to be invalidated. The cache is one SQLite file
below `build/`. It holds pickles, which can run code when they are read: the file is the
builder's own, is never committed, and nothing from `seeds/` names it. A damaged or locked
file is ignored.
"""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
import platform
import re
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache as once
from importlib import metadata
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar, overload

from commonplace import DISTRIBUTION
from commonplace.model import Diagnostic, Document, Failed, Seed
from commonplace.model.diagnostics import note

T = TypeVar("T")
R = TypeVar("R")

NAME = "cache.sqlite"  #: of the file
#: A result that so many builds did not want is dropped.
KEPT = 3
#: The packages of the extra `documents`: what they make depends on whether they are there.
CONVERTERS = ("pypandoc-binary", "pypdf")
_CHECK = 4  #: bytes of the checksum before each value
_MANY = 500  #: results that are written at once
_FEW = 50  #: results that are read at once
_PAGE = 1 << 16  #: bytes of a page of the file; values are large, and read page by page
#: What of a document is large, so that its hash is worth knowing beforehand.
_LARGE = ("source", "passages", "changes", "terms")
_SMALL = tuple(field.name for field in fields(Document) if field.name not in _LARGE)
#: Which build used a result last is kept apart from it, as each build notes it again.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, build INTEGER NOT NULL) WITHOUT ROWID",
)


def digest(value: object) -> bytes:
    """A hash of a value that can be pickled, the same in every process.

    Sets are not allowed, since their order differs from process to process.

    >>> digest(("a", 1)) == digest(("".join("a"), 1)), digest(1) == digest(1.0)
    (True, False)
    """
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 5)
    pickler.fast = True  # without references to what was there before, which differ
    pickler.dump(value)
    return hashlib.blake2b(out.getbuffer(), digest_size=20).digest()


@once
def program() -> bytes:
    """A hash of the program: its own files, and the versions of its dependencies."""
    found = hashlib.blake2b(platform.python_version().encode(), digest_size=20)
    root = Path(__file__).parents[1]
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
            found.update(hashlib.blake2b(path.read_bytes()).digest())
    for name in _requirements():
        found.update(f"\0{name} {metadata.version(name)}".encode())
    for name in CONVERTERS:
        found.update(f"\0{name} {_version(name)}".encode())
    return found.digest()


def _requirements() -> list[str]:
    """The packages that the program needs, without those for tests."""
    try:
        listed = metadata.requires(DISTRIBUTION) or ()
    except metadata.PackageNotFoundError:  # it is run without being installed
        return []
    found = (re.match(r"[\w.-]+", line) for line in listed if "extra ==" not in line)
    return sorted(match[0] for match in found if match)


def _version(name: str) -> str:
    """The version of a package; nothing for one that is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


class Cache:
    """Results of pure functions, by the hash of their input.

    `path` is None for a cache that keeps nothing. `note` says what was wrong with the
    file, if it could not be used. Several threads may use it at once.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.note = ""
        self._path = path
        self._lock = threading.RLock()  # on the file
        self._used: set[bytes] = set()
        self._digests: dict[int, tuple[object, bytes]] = {}
        self._file: sqlite3.Connection | None = None
        self._build = 0
        if path is not None:
            try:
                self._open(path)
            except (sqlite3.Error, OSError) as problem:
                self._discard(problem)

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """The note as a diagnostic, if there is one."""
        if not self.note:
            return ()
        return (
            note(
                file=str(self._path),
                line=1,
                message=self.note,
                why="everything had to be worked out again",
                remedy="no action is needed; only this build was slower",
            ),
        )

    @overload
    def each(
        self,
        function: Callable[[T], R],
        things: Sequence[T],
        run: Callable[[Callable[[T], R], Sequence[T]], Iterable[R]] = map,
        /,
    ) -> list[R]: ...

    @overload
    def each(
        self,
        function: Callable[[T], R],
        things: Sequence[T],
        run: Callable[[Callable[[T], R], Sequence[T]], Iterable[R | Failed]],
        /,
    ) -> list[R | Failed]: ...

    def each(
        self,
        function: Callable[[T], R],
        things: Sequence[T],
        run: Callable[[Callable[[T], R], Sequence[T]], Iterable[R | Failed]] = map,
        /,
    ) -> list[R] | list[R | Failed]:
        """The function's results for things; `run` makes those that are not known.

        The function must be a module's, or a `partial` of one.
        """
        if self._file is None:
            return list(run(function, things))
        start = program() + self.digest(function)
        keys = [
            hashlib.blake2b(start + self.digest(one), digest_size=20).digest() for one in things
        ]
        wanted = dict(zip(keys, things, strict=True))
        known = self._known(wanted)
        missing = {key: one for key, one in wanted.items() if key not in known}
        # Processes begin with what is missing while the rest is read.
        made = run(function, list(missing.values())) if missing else ()
        with _no_collection():
            found = dict(self._read(key for key in wanted if key in known))
        spoilt = {key: wanted[key] for key in wanted if key in known and key not in found}
        if spoilt:
            made = chain(made, run(function, list(spoilt.values())))
            missing |= spoilt
        if missing:
            fresh: list[tuple[bytes, object]] = []
            for key, result in zip(missing, made, strict=True):
                found[key] = result
                if not isinstance(result, Failed):  # which is another thing the next time
                    fresh.append((key, result))
                if len(fresh) == _MANY:
                    self._put(fresh)
                    fresh = []
            self._put(fresh)
        self._used.update(keys)
        for key, result in found.items():
            self._note(key, result)
        gc.freeze()  # records live as long as the build: no collector need visit them
        return [found[key] for key in keys]

    def digest(self, value: Any) -> bytes:
        """The hash of an argument; that of a document, and of its large parts, is made once."""
        if isinstance(value, Document):
            return self._once(value, self._of_document)
        if isinstance(value, Seed):
            return digest(
                (
                    value.name,
                    value.file,
                    value.data,
                    value.sidecar,
                    value.sidecar_file,
                    value.defaults,
                    self._once(value.images, _names),
                    self._once(value.sounds, _names),
                    value.beside,
                    value.converted,
                    value.sha256,
                )
            )
        if type(value) is tuple and any(map(_has_document, value)):
            return digest(tuple(map(self.digest, value)))
        return digest(value)

    def follow(self, made: Document, before: Document, *more: object) -> None:
        """Take the hash of a document's passages from those they were made of and from `more`.

        Nothing else may decide what they are; they themselves are not read.
        """
        if self._file is not None:
            known = self._once(before.passages, digest)
            self._digests[id(made.passages)] = (made.passages, digest((known, more)))

    def _of_document(self, document: Document) -> bytes:
        """The hash of a document, found quickly if only its title differs."""
        small = [getattr(document, name) for name in _SMALL]
        return digest((small, [self._once(getattr(document, name), digest) for name in _LARGE]))

    def _once(self, value: T, make: Callable[[T], bytes]) -> bytes:
        """The hash of a value, made by `make` only once for each object."""
        known = self._digests.get(id(value))
        if known is None or known[0] is not value:
            known = self._digests[id(value)] = (value, make(value))
        return known[1]

    def _note(self, key: bytes, result: object) -> None:
        """Remember documents by the key of the result that they are in.

        A key identifies one result, so it says as much as a hash of the documents.
        """
        for place, one in enumerate(result) if isinstance(result, tuple) else ():
            if isinstance(one, Document):
                for name in _LARGE:
                    if value := getattr(one, name):  # nothing is the same for all documents
                        self._digests[id(value)] = (value, digest((key, place, name)))

    def last(self, name: str) -> Any:
        """What the last build by this same program noted under a name; None if nothing."""
        return next((value for _, value in self._read([self._name(name)])), None)

    def remember(self, name: str, value: object) -> None:
        """Note something for the next build under a name."""
        self._put([(self._name(name), value)])
        self._used.add(self._name(name))

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what should be kept, and drop what the last builds did not use."""
        gc.unfreeze()
        if self._file is None:
            return
        try:
            with self._file:
                wanted = [(key, self._build) for key in sorted(self._used)]
                self._file.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?)", wanted)
                self._file.execute("DELETE FROM uses WHERE build <= ?", (self._build - KEPT,))
                self._file.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM uses)")
            self._file.close()
        except sqlite3.Error as problem:
            self._discard(problem)
        self._file = None

    def _name(self, name: str) -> bytes:
        return hashlib.blake2b(program() + b"last " + name.encode(), digest_size=20).digest()

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(path, timeout=0.2, check_same_thread=False)
        self._file.execute(f"PRAGMA page_size = {_PAGE}")  # of a new file
        self._file.execute("PRAGMA synchronous = NORMAL")
        with self._file:
            for table in _TABLES:
                self._file.execute(table)
            row = self._file.execute("SELECT max(build) FROM uses").fetchone()
        self._build = (row[0] or 0) + 1

    def _known(self, keys: Iterable[bytes]) -> frozenset[bytes]:
        """Which of the keys the file has."""
        found: list[bytes] = []
        try:
            for some in _in_lots(keys, _MANY):
                found += chain.from_iterable(self._select("key", some))
        except sqlite3.Error as problem:
            self._discard(problem)
        return frozenset(found)

    def _read(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, Any]]:
        """The keys whose values the file has, and has intact, with the values."""
        try:
            for some in _in_lots(keys, _FEW):
                for key, value in self._select("key, value", some):
                    if _checksum(memoryview(value)[_CHECK:]) == value[:_CHECK]:
                        yield key, pickle.loads(memoryview(value)[_CHECK:])
        except Exception as problem:  # a broken pickle may raise anything
            self._discard(problem)

    def _select(self, columns: str, keys: Sequence[bytes]) -> list[tuple[bytes, ...]]:
        """Columns of the results under some keys; nothing if there is no file."""
        marks = ", ".join("?" * len(keys))
        query = f"SELECT {columns} FROM results WHERE key IN ({marks})"
        with self._lock:
            return self._file.execute(query, keys).fetchall() if self._file else []

    def _put(self, pairs: Sequence[tuple[bytes, object]]) -> None:
        packed = [(key, _packed(value)) for key, value in pairs if self._file]
        query = "INSERT OR REPLACE INTO results VALUES (?, ?)"
        try:
            with self._lock:
                if packed and self._file:
                    with self._file:
                        self._file.executemany(query, packed)
        except sqlite3.Error as problem:
            self._discard(problem)

    def _discard(self, problem: Exception) -> None:
        """Go on without the file, which is deleted if it is damaged and not only busy."""
        self.note = f"the cache cannot be used ({problem})"
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None
        busy = isinstance(problem, sqlite3.OperationalError) and "locked" in str(problem)
        if self._path is not None and not busy and self._path.is_file():
            self._path.unlink(missing_ok=True)
            self.note += " and was deleted; the next build makes another"


def _names(names: frozenset[str]) -> bytes:
    return digest(sorted(names))


def _has_document(value: object) -> bool:
    """Whether a value is a document, or a tuple that begins with one."""
    first = value[0] if type(value) is tuple and value else value
    return type(first) is Document


def _in_lots(keys: Iterable[bytes], size: int) -> Iterator[tuple[bytes, ...]]:
    left = iter(keys)
    while lot := tuple(islice(left, size)):
        yield lot


def _packed(value: object) -> bytes:
    """A value as the file has it; uncompressed, because each edit reads nearly all of them."""
    data = pickle.dumps(value, 5)
    return _checksum(data) + data


def _checksum(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECK, "little")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Turn the garbage collector off while many records are read."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
