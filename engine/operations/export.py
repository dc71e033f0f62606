"""Export: write a version out for other programs, as ONNX files or as a folder of diffusers."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import ExportResult
from engine.contract.specs import ExportSpec
from engine.generators.generator import Generator
from engine.inference.onnx_export import Parity
from engine.operations.families import family_of
from engine.operations.output_folder import prepare_output_folder
from engine.operations.student_network import load_student
from engine.operations.version_session import intact_artifact
from engine.registry import Version, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Its presence says that everything in the folder is ours and may be written anew.
_MARKER = "classes.json"


def run_export(workspace: Workspace, spec: ExportSpec, context: JobContext) -> ExportResult:
    """Write the version's student into an empty folder, or over an earlier export of ours."""
    writers: Mapping[str, Callable[[Workspace, Version, Generator, Path], list[Path]]] = {
        "onnx": _write_onnx,
        "diffusers": _write_diffusers,
    }
    write = writers.get(spec.format)
    if write is None:
        raise UserFixableError(
            f"There is no export format {spec.format!r}. Use {' or '.join(writers)}."
        )
    version = workspace.versions.get(spec.version_number)
    folder = prepare_output_folder(workspace, Path(spec.output_dir))
    _refuse_foreign_files(folder)
    student = load_student(workspace, version)
    context.honour_requests()
    files = write(workspace, version, student, folder)
    context.honour_requests()
    parity = _prove(workspace, version, spec.format, student, folder)
    return ExportResult(
        files=tuple(str(file) for file in files), largest_difference=parity.largest_difference
    )


def _write_onnx(
    workspace: Workspace, version: Version, student: Generator, folder: Path
) -> list[Path]:
    files = []
    names = {**family_of(version).onnx_names, "recogniser_onnx": "recogniser.onnx"}
    for role, name in names.items():
        target = folder / name
        target.write_bytes(intact_artifact(workspace, version, role).read_bytes())
        files.append(target)
    readme = family_of(version).onnx_readme(version.number, student)
    return [*files, *_write_texts(version, student, readme, folder)]


def _write_diffusers(
    workspace: Workspace, version: Version, student: Generator, folder: Path
) -> list[Path]:
    family = family_of(version)
    files, readme = family.write_diffusers(version.number, student, workspace.root, folder)
    return [*files, *_write_texts(version, student, readme, folder)]


def _write_texts(version: Version, student: Generator, readme: str, folder: Path) -> list[Path]:
    classes = {
        "pilotline_version": version.number,
        "image_size": student.settings.image_size,
        **family_of(version).export_facts(student),
        "classes": [
            {"label": item.label, "product": item.product_name, "class": item.class_name}
            for item in version.classes
        ],
    }
    marker, guide = folder / _MARKER, folder / "README.md"
    guide.write_text(readme, encoding="utf-8")
    marker.write_text(json.dumps(classes, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [marker, guide]


def _refuse_foreign_files(folder: Path) -> None:
    """An export of ours may be replaced by another; anything else in the folder stays untouched."""
    present = [item.name for item in folder.iterdir()]
    if not present:
        return
    try:
        is_ours = "pilotline_version" in json.loads((folder / _MARKER).read_bytes())
    except (OSError, ValueError, TypeError):
        is_ours = False
    if not is_ours:
        raise UserFixableError(
            f"{folder} holds other files ({min(present)} ...). Choose an empty folder."
        )


def _prove(
    workspace: Workspace, version: Version, form: str, student: Generator, folder: Path
) -> Parity:
    """Read back and compare: the ONNX file with torch, the diffusers folder with the ONNX file."""
    family = family_of(version)
    if form == "onnx":
        parity = family.parity(student, folder / family.onnx_names["student_onnx"])
    else:
        onnx_file = intact_artifact(workspace, version, "student_onnx")
        parity = family.parity(family.read_diffusers(student, folder), onnx_file)
    if not parity.holds:
        raise IntegrityError(
            f"What was written to {folder} differs from the trained network by "
            f"{parity.largest_difference:.2e}; at most {parity.tolerance:.2e} is allowed."
        )
    return parity
