"""Run the command line: ``python -m commonplace``."""

from commonplace.cli import main

if __name__ == "__main__":
    main(prog_name="commonplace")
