"""Which device and precision an update trains with, and how much memory there is."""

import platform
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import psutil
import torch

from engine.contract.errors import UserFixableError

_MEMORY_KEPT_FREE = 0.1  # of the machine, for the system and the window


@dataclass(frozen=True)
class TrainingDevice:
    """A device, its training precision, and a name for reports."""

    #: "cpu" or "cuda".
    kind: str
    #: "float32" or "bfloat16".
    precision: str
    name: str

    def autocast(self) -> AbstractContextManager[object]:
        """The context in which forward passes run."""
        return autocast(self.kind, self.precision)


def autocast(kind: str, precision: str) -> AbstractContextManager[object]:
    """Mixed precision where the plan says so, else nothing."""
    if precision == "bfloat16":
        return torch.autocast(kind, dtype=torch.bfloat16)
    return nullcontext()


def choose_device(wanted: str = "auto") -> TrainingDevice:
    """CUDA where a kernel really runs, else the CPU; bfloat16 where the hardware computes in it.

    A CPU without AMX or AVX512-BF16 emulates bfloat16 and is slower with it than without.

    Args:
        wanted: "auto", or the one kind to take, "cpu" or "cuda".

    Raises:
        UserFixableError: If CUDA is wanted and this machine has none that computes.
    """
    cuda = None if wanted == "cpu" else _cuda()
    if cuda is None and wanted == "cuda":
        raise UserFixableError(
            "The settings ask for CUDA, and this machine has no GPU that computes with it. "
            "Choose another device in the settings."
        )
    return cuda or _cpu()


def usable_devices() -> tuple[TrainingDevice, ...]:
    """Every device that computes here, the one that is chosen by itself first."""
    cuda = _cuda()
    return (_cpu(),) if cuda is None else (cuda, _cpu())


def _cuda() -> TrainingDevice | None:
    if not torch.cuda.is_available():
        return None
    try:
        torch.ones(8, device="cuda").sum().item()
    except RuntimeError:  # a driver without kernels for this card
        return None
    precision = "bfloat16" if torch.cuda.is_bf16_supported() else "float32"
    return TrainingDevice("cuda", precision, torch.cuda.get_device_name())


def free_memory_bytes(kind: str) -> int:
    """Memory an update may take on this device now."""
    if kind == "cuda":
        return int(torch.cuda.mem_get_info()[0])
    memory = psutil.virtual_memory()
    return max(0, int(memory.available - _MEMORY_KEPT_FREE * memory.total))


def _cpu() -> TrainingDevice:
    has_bfloat16 = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001
    name = platform.processor() or platform.machine()
    return TrainingDevice("cpu", "bfloat16" if has_bfloat16 else "float32", name)
