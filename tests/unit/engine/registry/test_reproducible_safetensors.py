import numpy as np
from safetensors import safe_open
from safetensors.numpy import load, save

from engine.registry.reproducible_safetensors import with_ordered_metadata

TENSORS = {"b": np.arange(5, dtype=np.float32), "a": np.array([[1, 2]], np.uint8)}
METADATA = {f"key {number}": f"価 {number}" for number in range(6)}


def test_equal_content_has_equal_bytes() -> None:
    made = {with_ordered_metadata(save(TENSORS, METADATA)) for _ in range(20)}
    assert len(made) == 1


def test_the_file_says_what_it_said_before(tmp_path) -> None:
    data = with_ordered_metadata(save(TENSORS, METADATA))
    (tmp_path / "file").write_bytes(data)
    with safe_open(str(tmp_path / "file"), framework="np") as file:
        assert file.metadata() == METADATA
    for name, array in load(data).items():
        np.testing.assert_array_equal(array, TENSORS[name])


def test_a_file_without_metadata_stays_readable() -> None:
    np.testing.assert_array_equal(load(with_ordered_metadata(save(TENSORS)))["b"], TENSORS["b"])
