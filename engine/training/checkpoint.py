"""Checkpoints: resumable training state that is either whole on disk or not there at all.

A slot is a safetensors file and a small manifest that names its hash. The tensors are written and
synchronised first, the manifest last; each save goes to the slot that is older, so that a kill at
any moment leaves the other one.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.torch import load, save
from torch import Tensor

from engine.registry.atomic_file import write_atomically

_SLOTS = ("a", "b")


@dataclass(frozen=True)
class Checkpoint:
    """What a slot holds."""

    tensors: dict[str, Tensor]
    #: JSON values: the step, the plan ...
    facts: dict[str, Any]
    serial: int


class CheckpointStore:
    """The checkpoints of one stage of one job."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        folder.mkdir(parents=True, exist_ok=True)

    def save(self, tensors: dict[str, Tensor], facts: dict[str, Any]) -> None:
        """Write to the older slot; on return it is on disk."""
        serials = {slot: self._serial(slot) for slot in _SLOTS}
        slot = min(_SLOTS, key=lambda name: serials[name])
        data = save({key: value.detach().cpu().contiguous() for key, value in tensors.items()})
        self._manifest(slot).unlink(missing_ok=True)
        write_atomically(self._tensors(slot), data)
        manifest = {
            "serial": max(serials.values()) + 1,
            "sha256": hashlib.sha256(data).hexdigest(),
            "facts": facts,
        }
        write_atomically(self._manifest(slot), json.dumps(manifest).encode())

    def load(self) -> Checkpoint | None:
        """The newest whole checkpoint, or None. A torn slot is given up, and written to next."""
        found = [checkpoint for slot in _SLOTS if (checkpoint := self._read(slot)) is not None]
        return max(found, key=lambda checkpoint: checkpoint.serial, default=None)

    def discard(self) -> None:
        """Remove both slots."""
        for slot in _SLOTS:
            self._manifest(slot).unlink(missing_ok=True)
            self._tensors(slot).unlink(missing_ok=True)

    def _read(self, slot: str) -> Checkpoint | None:
        manifest = self._read_manifest(slot)
        if manifest is None:
            return None
        tensors = self._tensors(slot)
        data = tensors.read_bytes() if tensors.exists() else b""
        if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
            self._manifest(slot).unlink()
            return None
        return Checkpoint(load(data), manifest["facts"], manifest["serial"])

    def _read_manifest(self, slot: str) -> dict[str, Any] | None:
        try:
            manifest: object = json.loads(self._manifest(slot).read_bytes())
        except (OSError, ValueError):
            return None
        if isinstance(manifest, dict) and manifest.keys() >= {"serial", "sha256", "facts"}:
            return manifest
        return None

    def _serial(self, slot: str) -> int:
        manifest = self._read_manifest(slot)
        return -1 if manifest is None else int(manifest["serial"])

    def _tensors(self, slot: str) -> Path:
        return self._folder / f"{self._name}-{slot}.safetensors"

    def _manifest(self, slot: str) -> Path:
        return self._folder / f"{self._name}-{slot}.json"
