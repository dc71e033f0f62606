"""The device-aware search beside each of its methods by itself, at equal time for a picture.

On Fashion-MNIST, all classes. A teacher with two layers to a stage is taught; students of every
choice are timed as exported networks before any is trained. Pruning, block surgery, timestep
budget, fewer sampler steps and int8 by themselves are distilled for as many steps each. The time of
each method's quickest setting is a target: within it the search chooses among all combinations by
short trainings, and what it chooses is distilled for as many steps as they were.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from engine.benchmarks.fashion_mnist import split_fashion_mnist
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.frontier_arms import Grid
from engine.benchmarks.frontier_claims import frontier_claims
from engine.benchmarks.frontier_seed import Comparison, measure_seed
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import claim_folder, measured_rows
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.generators.pixel_diffusion import SAMPLER_STEPS
from engine.training.device import choose_device
from engine.training.plan import UpdatePlan


@dataclass(frozen=True, kw_only=True)
class _Effort:
    teacher_steps: int
    student_steps: int
    proxy_steps: int
    judge_steps: int
    proxy_per_class: int
    generated_per_class: int
    widths: tuple[int, ...] = (64, 128)
    batch: int = 16
    parameters: tuple[float, ...] = (1.0, 0.7, 0.5, 0.35, 0.2)
    work: tuple[float, ...] = (1.0, 0.75, 0.5)
    sampler_steps: tuple[int, ...] = (SAMPLER_STEPS, 8, 6, 4, 3, 2)


_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(
        teacher_steps=500,
        student_steps=160,
        proxy_steps=20,
        judge_steps=600,
        proxy_per_class=16,
        generated_per_class=50,
        widths=(48, 96),
        parameters=(1.0, 0.5, 0.25),
        work=(1.0, 0.6),
        sampler_steps=(SAMPLER_STEPS, 6, 4, 3),
    ),
    Preset.BALANCED: _Effort(
        teacher_steps=4000,
        student_steps=1500,
        proxy_steps=100,
        judge_steps=1500,
        proxy_per_class=60,
        generated_per_class=300,
    ),
    Preset.THOROUGH: _Effort(
        teacher_steps=40_000,
        student_steps=15_000,
        proxy_steps=600,
        judge_steps=6000,
        proxy_per_class=200,
        generated_per_class=1000,
        widths=(96, 192, 256),
        batch=64,
    ),
}


def run(
    *,
    seeds: Sequence[int],
    part: str,  # noqa: ARG001  (there is only the whole)
    preset: Preset,
    out: Path,
    context: JobContext,
    steps: int | None = None,
) -> dict[str, object]:
    """Measure the methods and the search; the answer is the JSON object of `pilotline bench`.

    Args:
        seeds: Each is measured on its own; those that `out` holds already are not measured again.
        part: There is only the whole.
        preset: How much work each training gets.
        out: Where each seed's rows and the judge are written.
        context: Hears what is going on.
        steps: Of every student, in place of the preset's; teacher and proxies keep the proportion.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or the pictures are missing.
    """
    started = time.monotonic()
    effort = _EFFORTS[preset]
    if steps is not None:
        effort = _scaled(effort, steps)
    sequence = split_fashion_mnist()
    plan = _plan(effort, sequence.image_size)
    settings = {**asdict(effort), "plan": asdict(plan)}
    claim_folder(out, settings)
    judge = FixedJudge(
        sequence,
        out / "judge.safetensors",
        steps=effort.judge_steps,
        usefulness_steps=1,
        context=context,
    )
    comparison = Comparison(
        sequence=sequence,
        judge=judge,
        plan=plan,
        widths=effort.widths,
        grid=Grid(
            parameters=effort.parameters, work=effort.work, sampler_steps=effort.sampler_steps
        ),
        proxy_steps=effort.proxy_steps,
        proxy_per_class=effort.proxy_per_class,
        generated_per_class=effort.generated_per_class,
        folder=out,
        context=context,
    )
    rows = measured_rows(out, seeds, settings, partial(measure_seed, comparison), context)
    return benchmark_report(
        "frontier",
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=rows,
        claims=frontier_claims(rows),
    )


def _scaled(effort: _Effort, steps: int) -> _Effort:
    share = steps / effort.student_steps
    return replace(
        effort,
        student_steps=steps,
        teacher_steps=max(1, round(share * effort.teacher_steps)),
        proxy_steps=max(1, round(share * effort.proxy_steps)),
        judge_steps=max(1, round(min(1.0, share) * effort.judge_steps)),
        proxy_per_class=max(2, round(min(1.0, share) * effort.proxy_per_class)),
        generated_per_class=max(2, round(min(1.0, share) * effort.generated_per_class)),
    )


def _plan(effort: _Effort, image_size: int) -> UpdatePlan:
    device = choose_device()
    return UpdatePlan(
        strategy="finetune",
        seed=0,
        image_size=image_size,
        device=device.kind,
        precision=device.precision,
        batch=effort.batch,
        micro_batch=effort.batch,
        teacher_steps=effort.teacher_steps,
        student_steps=effort.student_steps,
        sampler_steps=SAMPLER_STEPS,
    )
