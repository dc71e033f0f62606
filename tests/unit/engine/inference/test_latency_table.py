from dataclasses import replace
from pathlib import Path

import pytest

from engine.generators.nested_channels import prunable_spaces
from engine.generators.nested_network import NestedNetwork
from engine.generators.pixel_diffusion import PixelDiffusion
from engine.generators.timestep_experts import Expert
from engine.inference.latency_table import CallTimes, measure_calls
from tests.support.toy_learning import toy_generator


def test_a_picture_takes_the_calls_of_its_sampler() -> None:
    times = CallTimes(firsts=(0, 500), milliseconds=(4.0, 1.0), memory_mb=1.0)
    assert times.of_picture((999, 700, 500, 100)) == pytest.approx(7.0)
    assert times.of_picture((100,)) == 4.0


def test_networks_are_timed_by_group_and_leave_no_file(tmp_path: Path) -> None:
    plain = toy_generator(widths=(16, 24))
    nested = NestedNetwork(plain.network)
    narrow = {
        space.name: nested.steps[space.name]
        for space in prunable_spaces(nested.groups)
        if space.size > nested.steps[space.name]
    }
    experts = (Expert(first_timestep=0, sizes={}), Expert(first_timestep=500, sizes=narrow))
    both = PixelDiffusion(plain.network, replace(plain.settings, experts=experts))
    folder = tmp_path / "networks"
    folder.mkdir()
    table = measure_calls({"plain": plain, "budget": both}, batch=2, folder=folder)
    assert table["plain"].firsts == (0,)
    assert table["budget"].firsts == (0, 500)
    for times in table.values():
        assert all(milliseconds > 0 for milliseconds in times.milliseconds)
        assert times.memory_mb > 0
    assert list(folder.iterdir()) == []
