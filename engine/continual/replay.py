"""Generative replay: the previous version redraws the earlier classes."""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.continual.strategy import Strategy
from engine.contract.job_context import JobContext
from engine.diffusion.seeded_noise import seeded_noise
from engine.generators.generator import Generator
from engine.recognition.network import Recogniser
from engine.recognition.training import classify

#: Pictures of one pass. A pass over another number of them may round other last bits.
BATCH = 32
#: Of the sampler: DPM-Solver++(2M).
ORDER = 2
_LEAST_KEPT = 0.5  # of a class: screening may not narrow a class to its easiest half


def drawing_replay(generator: Generator, strategy: Strategy) -> Generator:
    """The generator as the strategy has it draw the pool."""
    guidance = strategy.pool_guidance
    return generator if guidance is None else generator.with_guidance(guidance)


def draw_pictures(
    generator: Generator,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    steps: int | Sequence[int],
    context: JobContext,
    on_batch: Callable[[int], None] | None = None,
    *,
    batch: int = BATCH,
    order: int = ORDER,
) -> NDArray[np.uint8]:
    """Pictures (N, 3, S, S) for labels and seeds; `on_batch` hears how many are drawn.

    `steps` is how often the sampler calls the network, or the very timesteps at which it does.
    """
    size = generator.settings.image_size
    drawn = _draw(generator, labels, seeds, steps, context, on_batch, batch=batch, order=order)
    parts = [generator.to_pixels(clean) for clean in drawn]
    return np.concatenate(parts) if parts else np.empty((0, 3, size, size), np.uint8)


def draw_latents(
    generator: Generator,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    steps: int | Sequence[int],
    context: JobContext,
    on_batch: Callable[[int], None] | None = None,
    *,
    batch: int = BATCH,
    order: int = ORDER,
) -> NDArray[np.float32]:
    """As `draw_pictures`, but what the sampler ends with, (N, C, G, G), before it becomes pixels.

    Latent replay (KDC-Diff v2): a learning set of these needs no decoder and no encoder, and of a
    latent family a 48th of the values that its pictures have.
    """
    drawn = _draw(generator, labels, seeds, steps, context, on_batch, batch=batch, order=order)
    parts = [clean.float().cpu().numpy() for clean in drawn]
    return (
        np.concatenate(parts)
        if parts
        else np.empty((0, *generator.settings.noise_shape), np.float32)
    )


def _draw(
    generator: Generator,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    steps: int | Sequence[int],
    context: JobContext,
    on_batch: Callable[[int], None] | None,
    *,
    batch: int,
    order: int,
) -> Iterator[Tensor]:
    generator.network.eval()
    device = next(generator.network.parameters()).device
    shape = generator.settings.noise_shape
    for start in range(0, len(labels), batch):
        context.honour_requests()
        part = slice(start, start + batch)
        noise = torch.from_numpy(seeded_noise(seeds[part], shape)).to(device)
        yield generator.draw(torch.from_numpy(labels[part]).to(device), noise, steps, order=order)
        if on_batch is not None:
            on_batch(min(start + batch, len(labels)))


def screen(
    images: NDArray[np.uint8], labels: NDArray[np.int64], recogniser: Recogniser
) -> NDArray[np.bool_]:
    """Which pictures to keep: where the recogniser agrees, and at least half of every class."""
    probabilities, _ = classify(recogniser, images)
    confidence = probabilities[np.arange(len(labels)), labels]
    keep: NDArray[np.bool_] = probabilities.argmax(axis=1) == labels
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        least = math.ceil(len(places) * _LEAST_KEPT)
        keep[places[np.argsort(-confidence[places])[:least]]] = True
    return keep
