"""The student of a version as a torch network."""

from engine.generators.generator import Generator
from engine.operations.families import family_of
from engine.operations.version_session import intact_artifact
from engine.registry import Version, Workspace

#: The role of a second copy of the student: kept by versions of earlier releases, and by those
#: whose ONNX file does not give every weight back.
SNAPSHOT_ROLE = "student"


def load_student(workspace: Workspace, version: Version) -> Generator:
    """The deployed generator, bit for bit as it was trained."""
    if SNAPSHOT_ROLE in version.artifacts:
        snapshot = intact_artifact(workspace, version, SNAPSHOT_ROLE)
        return family_of(version).load(snapshot, workspace.root)
    onnx_file = intact_artifact(workspace, version, "student_onnx")
    return family_of(version).read_onnx(onnx_file, workspace.root)
