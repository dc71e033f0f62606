"""Where the program's own files and the user's default folders are."""

import sys
from functools import lru_cache
from pathlib import Path

import platformdirs

APPLICATION_NAME = "Pilotline"


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
    """The file that holds the window's settings."""
    return platformdirs.user_config_path(APPLICATION_NAME, appauthor=False) / "window.json"
