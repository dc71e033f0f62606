"""The loop around a trainer: requests, checkpoints, progress, and memory that runs out."""

import time
from collections.abc import Callable
from typing import Protocol

import torch
from torch import Tensor

from engine.contract.errors import PauseRequested, UserFixableError
from engine.contract.job_context import JobContext
from engine.training.checkpoint import CheckpointStore
from engine.training.stage_progress import StageProgress


class Trainer(Protocol):
    """What the loop needs of a training."""

    @property
    def step(self) -> int:
        """Optimiser steps done."""

    @property
    def steps(self) -> int:
        """Optimiser steps in all."""

    def train_step(self) -> float:
        """One optimiser step; returns the loss."""

    def state(self) -> dict[str, Tensor]:
        """Everything a resumed training needs beside the step."""

    def restore(self, tensors: dict[str, Tensor], step: int) -> None:
        """Go on after `step` steps."""


def run_trainer(
    trainer: Trainer,
    store: CheckpointStore,
    context: JobContext,
    progress: StageProgress,
    *,
    checkpoint_seconds: float,
    on_interval: Callable[[int], None] | None = None,
    interval_seconds: float = 20.0,
) -> None:
    """Train to the end, from the last checkpoint where there is one.

    A request to pause is honoured after a checkpoint; one to cancel at once. `on_interval` is
    called with the step about every `interval_seconds`, for sample sheets; nothing it does may
    change the training.
    """
    _resume(trainer, store)
    saved_at = sampled_at = time.monotonic()
    while trainer.step < trainer.steps:
        try:
            context.honour_requests()
        except PauseRequested:
            _save(trainer, store, context, progress)
            raise
        loss = _step_within_memory(trainer, context)
        progress.advance(trainer.step, loss)
        now = time.monotonic()
        if now - saved_at >= checkpoint_seconds:
            _save(trainer, store, context, progress)
            saved_at = time.monotonic()
        if on_interval is not None and now - sampled_at >= interval_seconds:
            on_interval(trainer.step)
            sampled_at = time.monotonic()


def _resume(trainer: Trainer, store: CheckpointStore) -> None:
    checkpoint = store.load()
    if checkpoint is not None:
        trainer.restore(checkpoint.tensors, int(checkpoint.facts["step"]))


def _save(
    trainer: Trainer, store: CheckpointStore, context: JobContext, progress: StageProgress
) -> None:
    store.save(trainer.state(), {"step": trainer.step})
    context.report_checkpoint(stage=progress.stage, step=trainer.step)


def _step_within_memory(trainer: Trainer, context: JobContext) -> float:
    """One step; out of memory halves the micro-batch until it fits."""
    while True:
        try:
            return trainer.train_step()
        except (torch.cuda.OutOfMemoryError, MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            size = getattr(trainer, "micro_batch", 1)
            if size <= 1:
                message = (
                    "There is not enough memory for even one picture at a time: close other "
                    "programs or choose a smaller image size in the workspace's settings, then "
                    "resume the job."
                )
                raise UserFixableError(message) from error
            trainer.micro_batch = size // 2  # type: ignore[attr-defined]
            if torch.cuda.is_available():
                torch.cuda.empty_cache()
            context.note(f"Memory ran out; going on with {size // 2} pictures at a time.")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of torch or Python means that memory ran out."""
    if isinstance(error, (torch.cuda.OutOfMemoryError, MemoryError)):
        return True
    text = str(error)
    return "out of memory" in text or "can't allocate memory" in text
