import pytest
import torch
from torch import Tensor, nn

from engine.continual.elastic_weights import ElasticWeights


class Line(nn.Module):
    """Two weights, of which a loss may look at one alone."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([1.0, 1.0]))


def losses(network: Line, *factors: tuple[float, float]):
    for factor in factors:

        def loss(factor: tuple[float, float] = factor) -> Tensor:
            return (network.weights * torch.tensor(factor)).sum()

        yield loss


def test_nothing_is_held_before_the_first_task() -> None:
    assert float(ElasticWeights(10.0).penalty(Line()).detach()) == 0.0


def test_weights_are_held_by_the_mean_square_of_their_gradients() -> None:
    network, elastic = Line(), ElasticWeights(weight=4.0)
    elastic.consolidate(network, losses(network, (3.0, 0.0), (1.0, 0.0)))
    assert float(elastic.penalty(network).detach()) == 0.0
    with torch.no_grad():
        network.weights += torch.tensor([0.5, 7.0])
    importance = (9.0 + 1.0) / 2
    assert float(elastic.penalty(network).detach()) == pytest.approx(0.5 * 4.0 * importance * 0.25)


def test_tasks_add_up_and_the_anchor_moves_along() -> None:
    network, elastic = Line(), ElasticWeights(weight=2.0)
    elastic.consolidate(network, losses(network, (1.0, 0.0)))
    with torch.no_grad():
        network.weights += 1.0
    elastic.consolidate(network, losses(network, (0.0, 2.0)))
    assert float(elastic.penalty(network).detach()) == 0.0
    with torch.no_grad():
        network.weights += 1.0
    assert float(elastic.penalty(network).detach()) == pytest.approx(1.0 + 4.0)
    assert elastic.numbers_kept == 4


def test_measuring_leaves_no_gradient_behind() -> None:
    network = Line()
    ElasticWeights(1.0).consolidate(network, losses(network, (1.0, 1.0)))
    assert network.weights.grad is None
