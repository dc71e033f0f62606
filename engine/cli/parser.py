"""The command line's grammar: every command and option, joined from the groups."""

from argparse import ArgumentParser
from importlib.metadata import PackageNotFoundError, version

from engine.cli import (
    bench,
    demo,
    images,
    jobs,
    products,
    report,
    update,
    versions,
    window,
    workspaces,
)
from engine.cli.grammar import Commands, shared_options

DESCRIPTION = (
    "Teach this workstation's image generator and recogniser new products without forgetting the "
    "earlier ones and without keeping their photographs. Without a command, the window opens."
)
EPILOG = (
    "exit codes: 0 done; 1 refused or failed, with a sentence on stderr; 2 wrong usage; "
    "3 interrupted. With --json, a command that ends with 1 or 3 prints "
    '{"error": "the sentence", ...} on stdout, unless it has its full answer to give.'
)


def build_parser() -> ArgumentParser:
    """The whole grammar."""
    shared = shared_options()
    parser = ArgumentParser(
        prog="pilotline",
        description=DESCRIPTION,
        epilog=EPILOG,
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Pilotline {program_version()}")
    parser.set_defaults(handle=window.open_window)
    commands = Commands(parser, shared, is_required=False)
    for group in (
        workspaces,
        products,
        images,
        update,
        jobs,
        versions,
        report,
        bench,
        demo,
    ):
        group.add_commands(commands)
    return parser


def program_version() -> str:
    """The installed release."""
    try:
        return version("pilotline")
    except PackageNotFoundError:
        return "(not installed)"
