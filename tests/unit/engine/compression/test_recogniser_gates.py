import copy
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from engine.compression.channel_gates import GatedBlock
from engine.compression.forward_work import forward_macs, parameter_count
from engine.compression.recogniser_gates import fold_recogniser, gate_recogniser, magnitudes
from engine.recognition.network import Recogniser, grow_head
from engine.recognition.snapshot import load_recogniser, save_recogniser

PIXELS = torch.rand(8, 3, 16, 16, generator=torch.Generator().manual_seed(0)) * 2 - 1


def recogniser() -> Recogniser:
    """One whose normalisations have seen something."""
    torch.manual_seed(0)
    network = Recogniser(3, 16, widths=(6, 8, 10)).train()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        for _ in range(3):
            network(PIXELS)
    return network.eval()


def disturb(blocks: Sequence[GatedBlock]) -> None:
    """Gates as a training leaves them: mixed rows of all lengths, some channels cut."""
    torch.manual_seed(1)
    with torch.no_grad():
        for block in blocks:
            block.gate.weight.add_(0.2 * torch.randn_like(block.gate.weight))
            block.gate.cut(torch.arange(1, len(block.gate.alive), 2))


def test_open_gates_compute_the_same() -> None:
    network = recogniser()
    gated, _ = gate_recogniser(network)
    for ours, theirs in zip(gated(PIXELS), network(PIXELS), strict=True):
        torch.testing.assert_close(ours, theirs)
    assert not any("gate" in name for name, _ in network.named_modules())


@torch.no_grad()
def test_folding_is_exact_and_leaves_a_really_narrower_network() -> None:
    network = recogniser()
    gated, blocks = gate_recogniser(network)
    disturb(blocks)
    gated.train()(PIXELS)  # moves the statistics behind the gates, too
    gated.eval()
    narrow = fold_recogniser(gated, blocks)
    assert narrow.inner_widths == (3, 4, 5)
    assert narrow.widths == network.widths
    for ours, theirs in zip(narrow(PIXELS), gated(PIXELS), strict=True):
        assert (ours - theirs).abs().max() < 1e-5
    assert (narrow(PIXELS)[1] - network(PIXELS)[1]).abs().max() > 1e-2


@torch.no_grad()
def test_what_a_channel_costs_is_what_its_absence_saves() -> None:
    network = recogniser()
    gated, blocks = gate_recogniser(network)
    disturb(blocks)
    narrow = fold_recogniser(gated.eval(), blocks)
    cut = [int((~block.gate.alive).sum()) for block in blocks]
    saved = sum(block.parameters * count for block, count in zip(blocks, cut, strict=True))
    assert parameter_count(network) - parameter_count(narrow) == saved
    work = sum(block.macs * count for block, count in zip(blocks, cut, strict=True))
    picture = PIXELS[:1]
    difference = sum(forward_macs(network, picture).values()) - sum(
        forward_macs(narrow, picture).values()
    )
    assert difference == pytest.approx(work)


@torch.no_grad()
def test_a_folded_network_goes_on_learning_from_where_it_was() -> None:
    gated, blocks = gate_recogniser(recogniser())
    disturb(blocks)
    gated.train()
    for _ in range(60):
        gated(PIXELS)
    narrow = fold_recogniser(gated.eval(), blocks).train()
    # with the batch's own statistics, which are nearly those of the gate by now
    torch.testing.assert_close(narrow(PIXELS)[1], gated.train()(PIXELS)[1], atol=0.02, rtol=0.02)


def test_a_compressed_recogniser_is_kept_in_a_file_and_grows(tmp_path: Path) -> None:
    gated, blocks = gate_recogniser(recogniser())
    disturb(blocks)
    narrow = fold_recogniser(gated.eval(), blocks)
    save_recogniser(narrow, tmp_path / "narrow")
    read = load_recogniser(tmp_path / "narrow")
    assert read.inner_widths == (3, 4, 5)
    assert torch.equal(read(PIXELS)[1], narrow(PIXELS)[1])
    assert torch.equal(grow_head(narrow, 5).eval()(PIXELS)[1], narrow(PIXELS)[1])


def test_the_magnitude_of_a_channel_grows_with_what_reads_it() -> None:
    network = recogniser()
    before = [values.clone() for values in magnitudes(network)]
    louder = copy.deepcopy(network)
    with torch.no_grad():
        louder.get_parameter("blocks.1.conv2.weight")[:, 3] *= 2
    after = magnitudes(louder)
    assert torch.equal(after[0], before[0])
    assert (after[1] > before[1]).nonzero().flatten().tolist() == [3]
