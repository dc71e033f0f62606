"""The figures of the story: sample line, real photographs, student, rollback, first window."""

import time
from collections.abc import Sequence
from pathlib import Path

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.first_window import measure_first_window
from engine.benchmarks.real_story import RealFigures, measure_real_products
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.sample_story import SampleFigures, measure_sample_line
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset


def run(
    *, seeds: Sequence[int], part: str, preset: Preset, out: Path, context: JobContext
) -> dict[str, object]:
    """Measure the asked part; the answer is the JSON object of `pilotline bench`."""
    started = time.monotonic()
    samples: list[SampleFigures] = []
    reals: list[RealFigures] = []
    for seed in seeds:
        if part in {"sample", "all"}:
            folder = out / f"sample-line-seed{seed}"
            samples.append(
                measure_sample_line(seed=seed, preset=preset, out=folder, context=context)
            )
        if part in {"real", "all"}:
            folder = out / f"real-seed{seed}"
            reals.append(
                measure_real_products(seed=seed, preset=preset, out=folder, context=context)
            )
    window_seconds = measure_first_window()
    claims = [
        *(_sample_claims(samples) if samples else ()),
        *(_real_claims(reals) if reals else ()),
        at_most("first window, seconds", 2.0, [window_seconds]),
    ]
    return benchmark_report(
        "story",
        part=part,
        preset=str(preset),
        seeds=seeds,
        started=started,
        rows=[
            *(figures.as_row() for figures in samples),
            *(row for figures in reals for row in figures.as_rows()),
            {"part": "window", "first_window_seconds": window_seconds},
        ],
        claims=claims,
    )


def _sample_claims(figures: Sequence[SampleFigures]) -> tuple[Claim, ...]:
    return (
        at_most("demo, seconds", 600, [f.seconds for f in figures]),
        at_most("demo, peak memory in MB", 4096, [f.peak_memory_mb for f in figures]),
        at_least(
            "sample line: share of generated images that a recogniser of real images assigns to "
            "the asked class",
            0.85,
            [f.assigned_share for f in figures],
        ),
        at_most(
            "student: parameters, share of the teacher's",
            0.5,
            [f.parameters_ratio for f in figures],
        ),
        at_least(
            "student: throughput over the teacher's", 1.8, [f.throughput_ratio for f in figures]
        ),
        at_most(
            "student: Fréchet distance over the teacher's",
            1.15,
            [f.fidelity_ratio for f in figures],
        ),
        at_most("rollback with verification, seconds", 5.0, [f.rollback_seconds for f in figures]),
    )


def _real_claims(figures: Sequence[RealFigures]) -> tuple[Claim, ...]:
    behind = [
        None if f.accuracy is None or f.joint_accuracy is None else f.joint_accuracy - f.accuracy
        for f in figures
    ]
    return (
        at_least(
            "real products: least retention after the third", 0.9, [f.retention for f in figures]
        ),
        at_most("real products: accuracy behind joint training", 0.05, behind),
        at_least(
            "real products: generated cubes of the asked colour after the third update",
            0.9,
            [f.colour_share for f in figures],
        ),
        at_most(
            "real products: rollback with verification, seconds",
            5.0,
            [f.rollback_seconds for f in figures],
        ),
    )
