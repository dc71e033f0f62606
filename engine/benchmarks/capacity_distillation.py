"""Compression while a network is distilled: gates that are folded, with and without resetting.

Capacity Dynamic Distillation (Xie et al. 2023, arXiv 2303.09230): a student as wide as its teacher
carries a gate in every residual block; a lasso shrinks the gates while it learns, gradient
resetting lets go of channels that help no picture find its relatives, and in the end the gates are
folded into a narrower network. Part "retrieval": the recogniser's embedding, real photographs of
packages. Part "generator": the student of an update, which learns from replay meanwhile.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.benchmarks.capacity_claims import generator_claims, retrieval_claims
from engine.benchmarks.capacity_generator import GeneratorEffort, GeneratorPart
from engine.benchmarks.capacity_retrieval import RetrievalEffort, RetrievalPart
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import Row, claim_folder, measured_rows
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset

if TYPE_CHECKING:
    from engine.benchmarks.claims import Claim

RETRIEVAL, GENERATOR, ALL = "retrieval", "generator", "all"


@dataclass(frozen=True, kw_only=True)
class _Effort:
    retrieval: RetrievalEffort
    generator: GeneratorEffort


_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(
        retrieval=RetrievalEffort(steps=600, image_size=64),
        generator=GeneratorEffort(
            steps_per_task=400, student_steps=400, judge_steps=600, generated_per_class=100
        ),
    ),
    Preset.BALANCED: _Effort(
        retrieval=RetrievalEffort(steps=2000, image_size=64),
        generator=GeneratorEffort(
            steps_per_task=2000,
            student_steps=2000,
            judge_steps=1500,
            recogniser_steps=500,
            replay_per_class=100,
            generated_per_class=500,
        ),
    ),
    Preset.THOROUGH: _Effort(
        retrieval=RetrievalEffort(steps=8000, image_size=128),
        generator=GeneratorEffort(
            steps_per_task=10_000,
            student_steps=10_000,
            judge_steps=6000,
            recogniser_steps=1500,
            replay_per_class=500,
            generated_per_class=1000,
        ),
    ),
}


def run(
    *,
    seeds: Sequence[int],
    part: str,
    preset: Preset,
    out: Path,
    context: JobContext,
    steps: int | None = None,
) -> dict[str, object]:
    """Measure the arms; the answer is the JSON object of `pilotline bench`.

    Args:
        seeds: Each is measured on its own; those that `out` holds already are not measured again.
        part: "retrieval", "generator" or "all".
        preset: How much work each training gets.
        out: Where each seed's rows are written, in a folder for each part.
        context: Hears what is going on.
        steps: Of every training that is compared, in place of the preset's.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or pictures are missing.
    """
    started = time.monotonic()
    effort = _EFFORTS[preset]
    rows: list[Row] = []
    claims: list[Claim] = []
    settings: dict[str, object] = {}
    for name in (RETRIEVAL, GENERATOR) if part == ALL else (part,):
        folder = out / name
        measured: RetrievalPart | GeneratorPart
        if name == RETRIEVAL:
            measured = RetrievalPart(effort.retrieval.with_steps(steps), context)
        else:
            measured = GeneratorPart(effort.generator.with_steps(steps), folder, context)
        settings[name] = own = {"part": name, **asdict(measured.effort)}
        claim_folder(folder, own)
        found = _rows(measured, seeds, folder, own, context)
        rows += found
        claims += retrieval_claims(found) if name == RETRIEVAL else generator_claims(found)
    return benchmark_report(
        "capacity-distillation",
        part=part,
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=rows,
        claims=claims,
    )


def _rows(
    part: RetrievalPart | GeneratorPart,
    seeds: Sequence[int],
    folder: Path,
    settings: Mapping[str, object],
    context: JobContext,
) -> list[Row]:
    return measured_rows(folder, seeds, settings, part.measure_seed, context)
