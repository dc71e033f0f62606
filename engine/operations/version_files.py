"""What a version keeps of the files of the update that made it."""

from pathlib import Path

from safetensors.numpy import load_file

from engine.evaluation.samples import Samples
from engine.generators.generator import Generator
from engine.operations.embedding_role import EMBEDDING_ROLE
from engine.operations.families import family_named
from engine.operations.student_network import SNAPSHOT_ROLE
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_files import Arrays, UpdateFiles


def kept_files(files: UpdateFiles, brief: UpdateBrief, student: Generator) -> dict[str, Path]:
    """Role to file. What stands in another file, or in another version, is not kept twice."""
    kept = {
        "teacher": files.path("teacher.safetensors"),
        **student_files(files, brief),
        # Its ONNX file has the normalisation folded into the convolutions, which nothing undoes bit
        # for bit, and the next update needs the network as it was trained.
        "recogniser": files.path("recogniser.safetensors"),
        "recogniser_onnx": files.path("recogniser.onnx"),
        "samples": _samples_of_new_products(files, brief),
        "statistics": files.path("statistics.safetensors"),
    }
    if files.path("embedding.onnx").exists():
        kept[EMBEDDING_ROLE] = files.path("embedding.onnx")
    if not family_named(brief.plan.family).holds_weights_of(kept["student_onnx"], student):
        kept[SNAPSHOT_ROLE] = files.path("student.safetensors")
    return kept


def student_files(files: UpdateFiles, brief: UpdateBrief) -> dict[str, Path]:
    """Role to file of what draws the coming version's pictures."""
    family = family_named(brief.plan.family)
    parts = family.part_names(brief.product_labels)
    names = {**family.onnx_names, **parts, "student_onnx": "student.onnx"}
    return {role: files.path(name) for role, name in names.items()}


def _samples_of_new_products(files: UpdateFiles, brief: UpdateBrief) -> Path:
    """What the figures of the products taught now were taken from.

    Samples of all products would make each version larger than the one before it.
    """
    labels = [item.label for item in brief.new_classes]

    def of_new_products() -> Arrays:
        found = load_file(files.path("samples-student.safetensors"))
        drawn = Samples(found["images"], found["labels"]).of(labels)
        return {"images": drawn.images, "labels": drawn.labels}

    files.arrays("samples-new", of_new_products)
    return files.path("samples-new.safetensors")
