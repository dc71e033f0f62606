"""The students that a search chooses from: cut from one teacher, timed, and taught for a while."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.compression.cut import cut
from engine.compression.frontier import Choice, DeviceCost
from engine.compression.pruner import PrunedNetwork
from engine.continual.replay import draw_pictures
from engine.contract.job_context import JobContext
from engine.generators.pixel_diffusion import PRECISIONS, PixelDiffusion
from engine.inference.generation import DEFAULT_BATCH, draw
from engine.inference.latency_table import measure_calls
from engine.inference.onnx_export import export_generator
from engine.inference.session import open_session
from engine.training.device import autocast
from engine.training.learning_set import PictureSet
from engine.training.memory import give_memory_back
from engine.training.plan import UpdatePlan
from engine.training.student_trainer import DistillingTrainer, ExpertsTrainer, StudentTrainer
from engine.training.timestep_budget import (
    steps_before_budget,
    with_found_budget,
    with_timestep_budget,
)

if TYPE_CHECKING:
    from engine.generators.timestep_experts import Expert

#: Pictures at a time for which costs are measured, as a series is drawn.
TIMED_BATCH = DEFAULT_BATCH
#: Apart from each other, so that a training that goes on sees other pictures.
_SEEDS_APART = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CutNetwork:
    """What of a choice has to be trained: sampler steps and precision come afterwards."""

    parameters: float
    has_all_blocks: bool
    work: float

    @classmethod
    def of(cls, choice: Choice) -> "CutNetwork":
        """The network that a choice needs."""
        return cls(
            parameters=choice.parameters, has_all_blocks=choice.has_all_blocks, work=choice.work
        )


def all_choices(
    *,
    parameters: Iterable[float],
    work: Iterable[float],
    sampler_steps: Iterable[int],
    blocks: Iterable[bool] = (True, False),
    precisions: Iterable[str] = PRECISIONS,
) -> tuple[Choice, ...]:
    """Every combination that can be exported."""
    works, steps = tuple(work), tuple(sampler_steps)
    all_blocks, all_precisions = tuple(blocks), tuple(precisions)
    return tuple(
        Choice(
            parameters=share,
            work=part,
            sampler_steps=count,
            has_all_blocks=has_all,
            precision=precision,
        )
        for share in parameters
        for has_all in all_blocks
        for part in works
        for precision in all_precisions
        if part == 1.0 or precision == PRECISIONS[-1]  # a budget cannot be exported in int8
        for count in steps
    )


def deployed(generator: PixelDiffusion, choice: Choice) -> PixelDiffusion:
    """A choice's network as it is to draw."""
    settings = generator.settings.with_steps(choice.sampler_steps)
    return PixelDiffusion(generator.network, replace(settings, precision=choice.precision))


@dataclass(frozen=True)
class _Taught:
    pruned: PrunedNetwork
    generator: PixelDiffusion
    steps: int


class FrontierStudents:
    """Makes the students of one teacher; what was trained once is remembered."""

    def __init__(
        self,
        teacher: PixelDiffusion,
        pictures: PictureSet,
        plan: UpdatePlan,
        *,
        folder: Path,
        context: JobContext,
    ) -> None:
        self._teacher, self._pictures, self._plan = teacher, pictures, plan
        self._folder, self._context = folder, context
        #: Parts for groups of timesteps, found while the networks were timed.
        self._budgets: dict[CutNetwork, tuple[Expert, ...]] = {}
        self._taught: dict[tuple[CutNetwork, int], _Taught] = {}
        #: Optimiser steps of all trainings so far.
        self.trained_steps = 0
        teacher.network.to(plan.device)

    def costs(
        self, choices: Sequence[Choice], on_measured: Callable[[int, int], None] | None = None
    ) -> dict[Choice, DeviceCost]:
        """What each costs on this machine, before it is trained: weights do not matter.

        `on_measured` hears how many of how many networks are exported.
        """
        networks = {CutNetwork.of(choice): self._untrained(choice) for choice in choices}
        kinds = {(CutNetwork.of(choice), choice.precision): choice for choice in choices}
        deployable = {kind: deployed(networks[kind[0]], one) for kind, one in kinds.items()}

        def on_exported(count: int) -> None:
            self._context.honour_requests()
            if on_measured is not None:
                on_measured(count, len(deployable))

        times = measure_calls(
            deployable,
            batch=TIMED_BATCH,
            folder=self._folder,
            settle=give_memory_back,
            on_measured=on_exported,
        )
        found = {}
        for choice in choices:
            calls = times[CutNetwork.of(choice), choice.precision]
            settings = self._teacher.settings.with_steps(choice.sampler_steps)
            found[choice] = DeviceCost(
                milliseconds=calls.of_picture(settings.timesteps), memory_mb=calls.memory_mb
            )
        return found

    def trained(self, choice: Choice, steps: int) -> PixelDiffusion:
        """The choice's student after so many steps, going on from where the last call left it."""
        network = CutNetwork.of(choice)
        if (network, steps) not in self._taught:
            before = [done for known, done in self._taught if known == network and done < steps]
            begun = self._taught[network, max(before)] if before else None
            self._taught[network, steps] = self._teach(network, begun, steps)
        return deployed(self._taught[network, steps].generator, choice)

    def trained_at_once(self, choice: Choice, steps: int) -> PixelDiffusion:
        """The choice's student after one training of so many steps, as an update trains it.

        A timestep budget is then searched anew, on the network that has learned.
        """
        network = CutNetwork.of(choice)
        known = self._budgets.pop(network, None)
        taught = self._teach(network, None, steps)
        if known is not None:
            self._budgets[network] = known
        return deployed(taught.generator, choice)

    def draw(
        self, student: PixelDiffusion, labels: NDArray[np.int64], seeds: NDArray[np.int64]
    ) -> NDArray[np.uint8]:
        """Pictures (N, 3, S, S), in the student's precision."""
        plan, settings = self._plan, student.settings
        if settings.precision == PRECISIONS[-1]:
            student.network.to(plan.device)
            with autocast(plan.device, plan.precision):
                return draw_pictures(
                    student, labels, seeds, settings.timesteps, self._context, batch=64
                )
        with TemporaryDirectory(dir=self._folder) as place:
            path = Path(place) / "student.onnx"
            export_generator(student, path)
            return draw(open_session(path), labels, seeds, self._context)

    def _untrained(self, choice: Choice) -> PixelDiffusion:
        self._context.honour_requests()
        pruned = self._cut(CutNetwork.of(choice))
        generator = PixelDiffusion(pruned.network, replace(self._teacher.settings, guidance=0.0))
        if choice.work == 1.0:
            return generator
        network = CutNetwork.of(choice)
        budgeted = self._with_budget(generator, network)
        self._budgets[network] = budgeted.settings.experts
        return budgeted

    def _cut(self, network: CutNetwork) -> PrunedNetwork:
        teacher = self._teacher.network.float().cpu()
        pruned = cut(teacher, parameters=network.parameters, has_all_blocks=network.has_all_blocks)
        teacher.to(self._plan.device)
        return pruned

    def _with_budget(self, generator: PixelDiffusion, network: CutNetwork) -> PixelDiffusion:
        generator.network.to(self._plan.device)
        if network in self._budgets:
            return with_found_budget(generator, self._budgets[network])
        return with_timestep_budget(
            generator, self._pictures, work=network.work, seed=self._plan.seed
        ).generator

    def _teach(self, network: CutNetwork, begun: _Taught | None, steps: int) -> _Taught:
        if network.work < 1.0:
            return self._teach_experts(network, begun, steps)
        pruned = self._cut(network) if begun is None else begun.pruned
        done = 0 if begun is None else begun.steps
        if begun is not None:
            pruned = PrunedNetwork(begun.generator.copy().network, begun.pruned.kept)
        trainer = StudentTrainer(
            pruned, self._teacher, self._going_on(done), self._pictures, steps=steps - done
        )
        return _Taught(pruned, self._run(trainer), steps)

    def _teach_experts(self, network: CutNetwork, begun: _Taught | None, steps: int) -> _Taught:
        if begun is None:
            first = steps_before_budget(steps)
            whole = self._teach(replace(network, work=1.0), None, first)
            budgeted = self._with_budget(whole.generator, network)
            begun = _Taught(whole.pruned, budgeted, first)
        trainer = ExpertsTrainer(
            begun.generator.copy(),
            self._teacher,
            self._going_on(begun.steps),
            self._pictures,
            steps=max(1, steps - begun.steps),
        )
        return _Taught(begun.pruned, self._run(trainer), steps)

    def _going_on(self, done: int) -> UpdatePlan:
        return replace(self._plan, seed=self._plan.seed + _SEEDS_APART * done)

    def _run(self, trainer: DistillingTrainer) -> PixelDiffusion:
        while trainer.step < trainer.steps:
            self._context.honour_requests()
            trainer.train_step()
        self.trained_steps += trainer.steps
        return trainer.averaged()
