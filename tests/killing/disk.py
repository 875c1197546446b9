"""What is on a disk behind a power cut: what was made durable, and chance for the rest.

A file's bytes are there if it was synced since, a name if its folder was. What was not
synced may be lost, but need not be.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.killing.child import Operation


@dataclass
class Node:
    """A file, a link or a folder; what is durable of it, and for folders what is there now."""

    data: bytes = b""
    target: str | None = None
    names: dict[str, Node] | None = None
    durable: dict[str, Node] = field(default_factory=dict)


#: Decides what of a folder has reached the disk.
Chance = Callable[[Node], dict[str, Node]]


def nothing_else(node: Node) -> dict[str, Node]:
    """Only what was synced has reached the disk."""
    return node.durable


def all_names(node: Node) -> dict[str, Node]:
    """All names have reached the disk, but no bytes that were not synced."""
    return node.names or {}


def some_names(seed: int) -> Chance:
    """Some names have, some not."""
    chance = random.Random(seed)

    def some(node: Node) -> dict[str, Node]:
        kept = {}
        now = node.names or {}
        for name in sorted({*now, *node.durable}):
            source = now if chance.random() < 0.5 else node.durable
            if name in source:
                kept[name] = source[name]
        return kept

    return some


class Disk:
    """A folder, all of which is durable at first, and what operations make of it."""

    def __init__(self, top: Path) -> None:
        self.top = top.resolve()
        self.root = _read(self.top)

    def do(self, operations: Sequence[Operation]) -> None:
        """Do some operations; one that failed when it was recorded does nothing here either."""
        for operation in operations:
            with contextlib.suppress(KeyError):
                self._do(*operation)

    def _do(self, name: str, paths: tuple[str, ...], data: bytes | None) -> None:
        if name == "fsync":
            self._sync(paths[0], data)
        elif name == "open":
            folder, last = self._place(paths[0])
            if last in folder:
                folder[last].data = b""
            else:
                folder[last] = Node()
        elif name in ("rename", "exchange", "link"):
            (here, one), (there, other) = map(self._place, paths)
            before = there.get(other)
            there[other] = here[one]
            if name == "rename":
                del here[one]
            elif name == "exchange":
                assert before is not None
                here[one] = before
        elif name == "mkdir":
            folder, last = self._place(paths[0])
            folder.setdefault(last, Node(names={}))
        else:
            folder, last = self._place(paths[0])
            folder.pop(last, None)

    def _sync(self, path: str, data: bytes | None) -> None:
        if Path(path) == self.top:
            node = self.root
        else:
            folder, last = self._place(path)
            node = folder[last]
        if data is None:
            assert node.names is not None
            node.durable = dict(node.names)
        else:
            node.data = data

    def _place(self, path: str) -> tuple[dict[str, Node], str]:
        """The entries of the folder that a path lies in, links followed, and its last name."""
        *above, last = Path(path).relative_to(self.top).parts
        node = self.root
        trail: list[Node] = []
        for name in above:
            assert node.names is not None
            trail.append(node)
            node = node.names[name]
            while node.target is not None:
                node = self._linked(trail[-1], node.target)
        assert node.names is not None
        return node.names, last

    def _linked(self, folder: Node, target: str) -> Node:
        for name in target.split("/"):
            assert folder.names is not None
            folder = folder.names[name]
        return folder

    def write(self, to: Path, chance: Chance) -> None:
        """Write what is on the disk behind a power cut to a folder."""
        _write(self.root, to, chance)


def _read(path: Path) -> Node:
    if path.is_symlink():
        return Node(target=str(path.readlink()))
    if path.is_dir():
        names = {one.name: _read(one) for one in path.iterdir()}
        return Node(names=names, durable=dict(names))
    return Node(data=path.read_bytes())


def _write(node: Node, to: Path, chance: Chance) -> None:
    if node.target is not None:
        to.symlink_to(node.target)
    elif node.names is None:
        to.write_bytes(node.data)
    else:
        to.mkdir()
        for name, one in chance(node).items():
            _write(one, to / name, chance)
