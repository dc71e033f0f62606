"""Timestep budgets (Li et al. 2023, arXiv 2312.13307) beside one network for all timesteps.

On Fashion-MNIST, all classes at once. One network is trained to the end. Half-way its average is
copied, pruned in one of two ways, and trained on for as much work as is left: uniformly, the same
part for every timestep, or with a part for each of four groups of timesteps that share their
weights. Pictures are drawn by the exported files in ONNX Runtime.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from engine.benchmarks.fashion_mnist import split_fashion_mnist
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import claim_folder, measured_rows
from engine.benchmarks.timestep_budget_claims import timestep_budget_claims
from engine.benchmarks.timestep_budget_seed import Arm, BudgetComparison, measure_seed
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.generators.pixel_diffusion import SAMPLER_STEPS, TEACHER_WIDTHS
from engine.training.device import choose_device
from engine.training.plan import UpdatePlan
from engine.training.timestep_budget import GROUPS

WORK, LEAST_WORK = 0.8, 0.51
ARMS = (
    Arm(name="uniform", work=WORK, groups=1),
    Arm(name="timestep budget", work=WORK, groups=GROUPS),
    Arm(name="uniform", work=LEAST_WORK, groups=1),
    Arm(name="timestep budget", work=LEAST_WORK, groups=GROUPS),
)


@dataclass(frozen=True, kw_only=True)
class _Effort:
    steps: int
    judge_steps: int
    generated_per_class: int
    batch: int = 32
    rate: float = 2e-3
    #: Share of the unified model's steps after which it is copied and pruned.
    shared_steps: float = 0.6
    widths: tuple[int, ...] = TEACHER_WIDTHS


_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(steps=800, judge_steps=600, generated_per_class=150),
    Preset.BALANCED: _Effort(steps=4000, judge_steps=1500, generated_per_class=500),
    Preset.THOROUGH: _Effort(
        steps=40_000, judge_steps=6000, generated_per_class=1000, batch=128, rate=1e-3
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
    """Measure the arms; the answer is the JSON object of `pilotline bench`.

    Args:
        seeds: Each is measured on its own; those that `out` holds already are not measured again.
        part: There is only the whole.
        preset: How much work each training gets.
        out: Where each seed's rows, networks and the judge are written.
        context: Hears what is going on.
        steps: Of the unified model, in place of the preset's.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or the pictures are missing.
    """
    started = time.monotonic()
    effort = _EFFORTS[preset]
    if steps is not None:
        effort = replace(effort, steps=steps)
    sequence = split_fashion_mnist()
    plan = _plan(effort, sequence.image_size)
    settings: dict[str, object] = {
        **asdict(effort),
        "arms": [asdict(arm) for arm in ARMS],
        "plan": asdict(plan),
    }
    claim_folder(out, settings)
    judge = FixedJudge(
        sequence,
        out / "judge.safetensors",
        steps=effort.judge_steps,
        usefulness_steps=1,
        context=context,
    )
    comparison = BudgetComparison(
        sequence=sequence,
        judge=judge,
        plan=plan,
        widths=effort.widths,
        shared_steps=round(effort.shared_steps * effort.steps),
        arms=ARMS,
        generated_per_class=effort.generated_per_class,
        out=out,
        context=context,
    )
    rows = measured_rows(out, seeds, settings, partial(measure_seed, comparison), context)
    return benchmark_report(
        "timestep-budget",
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=[*rows, {"judge": "on real test pictures", "accuracy": judge.accuracy}],
        claims=timestep_budget_claims(rows),
    )


def _plan(effort: _Effort, image_size: int) -> UpdatePlan:
    device = choose_device()
    return UpdatePlan(
        strategy="joint",
        seed=0,
        image_size=image_size,
        device=device.kind,
        precision=device.precision,
        batch=effort.batch,
        micro_batch=effort.batch,
        teacher_steps=effort.steps,
        teacher_rate=effort.rate,
        sampler_steps=SAMPLER_STEPS,
    )
