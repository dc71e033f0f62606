"""Training the recogniser: photographs with hard labels, replay with soft targets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.contract.job_context import JobContext, SilentContext
from engine.recognition.augmentation import augment
from engine.recognition.network import WIDTHS, Recogniser, grow_head
from engine.recognition.soft_targets import soft_target_loss

BATCH = 32
PEAK_RATE = 1e-3
#: Of the features that a previous recogniser brings along. Replay shows small flaws less sharply
#: than photographs do; at the full rate the features adapt to that and lose the flaws, at a third
#: of it they do not learn a product of many classes.
KNOWN_FEATURES_RATE = 6e-4
_WARM_UP = 0.1  # share of the steps


@dataclass(frozen=True)
class RecognitionSet:
    """What one training learns from: pictures and labels of new and replayed classes."""

    #: uint8 (N, 3, S, S).
    images: NDArray[np.uint8]
    #: int64 (N,).
    labels: NDArray[np.int64]
    #: bool (N,), True for pictures that the previous generator drew.
    is_replay: NDArray[np.bool_]


class RecogniserTrainer:
    """One training that can stop after any step and go on bit-exactly from its state."""

    def __init__(
        self,
        data: RecognitionSet,
        class_count: int,
        steps: int,
        seed: int,
        previous: Recogniser | None = None,
        widths: Sequence[int] = WIDTHS,
        *,
        retired_labels: Sequence[int] = (),
    ) -> None:
        self.data, self.steps, self.seed, self.previous = data, steps, seed, previous
        self.step = 0
        torch.manual_seed(seed)
        self.network = (
            Recogniser(class_count, data.images.shape[-1], widths)
            if previous is None
            else grow_head(previous, class_count)
        )
        head = list(self.network.head.parameters())
        features = [
            value for name, value in self.network.named_parameters() if not name.startswith("head.")
        ]
        self._peak_rates = (PEAK_RATE if previous is None else KNOWN_FEATURES_RATE, PEAK_RATE)
        self.optimiser = torch.optim.AdamW(
            [{"params": features}, {"params": head}], lr=PEAK_RATE, weight_decay=0.02
        )
        self._by_class = [np.flatnonzero(data.labels == label) for label in np.unique(data.labels)]
        #: Columns of the head that are learned; those of retired classes take no part.
        self._columns = torch.tensor([n for n in range(class_count) if n not in retired_labels])

    def train_step(self) -> float:
        """One optimiser step; returns the loss."""
        randomness = torch.Generator().manual_seed(self.seed * 1_000_003 + self.step)
        places = self._balanced_places(randomness)
        pixels = torch.from_numpy(self.data.images[places]).float() / 127.5 - 1.0
        labels = torch.from_numpy(self.data.labels[places])
        replayed = torch.from_numpy(self.data.is_replay[places])
        # convolutions here are a fifth faster with the channels last
        pixels = augment(pixels, randomness).contiguous(memory_format=torch.channels_last)
        for group, peak in zip(self.optimiser.param_groups, self._peak_rates, strict=True):
            group["lr"] = peak * one_cycle(self.step, self.steps)
        self.network.train()
        logits = self.network(pixels)[0][:, self._columns]
        targets = torch.searchsorted(self._columns, labels)
        loss = functional.cross_entropy(logits, targets, label_smoothing=0.05)
        if self.previous is not None and bool(replayed.any()):
            divergence = self._divergence(logits[replayed], self.previous, pixels[replayed])
            loss = loss + divergence * replayed.float().mean()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.step += 1
        return float(loss.detach())

    def _divergence(self, logits: Tensor, previous: Recogniser, pixels: Tensor) -> Tensor:
        """KL to the previous recogniser on classes both know. Li & Hoiem 2016 (LwF), equation 3."""
        known = self._columns[self._columns < previous.class_count]
        with torch.no_grad():
            targets = previous(pixels)[0][:, known]
        return soft_target_loss(logits[:, : len(known)], targets)

    def _balanced_places(self, randomness: torch.Generator) -> NDArray[np.int64]:
        """Every class equally often, so that no product outweighs another by its many pictures."""
        classes = torch.randint(0, len(self._by_class), (BATCH,), generator=randomness).tolist()
        shares = torch.rand(BATCH, generator=randomness).tolist()
        chosen = zip([self._by_class[c] for c in classes], shares, strict=True)
        return np.asarray([places[int(share * len(places))] for places, share in chosen])


def train_recogniser(
    images: NDArray[np.uint8],
    labels: NDArray[np.int64],
    *,
    class_count: int,
    steps: int,
    seed: int,
    widths: Sequence[int] = WIDTHS,
    context: JobContext | None = None,
    on_step: Callable[[int, float], None] | None = None,
) -> Recogniser:
    """Train a fresh recogniser on these images (N, 3, S, S) alone."""
    context = context or SilentContext()
    data = RecognitionSet(images, labels, np.zeros(len(labels), dtype=bool))
    trainer = RecogniserTrainer(data, class_count, steps, seed, widths=widths)
    while trainer.step < steps:
        context.honour_requests()
        loss = trainer.train_step()
        if on_step is not None:
            on_step(trainer.step, loss)
    return trainer.network.eval()


@torch.no_grad()
def classify(
    recogniser: Recogniser, images: NDArray[np.uint8], batch: int = 64
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Probabilities (N, classes) and embeddings (N, D) of uint8 images (N, 3, S, S)."""
    recogniser.eval()
    probabilities, embeddings = [], []
    for start in range(0, len(images), batch):
        pixels = torch.from_numpy(images[start : start + batch]).float() / 127.5 - 1.0
        logits, embedding = recogniser(pixels)
        probabilities.append(logits.softmax(dim=1).numpy())
        embeddings.append(embedding.numpy())
    return np.concatenate(probabilities), np.concatenate(embeddings)


def one_cycle(step: int, steps: int) -> float:
    """Learning-rate factor: linear warm-up, then a cosine to zero."""
    warm_up = max(1.0, steps * _WARM_UP)
    if step < warm_up:
        return (step + 1) / warm_up
    progress = (step - warm_up) / max(1.0, steps - warm_up)
    return 0.5 * (1 + float(np.cos(np.pi * min(1.0, progress))))
