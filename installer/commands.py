"""The commands of installer/bootstrap.py: run, test, install."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from installer.checks import run_checks
from installer.console import SetupError, say, speak_any_language
from installer.environment import Environment, InstallWish
from installer.torch_choice import TorchWish

#: The same as --torch-index, for machines that are set up by a script.
INDEX_VARIABLE = "PILOTLINE_TORCH_INDEX"

#: The status the `pilotline` command ends with when it is interrupted.
INTERRUPTED = 3


def run_command(arguments: list[str]) -> int:
    """Do what the command line asks for and return the exit status."""
    speak_any_language()
    own, passed_on = split_arguments(arguments)
    options = _parser().parse_args(own)
    environment = Environment(Path(__file__).resolve().parent.parent)
    try:
        environment.ensure(wish_of(options, os.environ), with_checks=options.command == "test")
        return _then(options.command, environment, passed_on)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. The same command goes on from here.", file=sys.stderr)
        return INTERRUPTED


def split_arguments(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What is ours, and what stands after `--` for the program that is started."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def wish_of(options: argparse.Namespace, variables: Mapping[str, str]) -> InstallWish:
    """The parsed options, with the variable standing in for a missing --torch-index."""
    if options.offline is not None and not options.offline.is_dir():
        raise SetupError(f"--offline needs a folder of wheels; {options.offline} is none.")
    return InstallWish(
        torch=TorchWish(
            cpu=options.cpu, index=options.torch_index or variables.get(INDEX_VARIABLE) or None
        ),
        index_url=options.index_url,
        offline=options.offline.resolve() if options.offline else None,
    )


def has_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether a window can appear. A chosen Qt platform (offscreen, vnc) counts as a display."""
    if not platform.startswith("linux"):
        return True
    return any(variables.get(k) for k in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _then(command: str, environment: Environment, passed_on: list[str]) -> int:
    if command == "test":
        return run_checks(environment, passed_on)
    if command == "install":
        say("Pilotline is installed. Start it with: python3 installer/bootstrap.py run")
        return 0
    if has_display(sys.platform, os.environ):
        return environment.become(["-P", "-m", "desktop_app", *passed_on])
    say("There is no display here, so instead of the window this runs: pilotline demo")
    return environment.become(["-P", "-m", "engine.cli", "demo", *passed_on])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="Set Pilotline up in .venv, to exactly pinned versions, and start it.",
        epilog="What stands after -- goes to the program that is started.",
    )
    commands = {
        "run": "open the window; without a display run the demo",
        "test": "run every check; with arguments after -- run pytest alone with these",
        "install": "set up and start nothing",
    }
    listed = "; ".join(f"{name}: {text}" for name, text in commands.items())
    parser.add_argument("command", choices=commands, help=listed)
    parser.add_argument("--cpu", action="store_true", help="torch without CUDA, whatever is here")
    parser.add_argument("--torch-index", metavar="URL", help="a further index to take torch from")
    parser.add_argument("--index-url", metavar="URL", help="the index to take every package from")
    parser.add_argument(
        "--offline", metavar="DIR", type=Path, help="take every package from this folder of wheels"
    )
    return parser
