"""Measures the window from inside: language switch, memory, and stalls while an update runs."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.application import Program, start_program
from desktop_app.presenters.process_age import process_age_seconds
from desktop_app.presenters.stall_meter import StallMeter
from engine.contract.specs import Preset, UpdateSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import (
        JobCancelled,
        JobFailed,
        JobProgressed,
        JobSucceeded,
        WorkerStopped,
    )

#: What the desktop process has no use for.
HEAVY_MODULES = ("torch", "diffusers", "onnxruntime", "cv2", "scipy", "sklearn")
_PAGES = ("products", "update", "generate", "versions", "quality", "records", "settings")
#: Of each page, there and back.
_SWITCHES = 2
#: After the workspace is open, until thumbnails and the like have come to rest.
_SETTLE_MS = 2000


class WindowMeasuring(QObject):
    """Goes through the window like a user, writes what it saw into a file, and closes the window.

    The workspace has to hold a product that is not learned yet.
    """

    def __init__(self, program: Program, client: EngineClient, file: Path, preset: Preset) -> None:
        super().__init__(program)
        self._program = program
        self._client = client
        self._file = file
        self._preset = preset
        self._meter = StallMeter(self)
        self._figures: dict[str, object] = {}
        self._progress_events = 0
        self._started = 0.0
        self._is_begun = False
        client.facts_changed.connect(self._on_facts_changed)
        client.job_progressed.connect(self._on_progressed)
        client.job_succeeded.connect(self._on_ended)
        client.job_failed.connect(self._on_ended)
        client.job_cancelled.connect(self._on_ended)
        # An update that was interrupted must not keep the window open for ever.
        client.worker_stopped.connect(self._on_ended)

    def _on_facts_changed(self, _facts: object) -> None:
        if not self._is_begun:
            self._is_begun = True
            # What the first sight leaves for later must not be long in coming either.
            self._figures["workspace_shown_seconds"] = process_age_seconds()
            QTimer.singleShot(_SETTLE_MS, self, self._look_around)

    def _look_around(self) -> None:
        window = self._program.window
        self._figures["heavy_modules"] = [name for name in HEAVY_MODULES if name in sys.modules]
        self._figures["memory_at_start_mb"] = _memory_mb()
        for page in _PAGES:
            window.go_to(page)
            QApplication.processEvents()
        seconds = []
        for _ in range(_SWITCHES):
            for page in _PAGES:
                for code in ("ja", "en"):
                    window.go_to(page)
                    QApplication.processEvents()
                    started = time.perf_counter()
                    window.use_language(code)
                    # The first sight counts, not what follows it.
                    QApplication.processEvents()
                    seconds.append(time.perf_counter() - started)
        self._figures["language_switch_seconds"] = seconds
        self._figures["memory_all_pages_mb"] = _memory_mb()
        window.go_to("update")
        QTimer.singleShot(_SETTLE_MS, self, self._update)

    def _update(self) -> None:
        self._started = time.monotonic()
        self._meter.start()
        self._client.submit_update(UpdateSpec(preset=self._preset))

    def _on_progressed(self, event: JobProgressed) -> None:
        self._progress_events += event.job_id > 0

    def _on_ended(self, event: JobSucceeded | JobFailed | JobCancelled | WorkerStopped) -> None:
        if event.job_id is None or event.job_id <= 0:
            return
        # What the outcome's own showing costs is part of the update.
        QTimer.singleShot(_SETTLE_MS, self, lambda: self._finish(type(event).__name__))

    def _finish(self, outcome: str) -> None:
        self._meter.stop()
        self._figures |= {
            "update_outcome": outcome,
            "update_seconds": time.monotonic() - self._started,
            "progress_events": self._progress_events,
            "ticks": len(self._meter.stalls_ms),
            "stall_99_ms": self._meter.percentile_ms(0.99),
            "stall_99_9_ms": self._meter.percentile_ms(0.999),
            "stall_longest_ms": self._meter.percentile_ms(1.0),
            "memory_after_update_mb": _memory_mb(),
        }
        self._file.write_text(json.dumps(self._figures), encoding="utf-8")
        self._program.window.close()


def run_measuring(workspace: str, file: str, preset: str) -> int:
    """Open the window, measure it, close it."""
    started = start_program(workspace, "en")
    WindowMeasuring(started.program, started.client, Path(file), Preset(preset))
    return started.wait()


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss / 1024**2)
