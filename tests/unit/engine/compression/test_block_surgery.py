import pytest
import torch
from diffusers import UNet2DConditionModel, UNet2DModel

from engine.compression.block_surgery import fresh, parameter_count, streamline
from engine.contract.errors import UserFixableError
from tests.support.tiny_stable_diffusion import STABLE_DIFFUSION_1


def plain(layers: int = 2, **changes: object) -> UNet2DModel:
    torch.manual_seed(0)
    return UNet2DModel(
        **{
            "sample_size": 8,
            "in_channels": 3,
            "out_channels": 3,
            "block_out_channels": (8, 16),
            "layers_per_block": layers,
            "down_block_types": ("DownBlock2D", "AttnDownBlock2D"),
            "up_block_types": ("AttnUpBlock2D", "UpBlock2D"),
            "norm_num_groups": 4,
            "attention_head_dim": 8,
            "num_class_embeds": 3,
            **changes,
        }
    )


def conditional(**changes: object) -> UNet2DConditionModel:
    torch.manual_seed(0)
    return UNet2DConditionModel(
        **{
            "sample_size": 8,
            "block_out_channels": (8, 16),
            "layers_per_block": 2,
            "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
            "norm_num_groups": 4,
            "attention_head_dim": 2,
            "cross_attention_dim": 12,
            **changes,
        }
    )


def test_stable_diffusion_keeps_482_35_of_859_52_million_weights() -> None:
    with torch.device("meta"):
        network = UNet2DConditionModel(**STABLE_DIFFUSION_1)
    assert parameter_count(network) == 859_520_964
    small = streamline(network).network
    assert parameter_count(small) == 482_346_884
    assert {parameter.device.type for parameter in small.parameters()} == {"meta"}
    assert parameter_count(streamline(network, keeps_middle=True).network) == 579_384_964


@pytest.mark.parametrize("build", [plain, conditional])
def test_what_stays_has_the_weights_it_had_and_runs(build) -> None:
    network = build()
    found = streamline(network)
    small, state = found.network, network.state_dict()
    assert small.mid_block is None
    for stage, (down, up) in enumerate(zip(small.down_blocks, small.up_blocks, strict=True)):
        assert len(down.resnets) == 1
        assert len(up.resnets) == 2
        ours, theirs = f"up_blocks.{stage}.resnets.1", f"up_blocks.{stage}.resnets.2"
        assert found.renamed[ours] == theirs
        assert torch.equal(
            small.state_dict()[f"{ours}.conv1.weight"], state[f"{theirs}.conv1.weight"]
        )
    for name in ("conv_in.weight", "down_blocks.1.resnets.0.conv1.weight", "conv_out.bias"):
        assert torch.equal(small.state_dict()[name], state[name])
    sample, timestep = torch.randn(2, small.config["in_channels"], 8, 8), torch.tensor([3, 700])
    more = (
        {"class_labels": torch.tensor([1, 2])}
        if build is plain
        else {"encoder_hidden_states": torch.randn(2, 5, 12)}
    )
    assert small(sample, timestep, **more).sample.shape == sample.shape


def test_changing_the_copy_leaves_the_network_as_it_was() -> None:
    network = plain()
    before = network.conv_in.weight.detach().clone()
    small = streamline(network).network
    with torch.no_grad():
        small.conv_in.weight.add_(1.0)
    assert torch.equal(network.conv_in.weight, before)


def test_deeper_stages_give_up_one_layer_each_and_the_middle_may_stay() -> None:
    network = conditional(layers_per_block=(3, 2))
    small = streamline(network, keeps_middle=True).network
    assert [len(block.resnets) for block in small.down_blocks] == [2, 1]
    assert [len(block.resnets) for block in small.up_blocks] == [2, 3]
    assert torch.equal(
        small.mid_block.resnets[0].conv1.weight, network.mid_block.resnets[0].conv1.weight
    )
    up = small.up_blocks[1].resnets
    assert torch.equal(up[1].conv1.weight, network.up_blocks[1].resnets[1].conv1.weight)
    assert torch.equal(up[2].conv1.weight, network.up_blocks[1].resnets[3].conv1.weight)


def test_surgery_can_be_repeated_until_one_layer_is_left() -> None:
    once = streamline(plain(layers=3)).network
    twice = streamline(once).network
    assert twice.mid_block is None
    with pytest.raises(UserFixableError, match="one layer alone"):
        streamline(twice)


def test_random_weights_depend_on_the_seed_alone() -> None:
    network = streamline(plain()).network
    state = torch.random.get_rng_state()
    one, same, other = fresh(network, 1), fresh(network, 1), fresh(network, 2)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.equal(one.conv_in.weight, same.conv_in.weight)
    assert not torch.equal(one.conv_in.weight, other.conv_in.weight)
    assert not torch.equal(one.conv_in.weight, network.conv_in.weight)
