"""A module that takes more memory than a worker process may, as soon as it is imported."""

HELD = bytes(150 * 1024**2)


def size(thing: object) -> int:
    """How much the module holds."""
    return len(HELD)
