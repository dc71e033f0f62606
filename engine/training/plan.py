"""The plan of an update: every number it needs, fixed before it starts and kept with it."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeGuard

from engine.contract.errors import UserFixableError
from engine.contract.plan_settings import PlanSetting
from engine.contract.specs import Preset, UpdateSpec
from engine.registry.workspace_settings import (
    LIFELONG_VAE,
    PIXEL_DIFFUSION,
    STABLE_DIFFUSION,
    STABLE_DIFFUSION_LORA,
)

IMAGE_SIZES = (32, 64, 128, 256)
_RANK = "adapter_rank"
_FIXED = {"image_size", "device", "precision", "micro_batch", "seed", "strategy", "family"}
_SHARES = {
    "student_parameters",
    "student_blocks",
    "student_work",
    "embedding_parameters",
    "ema_decay",
}
#: What a weight of a deployed student may take.
_BITS = (8, 32)


@dataclass(frozen=True, kw_only=True)
class UpdatePlan:
    """All numbers of one update. A resumed update uses the plan it began with."""

    strategy: str
    seed: int
    image_size: int
    #: Of generators; plans of before there were several are of the first one.
    family: str = PIXEL_DIFFUSION
    device: str
    #: "float32" or "bfloat16" (autocast).
    precision: str
    #: New pictures per optimiser step, and pictures per pass through the network.
    batch: int = 16
    micro_batch: int = 32
    teacher_steps: int = 400
    teacher_rate: float = 2e-3
    student_steps: int = 240
    student_rate: float = 2e-3
    #: Share of the teacher's parameters the student may keep, in the blocks that it keeps.
    student_parameters: float = 0.48
    #: Below 1 block surgery takes what it can: a layer of every stage that has two, and the middle.
    student_blocks: float = 1.0
    #: Share of its own network's work that the student takes for a call of the sampler on average;
    #: below 1 it has a timestep budget.
    student_work: float = 1.0
    #: Of a weight of the exported student: 32, or 8 for int8.
    student_bits: int = 32
    #: Of the difference that a product's adapter can make to a projection of the base model.
    adapter_rank: int = 8
    recogniser_steps: int = 240
    #: Share of the recogniser's parameters that the embedding of `find` may keep. Below 1 it is a
    #: compressed copy with a file of its own; 1 takes the recogniser's own embedding.
    embedding_parameters: float = 1.0
    replay_per_class: int = 48
    replay_sampler_steps: int = 10
    sampler_steps: int = 12
    #: Generated pictures per class to measure with.
    measured_per_class: int = 32
    #: Of the recogniser that is taught by generated pictures alone, to measure their usefulness.
    usefulness_steps: int = 120
    canaries_per_class: int = 1
    ema_decay: float = 0.995
    checkpoint_seconds: float = 20.0
    sample_seconds: float = 20.0

    def to_json(self) -> str:
        """As stored in the checkpoint and the version's lineage."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "UpdatePlan":
        """Undo `to_json`."""
        return cls(**json.loads(text))


@dataclass(frozen=True, kw_only=True)
class _Effort:
    """What a preset spends: the teacher's steps per new class, the others' per class that counts.

    Earlier classes are known already and count up to a limit, so that the twelfth update takes
    hardly longer than the second; replayed pictures have a budget that they share.
    """

    teacher_steps: int
    student_steps: int
    recogniser_steps: int
    replay_per_class: int
    measured_per_class: int
    usefulness_steps: int
    batch: int = UpdatePlan.batch
    teacher_rate: float = UpdatePlan.teacher_rate
    student_rate: float = UpdatePlan.student_rate
    sampler_steps: int = UpdatePlan.sampler_steps
    replay_sampler_steps: int = UpdatePlan.replay_sampler_steps
    checkpoint_seconds: float = UpdatePlan.checkpoint_seconds
    sample_seconds: float = UpdatePlan.sample_seconds
    #: Least and most classes that count, so that one class learns well and fifty end some day.
    least_classes: int = 4
    most_classes: int = 12
    #: As the two, for what is also taught of earlier classes. The least is a class and as many
    #: earlier ones as count, so that an update by a class takes the same steps whenever it comes.
    least_known_classes: int = 5
    most_earlier_classes: int = 4
    #: Classes that the budget of replayed pictures is for.
    most_replayed_classes: int = 7
    #: As `most_classes`, for the recogniser, whose steps are cheap.
    most_recognised_classes: int = 24
    #: Fewest pictures of a class that are replayed, however many classes there are.
    least_pictures: int = 8

    def taught(self, classes: int) -> int:
        """For how many classes the teacher's steps are, where so many are new."""
        return min(max(classes, self.least_classes), self.most_classes)

    def counting(self, new: int, earlier: int) -> int:
        """For how many classes the steps are of what is taught of earlier ones too."""
        return max(new + min(earlier, self.most_earlier_classes), self.least_known_classes)

    def share(self, per_class: int, classes: int) -> int:
        """Pictures of each of so many classes, out of the budget."""
        budget = per_class * self.most_replayed_classes
        return max(min(per_class, budget // max(1, classes)), self.least_pictures)


_DIFFUSION_EFFORTS = {
    Preset.QUICK: _Effort(
        teacher_steps=140,
        student_steps=64,
        recogniser_steps=60,
        replay_per_class=80,
        measured_per_class=24,
        usefulness_steps=20,
    ),
    Preset.BALANCED: _Effort(
        teacher_steps=500,
        student_steps=260,
        recogniser_steps=120,
        replay_per_class=120,
        measured_per_class=48,
        usefulness_steps=40,
    ),
    Preset.THOROUGH: _Effort(
        teacher_steps=1500,
        student_steps=800,
        recogniser_steps=200,
        replay_per_class=160,
        measured_per_class=96,
        usefulness_steps=80,
    ),
}
#: Steps are many times quicker than a diffusion model's, and there is no student to teach.
_VAE_EFFORTS = {
    Preset.QUICK: _Effort(
        teacher_steps=80,
        student_steps=1,
        recogniser_steps=50,
        replay_per_class=80,
        measured_per_class=24,
        usefulness_steps=20,
        batch=32,
        teacher_rate=1e-3,
    ),
    Preset.BALANCED: _Effort(
        teacher_steps=150,
        student_steps=1,
        recogniser_steps=60,
        replay_per_class=120,
        measured_per_class=48,
        usefulness_steps=40,
        batch=32,
        teacher_rate=1e-3,
    ),
    Preset.THOROUGH: _Effort(
        teacher_steps=1500,
        student_steps=1,
        recogniser_steps=200,
        replay_per_class=240,
        measured_per_class=96,
        usefulness_steps=80,
        batch=32,
        teacher_rate=1e-3,
    ),
}
#: A base model draws already, and has to be led to new products by small steps; its checkpoints
#: are gigabytes. The rates are the usual ones of fine-tuning and of BK-SDM (arXiv 2305.15798).
_LATENT = _Effort(
    teacher_steps=60,
    student_steps=60,
    recogniser_steps=60,
    replay_per_class=16,
    measured_per_class=12,
    usefulness_steps=20,
    batch=4,
    teacher_rate=1e-5,
    student_rate=5e-5,
    sampler_steps=20,
    replay_sampler_steps=15,
    checkpoint_seconds=300.0,
    sample_seconds=120.0,
)
_LATENT_EFFORTS = {
    Preset.QUICK: _LATENT,
    Preset.BALANCED: replace(
        _LATENT,
        teacher_steps=200,
        student_steps=200,
        recogniser_steps=120,
        replay_per_class=32,
        measured_per_class=24,
        usefulness_steps=40,
    ),
    Preset.THOROUGH: replace(
        _LATENT,
        teacher_steps=600,
        student_steps=600,
        recogniser_steps=200,
        replay_per_class=64,
        measured_per_class=48,
        usefulness_steps=80,
    ),
}
#: The usual rate of adapters, whose second half starts at zero.
_ADAPTER_EFFORTS = {
    preset: replace(effort, teacher_rate=1e-4) for preset, effort in _LATENT_EFFORTS.items()
}
#: Settings that do nothing in a family: where one pass draws a picture there is no sampler, and a
#: student that is a part of its teacher is not taught.
_IDLE = {
    PIXEL_DIFFUSION: frozenset({_RANK}),
    LIFELONG_VAE: frozenset(
        {
            "student_steps",
            "student_rate",
            "student_parameters",
            "student_blocks",
            "student_work",
            "student_bits",
            "replay_sampler_steps",
            "sampler_steps",
            _RANK,
        }
    ),
    # The student's size follows from taking a layer of every stage.
    STABLE_DIFFUSION: frozenset(
        {"student_parameters", "student_blocks", "student_work", "student_bits", _RANK}
    ),
    # The student is the teacher.
    STABLE_DIFFUSION_LORA: frozenset(
        {
            "student_parameters",
            "student_blocks",
            "student_work",
            "student_bits",
            "student_steps",
            "student_rate",
        }
    ),
}
_EFFORTS = {
    PIXEL_DIFFUSION: _DIFFUSION_EFFORTS,
    LIFELONG_VAE: _VAE_EFFORTS,
    STABLE_DIFFUSION: _LATENT_EFFORTS,
    STABLE_DIFFUSION_LORA: _ADAPTER_EFFORTS,
}
_WHY_IDLE = {
    LIFELONG_VAE: "draws in one pass and whose student is not taught",
    STABLE_DIFFUSION: "makes its student by taking whole layers away",
    STABLE_DIFFUSION_LORA: "deploys its base model with the adapters that were taught",
}
OVERRIDES = frozenset(field.name for field in fields(UpdatePlan)) - _FIXED


def plan_update(
    spec: UpdateSpec,
    *,
    new_classes: int,
    all_classes: int,
    image_size: int,
    device: str,
    precision: str,
    family: str = PIXEL_DIFFUSION,
    kept: Sequence[tuple[str, int | float]] = (),
) -> UpdatePlan:
    """The preset's numbers for this many classes, with the spec's overrides on top.

    Between the two comes what the workspace keeps for every update, as far as the family has it.
    """
    effort = _EFFORTS[family][spec.preset]
    earlier = all_classes - new_classes
    counting = effort.counting(new_classes, earlier)
    known = min(counting, effort.most_classes)
    plan = UpdatePlan(
        strategy=spec.strategy,
        seed=spec.seed,
        image_size=image_size,
        family=family,
        device=device,
        precision=precision,
        batch=effort.batch,
        teacher_rate=effort.teacher_rate,
        student_rate=effort.student_rate,
        sampler_steps=effort.sampler_steps,
        replay_sampler_steps=effort.replay_sampler_steps,
        checkpoint_seconds=effort.checkpoint_seconds,
        sample_seconds=effort.sample_seconds,
        teacher_steps=effort.teacher_steps * effort.taught(new_classes),
        student_steps=effort.student_steps * known,
        recogniser_steps=effort.recogniser_steps * min(counting, effort.most_recognised_classes),
        replay_per_class=effort.share(effort.replay_per_class, earlier),
        measured_per_class=effort.measured_per_class,
        usefulness_steps=effort.usefulness_steps * known,
    )
    possible = tuple((name, value) for name, value in kept if name not in _IDLE[family])
    spec = replace(spec, overrides=(*possible, *spec.overrides))
    overrides: dict[str, Any] = _checked(spec, family)
    return replace(plan, **overrides)


def plan_settings(plan: UpdatePlan, default: UpdatePlan) -> tuple[PlanSetting, ...]:
    """Every setting that an update of this family may override, beside what it is without."""
    return tuple(
        PlanSetting(
            name=field.name,
            value=getattr(plan, field.name),
            default=getattr(default, field.name),
            is_whole=field.type is int,
            is_share=field.name in _SHARES,
        )
        for field in fields(UpdatePlan)
        if field.name in OVERRIDES - _IDLE[plan.family]
    )


def _checked(spec: UpdateSpec, family: str) -> dict[str, int | float]:
    idle = _IDLE[family]
    types, known = {field.name: field.type for field in fields(UpdatePlan)}, OVERRIDES - idle
    values: dict[str, int | float] = {}
    for name, value in spec.overrides:
        if name not in OVERRIDES:
            message = f"There is no setting named {name!r}; there are: {', '.join(sorted(known))}."
            raise UserFixableError(message)
        if name in idle:
            message = (
                f"The setting {name} does nothing with this workspace's generator, which "
                f"{_why_idle(name, family)}. Leave it out."
            )
            raise UserFixableError(message)
        is_whole = types[name] is int
        if not _is_above_zero(value) or (is_whole and value != int(value)):
            kind = "whole number" if is_whole else "number"
            message = f"The setting {name} needs a {kind} above zero, not {value!r}."
            raise UserFixableError(message)
        if name in _SHARES and value > 1:
            message = f"The setting {name} is a share: it needs a number up to 1, not {value!r}."
            raise UserFixableError(message)
        values[name] = int(value) if is_whole else float(value)
    _check_bits(values)
    return values


def _why_idle(name: str, family: str) -> str:
    return "teaches its whole network" if name == _RANK else _WHY_IDLE[family]


def _check_bits(values: dict[str, int | float]) -> None:
    bits = values.get("student_bits", _BITS[-1])
    if bits not in _BITS:
        raise UserFixableError(f"The setting student_bits is 8 or 32, not {bits}.")
    if bits != _BITS[-1] and values.get("student_work", 1.0) < 1.0:
        raise UserFixableError(
            "A student with a timestep budget (student_work) cannot take 8 bits (student_bits). "
            "Set only one of the two."
        )


def _is_above_zero(value: float | str) -> TypeGuard[float]:
    return not isinstance(value, (str, bool)) and 0 < value < math.inf
