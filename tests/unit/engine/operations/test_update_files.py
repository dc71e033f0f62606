from pathlib import Path

import numpy as np
import pytest

from engine.operations.update_files import Arrays, UpdateFiles
from tests.support.toy_learning import toy_set


@pytest.fixture
def files(tmp_path: Path) -> UpdateFiles:
    return UpdateFiles(tmp_path / "job-000001")


class Maker:
    """Counts how often something is made."""

    def __init__(self) -> None:
        self.made = 0

    def arrays(self) -> Arrays:
        self.made += 1
        return {"numbers": np.arange(6).reshape(2, 3).T}

    def write(self, path: Path) -> None:
        self.made += 1
        path.write_bytes(b"content")


def test_arrays_are_made_once_and_read_from_then_on(files: UpdateFiles) -> None:
    maker = Maker()
    for _ in range(2):
        found = files.arrays("replay", maker.arrays)
        np.testing.assert_array_equal(found["numbers"], np.arange(6).reshape(2, 3).T)
    assert maker.made == 1


def test_pictures_keep_their_labels(files: UpdateFiles) -> None:
    pictures = toy_set(0, 4)
    found = files.pictures("new", lambda: pictures)
    np.testing.assert_array_equal(found.images, pictures.images)
    np.testing.assert_array_equal(found.labels, pictures.labels)


def test_facts_keep_japanese_names(files: UpdateFiles) -> None:
    made = {"ブラケット": 0.5}
    assert files.facts("parity", lambda: made) == made
    assert files.facts("parity", dict) == made


def test_a_file_appears_only_when_it_is_whole(files: UpdateFiles) -> None:
    def dies(path: Path) -> None:
        path.write_bytes(b"part")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.file("teacher.safetensors", dies)
    assert not files.path("teacher.safetensors").exists()
    maker = Maker()
    for _ in range(2):
        assert files.file("teacher.safetensors", maker.write).read_bytes() == b"content"
    assert maker.made == 1
    assert [path.name for path in files.folder.iterdir()] == ["teacher.safetensors"]
