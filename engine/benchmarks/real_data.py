"""Where the real photographs lie that some measurements need."""

import os
from pathlib import Path

DATA_VARIABLE = "PILOTLINE_DATA"


def real_data_dir() -> Path:
    """The folder of real photographs: named by the environment, or beside the repository."""
    named = os.environ.get(DATA_VARIABLE)
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(named).expanduser().absolute() if named else beside
