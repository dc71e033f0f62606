import psutil

from engine.training.memory import peak_memory_mb


def test_the_peak_is_no_less_than_what_is_held_now() -> None:
    held = psutil.Process().memory_info().rss / 2**20
    assert held * 0.9 <= peak_memory_mb() < 1e6
