"""What the device-aware search answers with: students of the active teacher, and which to take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierPoint:
    """One way to make a student, what it costs here, and how it draws after a short training."""

    #: Share of the parameters that pruning leaves, of the blocks that are kept.
    parameters: float
    has_all_blocks: bool
    #: Share of its own work that the student takes on average; below 1 it has a timestep budget.
    work: float
    sampler_steps: int
    #: "float32" or "int8".
    precision: str
    #: For one picture of a series.
    milliseconds: float
    memory_mb: float
    #: Fréchet distance to what the teacher draws; smaller is better. None: it was not trained.
    distance: float | None = None
    #: Optimiser steps of that training.
    steps: int = 0
    #: Whether no other point is both quicker and better.
    is_on_frontier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierResult:
    """The frontier of a version's students on this machine, and the choice for a target."""

    version_number: int
    #: None is no limit.
    target_milliseconds: float | None
    target_memory_mb: float | None
    #: What was trained, all for as many steps, the quickest first; empty after a refusal.
    points: tuple[FrontierPoint, ...]
    #: The best within the target after the longest training; None if the target is out of reach.
    chosen: FrontierPoint | None
    #: Where the target is out of reach, the choice that comes nearest to it.
    nearest: FrontierPoint | None = None
    #: Where the target is out of reach, why, in one sentence for the command line.
    refusal: str = ""
    #: (setting, value) of an update that makes the chosen student.
    overrides: tuple[tuple[str, int | float], ...] = ()
    #: The same distance of as many more pictures of the teacher's own.
    teacher_distance: float | None = None
    #: Pictures at a time for which costs were measured.
    batch: int
    machine: str
    seconds: float
