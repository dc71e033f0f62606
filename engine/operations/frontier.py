"""The device-aware search: which student of a version's teacher this machine should draw with."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.compression.frontier import (
    Choice,
    DeviceCost,
    FrontierSearch,
    Point,
    Target,
    undominated,
)
from engine.continual.replay import draw_pictures
from engine.contract.errors import UserFixableError
from engine.contract.frontier_result import FrontierPoint, FrontierResult
from engine.contract.job_context import JobContext, Progress
from engine.contract.specs import FrontierSpec, Preset
from engine.evaluation.frechet import frechet_distance
from engine.generators.pixel_diffusion import PRECISIONS, PixelDiffusion
from engine.operations.families import family_of
from engine.operations.frontier_students import TIMED_BATCH, FrontierStudents, all_choices
from engine.operations.machine import describe_machine
from engine.operations.version_session import chosen_version, intact_artifact
from engine.recognition.snapshot import load_recogniser
from engine.recognition.training import classify
from engine.registry import Version, Workspace
from engine.registry.entities import TEACHER
from engine.training.device import autocast, choose_device
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan

#: Apart from every seed that is shown or measured elsewhere.
_LESSON_SEED, _REFERENCE_SEED, _COMPARED_SEED = 910_000_000, 920_000_000, 930_000_000
#: Pictures of all classes together that are learned from, and that are compared.
_LESSONS, _COMPARED = 240, 160
_LEAST_PER_CLASS = 4
#: Share of the time that timing takes, for the progress bar.
_TIMING_SHARE = 0.25


@dataclass(frozen=True, kw_only=True)
class _Effort:
    #: Of the trainings that the frontier is drawn from.
    steps: int
    parameters: tuple[float, ...]
    work: tuple[float, ...]
    sampler_steps: tuple[int, ...]


_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(
        steps=24, parameters=(1.0, 0.48, 0.25), work=(1.0, 0.6), sampler_steps=(12, 8, 5, 3)
    ),
    Preset.BALANCED: _Effort(
        steps=80,
        parameters=(1.0, 0.7, 0.48, 0.3, 0.18),
        work=(1.0, 0.6),
        sampler_steps=(12, 8, 6, 4, 3),
    ),
    Preset.THOROUGH: _Effort(
        steps=300,
        parameters=(1.0, 0.7, 0.48, 0.3, 0.18),
        work=(1.0, 0.8, 0.6),
        sampler_steps=(16, 12, 8, 6, 4, 3),
    ),
}


def run_frontier(workspace: Workspace, spec: FrontierSpec, context: JobContext) -> FrontierResult:
    """Time every choice, train the ones worth it for a while, and choose within the target.

    Raises:
        UserFixableError: If the target is no target, or the version has no teacher that students
            can be cut from. A target out of reach is an answer.
    """
    started = time.monotonic()
    target = _target(spec)
    version = chosen_version(workspace, spec.version_number)
    teacher = _teacher(workspace, version)
    search = _Search(workspace, version, teacher, spec, context)
    found = search.run(target)
    return replace(found, seconds=time.monotonic() - started)


def _target(spec: FrontierSpec) -> Target:
    given = [value for value in (spec.milliseconds, spec.memory_mb) if value is not None]
    if not given:
        raise UserFixableError(
            "Say what drawing may cost: milliseconds for a picture, or memory in MB."
        )
    if not all(0 < value < float("inf") for value in given):
        raise UserFixableError("A target is a number above zero.")
    limits = {"milliseconds": spec.milliseconds, "memory_mb": spec.memory_mb}
    return Target(**{name: value for name, value in limits.items() if value is not None})


def _teacher(workspace: Workspace, version: Version) -> PixelDiffusion:
    if version.freed and not version.has_teacher:
        raise UserFixableError(
            f"The teacher of version {version.number} was freed to save space, and students are "
            "cut from a teacher. Choose a version that has kept its teacher."
        )
    teacher = family_of(version).load(intact_artifact(workspace, version, TEACHER), workspace.root)
    if not isinstance(teacher, PixelDiffusion):
        raise UserFixableError(
            "Only the generator of best quality has students of several sizes. This workspace's "
            "generator draws with one."
        )
    return teacher


class _Search:
    """One search on one version."""

    def __init__(
        self,
        workspace: Workspace,
        version: Version,
        teacher: PixelDiffusion,
        spec: FrontierSpec,
        context: JobContext,
    ) -> None:
        self._version, self._teacher = version, teacher
        self._spec, self._context = spec, context
        self._effort = _EFFORTS[spec.preset]
        self._plan = _plan(version, teacher, workspace.settings.device, spec.seed)
        self._folder = workspace.cache_dir
        self._judge = load_recogniser(intact_artifact(workspace, version, "recogniser"))
        self._trainings = self._done = 0

    def run(self, target: Target) -> FrontierResult:
        """Without the seconds it took."""
        context = self._context
        teacher_pictures = self._drawn_by_teacher(_LESSON_SEED, _LESSONS)
        students = FrontierStudents(
            self._teacher, teacher_pictures, self._plan, folder=self._folder, context=context
        )
        costs = students.costs(self._choices(), self._on_timed)
        answer = FrontierResult(
            version_number=self._version.number,
            target_milliseconds=self._spec.milliseconds,
            target_memory_mb=self._spec.memory_mb,
            points=(),
            chosen=None,
            batch=TIMED_BATCH,
            machine=describe_machine().as_text(),
            seconds=0.0,
        )
        search = FrontierSearch(costs=costs, train=lambda *asked: self._distance(students, *asked))
        try:
            within = search.within(target)
        except UserFixableError as error:
            nearest = search.nearest(target)
            told = _untrained_point(nearest, costs[nearest])
            return replace(answer, nearest=told, refusal=str(error))
        reference = self._drawn_by_teacher(_REFERENCE_SEED, _COMPARED)
        self._features = self._embedded(reference.images)
        self._again = self._drawn_by_teacher(_COMPARED_SEED, _COMPARED)
        # each round of the search trains half as many as the one before it
        self._trainings = len({*search.surveyed(), *within}) + len(within)
        surveyed = search.survey(steps=self._effort.steps)
        best, _ = search.find(target, steps=self._effort.steps)
        points = {point.choice: point for point in surveyed}
        points |= {choice: search.point(choice, self._effort.steps) for choice in within}
        frontier = set(undominated(points.values()))
        ordered = sorted(points.values(), key=lambda point: point.cost.milliseconds)
        return replace(
            answer,
            points=tuple(_told(point, is_on_frontier=point in frontier) for point in ordered),
            chosen=_told(best, is_on_frontier=points[best.choice] in frontier),
            overrides=_overrides(best.choice),
            teacher_distance=frechet_distance(self._features, self._embedded(self._again.images)),
        )

    def _choices(self) -> tuple[Choice, ...]:
        effort = self._effort
        return all_choices(
            parameters=effort.parameters, work=effort.work, sampler_steps=effort.sampler_steps
        )

    def _drawn_by_teacher(self, first_seed: int, count: int) -> PictureSet:
        classes = [item.label for item in self._version.classes]
        per_class = max(_LEAST_PER_CLASS, count // len(classes))
        labels = np.repeat(np.asarray(classes, np.int64), per_class)
        seeds = first_seed + np.arange(len(labels), dtype=np.int64)
        self._teacher.network.to(self._plan.device)
        with autocast(self._plan.device, self._plan.precision):
            images = draw_pictures(
                self._teacher, labels, seeds, self._teacher.settings.timesteps, self._context
            )
        return PictureSet(images, labels)

    def _distance(self, students: FrontierStudents, choice: Choice, steps: int) -> float:
        """From the teacher's pictures, in the recogniser's embedding; all draw the same seeds."""
        labels = self._again.labels
        seeds = _COMPARED_SEED + np.arange(len(labels), dtype=np.int64)
        student = students.trained(choice, steps)
        distance = frechet_distance(
            self._features, self._embedded(students.draw(student, labels, seeds))
        )
        self._done = min(self._done + 1, self._trainings)
        share = self._done / max(1, self._trainings)
        self._report("proxies", self._done, self._trainings, _TIMING_SHARE, share)
        return distance

    def _embedded(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        return classify(self._judge, images)[1]

    def _on_timed(self, done: int, count: int) -> None:
        self._report("latency", done, count, 0.0, done / count)

    def _report(self, stage: str, done: int, count: int, before: float, share: float) -> None:
        width = _TIMING_SHARE if before == 0.0 else 1.0 - before
        self._context.report_progress(
            Progress(stage=stage, step=done, step_count=count, fraction=before + width * share)
        )


def _plan(version: Version, teacher: PixelDiffusion, wanted: str, seed: int) -> UpdatePlan:
    device = choose_device(wanted)
    return UpdatePlan(
        strategy="pilotline",
        seed=seed,
        image_size=version.image_size,
        device=device.kind,
        precision=device.precision,
        sampler_steps=teacher.settings.sampler_steps,
    )


def _told(point: Point, *, is_on_frontier: bool) -> FrontierPoint:
    return replace(
        _untrained_point(point.choice, point.cost),
        distance=point.distance,
        steps=point.steps,
        is_on_frontier=is_on_frontier,
    )


def _untrained_point(choice: Choice, cost: DeviceCost) -> FrontierPoint:
    return FrontierPoint(
        parameters=choice.parameters,
        has_all_blocks=choice.has_all_blocks,
        work=choice.work,
        sampler_steps=choice.sampler_steps,
        precision=choice.precision,
        milliseconds=cost.milliseconds,
        memory_mb=cost.memory_mb,
    )


def _overrides(choice: Choice) -> tuple[tuple[str, int | float], ...]:
    """As `UpdateSpec.overrides`: all of them, so that nothing of an earlier choice lingers."""
    return (
        ("student_parameters", choice.parameters),
        ("student_blocks", 1.0 if choice.has_all_blocks else 0.5),
        ("student_work", choice.work),
        ("sampler_steps", choice.sampler_steps),
        ("student_bits", 32 if choice.precision == PRECISIONS[-1] else 8),
    )
