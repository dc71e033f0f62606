from pathlib import Path

import numpy as np
import pytest
import torch

from engine.inference.onnx_export import export_recogniser
from engine.inference.recognition import recognise
from engine.inference.session import open_session
from engine.recognition.experts import (
    Expertise,
    ExpertRecogniser,
    experts_after,
    moments_of,
    with_experts,
)
from engine.recognition.moments import Moments, moments_after
from engine.recognition.network import Recogniser, grow_head
from engine.recognition.snapshot import load_recogniser, save_recogniser
from engine.recognition.training import classify
from tests.support.bar_pictures import bar_pictures

PICTURES = np.random.default_rng(0).integers(0, 256, (5, 3, 32, 32), np.uint8)


def network(seed: int, class_count: int) -> Recogniser:
    torch.manual_seed(seed)
    return Recogniser(class_count, 32).eval()


def composed() -> tuple[Recogniser, Recogniser, Recogniser]:
    today, expert = network(0, 6), network(1, 4)
    return today, expert, with_experts(today, [Expertise(expert, (1, 3))])


def test_the_network_of_today_says_the_group_and_the_expert_the_class() -> None:
    today, expert, both = composed()
    shares, embedding = classify(both, PICTURES)
    by_today, same_embedding = classify(today, PICTURES)
    by_expert, _ = classify(expert, PICTURES)
    within = by_expert[:, [1, 3]] / by_expert[:, [1, 3]].sum(axis=1, keepdims=True)
    expected = by_today.copy()
    expected[:, [1, 3]] = by_today[:, [1, 3]].sum(axis=1, keepdims=True) * within
    assert shares == pytest.approx(expected, abs=1e-6)
    assert shares.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert np.array_equal(embedding, same_embedding)


def test_it_survives_its_file_and_its_export(tmp_path: Path) -> None:
    _, _, both = composed()
    save_recogniser(both, tmp_path / "recogniser.safetensors")
    back = load_recogniser(tmp_path / "recogniser.safetensors")
    assert isinstance(back, ExpertRecogniser)
    assert back.groups == ((1, 3),)
    before, _ = classify(both, PICTURES)
    assert np.array_equal(classify(back, PICTURES)[0], before)
    export_recogniser(back, 32, tmp_path / "recogniser.onnx")
    exported, _ = recognise(open_session(tmp_path / "recogniser.onnx"), PICTURES)
    assert exported == pytest.approx(before, abs=1e-4)


def test_one_class_needs_no_expert() -> None:
    today = network(0, 6)
    assert with_experts(today, [Expertise(network(1, 4), (2,))]) is today


def test_the_next_network_goes_on_without_the_experts() -> None:
    today, _, both = composed()
    grown = grow_head(both, 8)
    assert type(grown) is Recogniser
    assert torch.equal(grown.stem.weight, today.stem.weight)


def test_experts_are_handed_on_and_leave_with_what_is_given_up_or_taught_again() -> None:
    _, expert, both = composed()
    first, second = experts_after(both, learned=(4, 5), kept={3, 4, 5})
    assert first.labels == (3,)
    assert torch.equal(first.recogniser.stem.weight, expert.stem.weight)
    assert second.labels == (4, 5)
    following = with_experts(network(2, 9), [first, second])
    assert isinstance(following, ExpertRecogniser)
    assert following.groups == ((4, 5),)


def moments(labels: list[int]) -> Moments:
    return moments_after(None, bar_pictures(labels, 12), None)


def test_the_linear_classifier_says_the_group_and_has_a_say_on_the_class() -> None:
    today, expert, _ = composed()
    both = with_experts(today, [Expertise(expert, (1, 3))], moments([0, 1, 2, 3]), newest=(0, 2))
    shown = bar_pictures([0, 1, 2, 3], 10, seed=1)
    images, labels = shown.images, shown.labels
    shares, embedding = classify(both, images)
    by_today, same_embedding = classify(today, images)
    assert np.array_equal(embedding, same_embedding)
    assert shares.sum(axis=1) == pytest.approx(np.ones(40), abs=1e-5)
    # neither network has learned anything: whoever tells the groups apart is the classifier
    assert np.mean(np.isin(shares.argmax(axis=1), (1, 3)) == np.isin(labels, (1, 3))) == 1.0
    assert shares[:, 4:] == pytest.approx(by_today[:, 4:], abs=1e-6)


def test_within_a_group_an_expert_that_is_sure_is_believed() -> None:
    today, expert, _ = composed()
    with torch.no_grad():
        expert.head.weight.zero_()
        expert.head.bias.copy_(torch.tensor([0.0, -20.0, 0.0, 20.0]))
    both = with_experts(today, [Expertise(expert, (1, 3))], moments([0, 1, 2, 3]), newest=(0, 2))
    shares, _ = classify(both, bar_pictures([1], 10, seed=1).images)
    assert (shares.argmax(axis=1) == 3).all()


def test_moments_survive_file_and_export_and_go_on_from_there(tmp_path: Path) -> None:
    today, expert, _ = composed()
    both = with_experts(today, [Expertise(expert, (1, 3))], moments([0, 1, 3]), newest=(0,))
    save_recogniser(both, tmp_path / "recogniser.safetensors")
    back = load_recogniser(tmp_path / "recogniser.safetensors")
    assert isinstance(back, ExpertRecogniser)
    before, _ = classify(both, PICTURES)
    assert np.array_equal(classify(back, PICTURES)[0], before)
    found = moments_of(back)
    assert found is not None
    assert found.labels == (0, 1, 3)
    assert found.solved() == pytest.approx(moments([0, 1, 3]).solved(), abs=1e-4)
    export_recogniser(back, 32, tmp_path / "recogniser.onnx")
    exported, _ = recognise(open_session(tmp_path / "recogniser.onnx"), PICTURES)
    assert exported == pytest.approx(before, abs=1e-4)
    assert (tmp_path / "recogniser.onnx").stat().st_size < 5e6


def test_a_network_without_experts_may_have_moments_alone() -> None:
    alone = with_experts(network(0, 6), (), moments([0, 1]), newest=(0, 1))
    assert isinstance(alone, ExpertRecogniser)
    assert alone.groups == ()
    assert type(grow_head(alone, 8)) is Recogniser
    assert moments_of(network(0, 6)) is None
