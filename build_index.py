"""Build the pages and the index: the same as `commonplace build`, with its options."""

from commonplace.cli import build

if __name__ == "__main__":
    build(prog_name="build_index.py")
