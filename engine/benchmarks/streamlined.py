"""The streamlined U-Net (KDC-Diff, arXiv 2505.06995): size, quality, and what replay keeps.

On Fashion-MNIST, five classes after five others. A teacher with two layers to a stage learns the
first five. Students that have one layer fewer in every stage and no middle block are distilled from
it for as many steps each, with all terms of the loss, without each of them, by BK-SDM's recipe
and as KDC-Diff's authors released it. The student of all terms then learns the other five classes,
without replay, with one photograph, with the previous teacher's latents, or with all photographs.
Beside it, as others do, the teacher stays as it is and each new class gets an adapter (LoRA).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.fashion_mnist import split_fashion_mnist
from engine.benchmarks.fixed_judge import FixedJudge
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import Row, claim_folder, measured_rows
from engine.benchmarks.streamlined_arms import (
    ADAPTERS,
    ARMS,
    ATTENTION_LORA,
    BK_SDM,
    EVERYWHERE_LORA,
    KDC_DIFF,
    NO_SOFT,
    Part,
    Replay,
)
from engine.benchmarks.streamlined_seed import Ablation, measure_seed
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset
from engine.training.device import choose_device
from engine.training.plan import UpdatePlan


@dataclass(frozen=True, kw_only=True)
class _Effort:
    teacher_steps: int
    student_steps: int
    replay_steps: int
    judge_steps: int
    replay_per_class: int
    generated_per_class: int
    widths: tuple[int, ...] = (64, 128)
    batch: int = 16


_EFFORTS: Mapping[Preset, _Effort] = {
    Preset.QUICK: _Effort(
        teacher_steps=1200,
        student_steps=400,
        replay_steps=300,
        judge_steps=600,
        replay_per_class=60,
        generated_per_class=150,
        widths=(48, 96),
    ),
    Preset.BALANCED: _Effort(
        teacher_steps=5000,
        student_steps=2500,
        replay_steps=1500,
        judge_steps=1500,
        replay_per_class=200,
        generated_per_class=500,
    ),
    Preset.THOROUGH: _Effort(
        teacher_steps=40_000,
        student_steps=20_000,
        replay_steps=10_000,
        judge_steps=6000,
        replay_per_class=1000,
        generated_per_class=2000,
        widths=(96, 192, 256),
        batch=64,
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
) -> dict[str, object]:
    """Measure the students; the answer is the JSON object of `pilotline bench`.

    Args:
        seeds: Each is measured on its own; those that `out` holds already are not measured again.
        part: "students", the loss term by term; "replay", what the student of all terms keeps; or
            "all", which trains the teacher once for both.
        preset: How much work each training gets.
        out: Where each seed's rows and the judge are written.
        context: Hears what is going on.
        arms: Names of students; None takes all.

    Raises:
        UserFixableError: If `out` holds figures of other settings, or an arm is unknown.
    """
    started = time.monotonic()
    effort = _EFFORTS[preset]
    names = _arm_names(arms, Part(part))
    sequence = split_fashion_mnist()
    plan = _plan(effort, sequence.image_size)
    settings = {
        "part": part,
        "arms": {arm.name: asdict(arm) for arm in ARMS if arm.name in names},
        "adapters": {arm.name: asdict(arm) for arm in ADAPTERS if arm.name in names},
        "pictures": [len(sequence.train.labels), len(sequence.test.labels)],
        **asdict(effort),
        "plan": asdict(plan),
    }
    claim_folder(out, settings)
    judge = FixedJudge(
        sequence,
        out / "judge.safetensors",
        steps=effort.judge_steps,
        usefulness_steps=effort.judge_steps,
        context=context,
    )
    ablation = Ablation(
        sequence=sequence,
        judge=judge,
        plan=plan,
        widths=effort.widths,
        arms=names,
        replay_steps=effort.replay_steps,
        part=Part(part),
        generated_per_class=effort.generated_per_class,
        context=context,
    )
    rows = measured_rows(out, seeds, settings, partial(measure_seed, ablation), context)
    return benchmark_report(
        "streamlined",
        part=part,
        preset=str(preset),
        settings=settings,
        seeds=seeds,
        started=started,
        rows=rows,
        claims=streamlined_claims(rows),
    )


def streamlined_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims; those over an arm that was left out are not measured."""

    def column(name: str, key: str, kind: str = "network") -> dict[int, float]:
        return {row["seed"]: row[key] for row in rows if row.get(kind) == name}

    def over(one: dict[int, float], other: dict[int, float]) -> list[float]:
        return [one[seed] / max(other[seed], 1e-9) for seed in one.keys() & other.keys()]

    ours, plain = column(KDC_DIFF, "distance"), column(NO_SOFT, "distance")
    old = {replay: column(str(replay), "old_distance", "replay") for replay in Replay}
    news = column(str(Replay.LATENT), "new_distance", "replay")
    loras = [column(name, "new_distance", "adapters") for name in (ATTENTION_LORA, EVERYWHERE_LORA)]
    loras = [lora for lora in loras if lora]
    best_lora = {seed: min(lora[seed] for lora in loras) for seed in (loras[0] if loras else ())}
    better = [ours[seed] < plain[seed] for seed in ours.keys() & plain.keys()]
    return (
        at_most(
            "streamlined: parameters over the teacher's",
            0.56,
            list(column(KDC_DIFF, "parameter_share").values()),
        ),
        at_most(
            "streamlined: distance over the teacher's",
            1.09,
            list(column(KDC_DIFF, "distance_ratio").values()),
        ),
        at_most(
            "streamlined without softened channels: distance over the teacher's",
            1.09,
            list(column(NO_SOFT, "distance_ratio").values()),
        ),
        at_most(
            "streamlined: distance over that of BK-SDM's recipe, the same network",
            1.0,
            over(ours, column(BK_SDM, "distance")),
        ),
        at_least(
            "softened channels lower the distance, share of seeds",
            1.0,
            [sum(better) / len(better)] if better else [],
        ),
        at_most(
            "latent replay: old classes' distance over that without replay",
            0.5,
            over(old[Replay.LATENT], old[Replay.NONE]),
        ),
        at_most(
            "latent replay: old classes' distance over that with one real pair",
            0.5,
            over(old[Replay.LATENT], old[Replay.ONE_PAIR]),
        ),
        at_most(
            "latent replay: new classes' distance over that of an adapter per class (LoRA)",
            1.0,
            over(news, best_lora),
        ),
    )


def _arm_names(arms: Sequence[str] | None, part: Part) -> tuple[str, ...]:
    students = [KDC_DIFF] if part is Part.REPLAY else [arm.name for arm in ARMS]
    adapters = [] if part is Part.STUDENTS else [arm.name for arm in ADAPTERS]
    known = (*students, *adapters)
    unknown = [name for name in arms or () if name not in known]
    if unknown:
        raise UserFixableError(
            f"bench streamlined has no arm named {unknown[0]!r} in part {part}. There are: "
            f"{', '.join(known)}."
        )
    return tuple(name for name in known if arms is None or name in arms)


def _plan(effort: _Effort, image_size: int) -> UpdatePlan:
    device = choose_device()
    return UpdatePlan(
        strategy=PILOTLINE.name,
        seed=0,
        image_size=image_size,
        device=device.kind,
        precision=device.precision,
        batch=effort.batch,
        micro_batch=2 * effort.batch,
        teacher_steps=effort.teacher_steps,
        student_steps=effort.student_steps,
        replay_per_class=effort.replay_per_class,
    )
