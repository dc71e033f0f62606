"""Export: write a version out for other programs, as ONNX files or as a folder of diffusers."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import ExportResult
from engine.contract.specs import ExportSpec
from engine.generators.generator import Generator
from engine.inference.onnx_export import Parity
from engine.operations.families import family_of
from engine.operations.output_folder import prepare_output_folder
from engine.operations.student_network import load_student
from engine.operations.version_session import drawing_files, intact_artifact
from engine.registry import Version, Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Writes a version's student; the files, and how far they are from it when they are read back.
_Writer: TypeAlias = Callable[[Workspace, Version, Generator, Path], tuple[list[Path], Parity]]
#: Its presence says that everything in the folder is ours and may be written anew.
_MARKER = "classes.json"


def run_export(workspace: Workspace, spec: ExportSpec, context: JobContext) -> ExportResult:
    """Write the version's student into an empty folder, or over an earlier export of ours."""
    writers: Mapping[str, _Writer] = {
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
    files, parity = write(workspace, version, student, folder)
    context.honour_requests()
    _refuse_different(parity, folder)
    return ExportResult(
        files=tuple(str(file) for file in files), largest_difference=parity.largest_difference
    )


def _write_onnx(
    workspace: Workspace, version: Version, student: Generator, folder: Path
) -> tuple[list[Path], Parity]:
    """Also read back and compared with the trained network."""
    written = family_of(version).write_onnx(drawing_files(workspace, version), folder)
    recogniser = folder / "recogniser.onnx"
    shutil.copyfile(intact_artifact(workspace, version, "recogniser_onnx"), recogniser)
    readme = family_of(version).onnx_readme(version.number, student)
    texts = _write_texts(version, student, readme, folder)
    return [*written.values(), recogniser, *texts], family_of(version).parity(student, written)


def _write_diffusers(
    workspace: Workspace, version: Version, student: Generator, folder: Path
) -> tuple[list[Path], Parity]:
    """Also read back and compared with the version's ONNX files."""
    family = family_of(version)
    files, readme = family.write_diffusers(version.number, student, workspace.root, folder)
    read = family.read_diffusers(student, folder)
    parity = family.parity(read, drawing_files(workspace, version))
    return [*files, *_write_texts(version, student, readme, folder)], parity


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


def _refuse_different(parity: Parity, folder: Path) -> None:
    if not parity.holds:
        raise IntegrityError(
            f"What was written to {folder} differs from the trained network by "
            f"{parity.largest_difference:.2e}; at most {parity.tolerance:.2e} is allowed."
        )
