import pytest
import torch

from engine.recognition.triplet import triplet_loss

LABELS = torch.tensor([0, 0, 1, 1])


def test_classes_that_lie_apart_cost_nothing() -> None:
    embeddings = torch.tensor([[1.0, 0.0], [2.0, 0.01], [0.0, 1.0], [0.01, 3.0]])
    assert triplet_loss(embeddings, LABELS).item() == pytest.approx(0.0, abs=1e-6)


def test_a_picture_among_strangers_costs_and_is_pulled_back() -> None:
    embeddings = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.1, 1.0], [0.0, 1.0]], requires_grad=True)
    loss = triplet_loss(embeddings, LABELS)
    assert loss.item() > 0.5
    loss.backward()
    moved = embeddings.detach() - 0.01 * embeddings.grad
    assert triplet_loss(moved, LABELS) < loss


def test_one_class_alone_says_nothing() -> None:
    embeddings = torch.rand(3, 4, requires_grad=True)
    loss = triplet_loss(embeddings, torch.zeros(3, dtype=torch.int64))
    loss.backward()
    assert loss.item() == 0.0
    assert embeddings.grad.abs().max() == 0
