"""The LoRA arm of `bench streamlined`: the teacher stays, each new class has an adapter."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.benchmarks.streamlined_arms import Adapters
from engine.benchmarks.task_sequence import Labels
from engine.continual.balance import Balance
from engine.continual.strategies.finetune import FINETUNE
from engine.evaluation.samples import Samples
from engine.generators.attention_adapters import (
    adapter_parameters,
    add_adapter,
    folded_state,
    use_adapter,
)
from engine.generators.narrow_blocks import build_network
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.teacher_trainer import TeacherTrainer

_NAME = "product"
_ROWS = "class_embedding.weight"


class AdapterTeacher(TeacherTrainer[PixelDiffusion]):
    """Teaches an adapter and the class embedding, of which one row is kept."""

    @override
    def _taught_of(self, generator: PixelDiffusion) -> nn.Module:
        rows: nn.Parameter = generator.network.class_embedding.weight
        learned = {"rows": rows.requires_grad_()}
        for name, weight in adapter_parameters(generator.network, _NAME).items():
            learned[name.replace(".", "-")] = weight
        return nn.ParameterDict(learned)

    @override
    def averaged(self) -> PixelDiffusion:
        """The generator itself, with averaged weights: a copy would be one without the adapter."""
        self.ema.copy_to(self.taught)
        return self.generator


@dataclass(frozen=True)
class AdaptedClass:
    """A class, and what draws it: the teacher with the adapter folded in."""

    label: int
    generator: PixelDiffusion
    #: Of the adapter and the row, as float32.
    size_bytes: int
    seconds: float


def train_adapter(
    teacher: PixelDiffusion,
    arm: Adapters,
    label: int,
    pictures: PictureSet,
    plan: UpdatePlan,
    train: Callable[[TeacherTrainer[PixelDiffusion]], float],
) -> AdaptedClass:
    """Teach a copy of the teacher one class by adapter; `train` runs it and says the seconds."""
    own = teacher.copy()
    add_adapter(own.network, _NAME, arm.rank, plan.seed, arm.targets)
    use_adapter(own.network, _NAME)
    alone = Balance(0, plan.batch, 0.0, 1.0)
    trainer = AdapterTeacher(own, plan, pictures, None, alone, None, strategy=FINETUNE)
    seconds = train(trainer)
    weights = adapter_parameters(own.network, _NAME)
    learned = sum(weight.numel() for weight in weights.values())
    state = {name: value.detach().clone() for name, value in teacher.network.state_dict().items()}
    adapted = folded_state(own.network, _NAME)
    rows: Tensor = state[_ROWS].clone()
    rows[label] = adapted[_ROWS][label].detach()
    network = build_network(dict(teacher.network.config), {**adapted, _ROWS: rows})
    return AdaptedClass(
        label,
        PixelDiffusion(network.eval(), replace(teacher.settings)),
        4 * (learned + rows.shape[1]),
        seconds,
    )


def draw_each(
    classes: list[AdaptedClass], draw: Callable[[PixelDiffusion, Labels], Samples]
) -> Samples:
    """Every class by its own network."""
    drawn = [draw(item.generator, (item.label,)) for item in classes]
    return Samples(
        np.concatenate([item.images for item in drawn]),
        np.concatenate([item.labels for item in drawn]),
    )


def base_is_untouched(teacher: PixelDiffusion, before: dict[str, Tensor]) -> bool:
    """Whether the shared network is what it was, to the last bit."""
    return all(torch.equal(before[n], value) for n, value in teacher.network.state_dict().items())
