"""Drawing images with exported Stable Diffusion networks, without torch.

Classifier-free guidance is done here, on a doubled batch: with the prompt and with the empty one.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import JobContext, SilentContext
from engine.diffusion.noise_schedule import NoiseSchedule
from engine.diffusion.samplers import sample
from engine.diffusion.seeded_noise import seeded_noise
from engine.inference.adapter_folding import (
    ADAPTER_ROLES,
    WEIGHTS_ROLE,
    adapter_roles,
    open_folded,
)
from engine.inference.session import Session, open_session

#: What the three files are called where they leave a workspace.
UNET, DECODER, TEXT_ENCODER = "unet.onnx", "vae_decoder.onnx", "text_encoder.onnx"
#: What they are to a version; the U-Net is its student.
UNET_ROLE, DECODER_ROLE, TEXT_ENCODER_ROLE = (
    "student_onnx",
    "vae_decoder_onnx",
    "text_encoder_onnx",
)
_DRAWING = {UNET_ROLE, DECODER_ROLE, TEXT_ENCODER_ROLE, WEIGHTS_ROLE}
#: The decoder's activations decide: a picture of 512 pixels takes about a gigabyte.
LATENT_BATCH = 4

Arrays = NDArray[np.float32]

#: Opens the U-Net with the adapter of that role; of None as it is.
_Opening: TypeAlias = Callable[[str | None], Session]


def is_drawing_role(role: str) -> bool:
    """Whether a version's file of that role takes part in drawing."""
    return role in _DRAWING or role.startswith(ADAPTER_ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentSampling:
    """What an exported U-Net says of its own use."""

    image_size: int
    noise_shape: tuple[int, int, int]
    timesteps: tuple[int, ...]
    scheduler: dict[str, Any]
    guidance: float
    #: By label; the first is empty.
    prompts: tuple[str, ...]
    #: int64 (K, L).
    tokens: NDArray[np.int64]


class LatentGenerator:
    """The three sessions that draw.

    Where products have adapters, one of them is folded into the U-Net while the session is made.
    One such session is open at a time: it holds a whole U-Net.
    """

    def __init__(
        self,
        unet: Session,
        decoder: Session,
        text_encoder: Session,
        opening: _Opening | None = None,
        folded: str | None = None,
    ) -> None:
        self.sampling = _sampling(unet)
        self._unet, self._decoder = unet, decoder
        self._opening, self._folded = opening, folded
        self._roles = adapter_roles(unet.metadata)
        self._embedded: Arrays = text_encoder.run({"tokens": self.sampling.tokens})[0]

    @property
    def runtime(self) -> str:
        """Names library and provider, for people."""
        return self._unet.runtime

    @property
    def is_reproducible(self) -> bool:
        """As of a `Session`."""
        return self._unet.is_reproducible

    def fingerprint(self) -> dict[str, str]:
        """What decides the bits of the pictures."""
        return self._unet.fingerprint()

    @classmethod
    def of_files(cls, files: Mapping[str, Path], provider: str | None = None) -> "LatentGenerator":
        """From files by role."""
        opening: _Opening | None = None
        folded: str | None = None
        if WEIGHTS_ROLE in files:

            def open_with(role: str | None) -> Session:
                adapter = None if role is None else files[role]
                return open_folded(files[UNET_ROLE], files[WEIGHTS_ROLE], adapter, provider)

            opening = open_with
            # Whatever is drawn first most likely is of some product.
            folded = next((role for role in files if role.startswith(ADAPTER_ROLES)), None)
            unet = opening(folded)
        else:
            unet = open_session(files[UNET_ROLE], provider)
        return cls(
            unet,
            open_session(files[DECODER_ROLE], unet.provider),
            open_session(files[TEXT_ENCODER_ROLE], unet.provider),
            opening,
            folded,
        )

    @classmethod
    def open(cls, folder: Path, provider: str | None = None) -> "LatentGenerator":
        """From a folder with the three files; on the provider named, or the fastest.

        Raises:
            UserFixableError: If one of them is not there.
        """
        for name in (UNET, DECODER, TEXT_ENCODER):
            if not (folder / name).is_file():
                raise UserFixableError(
                    f"The file {name} is missing from {folder}. Export the version again."
                )
        files = {
            UNET_ROLE: folder / UNET,
            DECODER_ROLE: folder / DECODER,
            TEXT_ENCODER_ROLE: folder / TEXT_ENCODER,
        }
        return cls.of_files(files, provider)

    def draw(
        self,
        labels: Sequence[int] | NDArray[np.int64],
        seeds: NDArray[np.int64],
        context: JobContext | None = None,
        on_progress: Callable[[float, int], None] | None = None,
        *,
        guidance: float | None = None,
        batch: int = LATENT_BATCH,
    ) -> NDArray[np.uint8]:
        """Images (N, 3, S, S) of these labels from these seeds; guidance as stored, or another."""
        size = self.sampling.image_size
        parts = [np.empty((0, 3, size, size), np.uint8)]
        every = np.asarray(labels, np.int64)
        parts += self._batches(every, seeds, context, on_progress, guidance, batch)
        return np.concatenate(parts)

    def _batches(
        self,
        labels: NDArray[np.int64],
        seeds: NDArray[np.int64],
        context: JobContext | None,
        on_progress: Callable[[float, int], None] | None,
        guidance: float | None,
        batch: int,
    ) -> Iterator[NDArray[np.uint8]]:
        context, total = context or SilentContext(), len(labels)
        for start in range(0, total, batch):
            wanted = min(batch, total - start)

            def on_step(done: int, steps: int, start: int = start, wanted: int = wanted) -> None:
                context.honour_requests()
                if on_progress is not None:
                    on_progress(start + wanted * done / steps, total)

            context.honour_requests()
            part = slice(start, start + wanted)
            yield self.draw_batch(labels[part], seeds[part], on_step, guidance)

    def draw_batch(
        self,
        labels: NDArray[np.int64],
        seeds: NDArray[np.int64],
        on_step: Callable[[int, int], None],
        guidance: float | None = None,
    ) -> NDArray[np.uint8]:
        """As `draw`, all in one pass; in one for each adapter where products have them."""
        weight = self.sampling.guidance if guidance is None else guidance
        clean = np.empty((len(labels), *self.sampling.noise_shape), np.float32)
        groups = self._rows(labels)
        for place, (role, rows) in enumerate(groups):
            self._fold(role)

            def on_part(done: int, steps: int, place: int = place) -> None:
                on_step(place * steps + done, len(groups) * steps)

            clean[rows] = self._sample(labels[rows], seeds[rows], weight, on_part)
        pixels: Arrays = self._decoder.run({"latents": clean.astype(np.float32)})[0]
        levels: NDArray[np.uint8] = np.rint((np.clip(pixels, -1.0, 1.0) + 1.0) * 127.5).astype(
            np.uint8
        )
        return levels

    def _rows(self, labels: NDArray[np.int64]) -> list[tuple[str | None, NDArray[np.int64]]]:
        rows: dict[str | None, list[int]] = {}
        for row, label in enumerate(labels.tolist()):
            rows.setdefault(self._roles.get(label), []).append(row)
        return [(role, np.asarray(found, np.int64)) for role, found in rows.items()]

    def _fold(self, role: str | None) -> None:
        """Make the U-Net what it is with this adapter."""
        if self._opening is not None and role != self._folded:
            del self._unet  # there may be no room for two
            self._unet = self._opening(role)
            self._folded = role

    def _sample(
        self,
        labels: NDArray[np.int64],
        seeds: NDArray[np.int64],
        weight: float,
        on_step: Callable[[int, int], None],
    ) -> Arrays:
        asked = self._embedded[labels]
        anyhow = np.broadcast_to(self._embedded[:1], asked.shape)

        def velocity(noisy: Arrays, timestep: int, prompts: Arrays) -> Arrays:
            found: Arrays = self._unet.run(
                {
                    "sample": np.ascontiguousarray(noisy, np.float32),
                    "timestep": np.full(len(noisy), timestep, np.int64),
                    "encoder_hidden_states": np.ascontiguousarray(prompts, np.float32),
                }
            )[0]
            return found

        def predict(noisy: Arrays, timestep: int) -> Arrays:
            if weight == 0.0:
                return velocity(noisy, timestep, asked)
            # Ho & Salimans 2022, equation 6, in one pass.
            both = velocity(
                np.concatenate([noisy, noisy]), timestep, np.concatenate([asked, anyhow])
            )
            wanted, unasked = np.split(both, 2)
            guided: Arrays = (1.0 + weight) * wanted - weight * unasked
            return guided

        settings = self.sampling
        noise = seeded_noise(seeds, settings.noise_shape)
        schedule = NoiseSchedule.from_config(settings.scheduler)
        clean: Arrays = sample(predict, noise, schedule, settings.timesteps, on_step)
        return clean


def _sampling(session: Session) -> LatentSampling:
    try:
        facts = json.loads(session.metadata["pilotline"])
        side = int(facts["image_size"]) // int(facts["reduction"])
        return LatentSampling(
            image_size=int(facts["image_size"]),
            noise_shape=(int(facts["channels"]), side, side),
            timesteps=tuple(facts["timesteps"]),
            scheduler=dict(facts["scheduler"]),
            guidance=float(facts["guidance"]),
            prompts=tuple(json.loads(session.metadata["prompts"])),
            tokens=np.asarray(json.loads(session.metadata["tokens"]), np.int64),
        )
    except (KeyError, ValueError) as error:
        raise IntegrityError(
            f"{session.path.name} is not an exported U-Net of Stable Diffusion: {error}."
        ) from error
