"""The alternative that others use: the base model stays as it is, every product gets an adapter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from typing_extensions import override

from engine.generators.adapted_stable_diffusion import (
    FAMILY,
    AdaptedStableDiffusion,
    adapted_from,
    adapter_name,
    load_adapted,
    save_adapted,
    start_adapted,
)
from engine.generators.generator import Generator
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.inference.adapted_export import (
    export_adapted,
    measure_adapted_parity,
    read_facts,
    write_merged,
)
from engine.inference.adapter_folding import ADAPTERS, WEIGHTS, WEIGHTS_ROLE
from engine.inference.latent_generation import UNET_ROLE
from engine.inference.onnx_export import Parity
from engine.operations.families.base_pipeline import copy_base_pipeline
from engine.operations.families.family import (
    GeneratorTraining,
    StartingPoint,
    StudentLesson,
    StudentStage,
    TeacherLesson,
)
from engine.operations.families.stable_diffusion import StableDiffusionFamily
from engine.operations.stable_diffusion_readme import adapted_pipeline_readme, adapted_readme
from engine.registry.base_model import BaseModelStore
from engine.training.adapter_trainer import AdapterTrainer


class StableDiffusionLoraFamily(StableDiffusionFamily):
    """Earlier products are unharmed by construction; what is deployed is as large as the base."""

    name = FAMILY

    @override
    def first(self, start: StartingPoint) -> AdaptedStableDiffusion:
        """The base model with an adapter that does nothing yet for every product."""
        root = BaseModelStore(start.workspace_root).verified()
        texts = [start.prompts.get(label, "") for label in range(1, start.class_count)]
        return _with_adapters(start_adapted(root, texts, start.plan.sampler_steps), start)

    @override
    def grown(self, previous: Generator, start: StartingPoint) -> AdaptedStableDiffusion:
        """A copy with the adapters and prompts of more products."""
        copied = _adapted(previous).copy()
        labels = range(copied.class_count, start.class_count)
        more = [start.prompts.get(label, "") for label in labels]
        if more:
            encoder = PromptEncoder.load(BaseModelStore(start.workspace_root).verified())
            copied.prompts = copied.prompts.grown(more, encoder)
        return _with_adapters(copied, start)

    @override
    def forget(self, generator: Generator, labels: tuple[int, ...]) -> None:
        """Throw the adapters of these classes' products away, and their prompts."""
        if labels:
            _adapted(generator).forget(labels)

    @override
    def load(self, path: Path, workspace_root: Path) -> AdaptedStableDiffusion:
        """Read a snapshot, which names adapters; the rest is the base model's."""
        return load_adapted(path, workspace_root)

    @override
    def save(self, generator: Generator, path: Path) -> None:
        """Write a snapshot and, beside it, the adapters."""
        save_adapted(_adapted(generator), path)

    @override
    def teacher_training(self, start: Generator, lesson: TeacherLesson) -> GeneratorTraining:
        """The new products' adapters by denoising; strategies have nothing to keep here."""
        return AdapterTrainer(_adapted(start), lesson.plan, lesson.new, lesson.replay)

    @override
    def student(self, lesson: StudentLesson, stage: StudentStage) -> AdaptedStableDiffusion:
        """The teacher itself: a smaller base model would be another one for every adapter."""
        del stage
        return _adapted(lesson.teacher)

    @override
    def part_names(self, products: Sequence[Sequence[int]]) -> Mapping[str, str]:
        """The base model's weights, and the adapters that are folded into them."""
        names = [adapter_name(labels) for labels in products]
        return {WEIGHTS_ROLE: WEIGHTS, **{name: f"{name}.safetensors" for name in names}}

    @override
    def export(self, generator: Generator, path: Path) -> Parity:
        """Write the U-Net's graph, its weights and the adapters."""
        return export_adapted(_adapted(generator), path)

    @override
    def write_onnx(self, files: Mapping[str, Path], folder: Path) -> dict[str, Path]:
        """A merged network for each product, and what they have in common."""
        common = {role: path for role, path in files.items() if role in self.onnx_names}
        del common[UNET_ROLE]
        return {**super().write_onnx(common, folder), **dict(write_merged(files, folder))}

    @override
    def parity(self, generator: Generator, files: Mapping[str, Path]) -> Parity:
        """Compare velocities of every product."""
        return measure_adapted_parity(_adapted(generator), files)

    @override
    def read_onnx(self, path: Path, workspace_root: Path) -> AdaptedStableDiffusion:
        """What the graph's metadata names."""
        return adapted_from(read_facts(path), path.parent, workspace_root)

    @override
    def holds_weights_of(self, path: Path, generator: Generator) -> bool:
        """Whether the file names these very adapters."""
        own, facts = _adapted(generator), read_facts(path)
        return (facts[ADAPTERS], facts["pilotline"]) == (own.index_json(), own.settings.to_json())

    @override
    def onnx_readme(self, number: int, generator: Generator) -> str:
        """How to draw with ONNX Runtime and numpy alone."""
        return adapted_readme(number, _adapted(generator).settings)

    @override
    def write_diffusers(
        self, number: int, generator: Generator, workspace_root: Path, folder: Path
    ) -> tuple[list[Path], str]:
        """The base model's pipeline and, for each product, weights that it loads as LoRA."""
        own = _adapted(generator)
        files = copy_base_pipeline(workspace_root, folder, with_unet=True)
        for adapter in own.adapters:
            target = folder / "lora" / f"{adapter.name}.safetensors"
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(own.adapter_bytes(adapter))
            files.append(target)
        return files, adapted_pipeline_readme(number, own.settings)

    @override
    def read_diffusers(self, generator: Generator, folder: Path) -> AdaptedStableDiffusion:
        """The generator with the adapters that were written."""
        own = _adapted(generator)
        read = replace(own, network=super().read_diffusers(own, folder).network, adapters=())
        for adapter in own.adapters:
            content = (folder / "lora" / f"{adapter.name}.safetensors").read_bytes()
            read = read.with_adapter_bytes(adapter.labels, adapter.rank, content)
        return read

    @override
    def export_facts(self, generator: Generator) -> Mapping[str, object]:
        """How to sample, the sentence of every label, and which network draws it."""
        own = _adapted(generator)
        networks = {label: f"unet_{a.name}.onnx" for a in own.adapters for label in a.labels}
        loras = {label: f"lora/{a.name}.safetensors" for a in own.adapters for label in a.labels}
        return {**super().export_facts(generator), "networks": networks, "adapters": loras}


def _with_adapters(
    generator: AdaptedStableDiffusion, start: StartingPoint
) -> AdaptedStableDiffusion:
    for labels in start.products:
        generator = generator.with_adapter(labels, start.plan.adapter_rank, start.plan.seed)
    return generator


def _adapted(generator: Any) -> AdaptedStableDiffusion:  # noqa: ANN401
    if not isinstance(generator, AdaptedStableDiffusion):
        message = f"a {FAMILY} was expected, not a {generator.family}"
        raise TypeError(message)
    return generator
