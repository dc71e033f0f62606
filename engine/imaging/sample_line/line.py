"""Draws the sample line: three products, each with good parts and two kinds of defect."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import UserFixableError
from engine.imaging.sample_line import bracket, flange, gear
from engine.imaging.sample_line.scene import Picture, Scene, develop, set_up

_DRAWING_THREADS = 4

_Draw = Callable[[Scene, str], Picture]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleProduct:
    """A product of the sample line and the folder its pictures are in."""

    name: str
    part_number: str
    images_dir: Path


@dataclass(frozen=True, slots=True)
class _Recipe:
    name: str
    part_number: str
    classes: tuple[str, ...]
    draw: _Draw


_LINE = (
    _Recipe("Flange", "PL-100", flange.CLASSES, flange.draw),
    _Recipe("Gear", "PL-200", gear.CLASSES, gear.draw),
    _Recipe("Bracket", "PL-300", bracket.CLASSES, bracket.draw),
)


def draw_sample_line(
    output_dir: Path, images_per_class: int = 80, seed: int = 0
) -> list[SampleProduct]:
    """Write the sample line's folders below `output_dir`; equal arguments give equal files.

    Pictures that are already there are kept, so that a second call costs nothing.
    """
    pictures: list[tuple[_Recipe, str, Path, tuple[int, ...]]] = []
    for product_index, recipe in enumerate(_LINE):
        for class_index, class_name in enumerate(recipe.classes):
            class_dir = _images_dir(output_dir, recipe) / class_name
            class_dir.mkdir(parents=True, exist_ok=True)
            for index in range(images_per_class):
                file = class_dir / f"{recipe.name.lower()}_{class_name}_{index:03d}.png"
                if not file.exists():
                    entropy = (seed, product_index, class_index, index)
                    pictures.append((recipe, class_name, file, entropy))
    # OpenCV and numpy let go of the interpreter while they calculate.
    with ThreadPoolExecutor(_DRAWING_THREADS) as pool:
        list(pool.map(lambda picture: _draw_file(*picture), pictures))
    return [
        SampleProduct(
            name=recipe.name,
            part_number=recipe.part_number,
            images_dir=_images_dir(output_dir, recipe),
        )
        for recipe in _LINE
    ]


def draw_sample(product_name: str, class_name: str, seed: int = 0) -> NDArray[np.uint8]:
    """One picture of the sample line, (128, 128, 3) RGB."""
    for recipe in _LINE:
        if recipe.name == product_name and class_name in recipe.classes:
            return _photograph(recipe, class_name, np.random.default_rng(seed))
    raise UserFixableError(f"The sample line has no {product_name} of class {class_name}.")


def _images_dir(output_dir: Path, recipe: _Recipe) -> Path:
    return output_dir / recipe.name.lower()


def _draw_file(recipe: _Recipe, class_name: str, file: Path, entropy: tuple[int, ...]) -> None:
    _write(file, _photograph(recipe, class_name, np.random.default_rng(entropy)))


def _photograph(recipe: _Recipe, class_name: str, rng: np.random.Generator) -> NDArray[np.uint8]:
    scene = set_up(rng)
    return develop(scene, recipe.draw(scene, class_name))


def _write(file: Path, pixels: NDArray[np.uint8]) -> None:
    is_encoded, data = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    if not is_encoded:
        raise UserFixableError(f"The picture {file.name} could not be encoded as PNG.")
    # A half-written picture would be taken for a finished one by the next call.
    partial = file.with_suffix(".partial")
    partial.write_bytes(data.tobytes())
    partial.replace(file)
