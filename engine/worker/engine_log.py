"""The worker's log file, and where the traces of a fault in native code go."""

import faulthandler
import logging
import logging.handlers
from pathlib import Path
from typing import TextIO

from engine.worker.launch import WorkerRole

_MAX_BYTES = 1_000_000
_BACKUPS = 3

#: Each worker has a file of its own: two processes cannot rotate the same one.
_FILE_NAMES = {
    WorkerRole.TRAINING: "engine.log",
    WorkerRole.INTERACTIVE: "engine-interactive.log",
}


class EngineLog:
    """Log of one worker, kept in the workspace it works for."""

    def __init__(self, role: WorkerRole) -> None:
        self._role = role
        self._folder: Path | None = None
        self._handler: logging.Handler | None = None
        #: Open for as long as the process lives: a segmentation fault writes into it.
        self.faults: TextIO | None = None
        logging.captureWarnings(capture=True)
        logging.getLogger().setLevel(logging.INFO)

    def follow(self, workspace: Path) -> None:
        """Write into this workspace's folder `logs` from now on."""
        folder = workspace / "logs"
        if folder == self._folder or not workspace.is_dir():
            return
        folder.mkdir(exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / _FILE_NAMES[self._role],
            maxBytes=_MAX_BYTES,
            backupCount=_BACKUPS,
            encoding="utf-8",
        )
        handler.setFormatter(
            logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
        )
        self._replace(handler)
        self._folder = folder
        self._catch_faults(folder / f"faults-{self._role}.log")

    def _catch_faults(self, path: Path) -> None:
        before, self.faults = self.faults, path.open("a", encoding="utf-8")
        faulthandler.enable(self.faults)
        if before is not None:
            before.close()

    def _replace(self, handler: logging.Handler) -> None:
        root = logging.getLogger()
        if self._handler is not None:
            root.removeHandler(self._handler)
            self._handler.close()
        root.addHandler(handler)
        self._handler = handler
