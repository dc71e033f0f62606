"""Commands: what the desktop process tells a worker. Imperative names."""

from dataclasses import dataclass

from engine.contract.specs import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class StartJob:
    """Begin this work now. Positive ids are rows of the job queue, negative ones are not stored."""

    job_id: int
    workspace: str
    spec: Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseJob:
    """Write a checkpoint, give the memory back and end the job as paused."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelJob:
    """End the job at the next step and leave nothing behind."""

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutdown:
    """Checkpoint what runs and exit."""


Command = StartJob | PauseJob | CancelJob | Shutdown
