"""What the window's benchmark reads out of Python's import profile."""

from engine.benchmarks.window import early_packages, read_profile

PROFILE = """import time: self [us] | cumulative | imported package
import time:       211 |        211 |   _io
import time:      1500 |       9000 |     PySide6.QtCore
import time:        40 |      20000 | desktop_app.application
"""


def test_every_line_of_the_profile_but_its_heading_is_read():
    found = read_profile(PROFILE)
    assert found == [
        ("_io", 0.000211),
        ("PySide6.QtCore", 0.0015),
        ("desktop_app.application", 0.00004),
    ]


def test_what_is_loaded_too_early_is_named():
    assert early_packages(read_profile(PROFILE)) == []
    profile = f"{PROFILE}import time:  9 |  9 | sqlalchemy\nimport time:  9 |  9 | mako.cache\n"
    assert early_packages(read_profile(profile)) == ["sqlalchemy"]
