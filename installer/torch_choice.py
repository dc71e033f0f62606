"""Which build of torch suits this machine."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from installer.console import say

TORCH_VERSION = "2.13.0"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What decides the build."""

    #: As sys.platform says: "linux", "win32" or "darwin".
    platform: str
    has_nvidia_driver: bool


@dataclass(frozen=True, kw_only=True)
class TorchWish:
    """What the user asked for on the command line."""

    cpu: bool = False
    index: str | None = None


@dataclass(frozen=True, kw_only=True)
class TorchAttempt:
    """One requirement to try, and what to tell the user first."""

    requirement: str
    sentence: str


def wants_cuda(machine: Machine, wish: TorchWish) -> bool:
    """Whether a build that computes on the NVIDIA device is to be had."""
    if wish.cpu or not machine.has_nvidia_driver:
        return False
    # The plain build for Windows computes on the CPU alone; CUDA builds have their own index.
    return machine.platform == "linux" or (machine.platform == "win32" and wish.index is not None)


def torch_attempts(machine: Machine, wish: TorchWish) -> list[TorchAttempt]:
    """The requirements to try one after another until one can be had."""
    plain = f"torch=={TORCH_VERSION}"
    if wants_cuda(machine, wish):
        sentence = "An NVIDIA driver is here: installing torch with CUDA (several gigabytes)."
        return [TorchAttempt(requirement=plain, sentence=sentence)]
    if machine.platform == "win32" and machine.has_nvidia_driver and not wish.cpu:
        sentence = (
            "Installing torch for the CPU: the plain build for Windows has no CUDA. To use the "
            "NVIDIA device, run again with --torch-index and the address of an index with CUDA."
        )
        return [TorchAttempt(requirement=plain, sentence=sentence)]
    if machine.platform != "linux" and wish.index is None:
        return [TorchAttempt(requirement=plain, sentence="Installing torch for the CPU.")]
    return [
        TorchAttempt(requirement=f"{plain}+cpu", sentence="Installing torch for the CPU."),
        TorchAttempt(
            requirement=plain,
            sentence=(
                "The package index offers no CPU-only build of torch: installing the plain one, "
                "which works without an NVIDIA device too but can take several gigabytes. "
                "--torch-index with the address of an index of CPU builds avoids that."
            ),
        ),
    ]


def must_replace(installed: str | None, machine: Machine, wish: TorchWish) -> bool:
    """Whether the installed build satisfies `torch==` but not this machine.

    pip takes 2.13.0+cpu for a 2.13.0, so it would never replace it by the CUDA build on its own.
    """
    return installed == f"{TORCH_VERSION}+cpu" and wants_cuda(machine, wish)


def has_nvidia_driver() -> bool:
    """Whether an NVIDIA driver runs here: the kernel's word for it, or the driver's own tool."""
    if Path("/proc/driver/nvidia/version").exists():
        return True
    try:
        listing = subprocess.run(
            ["nvidia-smi", "-L"], capture_output=True, text=True, timeout=20, check=False
        )
    except FileNotFoundError:
        return False
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"The NVIDIA driver does not answer ({error}); going on without it.")
        return False
    return listing.returncode == 0 and "GPU " in listing.stdout
