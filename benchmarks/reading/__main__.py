"""How well files are read, beside peers: `python -m benchmarks.reading [CORPUS]`.

Prints the tables that are in `benchmarks/reading-results.md`. CORPUS is a folder or an
archive of transcripts in Markdown, from which captions are made.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import machine
from benchmarks.corpora import corpus
from benchmarks.reading import html, rolled

#: Of a large corpus, every so manieth file makes this many.
_MOST = 12


def main() -> None:
    """Print a table for each format."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, help="transcripts in Markdown")
    given = parser.parse_args().corpus
    print("# How well files are read\n")
    print("`make bench-reading` printed this; README.md explains it.\n")
    print(machine.described())
    print(f"\n## Saved pages\n\n{html.table()}")
    if given is None:
        print("\nLeft out: captions that roll up, which are made from a corpus; name one.")
        return
    files = sorted(corpus(given).seeds.rglob("*.md"))
    print(f"\n## Captions that roll up\n\n{rolled.table(files[:: max(1, len(files) // _MOST)])}")


if __name__ == "__main__":
    main()
