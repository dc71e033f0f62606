import pytest
import torch

from engine.compression.channel_gates import ChannelGate, GatedBlock, channels_to_keep


def block(channels: int, parameters: int = 10, norm_groups: int = 1) -> GatedBlock:
    gate = ChannelGate(channels, norm_groups)
    return GatedBlock(
        name="block", gate_name="block.gate", gate=gate, parameters=parameters, macs=1.0
    )


def test_a_new_gate_changes_nothing() -> None:
    features = torch.randn(2, 6, 4, 4)
    torch.testing.assert_close(ChannelGate(6)(features), features)


def test_cut_channels_are_silent_whatever_their_rows_say() -> None:
    gate = ChannelGate(4)
    gate.cut(torch.tensor([1, 3]))
    answer = gate(torch.randn(2, 4, 3, 3))
    assert answer[:, [0, 2]].abs().max() == 0
    assert answer[:, [1, 3]].abs().min() > 0
    assert gate.row_norms().tolist() == [0, 1, 0, 1]


def test_the_least_important_channels_of_all_blocks_go_until_enough_is_saved() -> None:
    importance = [torch.tensor([0.9, 0.1, 0.8, 0.9]), torch.tensor([0.2, 0.7, 0.3, 0.8])]
    blocks = [block(4), block(4)]
    kept = channels_to_keep(blocks, importance, spare_parameters=25, spare_macs=0.0)
    assert [places.tolist() for places in kept] == [[0, 2, 3], [1, 3]]
    kept = channels_to_keep(blocks, importance, spare_parameters=0, spare_macs=2.0)
    assert [places.tolist() for places in kept] == [[0, 2, 3], [1, 2, 3]]


def test_no_block_is_emptied_for_the_others() -> None:
    quiet, loud = torch.full((8,), 0.5), torch.ones(8)
    kept = channels_to_keep([block(8), block(8)], [quiet, loud], spare_parameters=80, spare_macs=0)
    assert [len(places) for places in kept] == [4, 4]


def test_vanished_channels_go_even_if_nothing_need_be_saved() -> None:
    (kept,) = channels_to_keep(
        [block(4)], [torch.tensor([0.0, 1.0, 1e-6, 0.5])], spare_parameters=0, spare_macs=0
    )
    assert kept.tolist() == [1, 3]


def test_every_block_keeps_a_channel() -> None:
    (kept,) = channels_to_keep(
        [block(3)], [torch.tensor([0.0, 1e-7, 0.0])], spare_parameters=1e9, spare_macs=1e9
    )
    assert kept.tolist() == [1]


@pytest.mark.parametrize("spare", [0.0, 30.0, 70.0])
def test_each_norm_group_keeps_equally_many(spare: float) -> None:
    importance = torch.rand(32, generator=torch.Generator().manual_seed(0)) + 0.1
    (kept,) = channels_to_keep(
        [block(32, norm_groups=8)], [importance], spare_parameters=spare * 10, spare_macs=0
    )
    counts = torch.bincount(kept // 4, minlength=8)
    assert len(set(counts.tolist())) == 1
    for group in range(8):
        own = importance[4 * group : 4 * group + 4]
        chosen = kept[kept // 4 == group] - 4 * group
        assert own[chosen].min() == own.topk(len(chosen)).values.min()


def test_of_equally_important_channels_the_dearer_ones_go() -> None:
    even = [torch.ones(4), torch.ones(4)]
    cheap, dear = channels_to_keep(
        [block(4, parameters=1), block(4, parameters=10)],
        even,
        spare_parameters=20,
        spare_macs=0.0,
    )
    assert len(cheap) > len(dear)
