"""Checks that a tag can be released: it is the version, and the changelog tells of it.

python tools/release.py v1.2.0
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def faults(tag: str, root: Path = ROOT) -> Iterator[str]:
    """What keeps a tag from being released, in sentences; nothing where all is well."""
    code = (root / "commonplace" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', code, re.M)
    version = found[1] if found else ""
    if tag != f"v{version}":
        yield f"the tag is {tag}, but commonplace/__init__.py has {version}"
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", changes, re.M):
        yield f"CHANGELOG.md has no heading `## {version} - YEAR-MONTH-DAY`"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if told := list(faults(sys.argv[1])):
        sys.exit("\n".join(told))
