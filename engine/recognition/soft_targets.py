"""Soft targets: how far one network's softened answers are from another's."""

from torch import Tensor
from torch.nn import functional

TEMPERATURE = 2.0  # Hinton et al. 2015; the value of van de Ven & Tolias for soft targets


def soft_target_divergence(
    logits: Tensor, targets: Tensor, temperature: float = TEMPERATURE
) -> Tensor:
    """KL(targets || logits), both (B, C), softened; mean over the batch.

    Hinton et al. 2015, section 2, with the factor T^2 that keeps the gradient's size.
    """
    divergence = functional.kl_div(
        functional.log_softmax(logits / temperature, dim=1),
        functional.softmax(targets / temperature, dim=1),
        reduction="batchmean",
    )
    return divergence * temperature**2
