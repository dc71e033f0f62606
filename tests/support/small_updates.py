"""Real updates of tiny networks: every stage runs, in a second or two."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import torch

from engine.contract.job_context import SilentContext
from engine.contract.results import UpdateResult
from engine.contract.specs import UpdateSpec
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.operations.families import pixel_diffusion
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.registry import Workspace
from tests.support.toy_learning import toy_generator

OVERRIDES: dict[str, float] = {
    "batch": 4,
    "teacher_steps": 4,
    "student_steps": 3,
    "recogniser_steps": 3,
    "replay_per_class": 4,
    "replay_sampler_steps": 2,
    "sampler_steps": 2,
    "measured_per_class": 3,
}


def spec_of(
    product: str, *, approve: bool = False, strategy: str = "pilotline", **changes: float
) -> UpdateSpec:
    return UpdateSpec(
        product_names=(product,),
        strategy=strategy,
        seed=11,
        approve_if_passed=approve,
        overrides=tuple({**OVERRIDES, **changes}.items()),
    )


def updated(workspace: Workspace, spec: UpdateSpec) -> UpdateResult:
    """The update, run here and now."""
    return run_queued_update(workspace, enqueue_update(workspace, spec), SilentContext())


@contextmanager
def small_networks() -> Iterator[None]:
    """Tiny networks on one thread."""

    def first(image_size: int, class_count: int, seed: int, sampler_steps: int) -> PixelDiffusion:
        return toy_generator(class_count, seed, widths=(16, 24), size=image_size)

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pixel_diffusion, "first_generator", first)
            yield
    finally:
        torch.set_num_threads(threads)
