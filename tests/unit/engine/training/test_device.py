import pytest
import torch

from engine.contract.errors import UserFixableError
from engine.training import device as device_module
from engine.training.device import (
    TrainingDevice,
    choose_device,
    free_memory_bytes,
    usable_devices,
)


def test_a_device_that_computes_is_chosen_and_has_memory() -> None:
    device = choose_device()
    assert device.kind in {"cpu", "cuda"}
    assert device.precision in {"float32", "bfloat16"}
    assert free_memory_bytes(device.kind) > 0


def test_a_card_without_kernels_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ones = torch.ones

    def without_kernels(*sizes: int, device: str = "cpu") -> torch.Tensor:
        if device == "cuda":
            raise RuntimeError("no kernel image is available for execution on the device")
        return ones(*sizes)

    monkeypatch.setattr(device_module.torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(device_module.torch, "ones", without_kernels)
    assert choose_device().kind == "cpu"


@pytest.mark.parametrize(("precision", "kind"), [("float32", "float32"), ("bfloat16", "bfloat16")])
def test_products_are_computed_in_the_planned_precision(precision: str, kind: str) -> None:
    with TrainingDevice("cpu", precision, "any").autocast():
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    assert str(product.dtype) == f"torch.{kind}"


def test_the_device_that_is_asked_for_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose_device("cpu").kind == "cpu"
    monkeypatch.setattr(device_module.torch.cuda, "is_available", lambda: False)
    assert [device.kind for device in usable_devices()] == ["cpu"]
    with pytest.raises(UserFixableError, match="no GPU that computes with it"):
        choose_device("cuda")
