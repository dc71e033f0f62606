import pytest
import torch

from engine.recognition.soft_targets import soft_target_loss

LOGITS = torch.tensor([[2.0, 0.0, -1.0], [0.3, 0.1, 0.2]])
TARGETS = torch.tensor([[0.0, 1.0, 0.5], [-2.0, 0.0, 3.0]])


def test_it_is_zero_where_both_answer_alike() -> None:
    assert float(soft_target_loss(LOGITS, LOGITS + 3.0)) == pytest.approx(0.0, abs=1e-6)
    assert float(soft_target_loss(LOGITS, TARGETS)) > 0.1


def test_it_is_the_softened_divergence_of_the_answers() -> None:
    mine, theirs = (LOGITS / 4).softmax(dim=1), (TARGETS / 4).softmax(dim=1)
    expected = 16 * (theirs * (theirs / mine).log()).sum(dim=1).mean()
    torch.testing.assert_close(soft_target_loss(LOGITS, TARGETS, 4.0), expected)
