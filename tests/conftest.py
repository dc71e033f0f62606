"""What holds for every test: no network, no stray windows, warnings, threads or processes."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# Before anything imports Qt: tests draw on no screen, and look the same on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
# Names of things that are looked up on a hub must fail at once rather than wait for a network.
os.environ["HF_HUB_OFFLINE"] = "1"

#: How long a thread or process may take to end after its test.
_GRACE_SECONDS = 5.0

#: How long a test of the window waits for what must happen; a failing one waits for as long.
_PATIENCE_MS = 30_000

#: Threads that belong to a library or the interpreter and live as long as the process.
_LASTING_THREADS = ("pytest_timeout", "QtMainThread", "ThreadPoolExecutor-tqdm", "Dummy-", "tqdm")


@pytest.fixture(autouse=True)
def _user_folders_are_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, caches and workspaces of a test never reach the user's own."""
    home = tmp_path / "home"
    home.mkdir()
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"the test tried to reach {host} over the network")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_unexpected_log_warnings(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Warnings belong to the test that expects them: @pytest.mark.expects_log_warnings."""
    yield
    if request.node.get_closest_marker("expects_log_warnings"):
        return
    records = [r for when in ("setup", "call") for r in caplog.get_records(when)]
    unexpected = [r for r in records if r.levelno >= logging.WARNING]
    if unexpected:
        told = "\n".join(f"{r.name}: {r.getMessage()}" for r in unexpected)
        pytest.fail(f"log warnings, but no @pytest.mark.expects_log_warnings:\n{told}")


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Threads and child processes end with the test that began them."""
    threads_before = set(threading.enumerate())
    children_before = {child.pid for child in psutil.Process().children(recursive=True)}
    yield
    deadline = time.monotonic() + _GRACE_SECONDS
    while left := _left_running(threads_before, children_before):
        if time.monotonic() > deadline:
            pytest.fail(f"left running after the test: {', '.join(left)}")
        time.sleep(0.02)


def _left_running(threads: set[threading.Thread], children: set[int]) -> list[str]:
    new_threads = [
        f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread not in threads and not thread.name.startswith(_LASTING_THREADS)
    ]
    new_children = [
        f"process {child.pid} ({child.name()})"
        for child in psutil.Process().children(recursive=True)
        if child.pid not in children and _is_running(child)
    ]
    return new_threads + new_children


def _is_running(child: psutil.Process) -> bool:
    """Whether it still does something; multiprocessing's own tracker lives as long as we do."""
    try:
        command = " ".join(child.cmdline())
        return child.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in command
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(autouse=True)
def _no_modal_dialogs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A modal dialog would wait for ever; tests of the window answer or replace it themselves."""
    if "qtbot" not in request.fixturenames and "qapp" not in request.fixturenames:
        return
    from PySide6.QtWidgets import QDialog, QMessageBox

    def refuse(*_: object, **__: object) -> int:
        raise AssertionError("a modal dialog was opened and would hang the test")

    monkeypatch.setattr(QDialog, "exec", refuse)
    for name in ("critical", "information", "question", "warning"):
        monkeypatch.setattr(QMessageBox, name, refuse)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> "QtBot":
    """pytest-qt's own, but patient: what a test waits for may take long on a busy machine."""
    from pytestqt.qtbot import QtBot

    bot = QtBot(request)
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(bot, name, partial(getattr(bot, name), timeout=_PATIENCE_MS))
    return bot
