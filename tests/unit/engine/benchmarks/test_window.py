"""What the window's benchmark reads out of Python's import profile."""

from engine.benchmarks.window import _IMPORT_LINE

PROFILE = """import time: self [us] | cumulative | imported package
import time:       211 |        211 |   _io
import time:      1500 |       9000 |     PySide6.QtCore
import time:        40 |      20000 | desktop_app.application
"""


def test_every_line_of_the_profile_but_its_heading_is_read():
    found = [(int(own), name) for own, _, _, name in _IMPORT_LINE.findall(PROFILE)]
    assert found == [(211, "_io"), (1500, "PySide6.QtCore"), (40, "desktop_app.application")]
