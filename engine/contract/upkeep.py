"""What a workspace takes on disk, and what a machine has to compute with: results of their own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoragePart:
    """A part of what the workspace holds on disk."""

    name: str
    path: str
    size_bytes: int
    safe_to_free: bool
    #: Why it may, or may not, be freed.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCost:
    """What one version takes on disk."""

    number: int
    #: All its files, each content once.
    size_bytes: int
    #: Files that nothing else uses.
    own_bytes: int
    #: 0 once it was freed.
    teacher_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageResult:
    """What takes space in the workspace, largest first."""

    parts: tuple[StoragePart, ...]
    #: None where nothing was to be freed.
    freed_bytes: int | None
    #: What is left on the disk that holds the workspace.
    disk_free_bytes: int
    #: Oldest first.
    versions: tuple[VersionCost, ...] = ()

    @property
    def total_bytes(self) -> int:
        """All parts together."""
        return sum(part.size_bytes for part in self.parts)

    @property
    def safe_bytes(self) -> int:
        """What freeing would give back."""
        return sum(part.size_bytes for part in self.parts if part.safe_to_free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Something that can compute updates."""

    #: "cpu" or "cuda".
    kind: str
    name: str
    #: "float32" or "bfloat16".
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesResult:
    """What can compute updates here, the one that is chosen by itself first."""

    devices: tuple[Device, ...]
    #: What draws pictures, for example "ONNX Runtime 1.31.1: CPU".
    drawing: str
