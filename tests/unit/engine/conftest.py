"""What holds for every test of the engine."""

import sys

import pytest


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    """Networks this small only lose by sharing work, and sums in one order are equal everywhere."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
