import pytest
import torch
from diffusers import UNet2DConditionModel

from engine.compression.block_surgery import streamline
from engine.contract.errors import IntegrityError, UserFixableError
from engine.inference import onnx_export
from engine.inference.latent_generation import DECODER, TEXT_ENCODER, UNET, LatentGenerator
from engine.inference.session import CPU, Session
from tests.support.tiny_stable_diffusion import STABLE_DIFFUSION_1


def test_the_streamlined_stable_diffusion_fits_into_one_onnx_file_and_the_whole_does_not() -> None:
    with torch.device("meta"):
        network = UNet2DConditionModel(**STABLE_DIFFUSION_1)
    onnx_export._refuse_too_large(streamline(network).network)
    with pytest.raises(UserFixableError, match=r"3\.2 GB.*student"):
        onnx_export._refuse_too_large(network)


def test_a_missing_file_is_named(tmp_path) -> None:
    for name in (DECODER, TEXT_ENCODER):
        (tmp_path / name).touch()
    with pytest.raises(UserFixableError, match=UNET):
        LatentGenerator.open(tmp_path)


def test_another_network_is_not_taken_for_a_u_net(tmp_path) -> None:
    path = tmp_path / UNET
    onnx_export.export_with_proof(
        torch.nn.Linear(2, 2),
        [{"sample": torch.randn(count, 2)} for count in (1, 3)],
        output_names=["velocity"],
        describe=lambda _: {"family": "something else"},
        path=path,
    )
    session = Session(path, CPU)
    with pytest.raises(IntegrityError, match="not an exported U-Net"):
        LatentGenerator(session, session, session)
