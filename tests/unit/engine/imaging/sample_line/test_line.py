"""The sample line's folders."""

from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import UserFixableError
from engine.imaging.decode import decode_image
from engine.imaging.sample_line import draw_sample, draw_sample_line
from tests.support.pictures import tree_state

CLASSES = {
    "Flange": {"good", "missing_hole", "rust"},
    "Gear": {"good", "broken_teeth", "burn_mark"},
    "Bracket": {"good", "scratch", "crack"},
}


def test_three_products_of_three_classes(tmp_path: Path) -> None:
    products = draw_sample_line(tmp_path / "line", images_per_class=2)
    found = {p.name: {folder.name for folder in p.images_dir.iterdir()} for p in products}
    assert found == CLASSES
    for file in (tmp_path / "line").rglob("*.png"):
        image = decode_image(file)
        assert (image.width, image.height, image.is_gray) == (128, 128, False)


def test_equal_seeds_give_equal_files_and_a_second_call_changes_nothing(tmp_path: Path) -> None:
    draw_sample_line(tmp_path / "a", images_per_class=1, seed=3)
    draw_sample_line(tmp_path / "b", images_per_class=1, seed=3)
    draw_sample_line(tmp_path / "c", images_per_class=1, seed=4)
    a, b, c = (
        [file.read_bytes() for file in sorted((tmp_path / name).rglob("*.png"))] for name in "abc"
    )
    assert a == b
    assert all(first != other for first, other in zip(a, c, strict=True))
    before = tree_state(tmp_path / "a")
    draw_sample_line(tmp_path / "a", images_per_class=1, seed=3)
    assert tree_state(tmp_path / "a") == before


@pytest.mark.parametrize("product", CLASSES)
def test_defects_stand_out_even_at_32_pixels(product: str) -> None:
    """Same pose, same light: what differs is the defect, and it must cover enough of the part."""
    good = draw_sample(product, "good", seed=5).astype(int)
    for class_name in CLASSES[product] - {"good"}:
        defect = draw_sample(product, class_name, seed=5).astype(int)
        cells = np.abs(defect - good).reshape(32, 4, 32, 4, 3).mean(axis=(1, 3)).max(axis=2)
        assert (cells > 40).sum() >= 12, class_name


def test_unknown_class_is_a_sentence() -> None:
    with pytest.raises(UserFixableError, match="no Gear of class rust"):
        draw_sample("Gear", "rust")
