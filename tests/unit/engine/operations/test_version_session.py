import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.operations.version_session import intact_artifact
from engine.registry import Version, VersionState, Workspace


def test_an_intact_file_is_handed_out(workspace: Workspace, bracket_version: Version) -> None:
    path = intact_artifact(workspace, bracket_version, "teacher")
    assert path.is_file()
    path.write_bytes(b"something else")
    with pytest.raises(IntegrityError, match="teacher of version 1 is missing or not what"):
        intact_artifact(workspace, bracket_version, "teacher")
    with pytest.raises(IntegrityError, match="has no decoder stored"):
        intact_artifact(workspace, bracket_version, "decoder")


def test_a_freed_teacher_is_refused_with_a_sentence(
    workspace: Workspace, bracket_version: Version
) -> None:
    workspace.versions.set_state(1, VersionState.REJECTED)
    workspace.free_old_teachers()
    version = workspace.versions.get(1)
    with pytest.raises(UserFixableError, match=r"The teacher of version 1 was freed on 20\d\d-"):
        intact_artifact(workspace, version, "teacher")
    assert intact_artifact(workspace, version, "student_onnx").is_file()
