"""Start the window: `python -m desktop_app`."""

import argparse
import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and open the window; returns the exit code."""
    # A frozen program re-runs its own executable for every child process.
    multiprocessing.freeze_support()
    options = _parser().parse_args(argv)
    if options.measure:
        from desktop_app.measuring import run_measuring

        return run_measuring(options.workspace, options.measure, options.measure_preset)
    from desktop_app.application import run

    return run(
        options.workspace,
        options.language,
        exits_after_first_paint=options.exit_after_first_paint,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pilotline", description="Open the Pilotline window.")
    parser.add_argument("--workspace", default="", metavar="DIR", help="the workspace to open")
    parser.add_argument(
        "--language", default="", choices=("en", "ja"), help="the language of the window"
    )
    # For measuring: prints the seconds to the first painted window and closes it.
    parser.add_argument("--exit-after-first-paint", action="store_true", help=argparse.SUPPRESS)
    # Measures the window with a real update, writes the figures into the file and closes it.
    parser.add_argument("--measure", default="", help=argparse.SUPPRESS)
    parser.add_argument("--measure-preset", default="quick", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
