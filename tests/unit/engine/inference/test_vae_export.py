from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from engine.continual.replay import draw_pictures
from engine.contract.errors import IntegrityError
from engine.contract.job_context import SilentContext
from engine.generators.class_priors import fit_priors
from engine.generators.lifelong_vae import DrawingVae
from engine.inference.canary import check_canaries, draw_canaries
from engine.inference.generation import draw, sampling_settings
from engine.inference.session import open_session
from engine.inference.vae_export import (
    export_drawing,
    holds_drawing,
    load_onnx_drawing,
    measure_drawing_parity,
)
from tests.support.toy_learning import toy_set, toy_vae


@pytest.fixture(scope="module")
def drawing() -> DrawingVae:
    generator = toy_vae(4, image_size=32)
    pictures = toy_set(1, 2, 3, size=32)
    fit_priors(generator, pictures.images, pictures.labels)
    return generator.drawing


@pytest.fixture(scope="module")
def file(drawing: DrawingVae, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "学生.onnx"
    parity = export_drawing(drawing, path)
    assert parity.holds
    assert parity.largest_difference < 1e-4
    return path


def test_onnx_runtime_draws_what_torch_draws(drawing: DrawingVae, file: Path) -> None:
    labels, seeds = np.array([1, 3, 2, 0]), np.array([5, 6, 7, 8])
    ours = draw(open_session(file), labels, seeds, batch=3)
    theirs = draw_pictures(drawing, labels, seeds, (), SilentContext())
    assert np.abs(ours.astype(int) - theirs).max() <= 1
    assert ours.std() > 0


def test_a_picture_does_not_depend_on_its_neighbours(file: Path) -> None:
    session = open_session(file)
    together = draw(session, np.array([1, 2, 3]), np.array([5, 6, 7]))
    alone = draw(session, np.array([2]), np.array([6]))
    assert np.array_equal(together[1], alone[0])


def test_the_file_is_enough_by_itself(file: Path) -> None:
    settings = sampling_settings(open_session(file))
    assert (settings.image_size, settings.noise_shape, settings.timesteps) == (32, (4, 1, 1), ())


def test_canaries_are_drawn_again_alike(file: Path) -> None:
    session = open_session(file)
    recorded = draw_canaries(session, [1, 2, 3])
    assert check_canaries(session, recorded).is_exact


def test_every_weight_can_be_read_back(drawing: DrawingVae, file: Path) -> None:
    assert holds_drawing(file, drawing)
    assert measure_drawing_parity(load_onnx_drawing(file), file).largest_difference < 1e-4
    other = toy_vae(4, seed=9, image_size=32).drawing
    assert not holds_drawing(file, other)
    assert not measure_drawing_parity(other, file).holds


def test_a_file_without_the_places_of_its_weights_is_refused(file: Path, tmp_path: Path) -> None:
    model = onnx.load(str(file))
    del model.metadata_props[:]
    path = tmp_path / "other.onnx"
    onnx.save(model, str(path))
    with pytest.raises(IntegrityError, match="weights"):
        load_onnx_drawing(path)
    assert torch.is_grad_enabled()
