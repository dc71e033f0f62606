import pytest
from diffusers import UNet2DModel

from engine.compression.cost import count_cost
from engine.generators.channel_groups import channel_groups
from tests.support.toy_learning import toy_generator


def built_parameters(network: UNet2DModel, widths: tuple[int, ...]) -> int:
    narrow = UNet2DModel.from_config(
        {**network.config, "block_out_channels": widths, "attention_head_dim": widths[-1]}
    )
    return sum(parameter.numel() for parameter in narrow.parameters())


@pytest.mark.parametrize("widths", [(8, 16), (16, 24), (16, 32), (24, 40)])
def test_the_counted_parameters_are_those_of_the_network_when_built(
    widths: tuple[int, int],
) -> None:
    network = toy_generator(widths=(24, 40)).network
    cost = count_cost(channel_groups(network), network.state_dict(), widths)
    assert cost.parameters == built_parameters(network, widths)


def test_three_levels_are_counted_too() -> None:
    network = toy_generator(widths=(16, 24, 40)).network
    cost = count_cost(channel_groups(network), network.state_dict(), (8, 16, 24))
    assert cost.parameters == built_parameters(network, (8, 16, 24))


def test_work_grows_with_the_widths_and_most_in_the_finest_level() -> None:
    network = toy_generator(widths=(24, 40)).network
    groups, state = channel_groups(network), network.state_dict()

    def work(*widths: int) -> float:
        return count_cost(groups, state, widths).macs_per_position

    assert work(16, 40) < work(24, 40)
    assert work(24, 32) < work(24, 40)
    assert work(24, 40) - work(16, 40) > work(24, 40) - work(24, 32)
