"""PictureJudgements: what people think of generated pictures, in a journal beside the pictures."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.registry.atomic_file import sync_folder

JOURNAL_NAME = "judgements.jsonl"
HIGHEST_RATING = 5


class PictureFlag(StrEnum):
    """Whether a picture is to be used."""

    UNJUDGED = "unjudged"
    PICKED = "picked"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was said of a picture; a rating of 0 is none."""

    flag: PictureFlag = PictureFlag.UNJUDGED
    rating: int = 0


class PictureJudgements:
    """A journal of one line a judgement, of which the last one of a picture holds.

    Lines are only added, so that judging costs the same among ten pictures and a hundred thousand,
    and a power cut can tear the last line alone, which is then as if it had not been written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / JOURNAL_NAME

    def read(self) -> dict[str, Judgement]:
        """Judgements by the picture's path below the folder, with forward slashes."""
        if not self._file.is_file():
            return {}
        found: dict[str, Judgement] = {}
        for line in self._file.read_bytes().split(b"\n"):
            entry = _entry(line)
            if entry is not None:
                found[entry[0]] = entry[1]
        return found

    def judge(self, files: Iterable[Path], judgement: Judgement) -> None:
        """Write down the same judgement of these pictures; on disk when this returns."""
        if not 0 <= judgement.rating <= HIGHEST_RATING:
            raise UserFixableError(
                f"{judgement.rating} is no rating. Give 1 to {HIGHEST_RATING}, or 0 for none."
            )
        said = {"flag": judgement.flag.value, "rating": judgement.rating}
        lines = "".join(
            json.dumps({"file": self._key(file), **said}, ensure_ascii=False) + "\n"
            for file in files
        )
        is_new = not self._file.exists()
        try:
            with self._file.open("ab+") as journal:
                # A torn line must not swallow the one that follows it.
                torn = "\n" if _ends_torn(journal.fileno()) else ""
                journal.write((torn + lines).encode())
                journal.flush()
                os.fsync(journal.fileno())
            if is_new:
                sync_folder(self._folder)
        except OSError as error:
            raise UserFixableError(
                f"The judgement could not be written to {self._file}: {error.strerror or error}."
            ) from error

    def _key(self, file: Path) -> str:
        try:
            return file.relative_to(self._folder).as_posix()
        except ValueError as error:
            raise UserFixableError(
                f"{file} is not among the workspace's generated pictures, so it cannot be judged."
            ) from error


def _ends_torn(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    if not size:
        return False
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) != b"\n"


def _entry(line: bytes) -> tuple[str, Judgement] | None:
    """None for a line that a power cut or a stranger has left."""
    try:
        said = json.loads(line)
        rating = int(said["rating"])
        if not 0 <= rating <= HIGHEST_RATING:
            return None
        return str(said["file"]), Judgement(flag=PictureFlag(said["flag"]), rating=rating)
    except (ValueError, KeyError, TypeError):
        return None
