import pytest
import torch
from torch import nn

from engine.diffusion.ema import Ema


def set_weights(network: nn.Module, value: float) -> None:
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(value)


def test_weights_that_stay_are_their_own_average() -> None:
    network = nn.Linear(3, 2)
    ema = Ema(network, 0.9)
    for _ in range(5):
        ema.update(network)
    other = nn.Linear(3, 2)
    ema.copy_to(other)
    torch.testing.assert_close(other.weight, network.weight)


def test_early_updates_follow_quickly_and_late_ones_with_the_decay() -> None:
    network = nn.Linear(1, 1)
    set_weights(network, 0.0)
    ema = Ema(network, 0.9)
    set_weights(network, 1.0)
    ema.update(network)
    assert ema.shadow["weight"].item() == pytest.approx(1 - 2 / 11)
    ema.updates = 10_000
    before = ema.shadow["weight"].item()
    ema.update(network)
    assert ema.shadow["weight"].item() == pytest.approx(before + 0.1 * (1 - before))


def test_counters_are_copied_and_not_averaged() -> None:
    network = nn.BatchNorm1d(2)
    ema = Ema(network, 0.9)
    network(torch.randn(4, 2))
    ema.update(network)
    assert ema.shadow["num_batches_tracked"].item() == 1


def test_an_average_that_is_restored_goes_on_as_if_nothing_had_been() -> None:
    network = nn.Linear(3, 2)
    ema, other = Ema(network, 0.9), Ema(nn.Linear(3, 2), 0.9)
    ema.update(network)
    other.load_state_dict(ema.state_dict(), ema.updates)
    set_weights(network, 2.0)
    ema.update(network)
    other.update(network)
    assert torch.equal(ema.shadow["weight"], other.shadow["weight"])
