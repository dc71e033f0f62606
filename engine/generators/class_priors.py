"""Where a lifelong VAE draws a class from: the spread that its encoder really gives the class.

The bound asks for N(0, 1) and no training reaches it; what is drawn from there lies partly where
the decoder has learned nothing. A Gaussian fitted to the codes afterwards draws better (Ghosh et
al. 2020, arXiv 1903.12436), and here it is one of each class.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.generators.lifelong_vae import LifelongVae

_BATCH = 128
_LEAST_VARIANCE = 1e-4


@torch.no_grad()
def fit_priors(
    generator: LifelongVae, images: NDArray[np.uint8], labels: NDArray[np.int64]
) -> None:
    """Give each class that occurs the mean and covariance of its pictures' codes."""
    network = generator.network.eval()
    means, variances = _codes(generator, images)
    for label in np.unique(labels):
        own = torch.from_numpy(labels == label)
        codes, noise = means[own], variances[own].mean(dim=0)
        centre = codes.mean(dim=0)
        spread = (codes - centre).T @ (codes - centre) / len(codes)
        covariance = spread + torch.diag(noise.clamp(min=_LEAST_VARIANCE))
        network.drawing.prior_mean[int(label)] = centre.float()
        network.drawing.prior_scale[int(label)] = torch.linalg.cholesky(covariance).float()


def _codes(generator: LifelongVae, images: NDArray[np.uint8]) -> tuple[Tensor, Tensor]:
    """Means and variances of q(z_c | x), (N, D), in double precision."""
    device = next(generator.network.parameters()).device
    means, variances = [], []
    for start in range(0, len(images), _BATCH):
        clean = generator.to_haar(images[start : start + _BATCH]).to(device)
        posterior = generator.network.encode(clean)
        means.append(posterior.mean.double().cpu())
        variances.append(posterior.log_variance.exp().double().cpu())
    return torch.cat(means), torch.cat(variances)
