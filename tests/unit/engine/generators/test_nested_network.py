import pytest
import torch
from torch import Tensor

from engine.compression.channel_order import order_channels
from engine.compression.cost import count_cost, count_nested_cost
from engine.generators.nested_channels import prunable_spaces
from engine.generators.nested_network import NestedNetwork
from tests.support.toy_learning import toy_generator

WIDTHS = (32, 64)
INPUTS = (
    torch.randn(3, 48, 4, 4, generator=torch.Generator().manual_seed(2)),
    torch.tensor([0, 400, 999]),
    torch.tensor([0, 1, 0]),
)


@pytest.fixture
def nested() -> NestedNetwork:
    return NestedNetwork(toy_generator(widths=WIDTHS).network)


def halves(nested: NestedNetwork) -> dict[str, int]:
    return {space.name: space.size // 2 for space in prunable_spaces(nested.groups)}


def of_one(nested: NestedNetwork, name: str) -> dict[str, int]:
    return {name: nested.steps[name]}


@torch.no_grad()
def run(nested: NestedNetwork, sizes: dict[str, int]) -> Tensor:
    return nested.run(sizes, *INPUTS)


def test_the_part_of_all_channels_is_the_network_itself(nested: NestedNetwork) -> None:
    with torch.no_grad():
        assert torch.equal(run(nested, {}), nested.network(*INPUTS).sample)


def test_a_part_taken_out_computes_the_same_by_itself(nested: NestedNetwork) -> None:
    sizes = halves(nested)
    with torch.no_grad():
        alone = nested.taken_out(sizes)(*INPUTS).sample
    torch.testing.assert_close(alone, run(nested, sizes))


def test_every_space_can_be_narrowed_alone(nested: NestedNetwork) -> None:
    whole = run(nested, {})
    for space in prunable_spaces(nested.groups):
        narrow = run(nested, of_one(nested, space.name))
        assert narrow.shape == whole.shape, space.name
        assert not torch.equal(narrow, whole), space.name


def test_a_part_reads_no_weight_outside_of_it(nested: NestedNetwork) -> None:
    space = "mid_block.resnets.0.inner"
    sizes = of_one(nested, space)
    before = run(nested, sizes)
    cells, length = nested.cells[space], 64 // nested.cells[space]
    kept = sizes[space] // cells
    bias = nested.network.mid_block.resnets[0].conv1.bias
    with torch.no_grad():
        bias.view(cells, length)[:, kept:] += 5.0
    assert torch.equal(run(nested, sizes), before)
    assert not torch.equal(run(nested, {}), before)


def test_training_a_part_moves_the_shared_weights_and_only_those(nested: NestedNetwork) -> None:
    space = "up_blocks.1.resnets.0.inner"
    sizes = of_one(nested, space)
    nested.run(sizes, *INPUTS).square().mean().backward()
    gradient = nested.network.up_blocks[1].resnets[0].conv2.weight.grad.abs().sum((0, 2, 3))
    assert int((gradient > 0).sum()) == sizes[space]


def test_the_order_of_channels_changes_nothing_but_brings_the_most_important_forward() -> None:
    nested = NestedNetwork(toy_generator(widths=WIDTHS).network)
    space, loud = "mid_block.resnets.1.inner", 37
    with torch.no_grad():
        nested.network.mid_block.resnets[1].conv1.weight[loud] *= 5.0
        nested.network.mid_block.resnets[1].conv2.weight[:, loud] *= 3.0
    before = run(nested, {})
    written = nested.network.mid_block.resnets[1].conv1.weight[loud].clone()
    order_channels(nested.network)
    torch.testing.assert_close(run(nested, {}), before, atol=1e-5, rtol=1e-5)
    first_of_cell = loud // (64 // nested.cells[space]) * (64 // nested.cells[space])
    moved = nested.network.mid_block.resnets[1].conv1.weight[first_of_cell]
    torch.testing.assert_close(moved.norm(), written.norm())


def test_the_counted_cost_of_a_part_is_that_of_the_network_taken_out(
    nested: NestedNetwork,
) -> None:
    state = nested.network.state_dict()
    part = count_nested_cost(nested.groups, state, halves(nested))
    built = sum(p.numel() for p in nested.taken_out(halves(nested)).parameters())
    assert part.parameters == built
    whole = count_nested_cost(nested.groups, state, {})
    assert whole == count_cost(nested.groups, state, WIDTHS)
    assert part.macs_per_position < 0.3 * whole.macs_per_position
