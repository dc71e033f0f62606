"""Where the workspace is when nobody says."""

import os
from pathlib import Path

import platformdirs

WORKSPACE_VARIABLE = "PILOTLINE_WORKSPACE"
APPLICATION_NAME = "Pilotline"


def data_dir() -> Path:
    """The folder the system gives Pilotline for this user's data."""
    return Path(platformdirs.user_data_dir(APPLICATION_NAME, appauthor=False))


def default_workspace() -> Path:
    """The workspace named by the environment, or the one that a new user's window opens."""
    named = os.environ.get(WORKSPACE_VARIABLE)
    return absolute(named) if named else data_dir() / "workspace"


def absolute(path: str | Path) -> Path:
    """The path as the person meant it, from the current folder and with ~ for their home."""
    return Path(path).expanduser().absolute()
