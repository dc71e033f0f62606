"""FileWriter: has one file written on a thread of its own, whole or not at all."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOutcome:
    """What came of writing."""

    path: Path
    error: str = ""


class FileWriter(QObject):
    """Writes beside the place and renames, so that no half file is taken for a whole one.

    Signals:
        finished: Carries the WriteOutcome.
    """

    finished = Signal(WriteOutcome)

    def write(self, path: Path, write: Callable[[Path], None]) -> None:
        """Let `write` make the file at the path it is given; `finished` answers."""
        QThreadPool.globalInstance().start(partial(_write, self, path, write))


def _write(owner: FileWriter, path: Path, write: Callable[[Path], None]) -> None:
    part = path.with_name(f"{path.name}.part")
    error = ""
    try:
        write(part)
        part.replace(path)
    except OSError as problem:
        error = problem.strerror or str(problem)
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    owner.finished.emit(WriteOutcome(path=path, error=error))
