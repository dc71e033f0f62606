import sys

import numpy as np
import psutil
import pytest

from engine.training.memory import peak_memory_mb, reset_peak_memory


def test_the_peak_is_no_less_than_what_is_held_now() -> None:
    held = psutil.Process().memory_info().rss / 2**20
    assert held * 0.9 <= peak_memory_mb() < 1e6


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak can be reset on Linux")
def test_a_peak_that_is_over_is_forgotten() -> None:
    block = np.ones(200 * 2**20, np.uint8)
    before = peak_memory_mb()
    del block
    if not reset_peak_memory():
        pytest.skip("this system does not let a process reset its peak")
    assert peak_memory_mb() < before - 150
