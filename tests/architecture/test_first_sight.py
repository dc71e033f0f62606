"""The first sight of the window: what has been painted by then, and what has not been loaded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.benchmarks.window import LATE_PACKAGES

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]

#: Stands in for `desktop_app.__main__` up to the moment that the benchmark measures.
START = """
import json, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from desktop_app import application

class Painted(QObject):
    def __init__(self):
        super().__init__()
        self.names = set()
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.objectName():
            self.names.add(watched.objectName())
        return False

def tell():
    print(json.dumps({"modules": sorted(sys.modules), "painted": sorted(seen.names)}))
    started.program.window.close()

seen = Painted()
sys.argv = ["pilotline"]
make = application.make_application
def watched(arguments):
    made = make(arguments)
    made.installEventFilter(seen)
    return made
application.make_application = watched
started = application.start_program(WORKSPACE, "en")
started.first_paint.painted.connect(tell)
code = started.wait()
print("closed", code)
"""


@pytest.fixture(scope="module")
def first_sight(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first_sight")
    homes = ("HOME", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    done = subprocess.run(
        [sys.executable, "-c", START.replace("WORKSPACE", repr(str(folder / "workspace")))],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(homes, str(folder))},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told, closed = done.stdout.splitlines()
    assert closed == "closed 0"
    return json.loads(told)


def test_the_first_sight_loads_nothing_that_can_wait(first_sight) -> None:
    assert set(first_sight["modules"]) & set(LATE_PACKAGES) == set()


def test_the_first_sight_loads_no_page_but_its_own(first_sight) -> None:
    pages = {m for m in first_sight["modules"] if m.startswith("desktop_app.pages.")}
    assert {m for m in pages if m.endswith("_page")} == {"desktop_app.pages.products_page"}
    assert "desktop_app.engine_bridge.engine_host" not in first_sight["modules"]


def test_the_first_sight_is_the_whole_window(first_sight) -> None:
    painted = set(first_sight["painted"])
    # Its page too, not an empty frame; what the workspace holds follows when that is open.
    assert {"rail", "nav_products", "productsPage", "statusStrip"} <= painted
