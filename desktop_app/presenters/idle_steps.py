"""IdleSteps: does what can wait, one step at a time, whenever nothing else is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class IdleSteps(QObject):
    """Clicks and keys come first: each step is one round of the event loop."""

    def __init__(
        self, steps: Iterable[Callable[[], object]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._left = iter(steps)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._take_one)

    def start(self) -> None:
        """Begin with the next round of events."""
        self._timer.start(0)

    def stop(self) -> None:
        """Leave what is not done yet."""
        self._timer.stop()

    def _take_one(self) -> None:
        step = next(self._left, None)
        if step is None:
            self._timer.stop()
        else:
            step()
