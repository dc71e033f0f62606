"""Small recognisers that learn class after class: pruned before, pruned after, and taught.

Liu et al. 2025 (arXiv 2505.08327) at small scale: LwF, iCaRL and SS-IL with no product id, on
Fashion-MNIST in five tasks of two classes or on infrared photographs of solar modules in four of
three; and the same with pictures that our generator draws in place of stored exemplars.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from engine.benchmarks.compressed_transfer_claims import compressed_transfer_claims
from engine.benchmarks.compressed_transfer_seed import METHODS, Comparison, measure_seed
from engine.benchmarks.fashion_mnist import IMAGE_SIZE, split_fashion_mnist
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import claim_folder, measured_rows
from engine.benchmarks.solar_sequence import split_solar
from engine.benchmarks.task_sequence import TaskSequence
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.training.compressed_learners import Slimming
from engine.training.device import choose_device
from engine.training.plan import UpdatePlan

FASHION, SOLAR = "fashion", "solar"
#: Published: 40 % of the channels go.
_PARAMETER_SHARE, _WORK_SHARE = 0.53, 0.46
_PENALTY = 1e-3
#: A quarter of the channels: a fifteenth of the parameters.
_SMALL_WIDTHS = (8, 16, 24)
_FINE_TUNED = 0.4  # of a task's steps, after pruning
_EXEMPLARS_PER_CLASS = 20  # as the published 2,000 for 100 classes


@dataclass(frozen=True, kw_only=True)
class _Effort:
    #: Of a recogniser for each task.
    steps_per_task: int
    #: Of the generator for each task, and of the recogniser that screens what it draws.
    generator_steps: int
    screening_steps: int
    replay_per_class: int
    tested_per_class: int


_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(
        steps_per_task=100,
        generator_steps=150,
        screening_steps=80,
        replay_per_class=40,
        tested_per_class=200,
    ),
    Preset.BALANCED: _Effort(
        steps_per_task=400,
        generator_steps=1000,
        screening_steps=200,
        replay_per_class=100,
        tested_per_class=500,
    ),
    Preset.THOROUGH: _Effort(
        steps_per_task=2500,
        generator_steps=10_000,
        screening_steps=1000,
        replay_per_class=500,
        tested_per_class=1000,
    ),
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
) -> dict[str, object]:
    """Measure the methods; the answer is the JSON object of `pilotline bench`.

    Args:
        seeds: Each is measured on its own; those that `out` holds already are not measured again.
        part: "fashion" or "solar".
        preset: How much work each task gets.
        out: Where each seed's rows are written.
        context: Hears what is going on.
        arms: Names of methods; None takes all.
        steps: Of a recogniser for each task, in place of the preset's.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or a method is unknown.
    """
    started = time.monotonic()
    effort = _EFFORTS[preset]
    if steps is not None:
        effort = replace(effort, steps_per_task=steps)
    sequence = split_fashion_mnist() if part == FASHION else split_solar(IMAGE_SIZE, context)
    comparison = _comparison(sequence, effort, _chosen(arms), context)
    settings = _settings(comparison, effort)
    claim_folder(out, settings)
    rows = measured_rows(out, seeds, settings, partial(measure_seed, comparison), context)
    return benchmark_report(
        "compressed-transfer",
        part=part,
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=rows,
        claims=compressed_transfer_claims(rows),
    )


def _chosen(arms: Sequence[str] | None) -> tuple[str, ...]:
    unknown = [name for name in arms or () if name not in METHODS]
    if unknown:
        raise UserFixableError(
            f"There is no method named {unknown[0]!r}; there are: {', '.join(METHODS)}."
        )
    return tuple(name for name in METHODS if arms is None or name in arms)


def _comparison(
    sequence: TaskSequence, effort: _Effort, methods: tuple[str, ...], context: JobContext
) -> Comparison:
    device = choose_device()
    return Comparison(
        sequence=sequence,
        plan=UpdatePlan(
            strategy=PILOTLINE.name,
            seed=0,
            image_size=sequence.image_size,
            device=device.kind,
            precision=device.precision,
            teacher_steps=effort.generator_steps,
            recogniser_steps=effort.screening_steps,
            replay_per_class=effort.replay_per_class,
        ),
        methods=methods,
        steps_per_task=effort.steps_per_task,
        slimming=Slimming(
            parameter_share=_PARAMETER_SHARE,
            work_share=_WORK_SHARE,
            penalty=_PENALTY,
            fine_tune_steps=max(1, round(effort.steps_per_task * _FINE_TUNED)),
        ),
        small_widths=_SMALL_WIDTHS,
        exemplars_per_class=_EXEMPLARS_PER_CLASS,
        tested_per_class=effort.tested_per_class,
        context=context,
    )


def _settings(comparison: Comparison, effort: _Effort) -> dict[str, object]:
    """Everything that the figures depend on beside the seed and the program itself."""
    sequence = comparison.sequence
    return {
        "part": sequence.name,
        "methods": list(comparison.methods),
        "pictures": [len(sequence.train.labels), len(sequence.test.labels)],
        **asdict(effort),
        "slimming": asdict(comparison.slimming),
        "small_widths": list(comparison.small_widths),
        "exemplars_per_class": comparison.exemplars_per_class,
        "plan": asdict(comparison.plan),
    }
