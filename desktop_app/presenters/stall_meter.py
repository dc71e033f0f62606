"""StallMeter: how long the window's thread could not answer, seen by a quick timer in it."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 5


class StallMeter(QObject):
    """Ticks in the thread that made it; what comes later than it should is a stall."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Measure from now on."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def percentile_ms(self, share: float) -> float:
        """The stall that this share of all ticks did not exceed; 1.0 is the longest."""
        ordered = sorted(self.stalls_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.stalls_ms.append(max(0.0, (now - self._last) * 1000 - INTERVAL_MS))
        self._last = now
