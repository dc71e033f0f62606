import torch
from diffusers import UNet2DModel

from engine.generators.channel_groups import channel_groups
from tests.support.toy_learning import toy_generator


def test_every_weight_of_the_network_belongs_to_a_group() -> None:
    network = toy_generator(widths=(16, 24)).network
    weights = {name.removesuffix(".weight") for name in network.state_dict() if "weight" in name}
    assert {weight.prefix for weight in channel_groups(network).weights} == weights


def test_the_spaces_of_a_weight_have_its_sizes() -> None:
    network = toy_generator(widths=(16, 24)).network
    state = network.state_dict()
    for weight in channel_groups(network).weights:
        shape = state[f"{weight.prefix}.weight"].shape
        if weight.output is not None:
            assert shape[1 if weight.is_embedding else 0] == weight.output.size, weight.prefix
        if weight.inputs and None not in weight.inputs:
            columns = shape[0] if weight.is_norm else shape[1]
            assert columns == sum(space.size for space in weight.inputs if space), weight.prefix


def test_a_channel_of_a_group_can_be_silenced_in_front_of_its_readers() -> None:
    network = toy_generator(widths=(16, 24)).network.eval()
    space = "mid_block.resnets.0.inner"
    state = network.state_dict()
    inputs = (torch.randn(1, 48, 4, 4), torch.tensor([5]), torch.tensor([1]))
    before = _outputs(network, *inputs)
    for weight in channel_groups(network).weights:
        if not weight.is_norm and any(s is not None and s.name == space for s in weight.inputs):
            state[f"{weight.prefix}.weight"][:, 0] = 0.0
    silenced = _outputs(network, *inputs)
    for weight in channel_groups(network).weights:
        if weight.is_norm and any(s is not None and s.name == space for s in weight.inputs):
            state[f"{weight.prefix}.weight"][0] *= 7.0
    assert not torch.equal(before, silenced)
    assert torch.equal(silenced, _outputs(network, *inputs))


def _outputs(network: UNet2DModel, *inputs: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return network(*inputs).sample
