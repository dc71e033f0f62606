"""Files of a version that leave it as they are."""

import shutil
from collections.abc import Mapping
from pathlib import Path


def copied(files: Mapping[str, Path], names: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Copy those that have a name into a folder; role to copy."""
    written = {role: folder / name for role, name in names.items() if role in files}
    for role, path in written.items():
        shutil.copyfile(files[role], path)
    return written
