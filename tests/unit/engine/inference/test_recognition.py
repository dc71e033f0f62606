from pathlib import Path

import numpy as np
import torch

from engine.inference.recognition import recognise, softmax
from engine.inference.session import open_session
from tests.support.deployed_versions import CLASS_COUNT, tiny_recogniser


def test_probabilities_and_embeddings_are_the_networks(deployed: Path) -> None:
    session = open_session(deployed / "recogniser_onnx")
    pixels = np.random.default_rng(0).integers(0, 256, (35, 3, 32, 32)).astype(np.uint8)
    probabilities, embeddings = recognise(session, pixels)
    with torch.inference_mode():
        logits, expected = tiny_recogniser()(torch.from_numpy(pixels).float() / 127.5 - 1)
    np.testing.assert_allclose(probabilities, logits.softmax(dim=1).numpy(), atol=1e-5)
    np.testing.assert_allclose(embeddings, expected.numpy(), atol=1e-4)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


def test_no_images_give_empty_arrays(deployed: Path) -> None:
    session = open_session(deployed / "recogniser_onnx")
    probabilities, embeddings = recognise(session, np.empty((0, 3, 32, 32), np.uint8))
    assert probabilities.shape == (0, CLASS_COUNT)
    assert len(embeddings) == 0


def test_softmax_bears_large_logits() -> None:
    shares = softmax(np.asarray([[1000.0, 999.0, -1000.0]], np.float32))
    np.testing.assert_allclose(shares, [[0.731, 0.269, 0.0]], atol=1e-3)
