import gzip
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks.fashion_mnist import load_fashion_mnist
from engine.contract.errors import UserFixableError


def write_split(folder: Path, images: np.ndarray, labels: np.ndarray) -> None:
    folder.mkdir(parents=True)
    header = bytes(16), bytes(8)
    for name, data, head in (
        ("images-idx3", images, header[0]),
        ("labels-idx1", labels, header[1]),
    ):
        (folder / f"t10k-{name}-ubyte.gz").write_bytes(gzip.compress(head + data.tobytes()))


def test_pictures_stand_in_the_middle_and_labels_from_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (6, 28, 28), np.uint8)
    labels = np.array([0, 9, 3, 3, 0, 5], np.uint8)
    write_split(tmp_path / "_benchmark" / "fashion_mnist", pictures, labels)
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    split = load_fashion_mnist("t10k")
    assert split.images.shape == (6, 3, 32, 32)
    assert np.array_equal(split.images[1, 2, 2:30, 2:30], pictures[1])
    assert split.images[:, :, :2].max() == 0
    assert split.labels.tolist() == [1, 10, 4, 4, 1, 6]
    assert np.array_equal(split.of((1, 6)).images, split.images[[0, 4, 5]])


def test_without_the_files_it_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    with pytest.raises(UserFixableError, match="PILOTLINE_DATA"):
        load_fashion_mnist("train")
