"""What decides the bits that torch computes here, and computing as it was done before."""

import importlib.metadata
import platform
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

from engine.inference.fingerprint import processor


def torch_fingerprint(device: str) -> dict[str, str]:
    """Two equal fingerprints promise equal bits where torch draws pictures on this device."""
    facts = {
        "torch": torch.__version__,
        "diffusers": importlib.metadata.version("diffusers"),
        "numpy": np.__version__,  # draws the noise
        "device": device,
        "threads": str(torch.get_num_threads()),  # sums are split among them
        "kernels": torch.backends.cpu.get_cpu_capability(),
        "processor": processor(),
        "system": platform.system(),
        "machine": platform.machine(),
    }
    if device == "cuda":
        facts["gpu"] = torch.cuda.get_device_name()
        facts["cuda"] = str(torch.version.cuda)
        cudnn: int = torch.backends.cudnn.version()  # type: ignore[no-untyped-call]
        facts["cudnn"] = str(cudnn)
    return facts


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Compute with this many threads for a while."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
