"""Where the program's own files and the user's default folders are."""

import os
import sys
from functools import lru_cache
from pathlib import Path

import platformdirs

APPLICATION_NAME = "Pilotline"
#: Names another file for the window's settings, of a second window or a measurement.
SETTINGS_VARIABLE = "PILOTLINE_WINDOW_SETTINGS"


@lru_cache(maxsize=1)
def assets_dir() -> Path:
    """The folder of icons, theme, fonts and translations."""
    # A frozen program unpacks its data beside its libraries and names the place here.
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "assets"


def default_workspace() -> Path:
    """The workspace of a user who has never chosen one."""
    data_dir = platformdirs.user_data_path(appauthor=False)
    return data_dir / APPLICATION_NAME / "workspace"


def settings_file() -> Path:
    """The file that holds the window's settings, unless `SETTINGS_VARIABLE` names another."""
    named = os.environ.get(SETTINGS_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    return platformdirs.user_config_path(APPLICATION_NAME, appauthor=False) / "window.json"
