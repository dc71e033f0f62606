import numpy as np
import torch

from engine.recognition.incremental.exemplars import choose_exemplars, herd
from engine.recognition.incremental.nearest_mean import answer, class_means, embed, nearest
from engine.recognition.incremental.pictures import LabelledImages
from engine.recognition.network import Recogniser
from tests.support.toy_learning import toy_pictures

LABELS = np.repeat(np.asarray([0, 2, 1], np.int64), 12)
PICTURES = LabelledImages(toy_pictures(LABELS, 16), LABELS)


def network() -> Recogniser:
    torch.manual_seed(0)
    return Recogniser(3, 16, (4, 6, 8)).eval()


def test_herding_keeps_the_mean_better_than_the_first_ones_do() -> None:
    points = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    chosen = herd(points, 10)
    assert len(set(chosen.tolist())) == 10

    def off(places: np.ndarray) -> float:
        return float(np.linalg.norm(points[places].mean(axis=0) - points.mean(axis=0)))

    assert off(chosen) < 0.3 * off(np.arange(10))
    # each prefix is the choice for fewer, so that a memory can be cut
    assert herd(points, 4).tolist() == chosen[:4].tolist()


def test_a_class_with_fewer_pictures_gives_all_it_has() -> None:
    points = np.eye(3, dtype=np.float32)
    assert sorted(herd(points, 10).tolist()) == [0, 1, 2]


def test_as_many_are_chosen_of_every_class() -> None:
    chosen = choose_exemplars(network(), PICTURES, 4)
    assert np.bincount(chosen.labels).tolist() == [4, 4, 4]
    known = {image.tobytes() for image in PICTURES.images}
    assert all(image.tobytes() in known for image in chosen.images)


def test_the_nearest_mean_answers() -> None:
    means = class_means(network(), PICTURES)
    np.testing.assert_allclose(np.linalg.norm(means, axis=1), 1.0, rtol=1e-4)
    named = nearest(embed(network(), PICTURES.images), means)
    assert (named == LABELS).mean() > 0.6  # of an untrained network, and a third by chance
    assert nearest(means, means).tolist() == [0, 1, 2]


def test_the_head_answers_as_the_network_does() -> None:
    named, embeddings = answer(network(), PICTURES.images)
    pixels = torch.from_numpy(PICTURES.images).float() / 127.5 - 1
    with torch.no_grad():
        logits, embedding = network()(pixels)
    assert named.tolist() == logits.argmax(dim=1).tolist()
    expected = embedding / embedding.norm(dim=1, keepdim=True)
    torch.testing.assert_close(torch.from_numpy(embeddings), expected, atol=1e-5, rtol=1e-4)
