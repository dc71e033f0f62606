"""The intermediate results of an update: each is whole on disk or absent, so none is made twice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save

from engine.registry.atomic_file import install_atomically, write_atomically
from engine.training.learning_set import PictureSet

Arrays = dict[str, NDArray[Any]]


class UpdateFiles:
    """Named files in one job's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Where the file of that name stands or will stand."""
        return self.folder / name

    def arrays(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays of that name: read when they are there, else made and kept."""
        path = self.path(f"{name}.safetensors")
        if not path.exists():
            write_atomically(
                path, save({key: np.ascontiguousarray(a) for key, a in make().items()})
            )
        return load_file(path)

    def pictures(self, name: str, make: Callable[[], PictureSet]) -> PictureSet:
        """A set of pictures, as `arrays`."""

        def arrays() -> Arrays:
            made = make()
            return {"images": made.images, "labels": made.labels}

        found = self.arrays(name, arrays)
        return PictureSet(found["images"], found["labels"])

    def file(self, name: str, write: Callable[[Path], None]) -> Path:
        """A file that `write` makes; it appears under its name only when whole and on disk."""
        path = self.path(name)
        if not path.exists():
            temporary = self.path(f"making-{name}")
            write(temporary)
            install_atomically(temporary, path)
        return path

    def facts(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """A JSON document, as `arrays`."""
        path = self.path(f"{name}.json")
        if not path.exists():
            write_atomically(path, json.dumps(make(), ensure_ascii=False).encode())
        found: dict[str, Any] = json.loads(path.read_bytes())
        return found
