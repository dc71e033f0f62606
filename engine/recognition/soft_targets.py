"""Soft targets: how far one network's softened answers are from another's."""

from torch import Tensor
from torch.nn import functional

TEMPERATURE = 2.0  # Hinton et al. 2015; the value of van de Ven & Tolias for soft targets


def soft_target_loss(student: Tensor, teacher: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """KL from the teacher's softened scores to the student's, times T^2; scores (B, classes).

    Hinton et al. 2015 (arXiv 1503.02531), section 2; the factor keeps the gradient's size.
    """
    divergence = functional.kl_div(
        functional.log_softmax(student / temperature, dim=1),
        functional.softmax(teacher / temperature, dim=1),
        reduction="batchmean",
    )
    return divergence * temperature**2
