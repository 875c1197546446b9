"""A function of a module that is imported only where the function is called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Later(Generic[P, R]):
    """Stands for a module's function; in a process that gets it, it is that function.

    >>> from pickle import dumps, loads
    >>> Later("math", "sqrt")(4.0), loads(dumps(Later("math", "sqrt")))
    (2.0, <built-in function sqrt>)
    """

    def __init__(self, module: str, name: str) -> None:
        self._place = (module, name)

    def __call__(self, *args: P.args, **more: P.kwargs) -> R:
        """What the function returns."""
        found: R = load(*self._place)(*args, **more)
        return found

    def __reduce__(self) -> tuple[Callable[[str, str], Any], tuple[str, str]]:
        return load, self._place


def load(module: str, name: str) -> Any:
    """What a module has under a name."""
    return getattr(import_module(module), name)
