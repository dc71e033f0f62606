"""Lets `python -m engine.cli` stand for the `pilotline` command."""

import sys

from engine.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
