from pathlib import Path

import pytest
import torch
from diffusers import UNet2DModel

from engine.compression.channel_gates import GatedBlock
from engine.compression.forward_work import parameter_count
from engine.compression.unet_gates import fold_unet, gate_unet, relative_importance, unet_macs
from engine.generators.narrow_blocks import inner_widths
from engine.generators.pixel_diffusion import (
    PixelDiffusion,
    copy_generator,
    load_snapshot,
    save_snapshot,
)
from engine.inference.onnx_export import export_generator
from engine.inference.onnx_weights import holds_weights_of
from tests.support.toy_learning import toy_generator

INPUTS = (
    torch.randn(3, 48, 4, 4, generator=torch.Generator().manual_seed(2)),
    torch.tensor([0, 400, 999]),
    torch.tensor([0, 1, 0]),
)


@torch.no_grad()
def outputs(network: UNet2DModel) -> torch.Tensor:
    return network.eval()(*INPUTS).sample


@torch.no_grad()
def narrowed() -> tuple[UNet2DModel, UNet2DModel, list[GatedBlock]]:
    """A gated network as a training leaves it, some channels cut, and its fold."""
    gated, blocks = gate_unet(toy_generator(widths=(16, 24)).network)
    torch.manual_seed(1)
    for block in blocks:
        block.gate.weight.add_(0.2 * torch.randn_like(block.gate.weight))
        block.gate.cut(torch.arange(0, len(block.gate.alive), len(block.gate.alive) // 8))
    return gated, fold_unet(gated.eval(), blocks), blocks


def test_open_gates_compute_the_same() -> None:
    network = toy_generator(widths=(16, 24)).network
    torch.testing.assert_close(outputs(gate_unet(network)[0]), outputs(network))


def test_folding_is_exact_although_normalisation_mixes_channels() -> None:
    gated, narrow, _ = narrowed()
    assert set(inner_widths(narrow).values()) == {8}
    assert (outputs(narrow) - outputs(gated)).abs().max() < 1e-5


def test_what_a_channel_costs_is_what_its_absence_saves() -> None:
    wide = toy_generator(widths=(16, 24)).network
    _, narrow, blocks = narrowed()
    cut = [int((~block.gate.alive).sum()) for block in blocks]
    saved = sum(block.parameters * count for block, count in zip(blocks, cut, strict=True))
    assert parameter_count(wide) - parameter_count(narrow) == saved
    work = sum(block.macs * count for block, count in zip(blocks, cut, strict=True))
    difference = sum(unet_macs(wide).values()) - sum(unet_macs(narrow).values())
    assert difference == pytest.approx(work)


def test_a_narrow_generator_is_copied_kept_and_exported(tmp_path: Path) -> None:
    _, narrow, _ = narrowed()
    generator = PixelDiffusion(narrow, toy_generator().settings)
    expected = outputs(narrow)
    assert torch.equal(outputs(copy_generator(generator).network), expected)
    save_snapshot(generator, tmp_path / "narrow")
    assert torch.equal(outputs(load_snapshot(tmp_path / "narrow").network), expected)
    assert export_generator(generator, tmp_path / "narrow.onnx").holds
    assert holds_weights_of(tmp_path / "narrow.onnx", generator)


def test_a_group_that_shrinks_alike_loses_no_importance() -> None:
    _, blocks = gate_unet(toy_generator(widths=(16, 24)).network)
    block = blocks[0]
    with torch.no_grad():
        block.gate.weight[:2] *= 0.01  # the first of eight groups of two
        block.gate.weight[5] *= 0.5
    found = relative_importance(block)
    assert found[:2].tolist() == [1.0, 1.0]
    assert found[5].item() == pytest.approx(0.5)
