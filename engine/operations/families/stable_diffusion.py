"""The family that goes on from a local Stable Diffusion folder, with a streamlined student."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from diffusers import UNet2DConditionModel

from engine.compression.block_surgery import streamline
from engine.continual.balance import Balance, balance
from engine.continual.distillation import DistillationWeights
from engine.continual.strategy import EarlierData, Strategy
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.generators.stable_diffusion import (
    FAMILY,
    StableDiffusion,
    load_base_model,
    load_stable_diffusion,
    save_stable_diffusion,
)
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.inference.latent_generation import (
    DECODER,
    DECODER_ROLE,
    TEXT_ENCODER,
    TEXT_ENCODER_ROLE,
    UNET,
    UNET_ROLE,
)
from engine.inference.onnx_export import Parity
from engine.inference.stable_diffusion_export import (
    export_decoder,
    export_text_encoder,
    export_unet,
    holds_unet,
    load_onnx_unet,
    measure_unet_parity,
)
from engine.operations.families.base_pipeline import UNET_FOLDER, copy_base_pipeline
from engine.operations.families.copied_files import copied
from engine.operations.families.diffusion_teacher import diffusion_teacher_training
from engine.operations.families.family import (
    GeneratorTraining,
    StartingPoint,
    StudentLesson,
    StudentStage,
    TeacherLesson,
)
from engine.operations.stable_diffusion_readme import latent_readme, pipeline_readme
from engine.registry.base_model import BaseModelStore
from engine.training.distillation_trainer import DistillationTrainer, Lessons
from engine.training.latent_probe import latent_memory_estimate, probe_latent
from engine.training.latent_set import latent_set
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.probe import Probe, Workload

#: Softened channels, which KDC-Diff has besides, help in no seed of `pilotline bench streamlined`.
_LOSSES = DistillationWeights()


class StableDiffusionFamily:
    """Latents of a frozen autoencoder, classes as prompts; fewer layers in what is deployed."""

    name = FAMILY
    learns_latents = True
    #: That of the first Stable Diffusion has 3.4 GB of weights, and an ONNX file holds 2.
    exports_teachers = False
    onnx_names: Mapping[str, str] = {
        UNET_ROLE: UNET,
        DECODER_ROLE: DECODER,
        TEXT_ENCODER_ROLE: TEXT_ENCODER,
    }

    def image_size(self, workspace_root: Path) -> int | None:
        """That of the base model."""
        model = BaseModelStore(workspace_root).read()
        if model is None:
            raise UserFixableError(
                "This workspace draws with Stable Diffusion and has no base model. Choose the "
                "folder of one: pilotline init --base-model FOLDER."
            )
        return model.image_size

    def lineage(self, workspace_root: Path) -> Mapping[str, Any]:
        """Name and hash of the base model."""
        model = BaseModelStore(workspace_root).read()
        if model is None:
            return {}
        return {"base_model": {"name": model.name, "sha256": model.sha256}}

    def encoded(
        self, generator: Generator, pictures: PictureSet, device: str, context: JobContext
    ) -> PictureSet:
        """Latents, made once before the trainings."""
        own = _own(generator)
        own.network.to(device)
        return latent_set(own, pictures, context)

    def refuse(self, strategy: Strategy) -> None:
        """The steps on the way are pixel diffusion's."""
        if strategy.earlier is EarlierData.STATES:
            raise UserFixableError(
                f"The strategy {strategy.name} learns from the steps on the way to a picture, "
                "which is not available for Stable Diffusion. Choose another strategy."
            )

    def first(self, start: StartingPoint) -> StableDiffusion:
        """The base model, asked for these classes."""
        root = BaseModelStore(start.workspace_root).verified()
        return load_base_model(root, _prompts(start, 1), start.plan.sampler_steps)

    def grown(self, previous: Generator, start: StartingPoint) -> StableDiffusion:
        """A copy with the prompts of more classes; those it knows keep theirs."""
        copied = _own(previous).copy()
        more = _prompts(start, copied.class_count)
        if not more:
            return copied
        encoder = PromptEncoder.load(BaseModelStore(start.workspace_root).verified())
        return copied.with_prompts(copied.prompts.grown(more, encoder))

    def forget(self, generator: Generator, labels: tuple[int, ...]) -> None:
        """Give these classes the empty prompt, which is that of no class."""
        if labels:
            own = _own(generator)
            own.prompts = own.prompts.without(labels)

    def load(self, path: Path, workspace_root: Path) -> StableDiffusion:
        """Read a snapshot."""
        del workspace_root
        return load_stable_diffusion(path)

    def save(self, generator: Generator, path: Path) -> None:
        """Write a snapshot."""
        save_stable_diffusion(_own(generator), path)

    def shares(
        self, strategy: Strategy, new_products: int, earlier_products: int, batch: int
    ) -> Balance:
        """As many new pictures as ever, with replay on top."""
        return balance(strategy, new_products, earlier_products, batch)

    def teacher_training(self, start: Generator, lesson: TeacherLesson) -> GeneratorTraining:
        """New latents by denoising, replay by the switches of the strategy."""
        previous = None if lesson.previous is None else _own(lesson.previous)
        return diffusion_teacher_training(_own(start), previous, lesson, as_latents=True)

    def student(self, lesson: StudentLesson, stage: StudentStage) -> StableDiffusion:
        """The teacher with a layer less in every stage and no middle block, distilled."""
        plan, teacher = lesson.plan, _own(lesson.teacher)
        student = teacher.with_network(streamline(teacher.network).network)
        lessons = [Lessons(pictures=lesson.pictures, teacher=teacher, count=plan.batch)]
        trainer = DistillationTrainer(student, lessons, plan, _LOSSES)
        stage.train(trainer)
        return trainer.averaged()

    def export(self, generator: Generator, path: Path) -> Parity:
        """Write the U-Net."""
        return export_unet(_own(generator), path)

    def export_companion(
        self, role: str, generator: Generator, workspace_root: Path, path: Path
    ) -> Parity:
        """Write decoder or text encoder, which are the base model's."""
        if role == DECODER_ROLE:
            return export_decoder(_own(generator), path)
        encoder = PromptEncoder.load(BaseModelStore(workspace_root).verified())
        return export_text_encoder(_own(generator), encoder, path)

    def part_names(self, products: Sequence[Sequence[int]]) -> Mapping[str, str]:
        """There are three ONNX files and nothing else."""
        del products
        return {}

    def write_onnx(self, files: Mapping[str, Path], folder: Path) -> dict[str, Path]:
        """The files as they are."""
        return copied(files, self.onnx_names, folder)

    def parity(self, generator: Generator, files: Mapping[str, Path]) -> Parity:
        """Compare velocities."""
        return measure_unet_parity(_own(generator), files[UNET_ROLE])

    def read_onnx(self, path: Path, workspace_root: Path) -> StableDiffusion:
        """Read the U-Net back; the rest is the base model's."""
        return load_onnx_unet(path, BaseModelStore(workspace_root).verified())

    def holds_weights_of(self, path: Path, generator: Generator) -> bool:
        """Whether the file gives every weight of the U-Net back."""
        return holds_unet(path, _own(generator))

    def onnx_readme(self, number: int, generator: Generator) -> str:
        """How to draw with ONNX Runtime and numpy alone."""
        return latent_readme(number, _own(generator).settings)

    def write_diffusers(
        self, number: int, generator: Generator, workspace_root: Path, folder: Path
    ) -> tuple[list[Path], str]:
        """A whole pipeline: the student's U-Net among the base model's other parts."""
        student = _own(generator)
        unet = folder / UNET_FOLDER
        student.network.save_pretrained(str(unet), safe_serialization=True)
        files = [unet / "config.json", unet / "diffusion_pytorch_model.safetensors"]
        files += copy_base_pipeline(workspace_root, folder, with_unet=False)
        return files, pipeline_readme(number, student.settings)

    def read_diffusers(self, generator: Generator, folder: Path) -> StableDiffusion:
        """The U-Net as diffusers opens it."""
        # Left to itself, diffusers warns that a library it could load with is not installed.
        network = UNet2DConditionModel.from_pretrained(
            str(folder / UNET_FOLDER), low_cpu_mem_usage=False, torch_dtype=torch.float32
        )
        return _own(generator).with_network(network.eval())

    def export_facts(self, generator: Generator) -> Mapping[str, object]:
        """How to sample, and the sentence of every label."""
        own = _own(generator)
        return {
            "noise_shape": own.settings.noise_shape,
            "sampler_steps": own.settings.sampler_steps,
            "timesteps": own.settings.timesteps,
            "guidance": own.settings.guidance,
            "prompts": own.prompts.texts,
        }

    def probe(self, plan: UpdatePlan, start: Generator, work: Workload) -> Probe:
        """Steps of teacher, student and recogniser, where memory suffices for them."""
        return probe_latent(plan, _own(start), work)

    def memory_needed(self, generator: Generator, plan: UpdatePlan) -> int:
        """Training state, the previous teacher and a pass's activations."""
        return latent_memory_estimate(_own(generator), plan)


def _own(generator: Generator) -> StableDiffusion:
    if not isinstance(generator, StableDiffusion):
        message = f"a {FAMILY} was expected, not a {generator.family}"
        raise TypeError(message)
    return generator


def _prompts(start: StartingPoint, first_label: int) -> list[str]:
    """By label, from the first one on; labels that no class has are asked for nothing."""
    return [start.prompts.get(label, "") for label in range(first_label, start.class_count)]
