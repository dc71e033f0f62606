"""What the status strip says of the machine."""

from dataclasses import replace

import pytest

from desktop_app.engine_bridge.machine_load import GpuLoad, MachineLoad
from desktop_app.presenters.machine_line import machine_line

_GIB = 2**30
_CALM = MachineLoad(
    cpu_share=0.37,
    memory_used_bytes=6 * _GIB,
    memory_total_bytes=16 * _GIB,
    disk_free_bytes=58 * _GIB,
)


def test_load_memory_and_disk_stand_in_one_line(qapp):
    line = machine_line(_CALM)
    assert line.text.startswith("CPU 37% · Memory 6.0 / 16.0 GB · Disk 58")
    assert not line.is_short


def test_the_graphics_card_comes_first_where_there_is_one(qapp):
    gpu = GpuLoad(share=0.9, memory_used_bytes=11 * _GIB, memory_total_bytes=24 * _GIB)
    line = machine_line(replace(_CALM, gpu=gpu))
    assert line.text.startswith("GPU 90% · CPU 37%")
    assert "11.0 / 24.0 GB" in line.detail


@pytest.mark.parametrize(
    ("load", "word"),
    [
        (replace(_CALM, disk_free_bytes=_GIB), "disk is nearly full"),
        (replace(_CALM, memory_used_bytes=int(15.5 * _GIB)), "memory is nearly full"),
    ],
)
def test_what_runs_short_is_said(qapp, load, word):
    line = machine_line(load)
    assert line.is_short
    assert word in line.detail


def test_an_unknown_disk_is_left_out(qapp):
    assert "Disk" not in machine_line(replace(_CALM, disk_free_bytes=None)).text
