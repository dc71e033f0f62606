from pathlib import Path

from engine.contract.job_context import SilentContext
from engine.contract.specs import DevicesSpec
from engine.contract.upkeep import DevicesResult
from engine.operations.dispatch import run_spec
from engine.training.device import choose_device


def test_the_first_device_is_the_one_chosen_by_itself(tmp_path: Path) -> None:
    result = run_spec(tmp_path / "no workspace", DevicesSpec(), SilentContext(), -1)
    assert isinstance(result, DevicesResult)
    assert result.devices[0].kind == choose_device().kind
    assert result.devices[-1].kind == "cpu"
    assert all(device.name for device in result.devices)
    assert "CPU" in result.drawing
