"""Where the real photographs lie that some measurements need."""

import os
from collections.abc import Sequence
from pathlib import Path

from engine.contract.errors import UserFixableError

DATA_VARIABLE = "PILOTLINE_DATA"


def real_data_dir() -> Path:
    """The folder of real photographs: named by the environment, or beside the repository."""
    named = os.environ.get(DATA_VARIABLE)
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(named).expanduser().absolute() if named else beside


def real_folders(names: Sequence[str], otherwise: str = "") -> list[Path]:
    """The folder of each of these products, in order.

    Raises:
        UserFixableError: If one is missing; `otherwise` ends the sentence with another way out.
    """
    root = real_data_dir()
    folders = [root / name for name in names]
    for folder in folders:
        if not folder.is_dir():
            raise UserFixableError(
                f"There is no folder {folder.name} in {root}. Set {DATA_VARIABLE} to the folder "
                f"that holds {', '.join(names)}{otherwise}."
            )
    return folders
