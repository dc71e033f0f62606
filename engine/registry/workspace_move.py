"""Moving a workspace's folder to another place, also to another disk."""

import os
import shutil
from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.registry.artifact_store import hash_file
from engine.registry.atomic_file import sync_folder

#: What a half-done copy is called; it is deleted when the move is tried again.
_PART_SUFFIX = ".moving"


def move_folder(root: Path, target: Path) -> None:
    """Move a closed workspace; on failure it stands where it stood, whole.

    On the same disk that is one rename. To another disk the files are copied and compared before
    the new folder gets its name; the old folder goes last.

    Raises:
        UserFixableError: If the new place will not do, is full, or a file is in use.
    """
    _refuse_place(root, target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rmdir()  # empty, as has just been checked
        if _is_same_disk(root, target.parent):
            root.rename(target)
        else:
            _move_to_other_disk(root, target)
        sync_folder(target.parent)
    except OSError as error:
        raise UserFixableError(
            f"The workspace cannot be moved to {target}: {error.strerror or error}. It is still "
            f"in {root}."
        ) from error


def _refuse_place(root: Path, target: Path) -> None:
    if target == root:
        raise UserFixableError(f"The workspace is in {root} already.")
    if target.is_relative_to(root):
        raise UserFixableError(
            f"{target} lies inside the workspace. Choose a folder outside of it."
        )
    if target.exists() and not target.is_dir():
        raise UserFixableError(f"{target} is a file. Choose a folder for the workspace.")
    if target.exists() and any(target.iterdir()):
        raise UserFixableError(f"{target} is not empty. Choose an empty or a new folder.")


def _is_same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _move_to_other_disk(root: Path, target: Path) -> None:
    part = target.with_name(target.name + _PART_SUFFIX)
    shutil.rmtree(part, ignore_errors=True)
    needed = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    free = shutil.disk_usage(target.parent).free
    if needed > free:
        raise UserFixableError(
            f"The disk of {target} lacks room: the workspace takes {needed >> 20} MB and "
            f"{free >> 20} MB are free. Free some space or choose another disk."
        )
    try:
        shutil.copytree(root, part, symlinks=True)
        _compare(root, part)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    # The workspace is in its new place; what cannot be deleted of the old one harms nothing.
    shutil.rmtree(root, ignore_errors=True)


def _compare(root: Path, copy: Path) -> None:
    for file in root.rglob("*"):
        if file.is_symlink() or not file.is_file():
            continue
        twin = copy / file.relative_to(root)
        if os.name != "nt":  # there a file must be open for writing, and a read-only one cannot be
            with twin.open("rb") as stream:
                os.fsync(stream.fileno())
        if hash_file(file) != hash_file(twin):
            raise UserFixableError(
                f"{twin} does not hold what was copied to it. Check that disk, and move again. "
                f"The workspace is still in {root}."
            )
