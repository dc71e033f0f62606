import pytest
import torch

from engine.compression.channel_gates import ChannelGate, GatedBlock
from engine.compression.gate_descent import GateDescent
from engine.compression.gradient_resetting import GradientResetting


def block(channels: int) -> GatedBlock:
    return GatedBlock(
        name="b", gate_name="b.gate", gate=ChannelGate(channels), parameters=1, macs=1.0
    )


def test_rows_without_a_use_vanish_and_the_one_in_use_stays() -> None:
    own = block(4)
    descent = GateDescent([own], 100, rate=0.05, travel=2.0)
    for step in range(100):
        first = own.gate.row_norms()[0].item()
        (own.gate.weight[0, 0] - 1.0).square().backward()
        descent.step()
        if step == 0:
            assert own.gate.row_norms()[1].item() == pytest.approx(1 - 2.0 / 100)
    assert own.gate.row_norms()[1:].tolist() == [0.0, 0.0, 0.0]
    assert first > 0.5


def test_a_reset_channel_feels_the_lasso_alone() -> None:
    with_resetting, without = block(2), block(2)
    resetting = GradientResetting([2])
    resetting.useless[0][1] = True
    for own, guide in ((with_resetting, resetting), (without, None)):
        descent = GateDescent([own], 50, rate=0.05, travel=2.0, resetting=guide)
        for _ in range(50):
            (own.gate.weight - torch.eye(2)).square().sum().mul(5).backward()
            descent.step()
    assert without.gate.row_norms().min() > 0.5
    assert with_resetting.gate.row_norms()[0] > 0.5
    assert with_resetting.gate.row_norms()[1] == 0


def test_gradients_are_used_up() -> None:
    own = block(3)
    descent = GateDescent([own], 10, rate=0.1, travel=0.0)
    own.gate.weight.square().sum().backward()
    descent.step()
    assert own.gate.weight.grad is None
