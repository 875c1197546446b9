"""The tests. This is read before all of them, in each process that runs some."""

import os
import sys

# Each of the many processes would otherwise compile the program and its tests again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
