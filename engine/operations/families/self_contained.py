"""What families have in common that start from nothing and draw with one ONNX file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.inference.onnx_export import Parity
from engine.operations.families.copied_files import copied
from engine.training.learning_set import PictureSet


class SelfContained:
    """A family without a base model, whose networks learn from pictures as they are."""

    learns_latents = False
    exports_teachers = True
    onnx_names: Mapping[str, str] = {"student_onnx": "student.onnx"}

    def image_size(self, workspace_root: Path) -> int | None:
        """The workspace chooses."""
        del workspace_root
        return None

    def lineage(self, workspace_root: Path) -> Mapping[str, Any]:
        """Nothing came before the first version."""
        del workspace_root
        return {}

    def encoded(
        self, generator: Generator, pictures: PictureSet, device: str, context: JobContext
    ) -> PictureSet:
        """The pictures as they are."""
        del generator, device, context
        return pictures

    def part_names(self, products: Sequence[Sequence[int]]) -> Mapping[str, str]:
        """The ONNX file is enough."""
        del products
        return {}

    def write_onnx(self, files: Mapping[str, Path], folder: Path) -> dict[str, Path]:
        """The file as it is."""
        return copied(files, self.onnx_names, folder)

    def export_companion(
        self, role: str, generator: Generator, workspace_root: Path, path: Path
    ) -> Parity:
        """There is none."""
        del generator, workspace_root, path
        raise ValueError(f"this family has no {role}")
