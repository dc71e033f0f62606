"""What this machine is and what runs on it, for reports that are read elsewhere."""

import importlib.metadata
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import torch

#: Those that decide what is computed and how fast.
LIBRARIES = (
    "pilotline",
    "torch",
    "diffusers",
    "onnxruntime",
    "onnx",
    "numpy",
    "opencv-python-headless",
    "safetensors",
    "SQLAlchemy",
    "PySide6-Essentials",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The hardware and system that figures were measured on."""

    processor: str
    #: Logical cores that this process may use.
    cores: int
    memory_gb: float
    accelerator: str
    system: str
    python: str

    def as_json(self) -> dict[str, object]:
        """For a report."""
        return asdict(self)

    def as_text(self) -> str:
        """One line for people."""
        return (
            f"{self.processor}, {self.cores} cores, {self.memory_gb:.0f} GB, {self.accelerator}; "
            f"{self.system}, Python {self.python}"
        )


def describe_machine() -> Machine:
    """The machine we are on."""
    return Machine(
        processor=_processor_name(),
        cores=_usable_cores(),
        memory_gb=round(psutil.virtual_memory().total / 1024**3, 1),
        accelerator=torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU",
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )


def library_versions() -> dict[str, str]:
    """The installed releases of what computes."""
    installed = {}
    for name in LIBRARIES:
        try:
            installed[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return installed


def _processor_name() -> str:
    cpuinfo = Path("/proc/cpuinfo")  # Linux; elsewhere the platform module knows
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
