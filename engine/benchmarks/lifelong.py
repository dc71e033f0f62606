"""The lifelong VAE beside plain training, replay alone and elastic weights, with nothing stored.

Sequential Fashion-MNIST, a class at a time, by the protocol of Ramapuram et al. 2020
(arXiv 1705.09847): no class labels, no task borders at test time, no pictures of earlier tasks. The
same network, steps and batches for all; regularisers were tuned on other seeds than are measured.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from engine.benchmarks.fashion_mnist import IMAGE_SIZE, split_fashion_mnist
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.lifelong_claims import ELASTIC, LIFELONG, PLAIN, REPLAY, lifelong_claims
from engine.benchmarks.lifelong_learner import Lesson, Method, gray_settings
from engine.benchmarks.lifelong_seed import VaeComparison, measure_vae_seed
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import claim_folder, measured_rows
from engine.continual.lifelong import LifelongWeights
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.training.device import choose_device
from engine.training.vae_trainer import VaeSchedule

SEQUENTIAL, SPLIT = "sequential", "split"
JOINT, CROSS_MODEL, INFORMATION = "joint", "cross-model", "information"
METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method(name=PLAIN),
        Method(name=ELASTIC, grows=False, elastic=10.0),
        Method(name=REPLAY, replays=True),
        Method(name=CROSS_MODEL, replays=True, weights=LifelongWeights(cross_model=1.0)),
        Method(name=INFORMATION, replays=True, weights=LifelongWeights(category_information=1.0)),
        Method(
            name=LIFELONG,
            replays=True,
            weights=LifelongWeights(cross_model=1.0, category_information=1.0),
        ),
        Method(name=JOINT, keeps_pictures=True),
    )
}


@dataclass(frozen=True, kw_only=True)
class _Effort:
    steps_per_task: int
    rate: float
    batch: int
    width: int
    continuous: int
    categories: int
    fisher_pictures: int
    judge_steps: int
    test_per_class: int
    drawn: int
    methods: tuple[str, ...]


_CLAIMED = (PLAIN, ELASTIC, REPLAY, LIFELONG)
_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(
        steps_per_task=200,
        rate=2e-3,  # twice the authors': few steps
        batch=64,
        width=16,
        continuous=16,
        categories=4,
        fisher_pictures=200,
        judge_steps=300,
        test_per_class=500,
        drawn=1000,
        methods=(*_CLAIMED, JOINT),
    ),
    Preset.BALANCED: _Effort(
        steps_per_task=800,
        rate=1e-3,
        batch=64,
        width=32,
        continuous=24,
        categories=4,
        fisher_pictures=1000,
        judge_steps=1500,
        test_per_class=1000,
        drawn=4000,
        methods=tuple(METHODS),
    ),
    Preset.THOROUGH: _Effort(
        steps_per_task=8000,
        rate=1e-3,
        batch=100,
        width=64,
        continuous=40,
        categories=4,
        fisher_pictures=10_000,
        judge_steps=6000,
        test_per_class=1000,
        drawn=10_000,
        methods=tuple(METHODS),
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
        part: "sequential", a class at a time, or "split", two at a time.
        preset: How much work each task gets.
        out: Where each seed's rows, the judge and the contact sheets are written.
        context: Hears what is going on.
        arms: Names of methods; None takes the preset's.
        steps: For each task, in place of the preset's.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or a method is unknown.
    """
    started = time.monotonic()
    effort = _EFFORTS[preset]
    if steps is not None:
        effort = replace(effort, steps_per_task=steps)
    methods = _chosen(arms or effort.methods)
    device = choose_device()
    schedule = VaeSchedule(
        steps=effort.steps_per_task,
        rate=effort.rate,
        seed=0,
        device=device.kind,
        precision=device.precision,
        ema_decay=0.99,
    )
    settings: dict[str, object] = {
        "part": part,
        **asdict(replace(effort, methods=())),
        "methods": {method.name: asdict(method) for method in methods},
        "schedule": asdict(schedule),
    }
    claim_folder(out, settings)
    sequence = split_fashion_mnist(classes_per_task=1 if part == SEQUENTIAL else 2)
    judge = FixedJudge(
        sequence,
        out / "judge.safetensors",
        steps=effort.judge_steps,
        usefulness_steps=1,
        context=context,
    )
    comparison = VaeComparison(
        sequence=sequence,
        judge=judge,
        methods=methods,
        settings=gray_settings(IMAGE_SIZE, effort.width, effort.continuous),
        lesson=Lesson(
            schedule=schedule,
            batch=effort.batch,
            categories=effort.categories,
            fisher_pictures=effort.fisher_pictures,
            tasks=len(sequence.tasks(0)),
        ),
        test_per_class=effort.test_per_class,
        drawn=effort.drawn,
        out=out,
        context=context,
    )
    rows = measured_rows(out, seeds, settings, partial(measure_vae_seed, comparison), context)
    return benchmark_report(
        "lifelong",
        part=part,
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=rows,
        claims=lifelong_claims(rows),
    )


def _chosen(names: Sequence[str]) -> tuple[Method, ...]:
    for name in names:
        if name not in METHODS:
            raise UserFixableError(
                f"bench lifelong compares no {name!r}; choose among: {', '.join(METHODS)}."
            )
    return tuple(method for name, method in METHODS.items() if name in names)
