"""The addresses that builds have given: read before one, and noted by it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from commonplace.addresses import ledger
from commonplace.addresses.ledger import Ledger
from commonplace.disk import durable
from commonplace.model import Derived, Diagnostic, Library, Seed, Vocabulary
from commonplace.unpack import holders


def given(
    known: Ledger,
    memory: Path,
    seeds: Sequence[Seed],
    folders: Sequence[Path],
    found: tuple[Diagnostic, ...],
) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The addresses that have owners who are there, and what was found, with more."""
    remembered, told = ledger.read(memory)

    def is_there(name: str) -> bool:
        return any((folder / name).is_file() for folder in folders) or any(
            # Of a file that was read, only the parts that it has now are there.
            (folder / holder).is_file() and not any(one.name.startswith(begin) for one in seeds)
            for folder in folders
            for holder, begin in holders(name)
        )

    all_given = ledger.merged(known, remembered)
    return ledger.of_those_there(all_given, _hashes(seeds), is_there), (*found, *told)


def after(
    given: Ledger, library: Library, derived: Derived, known: Vocabulary, seeds: Iterable[Seed]
) -> Ledger:
    """The addresses that have been given when a build of these seeds has ended."""
    return ledger.after(given, library, derived, known, _hashes(seeds))


def note(memory: Path, given: Ledger) -> None:
    """Write down the addresses that were given, if that says anything new."""
    data = given.as_yaml()
    if not memory.is_file() or memory.read_bytes() != data:
        memory.parent.mkdir(parents=True, exist_ok=True)
        durable.put(memory, data)


def _hashes(seeds: Iterable[Seed]) -> dict[str, str]:
    """The hashes of seeds by their names."""
    return {seed.name: hashlib.sha256(seed.data).hexdigest()[:16] for seed in seeds}
