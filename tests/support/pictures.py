"""Pictures and folders of pictures for tests of the image intake."""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image


def picture(seed: int = 0, width: int = 48, height: int = 32) -> NDArray[np.uint8]:
    """A smooth colour picture, different for each seed, (H, W, 3) RGB."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (5, 6, 3), dtype=np.uint8)
    large = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, dtype=np.uint8)


def encoded(pixels: NDArray[np.generic], format_name: str, **options: object) -> bytes:
    """The bytes of a file in one of Pillow's formats."""
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, format_name, **options)
    return buffer.getvalue()


def write_picture(path: Path, seed: int = 0, **size: int) -> Path:
    """A PNG file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(picture(seed, **size), "PNG"))
    return path


def write_classes(folder: Path, counts: dict[str, int], first_seed: int = 0, **size: int) -> Path:
    """A folder with one sub-folder of different pictures for each class."""
    seed = first_seed
    for name, count in counts.items():
        for index in range(count):
            write_picture(folder / name / f"{index:02d}.png", seed, **size)
            seed += 1
    return folder


def tree_state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything about a folder that a program could change."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }
