"""How well files are read, beside peers: `python -m benchmarks.reading`.

Prints the tables that stand in `benchmarks/reading-results.md`. Each module of this package
that measures a format has `table() -> str`.
"""

from __future__ import annotations

from benchmarks import machine
from benchmarks.reading import html

TABLES = {"Saved pages": html.table}


def main() -> None:
    """Print a table for each format."""
    print("# How well files are read\n")
    print("`make bench-reading` printed this; README.md explains it.\n")
    print(machine.described())
    for title, table in TABLES.items():
        print(f"\n## {title}\n\n{table()}")


if __name__ == "__main__":
    main()
