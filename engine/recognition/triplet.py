"""The triplet loss: a picture is nearer to every one of its class than to any other."""

import torch
from torch import Tensor
from torch.nn import functional

MARGIN = 0.35


def triplet_loss(embeddings: Tensor, labels: Tensor, margin: float = MARGIN) -> Tensor:
    """Batch-hard triplets of unit embeddings (B, D) with labels (B,).

    Hermans et al. 2017 (arXiv 1703.07737), equation 5: each picture's farthest of its own class
    against its nearest of another. 0 where a batch has one class alone.
    """
    unit = functional.normalize(embeddings, dim=1)
    distances = (2.0 - 2.0 * (unit @ unit.T)).clamp_min(1e-6).sqrt()
    is_same = labels[:, None] == labels[None]
    if bool(is_same.all()):
        return embeddings.sum() * 0.0
    farthest = distances.masked_fill(~is_same, 0.0).amax(dim=1)
    nearest = distances.masked_fill(is_same, torch.inf).amin(dim=1)
    has_other = nearest.isfinite()
    return functional.relu(farthest - nearest + margin)[has_other].mean()
