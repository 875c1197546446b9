"""`python -m tests.hostile` counts the hostile files; with a folder, it writes them."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile.make import CASES, table, write

if len(sys.argv) > 1:
    write(CASES, Path(sys.argv[1]))
else:
    print(table())
