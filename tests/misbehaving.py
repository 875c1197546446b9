"""Functions for worker processes, some of which do what a process should not do."""

import ctypes
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from commonplace.diagnostics.limits import Limits
from commonplace.document import Made, make_document
from commonplace.model import Seed
from commonplace.project.glossary import Glossary


def behave(thing: str) -> str:
    """The thing itself, unless it names some trouble to make."""
    trouble = TROUBLES.get(thing)
    if trouble:
        trouble()
    return thing


def hang_in_python() -> None:
    while True:
        pass


def hang_in_c() -> None:
    """Where no Python code runs, no signal handler does either."""
    re.match(r"(a+)+$", "a" * 80 + "b")


def hang_idle() -> None:
    time.sleep(600)


def eat() -> None:
    """Take 2 GiB, which should not be there to take."""
    held = []
    for _ in range(2048):
        held.append(bytes(1024 * 1024))


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(0)


def recurse() -> None:
    recurse()


def fail() -> None:
    raise ValueError("wet feet")


def stop_answering() -> None:
    """Close every file but the standard ones, and so the way to whoever asked."""
    os.closerange(3, 100)
    hang_idle()


TROUBLES = {
    "hang in Python": hang_in_python,
    "hang in C": hang_in_c,
    "hang idle": hang_idle,
    "eat": eat,
    "crash": crash,
    "leave": leave,
    "abort": os.abort,
    "be killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "recurse": recurse,
    "fail": fail,
    "stop answering": stop_answering,
}


def nested(depth: int) -> list[Any]:
    """A result that is too deep to be sent, if `depth` is large."""
    result: list[Any] = []
    for _ in range(depth):
        result = [result]
    return result


def process(_thing: object) -> int:
    """Who works."""
    time.sleep(0.01)
    return os.getpid()


def die_once(mark: Path) -> str:
    """Be killed at the first try, as by somebody else."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def shout(thing: str) -> str:
    """Print, in Python and past it."""
    print(thing)
    os.write(1, b"\0" * 20)
    return thing.upper() + (os.read(0, 10)).decode()


def note_and_hang(folder: Path) -> None:
    """Say who works, and never end."""
    (folder / str(os.getpid())).touch()
    hang_in_python()


def document(seed: Seed, glossary: Glossary, limits: Limits, private: tuple[str, ...] = ()) -> Made:
    """What `make_document` makes of a seed, unless the seed says HANG."""
    if b"HANG" in seed.data:
        hang_in_c()
    return make_document(seed, glossary, limits, private)


def slowly(function: Any, thing: object) -> object:
    """A function's result, after a while."""
    time.sleep(0.15)
    return function(thing)
