"""Opens every file of a folder once and records what the checks and the registration need."""

import hashlib
import unicodedata
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import RefusedFile
from engine.contract.job_context import JobContext, Progress
from engine.imaging.decode import DecodedImage, UnreadableImageError, decode_bytes, read_file
from engine.imaging.folder_files import FolderContents, FolderFile, list_folder

#: Edge of the small picture by which near duplicates are confirmed.
LOOK_SIZE = 16

# Decoders let go of the interpreter; more threads only fill the memory with large photographs.
_READERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRecord:
    """A usable photograph."""

    path: Path
    #: Relative to the folder, with "/" between its parts.
    file: str
    class_name: str
    depth: int
    sha256: str
    size_bytes: int
    width: int
    height: int
    is_gray: bool
    frames: int
    #: Hash of the upright pixels: equal for equal pictures in different files.
    pixels_sha256: str
    #: 64-bit difference hash.
    difference_hash: int
    #: LOOK_SIZE x LOOK_SIZE x 3 RGB values.
    look: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderScan:
    """Every file of a folder: the usable ones and, with reasons, the others."""

    root: Path
    records: tuple[ImageRecord, ...]
    refused: tuple[RefusedFile, ...]
    #: First-level folders in which there is no usable photograph.
    barren_folders: tuple[str, ...] = ()

    def renamed(self, class_names: Mapping[str, str]) -> "FolderScan":
        """The same scan with folders' names replaced by class names; equal names merge."""
        class_names = {unicodedata.normalize("NFC", key): name for key, name in class_names.items()}
        known = {record.class_name for record in self.records}
        unknown = sorted(set(class_names) - known)
        if unknown:
            raise UserFixableError(
                f"There is no class folder {', '.join(map(repr, unknown))} with photographs in "
                f"{self.root}. There are: {', '.join(sorted(known))}."
            )
        return replace(
            self,
            records=tuple(
                replace(record, class_name=class_names.get(record.class_name, record.class_name))
                for record in self.records
            ),
        )


def scan_folder(images_dir: str, context: JobContext) -> FolderScan:
    """Read and decode every file; nothing in the folder is changed."""
    contents = list_folder(images_dir)
    total = len(contents.files)
    records: list[ImageRecord] = []
    refused = list(contents.left_out)
    with ThreadPoolExecutor(_READERS, thread_name_prefix="reader") as pool:
        try:
            outcomes = pool.map(lambda file: _inspect(file, contents), contents.files)
            for step, outcome in enumerate(outcomes, start=1):
                if isinstance(outcome, ImageRecord):
                    records.append(outcome)
                else:
                    refused.append(outcome)
                context.report_progress(
                    Progress(
                        stage="reading",
                        step=step,
                        step_count=total,
                        fraction=step / total,
                    )
                )
                context.honour_requests()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return FolderScan(
        root=contents.root,
        records=tuple(records),
        refused=tuple(sorted(refused, key=lambda item: item.file)),
        barren_folders=tuple(
            sorted(set(contents.class_folders) - {record.class_name for record in records})
        ),
    )


def read_record(path: Path, file: str, class_name: str) -> ImageRecord:
    """A photograph anywhere, under the name that it is to have; raises UnreadableImageError."""
    data = read_file(path)
    item = FolderFile(path=path, file=file, class_name=class_name, depth=0)
    return _record(item, data, decode_bytes(data))


def _inspect(item: FolderFile, contents: FolderContents) -> ImageRecord | RefusedFile:
    try:
        data = read_file(item.path)
        image = decode_bytes(data)
    except UnreadableImageError as error:
        return RefusedFile(file=item.file, reason=str(error))
    if contents.class_folders and item.depth == 0:
        return RefusedFile(
            file=item.file,
            reason="It stands beside the class folders. Move it into the folder of its class.",
        )
    return _record(item, data, image)


def _record(item: FolderFile, data: bytes, image: DecodedImage) -> ImageRecord:
    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    look = cv2.resize(image.pixels, (LOOK_SIZE, LOOK_SIZE), interpolation=cv2.INTER_AREA)
    size = f"{image.width}x{image.height}".encode()
    return ImageRecord(
        path=item.path,
        file=item.file,
        class_name=item.class_name,
        depth=item.depth,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        width=image.width,
        height=image.height,
        is_gray=image.is_gray,
        frames=image.frames,
        pixels_sha256=hashlib.sha256(size + image.pixels.tobytes()).hexdigest(),
        difference_hash=_difference_hash(gray),
        look=look.tobytes(),
    )


def _difference_hash(gray: cv2.typing.MatLike) -> int:
    """Whether each of 8 x 8 patches is darker than its right neighbour (Krawetz 2013, dHash)."""
    small = cv2.resize(gray, (9, 8), interpolation=cv2.INTER_AREA)
    bits = np.packbits(small[:, :-1] < small[:, 1:])
    return int.from_bytes(bits.tobytes(), "big")
