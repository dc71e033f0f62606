"""The family of the best pictures: pixel diffusion, with a pruned and distilled student."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from diffusers import UNet2DModel

from engine.compression.width_search import choose_widths
from engine.continual.balance import Balance, balance
from engine.continual.strategy import Strategy
from engine.contract.errors import UserFixableError
from engine.generators.generator import Generator
from engine.generators.pixel_diffusion import (
    FAMILY,
    PixelDiffusion,
    first_generator,
    forget_classes,
    grow_classes,
    load_snapshot,
    save_snapshot,
)
from engine.inference.onnx_export import Parity, export_generator, measure_generator_parity
from engine.inference.onnx_weights import holds_weights_of, load_onnx_generator
from engine.operations.export_readme import diffusers_readme, onnx_readme
from engine.operations.families.diffusion_student import budgeted_student, plain_student
from engine.operations.families.diffusion_teacher import diffusion_teacher_training
from engine.operations.families.family import (
    StartingPoint,
    StudentLesson,
    StudentStage,
    TeacherLesson,
)
from engine.operations.families.self_contained import SelfContained
from engine.training.plan import UpdatePlan
from engine.training.probe import Probe, Workload, peak_memory_estimate, probe_plan
from engine.training.teacher_trainer import TeacherTrainer


class PixelDiffusionFamily(SelfContained):
    """A class-conditional U-Net in Haar space."""

    name = FAMILY

    def refuse(self, strategy: Strategy) -> None:
        """It follows every strategy."""

    def first(self, start: StartingPoint) -> PixelDiffusion:
        """The untrained teacher of a first update."""
        plan = start.plan
        return first_generator(plan.image_size, start.class_count, plan.seed, plan.sampler_steps)

    def grown(self, previous: Generator, start: StartingPoint) -> PixelDiffusion:
        """A copy of a teacher with rows for more classes."""
        return grow_classes(_own(previous), start.class_count, start.plan.seed)

    def forget(self, generator: Generator, labels: tuple[int, ...]) -> None:
        """Give these classes the row of "no class"."""
        forget_classes(_own(generator).network, labels)

    def load(self, path: Path, workspace_root: Path) -> PixelDiffusion:
        """Read a snapshot."""
        del workspace_root
        return load_snapshot(path)

    def save(self, generator: Generator, path: Path) -> None:
        """Write a snapshot."""
        save_snapshot(_own(generator), path)

    def shares(
        self, strategy: Strategy, new_products: int, earlier_products: int, batch: int
    ) -> Balance:
        """As many new pictures as ever, with replay on top."""
        return balance(strategy, new_products, earlier_products, batch)

    def teacher_training(
        self, start: Generator, lesson: TeacherLesson
    ) -> TeacherTrainer[PixelDiffusion]:
        """New pictures by denoising, replay by the switches of the strategy."""
        previous = None if lesson.previous is None else _own(lesson.previous)
        return diffusion_teacher_training(_own(start), previous, lesson)

    def student(self, lesson: StudentLesson, stage: StudentStage) -> PixelDiffusion:
        """The teacher's most important channels, distilled."""
        make = budgeted_student if lesson.plan.student_work < 1.0 else plain_student
        return make(_own(lesson.teacher), lesson, stage)

    def export(self, generator: Generator, path: Path) -> Parity:
        """Write the velocity network."""
        return export_generator(_own(generator), path)

    def parity(self, generator: Generator, files: Mapping[str, Path]) -> Parity:
        """Compare velocities."""
        return measure_generator_parity(_own(generator), files["student_onnx"])

    def read_onnx(self, path: Path, workspace_root: Path) -> PixelDiffusion:
        """Read the weights back."""
        del workspace_root
        return load_onnx_generator(path)

    def holds_weights_of(self, path: Path, generator: Generator) -> bool:
        """Whether the file gives every weight back."""
        return holds_weights_of(path, _own(generator))

    def onnx_readme(self, number: int, generator: Generator) -> str:
        """How to sample with ONNX Runtime and numpy alone."""
        return onnx_readme(number, _own(generator).settings)

    def write_diffusers(
        self, number: int, generator: Generator, workspace_root: Path, folder: Path
    ) -> tuple[list[Path], str]:
        """U-Net and scheduler; what stands around them is told in the README."""
        del workspace_root
        student = _own(generator)
        if student.experts is not None:
            raise UserFixableError(
                f"The student of version {number} has a timestep budget, which diffusers cannot "
                "express. Export it as onnx."
            )
        student.network.save_pretrained(str(folder / "unet"), safe_serialization=True)
        scheduler = folder / "scheduler" / "scheduler_config.json"
        scheduler.parent.mkdir(exist_ok=True)
        text = json.dumps(student.settings.scheduler, indent=2)
        scheduler.write_text(f"{text}\n", encoding="utf-8")
        files = [
            folder / "unet" / "config.json",
            folder / "unet" / "diffusion_pytorch_model.safetensors",
            scheduler,
        ]
        return files, diffusers_readme(number, student.settings)

    def read_diffusers(self, generator: Generator, folder: Path) -> PixelDiffusion:
        """The U-Net as diffusers opens it."""
        # Left to itself, diffusers warns that a library it could load with is not installed.
        network = UNet2DModel.from_pretrained(str(folder / "unet"), low_cpu_mem_usage=False)
        return PixelDiffusion(network, _own(generator).settings)

    def export_facts(self, generator: Generator) -> Mapping[str, object]:
        """Where the network is called, and its preconditioning."""
        settings = _own(generator).settings
        return {
            "haar_levels": settings.haar_levels,
            "sampler_steps": settings.sampler_steps,
            "timesteps": settings.timesteps,
            "deviation": settings.deviation,
        }

    def probe(self, plan: UpdatePlan, start: Generator, work: Workload) -> Probe:
        """Steps of teacher, student and recogniser."""
        teacher, share = _own(start), plan.student_parameters
        teacher.network.to(plan.device)
        widths = choose_widths(teacher.network, share, share)
        return probe_plan(plan, teacher, widths, **asdict(work))

    def memory_needed(self, generator: Generator, plan: UpdatePlan) -> int:
        """Weights, moments, averages and a pass's activations."""
        return peak_memory_estimate(_own(generator), plan)


def _own(generator: Generator) -> PixelDiffusion:
    if not isinstance(generator, PixelDiffusion):
        message = f"a {FAMILY} was expected, not a {generator.family}"
        raise TypeError(message)
    return generator
