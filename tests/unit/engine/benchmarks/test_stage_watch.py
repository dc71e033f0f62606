import time

import numpy as np

from engine.benchmarks.stage_watch import StageWatch


def test_stages_add_up_and_the_largest_peak_stays() -> None:
    watch = StageWatch()
    with watch.stage("teacher"):
        block = np.ones(150 * 2**20, np.uint8)
    del block
    high = watch.peak_memory_mb
    for _ in range(2):
        with watch.stage("replay"):
            time.sleep(0.02)
    assert watch.peak_memory_mb == high
    assert watch.seconds["replay"] >= 0.04


def test_seconds_that_belong_to_another_stage_are_moved() -> None:
    watch = StageWatch()
    watch.seconds["teacher"] = 5.0
    watch.move(2.0, "teacher", "replay")
    assert watch.seconds == {"teacher": 3.0, "replay": 2.0}
