"""Opening what a version has stored, after a look whether it still is what was stored."""

from pathlib import Path

from engine.contract.errors import IntegrityError, UserFixableError
from engine.inference.generation import Networks, open_networks
from engine.inference.latent_generation import is_drawing_role
from engine.inference.session import Session, open_session
from engine.registry import Version, Workspace


def chosen_version(workspace: Workspace, number: int | None) -> Version:
    """The version of that number, or the active one."""
    if number is not None:
        return workspace.versions.get(number)
    active = workspace.versions.active()
    if active is None:
        raise UserFixableError("Nothing is live yet: run an update and approve it.")
    return active


def artifact_hash(version: Version, role: str) -> str:
    """SHA-256 of the file a version keeps in this role.

    Raises:
        UserFixableError: If the file was given up to save space.
    """
    if freed_at := version.freed.get(role):
        raise UserFixableError(
            f"The {role} of version {version.number} was freed on {freed_at:%Y-%m-%d} to save "
            "space. Its student still draws and can be exported."
        )
    sha256 = version.artifacts.get(role)
    if sha256 is None:
        raise IntegrityError(f"Version {version.number} has no {role} stored.")
    return sha256


def intact_artifact(workspace: Workspace, version: Version, role: str) -> Path:
    """The file a version keeps in this role; its hash has just been checked."""
    sha256 = artifact_hash(version, role)
    if not workspace.artifacts.verify(sha256):
        raise IntegrityError(
            f"The {role} of version {version.number} is missing or not what was stored. "
            "Roll back to another version, or restore the workspace from a backup."
        )
    return workspace.artifacts.path(sha256)


def open_student(workspace: Workspace, version: Version) -> Networks:
    """What draws a version's pictures: its student, and what belongs to it."""
    return open_networks(drawing_files(workspace, version))


def drawing_files(workspace: Workspace, version: Version) -> dict[str, Path]:
    """Role to file of what draws a version's pictures."""
    roles = {"student_onnx", *(role for role in version.artifacts if is_drawing_role(role))}
    return {role: intact_artifact(workspace, version, role) for role in sorted(roles)}


def open_version(workspace: Workspace, version: Version, role: str) -> Session:
    """A session on one of a version's ONNX files."""
    return open_session(intact_artifact(workspace, version, role))
