"""A workspace with a past, and what is measured of it on request, as the quality page gets them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.contract.frontier_result import FrontierPoint, FrontierResult
from engine.contract.quality_results import (
    ClassProbability,
    ConfusionResult,
    ConfusionRow,
    CopyPair,
    CopyPairsResult,
    FoundRelatives,
    Latency,
    LatencyResult,
    Relative,
)
from engine.contract.results import FindResult, RecogniseResult, Recognition
from engine.registry.entities import VersionState, WorkspaceFacts
from tests.support import window_facts as made_up

if TYPE_CHECKING:
    from engine.registry.entities import Version

_NAMES = tuple(made_up.SAMPLE_CLASSES)
#: Product to retention in each version that knows it, the newest last.
_RETENTION = {
    "Flange": (1.0, 0.99, 0.97, 0.93, 0.88),
    "Gear": (1.0, 1.01, 0.98, 0.96),
    "Bracket": (None, None, None),
}


def facts_with_a_past(root: Path, line: Path = Path("/photos")) -> WorkspaceFacts:
    """Five versions of three products; of the third nothing is kept, so it is unverified."""
    versions = tuple(_version(number) for number in range(1, 6))
    return replace(
        made_up.story_facts(root, line), versions=versions, active_number=4, activations=()
    )


def _version(number: int) -> Version:
    names = _NAMES[: min(number, 3)]
    state = VersionState.REJECTED if number == 5 else VersionState.APPROVED
    products = {
        name: _figures(_RETENTION[name][number - first], is_new=number == first)
        for first, name in enumerate(names, start=1)
    }
    version = made_up.version(number, names, state=state, is_active=number == 4)
    return replace(version, metrics={**version.metrics, "products": products})


def _figures(retention: float | None, *, is_new: bool) -> dict[str, Any]:
    kept = retention is not None
    quality = retention if retention is not None else 0.9
    return {
        "is_new": is_new,
        "retention": retention,
        "retention_interval": None if is_new or not kept else [quality - 0.05, quality + 0.04],
        "accuracy": 0.96 * quality if kept else None,
        "accuracy_interval": [0.9 * quality, 0.99 * quality] if kept else None,
        "assigned_share": 0.95 * quality,
        "assigned_share_interval": [0.91 * quality, 0.98 * quality],
        "fidelity": 12.4 / quality if kept else None,
        "fidelity_interval": [10.9 / quality, 14.2 / quality] if kept else None,
        "precision": 0.83 * quality if kept else None,
        "recall": 0.71 * quality if kept else None,
        "usefulness": 0.9 * quality if kept else None,
        "usefulness_interval": [0.82 * quality, 0.95 * quality] if kept else None,
        "copied_share": 0.0 if is_new and kept else None,
    }


def confusion(version_number: int = 4) -> ConfusionResult:
    """A recogniser that takes some burn marks for good gears."""
    pairs = [(name, item) for name in _NAMES for item in made_up.SAMPLE_CLASSES[name]]
    counts = [[24 if row == column else 0 for column in range(9)] for row in range(9)]
    counts[5] = [0, 0, 0, 6, 1, 17, 0, 0, 0]
    counts[8] = [0, 0, 0, 0, 0, 0, 2, 0, 14]
    return ConfusionResult(
        version_number=version_number,
        rows=tuple(
            ConfusionRow(
                product_name=product,
                class_name=name,
                source="generated" if product == "Bracket" else "acceptance",
                answers=tuple(row),
            )
            for (product, name), row in zip(pairs, counts, strict=True)
        ),
    )


def copy_pairs(files: list[str], version_number: int = 4) -> CopyPairsResult:
    """One copy and several honest pictures; the last photograph is gone."""
    distances = (0.21, 0.62, 0.71, 0.74, 0.88, 0.93)
    return CopyPairsResult(
        version_number=version_number,
        copy_spacings=1 / 3,
        unrecorded=("Bracket",),
        pairs=tuple(
            CopyPair(
                product_name="Gear",
                class_name=made_up.SAMPLE_CLASSES["Gear"][place % 3],
                version_number=2,
                seed=900_000_040 + place,
                generated_file=files[2 * place],
                photograph_file=None if place == 5 else files[2 * place + 1],
                spacings=distance,
                is_copy=distance < 1 / 3,
            )
            for place, distance in enumerate(distances)
        ),
    )


def latency(version_number: int = 4) -> LatencyResult:
    """A student twice as fast as its teacher."""
    timed = {"student": (182.4, 81.3), "teacher": (371.0, 204.6), "recogniser": (1.4, 0.8)}
    return LatencyResult(
        version_number=version_number,
        latencies=tuple(
            Latency(
                network=name,
                batch=batch,
                milliseconds=value,
                fastest=0.94 * value,
                slowest=1.13 * value,
            )
            for name, values in timed.items()
            for batch, value in zip((1, 16), values, strict=True)
        ),
        runs=5,
        runtime="ONNX Runtime 1.31.1, CPU",
        machine="Some processor, 2 cores, 24 GB, no GPU; Linux 6, Python 3.11.7",
    )


#: Parameters, all blocks, work, sampler steps, precision, milliseconds, MB, distance, frontier.
_STUDENTS = (
    (0.25, False, 1.0, 3, "int8", 6.4, 9.0, 9.41, True),
    (0.25, True, 1.0, 3, "int8", 7.9, 11.0, 7.26, True),
    (0.48, False, 1.0, 3, "float32", 12.6, 31.0, 8.35, False),
    (0.25, True, 1.0, 5, "int8", 13.1, 11.0, 4.61, True),
    (0.48, True, 0.6, 5, "float32", 21.8, 38.0, 4.02, True),
    (0.25, True, 1.0, 8, "float32", 27.4, 24.0, 3.98, True),
    (0.48, True, 1.0, 8, "int8", 31.7, 17.0, 2.37, True),
    (1.0, False, 1.0, 5, "float32", 39.6, 61.0, 3.35, False),
    (1.0, True, 1.0, 8, "int8", 63.5, 34.0, 2.05, True),
    (0.48, True, 1.0, 12, "float32", 74.0, 38.0, 2.11, False),
    (1.0, True, 1.0, 12, "float32", 148.2, 84.0, 1.78, True),
)


def frontier(version_number: int = 4) -> FrontierResult:
    """Eleven students, and the one that is best within 40 ms."""
    points = tuple(_student(*values) for values in _STUDENTS)
    return FrontierResult(
        version_number=version_number,
        target_milliseconds=40.0,
        target_memory_mb=None,
        points=points,
        chosen=replace(points[6], steps=96, distance=1.94),
        overrides=(
            ("student_parameters", 0.48),
            ("student_blocks", 1.0),
            ("student_work", 1.0),
            ("sampler_steps", 8),
            ("student_bits", 8),
        ),
        teacher_distance=0.83,
        batch=16,
        machine="Some processor, 2 cores, 24 GB, no GPU; Linux 6, Python 3.11.7",
        seconds=312.0,
    )


def frontier_out_of_reach(version_number: int = 4) -> FrontierResult:
    """Nothing draws a picture in 2 ms."""
    nearest = replace(_student(*_STUDENTS[0]), distance=None, steps=0)
    return replace(
        frontier(version_number),
        target_milliseconds=2.0,
        points=(),
        chosen=None,
        nearest=nearest,
        refusal="No student reaches 2 ms for a picture on this machine.",
        overrides=(),
        teacher_distance=None,
    )


def _student(
    parameters: float,
    has_all_blocks: bool,
    work: float,
    sampler_steps: int,
    precision: str,
    milliseconds: float,
    memory_mb: float,
    distance: float,
    is_on_frontier: bool,
) -> FrontierPoint:
    return FrontierPoint(
        parameters=parameters,
        has_all_blocks=has_all_blocks,
        work=work,
        sampler_steps=sampler_steps,
        precision=precision,
        milliseconds=milliseconds,
        memory_mb=memory_mb,
        distance=distance,
        steps=24,
        is_on_frontier=is_on_frontier,
    )


def recognised(file: str, version_number: int = 4) -> RecogniseResult:
    """A gear with a burn mark, surely enough."""
    shares = (0.874, 0.091, 0.021, 0.008, 0.004)
    names = (("Gear", 2), ("Gear", 0), ("Flange", 2), ("Gear", 1), ("Bracket", 1))
    probabilities = tuple(
        ClassProbability(
            product_name=name,
            class_name=made_up.SAMPLE_CLASSES[name][place],
            probability=share,
        )
        for (name, place), share in zip(names, shares, strict=True)
    )
    best = probabilities[0]
    recognition = Recognition(
        file=file,
        product_name=best.product_name,
        class_name=best.class_name,
        confidence=best.probability,
        probabilities=probabilities,
    )
    return RecogniseResult(recognitions=(recognition,), refused=(), version_number=version_number)


def found(file: str, files: list[str], version_number: int = 4) -> FindResult:
    """Photographs and generated pictures in turn."""
    relatives = tuple(
        Relative(
            source="generated" if place % 2 else "acceptance",
            file=near,
            product_name="Gear",
            class_name="burn_mark",
            distance=0.004 + 0.011 * place,
            version_number=2 if place % 2 else None,
            seed=900_000_000 + place if place % 2 else None,
        )
        for place, near in enumerate(files)
    )
    return FindResult(
        found=(FoundRelatives(file=file, relatives=relatives),),
        refused=(),
        version_number=version_number,
        compared_images=612,
    )
