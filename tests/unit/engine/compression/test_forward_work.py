import torch
from torch import nn

from engine.compression.forward_work import forward_macs, parameter_count


def test_work_is_counted_by_module() -> None:
    network = nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(16, 5)
    ).train()
    macs = forward_macs(network, torch.zeros(1, 3, 4, 4))
    assert macs == {"0": 4 * 2 * 2 * 27, "3": 80}
    assert network.training
    assert parameter_count(network) == 4 * 27 + 4 + 80 + 5
