from pathlib import Path

import numpy as np
import pytest
import torch

from engine.contract.errors import IntegrityError
from engine.generators.pixel_diffusion import GeneratorSettings
from engine.inference import onnx_export
from engine.inference.onnx_export import (
    Parity,
    export_generator,
    export_recogniser,
    measure_generator_parity,
)
from engine.inference.session import open_session
from tests.support.deployed_versions import tiny_generator, tiny_recogniser


def test_exported_generator_computes_what_torch_computes(tmp_path: Path) -> None:
    generator = tiny_generator()
    parity = export_generator(generator, tmp_path / "学生.onnx")
    assert parity.holds
    assert 0 < parity.largest_difference < 1e-4

    session = open_session(tmp_path / "学生.onnx")
    noisy = torch.randn(5, 48, 8, 8)
    timesteps, labels = torch.tensor([0, 1, 500, 998, 999]), torch.tensor([0, 5, 2, 1, 4])
    with torch.inference_mode():
        expected = generator.predict(noisy, timesteps, labels).numpy()
    inputs = {
        "sample": noisy.numpy(),
        "timestep": timesteps.numpy(),
        "class_labels": labels.numpy(),
    }
    np.testing.assert_allclose(session.run(inputs)[0], expected, atol=1e-4)


def test_the_file_says_how_to_sample_with_it(tmp_path: Path) -> None:
    generator = tiny_generator()
    export_generator(generator, tmp_path / "student.onnx")
    session = open_session(tmp_path / "student.onnx")
    assert GeneratorSettings.from_json(session.metadata["pilotline"]) == generator.settings
    assert session.metadata["family"] == "pixel_diffusion"


def test_export_leaves_the_network_as_it_was(tmp_path: Path) -> None:
    generator = tiny_generator()
    generator.network.train()
    before = {name: value.clone() for name, value in generator.network.state_dict().items()}
    export_generator(generator, tmp_path / "student.onnx")
    assert generator.network.training
    for name, value in generator.network.state_dict().items():
        assert torch.equal(value, before[name])


def test_export_past_the_tolerance_is_refused_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_export, "_RELATIVE_TOLERANCE", 1e-12)
    folder = tmp_path / "export"
    folder.mkdir()
    with pytest.raises(IntegrityError, match=r"differs from the trained one by .*e-"):
        export_generator(tiny_generator(), folder / "student.onnx")
    assert list(folder.iterdir()) == []


def test_another_network_has_no_parity(tmp_path: Path) -> None:
    export_generator(tiny_generator(seed=0), tmp_path / "student.onnx")
    parity = measure_generator_parity(tiny_generator(seed=1), tmp_path / "student.onnx")
    assert not parity.holds
    assert parity.largest_difference > 0.01


def test_parity_of_not_a_number_does_not_hold() -> None:
    assert not Parity(largest_difference=float("nan"), tolerance=1.0).holds


def test_exported_recogniser_gives_logits_and_embedding(tmp_path: Path) -> None:
    model = tiny_recogniser()
    parity = export_recogniser(model, model.image_size, tmp_path / "recogniser.onnx")
    assert parity.holds
    session = open_session(tmp_path / "recogniser.onnx")
    pixels = torch.rand(2, 3, 32, 32) * 2 - 1
    with torch.inference_mode():
        logits, embedding = model(pixels)
    found = session.run({"pixels": pixels.numpy()})
    np.testing.assert_allclose(found[0], logits.numpy(), atol=1e-4)
    np.testing.assert_allclose(found[1], embedding.numpy(), atol=1e-4)


def test_export_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    export_generator(tiny_generator(), tmp_path / "student.onnx")
    open_session(tmp_path / "student.onnx")
    assert capfd.readouterr() == ("", "")
