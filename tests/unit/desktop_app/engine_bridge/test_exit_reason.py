import sys

import pytest

from desktop_app.engine_bridge.exit_reason import exit_reason


@pytest.mark.parametrize(
    ("exit_code", "words"),
    [
        (1, "unexpectedly (exit code 1)"),
        (0, "unexpectedly (exit code 0)"),
        (0xC0000005, "driver or library"),
        (-1073741819, "driver or library"),  # the same access violation, read as signed
        (0xC0000017, "memory ran out"),
    ],
)
def test_exit_code_is_explained(exit_code: int, words: str) -> None:
    reason = exit_reason(exit_code)
    assert words in reason
    assert reason.endswith("Everything up to its last checkpoint is kept.")


@pytest.mark.skipif(sys.platform == "win32", reason="has no signals")
@pytest.mark.parametrize(("exit_code", "words"), [(-9, "memory ran out"), (-11, "driver")])
def test_signal_is_explained(exit_code: int, words: str) -> None:
    assert words in exit_reason(exit_code)
