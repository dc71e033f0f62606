"""Requests: what the client hands to the engine thread; each holds all it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from engine.contract.specs import Spec, UpdateSpec

if TYPE_CHECKING:
    # The window can be seen before there are pictures.
    from engine.registry.picture_judgements import Judgement  # noqa: TC004


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWorkspace:
    """Close the workspace that is open and open this one, made anew if nothing stands there."""

    root: Path
    #: Refuse to make one where none stands.
    must_exist: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWorkspace:
    """Move the open workspace to this folder and open it there."""

    target: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitUpdate:
    """Put an update into the workspace's queue."""

    request_id: int
    spec: UpdateSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSpec:
    """Let the interactive worker do this once it is free."""

    job_id: int
    spec: Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRunning:
    """Stop a running update at a checkpoint."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeStopped:
    """Put a paused, failed or interrupted update back into the queue."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAny:
    """Give up a job, whatever its state."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveQueued:
    """Let a queued update start so many places earlier (below 0) or later."""

    job_id: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireProduct:
    """Leave a product out of every later update."""

    name: str
    reason: str = ""


class ProductChange(StrEnum):
    """What may become of a product beside its being taught."""

    #: Into the trash.
    TRASH = "trash"
    #: Out of the trash.
    RESTORE = "restore"
    #: Out of the trash for good.
    DELETE = "delete"
    #: Back from retirement.
    REINSTATE = "reinstate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProduct:
    """Throw a product away, or take back what was thrown away or retired."""

    change: ProductChange
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProduct:
    """Correct a product's name and part number."""

    request_id: int
    name: str
    new_name: str
    part_number: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings:
    """Change settings of the workspace, named as in `engine.registry.setting_ranges`."""

    request_id: int
    values: tuple[tuple[str, int | float | bool | str], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadActivity:
    """Read the activity log's lines that follow this one."""

    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPictures:
    """Look for the generated pictures that lie in the workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePictures:
    """Write down one judgement of these generated pictures."""

    #: Absolute paths.
    files: tuple[str, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """Read the facts anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Let running work reach its checkpoint, end the workers, close the workspace."""


Request = (
    OpenWorkspace
    | SubmitUpdate
    | RunSpec
    | PauseRunning
    | ResumeStopped
    | CancelAny
    | MoveQueued
    | RetireProduct
    | ChangeProduct
    | EditProduct
    | MoveWorkspace
    | ChangeSettings
    | ReadActivity
    | ReadPictures
    | JudgePictures
    | Refresh
    | Close
)
