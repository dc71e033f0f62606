"""The manifest of a version: which photographs it learned from and how its replay was drawn."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from engine.contract.errors import IntegrityError
from engine.registry import Version, Workspace
from engine.registry.learned_images import MANIFEST_ROLE


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedImage:
    """A photograph that an update learned from, by the hash of its file."""

    product_name: str
    class_name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionManifest:
    """What one update was made from; kept as a file of the version, never changed."""

    new_images: tuple[LearnedImage, ...]
    #: A `ReplayRecord` as JSON; empty where there was no replay.
    replay: dict[str, Any]

    def to_bytes(self) -> bytes:
        """As stored among the version's artifacts."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "VersionManifest":
        """Undo `to_bytes`."""
        document = json.loads(data)
        images = tuple(LearnedImage(**item) for item in document["new_images"])
        return cls(new_images=images, replay=document["replay"])


def read_manifest(workspace: Workspace, version: Version) -> VersionManifest:
    """The manifest of a version.

    Raises:
        IntegrityError: If the version keeps none, or its file is not what was stored.
    """
    manifest = find_manifest(workspace, version)
    if manifest is None:
        raise IntegrityError(f"Version {version.number} has no {MANIFEST_ROLE} stored.")
    return manifest


def find_manifest(workspace: Workspace, version: Version) -> VersionManifest | None:
    """As `read_manifest`, or None for a version that keeps none."""
    sha256 = version.artifacts.get(MANIFEST_ROLE)
    if sha256 is None:
        return None
    return VersionManifest.from_bytes(workspace.artifacts.read_bytes(sha256))
