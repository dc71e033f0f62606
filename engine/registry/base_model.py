"""The base model of a workspace: a copy of a local model's files, compared by hash, never fetched.

A workspace that draws with Stable Diffusion must not depend on a folder elsewhere that somebody
moves or changes: what its versions were taught on top of lies beside them.
"""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.contract.errors import IntegrityError, UserFixableError
from engine.registry.artifact_store import hash_file
from engine.registry.atomic_file import sync_folder, write_atomically
from engine.registry.entities import BaseModel

FOLDER_NAME = "base_model"
_MANIFEST = "manifest.json"
_PART_SUFFIX = ".copying"


class BaseModelStore:
    """One folder below the workspace; whole with its manifest, or not there."""

    def __init__(self, workspace_root: Path) -> None:
        self.root = workspace_root / FOLDER_NAME

    @property
    def is_there(self) -> bool:
        """Whether the workspace has a base model."""
        return (self.root / _MANIFEST).is_file()

    def read(self) -> BaseModel | None:
        """What the workspace's base model is; None without one.

        Raises:
            IntegrityError: If its list of files cannot be read.
        """
        try:
            document = json.loads((self.root / _MANIFEST).read_bytes())
            return BaseModel(
                name=str(document["name"]),
                image_size=int(document["image_size"]),
                files=dict(document["files"]),
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise IntegrityError(
                "The list of the base model's files cannot be read. Restore the workspace from a "
                "backup."
            ) from error

    def adopt(
        self,
        source: Path,
        files: Sequence[str],
        *,
        name: str,
        image_size: int,
        replaces: bool = False,
        on_file: Callable[[int, int], None] | None = None,
    ) -> BaseModel:
        """Copy these files of a folder, which stays as it is; a half-done copy is begun anew.

        Args:
            source: Where they are.
            files: Paths below it.
            name: How people call the model.
            image_size: Side of the pictures that it draws.
            replaces: Whether one that is there already may go; only where nothing builds on it.
            on_file: Told before each file how many bytes of how many are copied.

        Raises:
            UserFixableError: If there is a base model already, or no room for this one.
            IntegrityError: If a copy does not read back as it was read.
        """
        if self.is_there and not replaces:
            raise UserFixableError(
                "This workspace has a base model already, and its versions build on it. Make "
                "another workspace for another base model."
            )
        for left in self.root.parent.glob(f"{FOLDER_NAME}{_PART_SUFFIX}-*"):
            shutil.rmtree(left, ignore_errors=True)
        sizes = {file: (source / file).stat().st_size for file in files}
        self._refuse_full_disk(sum(sizes.values()))
        part = self.root.with_name(f"{FOLDER_NAME}{_PART_SUFFIX}-{secrets.token_hex(6)}")
        try:
            hashes, done = {}, 0
            for file, size in sizes.items():
                if on_file is not None:
                    on_file(done, sum(sizes.values()))
                hashes[file] = _copy(source / file, part / file)
                done += size
            model = BaseModel(name=name, image_size=image_size, files=hashes)
            document = {"name": name, "image_size": image_size, "files": hashes}
            text = json.dumps(document, ensure_ascii=False, indent=2)
            write_atomically(part / _MANIFEST, text.encode())
            if self.root.exists():
                shutil.rmtree(self.root)
            part.rename(self.root)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        sync_folder(self.root.parent)
        return model

    def verified(self) -> Path:
        """The folder, all of whose files have just been hashed.

        Raises:
            UserFixableError: If the workspace has no base model.
            IntegrityError: If a file is missing or not what was copied.
        """
        if not self.is_there:
            raise UserFixableError(
                "This workspace has no base model. Name the folder of one when you make it."
            )
        for problem in self.problems():
            raise IntegrityError(problem)
        return self.root

    def problems(self) -> list[str]:
        """What is not as it was copied, one sentence each; empty without a base model."""
        try:
            model = self.read()
        except IntegrityError as error:
            return [str(error)]
        return [
            f"The base model's file {name} is missing or not what was copied. Restore the "
            "workspace from a backup."
            for name, wanted in ({} if model is None else model.files).items()
            if not (self.root / name).is_file() or hash_file(self.root / name) != wanted
        ]

    def _refuse_full_disk(self, size: int) -> None:
        free = shutil.disk_usage(self.root.parent).free
        if size > free:
            raise UserFixableError(
                f"The base model takes {size / 2**30:.1f} GB and only {free / 2**30:.1f} GB are "
                "free on the workspace's disk. Free some space first."
            )


def _copy(source: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(target.parent)
    wanted = hash_file(source)
    if hash_file(target) != wanted:
        raise IntegrityError(
            f"{target} does not read back as it was written. Check the disk before going on."
        )
    return wanted
