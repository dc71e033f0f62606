"""`pilotline` alone: opens the window."""

import importlib
import os
import sys
from argparse import Namespace

from engine.cli.answer import Answer, ExitCode
from engine.cli.session import Session
from engine.cli.workspace_location import WORKSPACE_VARIABLE
from engine.contract.errors import UserFixableError


def open_window(arguments: Namespace, session: Session) -> Answer:
    """Run the desktop program in this process until its window is closed."""
    if getattr(arguments, "json", False):
        raise UserFixableError(
            "The window has no JSON answer: name a command, see pilotline --help."
        )
    if not has_display():
        raise UserFixableError(
            "There is no display to open the window on. Start Pilotline from a desktop session, or "
            "use its commands: pilotline --help lists them, pilotline demo shows the whole story."
        )
    is_named = session.named_root is not None or WORKSPACE_VARIABLE in os.environ
    # Unnamed, the window opens the one it had open last.
    named = ["--workspace", str(session.root)] if is_named else []
    # By name, because the engine does not know the window; the window knows the engine.
    desktop = importlib.import_module("desktop_app.__main__")
    exit_code: int | None = desktop.main(named)
    return Answer(payload={}, text="", exit_code=ExitCode(exit_code or 0))


def has_display() -> bool:
    """Whether Qt would find a screen, or has been told to do without one."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if platform not in {"", "xcb", "wayland"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
