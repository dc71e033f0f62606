"""FileCopier: copies files on a thread of its own, so that the window never waits for a disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from typing_extensions import override

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
        QThreadPool.globalInstance().start(_Copy(self, files, folder))


class _Copy(QRunnable):
    def __init__(self, owner: FileCopier, files: Sequence[Path], folder: Path) -> None:
        super().__init__()
        self._owner = owner
        self._files = list(files)
        self._folder = folder

    @override
    def run(self) -> None:
        copied = 0
        error = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for file in self._files:
                shutil.copyfile(file, _free_name(self._folder, file.name))
                copied += 1
        except OSError as problem:
            error = problem.strerror or str(problem)
        self._owner.finished.emit(CopyOutcome(folder=self._folder, copied=copied, error=error))


def _free_name(folder: Path, name: str) -> Path:
    target = folder / name
    number = 2
    while target.exists():
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return target
