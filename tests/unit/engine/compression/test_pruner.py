import torch
from diffusers import UNet2DModel

from engine.compression.pruner import _time_features, prune
from engine.generators.channel_groups import TIME_FEATURES
from tests.support.toy_learning import toy_generator

INPUTS = (
    torch.randn(3, 48, 4, 4, generator=torch.Generator().manual_seed(2)),
    torch.tensor([0, 400, 999]),
    torch.tensor([0, 1, 0]),
)


def outputs(network: UNet2DModel) -> torch.Tensor:
    network.eval()
    with torch.no_grad():
        return network(*INPUTS).sample


def test_full_width_is_exactly_the_same_network() -> None:
    network = toy_generator(widths=(16, 24)).network
    pruned = prune(network, (16, 24))
    assert torch.equal(outputs(pruned.network), outputs(network))


def test_a_narrow_network_is_a_plain_one_of_those_widths() -> None:
    network = toy_generator(widths=(24, 40)).network
    pruned = prune(network, (16, 24))
    assert pruned.network.config["block_out_channels"] == (16, 24)
    assert pruned.network.config["num_class_embeds"] == 2
    assert outputs(pruned.network).shape == INPUTS[0].shape
    assert all(bool((kept.diff() > 0).all()) for kept in pruned.kept.values())


def test_each_norm_group_keeps_equally_many_channels() -> None:
    pruned = prune(toy_generator(widths=(16, 40)).network, (8, 24))
    kept = pruned.kept["mid_block.resnets.0.inner"]
    assert torch.bincount(kept // (40 // 8)).tolist() == [3] * 8


def test_fewer_sinusoids_still_tell_the_time() -> None:
    network = toy_generator(widths=(24, 40)).network
    pruned = prune(network, (16, 24))
    times, rows = torch.arange(0, 1000, 7), pruned.kept["time.hidden"]
    with torch.no_grad():
        wide = network.time_embedding.linear_1(_time_features(network, times))[:, rows]
        narrow = pruned.network.time_embedding.linear_1(_time_features(pruned.network, times))
        # what it would be without the refit: the weights as they were, at other frequencies
        layer, kept = network.time_embedding.linear_1, pruned.kept[TIME_FEATURES]
        naive = _time_features(pruned.network, times) @ layer.weight[rows][:, kept].T
        naive += layer.bias[rows]
    assert (wide - narrow).square().mean() < 0.5 * (wide - naive).square().mean()
    assert pruned.network.time_embedding.linear_1.weight.abs().max() < 10


def test_the_original_is_left_as_it_was() -> None:
    network = toy_generator(widths=(16, 24)).network
    before = {name: value.clone() for name, value in network.state_dict().items()}
    pruned = prune(network, (8, 16))
    with torch.no_grad():
        for parameter in pruned.network.parameters():
            parameter.zero_()
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
