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
    with_experts,
)
from engine.recognition.network import Recogniser, grow_head
from engine.recognition.snapshot import load_recogniser, save_recogniser
from engine.recognition.training import classify

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
