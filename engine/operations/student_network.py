"""The student of a version as a torch network."""

from engine.generators.pixel_diffusion import PixelDiffusion, load_snapshot
from engine.inference.onnx_weights import load_onnx_generator
from engine.operations.version_session import intact_artifact
from engine.registry import Version, Workspace

#: The role of a second copy of the student: kept by versions of earlier releases, and by those
#: whose ONNX file does not give every weight back.
SNAPSHOT_ROLE = "student"


def load_student(workspace: Workspace, version: Version) -> PixelDiffusion:
    """The deployed generator, bit for bit as it was trained."""
    if SNAPSHOT_ROLE in version.artifacts:
        return load_snapshot(intact_artifact(workspace, version, SNAPSHOT_ROLE))
    return load_onnx_generator(intact_artifact(workspace, version, "student_onnx"))
