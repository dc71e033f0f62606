"""Strategies side by side on a sequence of tasks, with no picture stored.

Split Fashion-MNIST, five tasks of two classes, by the protocol of Masip et al. 2023
(arXiv 2311.14028), section 5; or four products of real photographs, each a task with all its
classes. The same first task for all, then every strategy takes each task in turn with as many
steps; those that take longer or less than Pilotline's own once more with as many seconds.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from engine.benchmarks.continual_claims import continual_claims
from engine.benchmarks.continual_seed import Comparison, measure_seed
from engine.benchmarks.fashion_mnist import IMAGE_SIZE, split_fashion_mnist
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.product_sequence import product_sequence
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import claim_folder, measured_rows
from engine.benchmarks.task_sequence import TaskSequence
from engine.continual.strategies import STRATEGIES, strategy_named
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.generators.pixel_diffusion import GUIDANCE
from engine.training.device import choose_device
from engine.training.plan import UpdatePlan

FASHION, PRODUCTS = "fashion", "products"
#: Where pictures come nearest to real ones. More guidance, as in the product, makes those of a
#: class alike, and then how far they are from real ones says little of what was forgotten.
_GUIDANCE = {FASHION: 0.5, PRODUCTS: GUIDANCE}
COMPARED = ("pilotline", "distillation", "replay", "joint", "finetune")


@dataclass(frozen=True, kw_only=True)
class _Effort:
    steps_per_task: int
    recogniser_steps: int
    judge_steps: int
    replay_per_class: int
    usefulness_steps: int
    generated_per_class: int
    retained_per_class: int
    image_size: int = IMAGE_SIZE


_EFFORTS: Mapping[str, Mapping[Preset, _Effort]] = {
    FASHION: {
        Preset.QUICK: _Effort(
            steps_per_task=400,
            recogniser_steps=120,
            judge_steps=600,
            replay_per_class=80,
            usefulness_steps=400,
            generated_per_class=500,
            retained_per_class=150,
        ),
        Preset.BALANCED: _Effort(
            steps_per_task=1500,
            recogniser_steps=300,
            judge_steps=1500,
            replay_per_class=100,
            usefulness_steps=800,
            generated_per_class=500,
            retained_per_class=250,
        ),
        Preset.THOROUGH: _Effort(
            steps_per_task=10_000,
            recogniser_steps=1000,
            judge_steps=6000,
            replay_per_class=500,
            usefulness_steps=2000,
            generated_per_class=1000,
            retained_per_class=500,
        ),
    },
    # More classes a task, and fewer real pictures to hold the generated ones against.
    PRODUCTS: {
        Preset.QUICK: _Effort(
            steps_per_task=1000,
            recogniser_steps=480,
            judge_steps=1200,
            replay_per_class=80,
            usefulness_steps=800,
            generated_per_class=120,
            retained_per_class=60,
        ),
        Preset.BALANCED: _Effort(
            steps_per_task=3500,
            recogniser_steps=1000,
            judge_steps=2500,
            replay_per_class=120,
            usefulness_steps=1500,
            generated_per_class=150,
            retained_per_class=100,
        ),
        Preset.THOROUGH: _Effort(
            steps_per_task=20_000,
            recogniser_steps=2500,
            judge_steps=8000,
            replay_per_class=200,
            usefulness_steps=3000,
            generated_per_class=300,
            retained_per_class=200,
            image_size=64,
        ),
    },
}


def run(
    *,
    seeds: Sequence[int],
    part: str,
    preset: Preset,
    out: Path,
    context: JobContext,
    arms: Sequence[str] | None = None,
    steps: int | None = None,
    guidance: Sequence[float] | None = None,
) -> dict[str, object]:
    """Measure the strategies; the answer is the JSON object of `pilotline bench`.

    Args:
        seeds: Each is measured on its own; those that `out` holds already are not measured again.
        part: "fashion" or "products".
        preset: How much work each task gets.
        out: Where each seed's rows, the judge and the contact sheets are written.
        context: Hears what is going on.
        arms: Names of strategies; None takes all.
        steps: Of the generator for each task, in place of the preset's.
        guidance: Weights that pictures are drawn with, in place of the part's own; the first one
            teaches and is judged, the others are measured beside it.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or a strategy is unknown.
    """
    started = time.monotonic()
    effort = _EFFORTS[part][preset]
    if steps is not None:
        effort = replace(effort, steps_per_task=steps)
    chosen = {strategy_named(name).name for name in arms or COMPARED}
    names = tuple(name for name in STRATEGIES if name in chosen)
    sequence = _sequence(part, effort, context)
    plan = _plan(effort, sequence.image_size)
    weights = tuple(guidance or (_GUIDANCE[part],))
    settings = _settings(sequence, effort, plan, names) | {"guidance": list(weights)}
    claim_folder(out, settings)
    judge = FixedJudge(
        sequence,
        out / "judge.safetensors",
        steps=effort.judge_steps,
        usefulness_steps=effort.usefulness_steps,
        context=context,
    )
    comparison = Comparison(
        sequence=sequence,
        judge=judge,
        plan=plan,
        arms=names,
        generated_per_class=effort.generated_per_class,
        guidance=weights[0],
        other_guidance=weights[1:],
        retained_per_class=effort.retained_per_class,
        out=out,
        context=context,
    )
    rows = measured_rows(out, seeds, settings, partial(measure_seed, comparison), context)
    judged = {
        "judge": "on real test pictures",
        "accuracy": judge.accuracy,
        "histogram_kl": judge.histogram_kl,
        "usefulness": judge.accuracy_from_real,
    }
    return benchmark_report(
        "continual",
        part=part,
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=[*rows, judged],
        claims=continual_claims(rows),
    )


def _sequence(part: str, effort: _Effort, context: JobContext) -> TaskSequence:
    if part == PRODUCTS:
        return product_sequence(effort.image_size, context)
    return split_fashion_mnist()


def _plan(effort: _Effort, image_size: int) -> UpdatePlan:
    device = choose_device()
    return UpdatePlan(
        strategy=PILOTLINE.name,
        seed=0,
        image_size=image_size,
        device=device.kind,
        precision=device.precision,
        teacher_steps=effort.steps_per_task,
        recogniser_steps=effort.recogniser_steps,
        replay_per_class=effort.replay_per_class,
    )


def _settings(
    sequence: TaskSequence, effort: _Effort, plan: UpdatePlan, names: Sequence[str]
) -> dict[str, object]:
    """Everything that the figures depend on beside the seed and the program itself."""
    return {
        "part": sequence.name,
        "strategies": {name: asdict(STRATEGIES[name]) for name in names},
        "pictures": [len(sequence.train.labels), len(sequence.test.labels)],
        **asdict(effort),
        "plan": asdict(plan),
    }
