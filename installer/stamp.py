"""The stamp: what has been installed completely; written last, so an interruption leaves none."""

import hashlib
import json
import os
import sys
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FILE_NAME = "pilotline-installed.json"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What the environment holds, and from which state of the repository."""

    #: Python's series and the environment's place: where they differ it must be built anew.
    python: str
    place: str
    #: Of lock, project table and installer, when the run-time packages were installed.
    runtime: str = ""
    #: The same for the packages of the checks.
    checks: str = ""
    #: What the user asked for: --cpu, --torch-index.
    torch_wish: str = ""
    #: False while system libraries that the window needs are known to be missing.
    is_qt_ready: bool = False

    @classmethod
    def of_this_python(cls, place: Path) -> Self:
        """A stamp that says nothing is installed yet."""
        python = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"
        return cls(python=python, place=str(place))

    def fits(self, other: Self) -> bool:
        """Whether both speak of the same Python at the same place."""
        return (self.python, self.place) == (other.python, other.place)

    def write(self, folder: Path) -> None:
        """Replace the stamp in one step."""
        fresh = folder / f"{FILE_NAME}.new"
        fresh.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        fresh.replace(folder / FILE_NAME)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The stamp in this folder; None when there is none that can be read."""
        try:
            return cls(**json.loads((folder / FILE_NAME).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


def fingerprint(root: Path) -> str:
    """Changes whenever what is installed, or how, could differ."""
    digest = hashlib.sha256()
    installer = root / "installer"
    for path in sorted([*installer.glob("*.lock"), *installer.glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    # Of pyproject.toml only what an installation depends on: tool settings change far oftener.
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    digest.update(
        json.dumps([project["project"], project["build-system"]], sort_keys=True).encode()
    )
    # An entry point of pip and of `pilotline` holds the absolute path of its Python.
    digest.update(os.fsencode(root))
    return digest.hexdigest()
