"""Commands and groups of them, which all take `--workspace` and `--json` at any place."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from pathlib import Path

from engine.cli.session import Handle


def shared_options() -> ArgumentParser:
    """Options of every command.

    Suppressed defaults, because a sub-command's default would overwrite what stood before its name.
    """
    shared = ArgumentParser(add_help=False, allow_abbrev=False)
    shared.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        default=SUPPRESS,
        help="the workspace's folder (default: PILOTLINE_WORKSPACE, or the window's first one)",
    )
    shared.add_argument(
        "--json",
        action="store_true",
        default=SUPPRESS,
        help="print one JSON object on stdout and nothing else there",
    )
    return shared


class Commands:
    """The commands that may stand at one place of the line."""

    def __init__(
        self, parser: ArgumentParser, shared: ArgumentParser, *, is_required: bool
    ) -> None:
        self._shared = shared
        self._commands = parser.add_subparsers(
            title="commands", metavar="COMMAND", required=is_required
        )

    def add(self, name: str, summary: str, handle: Handle) -> ArgumentParser:
        """A command; its own options are added to what is returned."""
        parser = self._parser(name, summary)
        parser.set_defaults(handle=handle)
        return parser

    def add_group(self, name: str, summary: str) -> "Commands":
        """A word that is followed by one of several commands."""
        return Commands(self._parser(name, summary), self._shared, is_required=True)

    def _parser(self, name: str, summary: str) -> ArgumentParser:
        return self._commands.add_parser(
            name, help=summary, description=summary, parents=[self._shared], allow_abbrev=False
        )


def positive(text: str) -> int:
    """An option's value that counts something."""
    number = _whole(text)
    if number < 1:
        message = f"{text} is not a number of at least 1"
        raise ArgumentTypeError(message)
    return number


def natural(text: str) -> int:
    """An option's value that may be zero, such as a seed."""
    number = _whole(text)
    if not 0 <= number < 2**63:
        message = f"{text} is not a number from 0 to {2**63 - 1}"
        raise ArgumentTypeError(message)
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        message = f"{text} is not a whole number"
        raise ArgumentTypeError(message) from None
