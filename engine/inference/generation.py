"""Drawing images from an exported generator, without torch."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import IntegrityError
from engine.contract.job_context import JobContext, SilentContext
from engine.diffusion.haar import inverse_haar
from engine.diffusion.noise_schedule import NoiseSchedule
from engine.diffusion.samplers import sample
from engine.diffusion.seeded_noise import seeded_noise
from engine.inference.latent_generation import DECODER_ROLE, LATENT_BATCH, LatentGenerator
from engine.inference.session import Session, open_session

#: On a CPU the throughput is flat from 4 to 32; a small batch answers a request to stop sooner.
DEFAULT_BATCH = 16

#: Told how many images, in whole batches and parts of them, are done of how many.
OnProgress = Callable[[float, int], None]

#: What draws a version's pictures: one network, or the three of a latent family.
Networks: TypeAlias = Session | LatentGenerator
_STUDENT_ROLE = "student_onnx"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingSettings:
    """What an exported generator says of its own use."""

    image_size: int
    haar_levels: int
    #: Of one image.
    noise_shape: tuple[int, int, int]
    #: Where the network is called, falling; empty where one pass makes a picture of noise.
    timesteps: tuple[int, ...] = ()
    scheduler: dict[str, Any] = field(default_factory=dict)


def open_networks(files: Mapping[str, Path]) -> Networks:
    """Open what draws, of a version's ONNX files by role."""
    if DECODER_ROLE in files:
        return LatentGenerator.of_files(files)
    return open_session(files[_STUDENT_ROLE])


def drawn_size(networks: Networks) -> int:
    """Side of the pictures."""
    if isinstance(networks, LatentGenerator):
        return networks.sampling.image_size
    return sampling_settings(networks).image_size


def sampling_settings(session: Session) -> SamplingSettings:
    """Read them from the ONNX file's metadata."""
    try:
        facts = json.loads(session.metadata["pilotline"])
        size, levels = int(facts["image_size"]), int(facts["haar_levels"])
        if "noise_shape" in facts:  # a family that needs no sampler
            channels, rows, columns = facts["noise_shape"]
            return SamplingSettings(
                image_size=size, haar_levels=levels, noise_shape=(channels, rows, columns)
            )
        side = size // 2**levels
        return SamplingSettings(
            image_size=size,
            haar_levels=levels,
            noise_shape=(3 * 4**levels, side, side),
            timesteps=_timesteps(facts),
            scheduler=dict(facts["scheduler"]),
        )
    except (KeyError, ValueError) as error:
        raise IntegrityError(
            f"{session.path.name} is not an exported generator: {error}."
        ) from error


def _timesteps(facts: dict[str, Any]) -> tuple[int, ...]:
    """Those stored in the file; files of before they were stored take today's choice."""
    stored = facts.get("timesteps")
    if stored:
        return tuple(int(timestep) for timestep in stored)
    schedule = NoiseSchedule.from_config(facts["scheduler"])
    return tuple(schedule.sampling_timesteps(int(facts["sampler_steps"])))


def draw(
    networks: Networks,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    context: JobContext | None = None,
    batch: int | None = None,
    on_progress: OnProgress | None = None,
) -> NDArray[np.uint8]:
    """Images (N, 3, S, S) of these labels (N,) from these seeds (N,).

    An image depends on the network, its seed and its label, not on its neighbours.
    """
    size = drawn_size(networks)
    parts = [np.empty((0, 3, size, size), np.uint8)]
    parts.extend(draw_batches(networks, labels, seeds, context, batch, on_progress))
    return np.concatenate(parts)


def draw_batches(
    networks: Networks,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    context: JobContext | None = None,
    batch: int | None = None,
    on_progress: OnProgress | None = None,
) -> Iterator[NDArray[np.uint8]]:
    """As `draw`, one batch at a time, so that any number of images fits into memory.

    Where the provider's bits depend on the size of the batch, the last one is filled up and the
    surplus thrown away.
    """
    context = context or SilentContext()
    total = len(labels)
    if batch is None:
        batch = LATENT_BATCH if isinstance(networks, LatentGenerator) else DEFAULT_BATCH
    for start in range(0, total, batch):
        rows = np.arange(start, min(start + batch, total))
        if not networks.is_reproducible:
            rows = np.resize(rows, batch)
        wanted = min(batch, total - start)

        def on_step(done: int, steps: int, start: int = start, wanted: int = wanted) -> None:
            context.honour_requests()
            if on_progress is not None:
                on_progress(start + wanted * done / steps, total)

        context.honour_requests()
        yield _pictures(networks, labels[rows], seeds[rows], on_step)[:wanted]


def to_pixels(clean: NDArray[np.float32], haar_levels: int) -> NDArray[np.uint8]:
    """Haar-space samples to uint8 (N, 3, S, S): clipped to [-1, 1], rounded half to even."""
    pixels = inverse_haar(clean, haar_levels)
    levels: NDArray[np.uint8] = np.rint((np.clip(pixels, -1.0, 1.0) + 1.0) * 127.5).astype(np.uint8)
    return levels


def _pictures(
    networks: Networks,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    on_step: Callable[[int, int], None],
) -> NDArray[np.uint8]:
    if isinstance(networks, LatentGenerator):
        return networks.draw_batch(labels, seeds, on_step)
    settings = sampling_settings(networks)
    clean = _sample(networks, settings, labels, seeds, on_step)
    return to_pixels(clean, settings.haar_levels)


def _sample(
    session: Session,
    settings: SamplingSettings,
    labels: NDArray[np.int64],
    seeds: NDArray[np.int64],
    on_step: Callable[[int, int], None],
) -> NDArray[np.float32]:
    labels = np.ascontiguousarray(labels, np.int64)
    noise = seeded_noise(seeds, settings.noise_shape)
    if not settings.timesteps:
        drawn: NDArray[np.float32] = session.run(
            {"noise": noise.reshape(len(noise), -1), "class_labels": labels}
        )[0]
        on_step(1, 1)
        return drawn

    def predict(noisy: NDArray[np.float32], timestep: int) -> NDArray[np.float32]:
        inputs: dict[str, NDArray[Any]] = {
            "sample": np.ascontiguousarray(noisy, np.float32),
            "timestep": np.full(len(labels), timestep, np.int64),
            "class_labels": labels,
        }
        velocity: NDArray[np.float32] = session.run(inputs)[0]
        return velocity

    schedule = NoiseSchedule.from_config(settings.scheduler)
    clean: NDArray[np.float32] = sample(predict, noise, schedule, settings.timesteps, on_step)
    return clean.astype(np.float32, copy=False)
