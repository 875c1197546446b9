"""What one hostile file is, and what has to become of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

#: What a script of a seed would do if it ran: the tests look whether it has been done.
#: Python-Markdown takes an attribute without quotes for text if there is a second `=` in it.
RUN = "owned()"
#: A host that no page may ask for anything.
STRANGER = "evil.example"

#: `text`: nothing is wrong with it, or what is odd about it stands on the page as text.
#: `recorded`: something was taken away, and the page's own record says what.
#: `warned`: a page, and a warning. `rejected`: no page, and an error.
#: `ignored`: no page, and a warning that this is no seed.
#: `any`: nothing is promised but that the build ends and the other files are whole.
Outcome = Literal["text", "recorded", "warned", "rejected", "ignored", "any"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True, kw_only=True)
class Special:
    """Something in the file system that is no file."""

    kind: Literal["fifo", "folder", "socket", "unreadable"]


Content = bytes | Link | Special


@dataclass(frozen=True, kw_only=True)
class Case:
    """One attempt: its files, what becomes of them, and what has to be said.

    `says` are pieces of the messages about these files, `shows` words that have to be
    left on the page. `alone` marks what may take long, and is therefore built in
    a process of its own. `beside` are files for the project's folder (vocabularies).
    """

    kind: str
    name: str
    files: Mapping[str, Content]
    outcome: Outcome
    says: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    alone: bool = False
    beside: Mapping[str, bytes] | None = None

    @property
    def folder(self) -> str:
        """Where the files of this attempt lie below `seeds/`."""
        return f"{self.kind}/{self.name}"


def table(
    kind: str,
    outcome: Outcome,
    texts: Mapping[str, str | bytes],
    *,
    says: Iterable[str] = (),
    shows: Iterable[str] = (),
    suffix: str = ".md",
    head: str = "",
    tail: str = "",
) -> Iterator[Case]:
    """A case for each text, all of one kind: each a file by the name of the attempt."""
    for name, text in texts.items():
        data = text if isinstance(text, bytes) else f"{head}{text}{tail}".encode()
        file = f"{kind}-{name}{suffix}"  # two files of one name would want one address
        yield Case(
            kind=kind,
            name=name,
            files={file: data},
            outcome=outcome,
            says=tuple(says),
            shows=tuple(shows),
        )
