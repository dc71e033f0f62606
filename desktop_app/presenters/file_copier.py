"""FileCopier: copies files on a thread of its own, so that the window never waits for a disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOutcome:
    """What came of copying."""

    folder: Path
    copied: int
    error: str = ""


class FileCopier(QObject):
    """Copies files into a folder and never overwrites one that stands there.

    Signals:
        finished: Carries the CopyOutcome.
    """

    finished = Signal(CopyOutcome)

    def copy(self, files: Sequence[Path], folder: Path) -> None:
        """Copy these files; `finished` answers."""
        QThreadPool.globalInstance().start(partial(_copy, self, list(files), folder))


def _copy(owner: FileCopier, files: Sequence[Path], folder: Path) -> None:
    copied = 0
    error = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(file, _free_name(folder, file.name))
            copied += 1
    except OSError as problem:
        error = problem.strerror or str(problem)
    owner.finished.emit(CopyOutcome(folder=folder, copied=copied, error=error))


def _free_name(folder: Path, name: str) -> Path:
    target = folder / name
    number = 2
    while target.exists():
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return target
