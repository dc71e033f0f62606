import pytest
import torch

from engine.operations.torch_runtime import torch_fingerprint, torch_threads


def test_the_fingerprint_tells_library_device_and_threads() -> None:
    facts = torch_fingerprint("cpu")
    assert (facts["torch"], facts["device"], facts["threads"]) == (torch.__version__, "cpu", "1")
    assert all(isinstance(value, str) and value for value in facts.values())
    with torch_threads(2):
        assert {**torch_fingerprint("cpu"), "threads": "1"} == facts
        assert torch_fingerprint("cpu") != facts


def test_the_number_of_threads_comes_back_whatever_happens() -> None:
    with pytest.raises(ZeroDivisionError), torch_threads(2):
        _ = 1 / 0
    assert torch.get_num_threads() == 1
