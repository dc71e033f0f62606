"""Which build of torch is tried, machine by machine."""

import subprocess

import pytest

from installer import torch_choice
from installer.torch_choice import Machine, TorchWish, must_replace, torch_attempts

PLAIN = "torch==2.13.0"
CPU = "torch==2.13.0+cpu"
INDEX = "https://example.invalid/wheels"


@pytest.mark.parametrize(
    ("platform", "has_driver", "wish", "requirements"),
    [
        ("linux", False, TorchWish(), [CPU, PLAIN]),
        ("linux", True, TorchWish(), [PLAIN]),
        ("linux", True, TorchWish(index=INDEX), [PLAIN]),
        ("linux", True, TorchWish(cpu=True), [CPU, PLAIN]),
        ("win32", False, TorchWish(), [PLAIN]),
        ("win32", True, TorchWish(), [PLAIN]),
        ("win32", True, TorchWish(index=INDEX), [PLAIN]),
        # An index of CUDA builds would win over the plain build otherwise.
        ("win32", True, TorchWish(cpu=True, index=INDEX), [CPU, PLAIN]),
        ("darwin", False, TorchWish(), [PLAIN]),
    ],
)
def test_the_builds_that_are_tried(
    platform: str, has_driver: bool, wish: TorchWish, requirements: list[str]
) -> None:
    machine = Machine(platform=platform, has_nvidia_driver=has_driver)
    assert [a.requirement for a in torch_attempts(machine, wish)] == requirements


def test_windows_with_a_driver_is_told_how_to_get_cuda() -> None:
    machine = Machine(platform="win32", has_nvidia_driver=True)
    assert "--torch-index" in torch_attempts(machine, TorchWish())[0].sentence


def test_the_fallback_warns_of_its_size() -> None:
    machine = Machine(platform="linux", has_nvidia_driver=False)
    assert "gigabytes" in torch_attempts(machine, TorchWish())[1].sentence


@pytest.mark.parametrize(
    ("installed", "has_driver", "wish", "replaced"),
    [
        ("2.13.0+cpu", True, TorchWish(), True),
        ("2.13.0+cpu", True, TorchWish(cpu=True), False),
        ("2.13.0+cpu", False, TorchWish(), False),
        ("2.13.0", True, TorchWish(), False),
        (None, True, TorchWish(), False),
    ],
)
def test_a_cpu_build_gives_way_to_cuda(
    installed: str | None, has_driver: bool, wish: TorchWish, replaced: bool
) -> None:
    machine = Machine(platform="linux", has_nvidia_driver=has_driver)
    assert must_replace(installed, machine, wish) is replaced


@pytest.mark.parametrize(
    ("status", "listing", "expected"),
    [(0, "GPU 0: NVIDIA (UUID: GPU-1)\n", True), (0, "", False), (9, "GPU 0", False)],
)
def test_the_driver_is_believed_only_when_it_lists_a_device(
    monkeypatch: pytest.MonkeyPatch, status: int, listing: str, expected: bool
) -> None:
    answer = subprocess.CompletedProcess(["nvidia-smi"], status, stdout=listing)
    monkeypatch.setattr(torch_choice.Path, "exists", lambda _: False)
    monkeypatch.setattr(torch_choice.subprocess, "run", lambda *_, **__: answer)
    assert torch_choice.has_nvidia_driver() is expected


def test_a_driver_that_hangs_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("nvidia-smi", 20)

    monkeypatch.setattr(torch_choice.Path, "exists", lambda _: False)
    monkeypatch.setattr(torch_choice.subprocess, "run", hang)
    assert not torch_choice.has_nvidia_driver()
    assert "does not answer" in capsys.readouterr().out
