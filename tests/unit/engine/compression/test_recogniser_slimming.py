import pytest
import torch
from torch import nn

from engine.compression.forward_work import forward_macs, parameter_count
from engine.compression.recogniser_cost import count_recogniser_cost, recogniser_cost
from engine.compression.recogniser_groups import recogniser_groups
from engine.compression.recogniser_slimming import (
    ScalePenalty,
    norm_scale_importance,
    norm_scale_sum,
    slim,
)
from engine.recognition.network import Recogniser

PIXELS = torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(1)) * 2 - 1


def recogniser() -> Recogniser:
    """One whose normalisation has statistics and scales of its own."""
    torch.manual_seed(0)
    network = Recogniser(4, 32)
    network.train()
    network(PIXELS)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.2, 0.2)
    return network.eval()


def silence(network: Recogniser, space: str, channels: list[int]) -> None:
    """Let nothing write these channels, and nothing but zero be in them."""
    for weight in recogniser_groups(network).weights:
        module = network.get_submodule(weight.prefix)
        writes = weight.output is not None and weight.output.name == space
        if weight.is_norm and weight.inputs[0].name == space:
            module.weight.data[channels] = 0
            module.bias.data[channels] = 0
        elif writes and weight.prefix.endswith("shortcut"):
            module.weight.data[channels] = 0


@pytest.mark.parametrize("space", ["stream.0", "stream.1", "stream.2", "blocks.1.inner"])
def test_removing_silent_channels_changes_no_answer(space: str) -> None:
    network = recogniser()
    silence(network, space, [0, 3, 5])
    groups = recogniser_groups(network)
    sizes = {name: item.size for name, item in groups.spaces.items()}
    without = {**sizes, space: sizes[space] - 3}
    budget = count_recogniser_cost(groups, network.state_dict(), without, 32).parameters
    whole = recogniser_cost(network).parameters
    slimmed = slim(network, parameter_share=(budget + 0.5) / whole, work_share=1.0)
    assert {name: len(kept) for name, kept in slimmed.kept.items()} == without
    assert {0, 3, 5}.isdisjoint(slimmed.kept[space].tolist())
    (logits, embedding), (before, wide) = slimmed.network(PIXELS), network(PIXELS)
    torch.testing.assert_close(logits, before, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(embedding, wide[:, slimmed.kept["stream.2"]], atol=1e-5, rtol=1e-5)


def test_a_budget_binds_parameters_and_work() -> None:
    network = recogniser()
    whole = recogniser_cost(network)
    slimmed = slim(network, parameter_share=0.53, work_share=0.46).network
    cost = recogniser_cost(slimmed)
    assert 0.3 * whole.parameters < cost.parameters <= 0.53 * whole.parameters
    assert 0.3 * whole.macs < cost.macs <= 0.46 * whole.macs
    # one channel more would be too much for one of the two
    assert cost.parameters > 0.5 * whole.parameters or cost.macs > 0.43 * whole.macs
    assert not slimmed.training


def test_the_cost_is_that_of_the_network() -> None:
    network = slim(recogniser(), parameter_share=0.5, work_share=0.5).network
    cost = recogniser_cost(network)
    assert cost.parameters == parameter_count(network)
    assert cost.macs == sum(forward_macs(network, PIXELS[:1]).values())


def test_no_layer_is_severed_however_small_the_budget() -> None:
    network = recogniser()
    nn.init.constant_(network.blocks[1].norm1.weight, 1e-6)
    slimmed = slim(network, parameter_share=0.01, work_share=0.01).network
    assert slimmed.inner_widths[1] == 8
    assert min(slimmed.widths) >= 4
    assert slimmed(PIXELS)[0].shape == (3, 4)


def test_all_layers_are_ranked_together() -> None:
    network = recogniser()
    nn.init.constant_(network.blocks[2].norm1.weight, 0.01)
    slimmed = slim(network, parameter_share=0.8, work_share=1.0)
    assert len(slimmed.kept["blocks.2.inner"]) < 96
    assert len(slimmed.kept["blocks.1.inner"]) == 64


def test_a_shared_stream_counts_all_scales_that_write_it() -> None:
    network = recogniser()
    importance = norm_scale_importance(recogniser_groups(network), network.state_dict())
    both = (network.stem_norm.weight.abs() + network.blocks[0].norm2.weight.abs()) / 2
    torch.testing.assert_close(importance["stream.0"], both.detach())


def test_the_penalty_pushes_every_scale_towards_zero() -> None:
    network = recogniser()
    with torch.no_grad():
        network.stem_norm.weight[0] = -0.7
    loss = ScalePenalty(0.5)(network, torch.empty(0), None)
    torch.testing.assert_close(loss, 0.5 * norm_scale_sum(network))
    loss.backward()
    norms = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
    assert len(norms) == 7
    for norm in norms:
        torch.testing.assert_close(norm.weight.grad, 0.5 * norm.weight.detach().sign())
    assert network.head.weight.grad is None


def test_the_original_is_left_as_it_was() -> None:
    network = recogniser()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    slim(network, parameter_share=0.5, work_share=0.5).network.head.weight.data.zero_()
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
