"""The family for processors alone: the lifelong VAE, which learns and draws within seconds."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from engine.continual.balance import Balance, lifelong_balance
from engine.continual.strategy import EarlierData, Strategy
from engine.contract.errors import UserFixableError
from engine.generators.generator import Generator
from engine.generators.lifelong_vae import (
    FAMILY,
    DrawingVae,
    LifelongVae,
    VaeSettings,
    build_vae,
    copy_vae,
    forget_categories,
    grow_categories,
    load_vae_part,
    save_vae,
)
from engine.inference.onnx_export import Parity
from engine.inference.vae_export import (
    export_drawing,
    holds_drawing,
    load_onnx_drawing,
    measure_drawing_parity,
)
from engine.operations.families.family import (
    StartingPoint,
    StudentLesson,
    StudentStage,
    TeacherLesson,
)
from engine.operations.families.self_contained import SelfContained
from engine.operations.vae_readme import vae_readme
from engine.training.plan import UpdatePlan
from engine.training.probe import Probe, Workload
from engine.training.vae_probe import probe_vae, vae_memory_estimate
from engine.training.vae_teacher import FreshVaeReplay, VaeTeacherTrainer

if TYPE_CHECKING:
    from engine.training.learning_set import PictureSource


class LifelongVaeFamily(SelfContained):
    """Gaussian and categorical latents; every class is a category of its own."""

    name = FAMILY

    def refuse(self, strategy: Strategy) -> None:
        """There are no noisy states to learn from."""
        if strategy.earlier is EarlierData.STATES:
            raise UserFixableError(
                f"The strategy {strategy.name} learns from the steps of a diffusion model, and "
                "this workspace's generator draws in one. Choose another strategy."
            )

    def first(self, start: StartingPoint) -> LifelongVae:
        """The untrained generator of a first update."""
        torch.manual_seed(start.plan.seed)
        return build_vae(VaeSettings(image_size=start.plan.image_size), start.class_count)

    def grown(self, previous: Generator, start: StartingPoint) -> LifelongVae:
        """A copy with more categories."""
        return grow_categories(_whole(previous), start.class_count, start.plan.seed)

    def forget(self, generator: Generator, labels: tuple[int, ...]) -> None:
        """Empty these categories; the half that draws has them in common with the whole."""
        if isinstance(generator, LifelongVae):
            forget_categories(generator, labels)

    def load(self, path: Path, workspace_root: Path) -> LifelongVae | DrawingVae:
        """Read a teacher's or a student's snapshot."""
        del workspace_root
        return load_vae_part(path)

    def save(self, generator: Generator, path: Path) -> None:
        """Write the whole or the half that draws."""
        save_vae(
            _whole(generator) if isinstance(generator, LifelongVae) else _half(generator), path
        )

    def shares(
        self, strategy: Strategy, new_products: int, earlier_products: int, batch: int
    ) -> Balance:
        """One batch for all, in which every product has the same place."""
        del strategy
        return lifelong_balance(new_products, earlier_products, batch)

    def teacher_training(self, start: Generator, lesson: TeacherLesson) -> VaeTeacherTrainer:
        """One bound on new and replayed pictures."""
        plan, strategy = lesson.plan, lesson.strategy
        previous = None if lesson.previous is None else _whole(lesson.previous)
        source: PictureSource | None = lesson.replay
        if previous is not None:
            previous.network.to(plan.device)
            if strategy.draws_while_training:
                source = FreshVaeReplay(copy_vae(previous), lesson.earlier_labels)
        return VaeTeacherTrainer(
            _whole(start),
            plan,
            lesson.new,
            source,
            self.shares(strategy, lesson.new_products, lesson.earlier_products, plan.batch),
            previous,
            strategy=strategy,
            labels=lesson.labels,
        )

    def student(self, lesson: StudentLesson, stage: StudentStage) -> DrawingVae:
        """The half that draws, with the teacher's own weights: nothing has to be distilled."""
        del stage
        return copy_vae(_whole(lesson.teacher)).drawing

    def export(self, generator: Generator, path: Path) -> Parity:
        """Write the half that draws."""
        return export_drawing(_half(generator), path)

    def parity(self, generator: Generator, files: Mapping[str, Path]) -> Parity:
        """Compare pictures."""
        return measure_drawing_parity(_half(generator), files["student_onnx"])

    def read_onnx(self, path: Path, workspace_root: Path) -> DrawingVae:
        """Read the weights back."""
        del workspace_root
        return load_onnx_drawing(path)

    def holds_weights_of(self, path: Path, generator: Generator) -> bool:
        """Whether the file gives every weight back."""
        return holds_drawing(path, _half(generator))

    def onnx_readme(self, number: int, generator: Generator) -> str:
        """How to draw with ONNX Runtime and numpy alone."""
        return vae_readme(number, _half(generator).settings)

    def write_diffusers(
        self, number: int, generator: Generator, workspace_root: Path, folder: Path
    ) -> tuple[list[Path], str]:
        """It is no diffusion model."""
        del generator, workspace_root, folder
        raise UserFixableError(
            f"Version {number} is not a diffusion model, and diffusers has no place for it. "
            "Export it as onnx."
        )

    def read_diffusers(self, generator: Generator, folder: Path) -> Generator:
        """Nothing was written."""
        del folder
        return generator

    def export_facts(self, generator: Generator) -> Mapping[str, object]:
        """What noise it takes and how its pictures are transformed."""
        settings = _half(generator).settings
        return {"haar_levels": settings.haar_levels, "noise": settings.continuous}

    def probe(self, plan: UpdatePlan, start: Generator, work: Workload) -> Probe:
        """Steps of generator and recogniser."""
        teacher = _whole(start)
        teacher.network.to(plan.device)
        return probe_vae(plan, teacher, work)

    def memory_needed(self, generator: Generator, plan: UpdatePlan) -> int:
        """Training state and a pass's activations."""
        return vae_memory_estimate(_whole(generator), plan)


def _whole(generator: Generator) -> LifelongVae:
    if not isinstance(generator, LifelongVae):
        message = f"a whole {FAMILY} was expected, not a {type(generator).__name__}"
        raise TypeError(message)
    return generator


def _half(generator: Generator) -> DrawingVae:
    if isinstance(generator, LifelongVae):
        return generator.drawing
    if not isinstance(generator, DrawingVae):
        message = f"a {FAMILY} was expected, not a {generator.family}"
        raise TypeError(message)
    return generator
