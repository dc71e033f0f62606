"""Start here: `python3 installer/bootstrap.py run` sets Pilotline up in .venv and starts it.

This file alone must be readable by any Python 3, so that an unsuitable one gets a sentence instead
of a traceback; the work is done in the modules beside it.
"""

import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 13)


def python_problem(major: int, minor: int, is_64_bit: bool) -> str:
    """Why this Python cannot be used, in one sentence; empty when it can."""
    if not OLDEST <= (major, minor) <= NEWEST:
        return (
            f"Pilotline needs Python 3.11, 3.12 or 3.13; this is Python {major}.{minor}. Start it "
            "with one of those, for example: python3.12 installer/bootstrap.py run"
        )
    if not is_64_bit:
        return "Pilotline needs a 64-bit Python; this one has 32 bits. Install the 64-bit build."
    return ""


def main() -> int:
    """Refuse an unsuitable Python, otherwise hand over to the commands."""
    problem = python_problem(sys.version_info[0], sys.version_info[1], sys.maxsize > 2**32)
    if problem:
        sys.stderr.write(problem + "\n")
        return 1
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer.commands import run_command  # noqa: PLC0415  (an older Python cannot read it)

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
