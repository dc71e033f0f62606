"""PictureReading: looks for generated pictures bit by bit, so that the engine thread stays free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.engine_bridge.notices import PicturesRead

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from engine.registry.generated_pictures import DrawnPicture


class PictureReading(QObject):
    """Lives on the engine thread; starting anew gives up the reading before.

    Signals:
        finished: Carries PicturesRead.
        failed: Carries the exception.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._root: Path | None = None
        self._reading: Generator[int, None, tuple[DrawnPicture, ...]] | None = None
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._read_on)

    def start(self, root: Path, reading: Generator[int, None, tuple[DrawnPicture, ...]]) -> None:
        """Read; other requests are carried out between two portions."""
        self._root = root
        self._reading = reading
        self._next.start()

    def stop(self) -> None:
        """Give the reading up."""
        self._next.stop()
        self._reading = None

    @Slot()
    def _read_on(self) -> None:
        if self._reading is None or self._root is None:
            return
        try:
            next(self._reading)
        except StopIteration as end:
            self.stop()
            self.finished.emit(PicturesRead(root=self._root, pictures=end.value))
        except Exception as error:  # noqa: BLE001  (an exception in a slot would only be printed)
            self.stop()
            self.failed.emit(error)
