"""What a generator learns from: new photographs and replayed pictures, drawn class by class."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray


class PictureSource(Protocol):
    """Where a step's pictures come from."""

    def draw(self, count: int, randomness: torch.Generator) -> "PictureSet":
        """`count` pictures, every class equally likely; the randomness decides which."""


@dataclass(frozen=True)
class PictureSet:
    """Pictures and their labels."""

    #: uint8 (N, 3, S, S); or latents, float32 (N, C, G, G), for a generator alone.
    images: NDArray[Any]
    #: int64 (N,).
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def joined(self, other: "PictureSet") -> "PictureSet":
        """Both sets, this one first."""
        return PictureSet(
            np.concatenate([self.images, other.images]),
            np.concatenate([self.labels, other.labels]),
        )

    def at_most(self, per_class: int | None) -> "PictureSet":
        """The first of every class, in the order they are in; None keeps all."""
        if per_class is None:
            return self
        kept = [
            np.flatnonzero(self.labels == label)[:per_class] for label in np.unique(self.labels)
        ]
        places = np.sort(np.concatenate(kept)) if kept else np.empty(0, np.int64)
        return PictureSet(self.images[places], self.labels[places])

    def draw(self, count: int, randomness: torch.Generator) -> "PictureSet":
        """`count` pictures, every class equally likely."""
        if count == 0:
            return PictureSet(self.images[:0], self.labels[:0])
        classes = np.unique(self.labels)
        chosen = torch.randint(0, len(classes), (count,), generator=randomness).tolist()
        shares = torch.rand(count, generator=randomness).tolist()
        places = []
        for index, share in zip(chosen, shares, strict=True):
            members = np.flatnonzero(self.labels == classes[index])
            places.append(members[int(share * len(members))])
        return PictureSet(self.images[places], self.labels[places])


def step_randomness(seed: int, stage: int, step: int) -> torch.Generator:
    """The random source of one step, which depends on no step before: a resumed run draws alike."""
    mixed = np.random.SeedSequence([seed, stage, step]).generate_state(2, np.uint32)
    return torch.Generator().manual_seed(int(mixed[0]) << 32 | int(mixed[1]))
