"""What the registry knows, as frozen values without any SQL in them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.contract.job_states import JobState
from engine.contract.specs import FitMode, KeepPolicy, UpdateSpec
from engine.registry.workspace_settings import PIXEL_DIFFUSION, WorkspaceSettings

#: The role of the file that only updates need, and that is therefore given up first.
TEACHER = "teacher"


class ProductState(StrEnum):
    """Where a product stands with respect to the active version."""

    #: Its photographs are known; the active version has not learned it.
    REGISTERED = "registered"
    #: The active version generates and recognises it.
    LEARNED = "learned"
    #: Given up on purpose; left out of replay from the next update on.
    RETIRED = "retired"


class VersionState(StrEnum):
    """Where a version stands."""

    #: Passed the gate and waits for approval.
    CANDIDATE = "candidate"
    #: May be active, now or again.
    APPROVED = "approved"
    #: Failed the gate, or was turned down; never active.
    REJECTED = "rejected"
    #: Kept for the record only.
    RETIRED = "retired"


#: For each state of a version the states that may follow it.
VERSION_FOLLOWERS: dict[VersionState, frozenset[VersionState]] = {
    VersionState.CANDIDATE: frozenset(
        {VersionState.APPROVED, VersionState.REJECTED, VersionState.RETIRED}
    ),
    VersionState.APPROVED: frozenset({VersionState.RETIRED}),
    VersionState.REJECTED: frozenset({VersionState.RETIRED}),
    VersionState.RETIRED: frozenset(),
}


class ActivationKind(StrEnum):
    """Why the active version changed."""

    APPROVAL = "approval"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductClass:
    """One class of a product, for example "scratch"."""

    id: int
    name: str
    #: Usable images, acceptance images included.
    images: int
    #: Template of what a network taught with sentences is asked for; empty for the usual one.
    prompt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What an operator has registered."""

    id: int
    name: str
    part_number: str
    keep: KeepPolicy
    fit: FitMode
    #: Commonest width and height of the photographs in pixels.
    width: int
    height: int
    is_gray: bool
    state: ProductState
    images_dir: str
    classes: tuple[ProductClass, ...]
    created_at: datetime

    @property
    def images(self) -> int:
        """Usable images of all classes, acceptance images included."""
        return sum(item.images for item in self.classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImage:
    """A photograph that is about to be registered."""

    class_name: str
    #: Absolute.
    source_path: str
    sha256: str
    size_bytes: int
    is_acceptance: bool = False
    #: SHA-256 of the stored acceptance PNG; None where no copy is kept.
    artifact: str | None = None
    #: Of the class, where this photograph is among its first.
    class_prompt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductImage:
    """A registered photograph: one line of a product's manifest."""

    id: int
    product_id: int
    class_name: str
    #: Absolute.
    source_path: str
    sha256: str
    size_bytes: int
    is_acceptance: bool
    #: SHA-256 of the stored acceptance PNG; None where no copy is kept.
    artifact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionClass:
    """A class that a version knows, and its row in the class embedding."""

    product_name: str
    class_name: str
    label: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version that is about to be committed."""

    parent_number: int | None
    state: VersionState
    job_id: int | None
    strategy: str
    preset: str
    seed: int
    image_size: int
    classes: tuple[VersionClass, ...]
    new_product_names: tuple[str, ...]
    #: Role ("teacher", "student_onnx" ...) to SHA-256.
    artifacts: Mapping[str, str]
    metrics: Mapping[str, Any]
    #: The gate's sentences.
    verdict: tuple[str, ...]
    #: Plan, runtime fingerprint, digest of the canaries.
    lineage: Mapping[str, Any]
    #: Of the job, from 1; a further one follows where the gate rejected what came of the last.
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An immutable, measured version of generator, student and recogniser."""

    number: int
    parent_number: int | None
    state: VersionState
    created_at: datetime
    job_id: int | None
    strategy: str
    preset: str
    seed: int
    image_size: int
    classes: tuple[VersionClass, ...]
    new_product_names: tuple[str, ...]
    artifacts: dict[str, str]
    metrics: dict[str, Any]
    verdict: tuple[str, ...]
    lineage: dict[str, Any]
    is_active: bool
    attempt: int = 1
    #: Roles whose files were given up to save space, and when; `artifacts` still names them.
    freed: dict[str, datetime] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """The kind of its generator; versions of before there were several are of the first."""
        return str(self.lineage.get("plan", {}).get("family", PIXEL_DIFFUSION))

    @property
    def base_model(self) -> str:
        """What its generator was taught on top of; empty for families that start from nothing."""
        return str(self.lineage.get("base_model", {}).get("name", ""))

    @property
    def kept_artifacts(self) -> dict[str, str]:
        """Role to SHA-256 of the files that were not given up."""
        return {role: sha256 for role, sha256 in self.artifacts.items() if role not in self.freed}

    @property
    def has_teacher(self) -> bool:
        """Whether an update can build on this version."""
        return TEACHER in self.kept_artifacts

    @property
    def product_names(self) -> tuple[str, ...]:
        """Every product the version knows, in the order in which they were learned."""
        return tuple(dict.fromkeys(item.product_name for item in self.classes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One row of the activation ledger."""

    id: int
    version_number: int
    previous_number: int | None
    at: datetime
    who: str
    reason: str
    kind: ActivationKind
    #: Whether hashes and canaries were checked and agreed.
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEntry:
    """One line of the activity log, chained to the line before it."""

    sequence: int
    at: datetime
    who: str
    action: str
    subject: str
    before: str
    after: str
    reason: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    """A row of the job queue."""

    id: int
    #: "update" is the only kind that is queued.
    kind: str
    state: JobState
    spec: UpdateSpec
    product_names: tuple[str, ...]
    #: Share of the whole job, 0..1.
    fraction: float
    stage: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    process_id: int | None
    #: Seconds since the epoch, to tell the process from a later one of equal id.
    process_started_at: float | None
    error: str | None
    #: The version that the job has committed.
    version_number: int | None
    #: Order in which queued jobs start.
    position: int = 0

    @property
    def turn(self) -> tuple[int, int]:
        """Sorts queued jobs by when they start."""
        return self.position, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseModel:
    """What a workspace knows of its base model without opening it."""

    #: Of the folder that it was copied from.
    name: str
    #: Side of the pictures that it draws.
    image_size: int
    #: File below the folder to SHA-256.
    files: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """Of the list of all files and their hashes."""
        listed = "\n".join(f"{self.files[name]}  {name}" for name in sorted(self.files))
        return hashlib.sha256(listed.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceFacts:
    """One consistent view of a workspace."""

    root: Path
    products: tuple[Product, ...]
    #: Newest last.
    versions: tuple[Version, ...]
    active_number: int | None
    jobs: tuple[JobRecord, ...]
    #: Oldest first.
    activations: tuple[Activation, ...]
    #: Photographs of each product that the next update would learn, where there are any.
    waiting_images: dict[str, int] = field(default_factory=dict)
    settings: WorkspaceSettings = field(default_factory=WorkspaceSettings)
    #: Number of the activity log's last line: whoever shows the log sees that it has grown.
    last_activity: int = 0
    #: Products that can be put back, in the order of registration.
    trash: tuple[Product, ...] = ()
    #: What the generator goes on from; None where the workspace has none.
    base_model: BaseModel | None = None

    @property
    def active(self) -> Version | None:
        """The version that generates and recognises now."""
        return next((version for version in self.versions if version.is_active), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageItem:
    """A part of what the workspace holds on disk."""

    name: str
    path: Path
    size_bytes: int
    safe_to_free: bool
    #: Why it may, or may not, be freed.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherVerdict:
    """Whether a version's teacher has to stay."""

    is_needed: bool
    #: Why it stays, or may go; a fragment without capital and full stop.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStorage:
    """What one version takes on disk."""

    number: int
    state: VersionState
    is_active: bool
    #: Files that nothing else uses.
    own_bytes: int
    #: All its files, each content once, those included that it shares with others.
    size_bytes: int
    #: 0 once it was freed.
    teacher_bytes: int
    teacher_freed_at: datetime | None
    #: None where there is no teacher (any more).
    teacher: TeacherVerdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedTeachers:
    """What freeing old teachers has come to."""

    version_numbers: tuple[int, ...]
    #: Bytes of the files that were deleted, leftovers of an earlier, interrupted freeing included.
    size_bytes: int
