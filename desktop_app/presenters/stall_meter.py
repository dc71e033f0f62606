"""StallMeter: how long the window's thread could not answer, seen by a quick timer in it."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 5


class StallMeter(QObject):
    """Ticks in the thread that made it; what comes later than it should is a stall."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        #: How much later than it should each tick came.
        self.stalls_ms: list[float] = []
        #: What this thread itself computed before each tick: its own share of the stall, which no
        #: other program on the machine lengthens.
        self.work_ms: list[float] = []
        self._last = 0.0
        self._last_work = 0.0
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Measure from now on."""
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def percentile_ms(self, share: float) -> float:
        """The stall that this share of all ticks did not exceed; 1.0 is the longest."""
        return _percentile(self.stalls_ms, share)

    def work_percentile_ms(self, share: float) -> float:
        """The same of what the thread itself computed."""
        return _percentile(self.work_ms, share)

    def _on_tick(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self.stalls_ms.append(max(0.0, (now - self._last) * 1000 - INTERVAL_MS))
        self.work_ms.append((work - self._last_work) * 1000)
        self._last, self._last_work = now, work


def _percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
