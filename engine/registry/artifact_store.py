"""Content-addressed files: a file's name is the SHA-256 of what it holds."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.contract.errors import IntegrityError
from engine.registry.atomic_file import sync_folder

_CHUNK_BYTES = 1 << 20
_SHA256_LENGTH = 64


class ArtifactStore:
    """Weights, canaries and acceptance images under `artifacts/ab/cdef...`.

    A hash is handed out only after the file has been written, synced, renamed, opened again and
    hashed: whoever stores the hash in a row may rely on the file.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_bytes(self, data: bytes) -> str:
        """Store `data` and return its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._holds(sha256):
            return sha256
        temporary = self._temporary_file()
        try:
            with temporary.open("xb") as file:
                file.write(data)
                _flush_to_disk(file)
            self._install(temporary, sha256)
        finally:
            temporary.unlink(missing_ok=True)
        return sha256

    def put_file(self, path: Path) -> str:
        """Store a copy of `path`, which stays as it is, and return its SHA-256."""
        temporary = self._temporary_file()
        digest = hashlib.sha256()
        try:
            with path.open("rb") as source, temporary.open("xb") as file:
                for chunk in _chunks(source):
                    digest.update(chunk)
                    file.write(chunk)
                _flush_to_disk(file)
            sha256 = digest.hexdigest()
            if not self._holds(sha256):
                self._install(temporary, sha256)
        finally:
            temporary.unlink(missing_ok=True)
        return sha256

    def path(self, sha256: str) -> Path:
        """Where the file is; raises IntegrityError if it is missing. `verify` hashes it."""
        path = self._place(sha256)
        if not path.is_file():
            raise IntegrityError(f"Artifact {sha256} is missing from {self.root}.")
        return path

    def read_bytes(self, sha256: str) -> bytes:
        """What the file holds; raises IntegrityError if it is missing or not what was stored."""
        data = self.path(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise IntegrityError(f"Artifact {sha256} does not hold what was stored.")
        return data

    def verify(self, sha256: str) -> bool:
        """Whether the file is there and still holds what was stored."""
        path = self._place(sha256)
        return path.is_file() and hash_file(path) == sha256

    def __contains__(self, sha256: str) -> bool:
        """Whether there is such a file; `verify` hashes it."""
        return self._place(sha256).is_file()

    def size_bytes(self, sha256: str) -> int:
        """Size of the file; 0 where there is none."""
        try:
            return self._place(sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self, sha256: str) -> int:
        """Delete a file that no row needs; returns the bytes, 0 if it was gone or is in use."""
        size = self.size_bytes(sha256)
        try:
            self._place(sha256).unlink()
        except OSError:
            return 0  # gone already, or open in another program: a later call deletes it
        return size

    def stored(self) -> Iterator[str]:
        """The hashes that the file names in the store claim."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(folder.iterdir()):
                sha256 = folder.name + file.name
                if len(sha256) == _SHA256_LENGTH:
                    yield sha256

    def leftovers(self) -> Iterator[Path]:
        """Temporary files, of writes under way or torn off."""
        yield from sorted(self.root.glob("*.tmp"))

    def _place(self, sha256: str) -> Path:
        # A hash may come from a row somebody has tampered with: it must not lead out of the store.
        if len(sha256) != _SHA256_LENGTH or set(sha256) - set("0123456789abcdef"):
            raise IntegrityError(f"{sha256!r} is not the SHA-256 of an artifact.")
        return self.root / sha256[:2] / sha256[2:]

    def _holds(self, sha256: str) -> bool:
        if not self.verify(sha256):
            return False
        # Tells `free_storage` that the file is wanted again although no row names it yet.
        os.utime(self._place(sha256))
        return True

    def _temporary_file(self) -> Path:
        self.root.mkdir(parents=True, exist_ok=True)
        return self.root / f"{secrets.token_hex(12)}.tmp"

    def _install(self, temporary: Path, sha256: str) -> None:
        target = self._place(sha256)
        target.parent.mkdir(exist_ok=True)
        temporary.replace(target)
        sync_folder(target.parent)
        sync_folder(self.root)
        if not self.verify(sha256):
            raise IntegrityError(
                f"{target} does not read back as it was written. Check the disk before going on."
            )


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk


def _flush_to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
