"""What decides the bits that a runtime computes: library, provider, processor, system."""

import functools
import hashlib
import platform
from pathlib import Path

import numpy as np
import onnxruntime


def runtime_fingerprint(provider: str) -> dict[str, str]:
    """Two equal fingerprints promise equal bits, on providers that compute reproducibly."""
    return {
        "onnxruntime": onnxruntime.__version__,
        "provider": provider,
        "numpy": np.__version__,  # draws the noise
        "processor": processor(),
        "system": platform.system(),
        "machine": platform.machine(),
    }


@functools.cache
def processor() -> str:
    """The processor's name and, where the system tells, a digest of its instruction sets.

    The name alone will not do: virtual machines give many processors one name, and kernels are
    chosen by instruction set.
    """
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        return platform.processor() or platform.machine()
    facts: dict[str, str] = {}
    for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = line.partition(":")
        facts.setdefault(key.strip(), value.strip())
    name = facts.get("model name") or platform.processor() or platform.machine()
    features = " ".join(sorted((facts.get("flags") or facts.get("Features") or "").split()))
    return f"{name} [{hashlib.sha256(features.encode()).hexdigest()[:8]}]"
